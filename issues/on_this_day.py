"""Finds what the paper printed on a day of the year in earlier years (往年今日).

A weekly rarely comes out on the same day. So where fewer than a few issues bear that very day, the issue nearest to
it stands in for each year that has one within three days; its own date is said with it.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import CharField
from django.db.models.functions import Cast, Substr

A_FEW = 3
LEAP_YEAR = 2000  # in which 29 February is among the days
NEAR = datetime.timedelta(days=3)
# What is shown of a piece on page 1.
_SHOWN = ("part", "prominence", "headline", "page__issue", "article__title", "article__is_advertisement")


@dataclass(frozen=True)
class Anniversary:
    """What came out `years_ago`: the issue or issues of one date, on the day itself or near it."""

    years_ago: int
    date: datetime.date
    is_the_day: bool
    issues: tuple


def day_in(year, month, day):
    """Return that day in `year`; 28 February where it is the 29th and the year has none."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return datetime.date(year, 2, 28)


def beside(month, day):
    """Return dates that bear (the day of the year before, that day, the one after); their year says nothing."""
    the_day = datetime.date(LEAP_YEAR, month, day)
    return the_day - datetime.timedelta(days=1), the_day, the_day + datetime.timedelta(days=1)


def anniversaries(shelf, month, day, before):
    """Return the Anniversaries of that day in the years earlier than `before`, a year, the latest first (one query)."""
    found = defaultdict(list)
    for issue in _near(shelf, month, day).filter(date__lt=day_in(before, month, day) - NEAR):
        found[issue.date].append(issue)
    nearest, on_the_day = {}, []
    for date in sorted(found):
        the_day = _nearest_to(date, month, day)
        anniversary = Anniversary(
            before - the_day.year, date, (date.month, date.day) == (month, day), tuple(found[date])
        )
        distance = abs(date - the_day)
        if the_day.year not in nearest or distance < nearest[the_day.year][0]:
            nearest[the_day.year] = distance, anniversary
        if anniversary.is_the_day:
            on_the_day.append(anniversary)
    chosen = on_the_day if len(on_the_day) >= A_FEW else [pair[1] for pair in nearest.values()]
    return sorted(chosen, key=lambda anniversary: anniversary.years_ago)


def with_headlines(shelf, found):
    """Give each issue of the Anniversaries `found` the placements of its page 1 as `on_front`; returns `found`."""
    issues = {issue.pk: issue for anniversary in found for issue in anniversary.issues}
    for issue in issues.values():
        issue.on_front = []
    standing = shelf.placements.filter(page__number=1, page__issue__in=list(issues)).in_print_order()
    for placement in standing.select_related("page", "article").only(*_SHOWN):
        issues[placement.page.issue_id].on_front.append(placement)
    return found


def _near(shelf, month, day):
    """The issues whose date is within three days of that day in any year.

    Both databases write a date as 2020-05-22, so its end can be compared with seven texts; to take month and day
    out of it costs SQLite ten times as much.
    """
    around = datetime.date(LEAP_YEAR, month, day)
    days = [around + datetime.timedelta(days=step) for step in range(-NEAR.days, NEAR.days + 1)]
    return (
        shelf.issues.annotate(day_of_year=Substr(Cast("date", CharField()), 6, 5))
        .filter(day_of_year__in=[f"{date:%m-%d}" for date in days])
        .order_by("date", "pk")
    )


def _nearest_to(date, month, day):
    """That day of the year nearest to `date`: an issue of 30 December is near 1 January of the next year."""
    years = (date.year - 1, date.year, date.year + 1)
    return min((day_in(year, month, day) for year in years), key=lambda the_day: abs(date - the_day))

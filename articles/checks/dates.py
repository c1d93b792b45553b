"""Finds dates that can't be: not in the calendar, not what 昨日 means, or told as past before they come."""

import re

from django.utils.translation import gettext as _

from articles.checks import days, relative_days, told_early, told_late
from articles.checks.lines import Doubt

_WIRE = re.compile(r"(?:社|报|网|台)?[\u3400-\u9fff]{0,8}(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:电|讯)")


def contradictions(copy):
    """Yield a Doubt for each date that can't be, or that isn't what stands beside it."""
    wires = _wires(copy)
    for line in copy.lines:
        if line.kind == "credit":
            continue
        yield from _impossible(line, copy.piece.printed_on)
        if copy.piece.printed_on:
            yield from relative_days.beside_other_dates(line, [copy.piece.printed_on, *wires])
            yield from told_early.told_as_past(line, copy.piece.printed_on)
            yield from told_late.told_as_future(line, copy.piece.printed_on)


def _wires(copy):
    """The days that wire copy is dated: its 今天 is theirs."""
    if copy.piece.printed_on is None:
        return []
    named = [
        days.Named(*found.span(), None, int(found["month"]), int(found["day"]))
        for line in copy.of("dateline", "paragraph")
        for found in _WIRE.finditer(line.half)
    ]
    return [day for day in (days.meant(one, copy.piece.printed_on) for one in named) if day]


def _impossible(line, printed_on):
    for named in days.named_dates(line.half):
        year = named.year if isinstance(named.year, int) else None
        is_written = "月" in line.half[named.start : named.end]
        if not named.is_possible(year) and (is_written or _is_date(named, year)):
            yield _doubt(line, named.start, named.end, _("There is no such day: %(date)s."))
        elif (
            not year
            and printed_on
            and (named.month, named.day) == (2, 29)
            and not _has_leap_year(line, printed_on)
        ):
            yield _doubt(line, named.start, named.end, _("There is no such day this year: %(date)s."))


def _is_date(named, year):
    """Whether digits parted by marks are meant for a date: 2019.2.29, and no number of a version."""
    return year is not None and 1900 < year < 2100 and named.month < 13


def _has_leap_year(line, printed_on):
    years = {printed_on.year, *days.other_years(line.half, printed_on)}
    if re.search("去年|明年|当年|同年|闰年|每年", line.half):
        years |= {printed_on.year - 1, printed_on.year + 1, 2000}
    return any(year % 4 == 0 and (year % 100 or year % 400 == 0) for year in years)


def _doubt(line, start, end, message):
    return Doubt(line, start, end, message % {"date": line.text[start:end]})

"""Finds an issue whose numbers or date don't follow on those of its neighbours.

A special issue without a number has no place in the row; a back number fills the archive where it likes, as long as
dates and numbers run the same way.
"""

import re
from collections import Counter
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from issues.models import Issue
from issues.planning.preflight.finding import WARNING, of_issue

_SPECIAL = re.compile("特刊|号外|增刊|专刊|副刊|特辑|别册")
# The rhythm of the paper is read from so many issues; where it has none, no day is unusual.
_LOOK_BACK, _FEWEST, _USUALLY = 12, 3, 0.75
# A paper may rest for a week or two; more is a date mistyped.
_LONGEST_REST = timedelta(days=24)


def out_of_sequence(edition):
    """Yield the findings on number, date, number of the year and day of the week (three queries)."""
    issue = edition.issue
    if issue.number is None or _is_special(issue):
        return
    others = Issue.objects.exclude(pk=issue.pk).filter(number__isnull=False)
    before = list(others.filter(date__lt=issue.date).order_by("-date", "-number")[:_LOOK_BACK])
    same_day = _in_row(others.filter(date=issue.date)[:_LOOK_BACK])
    later = _in_row(others.filter(date__gt=issue.date).order_by("date", "number")[:_LOOK_BACK])
    row = _in_row(before)
    problem = _crossed(issue, row, later) or _same_day(issue, same_day)
    if problem:
        yield problem
    elif row and not later:
        # A special issue may have taken a number of the row.
        previous = [before[0], row[0]]
        yield from filter(None, (_gap(issue, previous), _rest(issue, row[0]), _of_year(issue, before[0])))
    if not (later or problem):
        yield from _weekday(issue, row)


def _is_special(issue):
    return bool(_SPECIAL.search(issue.title))


def _in_row(issues):
    return [issue for issue in issues if not _is_special(issue)]


def _crossed(issue, before, later):
    """The finding where numbers run another way than dates, or None."""
    if other := next((other for other in later if other.number <= _last(issue)), None):
        message = _("Dated %(own)s, before %(other)s of %(date)s, whose number is lower.")
        return _date(message % _facts(issue, other))
    if other := next((other for other in before if _last(other) >= issue.number), None):
        message = _("Its number is not above that of %(other)s of %(date)s, which is earlier.")
        return _number(message % _facts(issue, other))
    return None


def _facts(issue, other):
    return {"other": other.label, "date": date_format(other.date), "own": date_format(issue.date)}


def _same_day(issue, same_day):
    if not same_day:
        return None
    return _date(_("%(other)s bears the same date.") % {"other": same_day[0].label})


def _gap(issue, previous):
    if issue.number in [_last(one) + 1 for one in previous]:
        return None
    facts = {"other": previous[0].label, "next": _last(previous[0]) + 1}
    return _number(_("After %(other)s the next number is %(next)s.") % facts)


def _rest(issue, previous):
    rest = issue.date - previous.date
    if rest <= _LONGEST_REST:
        return None
    message = _("It comes %(days)s days after %(other)s of %(date)s.")
    return _date(message % {"days": rest.days, **_facts(issue, previous)})


def _of_year(issue, previous):
    if not issue.year_number or (not previous.year_number and issue.date.year == previous.date.year):
        return None
    right = _years_next(issue, previous)
    if issue.year_number in right:
        return None
    message = _("In this year it is No. %(right)s, not No. %(said)s.")
    return _number(message % {"right": right[0], "said": issue.year_number}, _("number in the year"))


def _years_next(issue, previous):
    """The numbers of the year that may follow; a double issue counts once or twice."""
    if issue.date.year != previous.date.year:
        return [1]
    doubles = sum(1 for one in (issue, previous) if one.last_number)
    return [previous.year_number + 1 + more for more in range(doubles + 1)]


def _weekday(issue, before):
    days = Counter(other.date.weekday() for other in before)
    total = sum(days.values())
    usual, count = days.most_common(1)[0] if days else (None, 0)
    if total < _FEWEST or count < _USUALLY * total or issue.date.weekday() == usual:
        return
    day = next(other.date for other in before if other.date.weekday() == usual)
    facts = {"day": date_format(issue.date, "l"), "usual": date_format(day, "l")}
    yield _date(_("It is dated a %(day)s; the paper comes out on %(usual)s.") % facts)


def _last(issue):
    return issue.last_number or issue.number


def _number(message, place=""):
    return of_issue("number_sequence", WARNING, message, place or _("issue number"))


def _date(message):
    return of_issue("date_sequence", WARNING, message, _("issue date"))

"""The calendar of a year, with the issues of each of its days."""

import calendar
import datetime
from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Day:
    """A day of a month with the issues that bear its date, mostly none or one."""

    date: datetime.date
    issues: tuple

    @property
    def issue(self):
        """The one issue of the day; None where there is none or there are several."""
        return self.issues[0] if len(self.issues) == 1 else None


@dataclass(frozen=True)
class Month:
    """A month as weeks of seven Days from Monday on; None stands where a week reaches into another month."""

    first: datetime.date
    weeks: tuple

    @property
    def has_issues(self):
        return any(day and day.issues for week in self.weeks for day in week)


def months(year, issues):
    """Return the twelve Months of `year` with those of `issues` that bear its dates, in the order they come."""
    of_day = defaultdict(list)
    for issue in issues:
        of_day[issue.date].append(issue)

    def day(date, month):
        return Day(date, tuple(of_day[date])) if date.month == month else None

    weeks_of = calendar.Calendar(calendar.MONDAY).monthdatescalendar
    return [
        Month(
            datetime.date(year, month, 1),
            tuple(tuple(day(date, month) for date in week) for week in weeks_of(year, month)),
        )
        for month in range(1, 13)
    ]

"""Archive coverage: of each year, which issues are in and which are missing, and how much stands in them.

All from published issues. A number belongs to the year of its issue, a missing one to the year of the next issue
after it. A week (Monday to Sunday) belongs to the year of its Thursday (ISO 8601), and is looked at between the
first and the last issue that is in.
"""

import datetime
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import ExtractYear

from issues.models import Placement
from issues.planning import ledger
from issues.planning.ledger import Account
from issues.publication import published_articles, published_issues, published_pages, published_photos

_A_WEEK = datetime.timedelta(weeks=1)


@dataclass
class Year:
    """What is in of one year; `gaps` are (first, last) of missing numbers, `double` the issues with two numbers."""

    year: int
    issues: int = 0
    unnumbered: int = 0
    first: int | None = None
    last: int | None = None
    double: list = field(default_factory=list)
    gaps: list = field(default_factory=list)
    idle_weeks: list = field(default_factory=list)  # the Monday of each
    pages: int = 0
    empty_pages: int = 0
    pages_with_pdf: int = 0
    pieces: int = 0
    characters: int = 0
    photos: int = 0
    account: Account = field(default_factory=Account)  # of the ledger of printed errors

    @property
    def missing(self):
        """How many numbers are missing."""
        return sum(last - first + 1 for first, last in self.gaps)


def coverage(at=None):
    """Return the Years with published issues at the moment `at`, the latest first (ten queries).

    Years between the first and the last are there though nothing is in of them.
    """
    issues = list(
        published_issues(at).order_by("date", "number", "pk").values("number", "last_number", "date")
    )
    years = {year: Year(year) for year in _years(issues)}
    for issue in issues:
        _count_issue(years[issue["date"].year], issue)
    _find_gaps(years, issues)
    _find_idle_weeks(years, [issue["date"] for issue in issues])
    for counts in (_pages(at), _copy(at), _photos(at), _accounts(years)):
        for year, facts in counts.items():
            vars(years[year]).update(facts)
    return list(years.values())


def _years(issues):
    """All years from the last issue back to the first: one without any is missing whole."""
    return range(issues[-1]["date"].year, issues[0]["date"].year - 1, -1) if issues else []


def _count_issue(year, issue):
    year.issues += 1
    if not issue["number"]:
        year.unnumbered += 1
        return
    last = issue["last_number"] or issue["number"]
    year.first = min(year.first or issue["number"], issue["number"])
    year.last = max(year.last or last, last)
    if issue["last_number"]:
        year.double.append((issue["number"], last))


def _find_gaps(years, issues):
    """Note the numbers that no issue bears; a number that is out of order in time is no gap."""
    numbered = sorted(
        (i["number"], i["last_number"] or i["number"], i["date"].year) for i in issues if i["number"]
    )
    reached = numbered[0][0] - 1 if numbered else 0
    for number, last, year in numbered:
        if number > reached + 1:
            years[year].gaps.append((reached + 1, number - 1))
        reached = max(reached, last)


def _find_idle_weeks(years, dates):
    """Note the weeks without an issue (休刊), whose reason only the paper knows."""
    printed = {_monday(day) for day in dates}
    week = min(printed, default=None)
    while week is not None and week < max(printed):
        year = week.isocalendar().year
        if week not in printed:
            years[year].idle_weeks.append(week)
        week += _A_WEEK


def _monday(day):
    return day - datetime.timedelta(days=day.weekday())


def _by_year(rows):
    return {row.pop("year"): row for row in rows}


def _pages(at):
    filled = Exists(Placement.objects.filter(page=OuterRef("pk")))
    return _by_year(
        published_pages(at)
        .order_by()
        .values(year=ExtractYear("issue__date"))
        .annotate(
            pages=Count("pk"),
            empty_pages=Count("pk", filter=~Q(filled)),
            pages_with_pdf=Count("pk", filter=~Q(print_file=None)),
        )
    )


def _copy(at):
    """Pieces and characters of each year; a jump counts once, advertisements don't."""
    standing = published_articles(at).filter(is_advertisement=False)
    return _by_year(
        standing.order_by()
        .values(year=_year_in_print("pk"))
        .annotate(pieces=Count("pk"), characters=Sum("characters"))
    )


def _photos(at):
    standing = published_photos(at).filter(article__is_advertisement=False)
    return _by_year(standing.order_by().values(year=_year_in_print("article")).annotate(photos=Count("pk")))


def _year_in_print(article):
    """The year of the issue in which the article of a row stands; it stands in one only."""
    standing = Placement.objects.filter(article=OuterRef(article)).order_by("part")
    return ExtractYear(Subquery(standing.values("page__issue__date")[:1]))


def _accounts(years):
    """The rate of a year is the ledger's, which counts what is printed, withdrawn or not."""
    return {year: {"account": account} for year, account in ledger.by_year(years).items()}

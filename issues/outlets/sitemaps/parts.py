"""Parts the public addresses into sitemaps, each of them cheap to find however many there are.

A part is a range of ids: that of issues with their pages and pieces, that of people, that of tags. So none is counted
through to reach the next, a part stays the same part, and an old one only changes when something in it does. The issues
alone, some thousands, are gone through to list the parts; never their pieces.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import F
from django.urls import reverse
from django.utils.http import urlencode

from issues import archive, last_change

# A year of a weekly. A sitemap may hold 50,000 addresses: an issue of a thousand would fit fifty times.
ISSUES_A_PART = 50
NAMES_A_PART = 10_000
_FRONT = 1  # the number of the page that an issue opens with
_PAGES = "front archive page_names columns reporters tags corrections on_this_day search".split()


@dataclass(frozen=True)
class Part:
    """A sitemap by its section and number, from 1; `changed_at` may be None."""

    section: str
    number: int
    changed_at: datetime | None = None


def parts(shelf):
    """Return all Parts that hold an address, in five queries."""
    found = [Part("lists", 1)]
    found += [Part("issues", number, moment) for number, moment in sorted(_issue_parts(shelf).items())]
    for section, rows in (("reporters", shelf.reporters), ("tags", shelf.tags)):
        found += [Part(section, number) for number in _numbers(rows, NAMES_A_PART)]
    return found


def addresses(shelf, section, number):
    """Return the (path, moment of its last change or None) of a part's addresses; empty where there is no such part."""
    return _SECTIONS[section](shelf, number) if section in _SECTIONS and number > 0 else []


def _issue_parts(shelf):
    """Return {number: when a part of issues last changed}."""
    told, changed = last_change.told(shelf), {}
    for pk, publish_at in shelf.issues.order_by("pk").values_list("pk", "publish_at"):
        number = (pk - 1) // ISSUES_A_PART + 1
        changed[number] = max([changed.get(number, publish_at), publish_at, *told["issue", pk]])
    return changed


def _issues(shelf, number):
    """The issues of a part, their pages and what stands on them: five queries."""
    ids = _range(number, ISSUES_A_PART)
    told = last_change.told(shelf, issue__pk__range=ids)
    issues = shelf.issues.filter(pk__range=ids).order_by("pk")
    pages = shelf.pages.filter(issue__pk__range=ids).order_by("issue", "number")
    standing = shelf.placements.filter(page__issue__pk__range=ids).order_by("article")
    found = [
        (("issue", pk), reverse("paper:issue", args=[slug]), publish_at)
        for pk, slug, publish_at in issues.values_list("pk", "slug", "publish_at")
    ]
    found += [
        (("page", pk, number), reverse("paper:page", args=[slug, number]), publish_at)
        for pk, number, slug, publish_at in pages.values_list(
            "issue", "number", "issue__slug", "issue__publish_at"
        )
    ]
    # A piece that jumps stands in two places.
    articles = dict(standing.values_list("article", "page__issue__publish_at"))
    found += [
        (("article", pk), reverse("paper:article", args=[pk]), publish_at)
        for pk, publish_at in articles.items()
    ]
    return [(path, max([publish_at, *told[thing]])) for thing, path, publish_at in found]


def _lists(shelf, number):
    """What leads to pieces: the front page, the archive with its years, page names and columns: five queries."""
    if number > 1:
        return []
    issues = list(shelf.issues.latest_first().values_list("pk", "date", "publish_at"))
    years = {}
    for _, day, moment in reversed(issues):
        years[day.year] = max(years.get(day.year, moment), moment)
    changed_at = _changed(last_change.told(shelf), issues, max(years.values(), default=None))
    found = [(reverse(f"paper:{name}"), changed_at.get(name)) for name in _PAGES]
    found += [(reverse("paper:archive_year", args=[year]), moment) for year, moment in years.items()]
    for name, rows in (("page_names", archive.page_names(shelf)), ("columns", archive.columns(shelf))):
        address = reverse(f"paper:{name}")
        found += [(f"{address}?{urlencode({'name': row['name']})}", None) for row in rows]
    return found


def _changed(told, issues, latest):
    """Return {name: moment or None} of the lists that say when they last changed.

    `told` is what last_change.told gives, `issues` rows that begin with an id, the newest first, `latest` when one last
    came out.
    """
    of_front = told["page", issues[0][0], _FRONT] if issues else []
    of_errors = [moment for moments in told.values() for moment in moments]
    return {
        "front": max([latest, *of_front]),
        "archive": latest,
        "corrections": max(of_errors, default=None),
    }


def _names(kind, rows, shelf, number):
    """The reporters or tags of a part."""
    ids = rows(shelf).filter(pk__range=_range(number, NAMES_A_PART)).order_by("pk")
    return [(reverse(f"paper:{kind}", args=[pk]), None) for pk in ids.values_list("pk", flat=True)]


def _numbers(rows, size):
    """The numbers of the parts, of so many ids each, in which any of `rows` stands."""
    part = (F("pk") - 1) / size + 1
    return rows.annotate(part=part).order_by("part").values_list("part", flat=True).distinct()


def _range(number, size):
    """The first and the last id of a part."""
    return (number - 1) * size + 1, number * size


_SECTIONS = {
    "lists": _lists,
    "issues": _issues,
    "reporters": partial(_names, "reporter", lambda shelf: shelf.reporters),
    "tags": partial(_names, "tag", lambda shelf: shelf.tags),
}

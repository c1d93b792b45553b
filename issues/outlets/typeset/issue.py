"""Sets the pages of an issue one by one and says what it could not set."""

import datetime
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.formats import date_format

from issues.outlets.typeset import furniture, notes, rules, setting, taking
from issues.outlets.typeset.canvas import Canvas
from issues.outlets.typeset.fitting import Texts, fit
from issues.outlets.typeset.guide import GuideSetting
from issues.publication import StaffShelf


@dataclass(frozen=True)
class TypesetPage:
    """A set page: its PDF of one page, and where on it what stands, in boxes (left, top, right, bottom).

    The boxes are in shares of the page's width and height from its top left; `areas` by article, `guide` by guide
    entry. `missing` says in sentences what could not be set.
    """

    page: object
    pdf: bytes
    areas: dict = field(default_factory=dict)
    guide: dict = field(default_factory=dict)
    missing: tuple = ()


@dataclass(frozen=True)
class TypesetIssue:
    """The set pages of an issue in order."""

    pages: tuple


def typeset(issue, *, moment=None):
    """Return `issue` as a TypesetIssue, from its copy as it stands; withdrawn copy is left out.

    `moment`, an aware datetime, is when the files say that they were made, by default the issue's date at midnight UTC.
    The same copy at the same moment gives the same bytes.
    """
    return TypesetIssue(tuple(typeset_pages(issue, moment=moment)))


def typeset_pages(issue, keys=None, *, moment=None):
    """Yield the TypesetPages of `issue` one after the other, as `typeset` gives them; those whose pk is in `keys`."""
    shelf = StaffShelf()
    pages = shelf.pages.filter(issue=issue).order_by("number")
    front = pages.values_list("number", flat=True).first()
    wanted = pages if keys is None else pages.filter(pk__in=keys)
    wanted = list(wanted.select_related("issue__masthead").prefetch_related("credits"))
    copies = {page.pk: taking.pieces(shelf, page) for page in wanted}
    texts = Texts(
        {(pk, number): piece for pk, pieces in copies.items() for number, piece in enumerate(pieces)}
    )
    moment = moment or datetime.datetime.combine(issue.date, datetime.time(), datetime.UTC)
    for page in wanted:
        yield _page(shelf, page, page.number == front, copies[page.pk], texts, moment)


def _page(shelf, page, is_front, pieces, texts, moment):
    canvas, issue = Canvas(), page.issue
    top = furniture.front(canvas, issue) if is_front else furniture.running(canvas, page)
    guide = taking.guide(shelf, page)

    def at(size):
        return {number: texts.at(size)[page.pk, number] for number in range(len(pieces))}

    fitted = fit(pieces, guide, top, at) if pieces or guide else None
    areas, entries = {}, {}
    if fitted:
        rules.draw(canvas, fitted)
        for each, shape, column, row in fitted.placed:
            if isinstance(each, GuideSetting):
                entries = each.draw(canvas, shape, column, row)
            else:
                areas[each.piece.article.pk] = setting.draw(canvas, each, shape, column, row)
    title = f"{issue.masthead.name} {date_format(issue.date, 'Y-m-d')} {page.full_name}"
    with tempfile.TemporaryDirectory() as folder:
        pdf = canvas.pdf(Path(folder), title, issue.masthead.name, moment)
    missing = notes.missing(page, pieces, fitted, canvas.missing_signs)
    return TypesetPage(page, pdf, areas, entries, missing)

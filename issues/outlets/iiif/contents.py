"""What a manifest of an issue holds: the pages whose picture readers may see, each with the pieces whose place is known."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext

from issues import last_change, reading


@dataclass(frozen=True)
class PrintedPiece:
    """What stands at a Placement, and the boxes that it fills ([left, top, right, bottom] in shares of the page)."""

    place: object
    boxes: list

    article = property(lambda self: self.place.article)

    @property
    def label(self):
        """What a list of contents calls it."""
        if self.article.is_advertisement:
            return gettext("Advertisement: %(title)s") % {"title": self.place.title}
        return self.place.title


@dataclass(frozen=True)
class Sheet:
    """A page (as reading.pages gives it) with its PrintedPieces in print order."""

    page: object
    pieces: list

    number = property(lambda self: self.page.number)
    width = property(lambda self: self.page.print_file.width)
    height = property(lambda self: self.page.print_file.height)


@dataclass(frozen=True)
class PrintedIssue:
    """An issue's Sheets; `has_file` where each of its pages has its print file, `changed` are the moments of changes."""

    issue: object
    sheets: list
    has_file: bool
    changed: list


def read(shelf, issue):
    """Return the PrintedIssue of `issue` as the shelf shows it now; four queries.

    A page whose picture is withheld is left out whole, since a canvas is as large as its picture.
    """
    pages = list(reading.pages(shelf, issue).prefetch_related(None))
    pictured = [page for page in pages if page.has_picture]
    pieces = _pieces(shelf, pictured)
    sheets = [Sheet(page, pieces[page.pk]) for page in pictured]
    has_file = all(page.has_file for page in pages)
    return PrintedIssue(issue, sheets, has_file, _moments(shelf, issue, sheets))


def _pieces(shelf, pages):
    """Return {page id: its PrintedPieces in print order}."""
    boxes, found = _boxes(shelf, pages), defaultdict(list)
    places = shelf.placements.filter(page__in=[page.pk for page in pages]).in_print_order()
    for place in places.select_related("article").defer("article__body", "article__internal_note"):
        if filled := boxes.get((place.page_id, place.article_id)):
            found[place.page_id].append(PrintedPiece(place, filled))
    return found


def _boxes(shelf, pages):
    """Return {(page id, article id): boxes}; a pointer in a guide is no piece."""
    page_of = {page.print_file_id: page.pk for page in pages}
    areas = shelf.areas.filter(is_guide=False, print_file__in=page_of)
    rows = areas.values_list("print_file", "article", "boxes")
    return {(page_of[print_file], article): boxes for print_file, article, boxes in rows}


def _moments(shelf, issue, sheets):
    """When it came out, its pictures were made, its copy was changed, or any was taken or given back."""
    withdrawals = last_change.withdrawals(shelf).filter(article__placements__page__issue=issue)
    taken = withdrawals.aggregate(Max("withdrawn_at"), Max("lifted_at"))
    made = (sheet.page.print_file.read_at for sheet in sheets)
    changed = (piece.article.changed_at for sheet in sheets for piece in sheet.pieces)
    return [issue.publish_at, *taken.values(), *made, *changed]

"""What a book of an issue holds: its pages in order, each with the pieces that begin there, whole."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext

from issues import reading
from issues.outlets.pieces import Piece, pieces_of_issue


@dataclass(frozen=True)
class Entry:
    """What stands at one place on a page: the whole piece where it begins, elsewhere a line that leads there."""

    piece: Piece
    place: object  # the Placement
    address: str
    home: "Entry | None" = None  # the entry that has the whole piece; None where this is the one
    corrections: list = field(default_factory=list)
    see: str = ""  # the address of the piece that it points to, where the book has it

    article = property(lambda self: self.piece.article)
    photos = property(lambda self: [] if self.home else self.piece.photos)
    anchor = property(lambda self: self.address.partition("#")[2])

    @property
    def label(self):
        """What a list of contents calls it."""
        if self.home:
            names = {"title": self.place.title, "page": self.piece.page.printed_label}
            return gettext("%(title)s (continued from %(page)s)") % names
        if self.article.is_advertisement:
            return gettext("Advertisement: %(title)s") % {"title": self.article.title}
        return self.place.title


@dataclass(frozen=True)
class Chapter:
    """A printed page (an issues.models.Page) with its Entries in print order."""

    page: object
    file: str
    entries: list

    title = property(lambda self: self.page.full_name)

    @property
    def lead(self):
        """The piece that the page would be known by, or None."""
        pieces = [entry for entry in self.entries if not entry.home and not entry.article.is_advertisement]
        return next((entry for entry in pieces if entry.place.prominence == "lead"), next(iter(pieces), None))


@dataclass(frozen=True)
class Book:
    """An issue's Chapters; `changed_at` is the moment from which it reads as it does."""

    issue: object
    chapters: list
    changed_at: datetime

    pages = property(lambda self: [chapter.page for chapter in self.chapters])
    entries = property(lambda self: [entry for chapter in self.chapters for entry in chapter.entries])
    leads = property(lambda self: [lead for chapter in self.chapters if (lead := chapter.lead)])
    photos = property(lambda self: [photo for entry in self.entries for photo in entry.photos if photo.file])


def read(shelf, issue):
    """Return the Book of `issue` as the shelf shows it now."""
    pages = list(reading.pages(shelf, issue))
    pieces = pieces_of_issue(shelf, issue)
    files = {page.pk: f"page-{page.number}.xhtml" for page in pages}
    entries = _entries(pieces, files, _corrections(shelf, issue))
    chapters = [Chapter(page, files[page.pk], entries[page.pk]) for page in pages]
    return Book(issue, chapters, _changed_at(shelf, issue, pieces))


def _corrections(shelf, issue):
    of_article = defaultdict(list)
    for correction in reading.corrections(shelf, issue=issue):
        of_article[correction.article_id].append(correction)
    return of_article


def _entries(pieces, files, corrections):
    """Return {page id: [Entry]}; `files` are the chapters' names by page id."""
    homes = {
        piece.article.pk: f"{files[piece.placement.page_id]}#piece-{piece.article.pk}" for piece in pieces
    }
    entries = defaultdict(list)
    for piece in pieces:
        home = None
        for place in (place for place in piece.placements if place.page_id in files):
            address = homes[piece.article.pk] if home is None else _later(files, piece, place)
            see = homes.get(place.see_article_id, "")
            entry = Entry(piece, place, address, home, corrections[piece.article.pk], see)
            entries[place.page_id].append(entry)
            home = home or entry
    for found in entries.values():
        found.sort(key=lambda entry: (entry.place.order, entry.place.pk))
    return entries


def _later(files, piece, place):
    return f"{files[place.page_id]}#piece-{piece.article.pk}-part-{place.part}"


def _changed_at(shelf, issue, pieces):
    """When what readers get last became another: out, changed, corrected, or a piece taken back."""
    taken_back = shelf.withdrawn.filter(placements__page__issue=issue)
    last = taken_back.aggregate(at=Max("withdrawals__withdrawn_at"))["at"]
    moments = [moment for piece in pieces for moment in (piece.updated_at, piece.article.changed_at)]
    return max(moment for moment in (issue.publish_at, last, *moments) if moment)

"""What a share card says: taken from a shelf for a piece, a page, an issue."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from articles import photos
from issues import reading
from issues.templatetags import paper

# Pixels of a card's sides. Facebook's and X's large card; WeChat's square, which wants 300 at least.
SIZES = {"wide": (1200, 630), "square": (400, 400)}
# Raised when cards look another way than before, so that no kept one is shown any longer.
_LOOK = 1


@dataclass(frozen=True)
class Picture:
    """A stored original by its name, and the upright picture's size in pixels."""

    name: str
    width: int
    height: int

    def filling(self, size):
        """Return the least width in which it is served that fills `size`, or None.

        It is neither enlarged for that nor cut by more than half.
        """
        width, height = size
        ratio, wanted = self.width / self.height, width / height
        if min(ratio, wanted) < max(ratio, wanted) / 2:
            return None
        fitting = (
            served
            for served in photos.widths(self.width)
            if served >= width and served * self.height >= height * self.width
        )
        return next(fitting, None)


@dataclass(frozen=True)
class Card:
    """A card's words and its picture; `is_front` says that it shows the nameplate of a front page.

    `changed_at` is when its piece last changed, and no part of what it shows. The card of a page or an issue has none:
    its lead, once withdrawn, gives way to one that has not changed.
    """

    paper: str
    paper_en: str
    date: str
    number: str
    place: str = ""
    kicker: str = ""
    title: str = ""
    deck: str = ""
    picture: Picture | None = None
    is_front: bool = False
    changed_at: datetime | None = field(default=None, repr=False)


def of_article(shelf, pk):
    """Return the Card of a piece of the shelf, or None; two queries."""
    standing = reading.headlines(shelf).select_related("page__issue__masthead")
    placement = standing.filter(article=pk).order_by("part").first()
    if placement is None:
        return None
    article, page = placement.article, placement.page
    place = gettext("Advertisement") if article.is_advertisement else page.full_name
    card = _card(page.issue, place, placement, picture_of(article.photos.all()))
    return replace(card, changed_at=max(page.issue.publish_at, article.changed_at))


def of_page(shelf, slug, number):
    """Return the Card of a page of the shelf, or None; two queries."""
    page = shelf.pages.filter(issue__slug=slug, number=number).select_related("issue__masthead").first()
    if page is None:
        return None
    return _card(page.issue, page.full_name, _lead(shelf, page), is_front=True)


def of_issue(shelf, slug=None):
    """Return the Card of an issue of the shelf, the latest where none is named, or None; two queries."""
    pages = shelf.pages.filter(issue__slug=slug) if slug else shelf.pages
    page = pages.select_related("issue__masthead").order_by("-issue__date", "-issue__pk", "number").first()
    return page and _card(page.issue, "", _lead(shelf, page), is_front=True)


def picture_of(photos):
    """Return the first Picture of `photos`, or None."""
    return next((Picture(photo.file, photo.width, photo.height) for photo in photos if photo.file), None)


def key(card, shape):
    """Return a name for the card as it looks now: another for other words, another photo, another look."""
    return hashlib.sha256(repr((_LOOK, shape, SIZES[shape], card)).encode()).hexdigest()[:32]


def _lead(shelf, page):
    standing = shelf.placements.filter(page=page, article__is_advertisement=False).select_related("article")
    return next(iter(paper.by_weight(standing.in_print_order())), None)


def _card(issue, place, placement, picture=None, is_front=False):
    date = date_format(issue.date)
    facts = (issue.masthead.name, issue.masthead.name_en, date, paper.running_number(issue), place)
    if placement is None:
        return Card(*facts, is_front=is_front)
    article = placement.article
    kicker, deck = (article.kicker, article.deck) if placement.part == 1 else ("", "")
    return Card(*facts, kicker, placement.title, deck, picture, is_front)

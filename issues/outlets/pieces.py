"""Published pieces as every machine outlet takes them: copy with its place in print, people, pictures and moments.

Feeds, structured data, ninjs, news sitemap and EPUB all start here, so that they say the same of a piece.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from articles import richtext
from issues import archive, reading


@dataclass(frozen=True)
class Piece:
    """One piece of copy; `placements` are its places in print order, the first of them where it begins.

    `published_at` is when its issue went out. `updated_at` is when readers were last told something else: a
    correction, or the end of a withdrawal; a minor edit of typography is no update (DESIGN.md, complaints).
    """

    article: object
    placements: list
    published_at: datetime
    updated_at: datetime

    placement = property(lambda self: self.placements[0])
    page = property(lambda self: self.placement.page)
    issue = property(lambda self: self.page.issue)
    title = property(lambda self: self.article.title)
    credits = property(lambda self: self.article.credits.all())
    photos = property(lambda self: self.article.photos.all())
    tags = property(lambda self: self.article.tags.all())
    corrections = property(lambda self: self.article.corrections.all())

    @property
    def body(self):
        """The body as safe HTML, joined over its jump."""
        return richtext.joined(self.article.body)


def pieces(shelf, placements):
    """Return `placements`, a queryset of the shelf in the order wanted, as Pieces; ten queries, however many.

    A piece that stands in two places comes once, at the first of those named.
    """
    standing = shelf.placements.select_related("page").order_by("part", "pk")
    rows = placements.select_related("page__issue__masthead", "article").prefetch_related(
        "article__credits__reporter",
        "article__tags",
        "article__withdrawals",
        Prefetch("article__corrections", reading.corrections(shelf)),
        Prefetch("article__photos", shelf.photos.prefetch_related("credits__reporter")),
        Prefetch("article__placements", standing),
    )
    once = {}
    for row in rows:
        once.setdefault(row.article_id, row)
    return [_piece(row) for row in once.values()]


def placed_piece(shelf, placements):
    """Return what stands at `placements`, as `reading.laid_out` gives a piece's, as a Piece; three queries."""
    corrections = Prefetch("corrections", reading.corrections(shelf))
    prefetch_related_objects([placements[0].article], "tags", "withdrawals", corrections)
    return _piece(placements[0])


def pieces_of_issue(shelf, issue):
    """Return an issue's Pieces in print order."""
    return pieces(shelf, shelf.placements.filter(page__issue=issue).in_print_order())


def latest_pieces(shelf, articles, limit):
    """Return up to `limit` Pieces of `articles`, newest first."""
    newest = archive.newest_ids(articles)[:limit]
    found = pieces(shelf, shelf.placements.filter(article__in=newest).order_by("part", "pk"))
    return sorted(found, key=lambda piece: newest.index(piece.article.pk))


def _piece(row):
    article, published_at = row.article, row.page.issue.publish_at
    places = list(article.placements.all())
    for place in places:
        place.page.issue = row.page.issue
    told = [correction.made_at for correction in article.corrections.all()]
    told += [withdrawal.lifted_at for withdrawal in article.withdrawals.all() if withdrawal.lifted_at]
    # A preview also shows what has no moment to go out yet.
    return Piece(article, places, published_at, max(filter(None, [published_at, *told]), default=None))

"""Finds which of the pieces that stand already each piece of a page's text is."""

from dataclasses import dataclass, replace

from articles import richtext
from articles.models import Article, Revision
from issues.imports.saving import said
from issues.imports.saving.likeness import bare, likeness, pairs
from issues.models import Placement

# Two texts that share half of their pairs of signs are one, retouched; two pieces of a page share under a fifth.
_SAME_TEXT = 0.5


@dataclass(frozen=True)
class Standing:
    """A piece that may be meant: its article, where it stands (None: in the pool), what its text last said (None: nothing)."""

    article: Article
    placement: Placement | None
    base: dict | None

    def parts_in(self, issue_id):
        """Return what the texts of that issue's pages last said of it, a part each; [] where they said nothing."""
        text = (self.base or {}).get("text", {})
        return text["parts"] if text.get("issue") == issue_id else []

    def part_on(self, page):
        """Return the number of the part that the text last had on `page`, or None."""
        parts = enumerate(self.parts_in(page.issue_id), 1)
        return next((number for number, part in parts if part and part["page"] == page.number), None)

    def part_for(self, page):
        """Return the number of the part that stands on `page`, or that its text last had there, or None."""
        return self.placement.part if self.stands_on(page) else self.part_on(page)

    def stands_on(self, page):
        return bool(self.placement and self.placement.page_id == page.pk)

    def said_on(self, page):
        """Return what the page's text last said of it, or None."""
        number = self.part_on(page)
        return number and self.parts_in(page.issue_id)[number - 1]


def standing_pieces(page, titles):
    """Return the Standings that a text of `page` may mean, in print order (four queries).

    They are what stands on the page, what its text put there and an editor has moved or taken off since, and
    what its text no longer had, if it bears one of `titles`.
    """
    placements = list(
        Placement.objects.filter(page__issue=page.issue_id).in_print_order().select_related("article")
    )
    placed = {placement.article_id for placement in placements}
    pool = Article.objects.filter(
        title__in=titles, placements=None, revisions__origin=Revision.Origin.IMPORT
    ).distinct()
    unplaced = [(article, None) for article in pool if article.pk not in placed]
    pieces = [(placement.article, placement) for placement in placements] + unplaced
    bases = last_imports({article.pk for article, _ in pieces})
    found = [Standing(article, placement, bases.get(article.pk)) for article, placement in pieces]
    here = [piece for piece in found if piece.stands_on(page)]
    known = {piece.article.pk for piece in here}
    elsewhere = {
        piece.article.pk: piece
        for piece in found
        if piece.article.pk not in known and _may_be_meant(piece, page)
    }
    return [*here, *elsewhere.values()]


def _may_be_meant(piece, page):
    """Say whether the text has put a piece here that stands elsewhere now, or let it go from the issue."""
    return bool(piece.part_on(page)) or (piece.placement is None and bool(piece.parts_in(page.issue_id)))


def last_imports(article_ids):
    """Return {article id: the piece as its text last said it} (one query)."""
    revisions = Revision.objects.filter(article__in=article_ids, origin=Revision.Origin.IMPORT).order_by(
        "number"
    )
    return {revision.article_id: revision.piece for revision in revisions}


def match(parts, standing, page):
    """Return {index in `parts`: Standing}: by the title that stands, by the title last said, by the text.

    `parts` are what the text says (said.py). Each piece is meant once; the most alike go first.
    """
    new = [(bare(part["title"]), said.text_of(part)) for part in parts]
    old = [(_titles(piece, page), _text(piece, page)) for piece in standing]
    return _held({i: standing[j] for i, j in _most_alike(new, old).items()})


def _held(found):
    """Hold the articles' rows until the transaction ends, and give them as they are now (one query)."""
    keys = [piece.article.pk for piece in found.values()]
    articles = Article.objects.select_for_update().order_by("pk").in_bulk(keys)
    return {index: replace(piece, article=articles[piece.article.pk]) for index, piece in found.items()}


def match_corrected(parts, corrected):
    """Return {index in `parts`: index in `corrected`}: in order where none was added or dropped, else as `match` does."""
    if len(parts) == len(corrected):
        return {index: index for index in range(len(parts))}
    new = [(bare(part["title"]), said.text_of(part)) for part in parts]
    old = [((bare(part["title"]), ""), said.text_of(part)) for part in corrected]
    return _most_alike(new, old)


def _most_alike(new, old):
    scores = sorted(
        ((_score(*told, *known), -i, -j) for i, told in enumerate(new) for j, known in enumerate(old)),
        reverse=True,
    )
    found = {}
    for score, i, j in scores:
        if score >= _SAME_TEXT and -i not in found and -j not in found.values():
            found[-i] = -j
    return found


def _score(title, text, titles, old_text):
    by_title = next(
        (weight for weight, other in zip((2, 1), titles, strict=True) if title and title == other), 0
    )
    return by_title + likeness(text, old_text)


def _titles(piece, page):
    stands = piece.placement.headline if piece.placement else ""
    part = piece.said_on(page)
    return bare(stands or piece.article.title), bare(part["title"]) if part else ""


def _text(piece, page):
    part = piece.said_on(page)
    return said.text_of(part) if part else pairs(richtext.plain(piece.article.body))

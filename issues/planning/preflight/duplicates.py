"""Finds what stands twice in one issue: the same copy as two pieces, the same picture under two of them."""

from itertools import islice

from django.utils.translation import gettext as _

from articles import richtext
from issues.imports.saving.likeness import bare
from issues.models import Placement
from issues.planning.preflight.finding import BLOCK, WARNING, of_piece
from issues.planning.preflight.likeness import contained, letters, runs, shared

_SAME, _PART_OF_IT = 0.55, 0.85
# Two briefs of less may share a set phrase and be two.
_SHORTEST = 60


def same_piece(edition):
    """Yield a finding for each further place of a piece that jumps to none, in this issue or another (one query)."""
    for parts in edition.parts.values():
        if is_doubled(parts):
            for part in parts[1:]:
                message = _("The piece stands on %(page)s already, and no jump leads here.")
                yield of_piece(
                    "duplicate_placement", BLOCK, message % {"page": parts[0].page.printed_label}, part
                )
    elsewhere = Placement.objects.filter(article__in=edition.parts).exclude(page__issue=edition.issue)
    for other in elsewhere.select_related("page__issue").order_by("pk"):
        message = _("The piece stands in %(issue)s as well.") % {"issue": other.page.issue}
        yield of_piece("duplicate_placement", BLOCK, message, edition.parts[other.article_id][0])


def is_doubled(parts):
    """Say whether the places of one article are no parts of a jump: no line leads from one to the other, no mark parts them."""
    has_lines = any(part.continued_on or part.continued_from for part in parts)
    return len(parts) > 1 and not has_lines and len(richtext.split_at_jumps(parts[0].article.body)) == 1


def same_copy(edition):
    """Yield a finding for each piece whose text stands in the issue already, under the same headline or another."""
    told = [piece for piece in edition.pieces if not piece.article.is_advertisement]
    texts = {piece.pk: _text(piece, edition) for piece in told}
    sets = {piece.pk: runs(texts[piece.pk]) for piece in told}
    for place, second in enumerate(told):
        same = (
            one for one in told[:place] if _is_same(one, second, texts, sets) and not _points(one, second)
        )
        for first in islice(same, 1):
            facts = {"title": first.article.title, "page": first.page.printed_label}
            message = _("The same text stands on %(page)s as “%(title)s”.") % facts
            excerpt = edition.texts[second.article_id][:30]
            yield of_piece("duplicate_placement", BLOCK, message, second, excerpt=excerpt)


def _text(piece, edition):
    captions = "".join(photo.caption for photo in piece.article.photos.all())
    return letters(edition.texts[piece.article_id] or captions)


def _is_same(first, second, texts, sets):
    one, other = texts[first.pk], texts[second.pk]
    has_same_title = bare(first.article.title) == bare(second.article.title)
    if min(len(one), len(other)) < _SHORTEST:
        return has_same_title and one == other
    sets = sets[first.pk], sets[second.pk]
    return shared(*sets) >= (_SAME / 2 if has_same_title else _SAME) or contained(*sets) >= _PART_OF_IT


def _points(first, second):
    """Whether one is the other's announcement, which may say the same in short."""
    return any(
        pointing.see_article_id == meant.article_id or pointing.see_page == meant.page.number
        for pointing, meant in ((first, second), (second, first))
    )


def same_picture(edition):
    """Yield a finding for each photo whose picture stands in the issue already; an advertiser's sign may."""
    seen = {}
    for piece in (piece for piece in edition.pieces if not piece.article.is_advertisement):
        for number, photo in enumerate(piece.article.photos.all(), 1):
            if photo.file and photo.file in seen:
                facts = {"title": seen[photo.file].article.title, "page": seen[photo.file].page.printed_label}
                message = _("The same picture stands on %(page)s with “%(title)s”.") % facts
                place = _("photo %(number)s") % {"number": number}
                yield of_piece(
                    "duplicate_photo", WARNING, message, piece, place=place, excerpt=photo.caption[:30]
                )
            seen.setdefault(photo.file, piece)

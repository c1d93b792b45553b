"""Makes one article of the two parts of a jump (下转, 上接), whichever page came first.

Parts are paired by the pages that their jump lines name, and by headline.
"""

from collections import defaultdict

from django.utils.translation import gettext as _

from articles import review, revisions, richtext
from articles.models import Revision
from issues.imports.saving import merge, said
from issues.imports.saving.likeness import bare, overlap, pairs
from issues.imports.saving.matching import last_imports
from issues.models import GuideEntry, Placement

# The second headline is often the first one cut short: of the shorter half its pairs of signs are in the longer.
_ALIKE = 0.5
# Where only one pair is possible between two pages, less will do; none at all is another piece.
_ALIKE_ENOUGH = 0.2


def pair(issue, user):
    """Join what can be paired in the issue; returns the articles whose review that has reopened."""
    firsts, seconds = open_ends(issue)
    if not (firsts and seconds):
        return []
    texts = last_imports({placement.article_id for placement in firsts + seconds})
    reopened = []
    for first, second in _pairs(firsts, seconds, texts):
        first.refresh_from_db()
        second.refresh_from_db()
        if _join(first, second, user):
            reopened.append(first.article)
    return reopened


def open_ends(issue):
    """Return (firsts, seconds): the issue's placements whose next, and whose previous, part isn't there."""
    placements = list(
        Placement.objects.filter(page__issue=issue).in_print_order().select_related("page", "article")
    )
    parts = {(placement.article_id, placement.part) for placement in placements}
    return (
        [p for p in placements if p.continued_on and (p.article_id, p.part + 1) not in parts],
        [p for p in placements if p.continued_from and (p.article_id, p.part - 1) not in parts],
    )


def open_sentences(page):
    """Return what the desk should know of the open ends on a page."""
    firsts, seconds = open_ends(page.issue)
    next_missing = _("“%(title)s” is continued on page %(other)s, where its other part isn't found.")
    previous_missing = _("“%(title)s” is continued from page %(other)s, where its other part isn't found.")
    return [
        *(next_missing % {"title": p.title, "other": p.continued_on} for p in firsts if p.page_id == page.pk),
        *(
            previous_missing % {"title": p.title, "other": p.continued_from}
            for p in seconds
            if p.page_id == page.pk
        ),
    ]


def _pairs(firsts, seconds, texts):
    """Yield (first, second) of the ends that belong together, pages by pages, the most alike first."""
    between = defaultdict(lambda: ([], []))
    for first in firsts:
        between[first.page.number, first.continued_on][0].append(first)
    for second in seconds:
        between[second.continued_from, second.page.number][1].append(second)
    for (page, other), ends in between.items():
        if page != other:
            yield from _paired(*([end for end in side if end.article_id in texts] for side in ends), texts)


def _paired(firsts, seconds, texts):
    scores = {(first, second): _alike(first, second, texts) for first in firsts for second in seconds}
    while scores:
        (first, second), score = max(scores.items(), key=lambda item: item[1] or 0)
        enough = _ALIKE if len(scores) > 1 else _ALIKE_ENOUGH
        if (score is None and len(scores) > 1) or (score is not None and score < enough):
            return
        yield first, second
        scores = {ends: score for ends, score in scores.items() if first not in ends and second not in ends}


def _alike(first, second, texts):
    """Return how alike the headlines are, 0 to 1, or None where the second part bears none."""
    told = texts[second.article_id]["text"]["parts"]
    if not second.headline and not any(part and part["title"] for part in told):
        return None
    headline = pairs(second.title)
    return max(
        overlap(headline, pairs(line)) for line in (first.title, first.article.kicker, first.article.deck)
    )


def _join(first, second, user):
    """Move the second part into the first one's article; returns whether that reopened its review."""
    article, provisional = first.article, second.article
    text, text_of_second = (revisions.last_import(piece)["text"] for piece in (article, provisional))
    parts = text["parts"][: first.part] + text_of_second["parts"][second.part - 1 :]
    ours, theirs = revisions.snapshot(article), revisions.snapshot(provisional)
    shift = first.part + 1 - second.part
    piece = _joined(ours, theirs, shift)
    headline = _own_headline(second, parts, first)
    _move(second, article, shift)
    Placement.objects.filter(pk=second.pk).update(headline=headline)
    revisions.write(article, piece)
    imported = said.whole(parts, piece)
    revisions.record(article, user, Revision.Origin.IMPORT, {**imported, "text": {**text, "parts": parts}})
    if imported != piece:
        revisions.record(article, user, Revision.Origin.MERGE, piece)
    _let_go(provisional, article)
    return review.reopen(article, user)


def _joined(first, second, shift):
    """Return the piece of two: the first one's headline, both bodies, credits and photos, and all tags and notes."""
    moved = [{**photo, "part": photo["part"] + shift} for photo in second["photos"]]
    bodies = richtext.split_at_jumps(first["body"]) + [
        part for part in richtext.split_at_jumps(second["body"]) if part
    ]
    return {
        **first,
        "body": merge.join(bodies),
        "credits": said.without_repeats([first, second]),
        "photos": first["photos"] + moved,
        "tags": sorted({*first["tags"], *second["tags"]}),
        "internal_note": "\n".join(
            note for note in (first["internal_note"], second["internal_note"]) if note
        ),
    }


def _own_headline(second, parts, first):
    has_one = second.headline or parts[first.part]["title"]
    return second.title if has_one and bare(second.title) != bare(first.article.title) else ""


def _move(second, article, shift):
    """Give the second part and those after it to the article, with the photos; what points to its old one follows."""
    provisional = second.article
    later = provisional.placements.filter(part__gte=second.part).order_by("-part")
    for placement in later:
        placement.article, placement.part = article, placement.part + shift
        placement.save(update_fields=["article", "part"])
    provisional.photos.update(article=article)
    GuideEntry.objects.filter(article=provisional).update(article=article)
    Placement.objects.filter(see_article=provisional).update(see_article=article)


def _let_go(provisional, article):
    """Delete the article that a second part stood in, unless an editor has written it: then it stays in the pool."""
    by_hand = provisional.revisions.exclude(origin=Revision.Origin.IMPORT).exists()
    if not (by_hand or provisional.placements.exists() or provisional.withdrawals.exists()):
        provisional.delete()

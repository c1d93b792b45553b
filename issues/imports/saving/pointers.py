"""Links what points to another page, 今日导读 and 详见2版, to the piece that is meant, once it is known.

Only what isn't linked yet is; where no piece is clearly the one, the editor links it.
"""

from collections import Counter, defaultdict
from operator import itemgetter

from articles import richtext
from issues.imports.saving.likeness import bare, overlap, pairs
from issues.models import GuideEntry, Placement

# A guide's line is the headline, cut or turned round: half of its pairs of signs, and well before the next piece.
_HEADLINE, _AHEAD = 0.5, 0.15
# A pointing text shares its subject's rare words with the piece; the next one must have well under that.
_SUBJECT, _TIMES = 0.8, 1.5
_IN_HEADLINE = 3
_SHORTEST_TITLE = 4


def link(issue):
    """Link the open pointers of the issue; two queries where there is none."""
    entries = list(GuideEntry.objects.filter(page__issue=issue, article=None))
    pointing = _laid_out(issue).filter(see_page__isnull=False, see_article=None)
    if not entries and not pointing:
        return
    pages = defaultdict(list)
    for placement in _laid_out(issue):
        pages[placement.page.number].append(placement)
    found = [(entry, "article", _named(entry.title, pages[entry.target])) for entry in entries]
    found += [
        (placement, "see_article", _meant(placement, pages[placement.see_page])) for placement in pointing
    ]
    for pointer, field, article in found:
        if article:
            setattr(pointer, field, article)
            pointer.save(update_fields=[field])


def _laid_out(issue):
    placements = (
        Placement.objects.filter(page__issue=issue).in_print_order().select_related("page", "article")
    )
    return placements.prefetch_related("article__photos", "article__tags")


def _named(title, placements):
    """Return the article whose headline a guide's line is, or None."""
    scores = [(_headline_score(title, placement), placement.article) for placement in placements]
    scores.sort(key=itemgetter(0), reverse=True)
    if not scores or scores[0][0] < _HEADLINE:
        return None
    is_clear = len(scores) == 1 or scores[0][0] - scores[1][0] >= _AHEAD
    return scores[0][1] if is_clear else None


def _headline_score(title, placement):
    lines = (placement.title, placement.article.title, placement.article.kicker, placement.article.deck)
    return max(2 if bare(title) == bare(line) else _contained(title, line) for line in lines if line)


def _contained(title, line):
    return (
        overlap(pairs(title), pairs(line)) if min(len(bare(title)), len(bare(line))) >= _SHORTEST_TITLE else 0
    )


def _meant(pointing, placements):
    """Return the article on the other page that shares the pointing piece's subject, or None.

    Shared pairs of signs count more the fewer pieces of that page have them, and more in a headline; a long
    text shares more by chance.
    """
    others = [placement for placement in placements if placement.article_id != pointing.article_id]
    texts = {other.pk: _text(other) for other in others}
    spread = Counter(pair for text in texts.values() for pair in text)
    subject, headline = _text(pointing), _headline(pointing)
    scores = []
    for other in others:
        named = headline | _headline(other)
        shared = subject & texts[other.pk]
        strength = sum((_IN_HEADLINE if pair in named else 1) / spread[pair] for pair in shared)
        scores.append((strength / max(1, len(texts[other.pk])) ** 0.5, other.article))
    scores.sort(key=itemgetter(0), reverse=True)
    if not scores or scores[0][0] < _SUBJECT:
        return None
    is_clear = len(scores) == 1 or scores[0][0] >= _TIMES * scores[1][0]
    return scores[0][1] if is_clear else None


def _headline(placement):
    article = placement.article
    tags = (tag.name for tag in article.tags.all())
    return pairs("".join((placement.title, article.kicker, article.deck, *tags)))


def _text(placement):
    captions = "".join(photo.caption for photo in placement.article.photos.all())
    return _headline(placement) | pairs(captions + richtext.plain(placement.article.body))

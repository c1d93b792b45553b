"""Marks the hits in a line of copy, cuts the excerpt around them."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext

from articles.search.folding import fold, fold_with_places
from articles.search.units import GAP, TAG, TEXT

EXCERPT = 84  # signs: two lines of a result, on a phone the first two of four
_LEAD = 16  # of them before the first hit: it stands in the first two lines on any screen
_ENDS = "。！？）"


@dataclass(frozen=True)
class Run:
    """A stretch of copy, as printed, that is a hit or is not."""

    text: str
    is_hit: bool = False


def hits(text, query):
    """Return where the Query's words stand in `text` (composed), as (start, end), merged where they touch."""
    folded, places = fold_with_places(text)
    spans = sorted(_spans(folded, places, query.words))
    merged = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _spans(folded, places, words):
    for word in words:
        at = folded.find(word)
        while at >= 0:
            yield places[at], places[at + len(word) - 1] + 1
            at = folded.find(word, at + 1)


def marked(text, query):
    """Return a line of a headline as Runs; what stands in it but for its gaps is a hit too."""
    text = unicodedata.normalize("NFC", text)
    return _runs(text, hits(text, query) or _hits_over_gaps(text, query), 0, len(text))


def _hits_over_gaps(text, query):
    gaps = {place for gap in GAP.finditer(text) for place in range(*gap.span())}
    kept = [place for place in range(len(text)) if place not in gaps]
    return [
        (kept[start], kept[end - 1] + 1) for start, end in hits("".join(text[place] for place in kept), query)
    ]


def excerpt(units, query):
    """Return the Runs of an excerpt: from the unit with the most of the Query's words, the earliest of equals.

    The text from its beginning follows what is short and no text, and stands alone where none of `units`
    (articles/search/units.py) has a hit.
    """
    if not units:
        return []
    best = max(units, key=lambda unit: (_words_in(unit.text, query), unit.kind == TEXT))
    text = unicodedata.normalize("NFC", _shown(best, units, query))
    spans = hits(text, query)
    start = _start(text, spans[0][0]) if spans else 0
    end = min(len(text), start + EXCERPT)
    runs = _runs(text, spans, start, end)
    return [*([Run("…")] if start else []), *runs, *([Run("…")] if end < len(text) else [])]


def _start(text, hit):
    """Where an excerpt begins: as far before the hit as there is room, but not with the end of a sentence or an opening."""
    start = max(0, hit - _LEAD)
    ended = max(text.rfind(mark, start, hit) for mark in _ENDS)
    return ended + 1 if start and ended >= 0 else start


def _shown(best, units, query):
    beginning = " ".join(unit.text for unit in units if unit.kind == TEXT)
    if not _words_in(best.text, query):
        return beginning or best.text
    text = gettext("Tag: %(name)s") % {"name": best.text} if best.kind == TAG else best.text
    return f"{text}\u3000{beginning}".strip() if best.kind != TEXT and len(text) < EXCERPT else text


def _words_in(text, query):
    folded = fold(text)
    return sum(word in folded for word in query.words)


def _runs(text, spans, start, end):
    runs, done = [], start
    for hit_start, hit_end in spans:
        first, last = max(hit_start, start), min(hit_end, end)
        if first < last:
            runs += [Run(text[done:first]), Run(text[first:last], is_hit=True)]
            done = last
    return [run for run in [*runs, Run(text[done:end])] if run.text]

"""Finds the words that the paper watches for."""

import re

from django.utils.translation import gettext as _

from articles.checks.lines import Doubt


def standing(copy):
    """Yield a Doubt for each watched word in headline, body and captions; where two overlap, the longer one counts."""
    words = [word for word in copy.house.words if word.term]
    for line in copy.words:
        for start, word in _longest(line.text, words):
            yield Doubt(line, start, start + len(word.term), _message(word), word.severity)


def _longest(text, words):
    """Return the (start, word) pairs in `text` that don't overlap, longer words first served."""
    found = [
        (match.start(), word)
        for word in words
        if word.term in text
        for match in re.finditer(re.escape(word.term), text)
        if not _stands_corrected(text, match.start(), word)
    ]
    taken, kept = set(), []
    for start, word in sorted(found, key=lambda pair: (-len(pair[1].term), pair[0])):
        span = range(start, start + len(word.term))
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append((start, word))
    return kept


def _stands_corrected(text, start, word):
    """Whether the term at `start` is part of its own replacement: 东城 in 东城区."""
    return any(
        text.startswith(word.replacement, start - inside.start())
        for inside in re.finditer(re.escape(word.term), word.replacement)
        if start >= inside.start()
    )


def _message(word):
    facts = {"term": word.term, "replacement": word.replacement, "note": word.note}
    if word.replacement and word.note:
        return _("Not “%(term)s” but “%(replacement)s”: %(note)s") % facts
    if word.replacement:
        return _("Not “%(term)s” but “%(replacement)s”.") % facts
    if word.note:
        return _("“%(term)s” is on the paper's watch list: %(note)s") % facts
    return _("“%(term)s” is on the paper's watch list.") % facts

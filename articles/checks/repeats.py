"""Finds a paragraph or a sentence that stands twice in a piece."""

import re
from collections import Counter
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from articles.checks.lines import BODY, Doubt

_SHORTEST_PARAGRAPH, _SHORTEST_SENTENCE = 15, 20
# Shorter paragraphs may be built alike on purpose: lists, answers.
_SHORTEST_NEARLY, _ALIKE = 40, 0.9
_NO_WORD = re.compile(r"[\W_]+")


def repeated(copy):
    """Yield a Doubt at the second of two equal, or nearly equal, paragraphs, and of two equal sentences."""
    lines = [(line, _NO_WORD.sub("", line.text)) for line in copy.of(*BODY)]
    again = {}
    for index, (line, words) in enumerate(lines):
        first = next((one for one, said in lines[:index] if _is_same(said, words)), None)
        if first:
            again[line] = first
    for line, first in again.items():
        message = _("This paragraph already stands as %(place)s.") % {"place": first.place}
        yield Doubt(line, 0, min(len(line.text), 24), message)
    yield from _sentences([line for line, _words in lines if line not in again])


def _sentences(lines):
    said = {}
    for line in lines:
        for start, sentence in line.sentences():
            words = _NO_WORD.sub("", sentence)
            if len(words) < _SHORTEST_SENTENCE:
                continue
            if words in said:
                message = _("This sentence already stands in %(place)s.") % {"place": said[words].place}
                yield Doubt(line, start, start + len(sentence), message)
            said.setdefault(words, line)


def _is_same(said, words):
    if min(len(said), len(words)) < _SHORTEST_PARAGRAPH:
        return False
    return said == words or _is_nearly(said, words)


def _is_nearly(said, words):
    shorter, longer = sorted((len(said), len(words)))
    if shorter < _SHORTEST_NEARLY or 2 * shorter < _ALIKE * (shorter + longer):
        return False
    if re.findall(r"\d+", said) != re.findall(r"\d+", words):
        return False
    total = len(said) + len(words)
    shared = (Counter(said) & Counter(words)).total()  # no alignment has more in common
    return 2 * shared >= _ALIKE * total and SequenceMatcher(None, said, words, False).ratio() >= _ALIKE

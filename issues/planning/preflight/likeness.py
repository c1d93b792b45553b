"""Measures how much of one text stands in another, by the runs of characters that they share."""

import re

_NO_LETTER = re.compile(r"[\W_]+")
# Shorter runs are shared by chance, of longer ones too many go with each word that is put otherwise.
RUN = 5


def letters(text):
    """Return the letters and figures of a text, one after the other."""
    return _NO_LETTER.sub("", text)


def runs(text, length=RUN):
    """Return the set of all runs of `length` characters; of a shorter text, itself."""
    text = letters(text)
    if not text:
        return set()
    return {text[i : i + length] for i in range(max(1, len(text) - length + 1))}


def shared(one, other):
    """Return the share, 0 to 1, of the larger set of runs that is in the other as well."""
    return len(one & other) / max(len(one), len(other)) if one and other else 0.0


def contained(one, other):
    """Return the share, 0 to 1, of the smaller set of runs that is in the other as well."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0

"""The pairs of neighbouring signs that the index holds, each as one number.

A text of n signs holds a stretch only if it holds all the stretch's pairs: they lead to the candidates, and the
stretch itself is then looked for in the candidates' text. A stretch of two signs is its one pair.
"""

from itertools import pairwise

LINE = "\n"
_UNSIGNED = 1 << 32


def grams(text):
    """Return the set of pairs in folded text (lines parted by line feeds, which no pair runs across).

    A pair is a signed 32-bit number: the first sign's code point in the upper half, the second's in the lower, each
    cut to 16 bits. So two pairs with signs beyond U+FFFF may share a number; see `is_exact`.
    """
    return {_number(first, second) for first, second in pairwise(text) if LINE not in (first, second)}


def is_exact(stretch):
    """Say whether the index alone answers for a folded stretch, without a look at the text."""
    return len(stretch) == 2 and max(stretch) <= "\uffff"


def words(text):
    """Return the pairs of folded text as the words of a full-text index (SQLite's FTS5 takes no numbers)."""
    return " ".join(map(word, grams(text)))


def word(gram):
    """Return a pair's number as a word, eight hexadecimal digits at most."""
    return f"{gram & 0xFFFFFFFF:x}"


def _number(first, second):
    number = (ord(first) & 0xFFFF) << 16 | (ord(second) & 0xFFFF)
    return number - _UNSIGNED if number >= _UNSIGNED // 2 else number

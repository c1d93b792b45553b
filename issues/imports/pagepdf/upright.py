"""Sees to it that a page's text stands upright: some layout programs export a page lying on its side."""

import math
from collections import Counter

from pypdfium2 import raw

# A page lies on its side where nearly all of a sample of its signs do; a few of them say nothing.
_SAMPLE, _FEWEST, _NEARLY_ALL = 400, 30, 0.9


def stand_up(page):
    """Turn a page of PDFium's so that its text stands upright (ISO 32000-1, 7.7.3.3); returns whether it was turned."""
    turn = _turn_of_signs(page)
    if turn is None or turn == page.get_rotation() % 360:
        return False
    page.set_rotation(turn)
    return True


def _turn_of_signs(page):
    """By how many degrees the page must be turned for its signs to stand upright, None where they don't tell."""
    text = page.get_textpage()
    try:
        turns = [turn for index in _sample(text.raw) if (turn := _turn(text.raw, index)) is not None]
    finally:
        text.close()
    if len(turns) < _FEWEST:
        return None
    turn, count = Counter(turns).most_common(1)[0]
    return turn if count >= _NEARLY_ALL * len(turns) else None


def _sample(text):
    count = max(0, raw.FPDFText_CountChars(text))
    return range(0, count, max(1, count // _SAMPLE))


def _turn(text, index):
    if raw.FPDFText_IsGenerated(text, index) or chr(raw.FPDFText_GetUnicode(text, index)).isspace():
        return None
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    return round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) * 90 % 360

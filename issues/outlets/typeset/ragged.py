"""Breaks what is not set in columns: captions and other small lines, ragged, never wider than measured."""

import re
from functools import lru_cache, partial

from issues.outlets.cards import lines as headlines
from issues.outlets.typeset import fonts

_CLOSING = "，。、；：？！）》〉」』】〕”’…—·～,.;:?!)%℃"
_OPENING = "（《〈「『【〔“‘("
# What is never broken: a sign with the marks that cling to it, a Latin word or a number.
_UNIT = re.compile(rf"[{_OPENING}]*(?:[0-9A-Za-z][!-~]{{0,19}}|[^{_OPENING}{_CLOSING}])?[{_CLOSING}]*\s*")


_WIDE = 1_000_000  # a box in which every headline can be set


@lru_cache(maxsize=2_000)
def even(text, face, count):
    """Return (lines, ems): `text` in up to `count` lines as even as its words and parts allow, and the widest's width."""
    measure = partial(fonts.ems, face=face)
    _size, made = headlines.fit(text, measure, (_WIDE, _WIDE * _WIDE), (1, _WIDE), count)
    return tuple(made), max((fonts.ems(line, face) for line in made), default=0)


@lru_cache(maxsize=5_000)
def lines(text, face, width):
    """Return `text` in lines of at most `width` ems of `face`."""
    made, line = [], ""
    for unit in _units(text.strip(), face, width):
        if line and fonts.ems((line + unit).rstrip(), face) > width:
            made.append(line.rstrip())
            line = ""
        line += unit
    return [*made, line.rstrip()] if line.strip() else made


def _units(text, face, width):
    """The units of a text; what is wider than a line is no unit."""
    for unit in _UNIT.findall(text):
        yield from unit if fonts.ems(unit, face) > width else [unit]

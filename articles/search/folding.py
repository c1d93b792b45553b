"""Folds text to the form in which search compares it, sign by sign: width, case, traditional and simplified are one.

Every sign is taken through Unicode's NFKC and case folding, then through OpenCC's table of single traditional signs
(TSCharacters, OpenCC 1.4.2, Apache License 2.0; traditional.txt beside this file). Phrases are never looked at: what
a sign becomes does not hang on its neighbours, so a stretch of text folds to a stretch of folded text.

Latin words and numbers are set between two marks, so that a plain comparison finds them at their beginning only.
"""

import re
import unicodedata
from pathlib import Path

# Before and after a run of letters and digits that are not Chinese; no text can hold them (a control sign folds to
# a space).
WORD_START, WORD_END = "\x02", "\x03"

_CHINESE = "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3105-\u318f\u31a0-\u9fff\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0003ffff"
_WORD = re.compile(rf"(?:(?![{_CHINESE}])[^\W_])+")
_SPACES = re.compile(" +")


def _table():
    pairs = Path(__file__).with_name("traditional.txt").read_text(encoding="utf-8").replace("\n", "")
    return dict(zip(map(ord, pairs[::2]), pairs[1::2], strict=True))


_SIMPLIFIED = _table()


class _Signs(dict):
    """What each sign folds to, worked out once."""

    def __missing__(self, sign):
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", sign).casefold())
        folded = "".join(
            " " if part.isspace() or unicodedata.category(part) in ("Cc", "Cs") else part
            for part in folded.translate(_SIMPLIFIED)
            if unicodedata.category(part) != "Cf"
        )
        self[sign] = folded
        return folded


_SIGNS = _Signs()


def fold(text):
    """Return one line of text as search compares it; white space of any kind is one space, none at the ends."""
    plain = "".join(map(_SIGNS.__getitem__, unicodedata.normalize("NFC", text)))
    return _WORD.sub(rf"{WORD_START}\g<0>{WORD_END}", _SPACES.sub(" ", plain).strip(" "))


def fold_with_places(text):
    """Return `fold(text)` and, for each of its signs, the index in `text` of the sign that it comes from.

    `text` is composed already (Unicode's NFC), or its places would not be those of what is folded.
    """
    plain, places = _plain_with_places(text)
    folded, origins, done = [], [], 0
    for word in _WORD.finditer(plain):
        start, end = word.span()
        folded += [plain[done:start], WORD_START, word.group(), WORD_END]
        origins += [*places[done:start], places[start], *places[start:end], places[end - 1]]
        done = end
    return "".join([*folded, plain[done:]]), [*origins, *places[done:]]


def _plain_with_places(text):
    """Return the text folded sign by sign, without the marks, and where each sign of it comes from."""
    signs = [(part, place) for place, sign in enumerate(text) for part in _SIGNS[sign]]
    kept = [
        (part, place)
        for number, (part, place) in enumerate(signs)
        if part != " " or (number and signs[number - 1][0] != " ")
    ]
    if kept and kept[-1][0] == " ":
        kept.pop()
    return "".join(part for part, _ in kept), [place for _, place in kept]

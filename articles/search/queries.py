"""Reads what a person typed into the search box."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from articles.search.folding import WORD_END, WORD_START, fold

LONGEST = 100  # signs; what is longer is no search

# A word, or a phrase between quotation marks of any kind, perhaps with a minus before it. A mark that is not closed
# runs to the end.
_TERM = re.compile(r'([-－]?)(?:["“”＂]([^"“”＂]*)["“”＂]?|「([^」]*)」?|『([^』]*)』?|([^\s"“”＂「『]+))')
# Brackets around several words, outside of quotation marks: a credit copied out of print, （记者 罗听澜）.
_BRACKETED = re.compile(
    r'(["“”＂][^"“”＂]*["“”＂]?|「[^」]*」?|『[^』]*』?)|[(（]([^()（）"“”＂「『]*\s[^()（）"“”＂「『]*)[)）]'
)
_BETWEEN_WORDS = re.compile(r"[\s、，；。]+|,(?!\d)")
_MARKS = WORD_START + WORD_END


@dataclass(frozen=True)
class Query:
    """What is looked for, as folded stretches: all of `words` stand in a piece, none of `excluded` does.

    `problem` says, in the reader's language, why nothing can be looked for, else "". `advice` is what to type instead.
    """

    words: tuple = ()
    excluded: tuple = ()
    problem: str = ""
    advice: str = ""


def parse(typed):
    """Return the Query that `typed` means; white space alone is a Query without words and without a problem.

    Words are parted by white space; several are all required; a quoted phrase stands as it is, and ends with a whole
    word where it ends in Latin letters or digits, as a word outside does not; a minus before a word or phrase
    excludes it. Marks alone are passed over, and so are brackets around several words.
    """
    typed = typed.replace("\x00", " ").strip()
    if len(typed) > LONGEST:
        said = gettext("Please search for a shorter text: up to %(longest)s characters.")
        return Query(problem=said % {"longest": LONGEST}, advice=typed[:20])
    words, excluded = [], []
    for minus, phrase, word in _terms(typed):
        stretch = _stretch(word) if word else fold(phrase)
        if any(sign.isalnum() for sign in stretch):
            (excluded if minus else words).append(stretch)
    words, excluded = tuple(dict.fromkeys(words)), tuple(dict.fromkeys(excluded))
    if typed and not any(map(_leads, words)):
        return Query(problem=_problem(words, excluded), advice=_advice(words))
    return Query(words, excluded)


def apart(typed):
    """Return the words in `typed` that can be looked for by themselves: what spaces, quotation marks, 、 and ， part.

    Signs that stand alone side by side are one word: 麦 冬 is 麦冬. There are none where it is one word as it stands.
    """
    wanted = [phrase or word for minus, phrase, word in _terms(typed) if not minus]
    parts = [part for text in wanted for part in _BETWEEN_WORDS.split(text) if part]
    runs = [(is_alone, list(run)) for is_alone, run in groupby(parts, lambda part: len(part) == 1)]
    joined = [word for is_alone, run in runs for word in (["".join(run)] if is_alone else run)]
    words = list(dict.fromkeys(word for word in joined if parse(word).words))
    return [] if words == [typed.strip()] else words


def _terms(typed):
    """Return what is typed as (minus or "", phrase or "", word or "")."""
    typed = _BRACKETED.sub(lambda found: found[1] or f" {found[2]} ", typed)
    return [(minus, max(phrases, key=len), word) for minus, *phrases, word in _TERM.findall(typed)]


def _stretch(word):
    """A word outside quotation marks: what it ends with may go on (app finds apple)."""
    return fold(word).removesuffix(WORD_END)


def _leads(stretch):
    """Say whether a stretch has two signs, without which the index leads nowhere."""
    return len(stretch.strip(_MARKS)) > 1


def _problem(words, excluded):
    if words:
        return gettext("Please type two characters or more.")
    if excluded:
        return gettext("There is only what is to be left out. Please add a word to look for.")
    return gettext("There are only marks here. Please type a word, a name or part of a sentence.")


def _advice(words):
    """张 三, typed with a space, is 张三."""
    joined = "".join(word.strip(_MARKS) for word in words)
    return joined if len(joined) > 1 else ""

"""Text to numbered lines, each knowing how it stands on the page: its indent and the blank lines above it."""

import re
from dataclasses import dataclass, replace

from articles.bylines import half_width

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BREAK_WITHIN = re.compile("[\f\v\x1c-\x1e\x85\u2028\u2029]")
_INDENT = re.compile("(?:\u3000| {2}|\t| (?=\u3000))")
_COPY_NUMBER = re.compile(r"稿号[: ]\s*(?:\d{4}-)?\d{1,12}")
# How a sentence ends, closing quotes and brackets included; a full stop alone is surer than ! and ?
_SENTENCE_END = re.compile(r"[。.!?…;][”’」』\"')》】]*$")
_QUOTES = {"“": "”", "「": "」", "『": "』", "(": ")", "《": "》"}


@dataclass(frozen=True)
class Line:
    number: int  # in the file, from 1
    text: str  # as printed, without the white space around it
    half: str  # the same with half-width letters, digits and marks, character for character
    indented: bool
    gap: int  # blank lines above it

    @property
    def length(self):
        """In characters of the column, its indent counted."""
        return len(self.text) + 2 * self.indented

    def cut(self, start, end=None):
        """The line with only a part of its text."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return replace(self, text=text, half=self.half[start : start + len(text)])


def split_lines(text):
    """The lines of `text` that hold something, in order."""
    lines, gap = [], 0
    for number, raw in enumerate(_LINE_END.split(_INVISIBLE.sub("", text)), start=1):
        for part in _BREAK_WITHIN.split(raw):
            printed = part.strip()
            if printed:
                lines.append(Line(number, printed, half_width(printed), bool(_INDENT.match(part)), gap))
                gap = 0
            else:
                gap += 1
    return lines


def is_copy_number(line):
    """Whether a line only names a piece's number at the desk: 稿号 2020-00123."""
    return bool(_COPY_NUMBER.fullmatch(line.half))


def without_copy_numbers(lines):
    """The lines without those that only name a piece's number at the desk, as an exported page has them."""
    kept, gap = [], 0
    for line in lines:
        if is_copy_number(line):
            gap += line.gap
        else:
            kept.append(replace(line, gap=line.gap + gap))
            gap = 0
    return kept


def with_next(items):
    """Each item with the one after it, the last with None."""
    return zip(items, [*items[1:], None], strict=False)


def ends_sentence(text):
    """Whether the text ends as a sentence does."""
    half = half_width(text.rstrip())
    return bool(_SENTENCE_END.search(half))


def is_open(text):
    """Whether the text stops in mid-sentence: no end of a sentence, or a quotation that is not closed."""
    half = half_width(text.rstrip())
    return not (ends_sentence(half) or half.endswith((":", "——", ")"))) or has_open_quote(half)


def glued(text, following):
    """Two parts of a broken text as one; Latin words keep the space between them."""
    latin = re.search(r"[A-Za-z]$", text) and re.match(r"[A-Za-z]", following)
    return f"{text} {following}" if latin else text + following


def has_open_quote(text):
    """Whether a quotation or a bracket is not closed."""
    half = half_width(text)
    return any(half.count(opening) > half.count(closing) for opening, closing in _QUOTES.items())

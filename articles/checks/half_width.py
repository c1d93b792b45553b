"""Finds half-width punctuation in Chinese text."""

import re

from django.utils.translation import gettext as _

from articles.checks.lines import Doubt

_CHINESE = r"\u3400-\u9fff〇"
_BEHIND = rf"(?<=[{_CHINESE}，。；：？！、”’》〉）】」』…—％])"  # what a mark of a Chinese sentence follows
_BEFORE = rf"(?=[{_CHINESE}“‘《〈（【「『])"
_MARK = re.compile(
    "|".join(
        [
            rf"{_BEHIND}[,;:?!]+",
            rf"(?<=[0-9A-Za-z%])[,;:?](?=[{_CHINESE}“《（])",
            rf"{_BEHIND}\.+(?![A-Za-z])",
            rf"(?<=[{_CHINESE}][0-9])\.(?=[{_CHINESE}])|(?<=[{_CHINESE}][0-9][0-9])\.(?=[{_CHINESE}])",
            rf"(?<=%)\.(?=[{_CHINESE}]|$)",
        ]
    )
)
_PAIRED = re.compile(r"\([^()\n]*\)|\"[^\"\n]*\"|'[^'\n]*'|[()\"']")
_BESIDE = re.compile(rf"{_BEHIND}[()\"']|[()\"']{_BEFORE}")
_FULL = dict(zip(",;:?!.()\"'", "，；：？！。（）”’", strict=True))
_OPENING = {'"': "“", "'": "‘"}
# Copy typed with half-width marks throughout is told so once a line.
_MOST = 5


def beside_chinese(copy):
    """Yield a Doubt for each half-width mark, or pair of them, that stands after Chinese or between it."""
    for line in copy.lines:
        if line.kind == "credit" or line.text.isascii():
            continue
        spans = sorted(_spans(line.text))
        if len(spans) > _MOST:
            message = _("%(count)s marks of punctuation are half-width here.") % {"count": len(spans)}
            yield Doubt(line, *spans[0], message)
        else:
            yield from (Doubt(line, start, end, _message(line.text[start:end])) for start, end in spans)


def _spans(text):
    yield from (found.span() for found in _MARK.finditer(text))
    for found in _PAIRED.finditer(text):
        if _is_chinese(text, found.start(), found.end()):
            yield found.span()


# 1) and a) at the head of a line or of a part of it number it.
_ENUMERATOR = re.compile(r"(?:^|[\s。；：，、])(?:\d{1,2}|[a-zA-Z])$")


def _is_chinese(text, start, end):
    """Whether the first or last mark of a pair touches Chinese; an apostrophe of Latin words doesn't."""
    if (
        text[start] == "'"
        and end - start > 1
        and text[start - 1 : start].isascii()
        and text[start - 1 : start].isalpha()
    ):
        return False
    if text[start:end] == ")" and _ENUMERATOR.search(text[:start]):
        return False
    return any(_BESIDE.match(text, position) and _is_mark(text, position) for position in {start, end - 1})


def _is_mark(text, position):
    """Whether the character is punctuation and not feet or inches: 55" and 12'."""
    return (
        text[position] in "()"
        or not text[max(position - 1, 0) : position].isdigit()
        or text.count(text[position]) > 1
    )


def _message(marks):
    first, last = marks[0], marks[-1]
    if len(marks) > 1 and first in "(\"'":
        facts = {"half": first + last, "full": _OPENING.get(first, _FULL[first]) + _FULL[last]}
    else:
        full = "……" if marks.startswith("..") else "".join(_FULL[mark] for mark in marks)
        facts = {"half": marks, "full": full}
    return _("“%(half)s” is half-width; in Chinese text it is “%(full)s”.") % facts

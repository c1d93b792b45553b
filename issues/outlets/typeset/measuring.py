"""Breaks paragraphs into lines: Typst sets them, PDFium reads back where each line ends.

So the lines are those of a typesetter that knows the rules of Chinese text (no closing mark begins a line, no opening
one ends it, marks are set closer where two meet), and what is set on the page are these very lines.
"""

import json
import re
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium
import typst

from issues.outlets.typeset import fonts, ragged
from issues.pdfium import ALONE

_A_HAIR = 0.01  # points: what rounding may take from the line where it stands
_SURELY = 0.95  # of the room, for another face than is measured
_ZERO_WIDTH, _JOINER = "\u200b", "\u2060"
# The dash of 9:00—12:00, and （下转3版）, which no line is broken at.
_TIMES = re.compile(r"(?<=:\d\d)([—–～-]+)(?=\d{1,2}:\d\d)")
POINTER = re.compile(r"（(?:上接|下转|详见)[0-9A-Z]+版）")
# A run of Latin signs longer than any word: it may break anywhere.
_LONG_RUN = re.compile(r"[!-~]{24,}")


@dataclass(frozen=True)
class Paragraph:
    """`runs` of (text, face) to be set `width` points wide, the first line begun `indent` points in."""

    runs: tuple
    width: float
    indent: float = 0


@dataclass(frozen=True)
class Line:
    """One set line: `runs` of (text, face), its indent in points, and whether it ends its paragraph."""

    runs: tuple
    indent: float
    is_last: bool

    @property
    def text(self):
        return "".join(text for text, _face in self.runs)


def break_lines(paragraphs, size):
    """Return, for each of `paragraphs`, its Lines as they are set at `size` points."""
    job = {
        "size": size,
        "paragraphs": [
            {
                "width": round(paragraph.width - _A_HAIR, 3),
                "indent": round(paragraph.indent, 4),
                "runs": [(_breakable(text), face) for text, face in paragraph.runs],
            }
            for paragraph in paragraphs
        ],
    }
    if not paragraphs:
        return []
    compiler = typst.Compiler(
        fonts.template("measuring.typ"), font_paths=fonts.book(), sys_inputs={"job": json.dumps(job)}
    )
    made = compiler.compile(format="pdf", pdf_tags=False, timestamp=0)
    with ALONE:
        document = pypdfium2.PdfDocument(made)
        try:
            counts = [_signs_a_line(document, number) for number in range(len(document))]
        finally:
            document.close()
    return [_lines(paragraph, count, size) for paragraph, count in zip(paragraphs, counts, strict=True)]


def _breakable(text):
    """The text as it is measured: a long address may break, a sign beyond the BMP counts as any other of its width."""
    text = re.sub("[\U00020000-\U0003ffff]", "国", text)
    text = _LONG_RUN.sub(lambda run: _ZERO_WIDTH.join(run[0]), text)
    text = _TIMES.sub(rf"{_JOINER}\1{_JOINER}", text)
    return POINTER.sub(lambda pointer: _JOINER.join(pointer[0]), text)


def _signs_a_line(document, number):
    """Return how many signs stand in each line of a page, white space not counted."""
    page = document[number]
    text = page.get_textpage()
    bases = [base for index in range(text.count_chars()) if (base := _base_of(text, index)) is not None]
    text.close()
    page.close()
    return [len(list(signs)) for _base, signs in groupby(bases)]


def _base_of(text, index):
    """Return the base line of a sign, None for white space and for what PDFium puts in by itself."""
    sign = pdfium.FPDFText_GetUnicode(text.raw, index)
    if (
        pdfium.FPDFText_IsGenerated(text.raw, index) == 1
        or chr(sign).isspace()
        or chr(sign) in (_ZERO_WIDTH, _JOINER)
    ):
        return None
    x, y = pdfium.c_double(), pdfium.c_double()
    pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
    return round(y.value)


def _lines(paragraph, counts, size):
    signs = [(sign, face) for text, face in paragraph.runs for sign in text]
    if sum(counts) != sum(not sign.isspace() for sign, _face in signs):
        counts = _counted(paragraph, size)
    lines, start = [], 0
    for number, count in enumerate(counts):
        end = _end(signs, start, count)
        is_last = number == len(counts) - 1
        lines.append(Line(_runs(signs[start:end]), paragraph.indent if number == 0 else 0, is_last))
        start = end
    return lines


def _counted(paragraph, size):
    """How many signs stand in each line where what was set can't be read back: lines that are surely narrow enough."""
    text = "".join(text for text, _face in paragraph.runs)
    room = (paragraph.width - paragraph.indent) / size * _SURELY
    return [len("".join(line.split())) for line in ragged.lines(text, fonts.SANS, room)]


def _end(signs, start, count):
    """Where a line ends that has `count` signs from `start` on, and the white space behind them."""
    while start < len(signs) and (count or signs[start][0].isspace()):
        count -= not signs[start][0].isspace()
        start += 1
    return start


def _runs(signs):
    """The (sign, face) pairs as runs, without white space at the line's end."""
    end = len(signs)
    while end and signs[end - 1][0].isspace():
        end -= 1
    grouped = groupby(signs[:end], lambda pair: pair[1])
    return tuple(("".join(sign for sign, _face in pairs), face) for face, pairs in grouped)

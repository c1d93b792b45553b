"""What stands on a sheet, as plain data: its signs, its pictures, its rules and frames, each with its box.

Boxes are (left, top, right, bottom) in points from the top left corner of the sheet as it is seen, turned and
cropped (ISO 32000-1, 7.7.3.3 and 14.11.2).
"""

import ctypes
import math
from dataclasses import dataclass

from pypdfium2 import raw

_HIDDEN_TEXT = 3  # ISO 32000-1, 9.3.6: text that is neither filled nor stroked, as under a scan
_NO_MEANING = (0, 0xFFFD, 0xFFFE)
# How far a Chinese sign's em square reaches above and below its baseline (OpenType, BASE table, ideographic).
_ASCENT, _DESCENT = 0.88, 0.12
# In points: what is thinner is a rule.
_RULE = 4


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign as it is printed: its box, the size of its type in points, its font, whether it is invisible text."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    font: str = ""
    is_hidden: bool = False

    @property
    def box(self):
        """The box as a tuple."""
        return self.left, self.top, self.right, self.bottom


@dataclass(frozen=True)
class Glyphs:
    """A sheet's size in points, its signs in the order of the file, and the boxes of pictures, rules and frames.

    `unmapped` counts the signs that the file gives no meaning.
    """

    width: float
    height: float
    signs: tuple
    pictures: tuple = ()
    rules: tuple = ()
    frames: tuple = ()
    unmapped: int = 0


def read(page):
    """Return the Glyphs of a page of PDFium's."""
    place = _placing(page)
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        signs, unmapped = _signs(text.raw, place)
    finally:
        text.close()
    pictures, rules, frames = _objects(page, place, (width, height))
    return Glyphs(width, height, tuple(signs), tuple(pictures), tuple(rules), tuple(frames), unmapped)


def _placing(page):
    """Return the function that takes a box of the page's own space (left, bottom, right, top) to one as it is seen."""
    left, bottom, right, top = page.get_bbox()
    turned = page.get_rotation() % 360

    def place(x0, y0, x1, y1):
        if turned == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if turned == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        if turned == 270:
            return top - y1, right - x1, top - y0, right - x0
        return x0 - left, top - y1, x1 - left, top - y0

    return place


def _signs(text, place):
    signs, unmapped, hidden = [], 0, {}
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _NO_MEANING or raw.FPDFText_HasUnicodeMapError(text, index) == 1:
            unmapped += 1
        elif not chr(code).isspace() and (placed := _em_box(text, index)):
            box, size = placed
            signs.append(
                Glyph(chr(code), *place(*box), size, _font(text, index), _is_hidden(text, index, hidden))
            )
    return signs, unmapped


def _em_box(text, index):
    """Return ((left, bottom, right, top), size) of a sign in the page's own space, None where it has no extent.

    Along its line the box is PDFium's; across it, it is the em square: a font's own ascent and descent reach into
    the lines above and below.
    """
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    if not raw.FPDFText_GetLooseCharBox(text, index, box):
        return None
    raw.FPDFText_GetMatrix(text, index, matrix)
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    if abs(matrix.b) < abs(matrix.a):
        if abs(x.value - left) < size / 4:  # no vertical writing, whose signs hang from their middle
            bottom, top = y.value - _DESCENT * size, y.value + _ASCENT * size
    elif matrix.b > 0:
        left, right = x.value - _ASCENT * size, x.value + _DESCENT * size
    else:
        left, right = x.value - _DESCENT * size, x.value + _ASCENT * size
    return ((left, bottom, right, top), size) if left < right and bottom < top and size else None


def _font(text, index):
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    return name.value.decode("utf-8", "replace")


def _is_hidden(text, index, known):
    """Whether a sign is not drawn; `known` keeps what was asked of each run of text."""
    run = raw.FPDFText_GetTextObject(text, index)
    key = ctypes.cast(run, ctypes.c_void_p).value
    if key not in known:
        known[key] = bool(run) and raw.FPDFTextObj_GetTextRenderMode(run) == _HIDDEN_TEXT
    return known[key]


def _objects(page, place, size):
    pictures, rules, frames = [], [], []
    for thing in page.get_objects(max_depth=8):
        if thing.type not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            continue
        box = _on_sheet(place(*thing.get_bounds()), size)
        if box is None:
            continue
        wide, high = box[2] - box[0], box[3] - box[1]
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(box)
        elif min(wide, high) < _RULE < max(wide, high):
            rules.append(box)
        elif min(wide, high) >= _RULE:
            frames.append(box)
    return pictures, rules, frames


def _on_sheet(box, size):
    """What of a box lies on the sheet, None for nothing."""
    left, top = max(0, box[0]), max(0, box[1])
    right, bottom = min(size[0], box[2]), min(size[1], box[3])
    return (left, top, right, bottom) if left <= right and top <= bottom else None

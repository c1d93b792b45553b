"""What stands on a sheet, as plain data: its signs, its pictures, its rules and frames, each with its box.

Boxes are (left, top, right, bottom) in points from the top left corner of the sheet as it is seen, turned and
cropped (ISO 32000-1, 7.7.3.3 and 14.11.2).
"""

import ctypes
import math
from dataclasses import dataclass, replace
from itertools import groupby

from pypdfium2 import PdfMatrix, raw

from issues.imports.pagepdf import boxes as box_of

_HIDDEN_TEXT = 3  # ISO 32000-1, 9.3.6: text that is neither filled nor stroked, as under a scan
_NO_MEANING = (0, 0xFFFD, 0xFFFE)
# How far a Chinese sign's em square reaches above and below its baseline (OpenType, BASE table, ideographic).
_ASCENT, _DESCENT = 0.88, 0.12
_FEWEST_SIGNS = 30
# Shares of the sheet: a picture is no ground under the whole page, and no mark or logo.
_GROUND, _MARK = 0.6, 0.002
# In points: what is thinner is a rule.
_RULE = 4


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign as it is printed: its box, the size of its type in points, its font, whether it is invisible text.

    `is_spaced`: the file has white space before it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    font: str = ""
    is_hidden: bool = False
    is_spaced: bool = False

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

    @property
    def has_text(self):
        """Whether it has more than a page number and a date over a scan."""
        return len(self.signs) + self.unmapped >= _FEWEST_SIGNS

    @property
    def photos(self):
        """The boxes of pictures that are neither the ground under a page nor a mark or a logo."""
        sheet = self.width * self.height
        whole = box_of.joined(self.pictures)
        return [box for box in whole if _MARK * sheet < box_of.size(box) < _GROUND * sheet]


def read(page):
    """Return the Glyphs of a page of PDFium's."""
    place = _placing(page)
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        signs, unmapped = _signs(text.raw, place, (width, height))
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


def _signs(text, place, sheet):
    signs, unmapped, hidden, is_spaced = [], 0, {}, False
    for index in range(raw.FPDFText_CountChars(text)):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        code = raw.FPDFText_GetUnicode(text, index)
        if code in _NO_MEANING or raw.FPDFText_HasUnicodeMapError(text, index) == 1:
            unmapped += 1
        elif chr(code).isspace():
            is_spaced = True
        elif placed := _em_box(text, index):
            box, size = place(*placed[0]), placed[1]
            if not _is_on(sheet, box):
                continue
            font, unseen = _font(text, index), _is_hidden(text, index, hidden)
            signs.append(Glyph(chr(code), *box, size, font, unseen, is_spaced))
            is_spaced = False
    return _parted(signs), unmapped


def _is_on(sheet, box):
    """Whether the middle of a box lies on the sheet: what a crop has cut off doesn't."""
    return 0 < box[0] + box[2] < 2 * sheet[0] and 0 < box[1] + box[3] < 2 * sheet[1]


def _parted(signs):
    """The same, with signs that one shape shows (a dash of two em, an ffi) side by side in its box."""
    made = []
    for _, run in groupby(signs, key=lambda sign: (sign.box, sign.font)):
        shown = list(run)
        made += _side_by_side(shown) if _is_one_shape(shown) else shown
    return made


def _is_one_shape(signs):
    first = signs[0]
    wide = first.right - first.left
    return len(signs) > 1 and (wide > 1.5 * first.size or all(sign.text.isascii() for sign in signs))


def _side_by_side(signs):
    first, step = signs[0], (signs[0].right - signs[0].left) / len(signs)
    return [
        replace(sign, left=first.left + n * step, right=first.left + (n + 1) * step)
        for n, sign in enumerate(signs)
    ]


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
    key = _address(run)
    if key not in known:
        known[key] = bool(run) and raw.FPDFTextObj_GetTextRenderMode(run) == _HIDDEN_TEXT
    return known[key]


def _objects(page, place, size):
    pictures, rules, frames = [], [], []
    for thing, bounds in _drawn(page):
        box = _on_sheet(place(*bounds), size)
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


def _drawn(page):
    """Yield the pictures and paths of a page with their bounds in its own space; PDFium gives those of a form's parts in the form's."""
    spaces = {None: PdfMatrix()}
    for thing in page.get_objects(max_depth=8):
        space = spaces[thing.container and _address(thing.container.raw)]
        if thing.type == raw.FPDF_PAGEOBJ_FORM:
            spaces[_address(thing.raw)] = thing.get_matrix().multiply(space)
        elif thing.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            yield thing, space.on_rect(*_shown(thing))


def _address(handle):
    return ctypes.cast(handle, ctypes.c_void_p).value


def _shown(thing):
    """The bounds of an object; of a picture what its clipping path leaves of it (ISO 32000-1, 8.5.4)."""
    bounds = thing.get_bounds()
    if thing.type != raw.FPDF_PAGEOBJ_IMAGE:
        return bounds
    clip = raw.FPDFPageObj_GetClipPath(thing.raw)
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip))):
        points = [_point(clip, path, n) for n in range(raw.FPDFClipPath_CountPathSegments(clip, path))]
        edges = [(min(along), max(along)) for along in zip(*points, strict=True)]
        if edges:
            (left, right), (bottom, top) = edges
            cut = (max(bounds[0], left), max(bounds[1], bottom), min(bounds[2], right), min(bounds[3], top))
            bounds = cut if cut[0] < cut[2] and cut[1] < cut[3] else bounds
    return bounds


def _point(clip, path, number):
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
    return x.value, y.value


def _on_sheet(box, size):
    """What of a box lies on the sheet, None for nothing."""
    left, top = max(0, box[0]), max(0, box[1])
    right, bottom = min(size[0], box[2]), min(size[1], box[3])
    return (left, top, right, bottom) if left <= right and top <= bottom else None

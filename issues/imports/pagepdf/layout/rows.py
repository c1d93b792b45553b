"""The lines of a sheet as text with its spaces, each knowing how it is set; and how the sheet's running text is set."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

from issues.imports.pagepdf import boxes as box_of
from issues.imports.pagepdf.lines import CLOSING, OPENING, lines

# In em: two signs of one line are parted by so much more than the others; between two Han or Latin letters, and where
# the file has white space, it takes less.
_SPACE, _LETTER_SPACE, _MARKED_SPACE = 0.45, 0.15, 0.08
# The share of the most common size that another must have to be running text's.
_MUCH = 0.4
# Where more of the Han than this have white space before them in the file, that says nothing.
_TOO_MANY_SPACES = 0.2
_HAN = "\u3400"
# How much larger or smaller than the running text type must be to be a headline's, or a caption's.
HEADLINE, LARGER, SMALLER = 1.25, 1.04, 0.93


@dataclass(frozen=True)
class Row:
    """Signs of one line that stand together: what they say, where, and in which type (size in points)."""

    text: str
    box: tuple
    size: float
    font: str
    is_vertical: bool
    glyphs: tuple

    @cached_property
    def ink(self):
        """The box without what hangs in the gutter."""
        left, top, right, bottom = self.box
        if self.is_vertical or len(self.text) < 2:
            return self.box
        left += (self.text[0] in OPENING) * self.size / 2
        right -= (self.text[-1] in CLOSING) * self.size / 2
        return left, top, right, bottom

    @property
    def middle(self):
        """Half-way between its top and its bottom."""
        return (self.box[1] + self.box[3]) / 2

    def is_level_with(self, other):
        """Whether both stand on one line of the sheet."""
        return abs(self.middle - other.middle) < 0.5 * min(self.size, other.size)


@dataclass(frozen=True)
class Setting:
    """How running text is set on a sheet: size and font, where its columns begin and end, whether spaces are marked."""

    size: float
    font: str
    lefts: tuple
    rights: tuple
    has_spaces: bool

    def is_headline(self, row):
        """Whether a row is set as large as only headlines are."""
        return row.size >= HEADLINE * self.size

    def is_small(self, row):
        """Whether a row is set smaller than running text: a caption, a table, a credit."""
        return row.size <= SMALLER * self.size

    def is_plain(self, row):
        """Whether a row is set as running text is."""
        return row.font == self.font and not self.is_small(row) and row.size < LARGER * self.size

    def left_of(self, row):
        """The left edge of the column that a row stands in: its own where nothing else is known."""
        fitting = [at for at in self.lefts if row.ink[0] - 5 * self.size < at < row.ink[0] + 0.4 * self.size]
        return max(fitting, default=row.ink[0])

    def right_of(self, row):
        """The right edge of the column that a row stands in."""
        return min((at for at in self.rights if at > row.ink[2] - 0.6 * self.size), default=row.ink[2])


def read_rows(glyphs):
    """Return (Rows from top to bottom, Setting) of a sheet's Glyphs."""
    set_lines = lines(glyphs.signs)
    has_spaces = _marks_spaces(set_lines)
    rows = [_row(line.glyphs, line.is_vertical, has_spaces) for line in set_lines]
    return rows, _setting(rows, has_spaces)


def joined(rows, has_spaces=True):
    """Return Rows of one line, in its order, as one Row."""
    if len(rows) == 1:
        return rows[0]
    return _row(tuple(glyph for row in rows for glyph in row.glyphs), rows[0].is_vertical, has_spaces)


def levels(rows):
    """Return the rows in lists, each those of one line of the sheet, from left to right."""
    made = []
    for row in sorted(rows, key=lambda row: row.middle):
        if made and made[-1][0].is_level_with(row):
            made[-1].append(row)
        else:
            made.append([row])
    return [sorted(level, key=lambda row: row.box[0]) for level in made]


def clusters(things, stand_together):
    """Return the things in lists, each those that `stand_together` (a function of two) joins, directly or by others."""
    groups = []
    for thing in things:
        near = [group for group in groups if any(stand_together(thing, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*chain.from_iterable(near), thing])
    return groups


def _row(signs, is_vertical, has_spaces):
    sizes, fonts = sorted(sign.size for sign in signs), Counter(_face(sign.font) for sign in signs)
    return Row(
        text=_text(signs, is_vertical, has_spaces),
        box=box_of.around(sign.box for sign in signs),
        size=sizes[len(sizes) // 2],
        font=fonts.most_common(1)[0][0],
        is_vertical=is_vertical,
        glyphs=tuple(signs),
    )


def _face(font):
    """A font's name without the mark of a subset: ABCDEF+Song (ISO 32000-1, 9.6.4)."""
    return font[7:] if font[6:7] == "+" else font


def _text(signs, is_vertical, has_spaces):
    gaps = [_gap(before, sign, is_vertical) for before, sign in pairwise(signs)]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0
    text = signs[0].text
    for (before, sign), gap in zip(pairwise(signs), gaps, strict=True):
        text += " " * _is_space(before.text, sign, gap - usual, has_spaces) + sign.text
    return text


def _gap(before, sign, is_vertical):
    """How far two signs of a line stand apart, in em; Han by their middles, since some boxes are the ink's alone."""
    start, end = (1, 3) if is_vertical else (0, 2)
    if _is_han(before.text) and _is_han(sign.text):
        middles = [(glyph.box[start] + glyph.box[end]) / 2 for glyph in (before, sign)]
        return (middles[1] - middles[0]) / sign.size - 1
    return (sign.box[start] - before.box[end]) / sign.size


def _is_han(text):
    return text >= _HAN and text.isalpha()


def _is_space(before, sign, gap, has_spaces):
    if before in OPENING or sign.text in CLOSING:
        return False
    if gap > _SPACE or (has_spaces and sign.is_spaced and gap > _MARKED_SPACE):
        return True
    are_letters = before.isalpha() and sign.text.isalpha() and (before < _HAN) == (sign.text < _HAN)
    return gap > _LETTER_SPACE and are_letters


def _marks_spaces(set_lines):
    """Whether white space in the file says where a space is: not where it stands between all signs."""
    han = [sign.is_spaced for line in set_lines for sign in line.glyphs[1:] if sign.text >= _HAN]
    return sum(han) <= _TOO_MANY_SPACES * len(han)


def _setting(rows, has_spaces):
    sizes = Counter()
    for row in rows:
        sizes[round(row.size, 1)] += len(row.glyphs)
    most = max(sizes.values(), default=0)
    # On a page of pictures there is more of captions.
    size = max((size for size, count in sizes.items() if count >= _MUCH * most), default=10.0)
    of_size = [row for row in rows if abs(row.size - size) < 0.04 * size and not row.is_vertical]
    fonts = Counter()
    for row in of_size:
        fonts[row.font] += len(row.glyphs)
    font = fonts.most_common(1)[0][0] if fonts else ""
    lefts, rights = (_edges(of_size, side, size) for side in (0, 2))
    return Setting(size, font, lefts, rights, has_spaces)


def _edges(rows, side, size, fewest=4):
    """Where many rows begin, or end: the edges of columns, those of indents left out."""
    counted = Counter(round(row.ink[side]) for row in rows if len(row.glyphs) > 2)
    near = {at: counted[at - 1] + counted[at] + counted[at + 1] for at in counted}
    found = []
    for at in sorted(near, key=near.get, reverse=True):
        if near[at] >= fewest and all(abs(at - other) > 3 * size for other in found):
            found.append(at)
    return tuple(sorted(found))

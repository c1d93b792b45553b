"""The text of a piece in the order it is read: column after column, each line with how it stands in its column."""

from dataclasses import dataclass
from itertools import chain, pairwise

from issues.imports.pagepdf import boxes as box_of
from issues.imports.pagepdf.layout.rows import Row, joined, levels
from issues.imports.pagepdf.layout.tables import Table

# In em: the white between two columns; how far an indent goes in, and how far a short line stays back.
_GUTTER, _INDENT, _DEEPEST, _SHORT = 0.7, 1.2, 2.6, 1.5
# In em: the narrowest column, and one that may have a single line.
_NARROWEST, _WIDE = 5, 8
# The lines that show where a column ends.
_TELLING = 2


@dataclass(frozen=True)
class Printed:
    """A line of a column: its Row, or a Table in its place; `above` is the white above it in points."""

    row: Row | Table
    left: float  # what it is set in from the column's left edge, in em
    right: float  # what it stays back from the right edge, in em
    above: float
    opens_column: bool = False
    is_ragged: bool = False  # in a column whose lines end where they like

    @property
    def text(self):
        """What it says."""
        return self.row.text

    @property
    def is_table(self):
        """Whether a table stands here."""
        return isinstance(self.row, Table)

    @property
    def is_indented(self):
        """Whether it opens a paragraph."""
        return self.left >= _INDENT

    @property
    def is_short(self):
        """Whether it ends before its column does."""
        return self.right > _SHORT


def printed(things, setting):
    """Return the Printed of a piece's running text (Rows and Tables) in the order it is read."""
    columns = _columns(list(things), setting)
    return [line for column in columns for line in _lines(column, things, setting)]


def _columns(things, setting):
    """The things in columns, left to right; what goes across several columns parts those above it from those below."""
    if not things:
        return []
    parts = _split(things, setting)
    if len(parts) > 1:
        return [column for part in parts for column in _columns(part, setting)]
    rows = _levels(things)
    for at in range(1, len(rows)):
        upper, lower = list(chain(*rows[:at])), list(chain(*rows[at:]))
        if any(len(_levels(part)) > 1 and len(_split(part, setting)) > 1 for part in (upper, lower)):
            return _columns(upper, setting) + _columns(lower, setting)
    return [rows]


def _levels(things):
    tables = [[thing] for thing in things if isinstance(thing, Table)]
    rows = levels([thing for thing in things if not isinstance(thing, Table)])
    return sorted(tables + rows, key=lambda level: level[0].ink[1])


def _split(things, setting):
    """The things parted wherever white goes all the way down between columns."""
    parts, reach = [], None
    for thing in sorted(things, key=lambda thing: thing.ink[0]):
        if reach is None or thing.ink[0] > reach + _GUTTER * setting.size:
            parts.append([])
        parts[-1].append(thing)
        reach = max(reach or 0, thing.ink[2])
    return parts if len(parts) > 1 and _are_columns(parts, setting) else [things]


def _are_columns(parts, setting):
    """Whether parts side by side are columns and not parts of a line: one of some height, or all of some width."""
    if not any(_stand_beside(*pair) for pair in pairwise(parts)):
        return False
    widths = [max(thing.ink[2] - thing.ink[0] for thing in part) / setting.size for part in parts]
    if max(len(_levels(part)) for part in parts) < 2:
        return min(widths) >= _WIDE
    return any(
        width >= _NARROWEST and len(_levels(part)) > 1 for part, width in zip(parts, widths, strict=True)
    )


def _stand_beside(part, other):
    """Whether two parts reach over the same height, be it of one line."""
    boxes = [box_of.around(thing.ink for thing in one) for one in (part, other)]
    return max(box[1] for box in boxes) < min(box[3] for box in boxes)


def _lines(column, things, setting):
    whole = [joined(level, setting.has_spaces) if isinstance(level[0], Row) else level[0] for level in column]
    left = _left_edge(whole, setting)
    right = _right_edge(whole, left, things, setting)
    made, foot = [], None
    is_ragged = 2 * _reaching(whole, 2, max(row.ink[2] for row in whole), setting) <= len(whole)
    for row in whole:
        made.append(
            Printed(
                row,
                (row.ink[0] - left) / setting.size,
                (right - row.ink[2]) / setting.size,
                row.ink[1] - foot if foot is not None else 0,
                foot is None,
                is_ragged,
            )
        )
        foot = row.ink[3]
    return made


def _left_edge(column, setting):
    """The column's own edge; the sheet's where all its lines are indented."""
    own = min(row.ink[0] for row in column)
    known = min((setting.left_of(row) for row in column if isinstance(row, Row)), default=own)
    is_indent = _INDENT <= (own - known) / setting.size <= _DEEPEST or not _shows(column, 0, own, setting)
    return known if is_indent else own


def _right_edge(column, left, things, setting):
    """The column's own edge; the sheet's where nothing stands before it and its lines show none, or are set in."""
    last = max(column, key=lambda row: row.ink[2])
    own = last.ink[2]
    is_set_in = min(row.ink[0] for row in column) - left > _DEEPEST * setting.size
    if (_shows(column, 2, own, setting) and not is_set_in) or not isinstance(last, Row):
        return own
    known = setting.right_of(last)
    return own if any(own < thing.ink[0] < known for thing in things) else known


def _shows(column, side, edge, setting):
    """Whether more lines than one reach to an edge."""
    return _reaching(column, side, edge, setting) >= _TELLING


def _reaching(column, side, edge, setting):
    return sum(abs(row.ink[side] - edge) < 0.6 * setting.size for row in column)

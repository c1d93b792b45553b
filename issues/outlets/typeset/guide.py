"""The guide of the front page (今日导读) as a box that is packed like a piece."""

from dataclasses import dataclass
from math import ceil

from issues.outlets.typeset import fonts, ragged
from issues.outlets.typeset.geometry import COLUMN, COLUMNS, INK, INSET, RED, share, span

_TITLE = "今日导读"
_TINT = "#f3efe8"
_GAP = 1
_HEAD = 2
_MOST_LINES = 6
_SIZE = 1.06  # of the body's
_ILL_AT_EASE = (0, 0, 3, 6, 6, 4)


@dataclass(frozen=True)
class GuideShape:
    """The guide across some columns: `columns` and `rows` as of a Shape, `entries` as (entry, column, row, lines)."""

    columns: int
    rows: int
    cost: float
    entries: tuple


@dataclass(eq=False)
class GuideSetting:
    """The guide, ready to be shaped; of it nothing can be taken but the whole."""

    entries: list
    grid: object
    piece = None

    def drop_picture(self):
        """Return that it has none."""
        return False

    def text_rows(self, _columns):
        """Return 0: it is no text that could be shortened."""
        return 0

    def shapes(self, columns, most_rows):
        """Return {rows: GuideShape}: the heights that it may have across `columns` columns."""
        if columns > max(1, len(self.entries)) and columns < COLUMNS:
            return {}
        lines = [self._lines(entry) for entry in self.entries]
        share_of_each = ceil(len(lines) / columns)
        placed, deepest = [], 0
        for column in range(columns):
            row = 0
            mine = range(column * share_of_each, min((column + 1) * share_of_each, len(lines)))
            for number in mine:
                placed.append((self.entries[number], column, row, tuple(lines[number])))
                row += len(lines[number])
            deepest = max(deepest, row)
        least = _HEAD + deepest + 1 + _GAP
        return {
            rows: GuideShape(
                columns, rows, _ILL_AT_EASE[columns] + 0.5 * (rows - least) * columns, tuple(placed)
            )
            for rows in range(least, min(least + 3, most_rows) + 1)
        }

    def _lines(self, entry):
        size = self.grid.size * _SIZE
        room = self._width() / size
        title = fonts.settable(entry.title)[0]
        for count in range(1, _MOST_LINES):
            lines, widest = ragged.even(title, fonts.SANS, count)
            if widest <= room:
                return lines
        return ragged.lines(title, fonts.SANS, room)

    def _width(self):
        """The room for a title: a column of the box less the page's number."""
        return COLUMN - 2 * INSET - 2.6 * self.grid.size * _SIZE

    def draw(self, canvas, shape, column, row):
        """Draw the guide with its top left in `column` and `row`; returns {entry pk: (box,)}."""
        grid = self.grid
        left, top = grid.x(column), grid.y(row)
        width, height = span(shape.columns), (shape.rows - _GAP) * grid.pitch
        canvas.box((left, top), width, height, _TINT)
        canvas.box((left, top), width, 2.4, RED)
        size = grid.size * 1.25
        canvas.line(
            [(_TITLE, fonts.BOLD)], (left + INSET, top + 0.55 * grid.pitch), width - 2 * INSET, size, ink=RED
        )
        spare = height - (_HEAD + self._deepest(shape) + 0.6) * grid.pitch
        apart = min(grid.pitch, max(0, spare) / max(1, ceil(len(shape.entries) / shape.columns) - 1 or 1))
        areas = {}
        above = [0] * shape.columns
        for entry, at, place, lines in shape.entries:
            canvas.settable(entry.title)  # so that a sign that no face has is told
            y = top + (_HEAD + place) * grid.pitch + above[at] * apart
            areas[entry.pk] = (self._entry(canvas, entry, lines, column + at, y, shape.columns == 1),)
            above[at] += 1
        return areas

    @staticmethod
    def _deepest(shape):
        return max((place + len(lines) for _entry, _at, place, lines in shape.entries), default=0)

    def _entry(self, canvas, entry, lines, column, first, is_single):
        grid, size = self.grid, self.grid.size * _SIZE
        left = grid.x(column) + INSET
        for number, line in enumerate(lines):
            y = first + number * grid.pitch + (grid.pitch - size) / 2
            canvas.line([(line, fonts.SANS)], (left, y), self._width(), size, ink=INK)
        # In one column the numbers stand below each other, else each behind its title.
        y = first + (len(lines) - 1) * grid.pitch + (grid.pitch - size) / 2
        wide = COLUMN - 2 * INSET
        end = wide if is_single else fonts.ems(lines[-1], fonts.SANS) * size + 2.6 * size
        canvas.line([(f"{entry.target}版", fonts.BLACK)], (left, y), min(wide, end), size, "right", RED)
        return share(left, first, left + COLUMN - 2 * INSET, first + len(lines) * grid.pitch)

"""Draws a piece in its shape: headline, photos, text, rules; says where on the page each of them stands."""

from issues.outlets.typeset import fonts, heads, pictures, shapes, strips
from issues.outlets.typeset.geometry import COLUMN, GUTTER, HAIRLINE, INSET, SOFT, share, span

_FIRST_DOWN = 0.4  # of its air above, what a subhead keeps that opens a column
_ABOVE_HEAD, _MOST_ABOVE_HEAD = 0.42, 0.6  # of the air around a headline, of a row: neighbours begin level


def draw(canvas, setting, shape, column, row):
    """Draw a piece with its top left in `column` and `row` of the page; returns its areas, boxes in shares."""
    return _Drawer(canvas, setting, shape, column, row).draw()


class _Drawer:
    def __init__(self, canvas, setting, shape, column, row):
        self.canvas, self.piece, self.grid, self.shape = canvas, setting.piece, setting.grid, shape
        self.column, self.row = column, row
        self.inset = INSET if self.piece.is_boxed else 0
        self.down = 0.5 * self.grid.pitch if self.piece.is_boxed else 0
        self.areas = []

    def draw(self):
        if self.piece.is_boxed:
            self._frame()
        if self.shape.head:
            self._head()
        if self.shape.strip:
            self._strip()
        self._frames()
        self._text()
        return tuple(self.areas)

    def _y(self, row):
        return self.grid.y(self.row + row) + self.down

    def _left(self):
        return self.grid.x(self.column) + self.inset

    def _column_width(self):
        return shapes.widths(self.piece)[self.shape.columns]

    def _x(self, column):
        return self._left() + column * (self._column_width() + GUTTER)

    def _mark(self, left, top, right, bottom):
        if bottom > top:
            self.areas.append(share(left, top, right, bottom))

    def _frame(self):
        left, top = self.grid.x(self.column), self.grid.y(self.row)
        width = span(self.shape.columns)
        height = (self.shape.rows - shapes.GAP) * self.grid.pitch
        self.canvas.box((left, top), width, height, stroke=1.4)
        self.canvas.box((left + 2.6, top + 2.6), width - 5.2, height - 5.2, stroke=0.4)

    def _head(self):
        head, width = self.shape.head, span(self.shape.columns, self.inset)
        air = head.rows * self.grid.pitch - head.height
        if self.shape.columns == 1:  # neighbours begin level, whatever room they leave below
            air %= self.grid.pitch
        top = self._y(0) + min(_ABOVE_HEAD * air, _MOST_ABOVE_HEAD * self.grid.pitch)
        heads.draw(self.canvas, head, (self._left(), top), width)
        self._mark(self._left(), top, self._left() + width, top + head.height)

    def _strip(self):
        room = (self.shape.strip_rows - 0.6) * self.grid.pitch
        strip = self.shape.strip.grown(room)
        left, top = self._x(0), self._y(0.1) + max(0, room - strip.height) / 2
        strips.draw(self.canvas, strip, (left, top))
        self._mark(left, top, left + COLUMN, top + strip.height)

    def _frames(self):
        if not self.shape.block:
            return
        first, wide, row, _rows = self.shape.block
        left = self._x(first) if wide < self.shape.columns else self._left()
        top = self._y(row) + 0.1 * self.grid.pitch
        for frame in self.shape.frames:
            x, y = left + frame.x, top + frame.y
            photo = frame.picture.photo
            self.canvas.picture(
                pictures.jpeg(frame), (x, y), frame.width, frame.height, photo.alt or photo.caption
            )
            for number, line in enumerate(frame.caption):
                at = x, top + frame.caption_top(number)
                for words, align in line:
                    self.canvas.line([(words, fonts.SANS)], at, frame.width, frame.caption_size, align, SOFT)
            self._mark(x, y, x + frame.width, top + frame.bottom)

    def _text(self):
        by_column = {}
        for each in self.shape.sets:
            row = self.shape.top + each.row
            start, end = by_column.get(each.column, (row, None))
            self._item(each.item, self._x(each.column), row, is_first=row != end)
            by_column[each.column] = start, row + each.item.rows
        width = self._column_width()
        for column, (start, end) in by_column.items():
            x = self._x(column)
            self._mark(x, self._y(start), x + width, self._y(end))

    def _item(self, item, x, row, is_first):
        down = item.down * (_FIRST_DOWN if is_first else 1)
        for part in item.parts:
            size = self.grid.size * part.size
            y = self._y(row + down + part.row) + (self.grid.pitch - size) / 2
            self.canvas.line(
                part.line.runs, (x + part.x, y), part.width, size, part.align, indent=part.line.indent
            )
        if item.rule:
            self.canvas.rule((x, self._y(row + item.rows)), self._column_width(), 0.4, HAIRLINE)

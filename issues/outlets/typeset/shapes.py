"""Every way to set a piece as a rectangle of columns and rows, each with what is amiss with it.

Amiss is counted in cells (a cell is a line of a column): what stays empty, what is cut off photos, and what offends a
make-up editor's eye, said in the cells that one would rather leave empty.
"""

from dataclasses import dataclass, field, replace
from math import ceil

from issues.outlets.typeset import pictures
from issues.outlets.typeset.flow import Segment, flow
from issues.outlets.typeset.geometry import COLUMNS, INSET, span
from issues.outlets.typeset.heads import heads
from issues.outlets.typeset.strips import strip

GAP = 1  # the row below each piece, for air and a rule
_BOX = 1  # the rows by which a box is taller than what stands in it
# How ill at ease a piece is across one to five columns.
_ILL_AT_EASE = {
    "lead": (0, 300, 60, 10, 3, 0),
    "second": (0, 26, 3, 0, 3, 9),
    "normal": (0, 5, 0, 1, 9, 20),
    "brief": (0, 0, 4, 16, 30, 40),
}
# Rows of text: more read badly, fewer look like a caption.
_TALLEST_TEXT, _SHALLOWEST_TEXT = 46, 5
_FEWEST_UNDER = 4
_AROUND_PHOTOS = 0.55  # of a row: the air above and below their block
# An upright headline: how few rows of text can't stand beside it, how much taller than need be its strip may be, how
# much more at ease it makes a piece.
_FEWEST_BESIDE, _MOST_STRIP_AIR = 12, 5
_UPRIGHT_EASE, _UPRIGHT_GRACE = 0.6, 2.5
# The columns that a piece's photos would have, and how ill at ease each is that they lack; several have more.
_PHOTOS_ACROSS = {"lead": (2, 8), "second": (2, 3), "normal": (1, 3), "brief": (1, 3)}
_MOST_ACROSS = 3
_DOTS = 100  # per inch: a photo with fewer looks soft


@dataclass(frozen=True)
class Shape:
    """A piece across `columns` columns and `rows` rows, the row below it counted.

    `head` stands above all, or `strip` down the first column for `strip_rows`; the photos' block covers `block`, as
    (first column, columns, row, rows), with `frames` in it; `sets` are the items of the text. Rows are the piece's own.
    """

    columns: int
    rows: int
    cost: float
    head: object = None
    strip: object = None
    strip_rows: int = 0
    block: tuple = ()
    frames: tuple = ()
    sets: tuple = ()
    top: int = 0


@dataclass(frozen=True)
class _Body:
    """Text and photos below or beside a headline; photos stand in `wide` columns from `first` on, `high` rows."""

    depth: int
    first: int
    wide: int
    high: int
    frames: tuple
    sets: tuple
    cost: float


@dataclass(eq=False)
class Setting:
    """A piece ready to be shaped: `texts` are its Items by columns (a box has narrower ones).

    What a page has no room for is taken from it: `unset_pictures` of the last pictures, and the end of the text.
    """

    piece: object
    texts: dict
    grid: object
    unset_pictures: int = 0
    _arranged: dict = field(default_factory=dict)
    _shapes: dict = field(default_factory=dict)

    def __post_init__(self):
        self._whole = self.texts

    def shapes(self, columns, most_rows):
        """Return {rows: Shape}: the least amiss for each height across `columns` columns."""
        if columns not in self._shapes:
            best = {}
            for shape in self._all(columns, most_rows):
                if shape.rows not in best or shape.cost < best[shape.rows].cost:
                    best[shape.rows] = shape
            self._shapes[columns] = best
        return self._shapes[columns]

    @property
    def _inset(self):
        return INSET if self.piece.is_boxed else 0

    @property
    def _extra(self):
        return GAP + (_BOX if self.piece.is_boxed else 0)

    def _all(self, columns, most_rows):
        most = most_rows - self._extra
        unease = _ILL_AT_EASE[self.piece.prominence][columns]
        bodies = list(self._bodies(columns, most))
        for rows, head in heads(self.piece, columns, self.grid).items():
            for body in bodies:
                if rows + body.depth <= most:
                    yield self._shape(columns, body, body.cost + head.cost + unease, head=head, top=rows)
        if upright := self._upright(columns):
            least = ceil((upright.height + 0.8 * self.grid.pitch) / self.grid.pitch)
            for rows in range(least, min(least + _MOST_STRIP_AIR, most) + 1):
                for body in self._bodies(columns, most, rows):
                    cost = body.cost + _UPRIGHT_EASE * unease + 0.4 * (rows - least) - _UPRIGHT_GRACE
                    yield self._shape(columns, body, cost, strip=upright, strip_rows=rows)

    def _shape(self, columns, body, cost, top=0, **head):
        block = (body.first, body.wide, top, body.high) if body.wide else ()
        rows = top + body.depth + self._extra
        return Shape(columns, rows, cost, block=block, frames=body.frames, sets=body.sets, top=top, **head)

    def _upright(self, columns):
        """The headline down the first column, where there is one and text enough to stand beside it."""
        few = self.text_rows(columns) <= _FEWEST_BESIDE
        if columns == 1 or (few and len(self.piece.pictures) < 2):
            return None
        return strip(self.piece, self.grid)

    def text_rows(self, columns):
        """Return how many rows of a column the text takes across so many columns."""
        return sum(item.rows for item in self.texts[columns])

    def shorten(self, rows):
        """Take the last `rows` rows from the text."""
        most = max(0, self.text_rows(1) - rows)
        self.texts = {columns: _opening(items, most) for columns, items in self.texts.items()}
        self._shapes.clear()

    def unset_characters(self, columns):
        """Return how many signs of the text are not set across so many columns."""
        rest = self._whole[columns][len(self.texts[columns]) :]
        return sum(len("".join(item.text.split())) for item in rest)

    def drop_picture(self):
        """Take the last of several pictures; returns whether there was one to take."""
        if len(self.piece.pictures) < 2:
            return False
        self.piece = replace(self.piece, pictures=self.piece.pictures[:-1])
        self.unset_pictures += 1
        self._arranged.clear()
        self._shapes.clear()
        return True

    def _bodies(self, columns, most, strip_rows=0):
        """Yield what may stand below or beside a headline: the text and the photos' block."""
        items = self.texts[columns]
        for depth, wide, high, frames, cost in self._blocks(columns, most, strip_rows):
            under = depth - strip_rows
            if under < 0 or (strip_rows and 0 < under < _FEWEST_UNDER):
                continue
            first = columns - wide
            segments = _segments(columns, depth, first, high, strip_rows)
            sets, rest = flow(items, segments)
            if not rest:
                amiss = _amiss(items, segments, sets, columns, depth)
                yield _Body(depth, first, wide, high, frames, tuple(sets), cost + amiss)

    def _blocks(self, columns, most, strip_rows):
        """Yield (depth, columns of the photos, their rows, frames, cost) of what may be possible."""
        text = self.text_rows(columns) + strip_rows
        if not self.piece.pictures:
            least = max(ceil(text / columns), strip_rows)
            for depth in range(least, min(most, least + 2) + 1):
                yield depth, 0, 0, (), 0
            return
        for wide in range(1, columns + (0 if strip_rows else 1)):
            width = span(wide) - (2 * self._inset if wide == columns else 0)
            for high, frames, cut in self._arrangements(wide, width, most):
                least = max(ceil((text + wide * high) / columns), high, strip_rows)
                cost = cut * (2 + wide * high / 12) + self._ill_sized(wide, columns)
                for depth in range(least, min(most, least + 1) + 1):
                    yield depth, wide, high, frames, cost

    def _arrangements(self, wide, width, most):
        key = wide, round(width)
        if key not in self._arranged:
            self._arranged[key] = list(self._arrange(width))
        return [found for found in self._arranged[key] if found[0] <= most]

    def _arrange(self, width):
        """Yield (rows, frames, what is amiss) for each height that the photos may have across `width` points."""
        ways, pitch = pictures.ways(self.piece.pictures, width, self.grid.size), self.grid.pitch
        lowest, highest = min(way.lowest for way in ways), max(way.highest for way in ways)
        for rows in range(max(3, int(lowest / pitch)), int(highest / pitch) + 2):
            height = (rows - _AROUND_PHOTOS) * pitch
            fitting = [way for way in ways if way.lowest <= height <= way.highest]
            best = min(fitting, key=lambda way: way.amiss(height), default=None)
            if best:
                yield rows, best.frames(height), best.amiss(height)

    def _ill_sized(self, wide, columns):
        """How ill at ease photos are across `wide` columns: too small for the piece, too coarse for their pixels."""
        first = self.piece.pictures[0].photo
        dots = first.width / (span(wide) / 72)
        coarse = max(0, _DOTS - dots) / 5 if wide > 1 else 0
        if not self.texts[columns]:
            return coarse
        wanted, weight = _PHOTOS_ACROSS[self.piece.prominence]
        wanted = max(wanted, min(len(self.piece.pictures), _MOST_ACROSS))
        return coarse + weight * max(0, min(wanted, columns) - wide) + 3 * max(0, wide - wanted - 1)


def _segments(columns, depth, first, high, strip_rows):
    """The free parts of the columns, in the order in which they are read."""
    starts = [
        max(strip_rows if column == 0 else 0, high if column >= first else 0) for column in range(columns)
    ]
    return [Segment(column, start, depth - start) for column, start in enumerate(starts) if depth > start]


def _amiss(items, segments, sets, columns, depth):
    """What is amiss with a text: room that stays empty, columns too tall or too shallow, few lines under a photo."""
    spare = sum(segment.rows for segment in segments) - sum(each.item.rows for each in sets)
    cost = 0.3 * spare + 1.2 * max(0, spare - columns + 1) ** 1.3
    if not items:
        return cost
    if columns > 1:
        cost += max(0, depth - _TALLEST_TEXT) + max(0, _SHALLOWEST_TEXT + columns - depth)
    few = sum(max(0, _FEWEST_UNDER - segment.rows) for segment in segments if segment.row)
    return cost + 2.5 * few


def _opening(items, rows):
    """The first items that take at most so many rows, without a subhead at their end."""
    kept = []
    for item in items:
        rows -= item.rows
        if rows < 0:
            break
        kept.append(item)
    while kept and (kept[-1].clings or kept[-1].is_gap):
        kept.pop()
    return kept


def widths(piece):
    """Return the width of the text's columns across one to five columns of the page, in points."""
    inset = INSET if piece.is_boxed else 0
    return {
        columns: (span(columns, inset) - (columns - 1) * (span(2) - 2 * span(1))) / columns
        for columns in range(1, COLUMNS + 1)
    }

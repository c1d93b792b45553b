"""The headlines of a piece across its columns: column, kicker, title, deck and byline."""

from dataclasses import dataclass, field
from math import ceil

from issues.outlets.typeset import fonts, ragged
from issues.outlets.typeset.geometry import INK, INSET, RED, SOFT, WHITE, span

# The largest title in points, by the columns across which it stands, and the smallest.
_LARGEST = {
    "lead": (0, 26, 38, 48, 58, 70),
    "second": (0, 23, 32, 38, 42, 46),
    "normal": (0, 20, 27, 31, 34, 36),
    "brief": (0, 16.5, 20, 22, 24, 24),
}
_SMALLEST = {"lead": 22, "second": 18, "normal": 15, "brief": 13}
_MOST_LINES = 9
_A_HAIR = 0.998  # of the room: what rounding may take
_LEADING = 1.2  # of a title, in ems
# A title that is set so much smaller than it might be takes another line instead.
_TOO_SMALL = 0.7
_SCALES = ((1, 0), (0.9, 0.8), (1.12, 0.4), (0.8, 2.5))
# Rows of air around a headline, by its columns: two under one in a single column look like a hole.
_MOST_AIR = (0, 1, 2, 2, 2, 2)
LABEL_SIDES = 1.2  # ems of a label that are no text


@dataclass(frozen=True)
class HeadLine:
    """A line of a head: its top is `y` points below the head's; `label` stands in a filled box."""

    text: str
    face: str
    size: float
    y: float
    align: str = "center"
    ink: str = INK
    label: bool = False


@dataclass(frozen=True)
class Head:
    """Lines that take `rows` of the grid, and what is amiss with them, in cells."""

    rows: int
    lines: tuple
    height: float
    cost: float


def heads(piece, columns, grid):
    """Return the Heads across `columns` columns, by rows: the best for each number of them."""
    best = {}
    for scale, cost in _SCALES:
        lines, height = _head(piece, columns, grid, scale)
        least = ceil((height + 0.3 * grid.pitch) / grid.pitch)
        for air in range(1 + _MOST_AIR[columns]):
            weight = cost + 0.35 * air * air * columns
            if least + air not in best or weight < best[least + air].cost:
                best[least + air] = Head(least + air, lines, height, weight)
    return best


def draw(canvas, head, at, width):
    """Draw a head with its top left at the point `at`."""
    left, top = at
    for line in head.lines:
        if line.label:
            draw_label(canvas, line.text, line.size, (left, top + line.y), width, line.align)
        else:
            runs = [(line.text, line.face)]
            canvas.line(runs, (left, top + line.y), width, line.size, line.align, line.ink)


def draw_label(canvas, text, size, at, width, align):
    """Draw a column's name in white on the paper's colour, at the left of `width` or in its middle."""
    left, top = at
    wide = (fonts.ems(text, fonts.BLACK) + LABEL_SIDES) * size
    left += (width - wide) / 2 if align == "center" else 0
    canvas.box((left, top - 0.2 * size), wide, 1.4 * size, RED)
    canvas.line([(text, fonts.BLACK)], (left, top), wide, size, "center", WHITE)


def _head(piece, columns, grid, scale):
    """Return (lines, height) of a head, its title `scale` times as large as is usual."""
    width = span(columns, INSET if piece.is_boxed else 0)
    size, titles = title_lines(piece, columns, width, scale)
    small = min(max(size * 0.4, grid.size * 1.08), grid.size * 1.75)
    note = grid.size * 0.95
    pile = _Pile("left" if columns == 1 else "center")
    for line in ragged.lines(piece.column, fonts.BLACK, width / note - LABEL_SIDES):
        pile.add(line, fonts.BLACK, note, 1.75, label=True)
    pile.add_all(_small_lines(piece.kicker, width, small), fonts.SANS, small, 1.3, below=0.15)
    pile.add_all(titles, _face(piece), size, _LEADING)
    pile.add_all(_small_lines(piece.deck, width, small), fonts.SANS, small, 1.35, above=0.1, ink=SOFT)
    byline = ragged.lines(piece.byline, fonts.SANS, width / note)
    pile.add_all(byline, fonts.SANS, note, 1.25, above=0.25, ink=SOFT)
    return tuple(pile.lines), pile.height


@dataclass
class _Pile:
    """Lines put below each other."""

    align: str
    lines: list = field(default_factory=list)
    height: float = 0

    def add(self, text, face, size, leading, **look):
        self.lines.append(HeadLine(text, face, size, self.height, self.align, **look))
        self.height += size * leading

    def add_all(self, texts, face, size, leading, above=0, below=0, **look):
        """Add lines with air above and below them, in ems, where there are any."""
        self.height += above * size if texts else 0
        for text in texts:
            self.add(text, face, size, leading, **look)
        self.height += below * size if texts else 0


def _small_lines(text, width, size):
    """A kicker or a deck in as few lines as it takes, these even."""
    for count in range(1, _MOST_LINES):
        lines, widest = ragged.even(text, fonts.SANS, count)
        if widest * size <= width * _A_HAIR:
            return lines
    return ragged.lines(text, fonts.SANS, width / size)


def title_lines(piece, columns, width, scale):
    """Return (size, lines) of the title across `width`: in few lines, but none of them very small."""
    largest = _LARGEST[piece.prominence][columns] * scale
    smallest = min(_SMALLEST[piece.prominence], largest)
    best = 0, ()
    for count in range(1, _MOST_LINES):
        lines, widest = ragged.even(piece.title, _face(piece), count)
        size = min(largest, width / (widest or 1) * _A_HAIR)
        if size >= _TOO_SMALL * largest:
            return size, lines
        if size > best[0]:
            best = size, lines
    if best[0] >= smallest:
        return best
    return smallest, ragged.lines(piece.title, _face(piece), width / smallest)


def _face(piece):
    """Briefs are headed in bold sans, all else in bold serif."""
    return fonts.BLACK if piece.prominence == "brief" else fonts.BOLD

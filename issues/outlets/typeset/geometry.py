"""The measures of a page: the sheet, its margins, the columns, and the grid of lines that all text stands on.

Lengths are in points (1/72 inch), with the origin at the top left.
"""

from dataclasses import dataclass

MM = 72 / 25.4
# A tabloid sheet as Chinese papers print it (对开 halved): 390 × 545 mm.
WIDTH, HEIGHT = 390 * MM, 545 * MM
LEFT, RIGHT = 15 * MM, WIDTH - 15 * MM
TOP, BOTTOM = 13 * MM, HEIGHT - 15 * MM
COLUMNS, GUTTER = 5, 5 * MM
COLUMN = (RIGHT - LEFT - (COLUMNS - 1) * GUTTER) / COLUMNS
# How far what stands in a box keeps from its frame.
INSET = 3 * MM
INK, SOFT, HAIRLINE, RED, WHITE = "#1b1a18", "#4d4a45", "#8f8a82", "#b3271c", "#ffffff"


@dataclass(frozen=True)
class Grid:
    """The lines of a page's body: `rows` of them from `top`, `pitch` apart, text set at `size`."""

    size: float
    top: float
    rows: int
    pitch: float

    def x(self, column):
        """Return where a column begins."""
        return LEFT + column * (COLUMN + GUTTER)

    def y(self, row):
        """Return where a row begins."""
        return self.top + row * self.pitch


def grid(size, top, leading):
    """Return the Grid of text at `size` that fills the page below `top`; its pitch is near `leading` ems."""
    rows = round((BOTTOM - top) / (size * leading))
    return Grid(size, top, rows, (BOTTOM - top) / rows)


def span(columns, inset=0):
    """Return the width of so many columns with the gutters between them, less an inset at both sides."""
    return columns * COLUMN + (columns - 1) * GUTTER - 2 * inset


def share(left, top, right, bottom):
    """Return a box in points as (left, top, right, bottom) in shares of the page."""
    edges = left / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT
    return tuple(round(min(1, max(0, edge)), 5) for edge in edges)

"""Makes up a page: parts it among the pieces by cuts across and down, so that it is filled and all ends level.

A region of the page is a piece, two regions over each other, or two beside each other. Of all the ways to part a page
in print order the one is taken with the least amiss, found as the best derivation of a sentence is (interval dynamic
programming over the pieces, the columns and the rows; Cocke, Kasami and Younger, 1965).
"""

from dataclasses import dataclass
from functools import cache

from issues.outlets.typeset.geometry import COLUMNS

# What is so much amiss is no page.
_MOST_AMISS = 150
_SAME_HEIGHT_TITLES = 3.5  # two headlines side by side read as one
_EMPTY_ROW = 4
_MOST_TOGETHER = 8  # pieces in a region that is no full width


@dataclass(frozen=True)
class Leaf:
    """One piece in its place."""

    number: int
    shape: object

    @property
    def top_left(self):
        return self

    top_right = top_left


@dataclass(frozen=True)
class Over:
    """Two regions over each other; `rows` are the upper one's."""

    upper: object
    lower: object
    rows: int

    top_left = property(lambda self: self.upper.top_left)
    top_right = property(lambda self: self.upper.top_right)


@dataclass(frozen=True)
class Beside:
    """Two regions beside each other; `columns` are the left one's."""

    left: object
    right: object
    columns: int

    top_left = property(lambda self: self.left.top_left)
    top_right = property(lambda self: self.right.top_right)


def make_up(tables, rows):
    """Return (cost, plan) for pieces in order, or None where they don't fit; rows at the foot may stay empty.

    `tables` holds for each piece {columns: {rows: shape}}; `rows` are the page's, with the row below its last piece.
    """
    pages = _Maker(tables, rows).page()
    choices = ((cost + _EMPTY_ROW * (rows - high), high, plan) for high, (cost, plan) in pages.items())
    best = min(choices, key=lambda choice: choice[0], default=None)
    return best and (best[0], best[2])


class _Maker:
    def __init__(self, tables, rows):
        self.tables, self.rows = tables, rows
        self.region = cache(self._region)
        self.block = cache(self._block)

    def page(self):
        """Return {rows: (cost, plan)} of the whole page: bands over each other, each as wide as the page."""
        count = len(self.tables)
        below = {count: {0: (0, None)}}
        for start in reversed(range(count)):
            found = {}
            for end in range(start + 1, count + 1):
                if end - start > _MOST_TOGETHER:
                    break
                _stack(found, self.block(start, end, COLUMNS), below[end], self.rows)
            below[start] = found
        return below[0]

    def _region(self, start, end, columns):
        """Return {rows: (cost, plan)} of the pieces from `start` to before `end` across `columns` columns."""
        found = dict(self.block(start, end, columns))
        for middle in range(start + 1, end):
            _stack(found, self.block(start, middle, columns), self.region(middle, end, columns), self.rows)
        return found

    def _block(self, start, end, columns):
        """The same without a cut across at its top: one piece, or regions beside each other."""
        if end - start == 1:
            table = self.tables[start][columns]
            return {rows: (shape.cost, Leaf(start, shape)) for rows, shape in table.items()}
        found = {}
        for middle in range(start + 1, end):
            for left in range(1, columns):
                _set_beside(
                    found,
                    self.region(start, middle, left),
                    self.region(middle, end, columns - left),
                    left,
                )
        return found


def _stack(found, upper, lower, most):
    lower = sorted(lower.items())
    for high, (cost, plan) in upper.items():
        for low, (more, below) in lower:
            rows, total = high + low, cost + more
            if rows > most:
                break
            if total < (found[rows][0] if rows in found else _MOST_AMISS):
                found[rows] = total, Over(plan, below, high) if below else plan


def _set_beside(found, left, right, columns):
    for rows in left.keys() & right.keys():
        total = left[rows][0] + right[rows][0]
        known = found[rows][0] if rows in found else _MOST_AMISS
        if total >= known:
            continue
        total += _clash(left[rows][1].top_right, right[rows][1].top_left)
        if total < known:
            found[rows] = total, Beside(left[rows][1], right[rows][1], columns)


def _clash(left, right):
    """Two headlines across at one height, side by side."""
    both = getattr(left.shape, "head", None) and getattr(right.shape, "head", None)
    return _SAME_HEIGHT_TITLES if both else 0


def placed(plan, column=0, row=0):
    """Yield (number, shape, column, row) for each piece of a plan."""
    if isinstance(plan, Leaf):
        yield plan.number, plan.shape, column, row
    elif isinstance(plan, Over):
        yield from placed(plan.upper, column, row)
        yield from placed(plan.lower, column, row + plan.rows)
    elif plan is not None:
        yield from placed(plan.left, column, row)
        yield from placed(plan.right, column + plan.columns, row)

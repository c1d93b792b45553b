"""Draws the rules between pieces: across between two over each other, down between two beside each other."""

from issues.outlets.typeset import shapes
from issues.outlets.typeset.geometry import GUTTER, HAIRLINE, INK, span
from issues.outlets.typeset.packing import Beside, Leaf, Over

_BAND = 0.9
_FINE = 0.5


def draw(canvas, fitted):
    """Draw the rules of a Fitted page."""
    _draw(canvas, fitted, fitted.plan, 0, 0, 5)


def _draw(canvas, fitted, plan, column, row, columns):
    grid = fitted.grid
    if isinstance(plan, Over):
        y = grid.y(row + plan.rows) - 0.5 * shapes.GAP * grid.pitch
        is_band = columns == 5
        canvas.rule(
            (grid.x(column), y), span(columns), _BAND if is_band else _FINE, INK if is_band else HAIRLINE
        )
        _draw(canvas, fitted, plan.upper, column, row, columns)
        _draw(canvas, fitted, plan.lower, column, row + plan.rows, columns)
    elif isinstance(plan, Beside):
        x = grid.x(column + plan.columns) - GUTTER / 2
        height = (_rows(plan) - shapes.GAP) * grid.pitch
        canvas.upright_rule((x, grid.y(row)), height, _FINE, HAIRLINE)
        _draw(canvas, fitted, plan.left, column, row, plan.columns)
        _draw(canvas, fitted, plan.right, column + plan.columns, row, columns - plan.columns)


def _rows(plan):
    if isinstance(plan, Leaf):
        return plan.shape.rows
    if isinstance(plan, Over):
        return plan.rows + _rows(plan.lower)
    return _rows(plan.left)

"""Fits what stands on a page to the page: the largest type at which all of it is set, and what is left out."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

from issues.outlets.typeset import cutting, packing, shapes, text
from issues.outlets.typeset.geometry import COLUMNS, grid
from issues.outlets.typeset.guide import GuideSetting
from issues.outlets.typeset.shapes import Setting

SIZES = (12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5)
_LEADINGS = (1.62, 1.68, 1.56)  # from line to line, in ems
_SMALLER = 2.5  # what a step down in size weighs, in cells
_GOOD, _VERY_GOOD = 30, 18  # with no more amiss than this a size is taken, or a leading
_TRIES = 3


class Texts:
    """The texts of an issue's pieces as they are set at a size; set once for each size."""

    def __init__(self, pieces):
        self.pieces, self._set = pieces, {}

    def at(self, size):
        """Return {(page, number of the piece): {columns: Items}}."""
        if size not in self._set:
            wanted = {
                (key, columns): (piece.blocks, width)
                for key, piece in self.pieces.items()
                for columns, width in shapes.widths(piece).items()
                if piece.is_boxed or columns == 1
            }
            made = text.set_texts(wanted, size)
            self._set[size] = {
                key: {
                    columns: made[key, columns if piece.is_boxed else 1] for columns in range(1, COLUMNS + 1)
                }
                for key, piece in self.pieces.items()
            }
        return self._set[size]


@dataclass
class Fitted:
    """A page made up: `placed` are (setting, shape, column, row), `plan` says how it is parted.

    `unset` are the settings for which there was no room at all.
    """

    grid: object
    settings: list
    plan: object
    cost: float
    unset: list = field(default_factory=list)

    @cached_property
    def placed(self):
        return [
            (self.settings[number], shape, column, row)
            for number, shape, column, row in packing.placed(self.plan)
        ]


def fit(pieces, guide, top, texts):
    """Return the Fitted page of `pieces`: with all of them where they fit, else with what fits at the smallest size.

    `guide` are its entries, `top` is where the body begins, `texts` gives {number: {columns: Items}} for a size.
    """
    best, tries = None, 0
    for step, size in enumerate(SIZES):
        found = _at_size(size, pieces, guide, top, texts(size))
        tries += found is not None
        best = _best([best, found and replace(found, cost=found.cost + step * _SMALLER)])
        if tries and (best.cost - step * _SMALLER < _GOOD or tries == _TRIES):
            return best
    return best or _cut_to_fit(*_settings(SIZES[-1], _LEADINGS[-1], pieces, guide, top, texts(SIZES[-1])))


def _cut_to_fit(lines, settings):
    """The Fitted page of as much as there is room for: what is cut off or left out is told by it."""
    rows, unset = lines.rows + shapes.GAP, []
    while settings:
        cells = [_least_cells(_table(setting, rows)) for setting in settings]
        found = _made_up(lines, settings)
        if found:
            return replace(found, unset=unset)
        unset += cutting.cut(settings, cells, rows * COLUMNS)
    return Fitted(lines, [], None, 0, unset)


def _at_size(size, pieces, guide, top, texts):
    """The best page at a size: the first leading with hardly anything amiss, or that with the least."""
    best = None
    for leading in _LEADINGS:
        best = _best([best, _made_up(*_settings(size, leading, pieces, guide, top, texts))])
        if best and best.cost < _VERY_GOOD:
            break
    return best


def _best(pages):
    return min(filter(None, pages), key=lambda page: page.cost, default=None)


def _settings(size, leading, pieces, guide, top, texts):
    lines = grid(size, top, leading)
    settings = [Setting(piece, texts[number], lines) for number, piece in enumerate(pieces)]
    return lines, settings + ([GuideSetting(guide, lines)] if guide else [])


def _made_up(lines, settings):
    """Return the Fitted page of all that is set, or None where it does not fit."""
    rows = lines.rows + shapes.GAP
    tables = [_table(setting, rows) for setting in settings]
    if sum(map(_least_cells, tables)) > rows * COLUMNS:
        return None
    found = []
    for order in _orders(settings):
        made = packing.make_up([tables[number] for number in order], rows)
        if made:
            found.append(Fitted(lines, [settings[number] for number in order], made[1], made[0]))
    return _best(found)


def _table(setting, rows):
    return {columns: setting.shapes(columns, rows) for columns in range(1, COLUMNS + 1)}


def _least_cells(table):
    return min((columns * rows for columns, found in table.items() for rows in found), default=inf)


def _orders(settings):
    """The orders in which the pieces may be packed: as printed, and by weight; the guide early or last."""
    guide = next((number for number, each in enumerate(settings) if isinstance(each, GuideSetting)), None)
    printed = [number for number in range(len(settings)) if number != guide]
    by_weight = sorted(printed, key=lambda number: cutting.rank(settings[number]))
    orders = [printed] if by_weight == printed else [printed, by_weight]
    if guide is None:
        return orders
    places = sorted({min(1, guide), min(2, guide), guide})
    return [[*order[:place], guide, *order[place:]] for order in orders for place in places]

"""The tables of a sheet: rows of cells between hairlines, read cell by cell."""

from dataclasses import dataclass
from itertools import pairwise

from issues.imports.pagepdf import boxes as box_of
from issues.imports.pagepdf.layout.rows import levels

_FEWEST_RULES, _FEWEST_STRIPS = 2, 2
_BREAK = 4  # points between the rules of two cells
# In em: how far two rules of a table stand apart at most, and how far its cells do at least.
_HIGHEST_ROW, _CELL_GAP = 5, 1


@dataclass(frozen=True)
class Table:
    """A table: its box, and its rows, each a list of the texts of its cells."""

    ink: tuple
    cells: tuple


def tables_among(rows, rules, setting):
    """Return (Tables, the other rows): hairlines of one length over each other, with parted cells between them."""
    found, others = [], list(rows)
    for group in _stacks(rules, setting.size):
        left, top, right, bottom = box_of.around(group)
        reach = (left - 2, top - 2 * setting.size, right, bottom + 2 * setting.size)
        near = [row for row in others if left - 2 < row.box[0] < right and reach[1] < row.middle < reach[3]]
        bounds = [reach[1], *(rule[1] for rule in group), reach[3]]
        strips = [[row for row in near if start < row.middle < end] for start, end in pairwise(bounds)]
        strips = _without_text(strips)
        taken = [row for strip in strips for row in strip]
        edges = _cell_edges(taken, setting.size)
        if len(edges) > 1 and len(strips) >= _FEWEST_STRIPS:
            made = tuple(_cells(strip, edges) for strip in strips)
            found.append(Table(box_of.around(row.box for row in taken), made))
            others = [row for row in others if row not in taken]
    return tuple(found), others


def _stacks(rules, size):
    """Groups of rules across, of one length, over each other."""
    groups = []
    for rule in sorted(_whole(rules), key=lambda rule: rule[1]):
        if rule[2] - rule[0] < 4 * size or rule[3] - rule[1] > 1.5:
            continue
        for group in groups:
            last = group[-1]
            is_alike = abs(last[0] - rule[0]) < 2 and abs(last[2] - rule[2]) < 2
            if is_alike and rule[1] - last[1] < _HIGHEST_ROW * size:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= _FEWEST_RULES]


def _whole(rules):
    """The rules, those that go on where another on their line ends made one."""
    made = []
    for rule in sorted(rules, key=lambda rule: (round(rule[1]), rule[0])):
        last = made[-1] if made else None
        if last and abs(last[1] - rule[1]) < 1 and abs(last[3] - rule[3]) < 1 and rule[0] - last[2] < _BREAK:
            made[-1] = box_of.around([last, rule])
        else:
            made.append(rule)
    return made


def _cell_edges(rows, size):
    """Where the cells of a table begin."""
    edges = []
    for row in sorted(rows, key=lambda row: row.box[0]):
        if not edges or row.box[0] - edges[-1] > _CELL_GAP * size:
            edges.append(row.box[0])
    return edges


def _without_text(strips):
    """What stands between rules, without the text above the table and below it: a strip of cells has several on a line."""
    of_cells = [
        number for number, strip in enumerate(strips) if any(len(level) > 1 for level in levels(strip))
    ]
    return [strip for strip in strips[of_cells[0] : of_cells[-1] + 1] if strip] if of_cells else []


def _cell_of(row, edges):
    return max(n for n, edge in enumerate(edges) if edge <= row.box[0] + 1)


def _cells(rows, edges):
    """The texts of a row's cells; what is broken in two within a cell is one."""
    made = [""] * len(edges)
    for level in levels(rows):
        for row in level:
            made[_cell_of(row, edges)] += row.text
    return made

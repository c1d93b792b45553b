"""Lets a text's items flow through the free parts of columns, level to a line."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Segment:
    """A free part of a column of a piece: `rows` of it from `row` on."""

    column: int
    row: int
    rows: int


@dataclass(frozen=True)
class Set:
    """An item that has found its place."""

    item: object
    column: int
    row: int


def flow(items, segments):
    """Return (sets, rest): where each item stands, and the items that found no place.

    What is left of the room is taken off the last columns, a row each, so that they end level.
    """
    sets, rest = _poured(items, segments)
    if rest or not segments:
        return sets, rest
    spare = sum(segment.rows for segment in segments) - sum(each.item.rows for each in sets)
    for fewer in range(min(spare, len(segments)), 1, -1):
        levelled = [
            replace(segment, rows=segment.rows - (number >= len(segments) - fewer))
            for number, segment in enumerate(segments)
        ]
        level, left = _poured(items, levelled)
        if not left:
            return level, left
    return sets, rest


def _poured(items, segments):
    sets, number = [], 0
    for segment in segments:
        row, end = segment.row, segment.row + segment.rows
        while number < len(items):
            item = items[number]
            if item.is_gap and row == segment.row:
                number += 1
                continue
            if row + item.rows + _clinging(items, number) > end:
                break
            if not item.is_gap:
                sets.append(Set(item, segment.column, row))
            row += item.rows
            number += 1
    rest = [item for item in items[number:] if not item.is_gap]
    return sets, rest


def _clinging(items, number):
    """How many rows must stand below an item in its column: what a subhead heads."""
    if not items[number].clings or number + 1 == len(items):
        return 0
    return items[number + 1].rows

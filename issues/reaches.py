"""Says how far around a small piece on a printed page a finger may miss it, and still mean it and no other."""

from issues.imports.pagepdf.boxes import around
from issues.outlines import MARGIN

# In shares of the page's width: 24 pixels (WCAG 2.2, 2.5.8) on a screen of 320.
_LEAST = 24 / 320


def reaches(pieces, width, height):
    """Return for each of `pieces` its reach as the data of an SVG path in whole pixels, "" where it needs none.

    A piece is a list of boxes, [left, top, right, bottom] in shares of a page `width` by `height` pixels large. What
    is lower or narrower than a finger reaches out over the white around it: up to a large piece, half way to one that
    reaches out as well.
    """
    page = width, height
    pieces = [[_in_pixels(box, width, height) for box in boxes] for boxes in pieces]
    wholes = [around(boxes) for boxes in pieces]
    standing = [
        (number, box, _is_small(wholes[number], page)) for number, boxes in enumerate(pieces) for box in boxes
    ]
    return [
        _reach(box, [other for other in standing if other[0] != number], page)
        for number, box in enumerate(wholes)
    ]


def _in_pixels(box, width, height):
    left, top, right, bottom = box
    return left * width, top * height, right * width, bottom * height


def _is_small(box, page):
    return min(box[2] - box[0], box[3] - box[1]) < _LEAST * page[0]


def _reach(box, others, page):
    """The path of what `box` and its reach cover together."""
    # Down first: what is small is most often a line, wide and low.
    grown = _grown(_grown(box, 1, others, page), 0, others, page)
    if grown == box:
        return ""
    left, top, right, bottom = map(round, grown)
    return f"M{left} {top}H{right}V{bottom}H{left}Z"


def _grown(box, axis, others, page):
    """The box long enough along an axis (0 across, 1 down) where there is room, to both sides alike if it can be."""
    start, end = box[axis], box[axis + 2]
    missing = _LEAST * page[0] - (end - start)
    if missing <= 0:
        return box
    before, after = _room(box, axis, others, page)
    back = min(before, max(missing / 2, missing - after))
    ahead = min(after, missing - back)
    grown = list(box)
    grown[axis], grown[axis + 2] = start - back, end + ahead
    return tuple(grown)


def _room(box, axis, others, page):
    """How far the box may grow back and ahead, to the edges of the page at most."""
    start, end = box[axis], box[axis + 2]
    before, after = [start], [page[axis] - end]
    for _, other, is_small in others:
        if _is_beside(box, other, 1 - axis):
            is_before = other[axis] + other[axis + 2] < start + end
            gap = start - other[axis + 2] if is_before else other[axis] - end
            room = gap / 2 if is_small else gap - MARGIN * page[0]
            (before if is_before else after).append(max(0, room))
    return min(before), min(after)


def _is_beside(box, other, axis):
    return other[axis] < box[axis + 2] and box[axis] < other[axis + 2]

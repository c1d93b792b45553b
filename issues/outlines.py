"""Draws the line around a piece on a printed page: of the boxes that it fills, one outline of right angles."""

from itertools import pairwise

# In shares of the page's width. Edges so near to each other are one, as the feet of columns of which one has a line more;
# a gap so narrow between two parts of a piece, a column's gutter or the white over a caption, belongs to it; the line
# keeps so far from the type.
_STEP, _GAP, MARGIN = 0.014, 0.025, 0.005


def outline(boxes, width, height):
    """Return the outline of `boxes` as the data of an SVG path (whole pixels, subpaths clockwise, holes the other way).

    `boxes` are [left, top, right, bottom] in shares of a page that is `width` by `height` pixels large. Parts that
    stand far from each other have an outline each; "" for no box.
    """
    boxes = [_in_pixels(box, width, height) for box in boxes]
    xs = _levelled([box[0] for box in boxes], [box[2] for box in boxes], width)
    ys = _levelled([box[1] for box in boxes], [box[3] for box in boxes], width)
    boxes = [
        (
            *_widened(xs[0][left], xs[1][right], width, width),
            *_widened(ys[0][top], ys[1][bottom], width, height),
        )
        for left, top, right, bottom in boxes
    ]
    columns = sorted({edge for box in boxes for edge in box[:2]})
    rows = sorted({edge for box in boxes for edge in box[2:]})
    cells = _cells(boxes, columns, rows)
    cells = _closed(cells, columns, rows, _GAP * width)
    return "".join(_path([(columns[x], rows[y]) for x, y in corners]) for corners in _corners(cells))


def _in_pixels(box, width, height):
    left, top, right, bottom = box
    return left * width, top * height, right * width, bottom * height


def _levelled(starts, ends, width):
    """Return {edge: edge} of the starts and of the ends: those nearly in one line are moved to the outermost of them."""
    step = _STEP * width
    return _merged(sorted(starts), step), _merged(sorted(ends, reverse=True), step)


def _merged(edges, step):
    moved, outermost = {}, None
    for edge in edges:
        if outermost is None or abs(edge - outermost) > step:
            outermost = edge
        moved[edge] = outermost
    return moved


def _widened(start, end, width, limit):
    """The edges with the margin, in whole pixels, still on the page."""
    margin = MARGIN * width
    return max(0, round(start - margin)), min(limit, round(end + margin))


def _cells(boxes, columns, rows):
    """Return the cells (x, y) between the lines of `columns` and `rows` that the boxes fill."""
    return {
        (x, y)
        for left, right, top, bottom in boxes
        for x in range(columns.index(left), columns.index(right))
        for y in range(rows.index(top), rows.index(bottom))
    }


def _closed(cells, columns, rows, gap):
    """Return the cells with the narrow gaps between them, first across, then down."""
    across = _bridged(cells, columns, gap)
    turned = _bridged({(y, x) for x, y in across}, rows, gap)
    return {(x, y) for y, x in turned}


def _bridged(cells, lines, gap):
    filled = set(cells)
    for (x, y), (next_x, next_y) in pairwise(sorted(cells, key=lambda cell: cell[::-1])):
        if y == next_y and lines[next_x] - lines[x + 1] <= gap:
            filled |= {(between, y) for between in range(x + 1, next_x)}
    return filled


def _corners(cells):
    """Yield the corners of each closed line around the cells, in the order in which they are walked."""
    ways = _edges(cells)
    while ways:
        start = point = min(ways)
        heading, corners = None, []
        while True:
            following = _onward(ways, point, heading)
            turned = (following[0] - point[0], following[1] - point[1])
            if turned != heading:
                corners.append(point)
            point, heading = following, turned
            if point == start:
                break
        yield corners


def _edges(cells):
    """Return {point: points} of the sides between a cell and none, walked with the cell on the right hand."""
    ways = {}
    for x, y in cells:
        sides = (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        )
        for beside, start, end in sides:
            if beside not in cells:
                ways.setdefault(start, []).append(end)
    return ways


def _onward(ways, point, heading):
    """Take the way on from a point; where two lines meet in it, the one to the right, which keeps them apart."""
    found = ways[point]
    if len(found) > 1 and heading:
        right = (point[0] - heading[1], point[1] + heading[0])
        following = right if right in found else found[0]
    else:
        following = found[0]
    found.remove(following)
    if not found:
        del ways[point]
    return following


def _path(corners):
    """SVG path data with each side as one step; the last closes it."""
    (x, y), *others = corners
    steps, at = [f"M{x} {y}"], (x, y)
    for corner in others:
        steps.append(f"H{corner[0]}" if corner[1] == at[1] else f"V{corner[1]}")
        at = corner
    return "".join([*steps, "Z"])

"""Boxes on a sheet, (left, top, right, bottom): what one does with them."""

from itertools import combinations


def around(boxes):
    """Return the smallest box that holds all of `boxes`."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def size(box):
    """Return how much paper a box covers."""
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def common(one, other):
    """Return how much paper two boxes have in common."""
    return size((max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])))


def overlap(some, others):
    """Return what two sets of boxes have in common, as a share of all that they cover (intersection over union)."""
    shared = sum(common(one, other) for one in some for other in others)
    whole = sum(map(size, some)) + sum(map(size, others)) - shared
    return shared / whole if whole else 0


def grown(box, by):
    """Return the box, `by` larger on every side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def touch(one, other):
    """Say whether two boxes have paper in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def holds(outer, inner, slack=0):
    """Say whether `inner` lies in `outer`, but for `slack`."""
    outer = grown(outer, slack)
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def apart(one, other):
    """Return how far two boxes stand apart; 0 where they touch."""
    across = max(one[0] - other[2], other[0] - one[2], 0)
    down = max(one[1] - other[3], other[1] - one[3], 0)
    return (across**2 + down**2) ** 0.5


def joined(boxes):
    """Return the boxes with those joined that touch, from top to bottom: strips that some programs cut a picture into."""
    made = []
    for box in sorted(boxes):
        touching = [other for other in made if touch(grown(box, 0.5), other)]
        made = [other for other in made if other not in touching] + [around([*touching, box])]
    return sorted(made, key=lambda box: (box[1], box[0]))


def cover(own, foreign):
    """Return a few boxes that hold all of `own` and nothing of `foreign`, as far as the two can be told apart."""
    whole = around(own)
    in_the_way = [box for box in foreign if _cuts(whole, box)]
    if not in_the_way:
        return [whole]
    made = []
    # From top to bottom, column by column: so a column grows into one box before it meets its neighbour.
    for box in sorted(own, key=lambda box: (round(box[0] / 12), box[1])):
        made = _joined([*made, box], in_the_way)
    return _met(made, in_the_way)


def _joined(boxes, in_the_way):
    """Join any two boxes around which there is nothing else, until no two are left."""
    while True:
        for one, other in combinations(range(len(boxes)), 2):
            both = around([boxes[one], boxes[other]])
            if not any(_cuts(both, box) for box in in_the_way):
                boxes = [box for index, box in enumerate(boxes) if index not in (one, other)] + [both]
                break
        else:
            return boxes


def _cuts(box, other):
    """Whether `other` reaches into the box by more than edges do that are not quite true."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return across > 2 and down > 2 and common(box, other) > 0.05 * size(other)


def _met(boxes, in_the_way, furthest=40):
    """Close the gaps of up to `furthest` points between boxes over each other, where nothing stands."""
    made = list(boxes)
    for one, other in combinations(range(len(made)), 2):
        upper, lower = sorted((made[one], made[other]), key=lambda box: box[1])
        gap = (max(upper[0], lower[0]), upper[3], min(upper[2], lower[2]), lower[1])
        if gap[0] < gap[2] and 0 < gap[3] - gap[1] < furthest and not any(_cuts(gap, b) for b in in_the_way):
            index = one if made[one] == lower else other
            taller = (lower[0], upper[3], lower[2], lower[3])
            if not any(_cuts(taller, box) and not _cuts(lower, box) for box in in_the_way):
                made[index] = taller
    return made

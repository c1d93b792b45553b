"""Puts the signs of a sheet together to lines, whatever order and however many runs they come in.

A sign's neighbour is looked for where its type would set it; lines are kept short rather than run across a gutter.
"""

from collections import defaultdict
from dataclasses import dataclass

from issues.imports.pagepdf.boxes import around

# In em of a sign: how far off its line a neighbour may be, how wide a space between two signs may be, and how far
# apart the signs of a line set wide (a headline of a few signs) may stand.
_OFF_LINE = 0.3
_SPACE = 0.6
_WIDE = 2.5
# Type of one line may differ by so much in size.
_LIKE = 0.8
# Signs half of whose em is empty: at the beginning or the end of a line it may hang in the gutter.
OPENING, CLOSING = set("“‘（《〈「『【〔"), set("”’）》〉」』】〕，。、；：！？")


@dataclass(frozen=True)
class Line:
    """Signs that are read one after another: from left to right or, where it is vertical, from top to bottom."""

    glyphs: tuple
    is_vertical: bool = False

    @property
    def text(self):
        """What it says."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def box(self):
        """The box around its signs."""
        return around(glyph.box for glyph in self.glyphs)

    @property
    def size(self):
        """The size of its type in points: that of its middle sign."""
        return sorted(glyph.size for glyph in self.glyphs)[len(self.glyphs) // 2]


def lines(signs):
    """Return the Lines of a sheet's signs (Glyphs.signs), from top to bottom."""
    signs = _without_shadows(signs)
    across = _neighbours(signs, _next_across, _SPACE)
    down = _neighbours(signs, _next_down, _SPACE)
    # Set solid, a sign's nearest neighbour is on its own line, before it as behind it.
    for index in set(across) & set(down):
        if across[index][0] <= down[index][0]:
            del down[index]
        else:
            del across[index]
    _drop_farther(across, down)
    chains = _chains(len(signs), across)
    alone = {chain[0] for chain in chains if len(chain) == 1}
    upright = {i: (gap, j) for i, (gap, j) in down.items() if i in alone and j in alone}
    made = [_line(signs, chain) for chain in chains if len(chain) > 1]
    made += [_line(signs, chain, is_vertical=len(chain) > 1) for chain in _chains(len(signs), upright, alone)]
    return sorted(_with_wide_ones(made), key=lambda line: (line.box[1], line.box[0]))


def _ink(sign):
    """Where a sign's ink begins and ends across."""
    half = sign.size / 2 if sign.right - sign.left > 0.75 * sign.size else 0
    return sign.left + half * (sign.text in OPENING), sign.right - half * (sign.text in CLOSING)


def _drop_farther(across, down):
    """Drop from `across` what reaches from or to a sign that ends a nearer link of `down`: two upright lines' feet."""
    nearest = {other: gap for gap, other in down.values()}
    for index, (gap, other) in list(across.items()):
        if min(nearest.get(index, gap), nearest.get(other, gap)) < gap:
            del across[index]


def _without_shadows(signs):
    """A sign drawn twice, for a bold face or a shadow, is one."""
    seen, kept = set(), []
    for sign in signs:
        # Of two narrow letters side by side (ll) each is seen.
        across = min(sign.size / 3, (sign.right - sign.left) / 2)
        place = (sign.text, round(sign.left / across), round(sign.top / sign.size * 3))
        if place not in seen:
            kept.append(sign)
            seen.add(place)
    return kept


def _next_across(one, other):
    """How far `other` stands to the right of `one` on its line, in em: by the ink, by the box; None where it doesn't.

    Of two marks that are set close, the boxes may be one: the ink tells which comes first.
    """
    middle = (one.top + one.bottom) / 2 - (other.top + other.bottom) / 2
    (start, end), (other_start, _) = _ink(one), _ink(other)
    if abs(middle) > _OFF_LINE * one.size or other_start <= start + 0.1 * one.size:
        return None
    return (other_start - end) / one.size, (other.left - one.right) / one.size


def _next_down(one, other):
    middle = (one.left + one.right) / 2 - (other.left + other.right) / 2
    if abs(middle) > _OFF_LINE * one.size:
        return None
    gap = (other.top - one.bottom) / one.size
    return (gap, gap) if other.top > one.top + 0.3 * one.size else None


def _neighbours(signs, distance, most):
    """Return {index: (gap, index of the next sign)} for the signs that have one within `most` em."""
    cell = max((sign.size for sign in signs), default=1) if len(signs) < 50 else 24
    grid = defaultdict(list)
    for index, sign in enumerate(signs):
        grid[int(sign.left // cell), int(sign.top // cell)].append(index)
    found, taken = {}, {}
    for index, sign in enumerate(signs):
        reach = int((sign.right - sign.left + (most + 1) * sign.size) // cell) + 1
        best = None
        for other in _around(grid, sign, cell, reach):
            if other == index or not _alike(sign, signs[other]):
                continue
            apart = distance(sign, signs[other])
            if apart and apart[1] <= most and (best is None or apart[0] < best[0]):
                best = (apart[0], other)
        if best and (best[1] not in taken or best[0] < taken[best[1]][0]):
            if best[1] in taken:
                del found[taken[best[1]][1]]
            found[index], taken[best[1]] = best, (best[0], index)
    return found


def _around(grid, sign, cell, reach):
    column, row = int(sign.left // cell), int(sign.top // cell)
    for x in range(column - 1, column + reach + 1):
        for y in range(row - reach, row + reach + 1):
            yield from grid.get((x, y), ())


def _alike(one, other):
    return min(one.size, other.size) >= _LIKE * max(one.size, other.size)


def _chains(count, following, among=None):
    """Return the chains of indexes that {index: (gap, next)} makes; one that nothing follows is a chain of one."""
    followed = {index for _, index in following.values()}
    chains = []
    for start in range(count) if among is None else sorted(among):
        if start in followed:
            continue
        chain = [start]
        while chain[-1] in following and len(chain) <= count:
            chain.append(following[chain[-1]][1])
        chains.append(chain)
    return chains


def _with_wide_ones(made):
    """Join signs that stand alone, at one distance from each other, as a short headline set wide."""
    single = [line for line in made if len(line.glyphs) == 1]
    rest = [line for line in made if len(line.glyphs) > 1]
    signs = [line.glyphs[0] for line in single]
    wide = _chains(len(signs), _neighbours(signs, _next_across, _WIDE))
    return rest + [_line(signs, chain) for chain in wide]


def _line(signs, chain, is_vertical=False):
    return Line(tuple(signs[index] for index in chain), is_vertical)

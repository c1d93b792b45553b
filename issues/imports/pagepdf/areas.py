"""Finds where known pieces stand on a sheet: their lines, their pictures, and the few boxes that hold them."""

from collections import Counter
from dataclasses import dataclass

from issues.imports.pagepdf import boxes as box_of
from issues.imports.pagepdf.lines import lines
from issues.imports.pagepdf.matching import fold, match, pairs_of

# With less of its signs a piece isn't found: what was taken for it is another's.
_FOUND = 0.3
# A text of so many letters and digits would be seen.
_TELLING = 4
# In points: how far a picture may stand from the piece it belongs to.
_FAR_PICTURE = 60
# A frame is a piece's where it is no more than so much larger, and no other piece stands in it.
_ROOMY = 1.6
# A piece that lacks a picture is that much less sure.
_A_PICTURE = 0.9
# So many lines begin, or end, at the edge of a column; a piece is not widened by more than this share of the sheet.
_A_COLUMN, _WIDEST_GAP = 5, 0.2
# In em: half of what stands between two rows of a list.
_LEADING = 0.25
# What no piece owns is passed over inside a piece of that many times its signs.
_SPECK = 20


@dataclass(frozen=True)
class FoundArea:
    """Where a piece stands: boxes in shares of the sheet (none where it wasn't found), and how sure that is (0 to 1).

    `has_trace` is whether any of it may stand there: a line of it was found, or most of its words are on the sheet.
    """

    boxes: tuple = ()
    confidence: float = 0
    has_trace: bool = True


def find(glyphs, pieces):
    """Return {key: FoundArea} for each of the Wanted `pieces` on a sheet (Glyphs)."""
    set_lines = lines(glyphs.signs)
    found, rest = match(set_lines, pieces)
    edges = _column_edges(set_lines)
    owned = _pictures(glyphs, pieces, found)
    own = {key: [line.box for line in one.lines] + list(owned.get(key, ())) for key, one in found.items()}
    areas, said = {}, fold("".join(line.text for line in set_lines))
    for piece in pieces:
        confidence = _confidence(piece, found[piece.key], owned.get(piece.key, ()))
        if confidence >= _FOUND:
            foreign = [box for key, standing in own.items() if key != piece.key for box in standing]
            foreign += _in_the_way(rest, found[piece.key].lines, own[piece.key])
            held = _framed(box_of.cover(own[piece.key], foreign), glyphs.frames, foreign)
            others = foreign + [line.box for line in rest] + list(glyphs.rules)
            held = [_in_columns(box, edges, others, glyphs.width) for box in held]
            if piece.beside:
                held = [_a_row(box, found[piece.key].lines[0].size) for box in held]
            areas[piece.key] = FoundArea(tuple(_in_shares(box, glyphs) for box in sorted(held)), confidence)
        else:
            areas[piece.key] = FoundArea(has_trace=bool(own[piece.key]) or _has_trace(piece, said))
    return areas


def _has_trace(piece, said):
    text = fold("".join(piece.texts))
    pairs = pairs_of(text)
    return len(text) < _TELLING or 2 * sum(pair in said for pair in pairs) >= len(pairs)


def _confidence(piece, found, pictures):
    lacking = max(0, len(piece.pictures) - len(pictures))
    return round(found.share * _A_PICTURE**lacking, 3)


def _in_shares(box, glyphs):
    left, top, right, bottom = box
    return (
        round(max(0, left / glyphs.width), 5),
        round(max(0, top / glyphs.height), 5),
        round(min(1, right / glyphs.width), 5),
        round(min(1, bottom / glyphs.height), 5),
    )


def _in_the_way(rest, lines_of_it, own):
    """The boxes of lines of no piece that part a piece; a few signs inside it (a mark, an unread word) do not."""
    whole = box_of.around(own)
    inside = [line for line in rest if box_of.touch(whole, line.box)]
    signs = sum(len(line.glyphs) for line in lines_of_it)
    if sum(len(line.glyphs) for line in inside) * _SPECK <= signs:
        return []
    return [line.box for line in inside]


def _column_edges(set_lines):
    """Where many lines begin, and where many end: the left and the right edges of the page's columns."""
    edges = []
    for side in (0, 2):
        counted = Counter(round(line.box[side] / 2) * 2 for line in set_lines if len(line.glyphs) > 1)
        edges.append(sorted(at for at, count in counted.items() if count >= _A_COLUMN))
    return edges


def _in_columns(box, edges, others, width):
    """Widen a box to the edges of its columns, where nothing else stands: what is set in their middle has them whole."""
    lefts, rights = edges
    left = max((at for at in lefts if at <= box[0] + 2), default=box[0])
    right = min((at for at in rights if at >= box[2] - 2), default=box[2])
    for wider in ((min(left, box[0]), *box[1:]), (*box[:2], max(right, box[2]), box[3])):
        strip = (
            (wider[0], box[1], box[0], box[3]) if wider[0] < box[0] else (box[2], box[1], wider[2], box[3])
        )
        if strip[2] - strip[0] < _WIDEST_GAP * width and not any(box_of.touch(strip, o) for o in others):
            box = (min(box[0], wider[0]), box[1], max(box[2], wider[2]), box[3])
    return box


def _a_row(box, size):
    """A row of a list reaches half-way to the next one."""
    return box[0], box[1] - _LEADING * size, box[2], box[3] + _LEADING * size


def _framed(held, frames, foreign):
    """The smallest frame around a piece that is one box, where it is drawn for this piece alone."""
    if len(held) != 1:
        return held
    fitting = [
        frame
        for frame in frames
        if box_of.holds(frame, held[0], slack=1)
        and box_of.size(frame) <= _ROOMY * box_of.size(held[0])
        and not any(box_of.common(frame, box) > 0.05 * box_of.size(box) for box in foreign)
    ]
    return [min(fitting, key=box_of.size)] if fitting else held


def _pictures(glyphs, pieces, found):
    """Share the sheet's pictures among the pieces that have some: {key: [boxes]}, the nearest to its captions first."""
    free = glyphs.photos
    offers = sorted(
        (_distance(box, piece, found[piece.key]), number, piece.key)
        for number, box in enumerate(free)
        for piece in pieces
        if piece.pictures and found[piece.key].lines
    )
    room = {piece.key: len(piece.pictures) for piece in pieces}
    taken, owned = set(), {}
    for distance, number, key in offers:
        if number not in taken and room[key] and distance < _FAR_PICTURE:
            owned.setdefault(key, []).append(free[number])
            taken.add(number)
            room[key] -= 1
    return owned


def _distance(box, piece, found):
    """How far a picture stands from a piece, in points: from its captions, where those were found."""
    captions = [fold(caption) for caption in piece.pictures]
    beside = [
        box_of.apart(box, line.box)
        for line in found.lines
        if any(fold(line.text)[:12] in caption for caption in captions if caption)
    ]
    near = min(box_of.apart(box, line.box) for line in found.lines)
    return min(beside, default=near + 15)

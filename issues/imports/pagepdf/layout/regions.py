"""Cuts a sheet into the regions of its pieces: along rules, around frames, in the white between two headlines.

A cut must leave something that opens as a piece does on its far side: so the white between the columns of one piece,
or between a headline and its text, is none.
"""

from dataclasses import dataclass

from issues.imports.pagepdf import boxes as box_of
from issues.imports.pagepdf.layout.rows import LARGER, clusters
from issues.imports.pagetext import marks

# The share of a cut's length that its rules must take up.
_RULED = 0.9
# In em of the running text: the smallest frame around a piece; the white that parts two pieces without a rule, one over
# the other and side by side.
_FRAME_WIDE, _FRAME_HIGH = 8, 4
_WHITE_DOWN, _WHITE_ACROSS = 1.0, 0.3
# In em of its type: the parts of one title stand no farther apart.
_PARTS = 1.7
_WHOLE_SHEET = 0.6
_LONGEST_TAG = 12  # characters
_ACROSS, _DOWN = (0, 2), (1, 3)


@dataclass(frozen=True)
class Picture:
    """The box of a picture, and the Rows of its caption and credit."""

    box: tuple
    caption: tuple = ()

    @property
    def ink(self):
        """The box around the picture and its caption."""
        return box_of.around([self.box, *(row.box for row in self.caption)])


@dataclass(frozen=True)
class Region:
    """What stands together as one piece: Rows, Pictures, Tables, and the Rows in small frames of their own, its tags."""

    rows: tuple
    pictures: tuple = ()
    tables: tuple = ()
    tags: tuple = ()

    @property
    def things(self):
        """All of it."""
        return (*self.rows, *self.tags, *self.tables, *self.pictures)

    def only(self, keeps):
        """Return the Region of the things that `keeps` (a function) says yes to."""
        parts = (self.rows, self.pictures, self.tables, self.tags)
        return Region(*(tuple(filter(keeps, part)) for part in parts))

    def __bool__(self):
        return bool(self.things)


class Cutter:
    """Cuts the regions of one sheet, by its rules and frames (Glyphs) and the way its text is set (Setting)."""

    def __init__(self, glyphs, setting):
        self._rules, self._setting = glyphs.rules, setting
        sheet = glyphs.width * glyphs.height
        em = setting.size
        self._frames = [
            frame
            for frame in glyphs.frames
            if frame[2] - frame[0] > _FRAME_WIDE * em
            and frame[3] - frame[1] > _FRAME_HIGH * em
            and box_of.size(frame) < _WHOLE_SHEET * sheet
        ]

    def pieces(self, region):
        """Return the Regions of the pieces in a region, in the order they are read."""
        if not region:
            return []
        parts = self._framed(region) or self._ruled(region) or self._by_white(region) or self._cut_out(region)
        return [piece for part in parts for piece in self.pieces(part)] if parts else [region]

    def _framed(self, region):
        """The region without a framed piece, and that piece."""
        for frame in sorted(self._frames, key=box_of.size, reverse=True):
            inside = region.only(lambda thing, frame=frame: box_of.holds(frame, thing.ink, slack=2))
            if inside.rows and len(inside.things) < len(region.things) and self._opens(inside):
                rest = region.only(lambda thing, inside=inside: thing not in inside.things)
                if not any(box_of.touch(frame, thing.ink) for thing in rest.rows):
                    return (rest, inside)
        return None

    def _ruled(self, region):
        """The region parted along a rule that goes all the way."""
        for sides in (_DOWN, _ACROSS):
            for start, end in self._gaps(region, sides):
                if self._is_ruled(region, sides, start, end):
                    parts = _parted(region, sides, start)
                    if self._is_copy(parts[0]) and self._opens(parts[1]):
                        return parts
        return None

    def _is_ruled(self, region, sides, start, end):
        """Whether rules in the white between `start` and `end` take up most of its length."""
        near, far = (side for side in range(4) if side not in sides)
        whole = box_of.around(thing.ink for thing in region.things)
        length = sum(
            max(0, min(rule[far], whole[far]) - max(rule[near], whole[near]))
            for rule in self._rules
            if start - 3 <= rule[sides[0]]
            and rule[sides[1]] <= end + 3
            and rule[far] - rule[near] > rule[sides[1]] - rule[sides[0]]
        )
        return length >= _RULED * (whole[far] - whole[near])

    def _by_white(self, region):
        """The region parted in the white that has a headline on both sides of it, each in the place of one."""
        heads, found = self.heads(region), []
        for sides, least in ((_DOWN, _WHITE_DOWN), (_ACROSS, _WHITE_ACROSS)):
            for start, end in self._gaps(region, sides):
                parts = _parted(region, sides, start)
                if end - start > least * self._setting.size and self._may_part(heads, parts, sides):
                    found.append((round(self._misfit(parts, sides) / self._setting.size), start - end, parts))
        return min(found, key=lambda one: one[:2])[2] if found else None

    def _misfit(self, parts, sides):
        """How far the headlines of parts side by side are from where one stands: in the middle, or to the left."""
        misfit = 0
        for part in parts if sides == _ACROSS else ():
            whole = box_of.around(thing.ink for thing in part.things)
            for head in self.heads(part)[:1]:
                left, _top, right, _foot = box_of.around(row.box for row in head)
                off_middle = abs(left + right - whole[0] - whole[2]) / 2
                misfit += min(off_middle, abs(left - whole[0]))
        return misfit

    def _may_part(self, heads, parts, sides):
        """Whether both parts could be pieces, and the second surely is; no one of the `heads` stands in both.

        The upper part may have a headline that is hardly larger than its text.
        """
        of_part = [sum(all(row in part.rows for row in head) for head in heads) for part in parts]
        opens = of_part[0] or (sides == _DOWN and self._opens(parts[0]))
        are_pieces = bool(opens and of_part[1]) and sum(of_part) == len(heads)
        return are_pieces and self._is_copy(parts[0]) and self._opens(parts[1])

    def _cut_out(self, region):
        """The region without a piece in its lower part around which the text of another runs."""
        heads = self.heads(region)
        for head in heads if len(heads) > 1 else ():
            box = box_of.around(row.box for row in head)
            inside = region.only(lambda thing, box=box: self._stands_below(thing, box))
            rest = region.only(lambda thing, inside=inside: thing not in inside.things)
            if rest and inside and self._is_copy(inside) and self._is_copy(rest) and _is_apart(inside, rest):
                return (rest, inside)
        return None

    def _stands_below(self, thing, box):
        left = max((at for at in self._setting.lefts if at <= box[0] + 2), default=box[0])
        right = min((at for at in self._setting.rights if at >= box[2] - 2), default=box[2])
        middle = (thing.ink[0] + thing.ink[2]) / 2
        return thing.ink[1] >= box[1] - 2 and left <= middle <= right

    def heads(self, region):
        """Return the headlines of a region: lists of Rows that are set large and stand together."""
        large = sorted(filter(self._setting.is_headline, region.rows), key=lambda row: row.box[1])
        return clusters(large, _are_near)

    def _is_copy(self, region):
        """Whether a region has more than the lines of a headline."""
        plain = (self._setting.is_plain(row) or self._setting.is_small(row) for row in region.rows)
        return bool(region.pictures or region.tables) or any(plain)

    def _opens(self, region):
        """Whether a region begins as a piece does: with a headline or a tag, above which a picture may stand."""
        rows = [*region.rows, *region.tags]
        if not rows:
            return False
        top = min(row.ink[1] for row in rows)
        first = min(
            (row for row in rows if row.ink[1] < top + self._setting.size), key=lambda row: row.ink[0]
        )
        if first in region.tags or self._setting.is_headline(first):
            return True
        begins_text = marks.opens_with_dateline(first.text) or marks.is_editors_note(first.text)
        whole = box_of.around(row.ink for row in rows)
        fills = first.ink[2] > whole[2] - self._setting.size
        return not (self._setting.is_plain(first) or self._setting.is_small(first) or begins_text or fills)

    def _gaps(self, region, sides):
        """Return the (start, end) of the white that goes all through a region, across or down."""
        start, end = sides
        things = sorted((thing.ink for thing in region.things), key=lambda box: box[start])
        reach, found = things[0][end], []
        for box in things[1:]:
            if box[start] > reach - 0.5:
                found.append((reach, box[start]))
            reach = max(reach, box[end])
        return found


def tags_among(rows, frames, setting):
    """Return (tags, the other rows): names of columns, marks of advertisements.

    They stand alone in a small frame, or say so themselves (【街坊】, 广告) right above a headline.
    """
    large = [row for row in rows if row.size >= LARGER * setting.size]
    tags = tuple(
        row
        for row in rows
        if len(row.text) <= _LONGEST_TAG and (_fills_a_frame(row, frames) or _names_headline(row, large))
    )
    return tags, [row for row in rows if row not in tags]


def _names_headline(row, large):
    """Whether a row says that it names a column, or marks an advertisement, and a headline stands close below it."""
    names = marks.column_name(row.text) and not marks.box_name(row.text)
    return bool(names or marks.is_advertisement(row.text)) and any(
        0 <= other.box[1] - row.box[3] + 1 < 2.5 * row.size and other.box[2] > row.box[0] for other in large
    )


def _fills_a_frame(row, frames):
    wide, high = (len(row.text) + 4) * row.size, 2.5 * row.size
    return any(
        box_of.holds(frame, row.box, slack=1) and frame[2] - frame[0] < wide and frame[3] - frame[1] < high
        for frame in frames
    )


def _parted(region, sides, at):
    before = region.only(lambda thing: thing.ink[sides[1]] <= at + 0.5)
    return before, region.only(lambda thing: thing.ink[sides[1]] > at + 0.5)


def _are_near(row, other):
    reach = 0.9 * max(row.size, other.size)
    if row.is_vertical or other.is_vertical:
        return box_of.touch(box_of.grown(row.box, reach), other.box)
    across = min(row.box[2], other.box[2]) - max(row.box[0], other.box[0])
    if row.is_level_with(other):
        return -across < _PARTS * min(row.size, other.size)
    return across > 0 and abs(row.middle - other.middle) - (row.size + other.size) / 2 < reach


def _is_apart(region, other):
    """Whether nothing of another region stands in the box of a region."""
    box = box_of.around(thing.ink for thing in region.things)
    return not any(box_of.touch(box_of.grown(box, -1), thing.ink) for thing in other.things)

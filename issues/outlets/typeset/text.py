"""A piece's text as items that flow through columns: set lines, subheads, lines of verse, rows of a table."""

from dataclasses import dataclass

from issues.outlets.typeset import copy, fonts, measuring
from issues.outlets.typeset.measuring import Paragraph

_TABLE_SIZES = (0.9, 0.85, 0.8)  # of the body: the largest at which no cell takes two lines, else the last
_CELL_GAP = 0.5  # ems between the cells of a row
_SUBHEAD_DOWN = 0.6  # of a row: a subhead stands nearer to what it heads
_SMALL = 0.9  # of the type of pointers and captions without a picture


@dataclass(frozen=True)
class Part:
    """A line within an item: where it begins and how wide it is, in points; `size` is a share of the body's."""

    line: measuring.Line
    x: float
    width: float
    align: str
    row: int = 0
    size: float = 1


@dataclass(frozen=True)
class Item:
    """What is never parted: `rows` of the grid. What `clings` stands with what follows; a gap opens no column."""

    rows: int
    parts: tuple = ()
    clings: bool = False
    is_gap: bool = False
    rule: bool = False
    down: float = 0  # how far below its place it is drawn, in rows

    @property
    def text(self):
        return "".join(part.line.text for part in self.parts)


def set_texts(wanted, size):
    """Return {key: Items} of texts at `size` points; `wanted` is {key: (blocks, width of a column in points)}."""
    plans = {key: [_plan(block, width, size) for block in blocks] for key, (blocks, width) in wanted.items()}
    paragraphs = [each for plan in plans.values() for block in plan for each in block]
    broken = iter(measuring.break_lines(paragraphs, size))
    made = {}
    for key, (blocks, width) in wanted.items():
        lines = [[next(broken) for _each in block] for block in plans[key]]
        made[key] = _items(blocks, lines, width, size)
    return made


def _plan(block, width, size):
    """The Paragraphs that a block is set as."""
    if block.kind == copy.TABLE:
        small, widths = _cell_widths(block.rows, width, size)
        return [
            Paragraph(((cell or " ", fonts.SANS),), cell_width / small)
            for row in block.rows
            for cell, cell_width in zip(row, widths, strict=False)
        ]
    if block.kind in (copy.POINTER, copy.CAPTION):
        return [Paragraph(block.runs, width / _SMALL)]
    if block.kind in (copy.SUBHEAD, copy.VERSE):
        return [Paragraph(block.runs, width - 2 * size)]
    return [Paragraph(block.runs, width, 2 * size if block.is_indented else 0)]


def _cell_widths(rows, width, size):
    """Return (share of the body's size, widths of the cells) of a table: as its texts need, the longest cut first."""
    count = max(len(row) for row in rows)
    longest = [
        max(2, max(fonts.ems(row[number], fonts.SANS) for row in rows if number < len(row)) + 0.1)
        for number in range(count)
    ]
    gaps = (count - 1) * _CELL_GAP
    small = next((small for small in _TABLE_SIZES if (sum(longest) + gaps) * small * size <= width), None)
    em = size * (small or _TABLE_SIZES[-1])
    room = width / em - gaps
    if small:
        return small, [(wide + (room - sum(longest)) / count) * em for wide in longest]
    widths, left = [0] * count, room
    for done, number in enumerate(sorted(range(count), key=longest.__getitem__)):
        widths[number] = min(longest[number], left / (count - done))
        left -= widths[number]
    return _TABLE_SIZES[-1], [wide * em for wide in widths]


def _items(blocks, lines, width, size):
    made = []
    verse_at = _verse_at(blocks, width, size)
    for block, paragraphs in zip(blocks, lines, strict=True):
        if block.kind == copy.TABLE:
            made += _table(block, paragraphs, width, size)
        elif block.kind == copy.SUBHEAD:
            made.append(_subhead(paragraphs[0], width, size))
        elif block.kind == copy.VERSE:
            if block.is_indented and made:
                made.append(Item(1, is_gap=True))
            made += [
                Item(1, (Part(line, verse_at + (n > 0) * size, width - verse_at, "left"),))
                for n, line in enumerate(paragraphs[0])
            ]
        else:
            made += _paragraph(block, paragraphs[0], width)
    return made


def _verse_at(blocks, width, size):
    """Where verse begins: so that its longest line stands in the middle of the column."""
    longest = max(
        (fonts.ems(block.text, fonts.SERIF) * size for block in blocks if block.kind == copy.VERSE), default=0
    )
    return max(size, (width - longest) / 2)


def _subhead(lines, width, size):
    parts = tuple(Part(line, 0, width, "center", row) for row, line in enumerate(lines))
    return Item(len(lines) + 1, parts, clings=True, down=_SUBHEAD_DOWN)


def _paragraph(block, lines, width):
    """The lines of a paragraph; a pointer that would stand alone in the last does so at the right."""
    small = block.kind in (copy.POINTER, copy.CAPTION)
    ends = block.kind in (copy.POINTER, copy.SIGNATURE) or measuring.POINTER.fullmatch(lines[-1].text)
    aligned = ["justify"] * (len(lines) - 1) + ["right" if ends else "left"]
    if ends and len(lines) > 1:
        aligned[-2] = "left"
    for line, align in zip(lines, aligned, strict=True):
        yield Item(1, (Part(line, 0, width, align, size=_SMALL if small else 1),))


def _table(block, cells, width, size):
    small, widths = _cell_widths(block.rows, width, size)
    cells = iter(cells)
    for number, row in enumerate(block.rows):
        parts, x, deepest = [], 0, 1
        for _cell, cell_width in zip(row, widths, strict=False):
            lines = next(cells)
            deepest = max(deepest, len(lines))
            parts += [Part(line, x, cell_width, "left", n, small) for n, line in enumerate(lines)]
            x += cell_width + _CELL_GAP * small * size
        yield Item(deepest, tuple(parts), clings=number == 0, rule=True)

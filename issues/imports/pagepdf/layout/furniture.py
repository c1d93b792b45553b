"""What stands on a page around its copy: masthead, page head and foot, page credits, the guide."""

import re

from issues.imports.pagepdf import boxes as box_of
from issues.imports.pagepdf.layout.rows import clusters, joined, levels
from issues.imports.pagetext.facts import facts_of
from issues.imports.pagetext.guide import find_guide
from issues.imports.pagetext.headfoot import FRONT, kinds
from issues.imports.pagetext.lines import split_lines
from issues.imports.pagetext.marks import pointer_line

# Shares of the sheet's height: where a page head ends at the latest, a masthead, and where a foot begins.
_HEAD, _MASTHEAD, _FOOT = 0.12, 0.4, 0.94
# Of its width, the rule that closes a head; of its height, how far below what is known of the head.
_ACROSS, _RULE_BELOW = 0.6, 0.05
_OF_HEAD = FRONT | {
    "date",
    "weekday",
    "issue_number",
    "year_number",
    "page_credit",
    "page",
    "website",
    "lunar_date",
}
# In em: how far apart the rows of one block stand, down and across.
_BLOCK_DOWN, _BLOCK_ACROSS = 1.0, 4
_NEXT_LINE = 2
_PAGE_NUMBER = re.compile(r"\W*(?:详见|见)?第?[A-D]?[0-9一二三四五六七八九十]{1,3}\s?版\W*")
# So many lines may be one pointer below its name.
_HEADED = 2
_POINTER = "胡同里的灯 2版"
# The share of a block's lines that must be pointers for it to be the guide.
_POINTERS = 0.8


def head_and_foot(rows, glyphs, setting):
    """Return (rows of the masthead, the page's head and its foot; the other rows)."""
    stated = {id(row): _stated(row) for row in rows}
    of_head = [row for row in rows if not row.is_vertical and stated[id(row)] & _OF_HEAD]
    bottom = _masthead_end(rows, stated, glyphs.height)
    for _ in range(2):  # below a rule the small print of a masthead may follow
        bottom = _to_rule(_end_of_head(of_head, bottom, glyphs.height), rows, glyphs, setting)
    text = max((row.box[3] for row in rows if setting.is_plain(row) and not stated[id(row)]), default=0)
    feet = [row.box[1] for row in rows if row.middle > max(text, _FOOT * glyphs.height) and stated[id(row)]]
    top = min(feet, default=glyphs.height)
    taken = [
        row
        for row in rows
        if row.middle < bottom or row.middle > top or (stated[id(row)] and stated[id(row)] <= {"page_credit"})
    ]
    return taken, [row for row in rows if row not in taken]


def _masthead_end(rows, stated, height):
    """Where the last row stands that states what only a masthead does; 0 where there is none."""
    return max(
        (row.box[3] for row in rows if stated[id(row)] & FRONT and row.middle < _MASTHEAD * height), default=0
    )


def _end_of_head(rows, end, height):
    """Where a head ends that is known to reach to `end`: the rows that follow close, each stating what a head does."""
    for row in sorted(rows, key=lambda row: row.box[1]):
        is_near = row.box[1] - end < _NEXT_LINE * row.size if end else row.middle < _HEAD * height
        end = max(end, row.box[3]) if is_near else end
    return end


def _to_rule(bottom, rows, glyphs, setting):
    """Where a head ends that a rule across the sheet closes: at the rule, if no text stands above that."""
    wide = [rule[1] for rule in glyphs.rules if rule[2] - rule[0] > _ACROSS * glyphs.width]
    below = [at for at in wide if 0 <= at - bottom < _RULE_BELOW * glyphs.height]
    text = any(bottom < row.middle < below[0] and setting.is_plain(row) for row in rows) if below else True
    return bottom if text or not bottom else below[0]


def _stated(row):
    lines = split_lines(row.text)
    return kinds(facts_of(lines[0])) if lines and not pointer_line(row.text) else set()


def blocks(rows):
    """Return the texts of the lines of rows, in lists: those that stand together, from top to bottom."""
    groups = clusters(rows, _stand_together)
    groups.sort(key=lambda group: (min(row.box[1] for row in group), min(row.box[0] for row in group)))
    return [["　".join(row.text for row in level) for level in levels(group)] for group in groups]


def _stand_together(row, other):
    if row.is_level_with(other):
        return max(row.box[0], other.box[0]) - min(row.box[2], other.box[2]) < _BLOCK_ACROSS * min(
            row.size, other.size
        )
    across = min(row.box[2], other.box[2]) - max(row.box[0], other.box[0])
    gap = max(row.box[1], other.box[1]) - min(row.box[3], other.box[3])
    is_alike = min(row.size, other.size) > 0.5 * max(row.size, other.size)
    return is_alike and across > 0 and gap < _BLOCK_DOWN * min(row.size, other.size)


def guide_among(rows, frames, setting):
    """Return (the guide's lines, the other rows): what stands in a frame, or close together, is several pointers."""
    blocks_of = [[row for row in rows if box_of.holds(frame, row.box, slack=1)] for frame in frames]
    blocks_of += clusters([row for row in rows if not row.is_vertical], _stand_together)
    for block in blocks_of:
        lines = guide_of(block, setting)
        if len(lines) > _HEADED:
            return lines, [row for row in rows if row not in block]
    return [], rows


def guide_of(rows, setting):
    """Return the lines of rows that are a guide and hardly anything else, [] where they are none."""
    lines = [line for cell in _cells(rows, setting) for line in cell]
    if not any(_opens_guide(line) for line in lines):
        return []
    _entries, taken = find_guide(split_lines("\n".join(lines)))
    return lines if len(taken) >= _POINTERS * len(lines) else []


def _opens_guide(line):
    """Whether a line is the name of a guide: pointers could stand below it."""
    return 0 in find_guide(split_lines(f"{line}\n{_POINTER}"))[1]


def _cells(rows, setting):
    """The lines of a guide in the columns it is set in, each page number behind its title."""
    columns = []
    for row in sorted((row for level in levels(rows) for row in _pointers(level, setting)), key=_start):
        if not columns or row.box[0] - columns[-1][0].box[0] > 3 * setting.size:
            columns.append([])
        columns[-1].append(row)
    return [[row.text for row in sorted(column, key=lambda row: row.box[1])] for column in columns]


def _pointers(level, setting):
    """The rows of one line, each page number joined to the title before it; the first one to what is behind it."""
    made = []
    for row in level:
        is_number = bool(_PAGE_NUMBER.fullmatch(row.text))
        waits = len(made) == 1 and bool(_PAGE_NUMBER.fullmatch(made[0].text))
        if made and (is_number or waits):
            made[-1] = joined([made[-1], row], setting.has_spaces)
        else:
            made.append(row)
    return made


def _start(row):
    return row.box[0]

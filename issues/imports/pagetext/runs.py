"""Lines of copy to runs: lines that are looked at together, each run with the width of the column it stands in."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from articles.bylines import read_byline
from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import Line, with_next
from issues.imports.pagetext.passage import ADVERTISEMENT, COLUMN, CREDIT, POINTER, SOURCE, TABLE

CELLS = re.compile(r"\t+|[ \u3000]{2,}")  # what parts the cells of a row
_LONGEST_RUN = 80  # lines


@dataclass(frozen=True)
class Run:
    """Lines that belong together: of one kind by themselves, or text up to a blank line or a line that opens anew."""

    kind: str | None  # None is text
    lines: tuple
    width: int = 0  # of the column here, in characters; 0 where nothing shows one
    goes_on: bool = False  # text stands right below, without a blank line
    before_text: bool = False  # what stands below is text or a credit line
    below: Line | None = None  # the line that stands below

    def without(self, count):
        return replace(self, lines=self.lines[count:])


def runs_of(lines):
    """The Runs of the page's copy in printed order."""
    blocks = []
    for kind, line in zip(_kinds(lines), lines, strict=True):
        if blocks and _joins(blocks[-1], kind, line):
            blocks[-1][1].append(line)
        else:
            blocks.append((kind, [line]))
    for ((kind, run), following), width in zip(with_next(blocks), _widths(blocks), strict=True):
        goes_on = bool(following and not following[1][0].gap)
        before_text = bool(following and following[0] in (None, CREDIT))
        yield Run(kind, tuple(run), width, goes_on, before_text, following[1][0] if following else None)


def _joins(block, kind, line):
    same = kind == block[0] and kind in (None, TABLE) and len(block[1]) < _LONGEST_RUN
    return same and not line.gap and not _opens(line)


def _widths(blocks):
    """For each block the column's width: its own, else that of the last block above that shows one, else below."""
    own = [_column_width(run) for _, run in blocks]
    width = next(filter(None, own), 0)
    return [width := shown or width for shown in own]


def _kinds(lines):
    kinds = [kind_of(line) for line in lines]
    for index, (line, following) in enumerate(pairwise(lines)):
        if not following.gap and _is_row(line) and _is_row(following) and kinds[index] in (None, TABLE):
            kinds[index] = kinds[index + 1] = TABLE
    return kinds


def kind_of(line):
    """The kind of a line that says by itself what it is, else None."""
    if marks.is_advertisement(line.text):
        return ADVERTISEMENT
    if marks.column_name(line.text) and not marks.box_name(line.text):
        return COLUMN
    if marks.pointer_line(line.text):
        return POINTER
    if len(line.text) <= 60 and read_byline(line.text):
        return CREDIT
    if marks.source_line(line.text):
        return SOURCE
    return None


def _is_row(line):
    return len(CELLS.split(line.text)) > 1 and "。" not in line.text


def _opens(line):
    return (
        line.indented
        or marks.is_caption(line.text)
        or marks.is_numbered(line.text)
        or marks.is_question(line.text)
        or marks.without_mark(line.text)
    )


def _column_width(run):
    """The width of a wrapped run in characters, 0 where it shows none."""
    lengths = [line.length for line in run[:-1]]
    return round(median(lengths)) if len(lengths) >= 2 and max(lengths) - min(lengths) <= 8 else 0

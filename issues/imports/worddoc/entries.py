"""The items of a Word document as numbered lines: boxes and tables that only lay out are taken apart."""

from dataclasses import dataclass, replace
from itertools import zip_longest

from issues.imports.draft import Problem
from issues.imports.pagetext.lines import Line, split_lines
from issues.imports.pagetext.verse import LONGEST_LINE
from issues.imports.worddoc.items import Paragraph, Picture, Table, Trouble
from issues.imports.worddoc.styles import PLAIN, Look

TEXT, PICTURE, TABLE = "text", "picture", "table"


@dataclass(frozen=True)
class Entry:
    """A line of text, a picture or a whole table, with its number among the document's lines."""

    kind: str
    line: Line
    look: Look = PLAIN
    relation: str = ""
    stanza: tuple = ()  # the numbers of all lines of its paragraph, where line breaks part it into short ones

    @property
    def text(self):
        return self.line.text

    @property
    def number(self):
        return self.line.number


def entries_of(items):
    """(Entries, Problems) of a document's items in reading order; empty paragraphs only widen the gap."""
    entries, problems, number, gap = [], [], 0, 0
    for item in _with_drop_caps(_laid_flat(items)):
        if isinstance(item, Trouble):
            # What could not be read comes before the text of its paragraph.
            problem = Problem(number + 1, item.message, item.params)
            problems += [] if problem in problems else [problem]
            continue
        made = list(_entries(item, number + 1, gap))
        gap = 0 if made else gap + 1
        entries += made
        number += sum(entry.text.count("\n") + 1 for entry in made)
    return entries, [replace(problem, line=max(1, min(problem.line, number))) for problem in problems]


def _entries(item, number, gap):
    if isinstance(item, Picture):
        yield Entry(PICTURE, Line(number, "", "", False, gap), relation=item.relation)
    elif isinstance(item, Table):
        if text := _table_text(item):
            yield Entry(TABLE, Line(number, text, text, False, gap))
    else:
        lines = split_lines(item.text.replace("\t", " "))
        is_stanza = len(lines) > 1 and all(len(line.text) <= LONGEST_LINE for line in lines)
        stanza = tuple(range(number, number + len(lines))) if is_stanza else ()
        for offset, line in enumerate(lines):
            indented = line.indented or item.look.is_indented
            numbered = replace(line, number=number + offset, indented=indented, gap=0 if offset else gap)
            yield Entry(TEXT, numbered, item.look, stanza=stanza)


def _table_text(table):
    """A row a line, cells parted by tabs, without the rows and columns that hold nothing."""
    rows = [[" ".join(" ".join(_texts(cell)).split()) for cell in row] for row in table.rows]
    columns = [column for column in zip_longest(*rows, fillvalue="") if any(column)]
    lines = ("\t".join(cells) for cells in zip(*columns, strict=True))
    return "\n".join(line for line in lines if line.strip())


def _texts(items):
    """The texts of a cell, those of a table in it too."""
    for item in items:
        if isinstance(item, Paragraph):
            yield item.text
        elif isinstance(item, Table):
            for row in item.rows:
                for cell in row:
                    yield from _texts(cell)


def _laid_flat(items):
    """The items with every table that only lays out, or frames, in its parts."""
    for item in items:
        if not isinstance(item, Table):
            yield item
        elif _is_frame(item):
            yield from _laid_flat(_boxed(inner) for row in item.rows for cell in row for inner in cell)
        elif _lays_out_pictures(item):
            yield from _laid_flat(_by_picture(item))
        else:
            yield item
            yield from _without_place(item)


def _is_frame(table):
    return (
        sum(bool(row) for row in table.rows) == 1
        and sum(bool(cell) for row in table.rows for cell in row) == 1
    )


def _lays_out_pictures(table):
    """Whether a table only sets pictures and captions side by side: hardly more cells with text than with pictures."""
    cells = [cell for row in table.rows for cell in row]
    pictures = sum(_has_picture(cell) for cell in cells)
    return pictures > 0 and sum(_says(cell) and not _has_picture(cell) for cell in cells) <= 2 * pictures


def _has_picture(cell):
    return any(isinstance(item, Picture) for item in cell)


def _without_place(table):
    """The pictures and troubles of a table of text, which has no place for them in its rows."""
    for row in table.rows:
        for item in (item for cell in row for item in cell):
            if isinstance(item, Picture | Trouble):
                yield item
            elif isinstance(item, Table):
                yield from _without_place(item)


def _by_picture(table):
    """The items of a table of pictures; a caption in the row below a picture follows it."""
    columns = list(zip_longest(*table.rows, fillvalue=()))
    across = [cell for row in table.rows for cell in row]
    down = [cell for column in columns for cell in column]
    has_rows_of_pictures = any(
        sum(_has_picture(cell) for cell in row) > 1 and not any(_says(cell) for cell in row)
        for row in table.rows
    )
    for cell in down if has_rows_of_pictures else across:
        yield from (_boxed(item) for item in cell)


def _says(cell):
    return any(text.strip() for text in _texts(cell))


def _boxed(item):
    return replace(item, look=replace(item.look, in_box=True)) if isinstance(item, Paragraph) else item


def _with_drop_caps(items):
    """A sign set large at the beginning of a paragraph is a paragraph of its own in Word, and one with the next here."""
    cap = ""
    for item in items:
        if isinstance(item, Paragraph) and item.look.is_drop_cap and len(item.text.strip()) <= 3:
            cap += item.text.strip()
        elif isinstance(item, Paragraph) and cap:
            yield replace(item, text=cap + item.text.lstrip())
            cap = ""
        else:
            yield item
    if cap:
        yield Paragraph(cap)

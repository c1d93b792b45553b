"""Lines of copy to passages: paragraphs put together from their lines, headline lines, captions, credit lines, tables.

Two ways of setting are told apart as they come, and may be mixed: paragraphs parted by blank lines, and lines wrapped
at the width of a column, where an indent opens a paragraph and a blank line is only the end of a column.
"""

import re
from functools import lru_cache

from articles.bylines import read_byline
from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import ends_sentence, glued, has_open_quote
from issues.imports.pagetext.passage import BODY, CAPTION, HEAD, SUBHEAD, TABLE, VERSE, Passage
from issues.imports.pagetext.rejoin import rejoined
from issues.imports.pagetext.runs import CELLS, runs_of
from issues.imports.pagetext.verse import is_punctuated_verse, with_names, with_verse

_LONGEST_HEAD = 45  # characters: no headline line is longer
# No headline says so: the day first, or a number right behind a comma.
_BROKEN_NUMBER = re.compile(r"(?:\W*(?:\d+月\d+日|日前|近日|昨日|今日).*|.*,)\d{1,4}")
_TIME = re.compile(r"\d+(?:[年月日时点:.、]|\s)")  # opens a text or an item as often as not


def passages(lines):
    """The Passages of the page's copy in printed order, paragraphs that a column's end broke joined again."""
    found = []
    for run in runs_of(lines):
        start = 0
        while start < len(run.lines):
            passage, taken = first_passage(run.without(start), found[-1] if found else None)
            found.append(passage)
            start += taken
    return rejoined(with_verse(with_names(found)))


def first_passage(run, above):
    """(the first Passage of a run, how many lines it takes); `above` is the passage it follows."""
    first = run.lines[0]
    if run.kind == TABLE:
        rows = ["\t".join(CELLS.split(line.text)) for line in run.lines]
        return Passage(TABLE, "\n".join(rows), first.number, first.gap), len(rows)
    if run.kind:
        return Passage(run.kind, first.text, first.number, first.gap, byline=read_byline(first.text)), 1
    if marks.is_caption(first.text):
        ends = (index for index, line in enumerate(run.lines, 1) if ends_sentence(line.text))
        end = next(ends, len(run.lines))
        return Passage(CAPTION, _join(run.lines[:end]), first.number, first.gap), end
    if is_punctuated_verse(run.lines, above):
        rows = [line.text for line in run.lines]
        return Passage(VERSE, "\n".join(rows), first.number, first.gap), len(rows)
    if _breaks_number(run):
        return _paragraph(run, 1, above), 1
    end = 0 if _is_marked(first) else _paragraph_end(run, above)
    return (_paragraph(run, end, above), end) if end else (_heading(first), 1)


def _paragraph(run, end, above):
    first, last = run.lines[0], run.lines[end - 1]
    full = bool(run.width) and last.length >= run.width - 2
    wrapped = first.indented or end > 1 or (full and bool(above) and above.wrapped)
    return Passage(BODY, _join(run.lines[:end]), first.number, first.gap, first.indented, wrapped, full)


def _heading(line):
    byline = marks.take_closing_credit(line.text)[1]
    if byline and byline.of_picture:
        return Passage(CAPTION, line.text, line.number, line.gap)
    numbered = marks.has_subhead_number(line.text) and len(line.text) <= 24
    kind = SUBHEAD if numbered or _is_marked(line) else HEAD
    return Passage(kind, line.text, line.number, line.gap, line.indented)


def _is_marked(line):
    """Whether a line is a heading by the mark it opens with, as ◆."""
    marked = None if marks.is_editors_note(line.text) else marks.without_mark(line.text)
    return bool(marked) and "。" not in marked and not ends_sentence(marked) and len(marked) <= 30


def _breaks_number(run):
    """Whether a block of one line stops within a number that the block below goes on with: …培训,1 and 20人参加."""
    half, below = run.lines[0].half, run.below
    stops = len(run.lines) == 1 and bool(_BROKEN_NUMBER.fullmatch(half))
    goes_on = bool(below and below.gap) and below.half[0].isdigit() and not _TIME.match(below.half)
    return stops and goes_on and not below.indented


def _paragraph_end(run, above):
    """How many lines the first paragraph of a run takes; 0 where the first line is a headline line."""
    if not _is_paragraph(run, above):
        return 0
    lines, width = run.lines, run.width
    if marks.is_signature(lines[0].text):
        return 1
    for end in range(1, len(lines)):
        line = lines[end - 1]
        if not ends_sentence(line.text) or has_open_quote(_join(lines[:end])):
            continue
        short = not width or line.length < width - 3
        if short or marks.is_signature(lines[end].text) or _are_headline(run.without(end)):
            return end
    return len(lines)


def _is_paragraph(run, above):
    """Whether the first line of a run is running text."""
    lines, first = run.lines, run.lines[0]
    if first.indented:
        return marks.is_signature(first.text) or not _is_centred(run)
    if _is_above_byline(run):
        return False
    if _is_running(first) or marks.is_signature(first.text):
        return True
    below = lines[1] if len(lines) > 1 else run.below
    if below and first.half.endswith(":") and _follows_colon(below):
        return True
    running = next((index for index, line in enumerate(lines) if _is_running(line)), None)
    if running is None:
        return bool(above) and above.wrapped and above.is_open and len(lines) > 1 and _is_even(lines)
    fits = not run.width or abs(first.length - run.width) <= 3
    return fits and len(first.text) >= 10 and _is_even(lines[: running + 1])


def _is_above_byline(run):
    """Whether a line is a title, however it ends: a byline or a dateline stands below it."""
    first, below = run.lines[0], run.below
    if len(run.lines) > 1 or not below or "。" in first.half or len(first.text) > _LONGEST_HEAD:
        return False
    byline = read_byline(below.text)
    return marks.opens_with_dateline(below.text) or bool(byline and not byline.of_picture)


def _follows_colon(below):
    """Whether a line is what one that ends in a colon announces: text or a list, and not the title below a kicker."""
    return below.indented or marks.is_numbered(below.text) or _is_running(below)


def _is_centred(run):
    """Whether an indented line is a headline line set in the middle: short, alone above text, and no sentence."""
    text = run.lines[0].half
    above_text = len(run.lines) == 1 and run.before_text
    return above_text and len(text) <= 24 and not ends_sentence(text) and not re.search("[,:、]", text)


@lru_cache(maxsize=256)
def _is_running(line):
    """Whether a line is by itself text and no headline line."""
    half = line.half
    return (
        ("。" in half or len(half) > _LONGEST_HEAD)
        or (ends_sentence(half) and not half.endswith(("!", "?", "!”", "?”", ")", "”")))
        or half.endswith("…”")
        or (half.endswith(("!", "?", "!”", "?”")) and "," in half and len(half) > 20)
        or marks.is_question(line.text)
        or marks.opens_with_dateline(line.text)
        or marks.is_editors_note(line.text)
        or marks.is_detail(line.text)
        or (half.startswith("(") and half.endswith(")") and len(half) > 6)
    )


def _is_even(run):
    """Whether all lines but the last are of one length, as wrapped lines are."""
    lengths = [line.length for line in run[:-1]]
    return bool(lengths) and max(lengths) - min(lengths) <= 3 and run[-1].length <= max(lengths) + 2


def _are_headline(run):
    """Whether the last lines of a run are headline lines below a paragraph: what follows must be new running text."""
    lines, width = run.lines, run.width
    if any(_is_running(line) for line in lines) or len(lines) > 4:
        return False
    fills = bool(width) and abs(lines[0].length - width) <= 2
    if fills and (ends_sentence(lines[-1].text) or "," in lines[0].half):
        return False  # a column's line, and the last one of its paragraph
    return run.goes_on or lines[-1].length < width - 3


def _join(lines):
    text = lines[0].text
    for line in lines[1:]:
        text = glued(text, line.text)
    return text

"""The printed lines of a piece to the passages that the rules for text go on with: paragraphs, subheads, verse, tables."""

import re
from dataclasses import replace

from articles.bylines import read_byline
from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import ends_sentence, glued, split_lines
from issues.imports.pagetext.passage import BODY, CREDIT, POINTER, SOURCE, SUBHEAD, TABLE, VERSE, Passage
from issues.imports.pagetext.runs import kind_of
from issues.imports.pagetext.verse import LONGEST_LINE

_LONGEST_SUBHEAD = 40  # characters
_FEWEST_VERSES = 4
# In em: how far a verse stays back from the edge of its column, and how far apart two of them begin at most.
_VERSE_BACK, _ALIKE = 3, 0.6
# In em: the white above a new stanza or paragraph is so much more than between lines.
_STANZA = 0.9
# Between a role and a name that a line's end parts there was a space.
_ROLE = re.compile(r"(?:本报)?(?:记者|通讯员|摄影)")
_ROLE_AT_END = re.compile(rf"{_ROLE.pattern}$")
_OPEN_CREDIT = re.compile(r"[（(][^）)]{0,40}(?:记者|通讯员)[^）)]*$")


def passages_of(lines, script, setting):
    """Return the Passages of a piece's Printed lines, and enter each line in the Script."""
    found, start = [], 0
    leading = _leading(lines)
    while start < len(lines):
        readers = (_table, _verse, _subhead, _paragraph)
        count, kind, text = next(filter(None, (read(lines, start, leading, setting) for read in readers)))
        numbers = [script.add(_shown(line)) for line in lines[start : start + count]]
        for passage in _passages(kind, text, numbers[0]):
            _take_in(found, passage)
        start += count
    return found


def _take_in(found, passage):
    """Add a passage; a pointer goes with the paragraph before it, a table with the one that a column's end broke off."""
    last = found[-1] if found else None
    if last and passage.kind == POINTER and last.kind == BODY:
        found[-1] = replace(last, text=last.text + passage.text)
    elif last and passage.kind == last.kind == TABLE and _cells(last) == _cells(passage):
        found[-1] = replace(last, text=f"{last.text}\n{passage.text}")
    else:
        found.append(passage)


def _cells(table):
    return table.text.split("\n")[0].count("\t")


def _leading(lines):
    """The usual white between two lines."""
    gaps = sorted(line.above for line in lines if not line.opens_column)
    return gaps[len(gaps) // 2] if gaps else 0


def _shown(line):
    if line.is_table:
        return "\n".join("　　".join(row) for row in line.row.cells)
    return ("　　" if line.is_indented else "") + line.text


def _passages(kind, text, number):
    if kind == BODY:
        return _plain(text, number)
    if kind == VERSE:
        return [
            Passage(VERSE if "\n" in stanza else SUBHEAD, stanza, number, 1) for stanza in text.split("\n\n")
        ]
    return [Passage(kind, text, number, 1)]


def _plain(text, number):
    """A paragraph, or what it says by itself that it is: a credit line, a pointer, a source, which may open it too."""
    source, _space, rest = text.partition(" ")
    if rest and marks.source_line(source) and not marks.opens_with_dateline(text):
        return [*_plain(rest, number), Passage(SOURCE, source, number, 0)]
    kind = kind_of(split_lines(text)[0])
    byline = read_byline(text) if kind == CREDIT else None
    return [Passage(kind or BODY, text, number, 0, indented=True, byline=byline)]


def _table(lines, start, leading, setting):
    if not lines[start].is_table:
        return None
    return 1, TABLE, "\n".join("\t".join(row) for row in lines[start].row.cells)


def _verse(lines, start, leading, setting):
    """Short lines under each other, most of which end without the mark of a sentence."""
    end = start
    while end < len(lines) and _may_be_verse(lines[end], setting) and _begin_alike(lines[start], lines[end]):
        end += 1
    run = lines[start:end]
    if len(run) < _FEWEST_VERSES or 2 * sum(ends_sentence(line.text) for line in run) > len(run):
        return None
    text = run[0].text
    for line in run[1:]:
        is_stanza = line.above > leading + _STANZA * setting.size
        text += ("\n\n" if is_stanza else "\n") + line.text
    return len(run), VERSE, text


def _begin_alike(line, other):
    return abs(line.left - other.left) < _ALIKE


def _may_be_verse(line, setting):
    if line.is_table or not setting.is_plain(line.row) or marks.is_detail(line.text):
        return False
    return line.right > _VERSE_BACK or (line.is_ragged and len(line.text) <= LONGEST_LINE)


def _subhead(lines, start, leading, setting):
    """A line or two in another font or in the middle, between paragraphs."""
    if not _is_heading(lines[start], setting):
        return None
    end = start + 1
    while (
        end < min(len(lines), start + 2)
        and _is_heading(lines[end], setting)
        and lines[end].row.font == lines[start].row.font
    ):
        end += 1
    text = "".join(line.text for line in lines[start:end])
    goes_on = end < len(lines) and _is_in_one_font(lines[start], lines[end], setting)
    above = lines[start - 1] if start else None
    broken = above and not above.is_table and not ends_sentence(above.text) and not above.is_short
    if goes_on or broken or len(text) > _LONGEST_SUBHEAD or text.endswith("。"):
        return None
    if read_byline(text) or marks.opens_with_dateline(text) or marks.is_editors_note(text):
        return None
    return end - start, SUBHEAD, text


def _is_in_one_font(line, other, setting):
    """Whether both are set in one font, and not in that of the text."""
    return not other.is_table and other.row.font == line.row.font and not setting.is_plain(other.row)


def _is_heading(line, setting):
    if line.is_table or setting.is_small(line.row) or line.right < 1:
        return False
    is_centred = line.left > 2.5 and abs(line.left - line.right) < 0.6
    return is_centred or not setting.is_plain(line.row)


def _paragraph(lines, start, leading, setting):
    end, text = start + 1, lines[start].text
    while end < len(lines) and not _opens(lines, end, leading, setting):
        text = _glued(text, lines[end].text)
        end += 1
    return end - start, BODY, text


def _opens(lines, index, leading, setting):
    """Whether a line opens something new."""
    line, above = lines[index], lines[index - 1]
    if line.is_table or above.is_table or line.is_indented:
        return True
    ends = marks.is_signature(line.text) or ends_sentence(above.text)
    if marks.is_signature(above.text) or (above.is_short and ends):
        return True
    return bool(_subhead(lines, index, leading, setting))


def _glued(text, following):
    if _OPEN_CREDIT.search(text) and (_ROLE.match(following) or _ROLE_AT_END.search(text)):
        return f"{text} {following}"
    return glued(text, following)

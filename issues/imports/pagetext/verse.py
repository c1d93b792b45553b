"""Passages to passages: poems, and what only its place tells: a name below a title, a line above a date."""

import re
from dataclasses import replace

from articles.bylines import Byline, bare_names, half_width, names_in
from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import with_next
from issues.imports.pagetext.passage import BODY, CREDIT, HEAD, SUBHEAD, VERSE, Passage

LONGEST_LINE = 22  # characters of a line of a poem
_LONGEST_POEM = 80  # lines
_BODY = re.compile(r"\S{2,20}(?:研究院|研究室|研究会|编辑部|课题组|调研组|报道组|党组|宣传部|组织部)")


def with_names(found):
    """The same with what only its place tells: a name below a title is a byline, a line above a date a signature."""
    result = []
    for passage, following in with_next(found):
        above = result[-1] if result else None
        named = passage.kind == HEAD and above and following and not _is_far_down(result)
        result.append(_named(passage, above, following) if named else passage)
    return result


def _is_far_down(above):
    """Whether so many headline lines stand above that they are a poem's, or a byline stands above them."""
    kinds = [passage.kind for passage in above[-4:]]
    return kinds == [HEAD] * 4 or (CREDIT in kinds and kinds[-2:] == [HEAD] * 2)


def _named(passage, above, following):
    if above.kind == HEAD and _signs(passage.text, above.text):
        byline = Byline(tuple(("", name) for name in names_in(passage.text)))
        return replace(passage, kind=CREDIT, byline=byline)
    if above.kind == BODY and marks.is_signature(following.text):
        return replace(passage, kind=BODY)
    return passage


def _signs(text, title):
    """Whether a line holds the author's name: 某 某, a name that is not as long as the title above it, a body's."""
    parted = re.fullmatch(r"[\u3400-\u9fff] +[\u3400-\u9fff]", half_width(text))
    return bool(parted or _BODY.fullmatch(text)) or (bool(bare_names(text)) and len(text) != len(title))


def with_verse(found):
    """The same with poems recognised: short lines in stanzas below a title or a name."""
    result, index = [], 0
    while index < len(found):
        stanzas = _stanzas(found, index, result)
        result += [_stanza(stanza) for stanza in stanzas] or [found[index]]
        index += sum(map(len, stanzas)) or 1
    return result


def _stanza(lines):
    """A single line among stanzas is a poem's own title."""
    text = "\n".join(passage.text for passage in lines)
    return Passage(VERSE if len(lines) > 1 else SUBHEAD, text, lines[0].line, lines[0].gap)


def _stanzas(found, start, before):
    """Runs of headline-like lines from `start` that are a poem, [] where they are none."""
    above = before[-1].kind if before else None
    placed = above in (CREDIT, HEAD, VERSE) and (found[start].gap or above == CREDIT)
    if not placed or found[start].kind != HEAD:
        return []
    stanzas = []
    for passage in found[start : start + _LONGEST_POEM]:
        if passage.kind != HEAD or len(passage.text) > LONGEST_LINE:
            break
        if passage.gap or not stanzas:
            stanzas.append([])
        stanzas[-1].append(passage)
    while stanzas and len(stanzas[-1]) == 1:
        stanzas.pop()
    enough = 4 if above == CREDIT else 5
    singles = sum(len(stanza) == 1 for stanza in stanzas)
    return stanzas if sum(map(len, stanzas)) >= enough and (above == CREDIT or not singles) else []


def is_punctuated_verse(lines, above):
    """Whether lines below a title or a name each end with a mark, as a poem's do and a column's don't."""
    placed = bool(above) and above.kind in (HEAD, SUBHEAD, CREDIT, VERSE) and not lines[0].indented
    return placed and len(lines) >= 2 and all(_is_line_of_verse(line) for line in lines)


def _is_line_of_verse(line):
    return len(line.text) <= LONGEST_LINE and bool(re.search(r"[,。;!?、]”?$", line.half))

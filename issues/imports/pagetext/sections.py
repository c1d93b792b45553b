"""Passages to pieces' sections: which headline lines open a new piece and which are subheads of the one they stand in."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import with_next
from issues.imports.pagetext.passage import (
    ADVERTISEMENT,
    BODY,
    CAPTION,
    COLUMN,
    CREDIT,
    HEAD,
    POINTER,
    SOURCE,
    SUBHEAD,
    TABLE,
    VERSE,
)

_HEADING = {HEAD, COLUMN, ADVERTISEMENT, SUBHEAD}
_LONG_PIECE = 800  # characters: a piece so long has subheads more often than not
# Titles that stand for themselves: notices, and pieces numbered within a series.
_NOTICE = re.compile(
    r"(?:更正|致歉|启事|声明|通知|通告|公告|公示|讣告|来信|征稿|征文|招聘|一封信|简讯|短讯|快讯|简明新闻)$|[二两三四五六七八九十0-9][则条]$"
    r"|[(（][一二三四五六七八九十0-9上中下]{1,2}[)）]$"
)


@dataclass
class Section:
    """A heading and what stands below it, up to the next heading."""

    heading: list = field(default_factory=list)
    heads: list = field(
        default_factory=list
    )  # of the heading, what is no column's name or advertisement's mark
    content: list = field(default_factory=list)

    def add_to_heading(self, passage):
        self.heading.append(passage)
        if passage.kind in (HEAD, SUBHEAD):
            self.heads.append(passage)

    @property
    def paragraphs(self):
        return [passage for passage in self.content if passage.kind == BODY]


def pieces_of(passages):
    """The page's pieces, each a list of Sections: the first with the headline, the others with a subhead."""
    sections = _sections(passages)
    pieces = []
    for section, opens in zip(sections, _openings(sections), strict=True):
        if opens or not pieces:
            pieces.append([])
        pieces[-1].append(section)
    return pieces


def _sections(passages):
    sections = [Section()]
    for passage, following in with_next(passages):
        if passage.kind not in _HEADING:
            sections[-1].content.append(passage)
            continue
        if sections[-1].content or _splits_heading(sections[-1], passage, following):
            sections.append(Section())
        sections[-1].add_to_heading(passage)
    return [section for section in sections if section.heading or section.content]


def _splits_heading(section, passage, following):
    """Whether a heading line does not belong to the headline above it: a first subhead, a column's name."""
    if not section.heads:
        return False
    if passage.kind in (COLUMN, ADVERTISEMENT) or (marks.box_name(passage.text) and _is_text(following)):
        return True
    if passage.kind == SUBHEAD:
        return not (marks.without_mark(section.heads[-1].text) and len(section.heads) == 1)
    stands_on_text = _is_text(following) and following.indented and not following.gap
    return (
        bool(passage.gap)
        and stands_on_text
        and len(section.heads) > 1
        and not marks.opens_with_dateline(following.text)
    )


def _is_text(passage):
    return bool(passage) and passage.kind == BODY


@dataclass(frozen=True)
class _Habits:
    """How this page sets its copy."""

    gap: int  # blank lines between paragraphs
    opening_marks: frozenset  # printed above titles: a line with one and nothing else is a title itself
    titles_at_margin: bool


def _openings(sections):
    """For each section whether it opens a piece."""
    habits = _Habits(_typical_gap(sections), _opening_marks(sections), _are_titles_at_margin(sections))
    verdicts = [True][: len(sections)] + [
        _verdict(before, section, after, habits)
        for (before, section), after in zip(pairwise(sections), [*sections[2:], None], strict=False)
    ]
    for verdict, group in groupby(list(enumerate(verdicts)), key=lambda pair: pair[1]):
        indexes = [index for index, _ in group]
        if verdict is None:
            opens = not _is_divided(sections, verdicts, indexes)
            verdicts[indexes[0] : indexes[-1] + 1] = [opens] * len(indexes)
    return verdicts


def _typical_gap(sections):
    gaps = Counter(passage.gap for section in sections for passage in section.content if passage.gap)
    return gaps.most_common(1)[0][0] if gaps else 1


def _are_titles_at_margin(sections):
    return not any(passage.indented for section in sections[:1] for passage in section.heads)


def _is_signed_part(section):
    """Whether a heading is set like the paragraphs around it and only its author's name follows: one of several parts."""
    first, below = section.heading[0], section.content[:1]
    return (
        len(section.heading) == 1
        and first.indented
        and not first.gap
        and bool(below)
        and below[0].kind == CREDIT
    )


def _opening_marks(sections):
    columns = (section.heads[0].text for section in sections if len(section.heads) > 1)
    return frozenset(column[0] for column in columns if marks.without_mark(column))


def _verdict(before, section, after, habits):
    """True: a new piece; False: a subhead; None: only its neighbours can tell."""
    first = section.heading[0]
    if first.kind in (COLUMN, ADVERTISEMENT) or len(section.heads) > 1 or _opens_itself(section):
        return not (habits.titles_at_margin and _is_signed_part(section))
    if first.kind == SUBHEAD:
        return _is_jump(before) or bool(first.gap and first.text[0] in habits.opening_marks)
    if (
        marks.box_name(first.text)
        or _is_in_series(first, before, after)
        or (not _has_text(before) and before.heads)
    ):
        return False
    if _is_closed(before) or _is_photo_piece(section):
        return True
    if _NOTICE.search(first.text) or first.gap > habits.gap:
        return True
    is_wrapped = any(passage.wrapped for passage in before.paragraphs + section.paragraphs)
    like_subheads = any(_is_like_subhead(first, neighbour) for neighbour in (before, after))
    return bool(first.gap and not like_subheads) if is_wrapped else None


def _is_in_series(heading, *neighbours):
    """Whether the section above or below has a heading of the same count: 第一天, 第二天."""
    series = marks.series_of(heading.text)
    heads = [head for section in neighbours if section for head in section.heads[:1]]
    return bool(series) and any(marks.series_of(head.text) == series for head in heads)


def _is_like_subhead(heading, neighbour):
    """Whether the section above or below has a plain subhead without a blank line, as long as this heading."""
    if not neighbour or len(neighbour.heads) != 1 or _opens_itself(neighbour):
        return False
    subhead = neighbour.heads[0]
    return subhead.kind == HEAD and not subhead.gap and abs(len(subhead.text) - len(heading.text)) <= 1


def _opens_itself(section):
    """A byline, a dateline or a pointer back below the heading: what only a piece's first paragraph has."""
    content = section.content
    if not content:
        return False
    if content[0].kind == CREDIT:
        return not content[0].byline.of_picture
    text = section.paragraphs[0].text if section.paragraphs else ""
    pointers = marks.take_pointer_at_start(text)[1]
    pointed = content[0].kind == POINTER and bool(marks.take_pointer_at_start(content[0].text)[1])
    return pointed or bool(pointers) or marks.opens_with_dateline(text)


def _is_jump(section):
    """Whether the section ends with a pointer to where it goes on."""
    last = section.content[-1] if section.content else None
    pointers = last and (marks.pointer_line(last.text) or marks.take_pointer_at_end(last.text)[1])
    return bool(pointers and pointers.on)


def _is_closed(section):
    """Whether a piece surely ends with this section: a jump, a closing credit or source, or it is a photo with its text."""
    if not section.content:
        return False
    last = [passage for passage in section.content if passage.kind != CAPTION][-1:]
    if _is_photo_piece(section) or (last and last[0].kind in (POINTER, SOURCE)):
        return True
    if last and last[0].kind == CREDIT:
        return (
            not last[0].byline.of_picture
            and len(section.content) > 1
            and not marks.is_editors_note(section.content[0].text)
        )
    text = section.paragraphs[-1].text if section.paragraphs else ""
    pointers = marks.take_pointer_at_end(text)[1]
    closing = marks.take_closing_credit(text)[1]
    return bool(pointers) or bool(marks.take_source(text)[1]) or bool(closing)


def _is_photo_piece(section):
    """One paragraph or only captions, with a picture's credit."""
    kinds = [passage.kind for passage in section.content if passage.kind != POINTER]
    credited = any(passage.kind == CREDIT and passage.byline.of_picture for passage in section.content)
    if kinds.count(BODY) == 1 and len(kinds) == 2 and credited:
        return True
    if kinds == [BODY]:
        closing = marks.take_closing_credit(section.content[0].text)[1]
        return bool(closing and closing.of_picture)
    return bool(kinds) and set(kinds) <= {CAPTION, CREDIT} and CAPTION in kinds


def _has_text(section):
    """Whether anything but an editor's note and a byline stands in the section."""
    return any(
        passage.kind in (BODY, TABLE, VERSE, CAPTION) and not marks.is_editors_note(passage.text)
        for passage in section.content
    )


def _is_set_alike(subhead, section):
    """Whether two headings are both plain and stand as far from what is above and below them."""
    ways = [
        (one.heads[0].kind, one.heads[0].gap, one.content[0].gap) for one in (subhead, section) if one.content
    ]
    return len(ways) == 2 and ways[0] == ways[1] and ways[0][0] == HEAD


def _is_divided(sections, verdicts, indexes):
    """Whether the piece above the sections of `indexes` is one that their headings divide.

    A long piece, or one with more of a headline than a title, whose first subhead comes soon; one that has a subhead
    has more of its kind, and none of another.
    """
    first, end = indexes[0], indexes[-1] + 1
    owner = next(index for index in range(first - 1, -1, -1) if verdicts[index])
    subheads = [sections[index] for index in range(owner, first) if verdicts[index] is False]
    if subheads:
        is_boxed = any(marks.box_name(subhead.heads[0].text) for subhead in subheads)
        return not is_boxed and all(_is_set_alike(subheads[0], section) for section in sections[first:end])
    if len(indexes) == 1 or len(sections[owner].paragraphs) > 3:
        return False
    length = sum(len(passage.text) for section in sections[owner:end] for passage in section.content)
    titles = [head for head in sections[owner].heads if not marks.names_column(head.text)]
    return len(titles) > 1 or (_opens_itself(sections[owner]) and length >= _LONG_PIECE)

"""A piece's sections to the article of the draft: headline, dateline, credits, blocks, photos, pointers."""

from dataclasses import dataclass, field, replace

from issues.imports import draft
from issues.imports.draft import ArticleDraft, Block, CreditDraft, PhotoDraft, Problem, gettext_noop
from issues.imports.pagetext import marks
from issues.imports.pagetext.headline import read_headline
from issues.imports.pagetext.lines import is_open, with_next
from issues.imports.pagetext.passage import (
    ADVERTISEMENT,
    BODY,
    CAPTION,
    COLUMN,
    CREDIT,
    POINTER,
    SOURCE,
    TABLE,
    VERSE,
)
from issues.imports.pagetext.rejoin import is_caption_of

_ARROWS = "▲△▼▽▶►◀◁↑↓←→⬆⬇ \u3000"  # point from a caption to its picture
_ELSEWHERE = gettext_noop("“%(text)s” points to a page of another issue.")
_NO_TITLE = gettext_noop("Text without a headline: “%(text)s”.")
_NO_TEXT = gettext_noop("A headline without text: “%(text)s”.")
NOT_ENDED = gettext_noop("The paragraph does not end as a sentence: “%(text)s”.")
_NO_CAPTION = gettext_noop("A picture's credit line without a caption: “%(text)s”.")
_TWICE = gettext_noop("A second source of one piece was left out: “%(text)s”.")


def read_piece(sections):
    """(article or None, problems) of one piece; None where nothing but a heading is left."""
    piece = _Piece(is_photo=_is_photo(sections))
    kicker, title, deck = piece.read_heading(sections[0])
    for number, section in enumerate(sections):
        if number:
            piece.blocks.append(Block(draft.SUBHEAD, _plain(section.heads[0].text)))
        for passage, following in with_next(section.content):
            piece.read(passage, following)
    return piece.article(sections, kicker, title, deck), tuple(piece.problems)


def _plain(subhead):
    return marks.without_mark(subhead) or marks.box_name(subhead) or subhead


def _is_photo(sections):
    """Whether a piece is a photo with its text: one paragraph at most, and a picture's credit or a caption."""
    content = [passage for section in sections for passage in section.content]
    bodies = [passage for passage in content if passage.kind == BODY]
    if len(sections) > 1 or len(bodies) > 1 or any(passage.kind in (TABLE, VERSE) for passage in content):
        return False
    if not bodies:
        return any(passage.kind == CAPTION for passage in content)
    has_caption = any(passage.kind == CAPTION for passage in content)
    last = content[-1]
    if last.kind == CREDIT and last.byline.of_both and not marks.opens_with_dateline(bodies[0].text):
        return not has_caption and len(content) == 2
    byline = next((passage.byline for passage in content if passage.kind == CREDIT), None)
    byline = byline or marks.take_closing_credit(marks.take_pointer_at_end(bodies[0].text)[0])[1]
    return bool(byline and byline.of_picture) and not has_caption


@dataclass
class _Piece:
    """What was read of a piece so far."""

    is_photo: bool
    column: str = ""
    is_advertisement: bool = False
    dateline: str = ""
    credits: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    photos: list = field(default_factory=list)
    pages: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    opened: bool = False  # the first paragraph, where a dateline may stand, was read

    def read_heading(self, section):
        heads = list(section.heads)
        for passage in section.heading:
            if passage.kind == COLUMN:
                self.column = marks.column_name(passage.text)
            self.is_advertisement |= passage.kind == ADVERTISEMENT
        if len(heads) > 1 and marks.names_column(heads[0].text):
            self.column = self.column or _plain(heads.pop(0).text)
        lines = [self._without_pointer(passage.text, passage.line) for passage in heads]
        gaps = [bool(passage.gap) for passage in heads[1:]]
        stands_apart = gaps[:1] == [True] and gaps[1:2] == [False]
        return read_headline(lines, stands_apart) if lines else ("", "", "")

    def _without_pointer(self, text, line):
        text, pointers = marks.take_pointer_at_end(text)
        self._point(pointers, line)
        return text

    def read(self, passage, following):
        readers = {
            BODY: self._body,
            CAPTION: self._caption,
            CREDIT: self._credit,
            POINTER: self._pointer,
            SOURCE: self._source,
        }
        if passage.kind in readers:
            readers[passage.kind](passage, following)
        else:
            self.blocks.append(Block(draft.TABLE if passage.kind == TABLE else draft.VERSE, passage.text))

    def _body(self, passage, following):
        text = marks.without_item_mark(passage.text)
        if not self.opened and not marks.is_editors_note(text):
            text = self._opening(text, passage.line)
        text, byline = self._closing(text, passage.line)
        is_caption = (
            self.is_photo
            or is_caption_of(passage, following)
            or bool(byline and byline.of_picture and "图为" in text)
        )
        if is_caption:
            self._photo(text, byline, passage.line)
            return
        if byline:
            self._add_credits(byline)
        if text:
            self.blocks.append(Block(draft.PARAGRAPH, text))
            if self._breaks_off(text, following):
                self._report(passage.line, NOT_ENDED, text[-12:])

    def _breaks_off(self, text, following):
        signed = marks.is_signature(text) or bool(following and marks.is_signature(following.text))
        return is_open(text) and not (
            signed or marks.is_numbered(text) or marks.is_detail(text) or "on" in self.pages
        )

    def _opening(self, text, line):
        """The first paragraph without pointer back, dateline and credits."""
        self.opened = True
        text, pointers = marks.take_pointer_at_start(text)
        self._point(pointers, line)
        text, self.dateline, credits = marks.take_dateline(text)
        self.credits += [CreditDraft(role, name) for role, name in credits]
        return text

    def _closing(self, text, line):
        """(text without what closes it, Byline or None): pointer, credit and source in any order."""
        byline = None
        while True:
            rest, pointers = marks.take_pointer_at_end(text)
            self._point(pointers, line)
            rest, source = marks.take_source(rest)
            self.dateline = self.dateline or source
            rest, closing = marks.take_closing_credit(rest)
            byline = byline or closing
            if rest == text:
                return text, byline
            text = rest

    def _caption(self, passage, following):
        text, byline = self._closing(passage.text, passage.line)
        self._photo(text, byline, passage.line)

    def _photo(self, text, byline, line):
        credits = tuple(CreditDraft(role, name) for role, name in byline.credits) if byline else ()
        self.photos.append(PhotoDraft(text.lstrip(_ARROWS), credits, line))

    def _credit(self, passage, following):
        byline = passage.byline
        if not byline.of_picture and not (self.is_photo and self.photos):
            self._add_credits(byline)
        elif self.photos and not self.photos[-1].credits:
            self._credit_photos(byline)
        elif byline.of_report or (following and (self.is_photo or not self.blocks)):
            self._add_credits(byline)
        else:
            self._photo("", byline, passage.line)
            self._report(passage.line, _NO_CAPTION, passage.text)

    def _credit_photos(self, byline):
        """One credit line serves all the captions above it that have none."""
        credits = tuple(CreditDraft(role, name) for role, name in byline.credits)
        for index in range(len(self.photos) - 1, -1, -1):
            if self.photos[index].credits:
                break
            self.photos[index] = replace(self.photos[index], credits=credits)

    def _add_credits(self, byline):
        new = [CreditDraft(role, name) for role, name in byline.credits]
        self.credits += [credit for credit in new if credit not in self.credits]

    def _pointer(self, passage, following):
        pointers = None if self.blocks or self.photos else marks.take_pointer_at_start(passage.text)[1]
        self._point(pointers or marks.pointer_line(passage.text), passage.line)

    def _source(self, passage, following):
        source = marks.source_line(passage.text)
        if self.dateline:
            self._report(passage.line, _TWICE, source)
        self.dateline = self.dateline or source

    def _point(self, pointers, line):
        if pointers:
            self.pages |= {
                key: getattr(pointers, key) for key in ("on", "back", "see") if getattr(pointers, key)
            }
        if pointers and pointers.elsewhere:
            self._report(line, _ELSEWHERE, pointers.elsewhere)

    def _report(self, line, message, text):
        self.problems.append(Problem(line, message, {"text": text}))

    def article(self, sections, kicker, title, deck):
        heads = sections[0].heads
        first = (sections[0].heading or sections[0].content)[0]
        if not (self.blocks or self.photos or self.pages or (self.is_advertisement and title)):
            self._report(first.line, _NO_TEXT, title or first.text)
            return None
        if not title:
            self._report(first.line, _NO_TITLE, first.text[:20])
        return ArticleDraft(
            column=self.column,
            is_advertisement=self.is_advertisement,
            title=title,
            kicker=kicker,
            subtitle=deck,
            dateline=self.dateline,
            credits=tuple(self.credits),
            blocks=tuple(self.blocks),
            photos=tuple(self.photos),
            continued_on=self.pages.get("on"),
            continued_from=self.pages.get("back"),
            see_page=self.pages.get("see"),
            title_line=heads[0].line if heads else first.line,
        )

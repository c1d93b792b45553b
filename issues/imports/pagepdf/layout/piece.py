"""A region of a sheet to an article of the draft: what its layout tells is not guessed again from its text."""

from dataclasses import dataclass, replace

from articles.bylines import Byline, bare_names, read_byline
from issues.imports.draft import Problem, gettext_noop
from issues.imports.pagepdf.layout.flow import printed
from issues.imports.pagepdf.layout.heads import Headline, read_headline, title_text
from issues.imports.pagepdf.layout.paragraphs import passages_of
from issues.imports.pagepdf.layout.rows import joined, levels
from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import ends_sentence, glued
from issues.imports.pagetext.passage import ADVERTISEMENT, CAPTION, COLUMN, CREDIT, HEAD, SUBHEAD, Passage
from issues.imports.pagetext.pieces import read_piece
from issues.imports.pagetext.sections import Section

_NOT_PLACED = gettext_noop("Not placed: “%(text)s”.")


@dataclass(frozen=True)
class LaidOut:
    """A piece in its parts: headline, tags, its lines in the order they are read, its pictures, and upright Rows of no use."""

    headline: Headline
    tags: tuple
    lines: tuple
    pictures: tuple
    loose: tuple = ()

    @property
    def is_open(self):
        """Whether its text stops in the middle of a sentence."""
        return bool(self.lines) and not self.lines[-1].is_table and not ends_sentence(self.lines[-1].text)

    def continued_by(self, other):
        """Return the piece with what stands in a region without a headline behind it."""
        return replace(
            self,
            lines=self.lines + other.lines,
            pictures=self.pictures + other.pictures,
            loose=self.loose + other.loose,
        )


def lay_out(region, setting):
    """Return the LaidOut of a region."""
    headline, rows = read_headline(region, setting)
    text = [row for row in rows if not row.is_vertical]
    loose = tuple(row for row in rows if row.is_vertical)
    lines = tuple(printed([*text, *region.tables], setting))
    return LaidOut(headline, region.tags, lines, region.pictures, loose)


def read(piece, script, setting):
    """Return (ArticleDraft or None, problems) of a LaidOut, and enter its lines in the Script."""
    script.end_block()
    heading = _heading(piece, script, setting)
    content = _bylines(piece.headline, script) + passages_of(piece.lines, script, setting)
    sections = _sections(heading, content + _captions(piece.pictures, script, setting))
    loose = [not_placed(row.text, script.add(row.text)) for row in piece.loose]
    if not sections:
        return None, loose
    article, problems = read_piece(sections)
    if article and piece.headline.title:
        kicker, deck = (_joined(rows) for rows in (piece.headline.kicker, piece.headline.deck))
        article = replace(article, kicker=kicker, subtitle=deck)
    return article, [*problems, *loose]


def not_placed(text, number):
    """The Problem of a line that has no place in the draft."""
    return Problem(number, _NOT_PLACED, {"text": text})


def _heading(piece, script, setting):
    found = []
    for tag in piece.tags:
        is_advertisement = marks.is_advertisement(tag.text)
        text = tag.text if is_advertisement or marks.column_name(tag.text) else f"【{tag.text}】"
        kind = ADVERTISEMENT if is_advertisement else COLUMN
        found.append(Passage(kind, text, script.add(text), 1))
    for row in piece.headline.kicker:
        script.add(row.text)
    if piece.headline.title:
        text = title_text(piece.headline.title)
        found.append(Passage(HEAD, text, script.add(text), 1))
    for row in piece.headline.deck:
        script.add(row.text)
    return found


def _joined(rows):
    """Lines of a kicker or a deck as one; what is broken in the middle is not parted."""
    text = rows[0].text if rows else ""
    for row in rows[1:]:
        text = glued(text, row.text)
    return text


def _bylines(headline, script):
    return [_credit(row.text, script.add(row.text)) for row in headline.byline]


def _credit(text, number):
    byline = read_byline(text) or Byline(tuple(("", name) for name in bare_names(text)))
    return Passage(CREDIT, text, number, 0, byline=byline)


def _captions(pictures, script, setting):
    """Captions and credits of the pictures, each credit below its caption."""
    found = []
    for picture in pictures:
        text, credits = "", []
        for level in levels(picture.caption):
            for row in _as_printed(level, setting):
                byline = read_byline(row.text)
                if byline and byline.of_picture:
                    credits.append(row.text)
                else:
                    text = glued(text, row.text) if text else row.text
        if text or credits:
            found.append(Passage(CAPTION, text, script.add(text) if text else 0, 1))
        found += [_credit(line, script.add(line)) for line in credits]
    return found


def _as_printed(level, setting):
    """The rows of a caption's line: its credit apart from its text, all else as one."""
    credits = [row for row in level if (byline := read_byline(row.text)) and byline.of_picture]
    rest = [row for row in level if row not in credits]
    return ([joined(rest, setting.has_spaces)] if rest else []) + credits


def _sections(heading, content):
    """The Sections that the rules for text read a piece from: a subhead begins a new one."""
    sections = [Section()]
    for passage in heading:
        sections[0].add_to_heading(passage)
    for passage in content:
        if passage.kind == SUBHEAD:
            sections.append(Section())
            sections[-1].add_to_heading(passage)
        else:
            sections[-1].content.append(passage)
    return [section for section in sections if section.heading or section.content]

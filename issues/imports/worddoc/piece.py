"""The passages of a Word document as one article, read by the rules that a printed page's pieces are read by."""

from dataclasses import replace

from issues.imports.draft import ArticleDraft, Block, Problem, gettext_noop
from issues.imports.pagetext import marks, pieces
from issues.imports.pagetext.passage import (
    ADVERTISEMENT,
    BODY,
    CAPTION,
    COLUMN,
    HEAD,
    SUBHEAD,
    TABLE,
    VERSE,
)
from issues.imports.pagetext.sections import Section
from issues.imports.worddoc.heading import headline

_MOST_HEADS = 6
_HEADING = {HEAD, COLUMN, ADVERTISEMENT, SUBHEAD}
_SEVERAL = gettext_noop("Another piece seems to begin here: “%(text)s”. Import it by itself.")


def read_piece(passages, entries, subhead_looks):
    """(ArticleDraft, Problems) of a document's Passages; `entries` are its Entries by number.

    `subhead_looks` are the Looks that headings further down have: a line that is set so below the title is one too.
    """
    if not passages:
        return ArticleDraft(), ()
    sections = _sections(_with_photo_text(passages), entries, subhead_looks)
    article, problems = pieces.read_piece(sections)
    if article is None:
        return _lines_alone(passages, entries)
    told = headline(_heads(sections[0], article, entries))
    if told:
        kicker, title, deck = told
        article = replace(article, kicker=kicker, title=title, subtitle=deck)
    kept = tuple(problem for problem in problems if problem.message != pieces.NOT_ENDED)
    return article, kept + _several(passages)


def _sections(passages, entries, subhead_looks):
    """The headline with what stands below it, then a Section for each subhead."""
    sections = [Section()]
    for passage in passages:
        is_below = any(one.kind != CAPTION for one in sections[0].content) or len(sections) > 1
        if passage.kind not in _HEADING:
            sections[-1].content.append(passage)
        elif is_below or _is_first_subhead(passage, sections[0], entries, subhead_looks):
            sections.append(Section(heading=[passage], heads=[passage]))
        else:
            sections[0].add_to_heading(passage)
    return sections


def _is_first_subhead(passage, section, entries, subhead_looks):
    """Whether a line right below the headline heads what follows, set as the headings further down are."""
    if not section.heads or passage.kind in (COLUMN, ADVERTISEMENT):
        return False
    look = entries[passage.line].look
    is_numbered = bool(look.number) or marks.has_subhead_number(passage.text)
    return passage.kind == SUBHEAD or is_numbered or look in subhead_looks


def _heads(section, article, entries):
    """The Entries of the headline lines, a column's name left out."""
    heads = [entries[passage.line] for passage in section.heads]
    is_column = len(heads) > 1 and article.column and marks.names_column(heads[0].text)
    return heads[1:] if is_column else heads


def _with_photo_text(passages):
    """The passages, with the only paragraph below a picture without a caption as that caption, where it is credited."""
    bodies = [passage for passage in passages if passage.kind in (BODY, TABLE, VERSE)]
    bare = [passage for passage in passages if passage.kind == CAPTION and not passage.text]
    if len(bodies) != 1 or len(bare) != 1 or bodies[0].kind != BODY:
        return passages
    byline = marks.take_closing_credit(bodies[0].text)[1]
    if not (byline and byline.of_picture) or marks.opens_with_dateline(bodies[0].text):
        return passages
    caption = replace(bare[0], text=bodies[0].text)
    return [caption if one is bare[0] else one for one in passages if one is not bodies[0]]


def _lines_alone(passages, entries):
    """The article of a document that has nothing but headline lines: what is no headline by its setting is text."""
    lines = [passage for passage in passages if passage.text and passage.kind != CAPTION]
    told = headline([entries[passage.line] for passage in lines]) if len(lines) <= _MOST_HEADS else None
    kicker, title, deck = told or ("", lines[0].text if lines else "", "")
    blocks = () if told else tuple(Block("paragraph", passage.text) for passage in lines[1:])
    return ArticleDraft(kicker=kicker, title=title, subtitle=deck, blocks=blocks), ()


def _several(passages):
    """A Problem for each place below the first paragraphs where a headline stands above a dateline."""
    bodies = [index for index, passage in enumerate(passages) if passage.kind == BODY]
    later = (index for index in bodies[1:] if marks.opens_with_dateline(passages[index].text))
    return tuple(
        Problem(passages[index - 1].line, _SEVERAL, {"text": passages[index - 1].text})
        for index in later
        if passages[index - 1].kind in (HEAD, SUBHEAD)
    )

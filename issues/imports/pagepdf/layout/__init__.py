"""The layout of a newspaper page: from signs on a sheet to a page's pieces, each read by the rules for text.

    rows        the lines of the sheet, how each is set, how running text is set
    furniture   masthead, page head and foot, guide taken out
    pictures    pictures with their captions
    tables      tables with their cells
    regions     what is left cut along rules, frames and white into the pieces
    heads       a piece's headline: kicker, title, deck, byline
    flow        its text in the order of its columns
    paragraphs  the lines of text to passages
    piece       all that to an article
    script      the text that was read, as the editor sees it

Every line of the sheet is in the script, and what has no place in the draft is in its problems.
"""

from dataclasses import replace

from issues.imports.draft import Draft, Problem, gettext_noop
from issues.imports.pagepdf.layout import furniture, piece
from issues.imports.pagepdf.layout.pictures import pictures_of
from issues.imports.pagepdf.layout.regions import Cutter, Region, tags_among
from issues.imports.pagepdf.layout.rows import read_rows
from issues.imports.pagepdf.layout.script import Script
from issues.imports.pagepdf.layout.tables import tables_among
from issues.imports.pagetext.guide import find_guide
from issues.imports.pagetext.lines import split_lines
from issues.imports.pagetext.masthead import read_masthead

_WRONG_FONT = gettext_noop(
    "The font of this line gives other signs than the page shows: type it from the page."
)


def read_layout(glyphs, wrong_fonts=frozenset()):
    """Return (Draft, text) of the page that a sheet (Glyphs) shows; lines of problems are lines of the text.

    What is set in one of the `wrong_fonts`, as the file names them, is read as it comes and said to be doubtful.
    """
    rows, setting = read_rows(glyphs)
    doubtful = {
        row.text for row in rows if len(row.text) > 1 and any(sign.font in wrong_fonts for sign in row.glyphs)
    }
    head, rows = furniture.head_and_foot(rows, glyphs, setting)
    guide, rows = furniture.guide_among(rows, glyphs.frames, setting)
    pictures, rows = pictures_of(glyphs, rows, setting)
    tables, rows = tables_among(rows, glyphs.rules, setting)
    tags, rows = tags_among(rows, glyphs.frames, setting)
    regions = []
    for region in Cutter(glyphs, setting).pieces(Region(tuple(rows), pictures, tables, tags)):
        lines = [] if guide else furniture.guide_of(region.rows, setting)
        guide = guide or lines
        regions += [] if lines else [region]

    script = Script()
    for block in [*furniture.blocks(head), guide]:
        script.end_block()
        script.add_all(block)
    masthead, page, problems = _read_head(script)
    read = [piece.read(one, script, setting) for one in _pieces(regions, setting)]
    problems = [*problems, *(problem for _, found in read for problem in found)]
    problems += [Problem(number, _WRONG_FONT) for number in script.lines_with(doubtful)]
    draft = Draft(
        masthead=masthead,
        page=page,
        articles=tuple(article for article, _ in read if article),
        problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
    )
    return draft, script.text


def _read_head(script):
    """(masthead, page with its guide, problems) of the lines entered so far: nothing but head, foot and guide."""
    lines = split_lines(script.text)
    guide, guide_lines = find_guide(lines)
    masthead, page, rest, problems = read_masthead(lines, guide_lines)
    loose = [piece.not_placed(line.text, line.number) for line in rest]
    return masthead, replace(page, guide=guide), [*problems, *loose]


def _pieces(regions, setting):
    """The pieces of the regions; one without a headline goes on with the text that breaks off before it."""
    made = []
    for region in regions:
        laid_out = piece.lay_out(region, setting)
        if made and not laid_out.headline.rows and not laid_out.tags and made[-1].is_open:
            made[-1] = made[-1].continued_by(laid_out)
        else:
            made.append(laid_out)
    return made

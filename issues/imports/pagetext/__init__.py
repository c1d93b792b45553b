"""The text of one newspaper page, read into a draft: a pure function, without Django and without a database.

    decode    bytes to text
    lines     text to numbered lines, with indent and gap
    guide     the front page's guide taken out
    masthead  masthead, running heads and feet, page credits taken out (headfoot: which lines they are;
              facts: what one line states; dates)
    passages  what is left to paragraphs, headline lines, captions, credit lines …; broken paragraphs joined
    sections  which headline lines open a piece, which are subheads
    pieces    each piece to an article (headline: kicker, title, deck; marks: datelines, pointers, credits)

Nothing is guessed silently: what has no place is in the draft's problems, with its line.
"""

from dataclasses import replace

from issues.imports.draft import Draft, gettext_noop
from issues.imports.pagetext.decode import PageTextError, decode
from issues.imports.pagetext.guide import find_guide
from issues.imports.pagetext.lines import split_lines, without_copy_numbers
from issues.imports.pagetext.masthead import read_masthead
from issues.imports.pagetext.passages import passages
from issues.imports.pagetext.pieces import read_piece
from issues.imports.pagetext.sections import pieces_of

__all__ = ["PageTextError", "read_page"]


def read_page(source):
    """The Draft of one page's text, given as bytes of a file or as text. Raises PageTextError, with the line."""
    lines = without_copy_numbers(split_lines(decode(source) if isinstance(source, bytes) else source))
    if not lines:
        raise PageTextError(gettext_noop("The text is empty."))
    guide, guide_lines = find_guide(lines)
    masthead, page, copy, problems = read_masthead(lines, guide_lines)
    read = [read_piece(piece) for piece in pieces_of(passages(copy))]
    problems = [*problems, *(problem for _, found in read for problem in found)]
    return Draft(
        masthead=masthead,
        page=replace(page, guide=guide),
        articles=tuple(article for article, _ in read if article),
        problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
    )

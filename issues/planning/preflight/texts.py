"""Holds every line of the issue against the checks of a piece (articles/checks/), with the issue's date."""

from django.utils.translation import gettext as _

from articles.checks import check_piece, piece_of
from articles.checks.piece import Piece
from issues.planning.preflight.finding import of_page, of_piece

# What a line that stands alone can be judged by; it has no body to be held against.
_OF_A_LINE = {
    "unpaired_marks",
    "half_width_punctuation",
    "watch_word",
    "post_wrong",
    "post_name",
    "weekday_contradicts",
}


def of_pieces(edition):
    """Yield the findings of the checks of each piece."""
    for piece in edition.pieces:
        for found in check_piece(piece_of(piece.article, edition.issue.date), edition.house):
            yield of_piece(
                found.rule, found.severity, found.message, piece, place=found.place, excerpt=found.excerpt
            )


def of_lines(edition):
    """Yield the findings in what stands on pages beside the pieces: page names, guides, headlines of later parts."""
    for page in edition.pages:
        lines = [(_("page name"), page.name), *((_("guide"), entry.title) for entry in page.guide.all())]
        for place, line in lines:
            for found in _of_line(line, edition):
                yield of_page(
                    found.rule, found.severity, found.message, page, place=place, excerpt=found.excerpt
                )
    for placement in edition.placements:
        for found in _of_line(placement.headline, edition):
            yield of_piece(
                found.rule,
                found.severity,
                found.message,
                placement,
                place=_("own headline"),
                excerpt=found.excerpt,
            )


def _of_line(line, edition):
    if not line.strip():
        return []
    piece = Piece(title=line, printed_on=edition.issue.date)
    return [found for found in check_piece(piece, edition.house) if found.rule in _OF_A_LINE]

"""Holds the photos of the issue's pieces against their checks (articles/checks/photos.py)."""

from articles.checks import photos
from issues.planning.preflight.finding import of_piece


def unprintable(edition):
    """Yield the findings for photos without a file, and for those of copy without a caption."""
    for piece in edition.pieces:
        yield from _findings(piece, photos.unprintable(piece.article))


def too_small(edition):
    """Yield a finding for each photo whose longer side has fewer pixels than the house style asks for."""
    for piece in edition.pieces:
        yield from _findings(piece, photos.too_small(piece.article, edition.style.smallest_photo))


def undescribed(edition):
    """Yield a finding for each photo without an alternative text."""
    for piece in edition.pieces:
        yield from _findings(piece, photos.undescribed(piece.article))


def _findings(piece, found):
    for one in found:
        yield of_piece(one.rule, one.severity, one.message, piece, place=one.place, excerpt=one.excerpt)

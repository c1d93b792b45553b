"""Finds copy that can't be printed as it is: not approved, or withdrawn."""

from django.utils.translation import gettext as _

from articles.models import ArticleState
from issues.planning.preflight.finding import BLOCK, of_piece


def not_approved(edition):
    """Yield a finding for each piece that has not passed its final review."""
    for piece in edition.pieces:
        if piece.article.state != ArticleState.APPROVED:
            message = _("Its state is “%(state)s”: the final review is to come.") % {
                "state": piece.article.get_state_display()
            }
            yield of_piece("not_approved", BLOCK, message, piece)


def withdrawn(edition):
    """Yield a finding for each piece that is withdrawn."""
    for piece in edition.pieces:
        if piece.article.withdrawal:
            yield of_piece("withdrawn_copy", BLOCK, _("The piece is withdrawn."), piece)

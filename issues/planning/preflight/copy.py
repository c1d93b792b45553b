"""Finds copy that can't be printed as it is: not approved, withdrawn, its photos without file or caption."""

import re

from django.utils.translation import gettext as _

from articles.models import ArticleState
from issues.planning.preflight.finding import BLOCK, of_piece

# What is typed where a caption is still to come.
_PLACEHOLDER = re.compile(r"图片?说明?|说明|待补|待定|暂无|[xX]+|无|文字说明|图注|caption", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")


def not_approved(edition):
    """Yield a finding for each piece that has not passed its final review."""
    for piece in edition.pieces:
        if piece.article.state != ArticleState.APPROVED:
            message = _("Not approved (%(state)s).") % {"state": piece.article.get_state_display()}
            yield of_piece("not_approved", BLOCK, message, piece)


def withdrawn(edition):
    """Yield a finding for each piece that is withdrawn."""
    for piece in edition.pieces:
        if piece.article.withdrawal:
            yield of_piece("withdrawn_copy", BLOCK, _("The piece is withdrawn."), piece)


def photos(edition):
    """Yield the findings for photos without a file, and for those of copy without a caption."""
    for piece in edition.pieces:
        for number, photo in enumerate(piece.article.photos.all(), 1):
            place = _("photo %(number)s") % {"number": number}
            if not photo.file:
                message = _("The photo has no picture file yet.")
                yield of_piece(
                    "photo_without_file", BLOCK, message, piece, place=place, excerpt=photo.caption[:30]
                )
            if not _has_caption(photo) and not piece.article.is_advertisement:
                yield of_piece(
                    "photo_without_caption", BLOCK, _("The photo has no caption."), piece, place=place
                )


def _has_caption(photo):
    caption = _NO_LETTER.sub("", photo.caption)
    return bool(caption) and not _PLACEHOLDER.fullmatch(caption)

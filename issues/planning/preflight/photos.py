"""Finds photos with too few pixels for print."""

from django.utils.translation import gettext as _

from issues.planning.preflight.finding import WARNING, of_piece


def too_small(edition):
    """Yield a finding for each photo whose longer side has fewer pixels than the house style asks for."""
    least = edition.style.smallest_photo
    for piece in edition.pieces:
        for number, photo in enumerate(piece.article.photos.all(), 1):
            if photo.file and max(photo.width, photo.height) < least:
                facts = {"width": photo.width, "height": photo.height, "least": least}
                message = (
                    _("%(width)s × %(height)s pixels: for print the longer side needs %(least)s.") % facts
                )
                place = _("photo %(number)s") % {"number": number}
                yield of_piece(
                    "low_resolution", WARNING, message, piece, place=place, excerpt=photo.caption[:30]
                )

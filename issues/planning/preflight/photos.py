"""Finds photos that print or screen readers get too little of: too few pixels, no words for what is seen."""

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
                yield _of_photo("low_resolution", message, piece, number, photo)


def undescribed(edition):
    """Yield a finding for each photo without an alternative text (WCAG 2.2, 1.1.1).

    The site falls back on the caption, which says mostly what is not to be seen: who, when, why. Whether it describes
    the picture well enough is for an editor to say, who then passes over the warning.
    """
    message = _("No alternative text: who can't see the photo gets only its caption.")
    for piece in edition.pieces:
        for number, photo in enumerate(piece.article.photos.all(), 1):
            if photo.file and not photo.alt.strip():
                yield _of_photo("photo_undescribed", message, piece, number, photo)


def _of_photo(rule, message, piece, number, photo):
    place = _("photo %(number)s") % {"number": number}
    return of_piece(rule, WARNING, message, piece, place=place, excerpt=photo.caption[:30])

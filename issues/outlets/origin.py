"""Says whose word a piece is: the paper's own, and where it had to be corrected."""

from django.utils.translation import gettext

from issues.templatetags.corrections import inside_quotes

_OWN = "本报"


def is_own(piece):
    """Say whether the paper wrote the piece itself: what is headed by another's name (据新华社电) is not its own."""
    dateline = piece.article.dateline
    return not piece.article.is_advertisement and (not dateline or dateline.startswith(_OWN))


def correction_text(correction):
    """Return a correction as one sentence of plain text, with its note to readers."""
    said = gettext("{place}: for “{wrong}” read “{right}”.").format(
        place=correction.place, wrong=inside_quotes(correction.wrong), right=inside_quotes(correction.right)
    )
    return f"{said}{correction.note}"

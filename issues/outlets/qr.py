"""Draws the QR code that takes a telephone to an article."""

import functools
import io

import segno
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from issues import publication
from issues.outlets.addresses import absolute
from issues.read_only import read_only

# ISO/IEC 18004 asks for a quiet zone of four modules on each side.
QUIET_ZONE = 4


@read_only
def article(request, pk):
    """The QR code of a published article's address; asked for again at each use, as media is (issues/media.py)."""
    piece = get_object_or_404(publication.ReadersShelf().articles.only("pk"), pk=pk)
    drawn = svg(absolute(request, piece.get_absolute_url()))
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Cache-Control": "private, no-cache"})


@functools.lru_cache(maxsize=512)
def svg(address):
    """Return the QR code of `address` as an SVG element: black on white of its own, its quiet zone in it."""
    drawn = io.BytesIO()
    # Level M is read where 15 % of it is lost, as in newsprint.
    code = segno.make_qr(address, error="m")
    look = {"dark": "black", "light": "white", "svgclass": "code", "lineclass": None}
    code.save(drawn, kind="svg", xmldecl=False, border=QUIET_ZONE, omitsize=True, nl=False, **look)
    return drawn.getvalue().decode()

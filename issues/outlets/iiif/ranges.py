"""Writes the contents of a printed issue as ranges: a page, and in it each piece whose place is known."""

from django.urls import reverse

from issues.outlets import ninjs
from issues.outlets.iiif import parts


def page(sheet, manifest, absolute):
    """Return a Sheet as a Range: its canvas, then its pieces in print order; `manifest` is the manifest's address."""
    canvas = parts.canvas_id(manifest, sheet)
    pieces = [_piece(piece, sheet, canvas, absolute) for piece in sheet.pieces]
    return _range(f"{canvas}/contents", sheet.page.full_name, [_canvas(canvas), *pieces])


def _piece(piece, sheet, canvas, absolute):
    """A part of a canvas is named by its fragment: viewers pass over a SpecificResource here (manifesto.js)."""
    boxes = [_canvas(f"{canvas}#{parts.xywh(box, sheet)}") for box in piece.boxes]
    found = _range(f"{canvas}/contents/{piece.article.pk}", piece.label, boxes)
    if not piece.article.is_advertisement:
        found["seeAlso"] = [_ninjs(piece, absolute)]
    return found


def _ninjs(piece, absolute):
    address = absolute(reverse("outlets:ninjs", args=[piece.article.pk]))
    return parts.link(
        address, piece.label, type="Dataset", format="application/json", profile=ninjs.STANDARD["schema"]
    )


def _range(name, label, items):
    return {"id": name, "type": "Range", "label": parts.text(label), "items": items}


def _canvas(name):
    return {"id": name, "type": "Canvas"}

"""Writes a printed page as a canvas: its picture, and a note on each piece that leads to where it can be read."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from issues.outlets.iiif import parts
from issues.outlines import outline
from issues.page_pictures import THUMBNAIL, ZOOM

# A note is also `commenting`: viewers show no mere links (Mirador's annotations.filteredMotivations).
_MOTIVATIONS = ["commenting", "linking"]


def canvas(issue, sheet, manifest, absolute):
    """Return a Sheet of `issue` as a Canvas, as large as its picture in pixels; `manifest` is the manifest's address."""
    own = parts.canvas_id(manifest, sheet)
    node = {
        "id": own,
        "type": "Canvas",
        "label": parts.text(f"{issue.label} {sheet.page.full_name}"),
        "width": sheet.width,
        "height": sheet.height,
        "thumbnail": [parts.picture(sheet, THUMBNAIL, absolute)],
        "homepage": [_homepage(issue, sheet, absolute)],
        "items": [_annotation_page(f"{own}/picture", [_painting(sheet, own, absolute)])],
    }
    if sheet.page.has_file:
        node["rendering"] = [_file(sheet, absolute)]
    if sheet.pieces:
        notes = [_note(piece, sheet, own, absolute) for piece in sheet.pieces]
        node["annotations"] = [_annotation_page(f"{own}/pieces", notes)]
    return node


def _homepage(issue, sheet, absolute):
    address = absolute(reverse("paper:page", args=[issue.slug, sheet.number]))
    return parts.link(address, sheet.page.full_name, **parts.PAGE_HTML)


def _file(sheet, absolute):
    address = absolute(reverse("media:page_file", args=[sheet.page.key]))
    return parts.link(address, gettext("Download this page (PDF)"), type="Text", format="application/pdf")


def _painting(sheet, own, absolute):
    body = parts.picture(sheet, ZOOM, absolute)
    return {
        "id": f"{own}/picture/1",
        "type": "Annotation",
        "motivation": "painting",
        "body": body,
        "target": own,
    }


def _note(piece, sheet, own, absolute):
    address = absolute(piece.article.get_absolute_url())
    return {
        "id": f"{own}/pieces/{piece.article.pk}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS,
        "body": {
            "type": "TextualBody",
            "value": format_html('<a href="{}">{}</a>', address, piece.label),
            "format": "text/html",
        },
        "target": {"type": "SpecificResource", "source": own, "selector": _selector(piece, sheet)},
    }


def _selector(piece, sheet):
    """One box as a fragment, which every viewer knows; several as the line that the site draws around them."""
    if len(piece.boxes) == 1:
        return {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": parts.xywh(piece.boxes[0], sheet),
        }
    path = outline(piece.boxes, sheet.width, sheet.height)
    drawn = format_html('<svg xmlns="http://www.w3.org/2000/svg"><path d="{}"/></svg>', path)
    return {"type": "SvgSelector", "value": drawn}


def _annotation_page(name, annotations):
    return {"id": name, "type": "AnnotationPage", "items": annotations}

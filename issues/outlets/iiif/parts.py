"""The small parts that a manifest is written of: texts in their language, pictures, links, and what things are called."""

from django.urls import reverse

from issues.outlets.structured import LANGUAGE

PAGE_HTML = {"type": "Text", "format": "text/html", "language": [LANGUAGE]}


def text(words):
    """Return `words` as a text in the paper's language."""
    return {LANGUAGE: [words]}


def picture(sheet, width, absolute):
    """Return a Sheet's picture in one of its sizes (page_pictures.WIDTHS) as an Image."""
    return {
        "id": absolute(reverse("media:page_picture", args=[sheet.page.key, width])),
        "type": "Image",
        "format": "image/webp",
        "width": width,
        "height": max(1, round(sheet.height * width / sheet.width)),
    }


def link(address, label, **kind):
    """Return a link to what is no part of the manifest; `kind` is its type, format, language, profile."""
    return {"id": address, "label": text(label), **kind}


def manifest_id(issue, absolute):
    """Return the address of the manifest of `issue`."""
    return absolute(reverse("outlets:iiif_manifest", args=[issue.slug]))


def canvas_id(manifest, sheet):
    """Return what a Sheet's canvas is called: beside the manifest's address, as no fragment may stand in it (5.3)."""
    return f"{manifest.removesuffix('manifest.json')}pages/{sheet.number}"


def xywh(box, sheet):
    """Return a box as the fragment (w3.org/TR/media-frags) of a Sheet's canvas, in whole pixels."""
    left, top, right, bottom = (
        round(share * side) for share, side in zip(box, (sheet.width, sheet.height) * 2, strict=True)
    )
    return f"xywh={left},{top},{max(1, right - left)},{max(1, bottom - top)}"

"""The picture of a printed page: the sizes that readers get, in WebP, and the same with parts of it blanked."""

import hashlib
import io
import json

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from articles import photos

# Widths in pixels of a thumbnail, of the page on a screen, and of the page looked at closely: 390 mm of paper
# across 3,200 pixels are 208 dpi, at which the smallest type is sharp.
THUMBNAIL, SCREEN, ZOOM = WIDTHS = (320, 1280, 3200)
_QUALITY = {THUMBNAIL: 60, SCREEN: 70, ZOOM: 60}
# How hard WebP's encoder tries (0 to 6); each step above 2 takes twice the time for a few in a hundred.
_EFFORT = 2
_PAPER = "#f1efe9"
# Around what is blanked, in shares of the page's width: the edges of its type are soft.
_MARGIN = 0.004


def store(print_file, image):
    """Store the sizes of `image`, the page drawn `ZOOM` pixels wide, and note its size on `print_file` (unsaved)."""
    for width in reversed(WIDTHS):
        image = _sized(image, width)
        photos.store(_name(print_file, width), _webp(image, width))
        if width == ZOOM:
            print_file.width, print_file.height = image.size


def rendition(print_file, width, hidden=()):
    """Return the name of a stored size, with the `hidden` boxes (shares of the page) blanked; that one is made once.

    Raises FileNotFoundError where the picture is gone.
    """
    plain = _name(print_file, width)
    if not hidden:
        return plain
    blanked = _name(print_file, f"{width}-{hashlib.sha256(json.dumps(hidden).encode()).hexdigest()[:16]}")
    if not default_storage.exists(blanked):
        with default_storage.open(plain) as file:
            image = Image.open(file, formats=["WEBP"]).convert("RGB")
        photos.store(blanked, _webp(_blanked(image, hidden), width))
    return blanked


def remove(print_file):
    """Remove all that was made of the print file, what was blanked among it."""
    folder = _folder(print_file)
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:  # an object store knows no folders, and lists nothing
        return
    for name in names:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def _name(print_file, size):
    return f"{_folder(print_file)}/{size}.webp"


def _folder(print_file):
    return f"renditions/pages/{print_file.file.name.removeprefix('pages/').removesuffix('.pdf')}"


def _sized(image, width):
    if image.width == width:
        return image
    return image.resize(
        (width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS, reducing_gap=2.0
    )


def _blanked(image, boxes):
    draw = ImageDraw.Draw(image)
    for left, top, right, bottom in boxes:
        margin = _MARGIN * image.width
        draw.rectangle(
            (
                left * image.width - margin,
                top * image.height - margin,
                right * image.width + margin,
                bottom * image.height + margin,
            ),
            fill=_PAPER,
        )
    return image


def _webp(image, width):
    made = io.BytesIO()
    image.save(made, "WEBP", quality=_QUALITY[width], method=_EFFORT)
    return made.getvalue()

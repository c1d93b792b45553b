"""Gives stored pictures as JPEG: many reading programs know no WebP, which EPUB 3.3 allows."""

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles import photos

# Pixels: as wide as the screens that books are read on.
_WIDEST = 1200
_QUALITY = 80


def jpeg(photo):
    """Return the photo's largest stored size up to 1200 pixels as JPEG; None where the file is gone.

    It is made once and kept beside the size that it is made from, which never changes.
    """
    width = photos.width_up_to(_WIDEST, photo.width)
    stored = photos.rendition_name(photo.file, width)
    made = f"{stored.removesuffix('.webp')}.jpg"
    try:
        return _read(made) if default_storage.exists(made) else _make(stored, made)
    except FileNotFoundError:
        return None


def _make(stored, made):
    converted = io.BytesIO()
    with default_storage.open(stored) as file, Image.open(file) as image:
        image.convert("RGB").save(converted, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    default_storage.save(made, ContentFile(converted.getvalue()))
    return converted.getvalue()


def _read(name):
    with default_storage.open(name) as file:
        return file.read()

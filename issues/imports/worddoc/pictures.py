"""The pictures of a Word document: those that a photo can be made of, and why the others can't."""

import io
import posixpath

from PIL import Image

from issues.imports.draft import gettext_noop
from issues.imports.worddoc.errors import WordDocumentError

_LINKED = gettext_noop(
    "A linked picture is not in the document and was not fetched: %(name)s. Put it in itself."
)
_MISSING = gettext_noop("A picture is missing in the document.")
_KIND = gettext_noop("A picture can't be taken in (%(kind)s): save it as JPEG or PNG and put that in.")
_TOO_LARGE = gettext_noop("A picture has too many pixels (%(width)s × %(height)s): save it smaller.")
# What articles/photos.py takes, and what becomes PNG without loss.
_TAKEN, _CONVERTED = ("JPEG", "PNG", "WEBP", "AVIF"), ("GIF", "BMP", "TIFF")
_MOST_PIXELS = 80_000_000
_BROKEN = (OSError, ValueError, SyntaxError, RuntimeError, Image.DecompressionBombError)


class NoPhoto(ValueError):
    """The picture can't become a photo; `message` is an English template for `params`."""

    def __init__(self, message, **params):
        super().__init__(message % params)
        self.message, self.params = message, params


def picture_data(package, relation):
    """The bytes of a picture, as JPEG, PNG, WebP or AVIF. Raises NoPhoto; an address outside is never asked."""
    _kind, target, is_external = package.of_main.get(relation, ("", "", False))
    if is_external:
        raise NoPhoto(_LINKED, name=target.replace("\\", "/").rpartition("/")[2] or target)
    try:
        data = package.read(target)
    except WordDocumentError as error:
        raise NoPhoto(_MISSING) from error
    return _as_photo(data, posixpath.splitext(target)[1].lstrip(".").upper() or "?")


def _as_photo(data, kind):
    try:
        with Image.open(io.BytesIO(data), formats=(*_TAKEN, *_CONVERTED)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise NoPhoto(_TOO_LARGE, width=image.width, height=image.height)
            return _as_png(image) if image.format in _CONVERTED else data
    except NoPhoto:
        raise
    except _BROKEN as error:
        raise NoPhoto(_KIND, kind=kind) from error


def _as_png(image):
    made = io.BytesIO()
    mode = "RGBA" if image.has_transparency_data else "RGB"
    image.convert(mode).save(made, "PNG")
    return made.getvalue()

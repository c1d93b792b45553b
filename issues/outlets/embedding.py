"""A stored original as other programs can hold it: upright, as JPEG or PNG, without what a camera writes beside it."""

import io
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageOps

_CM_AN_INCH = 2.54
_USUAL_DPI = 96
_QUALITY = 95


@dataclass(frozen=True)
class Embeddable:
    """The bytes of a picture, and its own size in centimetres."""

    data: bytes
    width: float
    height: float


def embeddable(data):
    """Return the Embeddable of an original's bytes; every pixel stays, place and camera data go."""
    with Image.open(io.BytesIO(data)) as image:
        dpi = _dpi(image)
        is_jpeg = image.format in ("JPEG", "MPO")
        options = {"icc_profile": image.info.get("icc_profile")}
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
        if is_jpeg:
            options["quality"] = _QUALITY if turned else "keep"
        made = io.BytesIO()
        upright = ImageOps.exif_transpose(image) if turned else image
        upright.save(made, "JPEG" if is_jpeg else "PNG", exif=b"", dpi=(dpi, dpi), **options)
        width, height = (side / dpi * _CM_AN_INCH for side in upright.size)
    return Embeddable(made.getvalue(), width, height)


def _dpi(image):
    dpi = image.info.get("dpi", (0, 0))[0]
    return float(dpi) if 30 <= dpi <= 2400 else _USUAL_DPI

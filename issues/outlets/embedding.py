"""A stored original as other programs can hold it: upright, as JPEG or PNG, without what a camera writes beside it."""

import io
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageOps

_CM_AN_INCH = 2.54
_USUAL_DPI = 96
# Where a photo has to be packed anew it loses what nobody sees.
_QUALITY = {"JPEG": 95, "MPO": 95, "HEIF": 90, "AVIF": 90}


@dataclass(frozen=True)
class Embeddable:
    """The bytes of a picture, and its own size in centimetres."""

    data: bytes
    width: float
    height: float


def embeddable(data):
    """Return the Embeddable of an original's bytes; its size in pixels stays, place and camera data go.

    What cameras and phones write becomes JPEG, since a photo as PNG is many times as large; what may be a drawing, or
    has transparent parts, becomes PNG.
    """
    with Image.open(io.BytesIO(data)) as image:
        dpi = _dpi(image)
        is_jpeg = image.format in _QUALITY and not image.has_transparency_data
        options = {"icc_profile": image.info.get("icc_profile")}
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
        if is_jpeg:
            is_kept = image.format == "JPEG" and not turned
            options["quality"] = "keep" if is_kept else _QUALITY[image.format]
        made = io.BytesIO()
        upright = ImageOps.exif_transpose(image) if turned else image
        upright.save(made, "JPEG" if is_jpeg else "PNG", exif=b"", dpi=(dpi, dpi), **options)
        width, height = (side / dpi * _CM_AN_INCH for side in upright.size)
    return Embeddable(made.getvalue(), width, height)


def _dpi(image):
    dpi = image.info.get("dpi", (0, 0))[0]
    return float(dpi) if 30 <= dpi <= 2400 else _USUAL_DPI

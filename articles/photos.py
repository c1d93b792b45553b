"""Takes in a picture and makes the sizes that readers get: upright, in sRGB, without metadata, as WebP."""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass

import pi_heif
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps

# Widths in CSS pixels of a phone, a column, a spread and the same on sharp screens.
_WIDTHS = (320, 640, 960, 1440, 1920)
READ = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
_SUFFIXES = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif", "HEIF": "heic"}
MOST_BYTES = 40 * 1024 * 1024
HEAD = 64  # so many bytes tell what a file is
# No newspaper photo has more pixels, and Pillow warns of a decompression bomb above 89 million.
_MOST_PIXELS = 80_000_000
# WebP ends at 16,383 pixels a side: the widest size of a picture taller than this would not fit in.
_TALLEST = 8
_WEBP_QUALITY = 70
_TURNED_ASIDE = {5, 6, 7, 8}  # EXIF 2.32, tag Orientation
_PHONE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}  # ISO/IEC 23008-12
_HEIF_BOXES = {b"ftyp", b"meta", b"mdat", b"idat"}
_AVIF_BRANDS = {b"avif", b"avis"}
_BEGINNINGS = {"JPEG": b"\xff\xd8", "PNG": b"\x89PNG\r\n\x1a\n"}
# What the decoders raise for broken files: found by feeding them damaged ones.
_BROKEN = (OSError, ValueError, SyntaxError, RuntimeError, EOFError, struct.error, zlib.error)

# Only the picture itself is taken: no thumbnails, no maps of depth.
pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


class PictureError(ValueError):
    """The file is no picture that can be printed; its text says why, for the person who sent it."""


@dataclass(frozen=True)
class StoredPicture:
    """What `take_in` has stored: the original's name, and the upright picture's size in pixels."""

    name: str
    width: int
    height: int


def widths(full_width):
    """Return the widths in pixels that a picture of `full_width` pixels is served in, smallest first."""
    smaller = [width for width in _WIDTHS if width < full_width]
    return smaller if full_width > _WIDTHS[-1] else [*smaller, full_width]


def width_up_to(most, full_width):
    """Return the largest of `widths` up to `most` pixels, the smallest where all are larger."""
    served = widths(full_width)
    return max((width for width in served if width <= most), default=served[0])


def rendition_name(name, width):
    """Return where the size of `width` pixels of the stored original `name` lies."""
    return f"renditions/{name.removeprefix('originals/').partition('.')[0]}/{width}.webp"


def take_in(upload):
    """Store an original and its renditions; returns a StoredPicture.

    `upload` is a binary file at any position. The same bytes are stored once, whatever they are called.
    Raises PictureError for anything but a whole JPEG, PNG, WebP, AVIF or HEIC of a sane size; nothing is stored then.
    """
    upload.seek(0)
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PictureError(too_large())
    largest, size, suffix = _open(data)
    digest = hashlib.sha256(data).hexdigest()
    stored = StoredPicture(f"originals/{digest[:2]}/{digest}.{suffix}", *size)
    if not _is_whole(stored.name, len(data)):
        made = {rendition_name(stored.name, width): _webp(largest, width) for width in widths(stored.width)}
        # The original comes last: where it stands whole, its renditions do.
        for name, content in {**made, stored.name: data}.items():
            store(name, content)
    return stored


def too_large():
    """Return the sentence that refuses a file of more than MOST_BYTES."""
    return _("This file is larger than %(size)s MB: save it smaller.") % {"size": MOST_BYTES >> 20}


def form_of(head):
    """Return which of READ a file is by its first HEAD bytes, "" for none of them."""
    if head[4:8] == b"ftyp":
        brands = {head[at : at + 4] for at in range(8, min(len(head), int.from_bytes(head[:4], "big")), 4)}
        is_picture = head[8:12] in _PHONE_BRANDS or brands & _AVIF_BRANDS
        return ("AVIF" if brands & _AVIF_BRANDS else "HEIF") if is_picture else ""
    if head[:4] == b"RIFF":
        return "WEBP" if head[8:12] == b"WEBP" else ""
    return next((form for form, begin in _BEGINNINGS.items() if head.startswith(begin)), "")


def _open(data):
    """Return the picture as its widest rendition shows it, its upright (width, height), and its file suffix."""
    try:
        _refuse_cut(data)
        with Image.open(io.BytesIO(data), formats=READ) as image:
            _refuse_too_many(image.width * image.height)
            width, height = size = _upright_size(image)
            if height > width * _TALLEST:
                raise PictureError(_("This picture is too tall for its width: cut it into pieces."))
            return _as_printed(image, widths(width)[-1] / width), size, _SUFFIXES[image.format]
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except _BROKEN as error:
        raise PictureError(_what_it_is(data)) from error


def _refuse_cut(data):
    """Refuse a HEIC file whose end is missing: its decoder paints grey what it doesn't find (ISO/IEC 14496-12, 4.2)."""
    if form_of(data[:HEAD]) != "HEIF":
        return
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        # What stands behind the picture, as some phones write there, need be no box.
        if at + size > len(data) and data[at + 4 : at + 8] in _HEIF_BOXES:
            raise PictureError(_what_it_is(data))
        # 0: up to the end of the file.
        at += size or len(data) - at


def _refuse_too_many(pixels):
    if pixels > _MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels():
    return PictureError(_("This picture has too many pixels: save it smaller."))


def _what_it_is(data):
    if not data:
        return _("This file is empty.")
    if form_of(data[:HEAD]) == "HEIF":
        return _("This HEIC picture is damaged or of a kind that is not read here: save it as JPEG.")
    return _("This file is no whole JPEG, PNG, WebP, AVIF or HEIC picture: open it and save it again.")


def _upright_size(image):
    aside = image.getexif().get(ExifTags.Base.Orientation) in _TURNED_ASIDE
    return image.size[::-1] if aside else image.size


def _as_printed(image, share):
    """Return the picture at `share` of its size, upright, in sRGB, what is transparent on paper white.

    It is made small first, so that a large photo costs little; a JPEG is even decoded smaller.
    """
    profile = image.info.get("icc_profile")
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    image.draft(None, (2 * size[0], 2 * size[1]))
    image = _in_full_tones(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _in_srgb(_on_paper(ImageOps.exif_transpose(image)), profile)


def _in_full_tones(image):
    """Return the picture in eight bits a channel, which resizing needs; palettes become colours."""
    if image.mode.startswith("I"):
        return image.point(lambda tone: tone / 257, "L")
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA") or "transparency" in image.info:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    return image


def _on_paper(image):
    if not image.has_transparency_data:
        return image
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")


def _in_srgb(image, profile):
    """Convert by the embedded profile, as Adobe's programs do by default; a broken or alien one is ignored."""
    if profile:
        try:
            return ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGB")


def _webp(image, width):
    height = max(1, round(image.height * width / image.width))
    sized = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    made = io.BytesIO()
    sized.save(made, "WEBP", quality=_WEBP_QUALITY, exif=b"", xmp=b"", icc_profile=None)
    return made.getvalue()


def _is_whole(name, size):
    return default_storage.exists(name) and default_storage.size(name) == size


def store(name, data):
    """Store `data` under `name`; what a broken-off run has left there is replaced."""
    default_storage.delete(name)
    default_storage.save(name, ContentFile(data))

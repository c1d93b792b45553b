"""Reads of a picture's EXIF what a person has typed, and when it was taken (Exif 2.32); never where."""

from dataclasses import dataclass

from PIL import ExifTags

from articles.photo_facts import words

_SIGNS = {b"ASCII\0\0\0": None, b"UNICODE\0": "utf-16", b"JIS\0\0\0\0\0": "shift_jis", b"\0" * 8: None}


@dataclass(frozen=True)
class Exif:
    """The texts as stored, "" for what is missing; `comment` and `title` are of Windows and of cameras' own programs."""

    description: str = ""
    artist: str = ""
    taken: str = ""
    comment: str = ""
    title: str = ""


def read(exif):
    """Return the Exif of what Pillow's `getexif` gives."""
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    return Exif(
        description=_ascii(exif.get(ExifTags.Base.ImageDescription)),
        artist=_ascii(exif.get(ExifTags.Base.Artist)) or _windows(exif.get(ExifTags.Base.XPAuthor)),
        taken=_ascii(inner.get(ExifTags.Base.DateTimeOriginal)),
        comment=_windows(exif.get(ExifTags.Base.XPComment)) or _comment(inner.get(ExifTags.Base.UserComment)),
        title=_windows(exif.get(ExifTags.Base.XPTitle)),
    )


def _ascii(value):
    """Return a text of type ASCII, which Pillow reads as Latin-1, whatever stands in it."""
    data = value.encode("latin-1", "replace") if isinstance(value, str) else value
    return words.decoded(data) if isinstance(data, bytes) else ""


def _windows(value):
    return value.decode("utf-16-le", "ignore").rstrip("\0") if isinstance(value, bytes) else ""


def _comment(value):
    """Return a UserComment: eight bytes name its code (Exif 2.32, 4.6.5); UTF-16 without a mark may be either way round."""
    if not isinstance(value, bytes) or value[:8] not in _SIGNS:
        return ""
    code, said = _SIGNS[value[:8]], value[8:].rstrip(b"\0 ")
    if code != "utf-16":
        return words.decoded(said, code)
    ways = [value[8:].decode(way, "ignore").rstrip("\0 ") for way in ("utf-16-le", "utf-16-be")]
    return min(ways, key=_strangeness)


def _strangeness(text):
    """Count the signs that neither Chinese nor Latin text has."""
    return sum(
        not ("\x20" <= sign < "\u0250" or "\u2010" <= sign < "\ua000" or sign > "\uff00") for sign in text
    )

"""Makes one account of what EXIF, IPTC and XMP say of a picture, by the order of the Metadata Working Group.

Guidelines for Handling Image Metadata 2.0 (2010), chapter 5. EXIF comes first; then XMP, but IPTC where it was changed
since without the XMP (`Iptc.is_newer`), unless it only holds the beginning of what the XMP has in full. Headline and
credit line, of which the guidelines don't speak, go the same way.
"""

import datetime
import io
import re
import struct
from dataclasses import dataclass
from functools import partial

from PIL import Image

from articles.photo_facts import exif, iptc, makers, words, xmp

_DATE = re.compile(r"(\d{4})[-:/]?(\d\d)[-:/]?(\d\d)(?!\d)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINA = ("中国", "中华人民共和国", "china", "people's republic of china", "prc")
# What reading damaged notes raises, in Pillow and here: found by feeding it damaged ones.
_BROKEN = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    SyntaxError,
    OverflowError,
    RuntimeError,
    struct.error,
)


@dataclass(frozen=True)
class PhotoFacts:
    """What a file says of its picture, "" or () or None for what it doesn't.

    `credits` are (role, name) pairs in printed order; `taken_on` is the date where it was taken; `overruled` are the
    captions that stand in the file beside `caption`.
    """

    headline: str = ""
    caption: str = ""
    credits: tuple[tuple[str, str], ...] = ()
    taken_on: datetime.date | None = None
    place: str = ""
    overruled: tuple[str, ...] = ()


def read(data):
    """Return the PhotoFacts of a picture file's bytes; what is damaged in it is left out."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            sources = _sources(image)
    except (*_BROKEN, Image.DecompressionBombError):
        return PhotoFacts()
    return reconciled(*sources)


def _sources(image):
    """Return the Exif, Iptc and Xmp of an open picture, empty where they are damaged."""
    # A PNG is read to its end for its EXIF: only then all that it says is there.
    in_exif = _unless_broken(exif.Exif, lambda: exif.read(image.getexif()))
    resources, packet = image.info.get("photoshop") or {}, image.info.get("xmp")
    packet = packet.encode() if isinstance(packet, str) else packet
    return (
        in_exif,
        _unless_broken(iptc.Iptc, partial(iptc.read, resources)),
        _unless_broken(xmp.Xmp, partial(xmp.read, packet, getattr(image, "applist", ()))),
    )


def _unless_broken(empty, read_it):
    try:
        return read_it()
    except _BROKEN:
        return empty()


def reconciled(exif_said, iptc_said, xmp_said):
    """Return the PhotoFacts of an Exif, an Iptc and an Xmp."""

    def chosen(number, name, first="", clean=words.line):
        return _first([clean(first), *_by_age(iptc_said, xmp_said, number, name, clean)])

    captions = [
        words.passage(exif_said.description),
        *_by_age(iptc_said, xmp_said, iptc.CAPTION, "dc:description", words.passage),
        words.passage(exif_said.comment),
    ]
    caption = _first(captions)
    credits = makers.credits(
        _creators(exif_said, iptc_said, xmp_said),
        chosen(iptc.BYLINE_TITLE, "photoshop:AuthorsPosition"),
        chosen(iptc.CREDIT, "photoshop:Credit"),
    )
    said = caption
    if not credits:
        caption, credits = makers.signed(caption)
    return PhotoFacts(
        headline=chosen(iptc.HEADLINE, "photoshop:Headline")
        or chosen(iptc.TITLE, "dc:title")
        or words.line(exif_said.title),
        caption=caption,
        credits=credits,
        taken_on=_first(
            [
                _date(exif_said.taken),
                *_by_age(iptc_said, xmp_said, iptc.DATE, "photoshop:DateCreated", _date),
                _date(xmp_said.text("exif:DateTimeOriginal")),
            ],
            None,
        ),
        place=_place(
            chosen(iptc.COUNTRY, "photoshop:Country") or words.line(xmp_said.text("Iptc4xmpExt:CountryName")),
            chosen(iptc.PROVINCE, "photoshop:State")
            or words.line(xmp_said.text("Iptc4xmpExt:ProvinceState")),
            chosen(iptc.CITY, "photoshop:City") or words.line(xmp_said.text("Iptc4xmpExt:City")),
            chosen(iptc.SUBLOCATION, "Iptc4xmpCore:Location")
            or words.line(xmp_said.text("Iptc4xmpExt:Sublocation")),
        ),
        overruled=tuple(dict.fromkeys(other for other in captions if other and _differs(other, said))),
    )


def _first(values, empty=""):
    return next((value for value in values if value), empty)


def _by_age(iptc_said, xmp_said, number, name, clean):
    """Return the property as XMP and as IPTC have it, the one that holds first."""
    in_iptc, in_xmp = clean(iptc_said.text(number)), clean(xmp_said.text(name))
    return (in_iptc, in_xmp) if _iptc_holds(iptc_said, number, in_iptc, in_xmp) else (in_xmp, in_iptc)


def _iptc_holds(iptc_said, number, in_iptc, in_xmp):
    is_cut = isinstance(in_xmp, str) and in_xmp.startswith(in_iptc or "\0") and iptc_said.is_full(number)
    return iptc_said.is_newer and not is_cut


def _creators(exif_said, iptc_said, xmp_said):
    """Return who made the picture, a text each; EXIF has them in one, parted by semicolons."""
    in_exif = _lines(name.strip().strip('"') for name in exif_said.artist.split(";"))
    in_iptc, in_xmp = _lines(iptc_said.texts(iptc.BYLINE)), _lines(xmp_said.texts("dc:creator"))
    newest = _iptc_holds(iptc_said, iptc.BYLINE, " ".join(in_iptc), " ".join(in_xmp))
    return in_exif or (in_iptc or in_xmp if newest else in_xmp or in_iptc)


def _lines(texts):
    return [text for text in map(words.line, texts) if text]


def _differs(one, other):
    """Say whether a text says something else than another, or more: one that was cut says the same."""
    plain, whole = ("".join(text.split()) for text in (one, other))
    return not whole.startswith(plain)


def _date(text):
    """Return the date that a text begins with (2020:05:22 10:11:12, 20200522, 2020-05-22T10:11+08:00), None for none."""
    found = _DATE.match(text.strip())
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _place(country, province, city, location):
    """Return a place in one line: from the large to the small in Chinese, the other way round in other languages."""
    home = country.lower() in _CHINA and (province or city or location)
    parts = list(dict.fromkeys(part for part in ("" if home else country, province, city, location) if part))
    return " ".join(parts) if any(map(_HAN.search, parts)) else ", ".join(reversed(parts))

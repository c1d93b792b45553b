"""Picture files that say things of themselves, made by hand: IPTC, XMP and EXIF in the codes that programs write."""

import base64
import hashlib
import io
import struct
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, PngImagePlugin

_RDF = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    ' xmlns:xmpNote="http://ns.adobe.com/xmp/note/"><rdf:Description rdf:about="">{}</rdf:Description>'
    "</rdf:RDF></x:xmpmeta>"
)
# A picture of four quarters (red, green, blue, white) of 96 × 64 pixels, as a telephone that was turned aside stores it:
# turned in the file, with the turn beside it (irot) and in its EXIF, which bears a caption and a date.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAABxQABAAAAAAAAAMAAAgAAAAAChQABAAAAAAAAAIIAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA4GlwcnAAAADAaXBjbwAAAHhodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBhZbq"
    "SSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHBcrAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAYAAAABBw"
    "aXhpAAAAAAMICAgAAAAJaXJvdAMAAAAYaXBtYQAAAAAAAAABAAEFgQIDBIUAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAUpt"
    "ZGF0AAAAvCgBrwngITl1X//4BX//8Dq//+XR1Z55/Zf7h34O+t/3gk6oUR/+yUd8tl3+oJwTjKYlwP5P740AJZ2zZ79Wf/qVJU8/"
    "RFVwaapkHZnSoCskBENsDq9K1xWTiXZX8eo73wzvcVbRMsjkC2EoaIFUnKC7Woea85vn/pL2D8r0b+hZ/K5TKFSB+u/ktO/H7HLO"
    "cOEd3sN/uQknLxNDbQ9Exa+EE8RdBEaJ5Tap6gA20PvBLJha/rFSugi6sbJwAAAABkV4aWYAAE1NACoAAAAIAAMBDgACAAAAHwAA"
    "ADIBEgADAAAAAQAGAACHaQAEAAAAAQAAAFIAAAAA5L+u5Lye5Yyg5Zyo5qeQ5qCR5LiL5bmy5rS744CCAAAAAZADAAIAAAAUAAAA"
    "ZAAAAAAyMDIwOjA1OjIyIDEwOjExOjEyAA=="
)
_GUID = "0123456789ABCDEF0123456789ABCDEF"


def upload(data, name="photo.jpg"):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def picture(form="JPEG", size=(48, 32), colour="brown", **options):
    """The bytes of a picture."""
    made = io.BytesIO()
    if form == "PNG" and "xmp" in options:
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", options.pop("xmp").decode())
    Image.new("RGB", size, colour).save(made, form, **options)
    return made.getvalue()


def exif(description=None, artist=None, taken=None, comment=None, code="utf-8", **windows):
    """EXIF whose texts stand in `code`; `windows` are tags of Windows (XPTitle), in UTF-16."""
    made = Image.Exif()
    for tag, text in ((ExifTags.Base.ImageDescription, description), (ExifTags.Base.Artist, artist)):
        if text is not None:
            made[tag] = text.encode(code)
    if taken:
        made.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if comment:
        made.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + comment.encode(
            "utf-16-le"
        )
    for name, text in windows.items():
        made[ExifTags.Base[name]] = text.encode("utf-16-le") + b"\0\0"
    return made


def iim(*datasets, code="utf-8", declared=b""):
    """An IIM block of (number, text) of record 2 in `code`; `declared` is what 1:90 says of it."""
    rows = [(1, 90, declared)] if declared else []
    rows += [(2, number, text if isinstance(text, bytes) else text.encode(code)) for number, text in datasets]
    return b"".join(struct.pack(">BBBH", 0x1C, *row[:2], len(row[2])) + row[2] for row in rows)


def xmp(**properties):
    """An XMP packet of properties, dc__description="…"; a list is an array in order, a dictionary one of languages."""
    return _RDF.format(
        "".join(_property(name.replace("__", ":"), value) for name, value in properties.items())
    ).encode()


def _property(name, value):
    if isinstance(value, dict):
        items = "".join(f'<rdf:li xml:lang="{language}">{text}</rdf:li>' for language, text in value.items())
        value = f"<rdf:Alt>{items}</rdf:Alt>"
    elif isinstance(value, list):
        value = "<rdf:Seq>" + "".join(f"<rdf:li>{text}</rdf:li>" for text in value) + "</rdf:Seq>"
    return f"<{name}>{value}</{name}>"


def jpeg(iptc=None, xmp=None, extended=None, digest=None, **options):
    """A JPEG with these in its segments: an IIM block, an XMP packet and the XMP that no segment could hold.

    `digest` is stored as the IIM block's sum: True for the right one, False for one of before.
    """
    segments = []
    if xmp:
        segments.append((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp))
    if extended:
        start = b"http://ns.adobe.com/xmp/extension/\0" + _GUID.encode()
        half = len(extended) // 2
        parts = [(half, extended[half:]), (0, extended[:half])]
        segments += [(0xE1, start + struct.pack(">II", len(extended), at) + part) for at, part in parts]
    if iptc:
        resources = _resource(0x0404, iptc)
        if digest is not None:
            resources += _resource(0x0425, _digest(iptc if digest else b"as it was before"))
        segments.append((0xED, b"Photoshop 3.0\0" + resources))
    made = picture(**options)
    between = b"".join(struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data for marker, data in segments)
    return made[:2] + between + made[2:]


def extended_note():
    """The property by which a packet names its extension."""
    return {"xmpNote__HasExtendedXMP": _GUID}


def _resource(number, data):
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)


def _digest(block):
    return hashlib.md5(block, usedforsecurity=False).digest()


def zip_of(files, code=None):
    """A zip archive of {path: bytes}; `code` names them as old Windows does, in its own code and without a mark."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(_InCode(path, code) if code else path, data)
    return made.getvalue()


class _InCode(zipfile.ZipInfo):
    """An entry whose name stands in a code that zip knows nothing of."""

    def __init__(self, name, code):
        super().__init__(name)
        self.compress_type = zipfile.ZIP_DEFLATED
        self._coded = name.encode(code)

    def _encodeFilenameFlags(self):  # noqa: N802 - as the standard library calls it
        return self._coded, self.flag_bits & ~0x800

"""Packs a book's files into one EPUB."""

import io
import zipfile
from datetime import UTC

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
# What is compressed already.
_PACKED = (".jpg", ".png")


def packed(files, moment):
    """Return the EPUB of `files`, {name: bytes or text} with package.opf among them, each dated `moment`.

    The same files give the same bytes. The first is the uncompressed media type, by which a file is known for an
    EPUB (EPUB 3.3, 4.2.4.3).
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": _CONTAINER,
            **{f"EPUB/{name}": data for name, data in files.items()},
        }.items():
            entry = zipfile.ZipInfo(name, moment.astimezone(UTC).timetuple()[:6])
            is_stored = name == "mimetype" or name.endswith(_PACKED)
            entry.compress_type = zipfile.ZIP_STORED if is_stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return made.getvalue()

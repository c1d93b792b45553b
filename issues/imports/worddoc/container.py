"""What a file is, told by its bytes; and the parts of a Word document, each read within bounds."""

import io
import posixpath
import zipfile
import zlib
from functools import cached_property

from issues.imports.worddoc import errors
from issues.imports.worddoc.ooxml import children, get, parse

MOST_BYTES = 200 * 1024 * 1024  # of all parts unpacked
_MOST_XML = 40 * 1024 * 1024  # of one XML part: a book's text takes a tenth
_MOST_PARTS = 5000
# Text packs to a tenth, white pictures to a hundredth; what packs better and is large holds nothing to read.
_MOST_RATIO, _LARGE = 200, 20 * 1024 * 1024

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB] 2.2, header signature
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError)


class Package:
    """The parts of an Office Open XML file (ECMA-376 part 2) by name, and their relationships."""

    def __init__(self, archive):
        self._archive = archive
        self._names = {name.lstrip("/").lower(): name for name in archive.namelist()}

    def __contains__(self, name):
        return name.lower() in self._names

    def read(self, name, most=MOST_BYTES):
        """The bytes of a part; raises errors.BrokenDocument, or DocumentTooLarge beyond `most`."""
        try:
            with self._archive.open(self._names[name.lower()]) as part:
                data = part.read(most + 1)
        except (KeyError, *_BROKEN) as error:
            raise errors.BrokenDocument from error
        if len(data) > most:
            raise errors.DocumentTooLarge(size=most >> 20)
        return data

    def xml(self, name):
        """The root element of an XML part."""
        return parse(self.read(name, _MOST_XML))

    def relationships(self, name):
        """{id: (kind, target, is_external)} of a part; the target of an inner one is a part's name."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self:
            return {}
        found = {}
        for entry in children(self.xml(rels)):
            is_external = get(entry, "TargetMode") == "External"
            target = get(entry, "Target") or ""
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[get(entry, "Id")] = (posixpath.basename(get(entry, "Type") or ""), target, is_external)
        return found

    @cached_property
    def main(self):
        """The name of the main document's part."""
        targets = self.relationships("").values()
        named = (target for kind, target, is_external in targets if kind == "officeDocument")
        name = next(named, "word/document.xml")
        if name not in self:
            raise errors.OtherOfficeDocument if _is_other_office(self._names) else errors.NoWordDocument
        return name

    @cached_property
    def of_main(self):
        """The relationships of the main document."""
        return self.relationships(self.main)

    def beside(self, kind):
        """The root element of the main document's part of that kind (styles, comments …), or None."""
        named = (target for its, target, is_external in self.of_main.values() if its == kind)
        name = next((target for target in named if target in self), None)
        return None if name is None else self.xml(name)


def open_package(data):
    """The Package of a file's bytes. Raises a WordDocumentError that says what the file is instead."""
    _refuse_others(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise errors.BrokenDocument from error
    _refuse_bomb(archive, len(data))
    return Package(archive)


def _refuse_others(data):
    if not data:
        raise errors.EmptyFile
    if data.startswith(_OLE):
        raise _of_ole(data)
    if data[:4] not in (b"PK\x03\x04", b"PK\x05\x06"):
        raise _of_text(data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower())


def _of_ole(data):
    """The error for an OLE file: its directory names its streams ([MS-OFFCRYPTO] 2.3.4, [MS-DOC] 2.1)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return errors.EncryptedDocument()
    if "WordDocument".encode("utf-16-le") in data:
        return errors.OldWordDocument()
    return errors.OtherOfficeDocument()


def _of_text(head):
    if head.startswith(b"{\\rtf"):
        return errors.RichTextFile()
    if head.startswith(b"%pdf"):
        return errors.PdfFile()
    is_page = head.startswith((b"<", b"mime-version:")) or b"<html" in head
    return errors.WebPageFile() if is_page else errors.NoWordDocument()


def _is_other_office(names):
    known = ("xl/", "ppt/", "mimetype", "content.xml", "index/")
    return any(name.startswith(known) for name in names)


def _refuse_bomb(archive, packed):
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & 1 for part in parts):
        raise errors.EncryptedDocument
    if unpacked > MOST_BYTES or len(parts) > _MOST_PARTS:
        raise errors.DocumentTooLarge(size=MOST_BYTES >> 20)
    if unpacked > _LARGE and unpacked > packed * _MOST_RATIO:
        raise errors.DangerousDocument

"""The files of one upload, one after the other: those sent alone, and those in zip archives."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from articles import archives, photos

# What one upload takes, unpacked: a week's photos of a newsroom, several times over.
MOST_FILES = 300
MOST_BYTES = 2 * 1024**3
_KINDS = {
    **dict.fromkeys((".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"), "JPEG"),
    **dict.fromkeys((".heic", ".heif", ".hif"), "HEIF"),
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
}
_CALLED = {"WEBP": "WebP", "HEIF": "HEIC"}
# Pictures and archives that are not taken, and that nobody should believe to be.
_ALIEN = frozenset(
    ".gif .bmp .tif .tiff .psd .svg .jp2 .jxl .raw .dng .cr2 .cr3 .nef .arw .orf .rw2 .raf .zip .rar .7z".split()
)
_ALIEN_BEGINNINGS = {
    b"GIF8": "GIF", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP", b"8BPS": "PSD", b"%PDF": "PDF", b"PK\3\4": "ZIP",
}  # fmt: skip
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
)  # fmt: skip


@dataclass(frozen=True)
class File:
    """A file by the path it was sent with, its bytes, or why it is refused; `is_other`: no picture, and none was meant."""

    path: str
    data: bytes = b""
    refusal: str = ""
    is_other: bool = False


def of_uploads(uploads):
    """Yield the Files of what a browser sends, each read when it is asked for: one at a time is held in memory."""
    left = _Left()
    for upload in uploads:
        if upload.name.lower().endswith(".zip"):
            yield from _unzipped(upload, left)
        elif archives.is_litter(upload.name):
            yield File(upload.name, is_other=True)
        elif _suffix(upload.name) in _KINDS or not _suffix(upload.name):
            yield left.read(upload.name, upload)
        else:
            yield File(upload.name, refusal=_not_taken())


class _Left:
    """How many files and bytes the upload may still bring."""

    def __init__(self):
        self.files, self.bytes = MOST_FILES, MOST_BYTES

    def read(self, path, file):
        """Return the File that is read from an open `file`, up to what a photo may have."""
        self.files -= 1
        if self.files < 0:
            return File(path, refusal=_("More than %(count)s files at once.") % {"count": MOST_FILES})
        data = file.read(min(photos.MOST_BYTES, self.bytes) + 1)
        if len(data) > self.bytes:
            facts = {"size": MOST_BYTES >> 30}
            return File(path, refusal=_("More than %(size)s GB at once: send it by itself.") % facts)
        self.bytes -= len(data)
        return File(path, data, _refusal(path, data))


def _refusal(path, data):
    """Return why a file is refused for its size, or for being of another kind than its name says; "" where it isn't."""
    if len(data) > photos.MOST_BYTES:
        return photos.too_large()
    named, form = _KINDS.get(_suffix(path)), photos.form_of(data[: photos.HEAD]) or _alien_form(data)
    if not (named and form) or named == form:
        return ""
    facts = {"named": _CALLED.get(named, named), "form": _CALLED.get(form, form)}
    return _("Its name says %(named)s, but it is %(form)s: save it as JPEG, or put its name right.") % facts


def _alien_form(data):
    return next((form for begin, form in _ALIEN_BEGINNINGS.items() if data.startswith(begin)), "")


def _not_taken():
    return _("Only JPEG, PNG, WebP, AVIF and HEIC are taken: save it as JPEG.")


def _suffix(name):
    return PurePosixPath(name).suffix.lower()


def _unzipped(upload, left):
    """Yield the Files of a zip archive, or one that says why it is refused; what its directory says is not believed."""
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if refusal := _refusal_of_archive(entries, left):
                yield File(upload.name, refusal=refusal)
                return
            for entry in entries:
                yield _entry(archive, entry, left)
    except _BROKEN:
        yield File(upload.name, refusal=archives.damaged(upload.name))


def _refusal_of_archive(entries, left):
    pictures = [entry for entry in entries if _suffix(entry.filename) in _KINDS]
    if any(archives.is_locked(entry) for entry in entries):
        return _("The archive is locked with a password.")
    if not pictures:
        return _("The archive holds no pictures.")
    if len(pictures) > left.files:
        return _("More than %(count)s files at once.") % {"count": MOST_FILES}
    return ""


def _entry(archive, entry, left):
    """Return an entry as a File; one that is broken is refused by itself."""
    try:
        path = archives.path_of(entry)
    except archives.UnfitArchive as error:
        return File(entry.filename, refusal=str(error))
    if any(archives.is_litter(part) for part in path.parts) or path.suffix.lower() not in _ALIEN | set(
        _KINDS
    ):
        return File(str(path), is_other=True)
    if path.suffix.lower() in _ALIEN:
        return File(str(path), refusal=_not_taken())
    try:
        with archive.open(entry) as file:
            return left.read(str(path), file)
    except _BROKEN:
        return File(str(path), refusal=_("It is damaged in the archive: send it by itself."))

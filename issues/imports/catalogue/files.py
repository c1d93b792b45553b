"""The files of a back catalogue: from a folder, or from what a browser sends (text files and zip archives)."""

import os
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from articles import archives

# What one run through the browser takes, unpacked: some 8,000 pages. A bigger catalogue goes in by the command.
MOST_BYTES = 64 * 1024 * 1024
MOST_FILES = 10_000
# A page of a broadsheet has some 40 KB of text.
_MOST_PAGE_BYTES = 2 * 1024 * 1024

UnfitUpload = archives.UnfitArchive


@dataclass(frozen=True)
class File:
    """A file of the catalogue by its path inside it; `data` is None for one that is no page text."""

    path: str
    data: bytes | None = None

    @property
    def name(self):
        return PurePosixPath(self.path)


def of_folder(folder):
    """Return the Files in `folder` (a Path) and below it, in order of their paths. Raises OSError."""
    found = []
    for place, folders, names in os.walk(folder, onerror=_raise):
        folders[:] = [name for name in folders if not archives.is_litter(name)]
        for path in (Path(place) / name for name in names if not archives.is_litter(name)):
            data = path.read_bytes() if is_text(path) else None
            found.append(File(path.relative_to(folder).as_posix(), data))
    return sorted(found, key=lambda file: file.path)


def of_uploads(uploads):
    """Return the Files of what a browser sends, zip archives unpacked in memory. Raises UnfitUpload."""
    found, left = [], MOST_BYTES
    for upload in uploads:
        for file in (
            _unzipped(upload, left) if upload.name.lower().endswith(".zip") else [_sent(upload, left)]
        ):
            left -= len(file.data or b"")
            found.append(file)
            if len(found) > MOST_FILES:
                raise UnfitUpload(_("More than %(count)s files at once.") % {"count": MOST_FILES})
    return sorted(found, key=lambda file: file.path)


def is_text(path):
    """Say whether a file is a page's text by its name."""
    return path.suffix.lower() == ".txt"


def _raise(error):
    raise error


def _sent(upload, left):
    if not is_text(PurePosixPath(upload.name)):
        return File(upload.name)
    _refuse_excess(upload.size, left)
    return File(upload.name, upload.read())


def _unzipped(upload, left):
    """Yield the Files of a zip archive; what its directory says of sizes is not believed."""
    try:
        with zipfile.ZipFile(upload) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES:
                raise UnfitUpload(_("More than %(count)s files at once.") % {"count": MOST_FILES})
            for entry in entries:
                path = archives.path_of(entry)
                if any(archives.is_litter(part) for part in path.parts):
                    continue
                data = _read(archive, entry, left) if is_text(path) else None
                left -= len(data or b"")
                yield File(path.as_posix(), data)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError) as error:
        raise UnfitUpload(archives.damaged(upload.name)) from error


def _read(archive, entry, left):
    if archives.is_locked(entry):
        raise UnfitUpload(_("The archive is locked with a password."))
    most = min(left, _MOST_PAGE_BYTES)
    with archive.open(entry) as file:
        data = file.read(most + 1)
    _refuse_excess(len(data), left)
    if len(data) > _MOST_PAGE_BYTES:
        raise UnfitUpload(_("“%(file)s” is too long for a page's text.") % {"file": entry.filename})
    return data


def _refuse_excess(size, left):
    if size > left:
        facts = {"size": MOST_BYTES // 1024 // 1024}
        raise UnfitUpload(_("More than %(size)s MB of text at once: give it in several parts.") % facts)

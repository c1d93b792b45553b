"""What is common to zip archives that people send: names in the code of old Windows, litter of systems, locks."""

from pathlib import PurePosixPath

from django.utils.translation import gettext as _

_UTF8_NAME = 0x800  # appnote 4.4.4, bit 11
_ENCRYPTED = 0x1
_LITTER = {"__macosx", "thumbs.db", "desktop.ini", "ehthumbs.db", "picasa.ini"}


class UnfitArchive(ValueError):
    """The archive can't be taken as a whole; its text says why."""


def is_litter(name):
    """Say whether a file or folder of this name is a system's own (a hidden one, __MACOSX, Thumbs.db)."""
    return name.startswith(".") or name.lower() in _LITTER


def is_locked(entry):
    """Say whether an entry (a ZipInfo) opens with a password only."""
    return bool(entry.flag_bits & _ENCRYPTED)


def path_of(entry):
    """Return the path of an entry (a ZipInfo) inside its archive. Raises UnfitArchive for one that leads out of it."""
    name = entry.filename if entry.flag_bits & _UTF8_NAME else _chinese(entry.filename)
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise UnfitArchive(_("The archive holds a path that leads out of it: “%(path)s”.") % {"path": name})
    return path


def damaged(name):
    """Return the sentence that refuses the file `name` as a zip archive."""
    return _("“%(file)s” is no zip archive, or is damaged.") % {"file": name}


def _chinese(name):
    """Return a name whose bytes Python has read as cp437: Windows writes the system's own code, here GBK."""
    try:
        data = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for code in ("utf-8", "gb18030"):
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    return name

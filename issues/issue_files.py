"""A whole issue in one PDF, put together from its pages' print files once and kept."""

import datetime
import hashlib
import io
import re

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.formats import date_format

from issues.imports.pagepdf import document, facts

# Its mark and its size; the storage writes something behind them where two are stored at once.
_KEPT = re.compile(r"([0-9a-f]{32})-([0-9]+)(?:_\w+)?\.pdf")


def page_files(shelf, issue):
    """Return the names of the print files of all the issue's pages, in order; none where the shelf lacks one of them."""
    pages = list(shelf.pages.filter(issue=issue).order_by("number").values_list("pk", flat=True))
    files = shelf.page_files.filter(issue=issue).order_by("number")
    found = dict(files.values_list("pk", "print_file__file"))
    return [found[page] for page in pages] if found.keys() == set(pages) else []


def bound(issue, files):
    """Return one PDF, as bytes, of the PDFs (bytes) of the issue's pages in `files`, in their order.

    The same files give the same bytes: it says of itself that it was made on the issue's date, as a set page does.
    """
    return facts.stated(document.bundled(files), *_facts(issue))


def mark(issue, names):
    """Return the mark of the PDF that `opened` gives for `names`: another PDF has another mark."""
    return hashlib.sha256(repr((_facts(issue), names)).encode()).hexdigest()[:32]


def opened(issue, names):
    """Return the PDF of the print files `names` of the issue's pages in their order, as an open binary file.

    It is made where there is none, and takes the place of what was made of other files. Raises FileNotFoundError
    where one of `names` is gone.
    """
    folder, marked = f"renditions/issues/{issue.pk}", mark(issue, names)
    for kept in _whole(folder, marked):
        try:
            return default_storage.open(kept)
        except FileNotFoundError:  # another has taken its place in this very moment
            continue
    # One after the other: only one of them is held beside what is made.
    made = bound(issue, (_read(name) for name in names))
    _keep(folder, marked, made)
    return io.BytesIO(made)


def _facts(issue):
    name = issue.masthead.name
    title = f"{name} {issue.label} {date_format(issue.date, 'Y-m-d')}"
    return title, name, datetime.datetime.combine(issue.date, datetime.time(), datetime.UTC)


def _read(name):
    with default_storage.open(name) as file:
        return file.read()


def _keep(folder, marked, made):
    try:
        default_storage.save(f"{folder}/{marked}-{len(made)}.pdf", ContentFile(made))
    except FileNotFoundError:
        return  # Whoever stored one of newer files has removed it half written; it is not needed.
    whole = _whole(folder, marked)
    # What another is writing at this moment is not whole yet: it is his to tidy up.
    for name in _listed(folder):
        kept = f"{folder}/{name}"
        if kept in whole[1:] or not name.startswith(marked):
            default_storage.delete(kept)


def _whole(folder, marked):
    """The stored files of that mark which somebody has written to the end, in one order for all who ask."""
    found = []
    for name in sorted(_listed(folder)):
        match = _KEPT.fullmatch(name)
        if match and match[1] == marked and _size(f"{folder}/{name}") == int(match[2]):
            found.append(f"{folder}/{name}")
    return found


def _listed(folder):
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:  # a folder on disk, before anything is in it
        return []


def _size(name):
    try:
        return default_storage.size(name)
    except FileNotFoundError:
        return None

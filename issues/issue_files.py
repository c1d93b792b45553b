"""A whole issue in one PDF, put together from its pages' print files once and kept."""

import hashlib
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from issues.imports.pagepdf import document


def page_files(shelf, issue):
    """Return the names of the print files of all the issue's pages, in order; none where the shelf lacks one of them."""
    pages = list(shelf.pages.filter(issue=issue).order_by("number").values_list("pk", flat=True))
    files = shelf.page_files.filter(issue=issue).order_by("number")
    found = dict(files.values_list("pk", "print_file__file"))
    return [found[page] for page in pages] if found.keys() == set(pages) else []


def bundle(names):
    """Return the name of the stored PDF of the print files `names` in their order; it is made where there is none.

    Other files make another name. Raises FileNotFoundError where one of them is gone.
    """
    kept = f"renditions/issues/{hashlib.sha256(repr(names).encode()).hexdigest()[:32]}.pdf"
    if not default_storage.exists(kept):
        part = default_storage.save(
            f"{kept}.part", ContentFile(document.bundled([_read(name) for name in names]))
        )
        # It is there whole or not at all, whoever asks at the same moment.
        Path(default_storage.path(part)).replace(default_storage.path(kept))
    return kept


def _read(name):
    with default_storage.open(name) as file:
        return file.read()

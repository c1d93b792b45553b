"""Makes the EPUB of an issue."""

from datetime import UTC
from pathlib import Path

from django.template.loader import render_to_string

from issues.outlets.epub import pictures
from issues.outlets.epub.container import packed
from issues.outlets.epub.cover import cover
from issues.outlets.permanent import permanent_id
from issues.outlets.xml import printable

_STYLE = Path(__file__).with_name("style.css")


def epub(book, absolute):
    """Return the bytes of the EPUB 3.3 of a Book (contents.py); the same book gives the same bytes.

    `absolute` makes an address of this site ("/articles/1/") a whole one.
    """
    issue = book.issue
    images = {photo.file: data for photo in book.photos if (data := pictures.jpeg(photo))}
    names = {file: f"picture-{number}.jpg" for number, file in enumerate(images, start=1)}
    front = cover(book, images)
    context = {
        "book": book,
        "issue": issue,
        "masthead": issue.masthead,
        "identifier": identifier(issue),
        "modified": book.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "absolute": absolute,
        "address": absolute(issue.get_absolute_url()),
        "pictures": names,
        "has_cover_picture": bool(front),
        "is_described": all(photo.alt or photo.caption for photo in book.photos),
    }
    files = _documents(book, context) | {"style.css": _STYLE.read_bytes()}
    files |= {names[file]: data for file, data in images.items()} | ({"cover.jpg": front} if front else {})
    return packed(files, book.changed_at)


def identifier(issue):
    """Return the URN by which reading programs know the book again, whatever is changed in it."""
    return permanent_id(f"books/{issue.pk}")


def _documents(book, context):
    """Return {name: text} of all that is written for the book."""
    names = ("package.opf", "nav.xhtml", "toc.ncx", "cover.xhtml", "imprint.xhtml")
    chapters = {
        chapter.file: _rendered("chapter.xhtml", {**context, "chapter": chapter}) for chapter in book.chapters
    }
    return {name: _rendered(name, context) for name in names} | chapters


def _rendered(name, context):
    return printable(render_to_string(f"issues/epub/{name}", context))

"""Hands readers a published issue as an EPUB."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from issues import last_change
from issues.caching.revalidating import revalidated
from issues.outlets.addresses import absolute
from issues.outlets.epub import contents
from issues.outlets.epub.book import epub
from issues.publication import ReadersShelf
from issues.read_only import read_only


@read_only
def issue(request, slug):
    """The issue at that address as a book, made at this moment, or 304 for who has the same one.

    It is to be asked for again at every use, since a withdrawal must hold at once (DESIGN rule 7).
    """
    shelf = ReadersShelf()
    edition = get_object_or_404(shelf.issues.select_related("masthead"), slug=slug)
    book = contents.read(shelf, edition)
    data = epub(book, partial(absolute, request))
    name = f"{edition.masthead.name}-{edition.date.isoformat()}.epub"
    response = HttpResponse(data, content_type="application/epub+zip")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Length"] = len(data)
    return revalidated(request, last_change.dated(response, [book.changed_at]))

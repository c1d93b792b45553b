"""Serves photos, portraits and page files from behind the gate, at addresses with a random key."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from articles import photos
from issues import issue_files, page_pictures, print_names, publication
from issues.planning import preview_links
from issues.read_only import read_only


@read_only
def photo(request, key, width):
    """One size of a photo, in WebP."""
    return _rendition(request, get_object_or_404(_shelf(request).photos, key=key), width)


@read_only
def portrait(request, key, width):
    """One size of a reporter's portrait, in WebP."""
    return _rendition(request, get_object_or_404(_shelf(request).reporters, key=key), width)


@read_only
def page_file(request, key):
    """A page's print file, in PDF."""
    pages = _shelf(request).page_files.select_related("print_file", "issue__masthead")
    page = get_object_or_404(pages, key=key)
    name = page.print_file.file.name
    called = print_names.of_page(page)
    return _serve(request, name, "application/pdf", is_asked_by_moment=False, called=called)


@read_only
def page_picture(request, key, width):
    """One size of a page's picture, in WebP, with the places blanked where copy stands that isn't on the shelf."""
    shelf = _shelf(request)
    page = get_object_or_404(shelf.page_pictures.select_related("print_file"), key=key)
    if width not in page_pictures.WIDTHS:
        raise Http404
    hidden = shelf.hidden_areas.filter(print_file=page.print_file).order_by("pk")
    boxes = [box for boxes in hidden.values_list("boxes", flat=True) for box in boxes]
    try:
        name = page_pictures.rendition(page.print_file, width, boxes)
    except FileNotFoundError as error:
        raise Http404 from error
    return _serve(request, name, "image/webp", is_asked_by_moment=False)


@read_only
def issue_file(request, slug):
    """All pages of an issue in one PDF; only where the shelf has the print file of each, whole."""
    shelf = _shelf(request)
    issue = get_object_or_404(shelf.issues.select_related("masthead"), slug=slug)
    names = issue_files.page_files(shelf, issue)
    if not names:
        raise Http404
    try:
        file = issue_files.opened(issue, names)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="application/pdf", filename=print_names.of_issue(issue))
    response["ETag"] = quote_etag(issue_files.mark(issue, names))
    return _answer(request, response, file)


def _shelf(request):
    """Who may preview sees what is not out yet, at the same addresses."""
    linked = preview_links.issue_of(request)
    return publication.preview_shelf(request.user, linked) or publication.ReadersShelf()


def _rendition(request, picture, width):
    if width not in picture.widths:
        raise Http404
    return _serve(request, photos.rendition_name(picture.file, width), "image/webp")


def _serve(request, name, content_type, is_asked_by_moment=True, called=""):
    """Return the stored file, or 304 where the one who asks has it; `called` is its name where it is kept.

    By its moment alone (If-Modified-Since) that is known only of what is never put back: a page can get an older
    print file again, and its picture an older one with other parts blanked.
    """
    try:
        file = default_storage.open(name)
        changed_at = default_storage.get_modified_time(name).timestamp()
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=content_type, filename=called)
    response["ETag"] = quote_etag(f"{changed_at:.6f}-{response['Content-Length']}")
    response["Last-Modified"] = http_date(changed_at)
    return _answer(request, response, file, int(changed_at) if is_asked_by_moment else None)


def _answer(request, response, file, changed_at=None):
    """Return `response`, which sends `file`, or 304 by its ETag or `changed_at`.

    Only what the gate has let through comes this far. It is to be asked for again at every use, since a withdrawal
    must hold at once (DESIGN rule 7), and kept in no shared cache, since the same address answers staff with what
    readers may not see yet.
    """
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    answer = get_conditional_response(request, response["ETag"], changed_at, response)
    if answer is not response:
        file.close()
    # A viewer on another site may draw it (IIIF): asked for without cookies, it is what every reader gets.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer

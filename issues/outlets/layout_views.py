"""Gives an article or a page of the desk to the layout desk: as a Word document or as plain text."""

import re

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from issues.models import Masthead
from issues.outlets import layout
from issues.outlets.layout_text import ENCODINGS, plain_text
from issues.outlets.layout_word import word_document

WORD, TEXT = FORMS = "docx", "txt"
_TYPES = {
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    TEXT: "text/plain; charset={}",
}
# What no file may be called by, on Windows either.
_NO_NAME = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')


def export_article(desk, request, pk, form):
    """Return the article as a file; `desk` is its ModelAdmin, which says who may see it."""
    article = _visible(desk, request, pk)
    name = f"{article.copy_number} {article.title}"
    masthead = Masthead.objects.filter(issues__pages__placements__article=article).first()
    masthead = masthead or Masthead.objects.order_by("pk").last() or Masthead()
    return _file(request, form, name, masthead.name, [], [layout.article_lines(article)])


def export_page(desk, request, pk, form):
    """Return all that stands on the page as a file."""
    page = _visible(desk, request, pk)
    name = str(page)
    return _file(request, form, name, page.issue.masthead.name, *layout.page_lines(page))


def _visible(desk, request, pk):
    thing = desk.get_object(request, str(pk))
    if thing is None:
        raise Http404
    if not desk.has_view_or_change_permission(request, thing):
        raise PermissionDenied
    return thing


def _file(request, form, name, paper, facts, pieces):
    encoding = request.GET.get("encoding", "utf-8")
    if form not in FORMS or encoding not in ENCODINGS:
        raise Http404
    data = plain_text(facts, pieces, encoding) if form == TEXT else word_document(name, paper, facts, pieces)
    response = HttpResponse(data, content_type=_TYPES[form].format(encoding))
    called = f"{_NO_NAME.sub(' ', name)[:80].strip()}.{form}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=called)
    response["Cache-Control"] = "private, no-store"
    return response

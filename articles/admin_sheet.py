"""The review sheet (审稿单) of a piece: one paper form with its number, its three opinions and its text, to be printed."""

from django.contrib import admin
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from articles import access, review, richtext
from articles.models import Move
from articles.staff import staff_name

_BOXES = {
    Move.FIRST: _("First review"),
    Move.SECOND: _("Second review"),
    Move.FINAL: _("Final review"),
}


def review_sheet(request, pk, edition_facts):
    """Show the sheet of the piece `pk` to who may read it; `edition_facts(article)` gives paper and place."""
    articles = access.visible_articles(request.user).select_related("owner")
    loaded = articles.prefetch_related(*review.NEEDS, "photos__credits", "tags")
    article = get_object_or_404(loaded, pk=pk)
    context = {
        **edition_facts(article),
        "article": article,
        "owner": staff_name(article.owner) if article.owner else "",
        "boxes": _boxes(article),
        "moves": _other_moves(article),
        # What `clean` returns is safe to show.
        "text": mark_safe(richtext.clean(article.body)),
        "printed_at": timezone.localtime(),
    }
    return TemplateResponse(
        request, "admin/articles/review_sheet.html", admin.site.each_context(request) | context
    )


def _boxes(article):
    """Return the three boxes in order, each with the review of the current round that fills it, or None."""
    made = {made.move: made for made in review.current_round(article)}
    return [{"name": name, **_signed(made.get(move))} for move, name in _BOXES.items()]


def _other_moves(article):
    """Return all that stands in no box: submitting, returns, and what was passed in earlier rounds."""
    in_boxes = {made.pk for made in review.current_round(article) if made.move in _BOXES}
    return [_signed(made) for made in article.reviews.all() if made.pk not in in_boxes]


def _signed(made):
    return {"review": made, "by": staff_name(made.made_by) if made and made.made_by else ""}

"""Loads pages with what stands on them, for the tables of the admin."""

from django.db.models import Prefetch

from issues.models import Placement


def standing_on_pages():
    """Return the prefetch that gives pages their `standing`, with all that admin/issues/standing.html shows."""
    placed = (
        Placement.objects.order_by("order", "id")
        .select_related("article", "see_article")
        .prefetch_related("article__photos", "article__withdrawals", "article__credits")
        .defer("article__body", "see_article__body")
    )
    return Prefetch("placements", placed, to_attr="standing")


def laid_out_pages(issue):
    """Return the issue's pages in order, with credits and what stands on them."""
    return issue.pages.order_by("number").prefetch_related("credits", standing_on_pages())

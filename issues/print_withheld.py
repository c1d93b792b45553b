"""Tells the desk which print files readers don't get whole, and because of which pieces."""

from collections import defaultdict

from django.utils.translation import gettext as _

from issues.areas_to_look_at import never_looked_for
from issues.models import GuideEntry, Placement
from issues.publication import LinkShelf, ReadersShelf, is_published


def withheld(issue, at=None):
    """Return {page's pk: sentence} for the pages of `issue` whose PDF the gate keeps from readers at the moment `at`.

    Of an issue that is not out it says what would be kept back if all the copy that stands in it were approved.
    """
    shelf = ReadersShelf(at) if is_published(issue, at) else LinkShelf(issue.pk)
    kept = issue.pages.exclude(print_file=None).exclude(pk__in=shelf.page_files.values("pk"))
    files = dict(kept.order_by("number").values_list("pk", "print_file"))
    if not files:
        return {}
    pictured = set(shelf.page_pictures.filter(pk__in=files).values_list("pk", flat=True))
    reasons = _reasons(shelf, files)
    return {page: _sentence(page in pictured, reasons[page]) for page in files}


def _reasons(shelf, files):
    """Return {page's pk: why}: each hidden piece on it, in words, once."""
    pages = {file: page for page, file in files.items()}
    found = defaultdict(dict)
    areas = shelf.hidden_areas.filter(print_file__in=pages).order_by("pk")
    for area in areas.select_related("article").prefetch_related("article__withdrawals"):
        found[pages[area.print_file_id]][area.article_id] = _reason(area.article)
    for model, is_guide in ((Placement, False), (GuideEntry, True)):
        hidden = (
            model.objects.filter(page__in=files).exclude(article=None).exclude(article__in=shelf.articles)
        )
        standing = never_looked_for(hidden, is_guide).order_by("order", "pk").select_related("article")
        for one in standing.prefetch_related("article__withdrawals"):
            found[one.page_id][one.article_id] = _reason(one.article)
    return {page: list(said.values()) for page, said in found.items()}


def _reason(article):
    if article is None:
        return _("it shows copy that is gone")
    said = _("“%(title)s” was withdrawn") if article.withdrawal else _("“%(title)s” is not public")
    return said % {"title": article.title}


def _sentence(has_picture, reasons):
    if has_picture:
        said = _(
            "Kept from readers are the PDF and parts of the picture: %(why)s. Set the page anew, or send it again."
        )
    else:
        said = _(
            "Kept from readers are the PDF and the picture: %(why)s. Set the page anew, or send it again."
        )
    return said % {"why": _("; ").join(reasons)}

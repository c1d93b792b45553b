"""What readers see, and staff in a preview: each view takes a shelf from the gate and nothing from elsewhere."""

from operator import attrgetter

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from issues import last_change, on_this_day, reading
from issues.outlets.addresses import absolute
from issues.outlets.pieces import placed_piece
from issues.printed_page import printed_page
from issues.reading_view import reading_view
from issues.templatetags.paper import by_weight

# How many years the issue's page looks back to.
YEARS_AGO = 3


@reading_view
def front(request, shelf):
    """The front page of the latest issue."""
    issue = shelf.issues.latest_first().select_related("masthead").first()
    if issue is None:
        return render(request, "issues/no_issue.html", {"shelf": shelf})
    pages = list(reading.pages(shelf, issue))
    return _page(request, shelf, issue, pages, pages[0]) if pages else _issue(request, shelf, issue)


@reading_view
def issue(request, shelf, slug):
    """The whole issue, its pages with their headlines.

    A double issue answers to both its numbers; a year that no issue has as its number leads to the archive.
    """
    issue = _find_issue(shelf, slug)
    if issue is None and len(slug) == 4 and slug.isdecimal():
        return redirect(f"{request.resolver_match.namespace}:archive_year", int(slug))
    if issue is None:
        raise Http404
    if issue.slug != slug:
        return redirect(f"{request.resolver_match.namespace}:issue", issue.slug)
    return _issue(request, shelf, issue)


@reading_view
def page(request, shelf, slug, number):
    """One page of an issue, as it was printed where there is a picture of it, and set."""
    issue = _find_issue(shelf, slug)
    pages = list(reading.pages(shelf, issue)) if issue else []
    page = next((page for page in pages if page.number == number), None)
    if page is None:
        raise Http404
    return _page(request, shelf, issue, pages, page)


@reading_view
def article(request, shelf, pk):
    """One article, joined over its jump, with the page it stands on."""
    piece = shelf.articles.filter(pk=pk).first()
    if piece is None:
        return _gone(request, shelf, pk)
    placements = list(reading.laid_out(shelf).filter(article=piece))
    if not placements:
        return render(request, "articles/article_unplaced.html", {"shelf": shelf, "article": piece})
    placement = placements[0]
    issue = placement.page.issue
    previous, following = reading.beside(shelf, placement)
    context = {"shelf": shelf, "article": placement.article, "placement": placement, "placements": placements}
    context |= {"issue": issue, "pages": reading.pages(shelf, issue), "page": placement.page}
    context |= {"previous": previous, "following": following, "piece": placed_piece(shelf, placements)}
    context["tags"] = sorted(context["piece"].tags, key=attrgetter("name"))
    context["corrections"] = list(context["piece"].corrections)
    context["address"] = absolute(request, piece.get_absolute_url())
    response = render(request, "articles/article_detail.html", context)
    return last_change.of_copy(response, context, [placement.article], article=piece)


def _issue(request, shelf, issue):
    previous, following = reading.neighbours(shelf, issue)
    context = {"shelf": shelf, "issue": issue, "previous": previous, "following": following}
    context["pages"] = list(reading.pages_with_headlines(shelf, issue))
    context["emptied"] = reading.emptied(shelf, [p.pk for p in context["pages"] if not p.on_page])
    context["corrections"] = list(reading.corrections(shelf, issue=issue))
    earlier = on_this_day.anniversaries(shelf, issue.date.month, issue.date.day, issue.date.year)
    context["anniversaries"] = on_this_day.with_headlines(shelf, earlier[:YEARS_AGO])
    response = render(request, "issues/issue_detail.html", context)
    copy = [placement.article for page in context["pages"] for placement in page.on_page]
    return last_change.of_copy(
        response, context, copy, context["pages"], article__placements__page__issue=issue
    )


def _page(request, shelf, issue, pages, page):
    previous, following = reading.neighbours(shelf, issue)
    context = {"shelf": shelf, "issue": issue, "previous": previous, "following": following}
    placements = list(reading.laid_out(shelf).filter(page=page))
    context |= {"pages": pages, "page": page, "guide": list(reading.front_guide(shelf, page))}
    context |= {"titles": by_weight(placements), "bands": reading.make_up(placements)}
    context["printed"] = printed_page(shelf, page, context["titles"], context["guide"])
    context["before"], context["after"] = reading.beside_page(pages, page)
    context["emptied"] = reading.emptied(shelf, [] if context["bands"] else [page.pk])
    found = list(reading.corrections(shelf, issue=issue, page_number=page.number))
    context |= {"corrections": found, "corrected": {correction.article_id for correction in found}}
    response = render(request, "issues/page_detail.html", context)
    copy = [placement.article for placement in placements]
    return last_change.of_copy(response, context, copy, pages, article__placements__page=page)


def _find_issue(shelf, slug):
    """The issue at that address, or the double issue that has the number as its second, or None."""
    issues = shelf.issues.select_related("masthead")
    issue = issues.filter(slug=slug).first()
    if issue is None and slug.isdecimal() and len(slug) < 9:
        issue = issues.numbered(int(slug)).first()
    return issue


def _gone(request, shelf, pk):
    piece = get_object_or_404(shelf.withdrawn, pk=pk)
    return render(request, "articles/article_withdrawn.html", {"shelf": shelf, "article": piece}, status=410)

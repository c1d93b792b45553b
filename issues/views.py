"""What readers see, and staff in a preview: each view takes a shelf from the gate and nothing from elsewhere."""

from django.core.paginator import Paginator
from django.db.models.functions import ExtractYear
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from issues import reading
from issues.models import Issue
from issues.reading_view import reading_view

PIECES_A_PAGE = 30
CORRECTIONS_A_PAGE = 30


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
    """One page of an issue, set."""
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
    previous, following = reading.beside(
        list(reading.headlines(shelf).filter(page=placement.page)), placement
    )
    context = {"shelf": shelf, "article": placement.article, "placement": placement, "placements": placements}
    context |= {"issue": issue, "pages": reading.pages(shelf, issue), "page": placement.page}
    context |= {"previous": previous, "following": following, "tags": piece.tags.order_by("name")}
    context["corrections"] = list(reading.corrections(shelf, article=piece))
    return render(request, "articles/article_detail.html", context)


@reading_view
def archive(request, shelf, year=None):
    """The covers of a year, the latest where none is named."""
    years = list(
        shelf.issues.annotate(year=ExtractYear("date"))
        .values_list("year", flat=True)
        .distinct()
        .order_by("-year")
    )
    if year and year not in years:
        raise Http404
    year = year or next(iter(years), None)
    issues = reading.covers(shelf, shelf.issues.filter(date__year=year)) if year else Issue.objects.none()
    return render(
        request, "issues/issue_archive.html", {"shelf": shelf, "years": years, "year": year, "issues": issues}
    )


@reading_view
def day(request, shelf, date):
    """Goes to the issue of a day, or lists several."""
    issues = list(reading.covers(shelf, shelf.issues.on(date)))
    if not issues:
        raise Http404
    if len(issues) == 1:
        return redirect(f"{request.resolver_match.namespace}:issue", issues[0].slug)
    return render(request, "issues/issue_day.html", {"shelf": shelf, "date": date, "issues": issues})


@reading_view
def reporter(request, shelf, pk):
    """What a person is credited in, newest first."""
    person = get_object_or_404(shelf.reporters, pk=pk)
    credited = reading.credited(shelf, person)
    return _list(request, shelf, credited, "articles/reporter_detail.html", {"reporter": person})


@reading_view
def tag(request, shelf, pk):
    """What bears a tag, newest first."""
    name = get_object_or_404(shelf.tags, pk=pk)
    return _list(request, shelf, shelf.articles.filter(tags=name), "articles/tag_detail.html", {"tag": name})


@reading_view
def corrections(request, shelf):
    """All corrections, newest first."""
    found = Paginator(reading.corrections(shelf), CORRECTIONS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "issues/corrections.html", {"shelf": shelf, "pieces": found})


def _issue(request, shelf, issue):
    previous, following = reading.neighbours(shelf, issue)
    context = {"shelf": shelf, "issue": issue, "previous": previous, "following": following}
    context["pages"] = reading.pages_with_headlines(shelf, issue)
    context["corrections"] = list(reading.corrections(shelf, issue=issue))
    return render(request, "issues/issue_detail.html", context)


def _page(request, shelf, issue, pages, page):
    previous, following = reading.neighbours(shelf, issue)
    context = {"shelf": shelf, "issue": issue, "previous": previous, "following": following}
    context |= {"pages": pages, "page": page, "guide": reading.front_guide(shelf, page)}
    context["bands"] = reading.make_up(reading.laid_out(shelf).filter(page=page))
    found = list(reading.corrections(shelf, issue=issue, page_number=page.number))
    context |= {"corrections": found, "corrected": {correction.article_id for correction in found}}
    return render(request, "issues/page_detail.html", context)


def _list(request, shelf, articles, template, context):
    pieces = Paginator(reading.newest_first(shelf, articles), PIECES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, template, {"shelf": shelf, "pieces": pieces, **context})


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

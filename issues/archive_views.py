"""The archive as readers go through it: by year, day, page, column, person, tag, correction."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dates import WEEKDAYS

from issues import archive, archive_calendar, jump_to, notices, on_this_day, personal_figures, reading
from issues.leaves import leaf
from issues.models import Issue
from issues.reading_view import reading_view

PIECES_A_PAGE = 30
PAGES_A_PAGE = 15
TAGS_A_PAGE = 300
CORRECTIONS_A_PAGE = 30
# Longer than any number or date: what was typed comes back no longer than this.
LONGEST_TYPED = 40


@reading_view
def year(request, shelf, year=None):
    """The calendar of a year and the pages of its issues; the latest year where none is named."""
    years = archive.years(shelf)
    if year is not None and year not in years:
        raise Http404
    context = {"shelf": shelf, "issues": Issue.objects.none()}
    if years:
        year = year or years[0]
        issues = list(reading.covers(shelf, shelf.issues.filter(date__year=year)))
        months = archive_calendar.months(year, reversed(issues))
        context |= {"years": archive.offered(years, year), "issues": issues}
        context |= {"months": months, "weekdays": WEEKDAYS.values()}
    return render(request, "issues/issue_archive.html", context)


@reading_view
def day(request, shelf, date):
    """Goes to the issue of a day, or lists several."""
    issues = list(reading.covers(shelf, shelf.issues.on(date)))
    if not issues:
        raise Http404
    if len(issues) == 1:
        return redirect(f"{request.resolver_match.namespace}:issue", issues[0].slug)
    context = {"shelf": shelf, "date": date, "issues": issues}
    context["previous"], context["following"] = archive.around_days(shelf, date, date)
    return render(request, "issues/issue_day.html", context)


@reading_view
def page_names(request, shelf):
    """The names that pages bear, or the pages of one name, newest first."""
    name = request.GET.get("name")
    if name is None:
        return render(
            request, "issues/page_names.html", {"shelf": shelf, "entries": archive.page_names(shelf)}
        )
    pages = leaf(request, archive.pages_named(shelf, name), PAGES_A_PAGE)
    if not (name and pages.paginator.count):
        raise Http404
    return render(request, "issues/pages_named.html", {"shelf": shelf, "name": name, "pieces": pages})


@reading_view
def columns(request, shelf):
    """The columns, or the pieces of one, newest first."""
    name = request.GET.get("name")
    if name is None:
        return render(
            request, "articles/column_list.html", {"shelf": shelf, "entries": archive.columns(shelf)}
        )
    ids = archive.newest_ids(shelf.articles.filter(column=name)) if name else []
    if not ids:
        raise Http404
    return _pieces(request, shelf, ids, "articles/column_detail.html", {"name": name})


@reading_view
def reporters(request, shelf):
    """Everyone who is credited, by the initial of the name in pinyin."""
    initials = archive.by_initial(shelf)
    return render(request, "articles/reporter_list.html", {"shelf": shelf, "initials": initials})


@reading_view
def reporter(request, shelf, pk):
    """What a person is credited in, newest first, with figures."""
    person = get_object_or_404(shelf.reporters, pk=pk)
    ids = archive.newest_ids(reading.credited(shelf, person))
    context = {"reporter": person, "career": personal_figures.career(shelf, person)}
    return _pieces(request, shelf, ids, "articles/reporter_detail.html", context)


@reading_view
def tags(request, shelf):
    """The tags, commonest first."""
    found = leaf(request, list(archive.tags(shelf)), TAGS_A_PAGE)
    return render(request, "articles/tag_list.html", {"shelf": shelf, "pieces": found})


@reading_view
def tag(request, shelf, pk):
    """What bears a tag, newest first."""
    name = get_object_or_404(shelf.tags, pk=pk)
    ids = archive.newest_ids(shelf.articles.filter(tags=name))
    return _pieces(request, shelf, ids, "articles/tag_detail.html", {"tag": name})


@reading_view
def corrections(request, shelf):
    """Corrections and withdrawals, newest first: all, or those made in one year."""
    rows = [(timezone.localtime(row[0]).year, row) for row in notices.listed(shelf)]
    years = list(dict.fromkeys(made_in for made_in, _ in rows))
    year = request.GET.get("year")
    if year is not None and year not in map(str, years):
        raise Http404
    wanted = [row for made_in, row in rows if year is None or made_in == int(year)]
    found = leaf(request, wanted, CORRECTIONS_A_PAGE)
    found.object_list = notices.loaded(shelf, found.object_list)
    context = {"shelf": shelf, "years": years, "year": year and int(year), "pieces": found}
    return render(request, "issues/corrections.html", context)


@reading_view
def this_day(request, shelf):
    """What was printed on a day of the year in earlier years; today's where none is named."""
    today = timezone.localdate()
    typed = request.GET.get("date", "").strip()[:LONGEST_TYPED]
    context = {"shelf": shelf, "typed": typed}
    try:
        month, day = jump_to.read_day_of_year(typed) if typed else (today.month, today.day)
    except (jump_to.Unreadable, jump_to.NoSuchDay) as fault:
        return render(request, "issues/on_this_day.html", context | {"fault": type(fault).__name__})
    found = on_this_day.anniversaries(shelf, month, day, today.year)
    context["anniversaries"] = on_this_day.with_headlines(shelf, found)
    context["day_before"], context["the_day"], context["day_after"] = on_this_day.beside(month, day)
    return render(request, "issues/on_this_day.html", context)


def _pieces(request, shelf, ids, template, context):
    """Render a page of the articles of those ids, which are in their order."""
    found = leaf(request, ids, PIECES_A_PAGE)
    found.object_list = archive.entries(shelf, found.object_list)
    return render(request, template, {"shelf": shelf, "pieces": found, **context})

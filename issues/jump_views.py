"""Leads a reader to the issue, day or year that was typed."""

from django.shortcuts import redirect, render
from django.urls import reverse

from issues import archive, jump_to
from issues.reading_view import reading_view

# Longer than any number or date: what was typed comes back no longer than this.
LONGEST_TYPED = 40


@reading_view
def go(request, shelf):
    """Goes where `to` says; offers the nearest issues where nothing stands there, both where it can mean two things."""
    typed = request.GET.get("to", "").strip()[:LONGEST_TYPED]
    context = {"shelf": shelf, "typed": typed}
    if not typed:
        return render(request, "issues/jump_to.html", context)
    try:
        asked = jump_to.read(typed)
    except (jump_to.Unreadable, jump_to.NoSuchDay) as fault:
        return render(request, "issues/jump_to.html", context | {"fault": type(fault).__name__})
    if asked.day and not asked.year:
        day = archive.latest_such_day(shelf, asked.month, asked.day)
        asked = jump_to.Asked(None, day.year, day.month, day.day)
    places = _places(request, shelf, asked)
    if len(places) == 1:
        return redirect(places[0][1])
    if not places:
        context["previous"], context["following"] = archive.around(shelf, asked)
    return render(request, "issues/jump_to.html", context | {"asked": asked, "places": places})


def _places(request, shelf, asked):
    """Return what there is of it as (kind, address); two where a bare 2020 is an issue's number as well as a year."""

    def place(name, *args):
        return name, reverse(f"{request.resolver_match.namespace}:{name}", args=args)

    issues = _issues(shelf, asked)
    places = [place("issue", issues[0].slug)] if len(issues) == 1 else []
    if len(issues) > 1:
        places = [place("day", issues[0].date)]
    if asked.year and not asked.day and shelf.issues.filter(date__year=asked.year).exists():
        name, address = place("archive_year", asked.year)
        places.append((name, f"{address}#month-{asked.month}" if asked.month else address))
    return places


def _issues(shelf, asked):
    """Up to two issues that bear the number or the date."""
    if asked.number:
        return list(shelf.issues.numbered(asked.number)[:2])
    return list(shelf.issues.on(asked.span[0])[:2]) if asked.day else []

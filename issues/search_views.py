"""The page on which readers search the paper."""

from django.shortcuts import render

from articles.search import queries
from issues import searching
from issues.leaves import leaf
from issues.reading_view import reading_view
from issues.search_form import SearchForm

RESULTS_A_PAGE = 20


@reading_view
def search(request, shelf):
    """What is found, or what to type instead; what fits is listed where there is only what narrows it.

    A field that holds nonsense says so, and nothing is looked for until it is mended.
    """
    form = SearchForm(shelf, request.GET)
    is_sound = form.is_valid()
    typed = form.cleaned_data.get("q", "")
    query = queries.parse(typed)
    context = {"shelf": shelf, "form": form, "query": query, "is_narrowed": form.is_narrowed}
    if is_sound and not query.problem and (query.words or form.narrowed):
        ids = _ids(shelf, query, form)
        context["is_capped"] = len(ids) > searching.MOST
        context["count"] = min(len(ids), searching.MOST)
        context["pieces"] = pieces = leaf(request, ids[: searching.MOST], RESULTS_A_PAGE)
        context["results"] = searching.results(shelf, list(pieces), query)
        context["by_themselves"] = [] if ids else queries.apart(typed)
    return render(request, "issues/search.html", context)


def _ids(shelf, query, form):
    order = form.cleaned_data["order"]
    if not query.words:
        return searching.listed(shelf, form.narrowed, order)
    return searching.found(shelf, query, form.narrowed, order or "relevance")

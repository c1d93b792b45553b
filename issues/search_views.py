"""The page on which readers search the paper."""

from django.core.paginator import Paginator
from django.shortcuts import render

from articles.search import queries
from issues import searching
from issues.reading_view import reading_view
from issues.search_form import SearchForm

RESULTS_A_PAGE = 20


@reading_view
def search(request, shelf):
    """What is found, or what to type instead; a field that holds nonsense says so and narrows nothing until it is mended."""
    form = SearchForm(request.GET)
    is_sound = form.is_valid()
    query = queries.parse(form.cleaned_data.get("q", "")) if "q" not in form.errors else queries.Query()
    context = {"shelf": shelf, "form": form, "query": query, "is_narrowed": bool(form.narrowed)}
    if is_sound and query.words:
        ids = searching.found(shelf, query, form.narrowed, form.cleaned_data["order"] or "relevance")
        context["is_capped"] = len(ids) > searching.MOST
        context["count"] = min(len(ids), searching.MOST)
        context["pieces"] = pieces = Paginator(ids[: searching.MOST], RESULTS_A_PAGE).get_page(
            request.GET.get("page")
        )
        context["results"] = searching.results(shelf, list(pieces), query)
        context["by_themselves"] = _by_themselves(form.cleaned_data["q"]) if not ids else []
    return render(request, "issues/search.html", context)


def _by_themselves(typed):
    """The words of a search that found nothing, each of which may find something alone."""
    words = [word for word in typed.split() if queries.parse(word).words]
    return words if len(words) > 1 else []

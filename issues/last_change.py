"""Says when what readers see at an address last changed, by Last-Modified."""

from collections import defaultdict

from django.db.models import Exists, Max, OuterRef
from django.utils.http import http_date

from articles.models import Withdrawal


def dated(response, moments):
    """Give `response` the last of `moments` (aware, or None) as its Last-Modified, and return it; no moment, no header."""
    last = max(filter(None, moments), default=None)
    if last:
        response["Last-Modified"] = http_date(last.timestamp())
    return response


def of_copy(response, context, articles, pages=(), **standing):
    """Give the response that shows an issue, a page of it or a piece in it the moment since which it reads so.

    That is the last at which it came out, its `articles` were changed or corrected, or any was taken or given back
    (one query; `standing` says which copy, as a lookup from a withdrawal: article, article__placements__page).
    `context` is the page's, with shelf, issue and corrections. A preview shows what stands at this moment.

    Where one of `pages` (as reading.pages gives them) had a print file, it gets none: nothing keeps when an area was
    set by hand, on which hangs what can be chosen on a picture, and whether that and the PDFs are offered.
    """
    shelf = context["shelf"]
    if shelf.is_preview or any(page.had_file for page in pages):
        return response
    taken = withdrawals(shelf).filter(**standing).aggregate(Max("withdrawn_at"), Max("lifted_at"))
    corrected = (correction.made_at for correction in context["corrections"])
    changed = (article.changed_at for article in articles)
    return dated(response, [context["issue"].publish_at, *taken.values(), *corrected, *changed])


def told(shelf, **issue):
    """Return {thing: [moments]} at which readers were told something else of the `issue` (a lookup from what has one).

    They are those of corrections, and of what was taken or given back; a minor edit tells nothing else. A thing is
    ("issue", id), ("page", issue id, number) or ("article", id). Two queries.
    """
    place = "article__placements__page__"
    corrected = shelf.corrections.filter(**issue).values_list("issue", "page_number", "article", "made_at")
    taken = withdrawals(shelf).filter(**{f"{place}{key}": value for key, value in issue.items()})
    taken = taken.values_list(f"{place}issue", f"{place}number", "article", "withdrawn_at", "lifted_at")
    moments_of = defaultdict(list)
    for issue_id, page, article, *moments in (*corrected, *taken):
        for thing in (("issue", issue_id), ("page", issue_id, page), ("article", article)):
            moments_of[thing] += filter(None, moments)
    return moments_of


def withdrawals(shelf):
    """Return the withdrawals, in force or lifted, of copy that readers have or had."""
    has = shelf.articles.filter(pk=OuterRef("article"))
    had = shelf.withdrawn.filter(pk=OuterRef("article"))
    return Withdrawal.objects.filter(Exists(has) | Exists(had))

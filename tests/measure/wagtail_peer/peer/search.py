"""The search as `wagtail start` writes it, over articles; with scan=1 a scan, the only way there to find all hits."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.template.response import TemplateResponse

from peer.models import ArticlePage

RESULTS_A_PAGE = 20  # as in the project that is measured


def search(request):
    query, articles = request.GET.get("query", ""), ArticlePage.objects.live()
    if not query:
        found = articles.none()
    elif request.GET.get("scan"):
        found = articles.filter(Q(title__icontains=query) | Q(body__icontains=query)).order_by("-pk")
    else:
        found = articles.search(query)
    results = Paginator(found, RESULTS_A_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "peer/search.html", {"query": query, "results": results})

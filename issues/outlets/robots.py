"""Tells crawlers what to leave alone, by robots.txt (RFC 9309)."""

from django.http import HttpResponse
from django.urls import reverse

from issues.caching.revalidating import revalidated
from issues.outlets.addresses import absolute
from issues.read_only import read_only

# The desk, the previews, and of searches whatever is more than one plain question: their pages, orders and filters
# never end. A plain one may be read, as a link to it from elsewhere leads there.
_LEFT_ALONE = ("/admin/", "/preview/", "/shared/", "/search/*&")


@read_only
def robots(request):
    """The rules, which are the same for all, and where the sitemaps are."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _LEFT_ALONE), ""]
    lines += [
        f"Sitemap: {absolute(request, reverse(name))}" for name in ("outlets:sitemap", "outlets:news_sitemap")
    ]
    response = HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    return revalidated(request, response)

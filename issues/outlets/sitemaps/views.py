"""Serves the sitemap: an index, its parts, and the news of the last two days."""

from xml.sax.saxutils import escape

from django.http import Http404, HttpResponse
from django.urls import reverse

from issues import last_change
from issues.caching.revalidating import revalidated
from issues.outlets.addresses import absolute
from issues.outlets.moments import written
from issues.outlets.sitemaps import news, parts
from issues.outlets.xml import printable
from issues.publication import ReadersShelf
from issues.read_only import read_only

_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = f'{_SITEMAP} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@read_only
def index(request):
    """The sitemap's parts."""
    found = parts.parts(ReadersShelf())
    entries = [
        (reverse("outlets:sitemap_part", args=[part.section, part.number]), part.changed_at) for part in found
    ]
    return _listed(request, "sitemapindex", "sitemap", entries)


@read_only
def part(request, section, part):
    """One part's addresses."""
    entries = parts.addresses(ReadersShelf(), section, part)
    if not entries:
        raise Http404
    return _listed(request, "urlset", "url", entries)


@read_only
def newest(request):
    """The pieces that came out in the last two days, for Google News; there may be none."""
    found = news.placements(ReadersShelf())
    lines = [
        f"<url>{_element('loc', absolute(request, placement.article.get_absolute_url()))}"
        f"<news:news><news:publication>{_element('news:name', placement.page.issue.masthead.name)}"
        f"{_element('news:language', news.LANGUAGE)}</news:publication>"
        f"{_element('news:publication_date', written(placement.page.issue.publish_at))}"
        f"{_element('news:title', placement.article.title)}</news:news></url>"
        for placement in found
    ]
    return _answer(request, "urlset", _NEWS, lines, [placement.page.issue.publish_at for placement in found])


def _listed(request, root, each, entries):
    """Answer with `entries`, (path, moment of its last change or None) each."""
    site = absolute(request, "/")[:-1]
    lines = [
        f"<{each}>{_element('loc', site + path)}{_element('lastmod', written(moment)) if moment else ''}</{each}>"
        for path, moment in entries
    ]
    return _answer(request, root, _SITEMAP, lines, [moment for _, moment in entries])


def _answer(request, root, namespaces, lines, moments):
    document = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{root} {namespaces}>", *lines, f"</{root}>"]
    response = HttpResponse("\n".join(document), content_type="application/xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"  # it is to be read, not to be found
    return revalidated(request, last_change.dated(response, moments))


def _element(name, text):
    return f"<{name}>{escape(printable(text))}</{name}>"

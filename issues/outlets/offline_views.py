"""Serves what reading without a connection stands on: the worker, its lists, the page it shows, the app's facts."""

import json

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from issues.caching.revalidating import revalidated
from issues.context import paper
from issues.outlets import offline
from issues.publication import ReadersShelf
from issues.read_only import read_only

_ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-full-512.png", 512, "maskable"))
_PAPER_WHITE = "#fcfbf8"  # --paper of base.css


@read_only
def service_worker(request):
    """The service worker, with what it is told: the release, how much to keep, what it says to readers."""
    told = {
        "release": offline.release(),
        "furniture": offline.furniture(),
        "page": reverse("outlets:offline"),
        "changes": reverse("outlets:offline_changes"),
        "patience": offline.PATIENCE,
        "mostIssues": offline.MOST_ISSUES,
        "mostBytes": offline.MOST_BYTES,
        "timeZone": settings.TIME_ZONE,
        "line": _("Read offline: kept {moment}"),
    }
    context = {"told": json.dumps(told, ensure_ascii=False)}
    response = render(request, "issues/service-worker.js", context, content_type="text/javascript")
    return revalidated(request, response)


@read_only
def offline_page(request):
    """What the worker shows where it has kept nothing: the issues that it has."""
    return revalidated(request, render(request, "issues/offline.html", {"shelf": ReadersShelf()}))


@read_only
def offline_issue(request, slug):
    """What is to be kept of an issue (issues/outlets/offline.py)."""
    listing = offline.listings(ReadersShelf(), [slug]).get(slug)
    if listing is None:
        raise Http404
    return _json(request, listing)


@read_only
def offline_changes(request):
    """{slug: digest} of those of the asked-for `issues` (slugs with commas between) that are still out."""
    slugs = request.GET.get("issues", "").split(",")[: 2 * offline.MOST_ISSUES]
    listings = offline.listings(ReadersShelf(), slugs)
    return _json(request, {slug: listing["digest"] for slug, listing in listings.items()})


@read_only
def web_manifest(request):
    """The paper's facts as a phone takes them where its site is put on the home screen (w3.org/TR/appmanifest)."""
    name = paper(request)["latest_masthead"].name or _("This paper")
    facts = {
        "name": name,
        "short_name": name,
        "lang": "zh-Hans",
        "start_url": reverse("paper:front"),
        "scope": reverse("paper:front"),
        "display": "minimal-ui",
        "background_color": _PAPER_WHITE,
        "theme_color": _PAPER_WHITE,
        "icons": [
            {
                "src": static(f"paper/{file}"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": purpose,
            }
            for file, size, purpose in _ICONS
        ],
    }
    return _json(request, facts, "application/manifest+json")


def _json(request, facts, content_type="application/json"):
    said = JsonResponse(facts, content_type=content_type, json_dumps_params={"ensure_ascii": False})
    return revalidated(request, said)

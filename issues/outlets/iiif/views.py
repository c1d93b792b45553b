"""Hands the manifest of a published issue to viewers, wherever they stand."""

from functools import partial

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404

from issues import last_change
from issues.caching.revalidating import revalidated
from issues.outlets.addresses import absolute
from issues.outlets.iiif import contents
from issues.outlets.iiif.manifest import CONTEXT, manifest
from issues.publication import ReadersShelf
from issues.read_only import read_only

MEDIA_TYPE = f'application/ld+json;profile="{CONTEXT}"'


@read_only
def issue_manifest(request, slug):
    """The issue as it was printed; 404 where readers may see no page's picture.

    Viewers on other sites may read it (6.2, CORS): what it says is the same for everyone.
    """
    shelf = ReadersShelf()
    issue = get_object_or_404(shelf.issues.select_related("masthead"), slug=slug)
    printed = contents.read(shelf, issue)
    if not printed.sheets:
        raise Http404
    said = manifest(printed, partial(absolute, request))
    response = JsonResponse(said, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
    answer = revalidated(request, last_change.dated(response, printed.changed))
    answer["Access-Control-Allow-Origin"] = "*"
    return answer

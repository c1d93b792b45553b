"""Serves a piece as ninjs; IPTC names no media type of its own for it, so that it is plain JSON."""

from functools import partial

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from issues.caching import revalidated
from issues.outlets import ninjs
from issues.outlets.addresses import absolute
from issues.outlets.pieces import pieces
from issues.publication import ReadersShelf


@require_safe
def article(request, pk):
    """A piece; 410 with its withdrawal where it was taken back, and nothing of an advertisement."""
    shelf, whole = ReadersShelf(), partial(absolute, request)
    standing = shelf.placements.filter(article=pk, article__is_advertisement=False).order_by("part")
    found = pieces(shelf, standing)
    if not found:
        taken = get_object_or_404(shelf.withdrawn, pk=pk, is_advertisement=False)
        return _json(request, ninjs.withdrawn(taken, whole), status=410)
    return _json(request, ninjs.item(found[0], whole))


def _json(request, data, status=200):
    answer = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    return revalidated(request, answer)

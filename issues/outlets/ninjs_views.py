"""Serves a piece as ninjs; IPTC names no media type of its own for it, so that it is plain JSON."""

from functools import partial

from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from issues import last_change
from issues.caching.revalidating import revalidated
from issues.outlets import ninjs
from issues.outlets.addresses import absolute
from issues.outlets.pieces import pieces
from issues.publication import ReadersShelf
from issues.read_only import read_only


@read_only
def article(request, pk):
    """A piece; 410 with its withdrawal where it was taken back, and nothing of an advertisement."""
    shelf, whole = ReadersShelf(), partial(absolute, request)
    standing = shelf.placements.filter(article=pk, article__is_advertisement=False).order_by("part")
    found = pieces(shelf, standing)
    if not found:
        taken = get_object_or_404(shelf.withdrawn, pk=pk, is_advertisement=False)
        return _json(request, ninjs.withdrawn(taken, whole), [taken.withdrawal.withdrawn_at], status=410)
    piece = found[0]
    return _json(request, ninjs.item(piece, whole), [piece.updated_at, piece.article.changed_at])


def _json(request, data, moments, status=200):
    answer = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    return revalidated(request, last_change.dated(answer, moments))

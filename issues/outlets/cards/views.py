"""Serves share cards from behind the gate; each is drawn when it is first asked for."""

from functools import partial

from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponseGone
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from issues import last_change
from issues.outlets.cards import drawing, facts
from issues.publication import ReadersShelf
from issues.read_only import read_only


@read_only
def article(request, pk, shape):
    """The card of a piece; 410 where the piece is withdrawn."""
    shelf = ReadersShelf()
    card = facts.of_article(shelf, pk)
    if card is None:
        get_object_or_404(shelf.withdrawn, pk=pk)
        return HttpResponseGone()
    return _served(request, card, shape)


@read_only
def page(request, slug, number, shape):
    """The card of a page."""
    return _served(request, facts.of_page(ReadersShelf(), slug, number), shape)


@read_only
def issue(request, shape, slug=None):
    """The card of an issue, of the latest where none is named."""
    return _served(request, facts.of_issue(ReadersShelf(), slug), shape)


def _served(request, card, shape):
    """Return the card, or 304 where the one who asks has it; it is to be asked for again at every use (DESIGN rule 7).

    It is kept under a name made of all that it shows, so that what is kept is never stale.
    """
    if card is None:
        raise Http404
    key = facts.key(card, shape)
    etag = quote_etag(key)
    response = get_conditional_response(request, etag) or HttpResponse(
        _kept(key, card, shape), content_type="image/jpeg"
    )
    response["ETag"] = etag
    last_change.dated(response, [card.changed_at])
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _kept(key, card, shape):
    try:
        return cache.get_or_set(f"card:{key}", partial(drawing.jpeg, card, shape), None)
    except FileNotFoundError as error:  # of the photo
        raise Http404 from error

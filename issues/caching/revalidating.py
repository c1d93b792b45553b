"""Lets a public answer be kept, but asked for again at every use."""

from django.utils.cache import get_conditional_response, set_response_etag


def revalidated(request, response):
    """Return `response`, or 304 for who has the very same one.

    A withdrawal must hold at the next use, whatever is cached (DESIGN rule 7). Only the whole content decides, by its
    ETag: that a piece has not changed since a moment (If-Modified-Since) does not say that its neighbours, the
    masthead or the foot of its page have not, so that question always gets the page.
    """
    response["Cache-Control"] = "no-cache"
    if response.status_code != 200:
        return response
    set_response_etag(response)
    return get_conditional_response(request, response.get("ETag"), None, response)

"""Gives a public view its shelf: the readers', or in a preview that of who asks."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.utils.cache import add_never_cache_headers

from issues import publication
from issues.caching.revalidating import revalidated
from issues.planning import preview_links
from issues.read_only import read_only


def reading_view(view):
    """Give `view`, which is only read, the readers' shelf, or under /preview/ that of who asks; never cached there."""

    @read_only
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.resolver_match.namespace != "preview":
            return revalidated(request, view(request, publication.ReadersShelf(), *args, **kwargs))
        shelf = publication.preview_shelf(request.user, preview_links.issue_of(request))
        if shelf is None:
            return _turn_away(request)
        response = view(request, shelf, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return wrapped


def _turn_away(request):
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.get_full_path())

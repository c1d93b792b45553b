"""Long lists, a leaf at a time."""

import re

from django.core.paginator import Paginator

_BELOW_THE_FIRST = re.compile(r"\s*(?:0+|-\d+)\s*")


def leaf(request, found, size):
    """Return the leaf of `found` that the request's `page` names: the last beyond it, else the first where none is such.

    Django's own takes 0 and -1 for the last.
    """
    number = request.GET.get("page", "")
    return Paginator(found, size).get_page(1 if _BELOW_THE_FIRST.fullmatch(number) else number)

"""Says that an address is only there to be read."""

from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


def read_only(view):
    """Let `view` answer GET and HEAD; 405 with these in Allow for any other method.

    Nothing is changed there, so that no form's token is asked for first, with an answer that says something else.
    """
    return csrf_exempt(require_safe(view))

"""Links by which somebody without an account previews one issue: signed, for a time, until they are revoked.

The link is followed once, and the browser's session remembers it; whether it still holds is asked at every use.
"""

import datetime

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from issues.models import PreviewLink

_SALT = "issues.preview-link"
_REMEMBERED = "preview_link"
# For how long a link holds, in hours, as the desk may choose.
HOURS = (4, 24, 72)


def make(issue, user, hours, note=""):
    """Make a link to the issue that holds for `hours`; returns the PreviewLink."""
    expires_at = timezone.now() + datetime.timedelta(hours=hours)
    return PreviewLink.objects.create(issue=issue, made_by=user, expires_at=expires_at, note=note)


@transaction.atomic
def revoke(link, user):
    """End the link now; one that is revoked already stays as it is. Returns whether it was ended."""
    standing = PreviewLink.objects.filter(pk=link.pk, revoked_at=None)
    return bool(standing.update(revoked_by=user, revoked_at=timezone.now()))


def address(link):
    """Return the link's path, its key signed with the site's secret."""
    return reverse("shared_preview", args=[signing.Signer(salt=_SALT).sign(link.key)])


def follow(request, token, at=None):
    """Remember the link of a followed address for this browser; returns the PreviewLink, None where it holds no more."""
    try:
        key = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    link = _in_force(at).filter(key=key).select_related("issue").first()
    if link:
        request.session[_REMEMBERED] = key
    return link


def issue_of(request, at=None):
    """Return the id of the issue that the browser's remembered link opens at the moment, None where there is none."""
    key = request.session.get(_REMEMBERED)
    return _in_force(at).filter(key=key).values_list("issue", flat=True).first() if key else None


def is_in_force(link, at=None):
    """Say of a link that is loaded already whether it opens its issue at the moment."""
    return link.revoked_at is None and link.expires_at > (at or timezone.now())


def _in_force(at):
    return PreviewLink.objects.filter(revoked_at=None, expires_at__gt=at or timezone.now())

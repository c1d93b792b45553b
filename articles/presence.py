"""Who has the form of what open at this moment: each opened form says so again and again, until it is left."""

import datetime

from django.utils import timezone

from articles.models import Presence

# How often an open form says that it is open is in xdcb/static/desk/presence.js: three times within this.
FRESH = datetime.timedelta(seconds=60)
_FORGOTTEN = datetime.timedelta(days=1)


def subject_of(thing):
    """Return the name by which a thing is known here, article.12; of one that isn't stored yet, article.new."""
    return f"{thing._meta.model_name}.{thing.pk or 'new'}"


def note(user, subject, at=None):
    """Note that `user` has the form of `subject` open at the moment `at` (default now)."""
    at = at or timezone.now()
    mine = Presence.objects.filter(user=user, subject=subject)
    if mine.filter(seen_at__gt=at - FRESH).update(seen_at=at):
        return
    Presence.objects.update_or_create(user=user, subject=subject, defaults={"since": at, "seen_at": at})
    Presence.objects.filter(seen_at__lt=at - _FORGOTTEN).delete()


def leave(user, subject):
    """Note that `user` has left the form."""
    Presence.objects.filter(user=user, subject=subject).delete()


def others(user, subject, at=None):
    """The presences of the others who have the form of `subject` open at the moment `at`, who came first first."""
    fresh = Presence.objects.filter(subject=subject, seen_at__gt=(at or timezone.now()) - FRESH)
    return fresh.exclude(user=user).select_related("user").order_by("since")

"""What is public now: one question to the database tells whether anything has changed since the last time."""

from datetime import datetime, time, timedelta

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Min
from django.utils import timezone

from issues.models import ContentVersion, Correction, Issue, IssueState

_VERSION = f"SELECT version FROM {ContentVersion._meta.db_table}"  # noqa: S608


class PublicState:
    """Tells what is public now, and remembers when the clock will change it next."""

    def __init__(self):
        self._known = (None, None)

    def current(self):
        """Return (version, until): the count of changes, and when the clock changes what is public next.

        None where no count is kept, or within a transaction, whose own changes are not counted yet.
        One query; one or two more whenever the count has changed or the moment has come.
        """
        if connection.in_atomic_block:
            return None
        version = _version()
        if version is None:
            return None
        known = self._known
        if known[0] != version or is_over(known):
            known = self._known = (version, _until(timezone.now()))
        return known


def is_over(state):
    """Say whether the clock has gone past a state that was current."""
    return timezone.now() >= state[1]


def _version():
    # This question shows whether the connection still stands: the one that Django asks first would be a second query.
    connection.health_check_done = True
    try:
        return _asked()
    except (InterfaceError, OperationalError):
        connection.close()
        return _asked()


def _asked():
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        row = cursor.fetchone()
    return row and row[0]


def _until(now):
    """The next release, the next correction that is dated ahead (clocks differ), or midnight, which days hang on."""
    released = Issue.objects.filter(state=IssueState.SIGNED_OFF, publish_at__gt=now)
    dated = Correction.objects.filter(made_at__gt=now)
    today = timezone.localtime(now).date()
    midnight = timezone.make_aware(datetime.combine(today + timedelta(days=1), time()))
    moments = [
        midnight,
        released.aggregate(next=Min("publish_at"))["next"],
        dated.aggregate(next=Min("made_at"))["next"],
    ]
    return min(moment for moment in moments if moment)

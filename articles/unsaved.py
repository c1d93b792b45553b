"""Keeps what a person has typed into a form and not saved, for that person only, until the form is saved.

Each opened form has a name of its own (`form`) and counts what it sends (`sequence`), so that what is late on its
way neither replaces what is newer nor comes back once the form is saved.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from articles.models import UnsavedText

# In bytes, as it is sent; a page of print has some 20,000.
LARGEST = 1_000_000
_KEPT = datetime.timedelta(days=30)


@transaction.atomic
def keep(user, subject, form, sequence, fields, revision, replaces=""):
    """Keep `fields` (not empty) as typed into `form` on version `revision`; returns the UnsavedText.

    None where that form has been saved since. What is older than what is kept already changes nothing. `replaces` is
    the form whose text was brought back into this one: it is dropped.
    """
    _drop_old(user)
    typed = {"sequence": sequence, "fields": fields, "revision": revision, "saved_at": timezone.now()}
    mine = UnsavedText.objects.filter(user=user, subject=subject)
    kept, is_first = mine.select_for_update().get_or_create(
        user=user, subject=subject, form=form, defaults=typed
    )
    if not kept.fields:
        return None
    if not is_first and sequence > kept.sequence:
        mine.filter(form=form).update(**typed)
        kept.refresh_from_db()
    if replaces and replaces != form:
        mine.filter(form=replaces).delete()
    return kept


def close(user, subject, form):
    """Forget what was typed into a form that is saved now; only the name of the form is kept for a while."""
    _drop_old(user)
    UnsavedText.objects.update_or_create(
        user=user, subject=subject, form=form, defaults={"fields": {}, "saved_at": timezone.now()}
    )


def discard(user, subject, form):
    """Forget what was typed into a form."""
    UnsavedText.objects.filter(user=user, subject=subject, form=form).delete()


def texts(user, subject):
    """What the user has typed into forms of `subject` and not saved, newest first."""
    return (
        UnsavedText.objects.filter(user=user, subject=subject).exclude(fields={}).order_by("-saved_at", "-id")
    )


def _drop_old(user):
    UnsavedText.objects.filter(user=user, saved_at__lt=timezone.now() - _KEPT).delete()

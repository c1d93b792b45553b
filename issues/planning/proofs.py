"""The proofs of a page, recorded by person and time: three (三校), and one more for each page that changes after them."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.staff import staff_name
from issues.models import EditionRevision, Issue, Page, Placement, Proof, ProofRound


class ProofError(ValueError):
    """The proof can't be recorded or taken back as the page stands; its text says why."""


@transaction.atomic
def record(page, user, note="", seen=None):
    """Record the page's next proof as read by `user`; returns the Proof.

    `seen` is the number of the last proof that the person saw recorded, 0 for none, where known. Raises ProofError
    where another stands recorded by now, and after the third where nothing has changed since.
    """
    page = _held(page, seen)
    number = next_number(page)
    if number is None:
        raise ProofError(_("All three proofs of the page are recorded."))
    if not page.placements.exists():
        raise ProofError(_("Nothing stands on the page yet."))
    return Proof.objects.create(page=page, round=number, read_by=user, note=note)


@transaction.atomic
def take_back(page, seen=None):
    """Take the page's last proof back, so that it is read again; returns it.

    Raises ProofError where there is none, and where another than `seen` is the last.
    """
    page = _held(page, seen)
    last = latest(page)
    if last is None:
        raise ProofError(_("No proof of the page is recorded."))
    Proof.objects.filter(pk=last.pk).delete()
    return last


def latest(page):
    """Return the page's last Proof, None where there is none; from `proofs` where they are loaded."""
    return max(page.proofs.all(), key=lambda proof: proof.round, default=None)


def next_number(page):
    """Return the number of the proof that is to be read next, None where the three are read and nothing has changed.

    Above three it is a reading of a page that was changed after its last proof.
    """
    last = latest(page)
    number = last.round + 1 if last else 1
    return number if number <= len(ProofRound) or is_changed(page) else None


def is_changed(page):
    """Say whether the page, or copy on it, was changed after its last proof."""
    last = latest(page)
    moment = last_changes(Page.objects.filter(pk=page.pk)).get(page.pk)
    return bool(last and moment and moment > last.read_at)


def last_changes(pages):
    """Return {page's key: when it or copy on it was last changed} for the queryset `pages` (two queries)."""
    copy = Placement.objects.filter(page__in=pages).order_by().values_list("page")
    kept = EditionRevision.objects.filter(
        content_type=ContentType.objects.get_for_model(Page), object_id__in=pages.order_by().values("pk")
    ).exclude(origin="before")
    found = [
        *copy.annotate(Max("article__revisions__made_at")),
        *kept.order_by().values_list("object_id").annotate(Max("made_at")),
    ]
    changes = {}
    for key, moment in found:
        changes[key] = max(filter(None, (changes.get(key), moment)), default=None)
    return changes


def changed_since(page, proof):
    """Return the copy on the page that has been changed since the proof was read, in print order."""
    return [
        placement.article
        for placement in page.placements.order_by("order", "id").select_related("article")
        if placement.article.revisions.filter(made_at__gt=proof.read_at).exists()
    ]


def _held(page, seen):
    """Hold the page's issue, so that no sign-off comes between.

    Raises ProofError where it is signed off, and where the last proof isn't the one that was `seen`.
    """
    issue = Issue.objects.select_for_update().get(pages=page.pk)
    if issue.is_signed_off:
        raise ProofError(_("The issue is signed off: its proofs are closed."))
    page = Page.objects.get(pk=page.pk)
    last = latest(page)
    if seen is not None and seen != (last.round if last else 0):
        raise ProofError(_meanwhile(last))
    return page


def _meanwhile(last):
    if last is None:
        return _("The record of the proofs has changed since you opened this page: look at it again.")
    facts = {
        "proof": last.get_round_display(),
        "who": staff_name(last.read_by),
        "when": date_format(timezone.localtime(last.read_at), "DATETIME_FORMAT"),
    }
    return _("Nothing was recorded: %(who)s has recorded the %(proof)s meanwhile (%(when)s).") % facts

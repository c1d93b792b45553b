"""The three proofs of a page (三校): recorded by person and time, one after the other."""

from django.db import transaction
from django.utils.translation import gettext as _

from issues.models import Issue, Page, Proof, ProofRound


class ProofError(ValueError):
    """The proof can't be recorded or taken back as the page stands; its text says why."""


@transaction.atomic
def record(page, user, note=""):
    """Record the page's next proof as read by `user`; returns the Proof. Raises ProofError after the third."""
    page = _held(page)
    proof_round = next_round(page)
    if proof_round is None:
        raise ProofError(_("All three proofs of the page are recorded."))
    if not page.placements.exists():
        raise ProofError(_("Nothing stands on the page yet."))
    return Proof.objects.create(page=page, round=proof_round, read_by=user, note=note)


@transaction.atomic
def take_back(page):
    """Take the page's last proof back, so that it is read again; returns it. Raises ProofError where there is none."""
    page = _held(page)
    last = page.proofs.order_by("-round").first()
    if last is None:
        raise ProofError(_("No proof of the page is recorded."))
    Proof.objects.filter(pk=last.pk).delete()
    return last


def next_round(page):
    """Return the ProofRound that is to be read next, None after the third; from `proofs` where they are loaded."""
    read = {proof.round for proof in page.proofs.all()}
    return next((proof_round for proof_round in ProofRound if proof_round not in read), None)


def changed_since(page, proof):
    """Return the copy on the page that has been changed since the proof was read, in print order."""
    return [
        placement.article
        for placement in page.placements.order_by("order", "id").select_related("article")
        if placement.article.revisions.filter(made_at__gt=proof.read_at).exists()
    ]


def _held(page):
    """Hold the page's issue, so that no sign-off comes between. Raises ProofError where it is signed off."""
    issue = Issue.objects.select_for_update().get(pages=page.pk)
    if issue.is_signed_off:
        raise ProofError(_("The issue is signed off: its proofs are closed."))
    return Page.objects.get(pk=page.pk)

"""Finds pages whose three proofs are not all read, or that were changed after the last one."""

from django.utils.translation import gettext as _

from issues.models import ProofRound
from issues.planning import proofs
from issues.planning.preflight.finding import WARNING, of_page


def unread(issue):
    """Yield a finding for each page, with something on it, that has fewer than three proofs or was changed after them."""
    pages = issue.pages.exclude(placements=None)
    changes = proofs.last_changes(pages)
    for page in pages.distinct().order_by("number").prefetch_related("proofs"):
        last = proofs.latest(page)
        if last is None or last.round < len(ProofRound):
            read = (
                _("the last is the %(proof)s") % {"proof": last.get_round_display()}
                if last
                else _("none yet")
            )
            message = _("The three proofs are not finished: %(read)s.")
            yield of_page("proofs_unfinished", WARNING, message % {"read": read}, page)
        if last and changes.get(page.pk) and changes[page.pk] > last.read_at:
            message = _("Changed after the %(proof)s: have the page read again.")
            yield of_page("changed_after_proof", WARNING, message % {"proof": last.get_round_display()}, page)

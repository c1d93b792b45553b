"""What the paper tells readers of its errors, newest first: that it corrects, and that it takes a piece back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery

from articles.models import Withdrawal
from issues import reading

_CORRECTION, _WITHDRAWAL = "correction", "withdrawal"


@dataclass(frozen=True)
class Notice:
    """A Correction as issues/reading.py loads it, or a Withdrawal with the `page` where its piece began; one of them.

    Of a withdrawn piece nothing is said but where it stood, as at its own address.
    """

    moment: datetime
    correction: object = None
    withdrawal: object = None
    page: object = None


def listed(shelf, **where):
    """Return (moment, kind, id) of each notice; `where` says of which copy, as a lookup. Two light queries."""
    corrections = shelf.corrections.filter(**where).values_list("made_at", "pk")
    withdrawals = _withdrawals(shelf).filter(**where).values_list("withdrawn_at", "pk")
    rows = [(moment, _CORRECTION, pk) for moment, pk in corrections]
    rows += [(moment, _WITHDRAWAL, pk) for moment, pk in withdrawals]
    return sorted(rows, reverse=True)


def loaded(shelf, rows):
    """Return the Notices of `rows`, some that `listed` gave, in their order; three queries."""
    keys = {kind: [pk for _, found, pk in rows if found == kind] for kind in (_CORRECTION, _WITHDRAWAL)}
    corrections = reading.corrections(shelf).in_bulk(keys[_CORRECTION])
    withdrawals = _withdrawals(shelf).annotate(page=_page_of(shelf)).in_bulk(keys[_WITHDRAWAL])
    pages = shelf.pages.select_related("issue").in_bulk({taken.page for taken in withdrawals.values()})
    notices = []
    for moment, kind, pk in rows:
        if kind == _CORRECTION:
            notices.append(Notice(moment, correction=corrections[pk]))
        else:
            notices.append(Notice(moment, withdrawal=withdrawals[pk], page=pages[withdrawals[pk].page]))
    return notices


def _withdrawals(shelf):
    """Those in force of copy that readers had."""
    return Withdrawal.objects.filter(Exists(shelf.withdrawn.filter(pk=OuterRef("article"))), lifted_at=None)


def _page_of(shelf):
    """The id of the page where a withdrawn piece began, when it was first out."""
    stood = shelf.pages.filter(placements__article=OuterRef("article"))
    return Subquery(stood.order_by("issue__publish_at", "placements__part", "pk").values("pk")[:1])

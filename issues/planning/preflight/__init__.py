"""Preflight: reads an issue for what stops it, and for what should be looked at, before it is signed off.

Findings never change anything. What blocks can't be signed over; warnings are listed and ticked (signoff.py).
"""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from issues.planning.preflight import (
    advertisement,
    copy,
    duplicates,
    edition,
    jumps,
    pages,
    photos,
    pointers,
    printed,
    proofread,
    reprint,
    sequence,
    texts,
)
from issues.planning.preflight.finding import BLOCK, WARNING, IssueFinding, of_issue

__all__ = ["BLOCK", "WARNING", "IssueFinding", "Sheet", "before_sign_off", "by_page", "run"]

_MAY_BLOCK = (
    pages.missing,
    pages.empty,
    copy.not_approved,
    copy.withdrawn,
    photos.unprintable,
    jumps.open_ends,
    pointers.from_pieces,
    pointers.from_guide,
    duplicates.same_piece,
    duplicates.same_copy,
    texts.of_pieces,
    texts.of_lines,
)
_WARN = (
    sequence.out_of_sequence,
    pages.beyond_count,
    jumps.differing_headlines,
    duplicates.same_picture,
    photos.too_small,
    photos.undescribed,
    advertisement.unmarked,
    reprint.nearly_reprinted,
    printed.missing,
    printed.areas_in_doubt,
    printed.of_another_issue,
    printed.without_a_piece,
    printed.kept_from_readers,
)


def run(issue, is_blocking_only=False):
    """Return the IssueFindings in the order of the pages and the pieces on them, with a constant number of queries.

    `is_blocking_only` leaves out what only warns, and the time that it takes.
    """
    read = edition.read(issue)
    if not read.placements:
        return [of_issue("issue_empty", BLOCK, _("Nothing stands in this issue yet."))]
    rules = _MAY_BLOCK if is_blocking_only else (*_MAY_BLOCK, *_WARN)
    found = [finding for rule in rules for finding in rule(read)]
    if is_blocking_only:
        found = [finding for finding in found if finding.is_blocking]
    return sorted(found, key=lambda finding: finding.order)


def before_sign_off(issue):
    """Return what `run` finds, and which pages are not proofread: of the work on the issue, not of what it says."""
    return sorted([*run(issue), *proofread.unread(issue)], key=lambda finding: finding.order)


@dataclass(frozen=True)
class Sheet:
    """The findings of one page: `pieces` are (article or None, title, findings), those of the page itself first.

    Without a number it is the issue itself.
    """

    number: int | None
    label: str
    page: object
    pieces: list


def by_page(findings):
    """Return the Sheets of findings that `run` gave: issue first, then page by page, piece by piece."""
    sheets = []
    for number, group in groupby(findings, key=lambda finding: finding.page_number):
        on_page = list(group)
        pieces = [list(of_piece) for _position, of_piece in groupby(on_page, key=lambda f: f.position)]
        first = on_page[0]
        told = [(piece[0].article, piece[0].title, piece) for piece in pieces]
        sheets.append(Sheet(number, first.page_label, first.page, told))
    return sheets

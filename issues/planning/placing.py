"""Moves copy on the board: onto a page, between pages, within one, back to the pool.

Each move is one transaction that holds the issue's row and the article's, and refuses what Placement.clean refuses.
"""

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Article
from articles.staff import staff_name
from issues import history
from issues.models import GuideEntry, Issue, Page, Placement, Prominence


class PlacingError(ValueError):
    """The move is not allowed as things stand; its text says why, for the person who made it."""


@dataclass(frozen=True)
class Spot:
    """Where a piece is to stand: `position` counts from 1, None is the end, or its place where it stands there already.

    `prominence` "" leaves it as it is; a new piece is normal.
    """

    page: Page
    position: int | None = None
    prominence: str = ""


def version_of(placements):
    """Return a short word that changes with what stands on a page, its order and its prominence."""
    standing = [(p.pk, p.order, p.prominence, p.part, p.article_id) for p in _ordered(placements)]
    return hashlib.sha256(repr(standing).encode()).hexdigest()[:8]


@transaction.atomic
def put(article, part, spot, user, seen):
    """Let part `part` of an article stand at `spot`, wherever it stood before; returns the Placement.

    `seen` is {key of a page: its version} as the person saw it (`version_of`). Raises PlacingError where a page that
    the move touches has changed since, where the issue is signed off, and for what Placement.clean refuses.
    """
    page = _held(spot.page)
    article = Article.objects.select_for_update().get(pk=article.pk)
    placement = _placement(article, part, page)
    touched = _touched(placement, page)
    _refuse_overtaken(touched, seen)
    with _recorded(touched, article, user):
        came_from = placement.page.number if placement.pk else None
        placement.page, placement.prominence = page, spot.prominence or placement.prominence
        _refuse_unfit(placement)
        _stand_at(placement, spot.position)
        _close_ranks(old for old in touched if old != page)
        _lead_to(placement, came_from)
    return placement


@transaction.atomic
def take_back(article, part, user, seen):
    """Take that part of an article back to the pool; raises PlacingError as `put` does, and where it stands nowhere."""
    placement = Placement.objects.filter(article=article, part=part).select_related("page").first()
    if placement is None:
        raise PlacingError(_("The piece stands on no page any more."))
    page = _held(placement.page)
    Article.objects.select_for_update().get(pk=article.pk)
    _refuse_overtaken([page], seen)
    with _recorded([page], article, user):
        Placement.objects.filter(pk=placement.pk, page=page).delete()
        _close_ranks([page])


def _held(page):
    """Hold the page's issue and return the page as it stands now. Raises PlacingError where it is signed off."""
    issue = Issue.objects.select_for_update().filter(pages=page.pk).first()
    if issue is None:
        raise PlacingError(_("This page is not there any more."))
    if issue.is_signed_off:
        raise PlacingError(_("The issue is signed off: call it back to change its pages."))
    return Page.objects.select_related("issue").get(pk=page.pk)


def _placement(article, part, page):
    """Return where that part stands in the page's issue, or a new placement of it."""
    standing = article.placements.filter(part=part).select_related("page").first()
    if standing:
        if standing.page.issue_id != page.issue_id:
            raise PlacingError(_("The article stands in another issue already."))
        return standing
    if not 1 <= part <= len(richtext.split_at_jumps(article.body)):
        raise PlacingError(_("“%(title)s” has no part %(part)s.") % {"title": article.title, "part": part})
    return Placement(article=article, part=part)


def _touched(placement, page):
    return [page] if placement.page_id in (None, page.pk) else [placement.page, page]


def _refuse_overtaken(pages, seen):
    for page in pages:
        if seen.get(page.pk) != version_of(page.placements.all()):
            last = history.latest(page)
            facts = {
                "page": page.printed_label,
                "who": staff_name(last.made_by) if last and last.made_by else _("Somebody"),
            }
            message = _(
                "%(who)s has changed %(page)s in the meantime: nothing was moved. This is how it stands now."
            )
            raise PlacingError(message % facts)


def _refuse_unfit(placement):
    if placement.prominence not in Prominence.values:
        raise PlacingError(_("There is no such prominence."))
    try:
        placement.clean()
        placement.validate_constraints()
    except ValidationError as error:
        raise PlacingError(" ".join(error.messages)) from error


def _stand_at(placement, position):
    """Save the placement at its position on its page, and number the page's pieces anew."""
    others = list(_ordered(placement.page.placements.exclude(pk=placement.pk)))
    index = _index(placement, others) if position is None else max(position - 1, 0)
    others.insert(index, placement)
    placement.order = others.index(placement)
    placement.save()
    _number(others)


def _index(placement, others):
    """Where it stands already, else the end."""
    stood = placement.pk and Placement.objects.filter(pk=placement.pk, page=placement.page).first()
    if not stood:
        return len(others)
    return sum((other.order, other.pk) < (stood.order, stood.pk) for other in others)


def _close_ranks(pages):
    for page in pages:
        _number(_ordered(page.placements.all()))


def _number(placements):
    moved = []
    for order, placement in enumerate(placements):
        if placement.order != order:
            placement.order = order
            moved.append(placement)
    Placement.objects.bulk_update(moved, ["order"])


def _ordered(placements):
    return sorted(placements, key=lambda placement: (placement.order, placement.pk))


def _lead_to(placement, came_from):
    """Let the lines that lead to the piece (下转, 上接, 详见, 今日导读) follow it to its page."""
    number = placement.page.number
    if number == came_from:
        return
    neighbours = {p.part: p for p in placement.article.placements.select_related("page")}
    _join(neighbours.get(placement.part - 1), neighbours[placement.part])
    _join(neighbours[placement.part], neighbours.get(placement.part + 1))
    if came_from is None:
        return
    here = {"page__issue": placement.page.issue_id}
    Placement.objects.filter(**here, see_article=placement.article, see_page=came_from).update(
        see_page=number
    )
    GuideEntry.objects.filter(**here, article=placement.article, target=came_from).update(target=number)


def _join(before, behind):
    if before and behind:
        Placement.objects.filter(pk=before.pk).update(continued_on=behind.page.number)
        Placement.objects.filter(pk=behind.pk).update(continued_from=before.page.number)


@contextmanager
def _recorded(pages, article, user):
    """Keep how the pages that a move may touch stood before it and how they stand after it.

    They are `pages`, and those whose lines lead to the article.
    """
    leading = Q(placements__article=article) | Q(placements__see_article=article) | Q(guide__article=article)
    touched = Q(leading, issue=pages[0].issue_id) | Q(pk__in=[page.pk for page in pages])
    concerned = list(Page.objects.filter(touched).order_by("number").distinct())
    for page in concerned:
        history.begin(page)
    yield
    for page in concerned:
        history.record(page, user, "board")

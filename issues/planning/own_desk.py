"""A writer's first page: the copy that is one's own by where it is, and when the current issue's copy is due."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from articles import access
from articles.models import Article, ArticleState, Move, Review
from issues.models import Issue, Placement
from issues.planning import board

# The last pieces that were approved; the rest are found in the list of copy.
APPROVED_SHOWN = 20
# More unfinished copy than that nobody has.
OPEN_SHOWN = 100
# Named one by one, so that they are found by their index among all that was ever approved.
_UNFINISHED = [state for state in ArticleState.values if state != ArticleState.APPROVED]


@dataclass(frozen=True)
class OwnDesk:
    """One writer's copy, newest first, and the issue that it is written for (None: there is none yet)."""

    returned: list[Article]
    drafts: list[Article]
    on_its_way: list[Article]
    approved: list[Article]
    issue: Issue | None
    is_late: bool


def load(user, at=None):
    """Return the OwnDesk of `user` at the moment `at` (default now); a constant number of queries."""
    at = at or timezone.now()
    own = Article.objects.filter(pk__in=access.own_articles(user).values("pk"))
    own = own.defer("body").order_by("-changed_at").prefetch_related(*_shown())
    unfinished = list(own.filter(state__in=_UNFINISHED)[:OPEN_SHOWN])
    issue = board.current_issue(at)
    due = issue and issue.copy_due_at
    return OwnDesk(
        returned=[article for article in unfinished if article.state == ArticleState.RETURNED],
        drafts=[article for article in unfinished if article.state == ArticleState.DRAFT],
        on_its_way=[article for article in unfinished if article.state not in access.WITH_ITS_WRITER],
        approved=list(own.filter(state=ArticleState.APPROVED)[:APPROVED_SHOWN]),
        issue=issue,
        is_late=bool(due and due < at and not issue.is_signed_off),
    )


def _shown():
    returns = Review.objects.filter(move=Move.RETURN).select_related("made_by").order_by("-pk")
    placements = Placement.objects.select_related("page__issue").order_by("part")
    return (
        Prefetch("reviews", returns, to_attr="returns"),
        Prefetch("placements", placements),
        "photos",
        "withdrawals",
    )

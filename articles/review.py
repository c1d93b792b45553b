"""The states of copy: which moves there are, who may make each, and what it asks for.

Three reviews by three different people, none of them the writer (三审制); nothing else sets a state.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.models import Article, ArticleState, Move, Review

_FIRST, _SECOND, _FINAL = (f"articles.{step}_review_article" for step in ("first", "second", "final"))
_REVIEWS = (Move.FIRST, Move.SECOND, Move.FINAL)


class ReviewError(ValueError):
    """The move is not allowed as things stand; its text says why, for the person who made it."""


@dataclass(frozen=True)
class Rule:
    """One move: from which states, to which, for whom (one of `rights`; none: the copy's own writer), asking what."""

    sources: tuple[str, ...]
    target: str
    rights: tuple[str, ...]
    asks: str = ""  # what must be written with it: "opinion", "reason" or nothing
    button: str = ""


_ON_ITS_WAY = (ArticleState.SUBMITTED, ArticleState.FIRST_REVIEW, ArticleState.SECOND_REVIEW)
RULES = {
    Move.SUBMIT: Rule(
        access.WITH_ITS_WRITER, ArticleState.SUBMITTED, (access.SEE_ALL,), "", gettext_lazy("Submit")
    ),
    Move.RECALL: Rule((ArticleState.SUBMITTED,), ArticleState.DRAFT, (), "", gettext_lazy("Take back")),
    Move.FIRST: Rule(
        (ArticleState.SUBMITTED,),
        ArticleState.FIRST_REVIEW,
        (_FIRST,),
        "opinion",
        gettext_lazy("Pass first review"),
    ),
    Move.SECOND: Rule(
        (ArticleState.FIRST_REVIEW,),
        ArticleState.SECOND_REVIEW,
        (_SECOND,),
        "opinion",
        gettext_lazy("Pass second review"),
    ),
    Move.FINAL: Rule(
        (ArticleState.SECOND_REVIEW,),
        ArticleState.APPROVED,
        (_FINAL,),
        "opinion",
        gettext_lazy("Pass final review"),
    ),
    Move.RETURN: Rule(
        (*_ON_ITS_WAY, ArticleState.APPROVED),
        ArticleState.RETURNED,
        (_FIRST, _SECOND, _FINAL),
        "reason",
        gettext_lazy("Return"),
    ),
}


def moves_for(user, article):
    """Return the moves that `user` may make with the copy as it stands, in the order of the reviews."""
    return [move for move in RULES if not refusal(article, move, user)]


def refusal(article, move, user):
    """Return why `user` may not make the move with the article as it stands; "" where nothing is against it."""
    rule, facts = RULES[move], {"state": article.get_state_display()}
    if not access.may_see(user, article) or not _has_right(user, article, move):
        return _("This move is not yours to make.")
    if access.is_locked(article):
        return _("The issue is signed off: call it back first.")
    if article.state not in rule.sources:
        return _("The copy is in the state “%(state)s”, where this move is not possible.") % facts
    return _refusal_of_reviewer(article, user) if move in _REVIEWS else ""


@transaction.atomic
def make(article, move, user, opinion="", revision=None):
    """Make the move; returns the Review.

    `revision` is the number of the revision that the person has read, where known: copy that has changed since is
    not passed unread. Raises ReviewError where it has, where the move is refused, or where no opinion or reason is
    given that the move asks for.
    """
    held = Article.objects.select_for_update().get(pk=article.pk)
    if said := refusal(held, move, user):
        raise ReviewError(said)
    if RULES[move].asks and not opinion.strip():
        raise ReviewError(_ASKED[RULES[move].asks])
    if revision is not None and revision != _latest(held):
        raise ReviewError(_("The copy has been changed since you opened it: read it again first."))
    return _kept(article, move, user, opinion.strip(), RULES[move].target)


_ASKED = {
    "opinion": gettext_lazy("Write your opinion of the copy."),
    "reason": gettext_lazy("Write why you return the copy."),
}


@transaction.atomic
def admit(article, user, reason):
    """Approve copy that was printed before, without review; who and why is kept. `user` may be None (a command)."""
    return _kept(article, Move.ADMIT, user, reason, ArticleState.APPROVED)


def reopen(article, user):
    """Send approved copy that has been changed back to its first review; returns whether it was approved."""
    if article.state != ArticleState.APPROVED:
        return False
    _kept(article, Move.REOPEN, user, "", ArticleState.SUBMITTED)
    return True


def current_round(article):
    """Return the reviews since the copy was last submitted or reopened, oldest first."""
    made = []
    for review in article.reviews.select_related("made_by"):
        made = [] if review.move in (Move.SUBMIT, Move.REOPEN) else [*made, review]
    return made


def _has_right(user, article, move):
    own_moves = (Move.SUBMIT, Move.RECALL)
    if move in own_moves and access.is_own(user, article) and user.has_perm("articles.change_article"):
        return True
    rights = [user.has_perm(right) for right in RULES[move].rights]
    return any(rights) and (move != Move.SUBMIT or user.has_perm("articles.change_article"))


def _refusal_of_reviewer(article, user):
    """Three different people review, and nobody reviews what he has written."""
    if access.is_own(user, article):
        return _("Nobody reviews copy of one's own.")
    for review in current_round(article):
        if review.move in _REVIEWS and review.made_by_id == user.pk:
            return _("You have passed this copy in another review: the three reviews are by three people.")
    return ""


def _latest(article):
    return article.revisions.values_list("number", flat=True).order_by("-number").first() or 0


def _kept(article, move, user, opinion, target):
    article.state = target
    Article.objects.filter(pk=article.pk).update(state=target)
    return Review.objects.create(
        article=article, move=move, made_by=user, opinion=opinion, revision=_latest(article)
    )

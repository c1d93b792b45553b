"""The states of copy: which moves there are, who may make each, and what it asks for.

Three reviews by three different people, none of them the writer (三审制); nothing else sets a state.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import BigIntegerField, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.models import Article, ArticleState, Move, Review, Revision

_FIRST, _SECOND, _FINAL = (f"articles.{step}_review_article" for step in ("first", "second", "final"))
REVIEWS = (Move.FIRST, Move.SECOND, Move.FINAL)
# What a writer does with copy of one's own.
_OWN_MOVES = (Move.SUBMIT, Move.RECALL)
# What the rules read of a piece: where many are asked about, these are loaded for all at once.
NEEDS = (
    "placements__page__issue",
    "credits",
    "reviews__made_by",
    Prefetch("revisions", Revision.objects.defer("piece")),
)


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
ASKED = {
    "opinion": gettext_lazy("Write your opinion of the copy."),
    "reason": gettext_lazy("Write why you return the copy."),
}


def moves_for(user, article):
    """Return the moves that `user` may make with the copy as it stands, in the order of the reviews."""
    return [
        move
        for move, rule in RULES.items()
        if article.state in rule.sources and not refusal(article, move, user)
    ]


def is_ever_for(user, move):
    """Say whether the move is the user's to make, of some copy."""
    writes = user.has_perm("articles.change_article")
    if move in _OWN_MOVES:
        return writes
    return any(user.has_perm(right) for right in RULES[move].rights)


def is_for(user, article, move):
    """Say whether the move is the user's to make of that copy, in whatever state."""
    if not is_ever_for(user, move) or not access.may_see(user, article):
        return False
    if move not in _OWN_MOVES:
        return True
    return access.is_own(user, article) or any(user.has_perm(right) for right in RULES[move].rights)


def refusal(article, move, user):
    """Return why `user` may not make the move with the article as it stands; "" where nothing is against it."""
    rule, facts = RULES[move], {"state": article.get_state_display()}
    if not is_for(user, article, move):
        return _("This move is not yours to make.")
    if access.is_locked(article):
        return _("The issue is signed off: call it back first.")
    if article.state not in rule.sources:
        return _("The copy is in the state “%(state)s”, where this move is not possible.") % facts
    if move == Move.SUBMIT and not article.characters and not article.photos.all():
        return _("There is nothing to review yet: neither text nor photo.")
    return _refusal_of_reviewer(article, user) if move in REVIEWS else ""


@transaction.atomic
def make(article, move, user, opinion="", revision=None):
    """Make the move; returns the Review.

    `revision` is the number of the revision that the person has read, where known: copy that has changed since is
    not passed unread. Raises ReviewError where it has, where the move is refused, or where no opinion or reason is
    given that the move asks for.
    """
    held = _held(article)
    if said := refusal(held, move, user):
        raise ReviewError(said)
    if RULES[move].asks and not opinion.strip():
        raise ReviewError(ASKED[RULES[move].asks])
    if revision is not None and revision != latest_revision(held):
        raise ReviewError(_("The copy has been changed since you opened it: read it again first."))
    return _kept(article, move, user, opinion.strip(), RULES[move].target)


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
    for review in article.reviews.all():
        made = [] if review.move in (Move.SUBMIT, Move.REOPEN) else [*made, review]
    return made


def latest_revision(article):
    """Return the number of the revision in which the copy stands now, 0 where none is kept yet."""
    return article.revisions.values_list("number", flat=True).order_by("-number").first() or 0


def awaiting(user):
    """The copy that waits for `user`: what may be passed in review, and what lies with its writer."""
    # Named first, so that they are found by their index among all that was ever approved.
    waiting = {state for move in (Move.SUBMIT, *REVIEWS) for state in RULES[move].sources}
    articles = access.visible_articles(user).filter(state__in=sorted(waiting))
    articles = articles.exclude(access.held_by_a_sign_off())
    own = Q(pk__in=access.own_articles(user).values("pk"))
    wanted = own & Q(state__in=access.WITH_ITS_WRITER if is_ever_for(user, Move.SUBMIT) else ())
    for number, move in enumerate(REVIEWS):
        passed_before = {earlier: _last_hand(earlier) for earlier in REVIEWS[:number]}
        articles = articles.annotate(**passed_before)
        if is_ever_for(user, move):
            others = [~Q(**{earlier: user.pk}) for earlier in passed_before]
            wanted |= Q(~own, ~_was_written_by(user), *others, state__in=RULES[move].sources)
    return articles.filter(wanted)


def _wrote_it(user, article):
    """Say whether `user` had a hand in the text before it was first submitted, whosever copy it is called now.

    What an editor corrects afterwards, in copy that he reviews, makes him no writer of it.
    """
    submitted = next((made for made in article.reviews.all() if made.move == Move.SUBMIT), None)
    return bool(submitted) and any(
        revision.made_by_id == user.pk
        and revision.origin == Revision.Origin.EDIT
        and revision.number <= submitted.revision
        for revision in article.revisions.all()
    )


def _was_written_by(user):
    """Return the condition on articles that says the same in a query."""
    submitted = Review.objects.filter(article=OuterRef("article"), move=Move.SUBMIT).order_by("id")
    written = Revision.objects.filter(
        article=OuterRef("pk"),
        made_by=user,
        origin=Revision.Origin.EDIT,
        number__lte=Subquery(submitted.values("revision")[:1]),
    )
    return Q(Exists(written))


def _last_hand(move):
    """The account that last made the move, 0 where none has."""
    made = Review.objects.filter(article=OuterRef("pk"), move=move).order_by("-id")
    return Coalesce(Subquery(made.values("made_by")[:1]), 0, output_field=BigIntegerField())


def _refusal_of_reviewer(article, user):
    """Three different people review, and nobody reviews what he has written."""
    if access.is_own(user, article):
        return _("Nobody reviews copy of one's own.")
    if _wrote_it(user, article):
        return _("You wrote in this copy before it was submitted: somebody else must review it.")
    for review in current_round(article):
        if review.move in REVIEWS and review.made_by_id == user.pk:
            return _("You have passed this copy in another review: the three reviews are by three people.")
    return ""


def _held(article):
    """Hold the issues that the article stands in and its row, in a sign-off's order, and return it as it stands now."""
    placements = article.placements.select_for_update(of=("page__issue",)).select_related("page__issue")
    list(placements.order_by("page__issue"))
    return Article.objects.select_for_update().get(pk=article.pk)


def _kept(article, move, user, opinion, target):
    article.state = target
    Article.objects.filter(pk=article.pk).update(state=target)
    return Review.objects.create(
        article=article, move=move, made_by=user, opinion=opinion, revision=latest_revision(article)
    )

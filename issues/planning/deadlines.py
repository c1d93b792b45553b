"""Says by when an issue's copy, reviews and proofs are due, and who is late with what."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access
from articles.models import Article, ArticleState
from articles.staff import staff_name
from issues.models import Page, ProofRound

FIELDS = COPY, REVIEWS, PROOFS = "copy_due_at", "reviews_due_at", "proofs_due_at"
# Days before the issue's date: of a Friday's issue, copy on Tuesday, reviews on Wednesday, proofs on Thursday.
_DAYS_BEFORE = {COPY: 3, REVIEWS: 2, PROOFS: 1}
_HOUR = datetime.time(18)


@dataclass(frozen=True)
class Late:
    """One thing that is late: what it is, in words whom or what it waits for, and how long (a timedelta)."""

    what: str
    waits_for: str
    span: datetime.timedelta
    article: Article | None = None
    page: Page | None = None

    @property
    def long(self):
        return in_words(self.span)


def default_due(date):
    """Return {field: moment} for an issue of `date`, 18:00 in Beijing on the days before (aware)."""
    return {
        field: timezone.make_aware(
            datetime.datetime.combine(date - datetime.timedelta(days=days), _HOUR),
            timezone.get_default_timezone(),
        )
        for field, days in _DAYS_BEFORE.items()
    }


def set_default(issue):
    """Give the issue (not saved here) the usual times where it has none."""
    for field, moment in default_due(issue.date).items():
        if getattr(issue, field) is None:
            setattr(issue, field, moment)


def shift(issue, span, fields=FIELDS):
    """Move those due times of the issue (not saved here) by `span`, a timedelta; what has none keeps none."""
    for field in fields:
        if moment := getattr(issue, field):
            setattr(issue, field, moment + span)


def late(issue, pages, at=None):
    """Return what is Late at the moment `at` (default now): copy, then reviews, then proofs; pure.

    `pages` are the issue's, with `standing` (their placements with article, its owner and credits) and proofs loaded.
    Of an issue that is signed off nothing is.
    """
    if issue.is_signed_off:
        return []
    at = at or timezone.now()
    articles = {p.article_id: p.article for page in pages for p in page.standing}.values()
    return [
        *_late_copy(articles, _overdue(issue.copy_due_at, at)),
        *_late_reviews(articles, _overdue(issue.reviews_due_at, at)),
        *_late_proofs(pages, _overdue(issue.proofs_due_at, at)),
    ]


def in_words(span):
    """Return a timedelta as the desk says it: 2天3小时, 3小时, 20分钟."""
    hours, seconds = divmod(span.seconds, 3600)
    facts = {"days": span.days, "hours": hours, "minutes": seconds // 60}
    if span.days:
        return (_("%(days)s d %(hours)s h") if hours else _("%(days)s d")) % facts
    return (_("%(hours)s h") if hours else _("%(minutes)s min")) % facts


def _overdue(due, at):
    """How long the moment `due` has passed, None where it hasn't or where none is set."""
    return at - due if due and at > due else None


def _late_copy(articles, span):
    """Copy that is still with its writer."""
    if span:
        for article in articles:
            if article.state in access.WITH_ITS_WRITER:
                said = _("waits for the copy of %(who)s") % {"who": writer(article) or _("nobody is named")}
                yield Late(article.title, said, span, article=article)


def _late_reviews(articles, span):
    """Copy on its way, by the review that it waits for."""
    waits_for = {
        ArticleState.SUBMITTED: _("waits for the first review"),
        ArticleState.FIRST_REVIEW: _("waits for the second review"),
        ArticleState.SECOND_REVIEW: _("waits for the final review"),
    }
    if span:
        for article in articles:
            if article.state in waits_for:
                yield Late(article.title, waits_for[article.state], span, article=article)


def _late_proofs(pages, span):
    """Pages whose third proof is not recorded, by the proof that is to be read next."""
    if span:
        for page in pages:
            read = {proof.round for proof in page.proofs.all()}
            waits_for = next((each for each in ProofRound if each not in read), None)
            if waits_for:
                said = _("waits for: %(proof)s") % {"proof": waits_for.label}
                yield Late(page.full_name, said, span, page=page)


def writer(article):
    """Return who writes the copy: its account's name, else those who are credited, else ""."""
    if article.owner:
        return staff_name(article.owner)
    return "、".join(dict.fromkeys(credit.name for credit in article.credits.all()))

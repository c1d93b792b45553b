"""Corrections: of which copy the paper may make one, and how it is made with the text put right online."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _

from articles import revisions, wording
from articles.models import Revision
from issues import publication
from issues.models import Placement, PrintedError
from issues.planning import release_log


def refusal(article, at=None):
    """Return why the article is not corrected at the moment `at`; "" where nothing is against it."""
    if publication.published_articles(at).filter(pk=article.pk).exists():
        return ""
    if article.withdrawal:
        return _("“%(title)s” is withdrawn: its address shows the paper's note, and no correction.") % {
            "title": article.title
        }
    return _("“%(title)s” was never public: there is nothing to correct, change the copy itself.") % {
        "title": article.title
    }


def places(article):
    """Return the article's placements in the issues that are out, in the order of its parts."""
    out = Placement.objects.filter(article=article, page__issue__in=publication.published_issues())
    return list(out.select_related("page__issue").order_by("part"))


def place_of(found, placements):
    """Return the placement on which a Found place (articles/wording.py) stands: that of its part, or the first."""
    return next((place for place in placements if place.part == found.part), placements[0])


@transaction.atomic
def make(correction, user, found=None, kind=None):
    """Keep a new Correction as made by `user`, and put the text right at `found`, as a minor edit; log both.

    With a `kind` (ErrorKind) the printed error goes into the ledger too, unless it is there. The piece stays approved,
    so that it never leaves its readers.
    """
    correction.made_by = user
    correction.save()
    if found:
        _put_right(correction, user, found)
    if kind and not is_entered(correction):
        _enter(correction, user, kind)
    log(correction, user, _("corrected “%(title)s”: “%(wrong)s” → “%(right)s”"))
    return correction


def is_entered(correction):
    """Say whether the ledger of printed errors has the error already."""
    errors = PrintedError.objects.filter(issue=correction.issue, article=correction.article)
    return any(is_of(correction.wrong, wrong) for wrong in errors.values_list("wrong", flat=True))


def is_of(corrected, wrong):
    """Say whether a correction of the wording `corrected` is of the printed error `wrong`, in one piece."""
    return wrong in corrected or corrected in wrong


def _enter(correction, user, kind):
    PrintedError.objects.create(
        issue=correction.issue,
        article=correction.article,
        page_number=correction.page_number,
        kind=kind,
        wrong=correction.wrong,
        right=correction.right,
        recorded_by=user,
    )


def log(correction, user, said):
    """Log `said`, with the facts of the correction, with its article and its issue."""
    facts = {"title": correction.article.title, "wrong": correction.wrong, "right": correction.right}
    release_log.note(correction.article, user, said % facts)
    LogEntry.objects.log_actions(user.pk, [correction.article], CHANGE, said % facts, single_object=True)


def _put_right(correction, user, found):
    article = correction.article
    if not article.revisions.exists():
        revisions.record(article, None, Revision.Origin.EDIT)
    wording.put_right(found, correction.wrong, correction.right)
    revisions.record(article, user, Revision.Origin.MINOR_EDIT)
    article.refresh_from_db()

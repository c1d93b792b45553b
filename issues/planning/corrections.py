"""Corrections: of which copy the paper may make one, and how it is made with the text put right online."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _

from articles import revisions, wording
from articles.models import Revision
from issues import publication
from issues.models import Placement
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
def make(correction, user, found=None):
    """Keep a new Correction as made by `user`, and put the text right at `found`, as a minor edit; log both.

    The piece stays approved, so that it never leaves its readers.
    """
    correction.made_by = user
    correction.save()
    if found:
        _put_right(correction, user, found)
    log(correction, user, _("corrected “%(title)s”: “%(wrong)s” → “%(right)s”"))
    return correction


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

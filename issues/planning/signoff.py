"""Sign-off: what stands against it, and the three moves of an issue towards its readers.

The rule is the design's (sections 3.1 and 3.5): an issue that is signed off is locked, and goes live at its
second with nothing running. Each move is one transaction that holds the issue's row and is logged.
"""

import hashlib

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, ArticleState
from issues import history, searching
from issues.models import Issue, IssueState, Placement
from issues.planning import preflight
from issues.publication import is_published


class SignOffError(ValueError):
    """The move is not allowed as the issue stands; its text says why, for the person who made it."""


def blockers(issue):
    """Return the findings of the preflight that no one can sign over."""
    return preflight.run(issue, is_blocking_only=True)


def doubts(issue):
    """Return the findings of the preflight that may be meant so, and must be seen."""
    return findings(issue)[1]


def findings(issue):
    """Return (blockers, doubts) of one preflight."""
    found = preflight.before_sign_off(issue)
    blocked = [finding for finding in found if finding.is_blocking]
    return blocked, [finding for finding in found if not finding.is_blocking]


@transaction.atomic
def sign_off(issue, user, publish_at, seen=None):
    """Release the issue, to go out at `publish_at` (aware; None: no time is set yet, and nothing goes out).

    A moment that has passed lets it out at once. `seen` is the `fingerprint` of what the person looked at, where
    known. Raises SignOffError where it is signed off already, blocked, or has changed since it was looked at.
    """
    issue = _held(issue)
    if issue.is_signed_off:
        raise SignOffError(_("%(issue)s is signed off already.") % {"issue": issue.label})
    if seen is not None and seen != fingerprint(issue):
        raise SignOffError(overtaken())
    if blocked := blockers(issue):
        raise SignOffError("\n".join(finding.text for finding in blocked))
    issue.state, issue.publish_at = IssueState.SIGNED_OFF, publish_at
    issue.signed_off_by, issue.signed_off_at = user, timezone.now()
    return _kept(issue, user, _("Signed off: %(line)s"))


@transaction.atomic
def release_printed(issue, user, reason):
    """Release an issue of the back catalogue for its date at 07:00; who and why is logged.

    Readers have had it in print: lost pictures, loose jumps and whatever else is doubtful is no reason against it.
    Raises SignOffError where it is signed off already, or holds nothing or copy that isn't approved.
    """
    issue = _held(issue)
    if issue.is_signed_off:
        raise SignOffError(_("%(issue)s is signed off already.") % {"issue": issue.label})
    states = set(Article.objects.filter(placements__page__issue=issue).values_list("state", flat=True))
    if states != {ArticleState.APPROVED}:
        raise SignOffError(
            _("%(issue)s holds nothing, or copy that isn't approved.") % {"issue": issue.label}
        )
    issue.state, issue.publish_at = IssueState.SIGNED_OFF, issue.default_publish_at()
    issue.signed_off_by, issue.signed_off_at = user, timezone.now()
    said = _("Released as printed (%(reason)s): ") % {"reason": reason}
    return _kept(issue, user, said.replace("%", "%%") + "%(line)s")


@transaction.atomic
def call_back(issue, user, at=None):
    """Take the sign-off back, so that pages and copy can be changed; the planned time is kept.

    Raises SignOffError where the issue isn't signed off, or is out at the moment `at` (default now).
    """
    issue = _held(issue)
    _refuse_unless_waiting(issue, at)
    issue.state, issue.signed_off_by, issue.signed_off_at = IssueState.PREPARATION, None, None
    return _kept(issue, user, _("Called back: %(line)s"))


@transaction.atomic
def reschedule(issue, user, publish_at, at=None):
    """Let a signed-off issue go out at another moment; raises SignOffError as `call_back` does."""
    issue = _held(issue)
    _refuse_unless_waiting(issue, at)
    issue.publish_at = publish_at
    return _kept(issue, user, _("Rescheduled: %(line)s"))


def overtaken():
    """Return what is told to who signs off another issue than the one that was looked at."""
    return _("The issue has changed since you opened this page: look at it again.")


def fingerprint(issue):
    """Return a word that changes with anything that would be printed: copy, states, placements, pages (two queries)."""
    copy = (
        Placement.objects.filter(page__issue=issue)
        .order_by("pk")
        .values_list("pk", "page", "order", "part", "prominence", "headline", "article", "article__state")
        .annotate(Max("article__revisions__number"))
    )
    pages = issue.pages.order_by("pk").values_list("pk", "number", "label", "name", "print_file")
    standing = [issue.slug, issue.date, issue.page_count, issue.masthead_id, list(copy), list(pages)]
    return hashlib.sha256(repr(standing).encode()).hexdigest()[:32]


def release_line(issue, at=None):
    """Return the plain line on where the issue stands: not signed off, no time, scheduled for, published at."""
    if not issue.is_signed_off:
        return _("Not signed off")
    if not issue.publish_at:
        return _("Signed off, no release time set")
    line = _("Published at %(time)s") if is_published(issue, at) else _("Scheduled for %(time)s")
    return line % {"time": beijing_time(issue.publish_at)}


def beijing_time(moment):
    """Return an aware moment as the desk writes it: 2020年5月22日（星期五）07:00（北京时间）."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    parts = {
        "day": date_format(local, "DATE_FORMAT"),
        "weekday": date_format(local, "l"),
        "time": local.strftime("%H:%M"),
    }
    return _("%(day)s (%(weekday)s) %(time)s Beijing time") % parts


def _held(issue):
    """Hold the issue and its copy, so that no page, review or edit moves while it is decided on."""
    held = Issue.objects.select_for_update().get(pk=issue.pk)
    standing = Placement.objects.filter(page__issue=held).values("article")
    list(Article.objects.select_for_update().filter(pk__in=standing).order_by("pk").values_list("pk"))
    return held


def _refuse_unless_waiting(issue, at):
    if not issue.is_signed_off:
        raise SignOffError(_("%(issue)s is not signed off.") % {"issue": issue.label})
    if is_published(issue, at):
        raise SignOffError(
            _("%(issue)s is with its readers already. Correct or withdraw single articles instead.")
            % {"issue": issue.label}
        )


def _kept(issue, user, message):
    history.begin(issue)
    issue.save()
    searching.date_entries(issue)
    history.record(issue, user, "sign_off")
    LogEntry.objects.log_actions(
        user.pk, [issue], CHANGE, message % {"line": release_line(issue)}, single_object=True
    )
    return issue

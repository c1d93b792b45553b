"""Sign-off: what stands against it, and the three moves of an issue towards its readers.

The rule is the design's (sections 3.1 and 3.5): an issue that is signed off is locked, and goes live at its
second with nothing running. Each move is one transaction that holds the issue's row and is logged.
"""

import hashlib
from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Article, ArticleState
from issues import history
from issues.models import Issue, IssueState, Placement
from issues.publication import is_published


class SignOffError(ValueError):
    """The move is not allowed as the issue stands; its text says why, for the person who made it."""


@dataclass(frozen=True)
class Finding:
    """One thing to know before a sign-off, with the article that it is about, where it is about one."""

    text: str
    article: Article | None = None


def blockers(issue):
    """Return the Findings that no one can sign over: nothing to print, unapproved or withdrawn copy."""
    placements = _placements(issue)
    if not placements:
        return [Finding(_("Nothing stands in this issue yet."))]
    pieces = {placement.article_id: placement for placement in placements}.values()
    return [finding for placement in pieces for finding in _blocking(placement)]


def doubts(issue):
    """Return the Findings that may be meant so, and must be seen: empty pages, lost pictures, loose jumps."""
    placements = _placements(issue)
    by_article = {}
    for placement in placements:
        by_article.setdefault(placement.article_id, []).append(placement)
    found = _doubtful_pages(issue, {placement.page_id for placement in placements})
    found += _doubtful_pointers(placements)
    for parts in by_article.values():
        found += _doubtful_photos(parts[0].article) + _doubtful_jumps(parts)
    return found


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
        raise SignOffError(_("The issue has changed since you opened this page: look at it again."))
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
    states = {placement.article.state for placement in _placements(issue)}
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


def fingerprint(issue):
    """Return a word that changes with anything that would be printed: copy, states, placements, pages (two queries)."""
    copy = (
        Placement.objects.filter(page__issue=issue)
        .order_by("pk")
        .values_list("pk", "page", "order", "part", "prominence", "headline", "article", "article__state")
        .annotate(Max("article__revisions__number"))
    )
    pages = issue.pages.order_by("pk").values_list("pk", "number", "label", "name", "pdf")
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


def _placements(issue):
    return list(
        Placement.objects.filter(page__issue=issue)
        .in_print_order()
        .select_related("page", "article")
        .prefetch_related("article__withdrawals", "article__photos")
    )


def _blocking(placement):
    article = placement.article
    facts = {"title": article.title, "page": placement.page.printed_label}
    if article.state != ArticleState.APPROVED:
        facts["state"] = article.get_state_display()
        yield Finding(_("%(page)s: “%(title)s” is not approved (%(state)s).") % facts, article)
    if article.withdrawal:
        yield Finding(_("%(page)s: “%(title)s” is withdrawn.") % facts, article)


def _doubtful_pages(issue, filled):
    pages = {page.number: page for page in issue.pages.all()}
    found = []
    for number in sorted({*range(1, issue.page_count + 1), *pages}):
        if number not in pages:
            found.append(Finding(_("Page %(number)s is missing.") % {"number": number}))
        elif pages[number].pk not in filled:
            found.append(Finding(_("Nothing stands on page %(number)s.") % {"number": number}))
        elif number > issue.page_count:
            found.append(
                Finding(_("Page %(number)s is one more than the masthead says.") % {"number": number})
            )
    return found


def _doubtful_pointers(placements):
    """A pointer (详见2版) leads to a page on which something stands."""
    filled = {placement.page.number for placement in placements}
    message = _("“%(title)s” points to page %(number)s, where nothing stands.")
    return [
        Finding(message % {"title": placement.title, "number": placement.see_page}, placement.article)
        for placement in placements
        if placement.see_page and placement.see_page not in filled
    ]


def _doubtful_photos(article):
    lost = sum(1 for photo in article.photos.all() if not photo.file)
    facts = {"title": article.title, "count": lost}
    return [Finding(_("“%(title)s”: %(count)s photos have no picture yet.") % facts, article)] if lost else []


def _doubtful_jumps(parts):
    """A jump is whole when each printed jump line leads to a part, and the text is marked once less than it has parts."""
    article, pages = parts[0].article, {part.page.number for part in parts}
    named = {number for part in parts for number in (part.continued_on, part.continued_from) if number}
    facts = {"title": article.title}
    found = [
        Finding(
            _("“%(title)s”: its other part on page %(number)s is not there.") % {**facts, "number": number},
            article,
        )
        for number in sorted(named - pages)
    ]
    if len(richtext.split_at_jumps(article.body)) != len(parts):
        found.append(
            Finding(
                _("“%(title)s”: the jump marks in its text don't fit the pages it stands on.") % facts,
                article,
            )
        )
    return found


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
    history.record(issue, user, "sign_off")
    LogEntry.objects.log_actions(
        user.pk, [issue], CHANGE, message % {"line": release_line(issue)}, single_object=True
    )
    return issue

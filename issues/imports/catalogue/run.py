"""Takes printed issues in: each becomes a released issue whole, or stays out whole, and the run keeps what became of it."""

import logging
import time
from dataclasses import asdict, dataclass, replace

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import review
from articles.models import Article, ArticleState
from articles.search import schema
from issues.imports.catalogue.grouping import group
from issues.imports.save import save_page
from issues.imports.saving import jumps
from issues.imports.saving.errors import PageImportError
from issues.models import CatalogueRun, Issue, IssueState
from issues.planning.signoff import SignOffError, release_printed

_logger = logging.getLogger(__name__)
# How many sentences are kept of one issue.
_MOST_MESSAGES = 30
# Seconds between two writings of the record, which grows with each issue.
_RECORD_EVERY = 1.0

RELEASED, READY, UNCHANGED, LEFT, FAILED, UNREAD = (
    "released", "ready", "unchanged", "left", "failed", "unread",
)  # fmt: skip
WORDS = {
    RELEASED: gettext_lazy("released"),
    READY: gettext_lazy("would be released"),
    UNCHANGED: gettext_lazy("unchanged"),
    LEFT: gettext_lazy("left alone"),
    FAILED: gettext_lazy("failed"),
    UNREAD: gettext_lazy("not read"),
}


@dataclass(frozen=True)
class Outcome:
    """What became of one printed issue, or of one file that belongs to none; `place` is like 3/50."""

    state: str
    name: str
    files: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    slug: str = ""
    place: str = ""

    def line(self):
        """Return the outcome as one line: the issue, what became of it, and the first thing to say of it."""
        said = _("%(name)s: %(state)s") % {"name": self.name, "state": WORDS[self.state]}
        said = f"[{self.place}] {said}" if self.place else said
        return f"{said}　{self.messages[0]}" if self.messages else said


class _RolledBackError(Exception):
    """Carries what a trial has found out of the transaction that it was made in."""

    def __init__(self, found):
        super().__init__()
        self.found = found


def summary(counts):
    """Return the counts of outcomes by state in words: 已发布 50，未改动 2."""
    said = [f"{word} {counts[state]}" for state, word in WORDS.items() if counts[state]]
    return _(", ").join(said) or _("No file was found.")


def may_run(user):
    """Say whether `user` may release the back catalogue."""
    return user.has_perms(["issues.run_catalogue", "articles.admit_article"])


def take_in(files, user, reason, source, is_partial_allowed=False):
    """Take in the printed issues that the Files make, and yield the Outcome of each as soon as it is done.

    A CatalogueRun keeps who, why and the outcomes; whoever stops half-way (a broken connection) loses none that is
    done. `is_partial_allowed` also releases an issue of which a page is missing.
    """
    run = CatalogueRun.objects.create(source=source[:300], reason=reason[:300], run_by=user)
    kept, written_at = [], time.monotonic()
    try:
        for outcome in _outcomes(files, lambda printed: _take_in(printed, user, reason, is_partial_allowed)):
            kept.append(asdict(outcome))
            if time.monotonic() - written_at > _RECORD_EVERY:
                CatalogueRun.objects.filter(pk=run.pk).update(outcome=kept)
                written_at = time.monotonic()
            yield outcome
    finally:
        CatalogueRun.objects.filter(pk=run.pk).update(outcome=kept, ended_at=timezone.now())
        schema.count_anew(connection)


def rehearse(files, user, reason, is_partial_allowed=False):
    """Yield the Outcomes that `take_in` would have, and save nothing."""

    def attempt(printed):
        try:
            with transaction.atomic():
                raise _RolledBackError(_take_in(printed, user, reason, is_partial_allowed))
        except _RolledBackError as trial:
            outcome = trial.found
        return replace(outcome, state=READY) if outcome.state == RELEASED else outcome

    return _outcomes(files, attempt)


def _outcomes(files, attempt):
    catalogue = group(files)
    for path, why in catalogue.unread:
        yield Outcome(UNREAD, path, (path,), (why,))
    for number, printed in enumerate(catalogue.issues, 1):
        yield replace(attempt(printed), place=f"{number}/{len(catalogue.issues)}")


def _take_in(printed, user, reason, is_partial_allowed):
    """Return the Outcome of one printed issue, taken in whole or left out whole."""
    if why := _faults(printed, is_partial_allowed):
        return _outcome(FAILED, printed, why)
    try:
        with transaction.atomic():
            standing = _standing(printed)
            return _compare(standing, printed, user) if standing else _release(printed, user, reason)
    except (PageImportError, SignOffError) as error:
        return _outcome(FAILED, printed, [str(error)])
    except DatabaseError as error:
        _logger.warning("%s was not taken in", printed.label, exc_info=error)
        return _outcome(FAILED, printed, [_("The database refused it: %(why)s") % {"why": error}])
    except Exception as error:  # a fault in one issue doesn't keep out the others; it is logged
        _logger.exception("%s was not taken in", printed.label)
        return _outcome(FAILED, printed, [_("An error of the system: %(why)s") % {"why": repr(error)}])


def _faults(printed, is_partial_allowed):
    faults = list(printed.faults)
    if printed.date and printed.date > timezone.localdate():
        faults.append(_("The issue is of %(date)s and can't be printed yet.") % {"date": printed.date})
    if printed.missing and not is_partial_allowed:
        numbers = _(", ").join(str(number) for number in printed.missing)
        faults.append(_("Pages are missing: %(numbers)s") % {"numbers": numbers})
    return faults


def _standing(printed):
    """Return the issue that is there already, or None; its row is held."""
    if printed.number:
        found = Issue.objects.numbered(printed.number)
    else:
        found = Issue.objects.on(printed.date).filter(number=None)
    found = found.select_for_update().first()
    if found is None and printed.number:
        # One of that day that waits for its number: the desk's, as any in preparation.
        found = Issue.objects.on(printed.date).filter(number=None, title="").first()
    return found


def _release(printed, user, reason):
    reports, open_then = [], {}
    for report in _save_pages(printed, user):
        reports.append(report)
        open_then[report.page] = jumps.open_sentences(report.page)
    issue, doubts = reports[0].issue, list(_to_settle(reports, open_then))
    copy = Article.objects.filter(placements__page__issue=issue).exclude(state=ArticleState.APPROVED)
    for article in copy.distinct():
        review.admit(article, user, reason)
    release_printed(issue, user, reason)
    count = sum(len(report.created) for report in reports)
    said = [_("%(pages)s pages, %(pieces)s pieces") % {"pages": len(reports), "pieces": count}]
    if printed.missing:
        numbers = _(", ").join(str(number) for number in printed.missing)
        said.append(_("Pages are missing: %(numbers)s") % {"numbers": numbers})
    return _outcome(RELEASED, printed, [*said, *doubts], issue)


def _save_pages(printed, user):
    """Save the pages of an issue in their order, and yield their Reports. Raises PageImportError."""
    named = None
    for page in printed.pages:
        report = save_page(page.draft, issue_number=named, user=user, source=page.path)
        named = report.issue.slug
        yield report


def _to_settle(reports, open_then):
    """Yield what an editor should look at, page by page; of the jumps that were open then, those that still are."""
    for report in reports:
        closed = set(open_then[report.page]) - set(jumps.open_sentences(report.page))
        for line in report.to_settle():
            if line not in closed:
                yield f"{report.page.printed_label}：{line}"


def _compare(standing, printed, user):
    """Say of an issue that is there already whether the files would change it; nothing of it is touched."""
    if not standing.is_signed_off:
        return _outcome(LEFT, printed, [_("The desk is working on this issue: sign it off there.")], standing)
    changes = _differences(standing, printed, user)
    if not changes:
        return _outcome(UNCHANGED, printed, [], standing)
    said = _("It is released already and stays as it is; the files differ from it.")
    return _outcome(LEFT, printed, [said, *changes], standing)


def _differences(standing, printed, user):
    """Return what the files would change in a released issue, page by page: tried and rolled back."""
    try:
        with transaction.atomic():
            Issue.objects.filter(pk=standing.pk).update(
                state=IssueState.PREPARATION, signed_off_by=None, signed_off_at=None
            )
            raise _RolledBackError(
                [report.done()[0] for report in _save_pages(printed, user) if _changes(report)]
            )
    except _RolledBackError as trial:
        return trial.found


def _changes(report):
    return bool(report.created or report.updated or report.returned)


def _outcome(state, printed, messages, issue=None):
    name = printed.label
    if printed.number and printed.date:
        name = _("%(issue)s (%(date)s)") % {"issue": name, "date": printed.date}
    if len(messages) > _MOST_MESSAGES:
        more = _("… and %(count)s more") % {"count": len(messages) - _MOST_MESSAGES}
        messages = [*messages[:_MOST_MESSAGES], more]
    return Outcome(state, name, tuple(printed.files), tuple(messages), issue.slug if issue else "")

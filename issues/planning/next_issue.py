"""Opens next week's issue from the pattern of the last one."""

import datetime

from django.contrib.admin.models import ADDITION, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _

from issues import history
from issues.models import Issue, Page, PageCredit
from issues.planning import deadlines

A_WEEK = datetime.timedelta(days=7)


class NextIssueError(ValueError):
    """The next issue can't be opened; its text says why. `standing` is the Issue that stands in its place."""

    def __init__(self, message, standing=None):
        super().__init__(message)
        self.standing = standing


def last_issue():
    """Return the issue of the highest number, which is the pattern of the next; None where no issue has one."""
    return Issue.objects.exclude(number=None).order_by("-number").first()


def following(last):
    """Return what the issue after `last` begins with, by field: numbers, date, page count, masthead.

    After a double issue it is the number after its last one; the number in the year begins again with a new year.
    """
    date, step = last.date + A_WEEK, (last.last_number or last.number) - last.number + 1
    in_year = last.year_number and (last.year_number + step if date.year == last.date.year else 1)
    return {
        "number": last.number + step,
        "year_number": in_year or None,
        "date": date,
        "page_count": last.page_count,
        "masthead_id": last.masthead_id,
    }


@transaction.atomic
def open_next(last, user):
    """Make the issue after `last` with its pages and page credits, in one step; returns the Issue.

    Raises NextIssueError where one of its number or date is there already. The row of `last` is held, so that of two
    who open the next one at once the second is told of the first's.
    """
    last = Issue.objects.select_for_update().get(pk=last.pk)
    if not last.number:
        raise NextIssueError(_("%(issue)s has no number to count on from.") % {"issue": last.label})
    issue = Issue(**following(last))
    _refuse_double(issue)
    issue.publish_at = issue.default_publish_at()
    _set_due(issue, last)
    issue.save()
    _copy_pages(issue, last)
    history.record_edition(issue, user, "board")
    said = _("Opened after the pattern of %(issue)s") % {"issue": last.label}
    LogEntry.objects.log_actions(user.pk, [issue], ADDITION, said, single_object=True)
    return issue


def _refuse_double(issue):
    standing = (
        Issue.objects.numbered(issue.number).first() or Issue.objects.on(issue.date).order_by("pk").first()
    )
    if standing:
        message = _("The next issue is there already: %(issue)s.")
        raise NextIssueError(message % {"issue": standing}, standing)


def _set_due(issue, last):
    for field in deadlines.FIELDS:
        setattr(issue, field, getattr(last, field))
    deadlines.shift(issue, issue.date - last.date)
    deadlines.set_default(issue)


def _copy_pages(issue, last):
    pattern = list(last.pages.order_by("number").prefetch_related("credits"))
    for old in pattern or [Page(number=number) for number in range(1, issue.page_count + 1)]:
        page = Page.objects.create(issue=issue, number=old.number, label=old.label, name=old.name)
        credits = old.credits.all() if old.pk else ()
        PageCredit.objects.bulk_create(
            PageCredit(page=page, order=credit.order, role=credit.role, name=credit.name)
            for credit in credits
        )

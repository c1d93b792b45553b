"""Keeps the log of what changed after its issue was out, with the issue: withdrawals, corrections, minor edits."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.utils.translation import gettext as _

from issues import publication


def note(article, user, said, at=None):
    """Log `said` (a sentence that names the piece) with each issue that the article stands in and that is out."""
    out = publication.published_issues(at).filter(pages__placements__article=article).distinct()
    for issue in out:
        LogEntry.objects.log_actions(
            user.pk, [issue], CHANGE, _("After release: %(said)s") % {"said": said}, single_object=True
        )

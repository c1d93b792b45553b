"""Holds what a page prints of its issue, number and date, against the issue that it is sent for."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def of_another_issue(masthead, issue):
    """Return the words for what a page's MastheadDraft prints where neither number nor date is the Issue's, else ""."""
    stated = [(masthead.issue_number, issue.number), (masthead.date, issue.date)]
    stated = [(said, own) for said, own in stated if said and own]
    if not stated or any(said == own for said, own in stated):
        return ""
    number = masthead.issue_number and _("No. %(number)s") % {"number": masthead.issue_number}
    says = " ".join(filter(None, [number, masthead.date and date_format(masthead.date)]))
    own = f"{issue.label} {date_format(issue.date)}"
    return _("it prints %(says)s, and this is %(issue)s") % {"says": says, "issue": own}

"""Finds what a command's arguments name."""

from django.contrib.auth.models import User
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from issues.models import Issue

UNKNOWN = 2  # the exit code
MOST_DIGITS = 9  # more is no number that a database takes


def issue_named(name):
    """Return the issue of that number or address; a CommandError (exit 2) names what there is none of."""
    issues = Issue.objects.select_related("masthead")
    issue = issues.filter(slug=name).first()
    if issue is None and name.isdecimal() and len(name) <= MOST_DIGITS:
        issue = issues.numbered(int(name)).first()
    if issue is None:
        raise CommandError(_("There is no issue “%(name)s”.") % {"name": name}, returncode=UNKNOWN)
    return issue


def user_named(name):
    """Return the account of that name, None for no name; a CommandError says that there is none."""
    user = User.objects.filter(username=name).first() if name else None
    if name and user is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": name})
    return user

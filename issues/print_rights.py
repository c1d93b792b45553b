"""Who may give pages print files, take them off, and say where the pieces stand on them."""

from django.db.models import BooleanField, ExpressionWrapper, Q, Value
from django.utils.translation import gettext_lazy as _

from issues.models import IssueState

_CHANGE_PAGE, _SIGN_OFF = "issues.change_page", "issues.sign_off_issue"

LOCKED = _("The issue is signed off: only who may sign off changes its print files and their areas.")


def may_change(user, issue):
    """Say whether `user` may change the print files of an Issue: of one that is signed off, only who may sign off.

    No copy is changed by them, so the lock of the issue is not for them; but they reach readers at once.
    """
    return user.has_perm(_CHANGE_PAGE) and (not issue.is_signed_off or user.has_perm(_SIGN_OFF))


def may_change_of_page(user):
    """Return the same as an expression, with which pages are annotated."""
    if user.has_perm(_CHANGE_PAGE) and not user.has_perm(_SIGN_OFF):
        return ExpressionWrapper(~Q(issue__state=IssueState.SIGNED_OFF), output_field=BooleanField())
    return Value(user.has_perm(_CHANGE_PAGE), output_field=BooleanField())

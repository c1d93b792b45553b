"""Says in the user's language why a file that a command was given can't be read."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def unreadable(error):
    """Return the CommandError of an OSError: which file, and why."""
    if isinstance(error, FileNotFoundError):
        why = _("there is no such file")
    elif isinstance(error, IsADirectoryError):
        why = _("it is a folder")
    elif isinstance(error, PermissionError):
        why = _("it may not be read")
    else:
        why = error.strerror
    return CommandError(_("%(what)s: %(why)s") % {"what": error.filename, "why": why})

"""Gives a page a former print file back, and takes its print file off it: versions of the page, both, and logged."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from issues import history
from issues.imports.print_files import wanted
from issues.imports.print_files.read import look_again
from issues.models import Page


class FormerPrintError(ValueError):
    """The page's print file can't be changed so; the text says why, for the person who asked."""


@transaction.atomic
def put_back(print_file, user):
    """Make a former PrintFile its page's again, with its areas as they stood; returns the sentence that tells it.

    Where a piece stands on the page now for which the file was never searched, it is searched again: else nobody would
    know what to hide once that piece is hidden. Raises FormerPrintError where the file is in use or gone.
    """
    page = Page.objects.select_for_update().get(pk=print_file.page_id)
    if page.print_file_id == print_file.pk:
        raise FormerPrintError(_("%(file)s is the page's print file already.") % {"file": print_file})
    if not default_storage.exists(print_file.file.name):
        raise FormerPrintError(_("%(file)s is gone and can't be put back.") % {"file": print_file})
    _give(
        page,
        print_file,
        user,
        _("Print file put back, with its areas as they stood: %(file)s") % {"file": print_file},
    )
    said = _("%(file)s is the page's print file again, with its areas as they stood.") % {"file": print_file}
    known = set(print_file.areas.values_list("article", "is_guide"))
    if {piece.key for piece in wanted.on_page(page)} <= known:
        return said
    return f"{said} {look_again(page, user).line()}"


@transaction.atomic
def take_off(print_file, user):
    """Leave the page of which this is the PrintFile without one; returns the sentence that tells it.

    The file stays with the page, to be put back. Raises FormerPrintError where the page has another one by now, or none.
    """
    page = Page.objects.select_for_update().filter(print_file=print_file).first()
    if page is None:
        raise FormerPrintError(_("The page has another print file by now, or none: look at it again."))
    said = _("Print file taken off: %(file)s") % {"file": print_file}
    _give(page, None, user, said)
    return said


def _give(page, print_file, user, said):
    history.begin(page)
    page.print_file = print_file
    page.save(update_fields=["print_file"])
    history.record(page, user, "edit")
    LogEntry.objects.log_actions(user.pk, [page], CHANGE, said, single_object=True)

"""Has the system set pages for print, and gives them what was set as their print files."""

from django.utils.translation import gettext as _

from issues.imports.print_files import sheets
from issues.imports.print_files.run import Outcome, read_waiting
from issues.outlets.typeset import typeset


def set_pages(issue, user=None, is_again=False):
    """Set the pages of an issue that have no print file (all of them where `is_again`); yields the Outcome of each.

    A page on which not everything fits keeps what it had.
    """
    for made in typeset(issue).pages:
        if made.page.print_file_id and not is_again:
            continue
        if made.missing:
            yield Outcome(made.page, False, " ".join(made.missing))
        else:
            sheets.receive([(_("set by this system.pdf"), made.pdf)], issue, user, page=made.page)
    yield from read_waiting(issue, user)

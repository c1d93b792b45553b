"""Has the system set pages for print, and gives them what was set as their print files."""

from django.utils.translation import gettext as _

from issues.imports.print_files import sheets
from issues.imports.print_files.run import Outcome, read_one
from issues.outlets.typeset import typeset_pages


def set_pages(issue, user=None, is_again=False):
    """Set the pages of an issue that have no print file (all of them where `is_again`); yields the Outcome of each."""
    wanted = issue.pages.all() if is_again else issue.pages.filter(print_file=None)
    yield from set_these(issue, set(wanted.values_list("pk", flat=True)), user)


def set_these(issue, keys, user=None):
    """Set those pages of an issue whose pk is in `keys`, whatever they have; yields the Outcome of each.

    A page on which not everything fits keeps what it had.
    """
    for made in typeset_pages(issue, keys):
        if made.missing:
            yield Outcome(made.page, False, " ".join(made.missing))
        else:
            (print_file,) = sheets.receive([(_name(), made.pdf)], issue, user, page=made.page)
            yield read_one(print_file, user)


def was_set_here(print_file):
    """Say whether a PrintFile was set by this system: that is the name it gives them."""
    return print_file.sent_as == _name()


def _name():
    return _("set by this system.pdf")

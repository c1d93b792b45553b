"""Reads what waits for an issue's pages, one after the other, and tells of each; it can be called again after a failure."""

import logging
from dataclasses import dataclass

from django.utils.translation import gettext as _

from issues.imports.print_files import sheets
from issues.imports.print_files.read import PrintFileError, read

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What became of one page's print file: `is_read`, and a sentence."""

    page: object
    is_read: bool
    said: str

    def line(self):
        """Return it as one line."""
        return f"{self.page.printed_label}　{self.said}"


def read_waiting(issue, user=None):
    """Read the print files that wait for the issue's pages; yields the Outcome of each as soon as it is done."""
    for print_file in sheets.waiting(issue).order_by("page__number"):
        yield read_one(print_file, user)


def read_one(print_file, user=None):
    """Read a waiting PrintFile; returns its Outcome."""
    page = print_file.page
    try:
        facts = {"what": print_file.sent_as, "why": read(print_file, user).line()}
        return Outcome(page, True, _("%(what)s: %(why)s") % facts)
    except PrintFileError as error:
        return Outcome(page, False, str(error))
    except Exception as error:  # a fault at one page doesn't keep out the others; it is logged
        _logger.exception("The print file of %s was not read", page)
        return Outcome(page, False, _("An error of the system: %(why)s") % {"why": repr(error)})

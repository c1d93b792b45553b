"""Finds a dateline that is not on the paper's list."""

import re

from django.utils.translation import gettext as _

from articles.checks.lines import Doubt


def not_listed(copy):
    """Yield a Doubt where the house has a list of datelines and the piece's is not on it."""
    listed = [entry.strip() for entry in copy.house.datelines if entry.strip()]
    for line in copy.of("dateline") if listed else []:
        if not any(_is(line.text.strip(), entry) for entry in listed):
            message = _("The dateline “%(dateline)s” is not on the paper's list.") % {
                "dateline": line.text.strip()
            }
            yield Doubt(line, 0, len(line.text), message)


def _is(dateline, entry):
    """Whether a dateline is an entry of the list, in which `*` stands for any words: 新华社*电."""
    return bool(re.fullmatch(".*".join(map(re.escape, entry.split("*"))), dateline))

"""Finds a title that is longer than the paper sets them."""

from django.utils.translation import gettext as _

from articles.checks.lines import Doubt


def too_long(copy):
    """Yield a Doubt where the title has more characters, spaces apart, than the house allows."""
    for line in copy.of("title"):
        length = len("".join(line.text.split()))
        if length > copy.house.longest_title:
            facts = {"length": length, "longest": copy.house.longest_title}
            message = _("The title has %(length)s characters; the paper allows %(longest)s.") % facts
            yield Doubt(line, 0, len(line.text), message)

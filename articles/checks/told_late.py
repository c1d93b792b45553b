"""Finds what is told as still to come on a day that is over when the issue comes out."""

import datetime
import re

from django.utils.translation import gettext as _

from articles.checks import days
from articles.checks.lines import Doubt

_TO_COME = re.compile(r"(?:将(?:于|在|从)?|拟[于在定]|[定订][于在]为?)\s?$")
# What tells of a plan of old.
_OF_OLD = re.compile("原[定本计拟]|曾|当时|本[来应]|推迟|延期|取消|改期|去年|往年|当年|那年|此前|早先|宣布")
# Days longer ago without a year are more likely those of the year after.
_BEHIND = datetime.timedelta(days=45)


def told_as_future(line, printed_on):
    """Yield a Doubt for each date before `printed_on` on which `line` says that something will be."""
    for start, sentence in line.sentences():
        half = line.half[start : start + len(sentence)]
        for named in days.named_dates(half):
            day = days.meant(named, printed_on)
            if day is None or not printed_on - _BEHIND <= day < printed_on or isinstance(named.year, int):
                continue
            if _TO_COME.search(half[: named.start]) and not _OF_OLD.search(half):
                date = sentence[named.start : named.end]
                message = _("%(date)s is over when this issue comes out, but is told as to come.") % {
                    "date": date
                }
                yield Doubt(line, start + named.start, start + named.end, message)

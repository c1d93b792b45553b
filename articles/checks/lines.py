"""The printed lines of a piece, each with the words for its place, and what a rule doubts in one."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from articles.bylines import half_width

BODY = ("paragraph", "subhead")
_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]*[”’」』）]*")


@dataclass(frozen=True)
class Line:
    """One printed line or block; `number` counts among its kind, a subhead among the paragraphs."""

    order: int
    kind: str
    number: int
    text: str

    @cached_property
    def half(self):
        """The text with half-width letters, digits and marks, character for character."""
        return half_width(self.text)

    @property
    def place(self):
        """Where it stands, in words."""
        return _place(self.kind) % {"number": self.number}

    def sentences(self):
        """The sentences as (start, text) pairs."""
        return [(found.start(), found.group()) for found in _SENTENCE.finditer(self.text) if found.group()]


def _place(kind):
    return {
        "column": _("column"),
        "kicker": _("kicker"),
        "title": _("title"),
        "deck": _("deck"),
        "dateline": _("dateline"),
        "credit": _("credits"),
        "paragraph": _("paragraph %(number)s"),
        "subhead": _("paragraph %(number)s (subhead)"),
        "caption": _("caption %(number)s"),
    }[kind]


@dataclass(frozen=True)
class Doubt:
    """What one rule found: the characters from `start` to `end` of a line, and the sentence for the editor."""

    line: Line
    start: int
    end: int
    message: str
    severity: str = "warning"

"""A piece laid out for its checks: lines in the order of printing, each with the words for its place, and doubts about them."""

import datetime
import re
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from articles.bylines import half_width
from articles.checks.house import House
from articles.checks.piece import Piece

HEADLINE = ("kicker", "title", "deck")
BODY = ("paragraph", "subhead")
_BEIJING = ZoneInfo("Asia/Shanghai")
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


@dataclass(frozen=True)
class Copy:
    """A piece and the paper's lists."""

    piece: Piece
    house: House

    @cached_property
    def lines(self):
        """All lines that hold anything, in the order of printing."""
        texts = [
            ("column", 1, self.piece.column),
            ("kicker", 1, self.piece.kicker),
            ("title", 1, self.piece.title),
        ]
        texts += [("deck", 1, self.piece.deck), ("dateline", 1, self.piece.dateline)]
        texts += [("credit", number, name) for number, (_role, name) in enumerate(self.piece.credits, 1)]
        texts += [
            ("subhead" if index in self.piece.subheads else "paragraph", index + 1, text)
            for index, text in enumerate(self.piece.paragraphs)
        ]
        texts += [("caption", number, text) for number, text in enumerate(self.piece.captions, 1)]
        return [Line(order, *text) for order, text in enumerate(texts) if text[2].strip()]

    def of(self, *kinds):
        """The lines of these kinds."""
        return [line for line in self.lines if line.kind in kinds]

    @cached_property
    def headline(self):
        return self.of(*HEADLINE)

    @cached_property
    def told(self):
        """What stands under the headline: body and captions."""
        return self.of(*BODY, "caption")

    @cached_property
    def words(self):
        """Headline, body and captions."""
        return [*self.headline, *self.told]

    @cached_property
    def told_text(self):
        return "\n".join(line.text for line in self.told)

    @property
    def day(self):
        """The day that posts are judged on: the issue's, or today."""
        return self.piece.printed_on or datetime.datetime.now(tz=_BEIJING).date()

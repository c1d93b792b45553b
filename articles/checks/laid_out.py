"""A piece laid out for its checks: its lines in the order of printing, and the paper's lists."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from articles.checks import names
from articles.checks.house import House
from articles.checks.lines import BODY, Line
from articles.checks.piece import Piece

_HEADLINE = ("kicker", "title", "deck")
_BEIJING = ZoneInfo("Asia/Shanghai")


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
        return self.of(*_HEADLINE)

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

    @cached_property
    def likely(self):
        """The Mentions in body and captions of people and of what only may be some."""
        return names.mentions(self.told)

    @cached_property
    def mentions(self):
        """The Mentions of people in body and captions."""
        return names.surely(self.likely)

    @property
    def day(self):
        """The day that posts are judged on: the issue's, or today."""
        return self.piece.printed_on or datetime.datetime.now(tz=_BEIJING).date()

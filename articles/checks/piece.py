"""The words of one piece as they are printed, apart from any database."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """One piece: each paragraph is the plain text of a block (paragraph, subhead, verse line, table row, list item)."""

    column: str = ""
    kicker: str = ""
    title: str = ""
    deck: str = ""
    dateline: str = ""
    paragraphs: tuple[str, ...] = ()
    subheads: frozenset[int] = frozenset()  # which of the paragraphs are subheads
    captions: tuple[str, ...] = ()
    credits: tuple[tuple[str, str], ...] = ()  # (role, name) as printed, of the article and its photos
    is_advertisement: bool = False
    printed_on: datetime.date | None = None  # the date, where the piece stands in one

"""Reads an article of the copy desk into the words that checks are made on."""

import re

from articles import richtext
from articles.checks.piece import Piece

_SUBHEAD = re.compile(r"(<h3>.*?</h3>)", re.DOTALL)


def piece_of(article, printed_on=None):
    """Return the Piece of `article`, whose credits, photos and photos' credits are loaded, for an issue of the day `printed_on`.

    Words run on over inline tags and jump marks, as they do in print.
    """
    blocks = list(_blocks(article.body))
    photos = list(article.photos.all())
    owners = [article, *photos]
    return Piece(
        column=article.column,
        kicker=article.kicker,
        title=article.title,
        deck=article.deck,
        dateline=article.dateline,
        paragraphs=tuple(text for text, _ in blocks),
        subheads=frozenset(index for index, (_, is_subhead) in enumerate(blocks) if is_subhead),
        captions=tuple(photo.caption for photo in photos),
        credits=tuple((credit.role, credit.name) for owner in owners for credit in owner.credits.all()),
        is_advertisement=article.is_advertisement,
        printed_on=printed_on,
    )


def _blocks(html):
    """Yield each block's plain text, and whether it is a subhead."""
    for part in _SUBHEAD.split(html):
        for text in richtext.plain(part).split("\n"):
            if text:
                yield text, part.startswith("<h3>")

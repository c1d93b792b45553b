"""Drafts of pages as the page reader gives them, for what happens to a draft once it is read."""

import datetime

from issues.imports.draft import (
    ArticleDraft,
    Block,
    CreditDraft,
    Draft,
    GuideDraft,
    MastheadDraft,
    PageDraft,
    PhotoDraft,
)

DATE = datetime.date(2020, 5, 22)
PAPER = {
    "name": "新东城报",
    "name_en": "NEW DONGCHENG WEEKLY",
    "website": "www.xdcb.net",
    "slogans": ("活力东城", "精致东城"),
}


def printed_credits(*lines):
    """Credits of "记者 林小禾" each; a name of two characters may have its space."""
    return tuple(CreditDraft(*line.split(" ", 1)) for line in lines)


def piece(title, *paragraphs, by=(), photos=(), **fields):
    blocks = tuple(Block("paragraph", text) for text in paragraphs)
    return ArticleDraft(
        title=title, blocks=blocks, credits=printed_credits(*by), photos=tuple(photos), **fields
    )


def photo(caption, *by):
    return PhotoDraft(caption, printed_credits(*by))


def front(*pieces, guide=(), page=(), **facts):
    """A front page of No. 943; `guide` has (title, page) pairs."""
    masthead = {**PAPER, "date": DATE, "issue_number": 943, "page_count": 4, **facts}
    pointers = tuple(GuideDraft(*entry) for entry in guide)
    return Draft(
        MastheadDraft(**masthead),
        PageDraft(**{"number": 1, "name": "要闻", "guide": pointers, **dict(page)}),
        pieces,
    )


def inner(number, *pieces, page=(), **facts):
    """A page inside, with the date alone over it."""
    heading = PageDraft(**{"number": number, "name": "综合新闻", **dict(page)})
    return Draft(MastheadDraft(**{"date": DATE, **facts}), heading, pieces)

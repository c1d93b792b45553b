"""What of a piece is searched, in units that no hit runs across: a line of its headline, a paragraph, a caption, a name."""

import re
from dataclasses import dataclass

from articles import richtext

TITLE, HEADLINE, TEXT, CAPTION, CREDIT, TAG = "title", "headline", "text", "caption", "credit", "tag"

# 张　三 is printed with a space and is 张三 (DESIGN.md, rule 10).
_PARTED_NAME = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")


@dataclass(frozen=True)
class Unit:
    kind: str
    text: str


def units_of(piece):
    """Return the Units of a piece (as `articles.revisions.snapshot` gives it), in the order of printing.

    The internal note is no copy; neither is what a photo's file says of itself.
    """
    lines = [
        (HEADLINE, piece["column"]),
        (HEADLINE, piece["kicker"]),
        (TITLE, piece["title"]),
        (HEADLINE, piece["deck"]),
        *_credits(piece["credits"]),
        (TEXT, piece["dateline"]),
        *((TEXT, line) for line in _paragraphs(piece["body"])),
    ]
    for photo in piece["photos"]:
        lines += [(CAPTION, photo["caption"]), *_credits(photo["credits"])]
    lines += [(TAG, tag) for tag in piece["tags"]]
    return [Unit(kind, text) for kind, text in lines if text.strip()]


def _paragraphs(body):
    """Return a cleaned body's blocks as lines of text; a line broken within a paragraph or cells in a row are parted by a space."""
    return richtext.plain(body.replace("<br>", " ")).replace("\t", " ").split("\n")


def _credits(credits):
    return [
        (CREDIT, f"{credit['role']} {_PARTED_NAME.sub('', credit['name'])}".strip()) for credit in credits
    ]

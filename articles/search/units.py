"""What of a piece is searched, in units that no hit runs across: a line of its headline, a paragraph, a caption, a name."""

import re
from dataclasses import dataclass

from articles import credit_lines, richtext

TITLE, HEADLINE, TEXT, CAPTION, CREDIT, TAG = "title", "headline", "text", "caption", "credit", "tag"

# 张　三 is printed with a space and is 张三 (DESIGN.md, rule 10).
_PARTED_NAME = re.compile(r"(?<=[\u3400-\u9fff])[ \u3000]+(?=[\u3400-\u9fff])")
# The gap that parts a headline is no sign of it; what stands between two Latin words is.
GAP = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")


@dataclass(frozen=True)
class Unit:
    kind: str
    text: str


def units_of(piece):
    """Return the Units of a piece (as `articles.revisions.snapshot` gives it), in the order of printing.

    The internal note is no copy; neither is what a photo's file says of itself.
    """
    credits = _credits(piece["credits"])
    lines = [
        (HEADLINE, piece["column"]),
        *_headline(HEADLINE, piece["kicker"]),
        *_headline(TITLE, piece["title"]),
        *_headline(HEADLINE, piece["deck"]),
        *([] if piece["dateline"] else [(CREDIT, credit_lines.line(credits))]),
        *((TEXT, line) for line in _text(credit_lines.opening(piece["dateline"], credits), piece["body"])),
    ]
    for photo in piece["photos"]:
        names = _credits(photo["credits"])
        lines += [(CAPTION, photo["caption"]), (CREDIT, credit_lines.under_photo(names) if names else "")]
    lines += [(TAG, tag) for tag in piece["tags"]]
    return [Unit(kind, text) for kind, text in lines if text.strip()]


def _headline(kind, line):
    """A line as it is printed, and in one where gaps part it: 雨还没来 沙袋先到 is found by 没来沙袋 too."""
    return [(kind, text) for text in dict.fromkeys([line, GAP.sub("", line.strip())])]


def _text(opening, body):
    """The paragraphs; the opening is run into the first, as in print."""
    paragraphs = _paragraphs(body)
    return [opening + paragraphs[0], *paragraphs[1:]] if body.startswith("<p>") else [opening, *paragraphs]


def _paragraphs(body):
    """Return a cleaned body's blocks as lines of text; a line broken within a paragraph or cells in a row are parted by a space."""
    return richtext.plain(body.replace("<br>", " ")).replace("\t", " ").split("\n")


def _credits(credits):
    return [(credit["role"], _PARTED_NAME.sub("", credit["name"])) for credit in credits]

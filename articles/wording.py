"""Finds a wording in a whole piece, its headline, text and captions, and puts another in its place.

In the text it is found across inline tags and over a jump mark, never over the end of a block.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from itertools import takewhile

from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Article, Photo

_HEADLINE = ("kicker", "title", "deck")
_TOKEN = re.compile(r"<[^>]*>|&#?\w+;|[^<]")
_PARTS_TEXT = re.compile(r"</?(?:p|h3|ul|ol|li|blockquote|table|caption|tr|t[hd])\b|<br>")
_OPENING_BLOCK = re.compile(r"<(p|h3|li|table)\b")
# How many signs around a wording tell one place from another.
_AROUND = 8


@dataclass(frozen=True)
class Found:
    """One place of a wording: in which field of what, from which sign on; how readers call it, and what is around it."""

    holder: Article | Photo
    field: str
    at: int
    place: str
    context: str
    part: int = 1

    def replaced(self, wrong, right):
        """Return the whole field with `right` in the place of `wrong`."""
        value = getattr(self.holder, self.field)
        head = _shared(wrong, right)
        tail = _shared(wrong[head:][::-1], right[head:][::-1])
        new = right[head : len(right) - tail]
        signs = _signs_of(self.field, value)[self.at : self.at + len(wrong)]
        return _spliced(value, signs, head, tail, escape(new, quote=False) if self.field == "body" else new)


def find(article, wording):
    """Return every Found place of `wording` in the piece as stored, in the order of printing."""
    fields = [(article, field, getattr(article, field)) for field in (*_HEADLINE, "body")]
    fields += [(photo, "caption", photo.caption) for photo in article.photos.all()]
    return [
        Found(holder, field, at, *_told(holder, field, signs, at, len(wording)))
        for holder, field, value in fields
        for signs in [_signs_of(field, value)]
        for at in _positions("".join(sign for sign, _start, _end in signs), wording)
    ]


def too_long(found, wrong, right):
    """Say whether the field has no room for `right`."""
    longest = found.holder._meta.get_field(found.field).max_length
    return bool(longest and len(found.replaced(wrong, right)) > longest)


def put_right(found, wrong, right):
    """Write `right` in the place of `wrong` and save; the caller keeps the revision (articles/revisions.py)."""
    setattr(found.holder, found.field, found.replaced(wrong, right))
    found.holder.save()


def _signs_of(field, value):
    """Return (sign, start, end) for each sign that a reader sees; a line break of no width parts blocks."""
    if field != "body":
        return [(sign, at, at + 1) for at, sign in enumerate(value)]
    signs = []
    for token in _TOKEN.finditer(value):
        if not token.group().startswith("<"):
            signs.append((unescape(token.group()), *token.span()))
        elif _PARTS_TEXT.match(token.group()):
            signs.append(("\n", token.start(), token.start()))
    return signs


def _positions(text, wording):
    return [match.start() for match in re.finditer(f"(?={re.escape(wording)})", text)] if wording else []


def _shared(one, other):
    """Return how many signs the two begin with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _spliced(value, signs, head, tail, new):
    """Put `new` in the place of `signs` but for the first `head` and the last `tail`; the tags between them stay."""
    old = signs[head : len(signs) - tail]
    if not old:
        place = signs[head - 1][2] if head else signs[0][1]
        return value[:place] + new + value[place:]
    for _sign, start, end in reversed(old[1:]):
        value = value[:start] + value[end:]
    return value[: old[0][1]] + new + value[old[0][2] :]


def _told(holder, field, signs, at, length):
    """Return (place, context, part) of what was found."""
    text = "".join(sign for sign, _start, _end in signs)
    before, after = text[:at].rpartition("\n")[2][-_AROUND:], text[at + length :].partition("\n")[0][:_AROUND]
    context = f"{before}【{text[at : at + length]}】{after}"
    if field != "body":
        return str(holder._meta.get_field(field).verbose_name), context, getattr(holder, "part", 1)
    *earlier, before = holder.body[: signs[at][1]].split(richtext.JUMP)
    # A jump falls inside a paragraph, which goes on as the first of the next part.
    return _place_in(before, bool(earlier)), context, len(earlier) + 1


def _place_in(before, is_continued):
    """Say where stands what follows `before`, the text so far of its part: 第2段, 小标题, 表格; "" in a list."""
    blocks = _OPENING_BLOCK.findall(before)
    if before.count("<table") > before.count("</table"):
        return _("table")
    if blocks[-1:] == ["h3"]:
        return _("subhead")
    paragraph = blocks.count("p") + is_continued
    return "" if blocks[-1:] == ["li"] else _("paragraph %(number)s") % {"number": max(paragraph, 1)}

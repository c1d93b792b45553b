"""What a page's text says of a piece, as plain data: a part for each page that it stands on, and the whole of them."""

from django.utils.translation import gettext as _

from articles import richtext
from articles.bylines import plain_name
from articles.models import random_key
from issues.imports.saving import merge
from issues.imports.saving.likeness import bare, likeness, pairs

# What a page prints beside the copy: the placement's, not the article's.
PRINTED = ("headline", "continued_on", "continued_from", "see_page")
# 字.
_LONGEST_STAND_IN = 20


def part(article, page, order, links, before=None):
    """Return what the text of page `page` says of one ArticleDraft.

    `order` ranks it on the page, `links` gives the ids of people by plain name. `before` is what the text
    last said of it: its photos keep their keys, its people their links.
    """
    photos = _keyed(article.photos, before["photos"] if before else [])
    return {
        "page": page,
        "order": order,
        "column": article.column,
        "kicker": article.kicker,
        "title": article.title,
        "deck": article.subtitle,
        "dateline": article.dateline,
        "is_advertisement": article.is_advertisement,
        "body": richtext.from_blocks((block.type, block.text) for block in article.blocks),
        "credits": _credits(article.credits, links, before),
        "photos": [
            {"key": key, "caption": photo.caption, "credits": _credits(photo.credits, links, old)}
            for key, photo, old in photos
        ],
        "continued_on": article.continued_on,
        "continued_from": article.continued_from,
        "see_page": article.see_page,
    }


def _credits(credits, links, before):
    old = {(line["role"], line["name"]): line["reporter"] for line in (before["credits"] if before else [])}
    return [
        {
            "role": credit.role,
            "name": credit.name,
            "reporter": old.get((credit.role, credit.name)) or links.get(plain_name(credit.name)),
        }
        for credit in credits
    ]


def _keyed(photos, before):
    """Return (key, photo, what was said of it) for each: the same caption, a like one, or the same place is the same photo."""
    left, found = list(before), {}
    tests = (
        lambda index, photo, old: photo.caption == old["caption"],
        lambda index, photo, old: likeness(pairs(photo.caption), pairs(old["caption"])) >= 0.5,
        lambda index, photo, old: len(photos) == len(before) and before.index(old) == index,
    )
    for is_same in tests:
        for index, photo in enumerate(photos):
            old = next((old for old in left if index not in found and is_same(index, photo, old)), None)
            if old:
                found[index] = old
                left.remove(old)
    return [
        (found[i]["key"] if i in found else random_key(), photo, found.get(i))
        for i, photo in enumerate(photos)
    ]


def whole(parts, desk=None):
    """Return the piece (as articles/revisions.py has it) that its `parts` make; a part that is not in is None.

    The first part gives the headline; credits and photos of a later one are added. What is the desk's own,
    the tags, the note, pictures and their alternative texts, is taken from `desk`, the piece as it stands.
    """
    known = [part for part in parts if part]
    head, desk = known[0], desk or {"tags": [], "internal_note": "", "photos": []}
    pictures = {photo["key"]: photo for photo in desk["photos"]}
    blank = {"file": "", "width": 0, "height": 0, "alt": ""}
    return {
        **{name: head[name] for name in ("column", "kicker", "deck", "dateline", "is_advertisement")},
        "title": head["title"] or stand_in(head),
        "body": merge.join([part["body"] if part else "" for part in parts]),
        "credits": without_repeats(known),
        "photos": [
            blank | pictures.get(photo["key"], {}) | photo | {"part": number}
            for number, part in enumerate(parts, 1)
            if part
            for photo in part["photos"]
        ],
        "tags": desk["tags"],
        "internal_note": desk["internal_note"],
    }


def without_repeats(pieces):
    """Return the credits of several parts, each person in each role once."""
    lines = {}
    for piece in pieces:
        for line in piece["credits"]:
            lines.setdefault((line["role"], plain_name(line["name"])), line)
    return list(lines.values())


def has_headline(parts):
    """Say whether a piece bears a headline; where only a later part is in, it may yet come with the first."""
    return bool(next(part for part in parts if part)["title"] or parts[0] is None)


def stand_in(part):
    """Return what a piece without a headline is filed under: its first words, which print nowhere as its headline."""
    words = richtext.plain(part["body"]) or "".join(photo["caption"] for photo in part["photos"])
    words = words.partition("\n")[0]
    return f"{words[:_LONGEST_STAND_IN]}…" if words else _("without headline")


def printed(parts, number):
    """Return the PRINTED facts of part `number` (from 1); a later part has its own headline where it differs."""
    part, first = parts[number - 1], parts[0]
    differs = number > 1 and first and bare(part["title"]) != bare(first["title"])
    return {**{name: part[name] for name in PRINTED[1:]}, "headline": part["title"] if differs else ""}


def text_of(part):
    """Return the pairs of signs of all that a part says below its headline."""
    return pairs(richtext.plain(part["body"]) + "".join(photo["caption"] for photo in part["photos"]))

"""Finds jumps (下转, 上接) whose other part isn't where they lead, and second headlines that aren't the first one's."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from articles import richtext
from issues.planning.preflight.duplicates import is_doubled
from issues.planning.preflight.finding import BLOCK, WARNING, of_piece

_DIGITS = "〇一二三四五六七八九"
_TYPED = re.compile(rf"(下转|上接)\s?(?:今日|本报)?第?\s?(\d{{1,2}}|[{_DIGITS[1:]}])\s?版")
# A number is one sign: 12所 is not short for 112所.
_SIGNS = re.compile(r"[0-9０-９.．]+|[零〇一二三四五六七八九十百千万亿两]+|[^\W_]")


def open_ends(edition):
    """Yield a finding for each jump that is not whole: its lines, its parts, and the marks in its text."""
    for parts in edition.parts.values():
        if not is_doubled(parts):
            yield from list(_loose(parts)) or _misfit(parts) or [*_unsaid(parts), *_typed(parts, edition)]


def _loose(parts):
    by_part = {part.part: part for part in parts}
    for part in parts:
        before, behind = by_part.get(part.part - 1), by_part.get(part.part + 1)
        if part.continued_on and not _stands_on(behind, part.continued_on):
            message = _("Continued on page %(other)s, where its next part does not stand.")
            yield _open(part, message % {"other": part.continued_on})
        if part.continued_from and not _stands_on(before, part.continued_from):
            message = _("Continued from page %(other)s, where its part before does not stand.")
            yield _open(part, message % {"other": part.continued_from})
        elif part.part > 1 and before is None:
            yield _open(
                part,
                _("Part %(part)s stands here, and the part before it nowhere.") % {"part": part.part},
            )


def _unsaid(parts):
    """A part that goes on, and no line says where."""
    for part, behind in pairwise(parts):
        if not part.continued_on:
            message = _("Its next part stands on page %(other)s, and no line says so.")
            yield _open(part, message % {"other": behind.page.number}, WARNING)


def _stands_on(part, number):
    return part is not None and part.page.number == number


def _misfit(parts):
    texts = richtext.split_at_jumps(parts[0].article.body)
    if len(texts) != len(parts):
        facts = {"marks": len(texts) - 1, "parts": len(parts)}
        message = _("Its text has %(marks)s jump marks, and it stands in %(parts)s places.")
        return [_open(parts[0], message % facts)]
    pictured = {photo.part for photo in parts[0].article.photos.all()}
    return [
        _open(part, _("No text is left for this part: the jump mark stands at the end."))
        for part, text in zip(parts, texts, strict=True)
        if len(parts) > 1 and not richtext.plain(text) and part.part not in pictured
    ]


def _typed(parts, edition):
    """A jump line that was typed into the text leads somewhere as well."""
    pages = {part.page.number for part in parts}
    for found in _TYPED.finditer(edition.texts[parts[0].article_id]):
        number = int(found[2]) if found[2].isdecimal() else _DIGITS.index(found[2])
        if number not in pages:
            message = _("Its text says “%(line)s”, and no part of it stands there.") % {"line": found.group()}
            yield _open(parts[0], message, excerpt=found.group())


def _open(part, message, severity=BLOCK, **facts):
    return of_piece("jump_open", severity, message, part, **facts)


def differing_headlines(edition):
    """Yield a finding for each later part whose own headline says otherwise than the piece's; a shortened one does not."""
    for parts in edition.parts.values():
        for part in parts[1:]:
            if part.headline and not is_same_headline(part.headline, part.article):
                facts = {"headline": part.headline, "title": part.article.title}
                message = _("Here the piece is headed “%(headline)s”; where it begins, “%(title)s”.") % facts
                yield of_piece("jump_headline_differs", WARNING, message, part, excerpt=part.headline)


def is_same_headline(headline, article):
    """Say whether a later part's headline is the piece's, or a short form of it."""
    said = _SIGNS.findall(headline)
    lines = [article.title, article.kicker, article.deck]
    lines += [
        article.kicker + article.title,
        article.title + article.deck,
        "".join(lines[1:2] + lines[:1] + lines[2:]),
    ]
    signs = [_SIGNS.findall(line) for line in lines if line]
    if any(_is_cut_from(said, line) for line in signs):
        return True
    is_misprint = any(_is_cut_from(swapped, line) for swapped in _with_two_swapped(said) for line in signs)
    return set(said) <= set().union(*signs) and not is_misprint


def _with_two_swapped(signs):
    """Yield the signs with each two neighbours changed about, as a typist does."""
    for place in range(len(signs) - 1):
        yield [*signs[:place], signs[place + 1], signs[place], *signs[place + 2 :]]


def _is_cut_from(short, long):
    """Whether all signs of `short` stand in `long` in that order."""
    rest = iter(long)
    return all(sign in rest for sign in short)

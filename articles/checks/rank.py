"""Finds people of the paper's list named together in another order than their rank's."""

import re

from django.utils.translation import gettext as _

from articles.checks import offices, officials
from articles.checks.lines import Doubt

_HAN = r"\u3400-\u9fff"
_JOIN = r"(?:[、，,]|以及|[和及与跟同]|\s)"
_OTHER = rf"[{_HAN}]{{2,3}}\s?[{_HAN}]?"


def out_of_order(copy):
    """Yield a Doubt for each row of listed people in one sentence that doesn't follow their ranks on the issue's day."""
    ranked = [post for post in copy.house.posts if post.rank > 0 and post.is_held_on(copy.day)]
    words = offices.post_words(copy.house.posts)
    for line in copy.words if ranked else []:
        for row in _rows(line, officials.named_in(line, ranked), words):
            ranks = [_ranks(one.name, ranked) for one in row]
            if not _is_in_order(ranks):
                right = [
                    one.name
                    for one, _rank in sorted(zip(row, map(min, ranks), strict=True), key=lambda pair: pair[1])
                ]
                message = _("By rank the order is %(names)s.") % {"names": "、".join(right)}
                yield Doubt(line, row[0].start, row[-1].end, message)


def _ranks(name, ranked):
    """The ranks that a person of that name can have: one each for people who share it."""
    return sorted({post.rank for post in ranked if post.name == name})


def _is_in_order(ranks):
    last = 0
    for possible in ranks:
        last = next((rank for rank in possible if rank >= last), None)
        if last is None:
            return False
    return True


def _rows(line, named, words):
    """Part the people named in a line into rows that enumerate them."""
    between = _between(words)
    row = []
    for one in named:
        if row and not (
            between.fullmatch(line.text[row[-1].end : one.start])
            and one.name not in {before.name for before in row}
        ):
            if len(row) > 1:
                yield row
            row = []
        row.append(one)
    if len(row) > 1:
        yield row


def _between(words):
    """What may stand between two people of a row: their posts, and people who are not on the list."""
    posts = (
        rf"(?:[{_HAN}]{{0,16}}?{words}(?:[、兼][{_HAN}]{{0,16}}?{words})*|区领导|市领导|[{_HAN}]{{0,6}}领导)"
    )
    behind = rf"(?:同志|{words})?(?:[（(][^（）()]*[）)])?"
    person = rf"(?:{posts}\s?)?{_OTHER}{behind}"
    return re.compile(rf"{behind}\s?(?:{_JOIN}\s?{person}){{0,6}}?\s?(?:{_JOIN}\s?(?:{posts}\s?)?)?")

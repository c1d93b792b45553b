"""Finds pointers (详见2版, 今日导读) to a page on which what they mean does not stand."""

import re
from collections import Counter, defaultdict

from django.utils.translation import gettext as _

from articles import richtext
from issues.imports.saving.likeness import bare, pairs
from issues.planning.preflight.finding import BLOCK, WARNING, of_page, of_piece

_DIGITS = "〇一二三四五六七八九"
_TYPED = re.compile(
    rf"(?:详见|参见|另见|请见|[道情图容文]见|(?:^|(?<=[（(，。；：、\s]))见|见(?=今日|今天|本期|本报))"
    rf"(?:今日|今天|本期)?(?:本报)?第?\s?(\d{{1,2}}|[{_DIGITS[1:]}])\s?版"
)
_SENTENCE = re.compile(r"[^。！？\n]+")
# A word that a page's pieces and no other page's come back to is what they are about, unless it is everybody's.
_OFTEN = 3
_EVERYBODYS = set(
    "社区 居民 街道 全区 我区 本区 工作 活动 服务 记者 今年 建设 志愿 愿者 孩子 老人 市民 企业 学校 学生 北京 一个 我们 他们 可以 进行".split()
)
# So much of a pointer's words stands in the piece that it means; of other pieces' of one paper less does.
_SUBJECT = 0.34


def from_pieces(edition):
    """Yield a finding for each piece that sends readers to a page where nothing, or another piece, stands."""
    topics = _topics(edition) if any(placement.see_page for placement in edition.placements) else {}
    for placement in edition.placements:
        if placement.see_page:
            others = [p for p in edition.standing[placement.see_page] if p.article_id != placement.article_id]
            if problem := _problem(placement, others, topics):
                yield of_piece("pointer_empty", BLOCK, problem % {"other": placement.see_page}, placement)
        yield from _typed(placement, edition)


def _problem(placement, others, topics):
    if not others:
        return _("It points to page %(other)s, where nothing stands.")
    if placement.see_article_id:
        is_there = placement.see_article_id in {other.article_id for other in others}
        return (
            ""
            if is_there
            else _("It points to page %(other)s, where the piece that is meant does not stand.")
        )
    subject, text = _headline(placement), _words(placement)
    if subject & topics[placement.see_page] or any(_is_meant(subject, text, other) for other in others):
        return ""
    return _("It points to page %(other)s, where no piece is about the same: link the one that is meant.")


def from_guide(edition):
    """Yield a finding for each line of a guide to a page where no such piece stands."""
    entries = [(page, entry) for page in edition.pages for entry in page.guide.all()]
    topics = _topics(edition) if entries else {}
    for page, entry in entries:
        if problem := _guide_problem(entry, edition.standing[entry.target], topics):
            message = problem % {"title": entry.title, "other": entry.target}
            yield of_page("pointer_empty", BLOCK, message, page, excerpt=entry.title, place=_("guide"))


def _guide_problem(entry, others, topics):
    if not others:
        return _("The guide points with “%(title)s” to page %(other)s, where nothing stands.")
    if entry.article_id:
        is_there = entry.article_id in {other.article_id for other in others}
        return (
            ""
            if is_there
            else _(
                "The guide points with “%(title)s” to page %(other)s, where the piece that is meant does not stand."
            )
        )
    subject = pairs(entry.title)
    if not subject or subject & topics[entry.target] or any(_is_meant(subject, subject, p) for p in others):
        return ""
    return _(
        "The guide points with “%(title)s” to page %(other)s, where no piece is about that: link the one that is meant."
    )


def _topics(edition):
    """Return {page number: pairs of signs that its pieces, and no other page's, come back to}."""
    often = defaultdict(set)
    for number, placements in edition.standing.items():
        for placement in placements:
            text = bare(placement.article.title + edition.texts[placement.article_id])
            counts = Counter(text[i : i + 2] for i in range(len(text) - 1))
            often[number] |= {pair for pair, count in counts.items() if count >= _OFTEN}
    pages = Counter(pair for found in often.values() for pair in found)
    shared = {pair for pair, count in pages.items() if count > 1} | _EVERYBODYS
    return defaultdict(set, {number: found - shared for number, found in often.items()})


def _is_meant(subject, text, other):
    """Whether a pointer with this headline and text (pairs of signs) may mean the other piece."""
    return _share(subject, _words(other)) >= _SUBJECT or _share(_headline(other), text) >= _SUBJECT


def _share(some, all_):
    return len(some & all_) / len(some) if some else 0.0


def _headline(placement):
    article = placement.article
    return pairs(f"{article.kicker}{placement.title}{article.deck}")


def _words(placement):
    article = placement.article
    captions = "".join(photo.caption for photo in article.photos.all())
    return _headline(placement) | pairs(captions + richtext.plain(article.body))


def _typed(placement, edition):
    """A pointer that was typed into the text leads somewhere as well."""
    if placement.part > 1:
        return
    for sentence in _sentences(placement.article.deck, edition.texts[placement.article_id]):
        for found in _TYPED.finditer(sentence):
            number = int(found[1]) if found[1].isdecimal() else _DIGITS.index(found[1])
            line = {"line": found.group()}
            if not edition.standing[number]:
                message = _("Its text says “%(line)s”, and nothing stands there.") % line
                yield of_piece("pointer_empty", BLOCK, message, placement, excerpt=found.group())
            elif not _leads_on(placement, number, sentence.replace(found.group(), ""), edition):
                message = _("Its text says “%(line)s”, and no piece there is about the same.") % line
                yield of_piece("pointer_empty", WARNING, message, placement, excerpt=found.group())


def _sentences(*texts):
    return [found.group() for text in texts for found in _SENTENCE.finditer(text)]


def _leads_on(placement, number, sentence, edition):
    """Whether on page `number` a piece may be what `placement`, or this sentence of its text, sends readers to."""
    others = edition.standing[number]
    if any(other.article_id == placement.article_id and other.part > 1 for other in others):
        return True
    others = [other for other in others if other.article_id != placement.article_id]
    subject, text, said = _headline(placement), _words(placement), pairs(sentence)
    topic = _topics(edition)[number]
    return bool((subject | said) & topic) or any(
        _is_meant(subject, text, other) or _is_meant(said, said, other) for other in others
    )

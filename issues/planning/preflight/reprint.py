"""Finds pieces that stood, nearly as they are, in one of the last twelve issues."""

import re
from collections import Counter, defaultdict

from django.db.models import Q
from django.utils.translation import gettext as _

from articles import richtext
from articles.models import Article, Photo
from issues.models import Issue
from issues.planning.preflight.finding import WARNING, of_piece
from issues.planning.preflight.likeness import letters, runs

ISSUES = 12
# Of the shorter text this share of its runs is in the other, and the other is not several times as long.
_NEARLY, _LONGER = 0.5, 3
# A brief is a reprint only where it is one word for word.
_SHORTEST, _BRIEF, _WORD_FOR_WORD = 30, 60, 0.9
# What is printed again week by week, as long as it is short.
_STANDING = re.compile(
    "天气|预报|公告|启事|通知|告示|便民|提示|须知|服务台|热线|电话|征稿|征集|征订|声明|菜价|行情|榜单|赛程|中奖|开奖|限行|值班|节目|影讯|票务|勘误|版权|订阅"
)
_STANDING_LENGTH = 300


def nearly_reprinted(edition):
    """Yield a finding for each piece that is nearly one of the twelve issues before (three queries)."""
    told = {piece.pk: _runs_of(piece, edition) for piece in edition.pieces}
    told = {key: found for key, found in told.items() if found}
    issues = {issue.pk: issue for issue in _before(edition.issue)} if told else {}
    nearest = _nearest(told, _printed(issues, edition) if issues else [])
    for piece in edition.pieces:
        if piece.pk in nearest:
            share, title, issue_pk = nearest[piece.pk]
            facts = {"issue": issues[issue_pk], "title": title, "share": round(100 * share)}
            message = _("%(share)s per cent of it stood in %(issue)s: “%(title)s”.") % facts
            yield of_piece("nearly_reprinted", WARNING, message, piece)


def _before(issue):
    earlier = Issue.objects.filter(Q(date__lt=issue.date) | Q(date=issue.date, pk__lt=issue.pk))
    return earlier.exclude(pk=issue.pk).latest_first()[:ISSUES]


def _runs_of(piece, edition):
    article = piece.article
    text = edition.texts[article.pk] or "".join(photo.caption for photo in article.photos.all())
    if article.is_advertisement or len(letters(text)) < _SHORTEST:
        return set()
    is_standing = _STANDING.search(article.column + article.title)
    return set() if is_standing and len(letters(text)) < _STANDING_LENGTH else runs(text)


def _printed(issues, edition):
    """Yield (title, issue key, text) of all other copy of these issues, advertisements apart."""
    told = (
        Article.objects.filter(placements__page__issue__in=issues, is_advertisement=False)
        .exclude(pk__in=edition.parts)
        .values_list("pk", "title", "body", "placements__page__issue")
        .distinct()
    )
    captions = defaultdict(str)
    alone = Photo.objects.filter(
        article__characters=0, article__placements__page__issue__in=issues
    ).values_list("article", "caption")
    for key, caption in alone.distinct():
        captions[key] += caption
    for key, title, body, issue in told.iterator():
        yield title, issue, richtext.plain(body) or captions[key]


def _nearest(told, printed):
    """Return {piece key: (share, title, issue key)} of what each piece is most like, where that is nearly it."""
    of_run = defaultdict(list)
    for key, found in told.items():
        for run in found:
            of_run[run].append(key)
    nearest = {}
    for title, issue, text in printed:
        theirs = runs(text)
        hits = Counter(key for run in theirs if run in of_run for key in of_run[run])
        for key, count in hits.items():
            share = _share(count, len(told[key]), len(theirs))
            if (
                share >= (_NEARLY if len(told[key]) >= _BRIEF else _WORD_FOR_WORD)
                and share > nearest.get(key, (0,))[0]
            ):
                nearest[key] = (share, title, issue)
    return nearest


def _share(count, ours, theirs):
    shorter, longer = sorted((ours, theirs))
    return count / shorter if longer <= _LONGER * shorter else 0.0

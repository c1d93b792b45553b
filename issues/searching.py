"""What readers find: published copy that holds what they look for, as they narrow and order it."""

from itertools import groupby
from operator import itemgetter

from django.db.models import F, Prefetch, Q, Value

from articles.models import Article, Credit, Photo, SearchEntry
from articles.search import marking, matching, units
from issues.models import Placement

# As many are listed and counted; whoever finds more narrows the search.
MOST = 1000
AT_ONCE = 1200

_FIELDS = ("column", "kicker", "title", "deck", "dateline", "body")


def found(shelf, query, narrowed=None, order="relevance"):
    """Return the ids of the articles that a Query finds, best first, each once; more than MOST where there are more.

    `narrowed` holds what a reader has chosen: since, until (dates), sheet (a page number), reporter, tag (names),
    kind ("photos": with a picture). The index answers in the order wanted, as much at a time as is listed, and the
    shelf says what of it may be seen: three queries, and three more only where half of the best is not out.
    """
    entries = SearchEntry.objects.filter(matching.holding(query), *_narrowed(narrowed or {}))
    score = matching.relevance(query) if order == "relevance" else Value(0)
    day = F("printed_on").asc(nulls_last=True) if order == "oldest" else F("printed_on").desc(nulls_last=True)
    rows = (
        entries.annotate(score=score).order_by("score", day, "-pk").values_list("pk", "score", "printed_on")
    )
    listed, start = [], 0
    while len(listed) <= MOST and (chunk := rows[start : start + AT_ONCE]):
        listed += _shown(shelf, chunk)
        start += AT_ONCE
    return listed[: MOST + 1]


def _shown(shelf, rows):
    """Return the ids of those `rows` that the shelf lets through, in their order; those of equal rank in print order."""
    ids = [pk for pk, *_ in rows]
    visible = set(shelf.articles.filter(pk__in=ids).values_list("pk", flat=True))
    standing = shelf.placements.filter(article__in=ids).in_print_order().values_list("article", flat=True)
    places = {pk: number for number, pk in reversed(list(enumerate(standing)))}
    return [
        pk
        for _, equals in groupby(rows, key=itemgetter(1, 2))
        for pk in sorted((pk for pk, *_ in equals if pk in visible), key=lambda pk: places.get(pk, 0))
    ]


def date_entries(issue):
    """Tell the index on which day the issue's copy is printed."""
    SearchEntry.objects.filter(article__placements__page__issue=issue).update(printed_on=issue.date)


def _narrowed(narrowed):
    return [_CONDITIONS[name](value) for name, value in narrowed.items() if value]


def _credited(name):
    """Credited for the copy or under a photo of it; a name may be printed with a space in it."""
    lines = Credit.objects.filter(Q(name=name) | Q(reporter__name=name))
    for_copy = lines.filter(article__isnull=False).values("article")
    for_photos = lines.filter(photo__article__isnull=False).values("photo__article")
    return Q(article__in=for_copy) | Q(article__in=for_photos)


_CONDITIONS = {
    "since": lambda day: Q(printed_on__gte=day),
    "until": lambda day: Q(printed_on__lte=day),
    "sheet": lambda number: Q(article__in=Placement.objects.filter(page__number=number).values("article")),
    "reporter": _credited,
    "tag": lambda name: Q(article__in=Article.objects.filter(tags__name__iexact=name).values("pk")),
    "kind": lambda _: Q(article__in=Photo.objects.exclude(file="").exclude(article=None).values("article")),
}


def results(shelf, ids, query):
    """Return the articles of `ids` in that order, each with `placed`, and marked as Runs its column, title, excerpt."""
    placed = shelf.placements.order_by("part").select_related("page__issue")
    articles = shelf.articles.filter(pk__in=ids).prefetch_related(
        "credits",
        "tags",
        Prefetch("photos", shelf.photos.prefetch_related("credits")),
        Prefetch("placements", placed, to_attr="placed"),
        *(["withdrawals"] if shelf.is_preview else []),
    )
    order = {pk: number for number, pk in enumerate(ids)}
    shown = sorted(articles, key=lambda article: order[article.pk])
    for article in shown:
        article.marked_column = marking.marked(article.column, query)
        article.marked_title = marking.marked(article.title, query)
        article.excerpt = marking.excerpt(_units(article), query)
    return shown


def _units(article):
    """The Units of a loaded article but its column and title, which a result shows by themselves."""
    piece = {field: getattr(article, field) for field in _FIELDS} | {"column": ""}
    piece["tags"] = [tag.name for tag in article.tags.all()]
    piece["credits"] = _lines(article)
    piece["photos"] = [{"caption": photo.caption, "credits": _lines(photo)} for photo in article.photos.all()]
    return [unit for unit in units.units_of(piece) if unit.kind != units.TITLE]


def _lines(owner):
    return [{"role": credit.role, "name": credit.name} for credit in owner.credits.all()]

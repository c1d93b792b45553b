"""What readers find: published copy that holds what they look for, as they narrow and order it."""

from itertools import count, islice

from django.db.models import F, OuterRef, Prefetch, Q, Subquery

from articles.models import Article, Credit, Photo, SearchEntry
from articles.search import marking, matching, units
from issues.models import Placement

# As many are listed and counted; whoever finds more narrows the search.
MOST = 1000
# As many candidates are ranked at once, and as many of them are looked at first; then as many as may be missing.
RANKED, LOOKED_AT = 1500, 1100
# A piece's place (articles/models/search.py) has room for as many on a page, and as many pages a day.
ORDER_A_PAGE, _PAGES_A_DAY = 1000, 1000
_CLASS = 10**13  # above any place: a piece whose title holds the words comes before all others

_FIELDS = ("column", "kicker", "title", "deck", "dateline", "body")


def found(shelf, query, narrowed=None, order="relevance"):
    """Return the ids of the articles that a Query finds, best first, each once; more than MOST where there are more.

    `narrowed` holds what a reader has chosen: since, until (dates), sheet (a page number), reporter, tag (each all the
    names it may have), kind ("photos": with a picture). The index gives the candidates in the order wanted, as many at
    a time as are listed, and the shelf says which of them may be seen: two queries, and a few more where many of the
    best may not.
    """
    entries = matching.candidates(query)
    if conditions := _narrowed(narrowed or {}):
        entries = SearchEntry.objects.filter(*conditions, pk__in=matching.by_itself(entries))
    if order == "relevance":
        entries = entries.order_by(matching.relevance(query) * _CLASS + F("place"), "-pk")
    else:
        entries = entries.order_by(*_in_time(order))
    return _seen(shelf, entries, matching.stands(query, "search_entry__"))


def listed(shelf, narrowed, order=""):
    """Return the ids of what fits `narrowed` (as for `found`), whatever it says, newest first unless `order` is "oldest"."""
    return _seen(shelf, SearchEntry.objects.filter(*_narrowed(narrowed)).order_by(*_in_time(order)))


def _in_time(order):
    """Within an issue as it is printed, whichever way the days go."""
    oldest = [F("printed_on").asc(nulls_last=True)] if order == "oldest" else []
    return [*oldest, "place", "-pk"]


def _seen(shelf, entries, condition=Q()):  # noqa: B008 - a Q is never changed
    """Return the ids of those `entries`, in their order, that the shelf lets through and that meet a condition on articles."""
    ids, looked, ranked, step = [], 0, _ranked(entries), LOOKED_AT
    while len(ids) <= MOST and (chunk := list(islice(ranked, step))):
        seen = set(shelf.articles.filter(condition, pk__in=chunk).values_list("pk", flat=True))
        ids += [pk for pk in chunk if pk in seen]
        looked += len(chunk)
        missing = MOST + 1 - len(ids)
        step = min(LOOKED_AT // 4 + missing * looked // (len(ids) + 1), RANKED)
    return ids[: MOST + 1]


def _ranked(entries):
    """Yield the ids of `entries`, asking for as many at a time as are seldom all needed."""
    for start in count(step=RANKED):
        ids = list(entries.values_list("pk", flat=True)[start : start + RANKED])
        yield from ids
        if len(ids) < RANKED:
            return


def date_entries(issue):
    """Tell the index on which day the issue's copy is printed, and where."""
    stands = Placement.objects.filter(article=OuterRef("article"), page__issue=issue).in_print_order()
    place = stands.values_list(place_of(F("page__number"), F("order"), issue.date))[:1]
    SearchEntry.objects.filter(article__placements__page__issue=issue).update(
        printed_on=issue.date, place=Subquery(place)
    )


def place_of(page_number, order, date):
    """Return the place (articles/models/search.py) of what stands there on that day."""
    return page_number * ORDER_A_PAGE + order - date.toordinal() * (_PAGES_A_DAY * ORDER_A_PAGE)


def _narrowed(narrowed):
    return [_CONDITIONS[name](value) for name, value in narrowed.items() if value]


def _credited(names):
    """Credited for the copy or under a photo of it."""
    lines = Credit.objects.filter(Q(name__in=names) | Q(reporter__name__in=names))
    for_copy = lines.filter(article__isnull=False).values("article")
    for_photos = lines.filter(photo__article__isnull=False).values("photo__article")
    return Q(article__in=for_copy) | Q(article__in=for_photos)


_CONDITIONS = {
    "since": lambda day: Q(printed_on__gte=day),
    "until": lambda day: Q(printed_on__lte=day),
    "sheet": lambda number: Q(article__in=Placement.objects.filter(page__number=number).values("article")),
    "reporter": _credited,
    "tag": lambda names: Q(article__in=Article.objects.filter(tags__name__in=names).values("pk")),
    "kind": lambda _: Q(article__in=Photo.objects.exclude(file="").exclude(article=None).values("article")),
}


def holds_any(shelf, narrowed):
    """Say whether anything on the shelf fits `narrowed` (as for `found`)."""
    fitting = SearchEntry.objects.filter(*_narrowed(narrowed)).values("pk")
    return shelf.articles.filter(pk__in=fitting).exists()


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

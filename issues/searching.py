"""What readers find: published copy that holds what they look for, as they narrow and order it."""

from django.db.models import Prefetch, Q

from articles.models import Credit
from articles.search import marking, matching, units

# As many are listed and counted; whoever finds more narrows the search.
MOST = 1000

_FIELDS = ("column", "kicker", "title", "deck", "dateline", "body")


def found(shelf, query, narrowed=None, order="relevance"):
    """Return the ids of the articles that a Query finds, best first, each once; more than MOST where there are more.

    `narrowed` holds what a reader has chosen: since, until (dates), sheet (a page number), reporter, tag (names),
    kind ("photos": with a picture). One query.
    """
    places = shelf.placements.filter(
        matching.holding(query, "article__search_entry__"), *_narrowed(shelf, narrowed or {})
    )
    newest = ["-page__issue__date", "-page__issue_id", "page__number", "order", "article_id"]
    orders = {
        "relevance": [matching.relevance(query, "article__search_entry__"), *newest],
        "newest": newest,
        "oldest": ["page__issue__date", "page__issue_id", "page__number", "order", "article_id"],
    }
    # A jump stands in two places: what is over and above MOST leaves room for those.
    rows = places.order_by(*orders[order]).values_list("article_id", flat=True)[: MOST + MOST // 10]
    return list(dict.fromkeys(rows))


def _narrowed(shelf, narrowed):
    conditions = {
        "since": lambda day: Q(page__issue__date__gte=day),
        "until": lambda day: Q(page__issue__date__lte=day),
        "sheet": lambda number: Q(page__number=number),
        "reporter": _credited,
        "tag": lambda name: Q(article__in=shelf.articles.filter(tags__name__iexact=name)),
        "kind": lambda _: Q(article__in=shelf.photos.exclude(file="").values("article")),
    }
    return [conditions[name](value) for name, value in narrowed.items() if value]


def _credited(name):
    """Credited for the copy or under a photo of it; a name may be printed with a space in it."""
    lines = Credit.objects.filter(Q(name=name) | Q(reporter__name=name))
    return Q(article__in=lines.filter(article__isnull=False).values("article")) | Q(
        article__in=lines.filter(photo__article__isnull=False).values("photo__article")
    )


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

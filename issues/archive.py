"""What the archive asks of a shelf: its years, what stands under a name, pieces newest first."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import CharField, Count, F, Max, Min, Prefetch
from django.db.models.functions import Cast, Coalesce, Substr
from django.utils import timezone
from taggit.models import TaggedItem

from articles.models import Credit
from issues import on_this_day, reading
from issues.searching import ORDER_A_PAGE

# So many years are offered in one line; more are parted by decade.
YEARS_IN_A_LINE = 12


@dataclass(frozen=True)
class Years:
    """The years offered beside one of them, each list latest first; `decades` are (first year, a year to lead to)."""

    year: int
    shown: list
    decades: list
    previous: int | None
    following: int | None


def years(shelf):
    """Return the years that have an issue, latest first."""
    # A date is written 2020-05-22 in both databases; SQLite takes a year out of it much more slowly.
    written = shelf.issues.annotate(year=Substr(Cast("date", CharField()), 1, 4))
    return [int(year) for year in written.order_by("-year").values_list("year", flat=True).distinct()]


def latest_such_day(shelf, month, day):
    """Return the latest date of an issue that bears that day; where none does, that day in the latest year of issues."""
    of_day = shelf.issues.annotate(written=Substr(Cast("date", CharField()), 6, 5))
    if issue := of_day.filter(written=f"{month:02}-{day:02}").latest_first().first():
        return issue.date
    return on_this_day.day_in(next(iter(years(shelf)), timezone.localdate().year), month, day)


def offered(years, year):
    """Return what to offer of `years` (as `years` gives them) beside `year`, which is one of them."""
    place = years.index(year)
    beside = (next(iter(years[place + 1 :]), None), years[place - 1] if place else None)
    if len(years) <= YEARS_IN_A_LINE:
        return Years(year, years, [], *beside)
    decades = {decade: list(of_decade) for decade, of_decade in groupby(years, lambda y: y - y % 10)}
    leads_to = [(decade, of_decade[0]) for decade, of_decade in decades.items()]
    return Years(year, decades[year - year % 10], leads_to, *beside)


def around(shelf, asked):
    """Return the issues (before, after) what is asked for (jump_to.Asked), by time or by number; None where is none."""
    if not asked.year:
        return (
            shelf.issues.filter(number__lt=asked.number).order_by("-number").first(),
            shelf.issues.filter(number__gt=asked.number).order_by("number").first(),
        )
    return around_days(shelf, *asked.span)


def around_days(shelf, first, last):
    """Return the latest issue before the day `first` and the earliest after the day `last`, None where is none."""
    return (
        shelf.issues.filter(date__lt=first).latest_first().first(),
        shelf.issues.filter(date__gt=last).order_by("date", "pk").first(),
    )


def page_names(shelf):
    """Return the names of pages as rows of name, number (of pages), since and until (dates), commonest first."""
    named = shelf.pages.exclude(name="").values("name")
    counted = named.annotate(number=Count("pk"), since=Min("issue__date"), until=Max("issue__date"))
    return counted.order_by("-number", "name")


def pages_named(shelf, name):
    """Return the pages of that name, newest issue first, each with its headlines as `on_page`."""
    on_page = reading.headlines(shelf).defer("article__body", "article__internal_note")
    return (
        shelf.pages.filter(name=name)
        .select_related("issue")
        .order_by("-issue__date", "-issue", "number")
        .prefetch_related(Prefetch("placements", on_page, to_attr="on_page"))
    )


def columns(shelf):
    """Return the columns as rows of name and number (of pieces), commonest first."""
    named = shelf.articles.exclude(column="").values(name=F("column"))
    return named.annotate(number=Count("pk")).order_by("-number", "name")


def tags(shelf):
    """Return the tags as rows of key, name and number (of pieces), commonest first."""
    # The shelf is asked for all its articles once: joined, it would be asked for each article of each tag.
    borne = TaggedItem.objects.filter(
        content_type__app_label="articles",
        content_type__model="article",
        object_id__in=shelf.articles.order_by().values("pk"),
    )
    counted = borne.values(key=F("tag"), name=F("tag__name")).annotate(
        number=Count("object_id", distinct=True)
    )
    return counted.order_by("-number", "name")


def by_initial(shelf):
    """Return the reporters as (initial letter of the name in pinyin, [reporters]); # for names in other scripts.

    Each has, as `pieces`, how many are in print that credit it, as its own page counts them; two queries.
    """
    people, pieces = list(shelf.reporters.order_by("sort_key", "pk")), _pieces_of_each(shelf)
    for person in people:
        person.pieces = pieces.get(person.pk, 0)
    return [(initial, list(group)) for initial, group in groupby(people, _initial)]


def _pieces_of_each(shelf):
    counted = shelf.articles.filter(is_advertisement=False, placements__isnull=False).order_by().values("pk")
    lines = Credit.objects.filter(reporter__isnull=False).annotate(
        piece=Coalesce("article", "photo__article")
    )
    of_each = lines.filter(piece__in=counted).order_by().values("reporter")
    return dict(of_each.annotate(number=Count("piece", distinct=True)).values_list("reporter", "number"))


def newest_ids(articles):
    """Return the ids of `articles`, the newest issue first, in an issue in print order, what is not placed at the end.

    Ids alone: a person's ten thousand pieces are put in order and counted by one light query.
    """
    place = Min(F("placements__page__number") * ORDER_A_PAGE + F("placements__order"))
    dated = articles.order_by().values("pk").annotate(day=Max("placements__page__issue__date"), place=place)
    ordered = dated.order_by(F("day").desc(nulls_last=True), "place", "pk")
    return list(ordered.values_list("pk", flat=True))


def entries(shelf, ids):
    """Return the articles of those ids in their order, each with its first place as `placed`."""
    placed = shelf.placements.order_by("part").select_related("page__issue")
    articles = shelf.articles.defer("body", "internal_note").prefetch_related(
        Prefetch("placements", placed, to_attr="placed"), *(["withdrawals"] if shelf.is_preview else [])
    )
    found = articles.in_bulk(list(ids))
    return [found[key] for key in ids if key in found]


def _initial(person):
    letter = person.sort_key[:1].upper()
    return letter if "A" <= letter <= "Z" else "#"

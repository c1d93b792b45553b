"""What a reading page is made of: each function takes a shelf and loads with a constant number of queries."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from articles import richtext
from issues import makeup
from issues.models import PrintFile

# What a link to a piece says: its headline, its page.
_NAMED = ("headline", "part", "article__title", "page__number", "page__label", "page__name")


def laid_out(shelf):
    """Return placements with all that a set page shows: copy, credits, photos, the other ends of jumps, pointers."""
    return (
        shelf.placements.in_print_order()
        .select_related("page__issue__masthead", "article")
        .prefetch_related(
            "article__credits",
            Prefetch("article__photos", shelf.photos.prefetch_related("credits")),
            Prefetch("article__placements", shelf.placements.select_related("page").order_by("part")),
            Prefetch("see_article", shelf.articles),
            *_marks(shelf),
        )
    )


def headlines(shelf):
    """Return placements with what a list of headlines shows: the copy and its photos."""
    return (
        shelf.placements.in_print_order()
        .select_related("page", "article")
        .prefetch_related(Prefetch("article__photos", shelf.photos.exclude(file="")), *_marks(shelf))
    )


def front_guide(shelf, page):
    """Return the page's guide entries with the pieces they lead to."""
    return shelf.guide.filter(page=page).prefetch_related(Prefetch("article", shelf.articles))


def pages(shelf, issue):
    """Return the issue's pages in order, each with its `credits` and whether it `has_file` and `has_picture`.

    Those are a print file on the shelf, and a picture of it; the page's `print_file` knows how large that is. Whether
    it ever had any that was read, shown or not, says `had_file`.
    """
    has_file = Exists(shelf.page_files.filter(pk=OuterRef("pk")))
    had_file = Exists(PrintFile.objects.filter(page=OuterRef("pk")).exclude(read_at=None))
    pages = _pictured(shelf, shelf.pages.filter(issue=issue)).annotate(has_file=has_file, had_file=had_file)
    return pages.order_by("number").prefetch_related("credits")


def beside_page(pages, page):
    """Return the (previous, next) of `pages` beside `page`, one of them; None at either end."""
    index = pages.index(page)
    return pages[index - 1] if index else None, next(iter(pages[index + 1 :]), None)


def pages_with_headlines(shelf, issue):
    """Return the issue's pages in order, each with `credits` and, as `on_page`, its placements."""
    return pages(shelf, issue).prefetch_related(Prefetch("placements", headlines(shelf), to_attr="on_page"))


def emptied(shelf, pages):
    """Return the ids of those of `pages` (ids) from which a piece was withdrawn after it was out."""
    found = shelf.withdrawn.filter(placements__page__in=pages)
    return set(found.values_list("placements__page", flat=True)) if pages else set()


def covers(shelf, issues):
    """Return `issues`, the latest first, with their masthead and, as `sheets`, their pages in order.

    Each says whether it `has_picture`; page 1 has `on_page` what stands there, for a cover to be drawn without one.
    """
    on_front = headlines(shelf).filter(page__number=1)
    sheets = _pictured(shelf, shelf.pages.order_by("number")).prefetch_related(
        Prefetch("placements", on_front, to_attr="on_page")
    )
    return (
        issues.latest_first()
        .select_related("masthead")
        .prefetch_related(Prefetch("pages", sheets, to_attr="sheets"))
    )


def corrections(shelf, **where):
    """Return corrections, newest first, with all that is said of them: issue, piece, and the page's `page_label`.

    `where` says which: an article, an issue, a page_number.
    """
    label = shelf.pages.filter(issue=OuterRef("issue"), number=OuterRef("page_number")).values("label")
    return (
        shelf.corrections.filter(**where)
        .select_related("issue", "article")
        .defer("article__body", "article__internal_note")
        .annotate(page_label=Subquery(label[:1]))
        .order_by("-made_at", "-pk")
    )


def neighbours(shelf, issue):
    """Return the (previous, next) issue by date, None at either end."""
    before = Q(date__lt=issue.date) | Q(date=issue.date, pk__lt=issue.pk)
    after = Q(date__gt=issue.date) | Q(date=issue.date, pk__gt=issue.pk)
    return (
        shelf.issues.filter(before).order_by("-date", "-pk").first(),
        shelf.issues.filter(after).order_by("date", "pk").first(),
    )


def beside(shelf, placement):
    """Return the (previous, next) piece of `placement`'s in its issue, in print order; None at either end.

    Each comes as the placement where it begins; what is only continued on a page was read where it began.
    """
    standing = shelf.placements.filter(page__issue=placement.page.issue_id).in_print_order()
    begins = {}
    for place in standing.select_related("page", "article").only(*_NAMED):
        begins.setdefault(place.article_id, place)
    order = list(begins.values())
    index = [place.article_id for place in order].index(placement.article_id)
    return order[index - 1] if index else None, next(iter(order[index + 1 :]), None)


def credited(shelf, person):
    """Return the articles in which a reporter is credited, for the copy or for a photo; one query now, one when asked.

    The credits are looked up first, by their index, and by a query of its own: in one with the rest PostgreSQL would go
    through all copy.
    """
    lines = person.credits.annotate(credited=Coalesce("article", "photo__article"))
    credited = set(lines.order_by().values_list("credited", flat=True)) - {None}
    return shelf.articles.filter(pk__in=credited)


@dataclass(frozen=True)
class SetPiece:
    """A piece as it is set on a page: its place, its pictures there, and its text in sets of columns."""

    placement: object
    photos: list
    text: list
    columns: int
    setting: makeup.Setting


def make_up(placements):
    """Return `placements` (as `laid_out` gives them) as the page shows them: bands of (columns, SetPieces).

    They stand in print order, but the lead on top.
    """
    placements = sorted(placements, key=lambda placement: placement.prominence != "lead")
    texts = [richtext.blocks(copy_on(placement)) for placement in placements]
    copies = [_measured(placement, blocks) for placement, blocks in zip(placements, texts, strict=True)]

    def set_piece(number, columns):
        copy, blocks, placement = copies[number], texts[number], placements[number]
        setting = makeup.setting(copy, columns)
        runs = makeup.column_sets(copy.text, columns, setting.cuts)
        text = ["".join(blocks[start:end]) for start, end in runs]
        return SetPiece(placement, photos_on(placement), text, columns, setting)

    return [
        [(stack.columns, [set_piece(number, stack.columns) for number in stack.pieces]) for stack in band]
        for band in makeup.make_up(copies)
    ]


def copy_on(placement):
    """Return the part of the body that stands at `placement`; all of it where no other place is known."""
    body, places = placement.article.body, placement.article.placements.all()
    if len(places) < 2 and not placement.continued_on and not placement.continued_from:
        return richtext.joined(body)
    parts = richtext.split_at_jumps(body)
    return parts[placement.part - 1] if placement.part <= len(parts) else ""


def photos_on(placement):
    """Return the photos that stand at `placement`: those of its part, and at the first place those of no part there."""
    parts = [place.part for place in placement.article.placements.all()] or [placement.part]
    photos = placement.article.photos.all()
    return [photo for photo in photos if (photo.part if photo.part in parts else parts[0]) == placement.part]


def _pictured(shelf, pages):
    has_picture = Exists(shelf.page_pictures.filter(pk=OuterRef("pk")))
    return pages.annotate(has_picture=has_picture).select_related("print_file")


def _measured(placement, blocks):
    article, photos = placement.article, photos_on(placement)
    is_opening = placement.part == 1
    return makeup.Copy(
        prominence=placement.prominence,
        title=len(placement.title),
        kicker=len(article.kicker) if is_opening else 0,
        deck=len(article.deck) if is_opening else 0,
        text=tuple(_lines(block, article.is_advertisement) for block in blocks),
        pictures=tuple(photo.width / photo.height for photo in photos if photo.file),
        captions=sum(len(photo.caption) for photo in photos),
        is_boxed=article.is_advertisement or not blocks,
    )


def _lines(block, is_boxed):
    """How many lines a block takes: a table's are set closer and its rows apart, a verse's wider (base.css)."""
    lines = makeup.lines(richtext.plain(block), is_boxed)
    if rows := block.count("<tr"):
        return 0.8 * lines + 0.35 * rows
    return 1.1 * lines + 0.45 if 'class="verse' in block else lines


def _marks(shelf):
    """A preview says of a piece that it is withdrawn; readers never see one."""
    return ["article__withdrawals"] if shelf.is_preview else []

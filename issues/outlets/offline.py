"""Lists what a browser keeps of an issue to be read without a connection, with a fingerprint for each address.

A fingerprint changes when what stands at its address may have changed, and a browser drops at once what it has kept
under another one (templates/issues/service-worker.js). The pages of an issue name each other's pieces: a piece that
comes, goes or gets another headline changes them all, any other change of it the pages where it is read. The overview
also names pieces of other years: it changes with every withdrawal. A page's picture changes with what of it is blanked.
"""

import hashlib
from collections import defaultdict
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db.models import Exists, Max, OuterRef, Q, Subquery
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import date_format

from articles import photos
from articles.models import Revision
from issues import last_change, page_pictures

# What a browser keeps at most: so many issues, the last that were opened, and so many bytes of them all.
MOST_ISSUES = 4
MOST_BYTES = 60_000_000
# How long the network is given where there is a kept copy, in milliseconds.
PATIENCE = 4000
# A picture is kept in one size: the largest up to this width in pixels, a desk's column or a phone's sharp screen.
_PICTURE_WIDTH = 1000
_FURNITURE = {".css", ".js", ".svg"}


def listings(shelf, slugs):
    """Return {slug: listing} of those of the issues that are out, in nine queries.

    A listing is plain data: `slug`, `title`, `day`, `date` and `front` (the address of the first page) for showing;
    `addresses`, {address: fingerprint} of all that is to be kept; `release`, the furniture it is shown with; `digest`,
    which changes with any of it.
    """
    issues = list(_with_following(shelf, shelf.issues.filter(slug__in=slugs)))
    standing = _standing(shelf, [issue.pk for issue in issues])
    withdrawals = last_change.withdrawals(shelf).filter(lifted_at=None).order_by("pk")
    withdrawn, now = list(withdrawals.values_list("article", flat=True)), release()
    return {
        issue.slug: _listing(issue, withdrawn, now, *(rows[issue.pk] for rows in standing))
        for issue in issues
    }


def release():
    """Return a name for the furniture of the pages: it changes with their styles, scripts and the offline page."""
    sources = [path.read_bytes() for path in _furniture().values()]
    return _fingerprint(*sources, get_template("issues/offline.html").template.source)


def furniture():
    """Return the addresses of what kept pages need beside them: the styles, scripts and drawings of all pages."""
    return [static(name) for name in _furniture()]


def _furniture():
    folder = Path(finders.find("paper"))
    paths = sorted(path for path in folder.rglob("*") if path.suffix in _FURNITURE)
    return {f"paper/{path.relative_to(folder).as_posix()}": path for path in paths}


def _with_following(shelf, issues):
    """The issues, each with the slug of the `following` one, to which its pages lead on."""
    later = Q(date__gt=OuterRef("date")) | Q(date=OuterRef("date"), pk__gt=OuterRef("pk"))
    following = shelf.issues.filter(later).order_by("date", "pk").values("slug")[:1]
    return issues.annotate(following=Subquery(following))


def _standing(shelf, ids):
    """Return what stands in the issues: pages, guides, places, corrections, photos, each as {issue id: rows}.

    The last two are areas on the pages' pictures: what can be chosen there, and what is blanked. No copy is loaded:
    the moment of a piece's change and its last revision stand for its words.
    """
    issue = "page__issue"
    pages = shelf.pages.filter(issue__in=ids).order_by("number")
    has_picture = Exists(shelf.page_pictures.filter(pk=OuterRef("pk")))
    pages = pages.annotate(has_picture=has_picture)
    guides = shelf.guide.filter(page__issue__in=ids).order_by("pk")
    revisions = Revision.objects.filter(article=OuterRef("article")).order_by().values("article")
    places = shelf.placements.filter(page__issue__in=ids).in_print_order()
    places = places.annotate(revision=Subquery(revisions.values(last=Max("number"))))
    corrections = shelf.corrections.filter(issue__in=ids).order_by("pk")
    pictures = shelf.photos.exclude(file="").filter(article__placements__page__issue__in=ids)
    changed = ("article__title", "article__changed_at", "revision")
    shown = ("key", "file", "width", "order", "part", "caption", "alt")
    return (
        _by_issue(pages, "issue", "number", "key", "print_file__file", "has_picture"),
        _by_issue(guides, issue, "page__number", "title", "target", "article"),
        _by_issue(places, issue, "page__number", "article", "part", "headline", *changed),
        _by_issue(corrections, "issue", "article", "page_number", "place", "wrong", "right", "note"),
        _by_issue(pictures.distinct(), f"article__placements__{issue}", "article", *shown, "pk"),
        *(_areas(areas, ids) for areas in (shelf.areas, shelf.hidden_areas)),
    )


def _areas(areas, ids):
    standing = areas.filter(print_file__page__issue__in=ids).order_by("pk")
    return _by_issue(standing, "print_file__page__issue", "print_file__file", "article", "is_guide", "boxes")


def _by_issue(rows, *fields):
    grouped = defaultdict(list)
    for row in rows.values_list(*fields, named=True):
        grouped[row[0]].append(row)
    return grouped


def _listing(issue, withdrawn, now, pages, guide, places, corrections, pictures, areas, blanked):
    marks = _marks(places, corrections, pictures)
    headlines = [
        (place.page__number, place.article, place.headline, place.article__title) for place in places
    ]
    all_pages = (issue.signed_off_at, issue.publish_at, issue.following, guide, headlines)

    def mark(there, *also):
        return _fingerprint(*all_pages, *(marks[place.article] for place in there), *also)

    printed = [page for page in pages if page.has_picture]
    addresses = {reverse("paper:issue", args=[issue.slug]): mark(places, withdrawn, printed)}
    for page in pages:
        there = [place for place in places if place.page__number == page.number]
        on_picture = page in printed and (page, _on(page, areas))
        addresses[reverse("paper:page", args=[issue.slug, page.number])] = mark(there, on_picture)
    for page in printed:
        picture = reverse("media:page_picture", args=[page.key, page_pictures.SCREEN])
        addresses[picture] = _fingerprint(page.print_file__file, _on(page, blanked))
    for place in places:
        addresses[reverse("paper:article", args=[place.article])] = mark([place])
        code = reverse("outlets:article_qr", args=[place.article])
        addresses[code] = _fingerprint(code)
    for picture in pictures:
        addresses[reverse("media:photo", args=[picture.key, _width(picture)])] = _fingerprint(picture.file)
    return _shown(issue, [page.number for page in pages]) | {
        "release": now,
        "digest": _fingerprint(now, addresses),
        "addresses": addresses,
    }


def _on(page, areas):
    """Those of the areas that are on the page's picture."""
    return [tuple(area) for area in areas if area.print_file__file == page.print_file__file]


def _shown(issue, numbers):
    """What a list of kept issues says of one."""
    own_page = reverse("paper:issue", args=[issue.slug])
    return {
        "slug": issue.slug,
        "title": f"{issue.label} {issue.title if issue.number else ''}".strip(),
        "day": f"{date_format(issue.date)} {date_format(issue.date, 'l')}",
        "date": issue.date.isoformat(),
        "front": reverse("paper:page", args=[issue.slug, numbers[0]]) if numbers else own_page,
    }


def _marks(places, corrections, pictures):
    """Return {article id: fingerprint} of the pieces, each over all that is read of it."""
    facts = defaultdict(list)
    for place in places:
        facts[place.article] += [place.article__changed_at, place.revision]
    for row in (*corrections, *pictures):
        facts[row.article].append(tuple(row))
    return {article: _fingerprint(*said) for article, said in facts.items()}


def _width(picture):
    return photos.width_up_to(_PICTURE_WIDTH, picture.width)


def _fingerprint(*facts):
    """Return a short text that is the same for the same facts only (64 bits of SHA-256)."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]

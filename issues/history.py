"""Keeps every version of an issue, a page and a masthead as it stood after one change."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.staff import staff_name
from issues.models import EditionRevision, Issue, Masthead, Page

# What changes an issue, a page or a masthead; "before" is how it stood when a change came to it, by no known hand.
ORIGINS = {
    "before": _("as found"),
    "edit": _("edit"),
    "board": _("board"),
    "import": _("import"),
    "sign_off": _("sign-off"),
    "restore": _("restore"),
}
ISSUE_FIELDS = ("number", "last_number", "year_number", "title", "page_count", "lunar_date", "masthead_id")
ISSUE_TIMES = ("copy_due_at", "reviews_due_at", "proofs_due_at")
PAGE_FIELDS = ("number", "label", "name")
PLACEMENT_FIELDS = (
    "order", "prominence", "part", "headline", "continued_on", "continued_from", "see_page", "see_article_id",
)  # fmt: skip
GUIDE_FIELDS = ("order", "title", "target", "article_id")
MASTHEAD_FIELDS = (
    "name", "name_en", "website", "supervisor", "sponsor", "publisher", "license", "price", "postal_code", "slogans",
)  # fmt: skip


def snapshot(thing):
    """Return an Issue, a Page or a Masthead as plain data: its fields as given, what belongs to it as stored.

    Times are in UTC (ISO 8601). Titles of copy, names of people and of pages stand beside their keys, to be read later;
    they are no part of what stands (`same`).
    """
    return _READERS[type(thing)](thing)


def _issue(issue):
    return {
        **{field: getattr(issue, field) for field in ISSUE_FIELDS},
        "date": str(issue.date),
        **{field: _moment(getattr(issue, field)) for field in ISSUE_TIMES},
        "masthead_name": issue.masthead.name,
        "pages": [{"page": page.pk, "page_name": page.full_name} for page in issue.pages.order_by("number")],
        "release": {
            "state": issue.state,
            "publish_at": _moment(issue.publish_at),
            "signed_off_by": issue.signed_off_by_id and staff_name(issue.signed_off_by),
            "signed_off_at": _moment(issue.signed_off_at),
        },
    }


def _page(page):
    placements = page.placements.order_by("order", "id").select_related("article")
    return {
        **{field: getattr(page, field) for field in PAGE_FIELDS},
        "pdf": page.print_file.file.name if page.print_file else "",
        "credits": [{"role": credit.role, "name": credit.name} for credit in page.credits.all()],
        "placements": [
            {
                "article": placement.article_id,
                "article_title": placement.article.title,
                **{field: getattr(placement, field) for field in PLACEMENT_FIELDS},
            }
            for placement in placements
        ],
        "guide": [{field: getattr(entry, field) for field in GUIDE_FIELDS} for entry in page.guide.all()],
    }


def _masthead(masthead):
    return {field: getattr(masthead, field) for field in MASTHEAD_FIELDS}


def _moment(value):
    return value and value.isoformat()


_READERS = {Issue: _issue, Page: _page, Masthead: _masthead}


@transaction.atomic
def record(thing, user, origin):
    """Keep an Issue, a Page or a Masthead as it stands stored now.

    `user` may be None (a command), `origin` is one of ORIGINS. Returns the EditionRevision, or None where nothing has
    changed since the last one. The row is held, so that of two who record at once the second waits and counts on.
    """
    held = type(thing).objects.select_for_update().get(pk=thing.pk)
    standing, last = snapshot(held), latest(thing)
    if last and same(last.standing, standing):
        return None
    return EditionRevision.objects.create(
        content_type=_kind(thing),
        object_id=thing.pk,
        number=last.number + 1 if last else 1,
        made_by=user,
        origin=origin,
        standing=standing,
    )


def begin(thing):
    """Keep what stands stored, before a change, where no version says so: what changed it is not this change's doing."""
    record(thing, None, "before")


def begin_edition(issue):
    """Begin an issue, its masthead and its pages, before a change that may touch any of them."""
    for thing in _edition(issue):
        begin(thing)


def record_edition(issue, user, origin):
    """Record an issue, its masthead and its pages after a change that may have touched any of them."""
    for thing in _edition(issue):
        record(thing, user, origin)


def last_standing_of_page(pk):
    """Return how the page of that key stood at last, also where the page itself is gone; None where nobody kept it."""
    kept = EditionRevision.objects.filter(content_type=ContentType.objects.get_for_model(Page), object_id=pk)
    return kept.order_by("-number").values_list("standing", flat=True).first()


def _edition(issue):
    return [issue, issue.masthead, *issue.pages.order_by("number")]


def versions(thing):
    """The versions of an issue, a page or a masthead, newest first."""
    return EditionRevision.objects.filter(content_type=_kind(thing), object_id=thing.pk).order_by("-number")


def latest(thing):
    """Return the last version, None where there is none."""
    return versions(thing).select_related("made_by").first()


def latest_number(thing):
    """Return the number of the last version, 0 where there is none."""
    return versions(thing).aggregate(last=Max("number"))["last"] or 0


def last_number_of(model):
    """Return the expression that gives each row of `model` the number of its last version, 0 where there is none."""
    kind = ContentType.objects.get_for_model(model)
    rows = EditionRevision.objects.filter(content_type=kind, object_id=OuterRef("pk")).order_by("-number")
    return Coalesce(Subquery(rows.values("number")[:1]), 0)


def same(one, other):
    """Say whether two snapshots stand for the same, whatever names are written beside the keys."""
    return _bare(one) == _bare(other)


def _bare(value):
    if isinstance(value, dict):
        beside = ("article_title", "masthead_name", "page_name")
        return {key: _bare(part) for key, part in value.items() if key not in beside}
    return [_bare(part) for part in value] if isinstance(value, list) else value


def _kind(thing):
    return ContentType.objects.get_for_model(type(thing))

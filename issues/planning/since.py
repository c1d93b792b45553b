"""Tells what was changed in an issue after a moment, for whoever looked at it then."""

from django.contrib.contenttypes.models import ContentType
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from articles.models import Review, Revision
from issues.models import EditionRevision, Issue, Page


def changes(issue, moment):
    """Return (when, by whom, what) for each version and move after `moment`, an ISO time as a form sends it, in order.

    Empty where `moment` is no such time.
    """
    try:
        moment = parse_datetime(moment)
    except ValueError:
        moment = None
    if moment is None or not is_aware(moment):
        return []
    return sorted([*_of_copy(issue, moment), *_of_pages(issue, moment)], key=lambda change: change[0])


def _of_copy(issue, moment):
    after = {"article__placements__page__issue": issue, "made_at__gt": moment}
    for kind in (Revision.objects.defer("piece"), Review.objects):
        for made in kind.filter(**after).select_related("article", "made_by").distinct():
            how = made.get_origin_display() if isinstance(made, Revision) else made.get_move_display()
            yield made.made_at, made.made_by, f"《{made.article.title}》：{how}"


def _of_pages(issue, moment):
    things = {Issue: {issue.pk: issue}, Page: {page.pk: page for page in issue.pages.all()}}
    for kind, known in things.items():
        made = EditionRevision.objects.filter(
            content_type=ContentType.objects.get_for_model(kind), object_id__in=known, made_at__gt=moment
        )
        for version in made.exclude(origin="before").defer("standing").select_related("made_by"):
            yield version.made_at, version.made_by, str(known[version.object_id])

"""Brings an issue, a page or a masthead back to an earlier version, as far as the paper allows it now."""

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from articles.history_pages import RestoreError
from articles.models import Article
from articles.revisions import OvertakenError
from issues import history
from issues.models import GuideEntry, Issue, Masthead, Page, PageCredit, Placement, PrintFile


@transaction.atomic
def restore(thing, number, user, seen=None):
    """Bring an Issue, a Page or a Masthead back to version `number`; returns sentences on what was left as it is.

    `seen` is the number of the last version that the person has seen, where known. Raises EditionRevision.DoesNotExist;
    OvertakenError where there is a later one; RestoreError where the issue is signed off, or something has taken the
    place of what was there.
    """
    issue = _issue_of(thing)
    if issue and Issue.objects.select_for_update().get(pk=issue.pk).is_signed_off:
        raise RestoreError(_("The issue is signed off: call it back first."))
    held = type(thing).objects.select_for_update().get(pk=thing.pk)
    if seen is not None and seen != history.latest_number(held):
        raise OvertakenError
    standing = history.versions(held).get(number=number).standing
    left = _WRITERS[type(thing)](held, standing)
    if isinstance(held, Issue):
        left += _bring_pages_back(held, standing.get("pages", ()), user)
    history.record(held, user, "restore")
    return left


def _issue_of(thing):
    return thing if isinstance(thing, Issue) else getattr(thing, "issue", None)


def _write_issue(issue, standing):
    """Its release stays as it is, but the planned moment goes with a changed date, as in its form."""
    for field in history.ISSUE_FIELDS:
        if field != "masthead_id":
            setattr(issue, field, standing[field])
    for field in history.ISSUE_TIMES:
        setattr(issue, field, standing.get(field) and parse_datetime(standing[field]))
    date = parse_date(standing["date"])
    if date != issue.date:
        issue.date = date
        issue.publish_at = issue.default_publish_at()
    left = []
    if Masthead.objects.filter(pk=standing["masthead_id"]).exists():
        issue.masthead_id = standing["masthead_id"]
    else:
        left.append(_("The masthead of that version is gone: today's stays."))
    _save(issue)
    return left


def _bring_pages_back(issue, wanted, user):
    """Set the pages again that are gone since, each as it stood at last; those that came later stay."""
    there = set(Page.objects.filter(pk__in=[entry["page"] for entry in wanted]).values_list("pk", flat=True))
    left = []
    for entry in wanted:
        if entry["page"] not in there:
            left += _bring_page_back(issue, entry, user)
    return left


def _bring_page_back(issue, entry, user):
    """Its key is what it was, so that its own history goes on."""
    standing = history.last_standing_of_page(entry["page"])
    if standing is None:
        return [_("%(page)s was kept by no version and was not set again.") % {"page": entry["page_name"]}]
    if issue.pages.filter(number=standing["number"]).exists():
        return [
            _("%(page)s was not set again: another page has its number now.") % {"page": entry["page_name"]}
        ]
    page = Page.objects.create(pk=entry["page"], issue=issue, number=standing["number"])
    left = _write_page(page, standing)
    history.record(page, user, "restore")
    return left


def _write_masthead(masthead, standing):
    for field in history.MASTHEAD_FIELDS:
        setattr(masthead, field, standing[field])
    _save(masthead)
    return []


def _write_page(page, standing):
    for field in history.PAGE_FIELDS:
        setattr(page, field, standing[field])
    left = _write_print_file(page, standing["pdf"])
    _save(page)
    page.credits.all().delete()
    PageCredit.objects.bulk_create(
        PageCredit(page=page, order=n, **credit) for n, credit in enumerate(standing["credits"])
    )
    known = _known(standing)
    left += _write_placements(page, standing["placements"], known)
    page.guide.all().delete()
    GuideEntry.objects.bulk_create(
        GuideEntry(page=page, **entry | {"article_id": _if_known(entry["article_id"], known)})
        for entry in standing["guide"]
    )
    return left


def _write_print_file(page, name):
    """Its picture and the areas on it come back with it."""
    found = PrintFile.objects.filter(file=name).first() if name else None
    if name and (found is None or not default_storage.exists(name)):
        return [_("The print file of that version is gone: today's stays.")]
    if found:
        PrintFile.objects.filter(pk=found.pk).update(page=page)
    page.print_file = found
    return []


def _write_placements(page, wanted, known):
    """Set the pieces as they stood; one that is gone, or stands elsewhere now, is told and left where it is."""
    left, back = [], []
    for placement in wanted:
        reason = _reason_against(page, placement, known)
        (left if reason else back).append(reason or placement)
    page.placements.exclude(article__in=[placement["article"] for placement in back]).delete()
    for placement in back:
        fields = {field: placement[field] for field in history.PLACEMENT_FIELDS}
        fields["see_article_id"] = _if_known(fields["see_article_id"], known)
        Placement.objects.update_or_create(page=page, article_id=placement["article"], defaults=fields)
    return left


def _reason_against(page, placement, known):
    title = {"title": placement["article_title"]}
    if placement["article"] not in known:
        return _("“%(title)s” is gone and was not set again.") % title
    elsewhere = (
        Placement.objects.filter(article=placement["article"])
        .exclude(page=page)
        .select_related("page__issue")
    )
    for other in elsewhere:
        if other.page.issue_id != page.issue_id or other.part == placement["part"]:
            facts = title | {"page": f"{other.page.issue.label} {other.page.printed_label}"}
            return _("“%(title)s” stands on %(page)s now and was left there.") % facts
    return ""


def _known(standing):
    """Return the keys of the articles that a snapshot names and that are still there."""
    named = {placement["article"] for placement in standing["placements"]}
    named |= {placement["see_article_id"] for placement in standing["placements"]}
    named |= {entry["article_id"] for entry in standing["guide"]}
    return set(Article.objects.filter(pk__in=named - {None}).values_list("pk", flat=True))


def _if_known(key, known):
    return key if key in known else None


def _save(thing):
    try:
        thing.full_clean()
    except ValidationError as error:
        raise RestoreError(" ".join(error.messages)) from error
    thing.save()


_WRITERS = {Issue: _write_issue, Page: _write_page, Masthead: _write_masthead}

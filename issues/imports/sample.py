"""Loads the sample issue that ships with the system, through the same import as any page, and takes it out again."""

import json
from collections import defaultdict
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles import review, revisions
from articles.models import Article, Credit, Photo, Reporter, Revision
from issues import history, page_pictures
from issues.imports import sample_next
from issues.imports.pagetext import read_page
from issues.imports.save import save_page
from issues.models import Imprint, Issue, PrintFile
from issues.planning.signoff import sign_off

FOLDER = Path(__file__).resolve().parent.parent / "sample"
# Whose hand signs the sample where nobody is named; no one can log in with it.
ACCOUNT = "样报"


class EditedSampleError(Exception):
    """The sample holds somebody's own work: its text names the pieces."""


@transaction.atomic
def load(user=None):
    """Load and sign off the sample issue; returns (Issue, Reports), the Reports empty where it was there already.

    An issue that is there is left as it is, whoever made it; an imprint that is there too.
    """
    drafts = _drafts()
    issue = _standing(drafts)
    if issue:
        return issue, []
    user = user or _account()
    extras = json.loads((FOLDER / "sample.json").read_text(encoding="utf-8"))
    reports = []
    for path, draft in drafts.items():
        reports.append(save_page(draft, user=user, source=path.name))
        _edit(reports[-1].page, extras)
    for extra in extras["reporters"]:
        _introduce(extra)
    if not Imprint.objects.exists():
        Imprint.objects.create(**_imprint())
    issue = reports[0].issue
    for article in Article.objects.filter(placements__page__issue=issue).distinct():
        revisions.record(article, user, Revision.Origin.EDIT)
        review.admit(article, user, _("The sample issue, as it was printed."))
    history.record_edition(issue, user, "edit")
    return sign_off(issue, user, issue.default_publish_at()), reports


def load_next(staff):
    """Make next week's sample issue for `staff` ({role: account}); nothing where the sample issue isn't there."""
    issue = _standing(_drafts())
    return issue and sample_next.load(FOLDER, staff, issue)


@transaction.atomic
def remove():
    """Take the sample issue out with its copy, photos, people and tags, so that the paper's own can take its place.

    Next week's goes with it. Returns the removed Issue, None where there is none. Raises EditedSampleError where an
    editor has worked on it since it was loaded, or where it is no sample but an issue of the same number.
    """
    drafts = _drafts()
    issue = _standing(drafts)
    number = next(iter(drafts.values())).masthead.issue_number + 1
    if own := sample_next.own_work(number):
        raise EditedSampleError(_named(own))
    people, tags = _belonging(sample_next.pieces_of_it())
    next_one = sample_next.remove(number)
    if issue is None:
        _remove_unused(people, tags)
        return next_one
    _refuse_own_work(issue, drafts)
    pieces = list(
        Article.objects.filter(placements__page__issue=issue).values_list("pk", flat=True).distinct()
    )
    more_people, more_tags = _belonging(pieces)
    _remove_print_files(issue)
    issue.delete()
    Photo.objects.filter(article__in=pieces).delete()
    Article.objects.filter(pk__in=pieces).delete()
    _remove_unused(people + more_people, tags + more_tags)
    Imprint.objects.filter(**_imprint()).delete()
    return issue


def _belonging(articles):
    """Return the ids of the people who are credited in copy and under its photos, and of the copy's tags."""
    lines = Credit.objects.filter(Q(article__in=articles) | Q(photo__article__in=articles))
    people = list(lines.values_list("reporter", flat=True))
    return people, list(Tag.objects.filter(article__in=articles).values_list("pk", flat=True))


def _remove_unused(people, tags):
    Reporter.objects.filter(pk__in=people, credits=None).delete()
    Tag.objects.filter(pk__in=tags, taggit_taggeditem_items=None).delete()


def _remove_print_files(issue):
    for print_file in PrintFile.objects.filter(page__issue=issue):
        page_pictures.remove(print_file)
        print_file.file.delete(save=False)
        print_file.delete()


def _named(titles):
    return "、".join(f"《{title}》" for title in sorted(titles))


def _refuse_own_work(issue, drafts):
    """Raise EditedSampleError unless the issue holds the sample's pieces and nobody has changed them since its sign-off."""
    said = {article.title for draft in drafts.values() for article in draft.articles}
    articles = Article.objects.filter(placements__page__issue=issue)
    changed = articles.filter(revisions__made_at__gt=issue.signed_off_at) if issue.signed_off_at else articles
    own = {article.title for article in articles if article.title not in said}
    own |= {article.title for article in [*changed, *articles.filter(corrections__isnull=False)]}
    if own or not articles.exists():
        raise EditedSampleError(_named(own) or str(issue))


def _drafts():
    return {path: read_page(path.read_bytes()) for path in sorted(FOLDER.glob("page*.txt"))}


def _standing(drafts):
    """Return the issue that bears the sample's number, or None."""
    return Issue.objects.numbered(next(iter(drafts.values())).masthead.issue_number).first()


def _account():
    return User.objects.filter(username=ACCOUNT).first() or User.objects.create_user(ACCOUNT, is_active=False)


def _edit(page, extras):
    """Do what an editor does once a page is in: prominence, tags, pictures with their alternative texts."""
    standing = {placement.title: placement for placement in page.placements.select_related("article", "page")}
    for extra in extras["articles"]:
        if extra["page"] == page.number:
            placement = standing[extra["title"]]
            placement.prominence = extra["prominence"]
            placement.save()
            placement.article.tags.add(*extra["tags"])
    pictures = defaultdict(list)
    for extra in extras["photos"]:
        if extra["page"] == page.number:
            pictures[extra["article"]].append(extra)
    for title, wanted in pictures.items():
        # A second part's photos come after the first's, which have their pictures already.
        photos = list(standing[title].article.photos.filter(file=""))
        for extra in wanted:
            _attach(photos[extra["photo"] - 1], extra["file"], alt=extra["alt"])


def _introduce(extra):
    reporter = Reporter.objects.named(extra["reporter"]).order_by("id").first()
    if not (reporter.bio or reporter.file):
        _attach(reporter, extra["file"], bio=extra["bio"])


def _attach(picture, name, **fields):
    with (FOLDER / name).open("rb") as file:
        picture.attach(file)
    for field, value in fields.items():
        setattr(picture, field, value)
    picture.save()


def _imprint():
    """Return what the foot of the site says of the sample; filing numbers are for the paper to enter."""
    return {
        "about": _(
            "What you see is the sample issue that comes with the system. People and events in it are made up."
        ),
        "contact": _("Sample: enter the paper's own address and telephone in the admin."),
    }

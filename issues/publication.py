"""The gate: says, once, what a reader may see at a moment. Every public door starts from here.

An article is public when it is approved, not withdrawn, and stands on a page of an issue that is signed off
and whose time has come. Nothing has to run for that: each question carries its moment (`at`, default now).
"""

from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from taggit.models import Tag, TaggedItem

from articles import access
from articles.models import Article, Credit, Photo, Reporter
from issues.models import Correction, GuideEntry, Issue, IssueState, Page, Placement
from issues.print_shelf import PrintShelf


def published_issues(at=None):
    """Issues that are signed off and whose time has come."""
    return Issue.objects.filter(_is_out(at))


def published_pages(at=None):
    """Pages of published issues."""
    return Page.objects.filter(_is_out(at, "issue__"))


def published_articles(at=None):
    """Approved copy that stands in a published issue and is not withdrawn."""
    placed = Placement.objects.filter(_is_out(at, "page__issue__"), article=OuterRef("pk"))
    return _fit_to_print().filter(Exists(placed))


def published_placements(at=None):
    """Where published copy stands."""
    fit = _fit_to_print().filter(pk=OuterRef("article"))
    return Placement.objects.filter(_is_out(at, "page__issue__"), Exists(fit))


def published_guide(at=None):
    """Guide entries of published pages; one that is linked to a piece goes with it."""
    return GuideEntry.objects.filter(_is_out(at, "page__issue__"), Q(article=None) | _public("article", at))


def published_photos(at=None):
    """Photos of published copy."""
    return Photo.objects.filter(_public("article", at))


def published_reporters(at=None):
    """People who are credited in published copy or under a photo in it."""
    # The first public line of each, not whether there is one: asked so, PostgreSQL joins all lines with all copy.
    lines = Credit.objects.filter(reporter=OuterRef("pk")).order_by()
    first = {
        f"first_{number}": Subquery(lines.filter(_public(owner, at)).values("pk")[:1])
        for number, owner in enumerate(("article", "photo__article"))
    }
    return Reporter.objects.alias(**first).filter(Q(first_0__isnull=False) | Q(first_1__isnull=False))


def published_tags(at=None):
    """Tags that published copy bears."""
    bearing = TaggedItem.objects.filter(
        _public("object_id", at),
        tag=OuterRef("pk"),
        content_type__app_label="articles",
        content_type__model="article",
    )
    return Tag.objects.filter(Exists(bearing))


def published_corrections(at=None):
    """Corrections of published copy, from the moment they were made; what is withdrawn takes its own along."""
    at = at or timezone.now()
    return Correction.objects.filter(_is_out(at, "issue__"), _public("article", at), made_at__lte=at)


def withdrawn_articles(at=None):
    """Articles that were public and are taken back: their address says so, with the paper's note."""
    return (
        Article.objects.approved()
        .filter(
            _is_out(at, "placements__page__issue__"),
            withdrawals__lifted_at=None,
            withdrawals__withdrawn_at__gte=F("placements__page__issue__publish_at"),
        )
        .distinct()
    )


def is_published(issue, at=None):
    """Say of an issue that is loaded already whether it is one of `published_issues`."""
    return bool(issue.is_signed_off and issue.publish_at and issue.publish_at <= (at or timezone.now()))


def _fit_to_print():
    """Copy that nothing but its issue keeps from readers."""
    return Article.objects.approved().not_withdrawn()


def _is_out(at, issue=""):
    """The condition on an issue, `issue` being the lookup path that leads to it."""
    return Q(**{f"{issue}state": IssueState.SIGNED_OFF, f"{issue}publish_at__lte": at or timezone.now()})


def _public(article, at):
    """The condition on a row whose lookup path `article` leads to a piece of copy."""
    return Exists(published_articles(at).filter(pk=OuterRef(article)))


class ReadersShelf(PrintShelf):
    """All that everyone outside may take at a moment; a view takes nothing from anywhere else."""

    is_preview = False

    def __init__(self, at=None):
        self.at = at or timezone.now()

    issues = cached_property(lambda self: published_issues(self.at))
    pages = cached_property(lambda self: published_pages(self.at))
    placements = cached_property(lambda self: published_placements(self.at))
    guide = cached_property(lambda self: published_guide(self.at))
    articles = cached_property(lambda self: published_articles(self.at))
    withdrawn = cached_property(lambda self: withdrawn_articles(self.at))
    photos = cached_property(lambda self: published_photos(self.at))
    reporters = cached_property(lambda self: published_reporters(self.at))
    tags = cached_property(lambda self: published_tags(self.at))
    corrections = cached_property(lambda self: published_corrections(self.at))


class StaffShelf(PrintShelf):
    """All that a staff preview shows: everything, finished or not."""

    is_preview = True

    issues = property(lambda self: Issue.objects.all())
    pages = property(lambda self: Page.objects.all())
    placements = property(lambda self: Placement.objects.all())
    guide = property(lambda self: GuideEntry.objects.all())
    articles = property(lambda self: Article.objects.all())
    withdrawn = property(lambda self: Article.objects.none())
    photos = property(lambda self: Photo.objects.all())
    reporters = property(lambda self: Reporter.objects.all())
    tags = property(lambda self: Tag.objects.all())
    corrections = property(lambda self: Correction.objects.all())


class WritersShelf(ReadersShelf):
    """What a writer's preview shows: what readers get, and copy and photos of one's own, finished or not."""

    is_preview = True

    def __init__(self, user, at=None):
        super().__init__(at)
        self.user = user

    articles = property(lambda self: self._with_own(super().articles, access.visible_articles(self.user)))
    photos = property(lambda self: self._with_own(super().photos, access.visible_photos(self.user)))
    placements = property(
        lambda self: self._with_own(
            super().placements,
            Placement.objects.filter(article__in=access.visible_articles(self.user)),
        )
    )

    @staticmethod
    def _with_own(public, own):
        return public.model.objects.filter(Q(pk__in=public.values("pk")) | Q(pk__in=own.values("pk")))


class LinkShelf(PrintShelf):
    """What a shared link shows (issues/planning/preview_links.py): one issue as it stands, and nothing else."""

    is_preview = True

    def __init__(self, issue_id):
        standing = Placement.objects.filter(page__issue=issue_id, article=OuterRef("pk"))
        self._articles = Article.objects.not_withdrawn().filter(Exists(standing))
        self._issue_id = issue_id

    issues = property(lambda self: Issue.objects.filter(pk=self._issue_id))
    pages = property(lambda self: Page.objects.filter(issue=self._issue_id))
    placements = property(
        lambda self: Placement.objects.filter(page__issue=self._issue_id, article__in=self._articles)
    )
    guide = property(lambda self: GuideEntry.objects.filter(page__issue=self._issue_id))
    articles = property(lambda self: self._articles)
    withdrawn = property(lambda self: Article.objects.none())
    photos = property(lambda self: Photo.objects.filter(article__in=self._articles))
    reporters = property(lambda self: Reporter.objects.none())
    tags = property(lambda self: Tag.objects.none())
    corrections = property(
        lambda self: Correction.objects.filter(issue=self._issue_id, article__in=self._articles)
    )


def may_preview(user):
    """Say whether `user` may see all that is not out yet."""
    return _is_staff(user) and user.has_perms(["issues.view_issue", access.SEE_ALL])


def preview_shelf(user, linked_issue=None):
    """Return the shelf of a preview for `user`, or for who holds a link to `linked_issue` (an id); None for others."""
    if may_preview(user):
        return StaffShelf()
    if linked_issue:
        return LinkShelf(linked_issue)
    return WritersShelf(user) if _is_staff(user) and user.has_perm("articles.view_article") else None


def _is_staff(user):
    return user.is_active and user.is_staff

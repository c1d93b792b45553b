"""What the copy desk's admin needs of the edition: where copy stands, the lock of a signed-off issue, the preview."""

from contextlib import contextmanager

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.admin import PhotoAdmin
from articles.admin_articles import ArticleAdmin
from articles.desk import SelectFilter
from articles.models import Article, Revision
from issues import publication
from issues.models import Issue, IssueState, Placement

LOCK_RULE = _(
    "Once signed off, the pages and copy of an issue are locked; the editor-in-chief may make minor edits of copy "
    "(logged, with readers at once), for anything else it is called back first."
)
LOCKED = format_lazy("{}{}", _("The issue is signed off. "), LOCK_RULE)
_CORRECT = "articles.correct_locked_article"
_CORRECTING = format_lazy("{}{}", LOCKED, _(" What you save here is such a minor edit."))
# How many issues the filter offers, newest first.
ISSUES_ON_OFFER = 100


@contextmanager
def holding(request, issues):
    """Hold `issues` (a queryset) while a form is saved, so that none is signed off half-way through."""
    with transaction.atomic():
        if request.method == "POST":
            list(Issue.objects.select_for_update().filter(pk__in=list(issues.values_list("pk", flat=True))))
        yield


class TellsOfTheLock:
    """Names the lock as the reason where its own address refuses to delete or to save."""

    def delete_view(self, request, object_id, extra_context=None):
        self._refuse_locked(request, object_id, self.has_delete_permission)
        return super().delete_view(request, object_id, extra_context)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST":
            self._refuse_locked(request, object_id, self.has_change_permission)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _refuse_locked(self, request, object_id, may):
        """Raise PermissionDenied with the reason where only the lock stands against it."""
        thing = self.get_object(request, object_id) if object_id and may(request) else None
        if thing and not may(request, thing):
            raise PermissionDenied(LOCKED)


def as_pk(object_id):
    """Return the number in an admin address, 0, which no row has, for anything else."""
    return int(object_id) if object_id and object_id.isdecimal() else 0


def preview_address(user, view, *args):
    """Return the address of a preview, "" for those who may not see one."""
    return reverse(f"preview:{view}", args=args) if publication.may_preview(user) else ""


def is_locked(article):
    """Say whether the article stands in a signed-off issue (from `placements` where they are loaded)."""
    return any(placement.page.issue.is_signed_off for placement in article.placements.all())


class IssueFilter(SelectFilter):
    title = _("issue")
    parameter_name = "issue"

    def lookups(self, request, model_admin):
        return [(str(issue.pk), str(issue)) for issue in Issue.objects.latest_first()[:ISSUES_ON_OFFER]]

    def queryset(self, request, queryset):
        return queryset.filter(issue=self.value()) if (self.value() or "").isdecimal() else queryset


class ArticleIssueFilter(IssueFilter):
    def queryset(self, request, queryset):
        return _placed(queryset, page__issue=self.value()) if (self.value() or "").isdecimal() else queryset


class PageFilter(admin.SimpleListFilter):
    title = _("page")
    parameter_name = "page"

    def lookups(self, request, model_admin):
        numbers = Placement.objects.order_by("page__number").values_list("page__number", flat=True).distinct()
        return [(str(number), _("page %(label)s") % {"label": number}) for number in numbers]

    def queryset(self, request, queryset):
        return _placed(queryset, page__number=self.value()) if (self.value() or "").isdecimal() else queryset


class PlacedFilter(admin.SimpleListFilter):
    title = _("where")
    parameter_name = "placed"

    def lookups(self, request, model_admin):
        return [("no", _("in the pool")), ("yes", _("on a page"))]

    def queryset(self, request, queryset):
        standing = Exists(Placement.objects.filter(article=OuterRef("pk")))
        return queryset.filter({"yes": standing, "no": ~standing}.get(self.value(), Q()))


def _placed(articles, **where):
    """The articles that stand where `where` says; an issue and a page together mean that page of that issue."""
    return articles.filter(Exists(Placement.objects.filter(article=OuterRef("pk"), **where)))


def _held_by_a_sign_off():
    return Exists(Placement.objects.filter(article=OuterRef("pk"), page__issue__state=IssueState.SIGNED_OFF))


class PlacedArticleAdmin(TellsOfTheLock, ArticleAdmin):
    list_display = ["headline", "state_word", "length", "pictures", "stands", "credit_names", "changed_at"]
    list_prefetch = [
        *ArticleAdmin.list_prefetch,
        Prefetch("placements", Placement.objects.select_related("page__issue").order_by("part")),
    ]
    list_filter = [ArticleIssueFilter, PageFilter, PlacedFilter, *ArticleAdmin.list_filter]

    @admin.display(description=_("stands on"))
    def stands(self, article):
        return where_it_stands(article)

    def get_search_results(self, request, queryset, search_term):
        """A page takes copy that no signed-off issue holds."""
        found, may_double = super().get_search_results(request, queryset, search_term)
        if request.GET.get("model_name") == "placement" and request.GET.get("field_name") == "article":
            found = found.exclude(_held_by_a_sign_off())
        return found, may_double

    def get_object(self, request, object_id, from_field=None):
        article = super().get_object(request, object_id, from_field)
        if article:
            prefetch_related_objects([article], "placements__page__issue", "withdrawals")
        return article

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with holding(request, Issue.objects.filter(pages__placements__article=as_pk(object_id))):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (
            obj is None or request.user.has_perm(_CORRECT) or not is_locked(obj)
        )

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or not is_locked(obj))

    def origin(self, request, article):
        locked = is_locked(Article.objects.get(pk=article.pk))
        return Revision.Origin.MINOR_EDIT if locked else super().origin(request, article)

    def keep(self, request, article, before):
        kept = super().keep(request, article, before)
        if kept and kept.origin == Revision.Origin.MINOR_EDIT:
            messages.warning(request, _minor_edit_message(article))
        return kept

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            locked = is_locked(obj)
            context |= {
                "where": where_it_stands(obj),
                "locked": (_CORRECTING if self.has_change_permission(request, obj) else LOCKED)
                if locked
                else "",
                "preview_url": preview_address(request.user, "article", obj.pk),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)


class PlacedPhotoAdmin(TellsOfTheLock, PhotoAdmin):
    def get_object(self, request, object_id, from_field=None):
        photo = super().get_object(request, object_id, from_field)
        if photo:
            prefetch_related_objects([photo], "article__placements__page__issue")
        return photo

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        comes_from = Q(pages__placements__article__photos=as_pk(object_id))
        goes_to = Q(pages__placements__article=as_pk(request.POST.get("article")))
        with holding(request, Issue.objects.filter(comes_from | goes_to)):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Locked copy gets no photo but from those who may correct it."""
        if db_field.name == "article" and not request.user.has_perm(_CORRECT):
            kwargs["queryset"] = Article.objects.exclude(_held_by_a_sign_off())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request, photo):
        return not (photo and photo.article and is_locked(photo.article)) or request.user.has_perm(_CORRECT)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.article and is_locked(obj.article):
            context["locked"] = _CORRECTING if self.has_change_permission(request, obj) else LOCKED
        return super().render_change_form(request, context, add, change, form_url, obj)


def _minor_edit_message(article):
    is_out = publication.published_articles().filter(pk=article.pk).exists()
    said = (
        _("%(title)s: this was a minor edit of signed-off copy; it is with the readers now.")
        if is_out
        else _("%(title)s: this was a minor edit of signed-off copy.")
    )
    return said % {"title": article.title}


def where_it_stands(article):
    """Return where the article stands, a page a line with a link to it; the pool where it stands nowhere."""
    placements = article.placements.all()
    if not placements:
        return format_html('<span class="quiet">{}</span>', _("in the pool"))
    rows = (
        (
            reverse("admin:issues_page_change", args=[p.page_id]),
            f"{p.page.issue.label} {p.page.printed_label}",
        )
        for p in placements
    )
    return format_html_join(" ", '<a class="place" href="{}">{}</a>', rows)

"""What the copy desk's admin needs of the edition: where copy stands, the lock of a signed-off issue, the preview."""

from contextlib import contextmanager

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, prefetch_related_objects
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles import access
from articles.admin import PhotoAdmin, TagAdmin
from articles.admin_articles import ArticleAdmin
from articles.desk import SelectFilter, as_pk, holding
from articles.models import Article, Revision
from issues import publication
from issues.imports.desk import word_views
from issues.models import Issue, Masthead, Page, Placement
from issues.outlets import layout_views
from issues.planning import corrections, release_log

LOCK_RULE = _(
    "Once signed off, the pages and copy of an issue are locked; the editor-in-chief may make minor edits of copy "
    "(logged, with readers at once), for anything else it is called back first."
)
LOCKED = format_lazy("{}{}", _("The issue is signed off. "), LOCK_RULE)
_CORRECTING = format_lazy("{}{}", LOCKED, _(" What you save here is such a minor edit."))
# How many issues the filter offers, newest first.
ISSUES_ON_OFFER = 100


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
        if thing and self.holds(thing) and not may(request, thing):
            raise PermissionDenied(LOCKED)

    def holds(self, thing):
        """Say whether it is a lock that can stand against `may`, as it is for issues and pages."""
        return True


def preview_address(user, view, *args):
    """Return the address of a preview, "" for those who may not see one."""
    return reverse(f"preview:{view}", args=args) if publication.may_preview(user) else ""


class IssueFilter(SelectFilter):
    title = _("issue")
    parameter_name = "issue"

    def lookups(self, request, model_admin):
        return [(str(issue.pk), str(issue)) for issue in Issue.objects.latest_first()[:ISSUES_ON_OFFER]]

    def queryset(self, request, queryset):
        return queryset.filter(issue=self.value()) if (self.value() or "").isdecimal() else queryset


class ArticleIssueFilter(IssueFilter):
    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        # An issue holds little: it is looked up from there. A page number is borne by a quarter of all copy.
        return queryset.filter(pk__in=Placement.objects.filter(page__issue=self.value()).values("article"))


class PageFilter(admin.SimpleListFilter):
    title = _("page")
    parameter_name = "page"

    def lookups(self, request, model_admin):
        most = Page.objects.aggregate(most=Max("number"))["most"] or 0
        return [(str(number), _("page %(label)s") % {"label": number}) for number in range(1, most + 1)]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        standing = Placement.objects.filter(article=OuterRef("pk"), page__number=self.value())
        return queryset.filter(Exists(standing))


class PlacedFilter(admin.SimpleListFilter):
    title = _("where")
    parameter_name = "placed"

    def lookups(self, request, model_admin):
        return [("no", _("in the pool")), ("yes", _("on a page"))]

    def queryset(self, request, queryset):
        standing = Exists(Placement.objects.filter(article=OuterRef("pk")))
        if self.value() == "no":
            # The little that is in the pool is told apart from all copy once, not for its count and its rows each.
            unplaced = Article.objects.filter(~standing).order_by().values_list("pk", flat=True)
            return queryset.filter(pk__in=list(unplaced))
        return queryset.filter(standing) if self.value() == "yes" else queryset


class PlacedArticleAdmin(TellsOfTheLock, ArticleAdmin):
    list_display = [
        "headline", "copy_number", "state_word", "length", "pictures", "stands", "credit_names", "owner_name",
        "changed_at",
    ]  # fmt: skip
    list_prefetch = [
        *ArticleAdmin.list_prefetch,
        Prefetch("placements", Placement.objects.select_related("page__issue").order_by("part")),
    ]
    list_filter = [
        *ArticleAdmin.list_filter[:1],
        ArticleIssueFilter,
        PageFilter,
        PlacedFilter,
        *ArticleAdmin.list_filter[1:],
    ]

    def get_urls(self):
        def import_word(request):
            return word_views.import_word(self, request)

        def export(request, pk, form):
            return layout_views.export_article(self, request, pk, form)

        guarded = self.admin_site.admin_view
        return [
            path("import-word/", guarded(import_word), name="articles_article_import_word"),
            path("<int:pk>/export.<str:form>", guarded(export), name="articles_article_export"),
            *super().get_urls(),
        ]

    def get_list_filter(self, request):
        """Who may not see issues is offered none."""
        offered = super().get_list_filter(request)
        if request.user.has_perm("issues.view_issue"):
            return offered
        return [kind for kind in offered if kind not in (ArticleIssueFilter, PageFilter)]

    def get_list_display(self, request):
        """Who may not see pages gets no links to them."""
        if request.user.has_perm("issues.view_page"):
            return self.list_display
        return ["stands_unlinked" if column == "stands" else column for column in self.list_display]

    @admin.display(description=_("stands on"))
    def stands(self, article):
        return where_it_stands(article)

    @admin.display(description=_("stands on"))
    def stands_unlinked(self, article):
        return where_it_stands(article, is_linked=False)

    def get_search_results(self, request, queryset, search_term):
        """A page takes copy that no signed-off issue holds."""
        found, may_double = super().get_search_results(request, queryset, search_term)
        if request.GET.get("model_name") == "placement" and request.GET.get("field_name") == "article":
            found = found.exclude(access.held_by_a_sign_off())
        return found, may_double

    def get_object(self, request, object_id, from_field=None):
        article = super().get_object(request, object_id, from_field)
        if article:
            prefetch_related_objects([article], "placements__page__issue", "withdrawals")
        return article

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        issues = Issue.objects.filter(pages__placements__article=as_pk(object_id))
        # In a sign-off's order: the issue, then its copy.
        with holding(request, issues), holding(request, Article.objects.filter(pk=as_pk(object_id))):
            told = self.told_of_move(request, object_id)
            return told or super().changeform_view(request, object_id, form_url, extra_context)

    def why_not(self, article):
        return LOCKED if access.is_locked(article) else super().why_not(article)

    def holds(self, thing):
        return access.is_locked(thing)

    def printed_on(self, article):
        placement = next(iter(article.placements.all()), None)
        return placement.page.issue.date if placement else super().printed_on(article)

    def sheet_facts(self, article):
        placements = article.placements.all()
        masthead = placements[0].page.issue.masthead if placements else Masthead.objects.first()
        return {"paper": masthead.name if masthead else "", "stands": [str(p.page) for p in placements]}

    def keep(self, request, article, before, is_minor=False):
        kept = super().keep(request, article, before, is_minor)
        if kept and kept.origin == Revision.Origin.MINOR_EDIT:
            messages.warning(request, _minor_edit_message(article))
            said = gettext("minor edit of “%(title)s”, revision %(number)s")
            release_log.note(article, request.user, said % {"title": article.title, "number": kept.number})
        return kept

    def log_release(self, request, article, said, **facts):
        said = super().log_release(request, article, said, **facts)
        release_log.note(article, request.user, said)
        return said

    def standing_of(self, articles):
        prefetch_related_objects(articles, "placements__page__issue")
        asked = publication.published_articles().filter(pk__in=[article.pk for article in articles])
        public = set(asked.values_list("pk", flat=True))
        return [
            {"article": article, "where": where_it_stands(article), "is_public": article.pk in public}
            for article in articles
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            locked = access.is_locked(obj)
            context |= {
                "where": where_it_stands(obj, request.user.has_perm("issues.view_page")),
                "locked": (_CORRECTING if self.has_change_permission(request, obj) else LOCKED)
                if locked
                else "",
                # Whoever reads a piece may see it as it will be set.
                "preview_url": reverse("preview:article", args=[obj.pk]),
                "correct_url": correction_address(request.user, obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)


def correction_address(user, article, **facts):
    """Return where `user` corrects the article, with `facts` (page_number, wrong, right) filled in.

    "" for who may not, and for copy that is not with readers.
    """
    if not user.has_perm("issues.add_correction") or corrections.refusal(article):
        return ""
    return correction_link(article.pk, **facts)


def correction_link(pk, **facts):
    """Return the address at which the article `pk` is corrected."""
    return f"{reverse('admin:issues_correction_add')}?{urlencode({'article': pk, **facts})}"


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

    @contextmanager
    def holding_copy(self, request, articles):
        # In a sign-off's order: the issue, then its copy.
        issues = Issue.objects.filter(pages__placements__article__in=articles)
        with holding(request, issues), super().holding_copy(request, articles):
            yield

    def lock_on(self, article):
        return _CORRECTING if access.is_locked(article) else ""

    def holds(self, thing):
        return bool(thing.article and access.is_locked(thing.article))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and self.holds(obj):
            context["locked"] = _CORRECTING if self.has_change_permission(request, obj) else LOCKED
        return super().render_change_form(request, context, add, change, form_url, obj)


class PublicTagAdmin(TagAdmin):
    def visible(self, user):
        """Whoever sees only copy of one's own sees the tags that readers see as well."""
        if user.has_perm(access.SEE_ALL):
            return super().visible(user)
        public = publication.published_tags().values("pk")
        return Tag.objects.filter(Q(pk__in=public) | Q(pk__in=super().visible(user).values("pk")))


def _minor_edit_message(article):
    if not access.is_locked(article):
        return _("%(title)s: this was a minor edit; the review stands.") % {"title": article.title}
    is_out = publication.published_articles().filter(pk=article.pk).exists()
    said = (
        _("%(title)s: this was a minor edit of signed-off copy; it is with the readers now.")
        if is_out
        else _("%(title)s: this was a minor edit of signed-off copy.")
    )
    return said % {"title": article.title}


def where_it_stands(article, is_linked=True):
    """Return where the article stands, a page a line, with a link to it; the pool where it stands nowhere."""
    placements = article.placements.all()
    if not placements:
        return format_html('<span class="quiet">{}</span>', _("in the pool"))
    names = [f"{placement.page.issue.label} {placement.page.printed_label}" for placement in placements]
    if not is_linked:
        return format_html_join(" ", '<span class="place">{}</span>', ([name] for name in names))
    addresses = (reverse("admin:issues_page_change", args=[placement.page_id]) for placement in placements)
    return format_html_join(" ", '<a class="place" href="{}">{}</a>', zip(addresses, names, strict=True))

"""The edition in the admin: issues with their pages, what stands on them, the masthead and the imprint."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles.admin_conflicts import ComparedConflicts
from articles.admin_presence import ShowsPresence
from articles.desk import DeskAdmin, DeskInline, number_of
from articles.models import Article, Photo
from articles.staff import staff_name
from issues import admin_copy, admin_print_files, history, print_rights, publication, removing
from issues.admin_catalogue import CatalogueRunAdmin
from issues.admin_corrections import CorrectionAdmin
from issues.admin_errors import PrintedErrorAdmin
from issues.admin_history import EditionHistory, IssueHistory
from issues.admin_pages import standing_on_pages
from issues.edition_form import EditionForm
from issues.forms import IssueForm, PageForm, PlacementForm, next_issue
from issues.imports.desk import area_views
from issues.imports.desk import views as import_views
from issues.models import (
    CatalogueRun,
    Correction,
    GuideEntry,
    Imprint,
    Issue,
    Masthead,
    Page,
    Placement,
    PrintedError,
)
from issues.outlets import layout_views
from issues.page_formset import PageFormSet
from issues.planning import (
    board_views,
    deadlines,
    figures_views,
    ledger_views,
    link_views,
    preflight_views,
    proof_views,
    signoff,
)
from issues.planning import views as signoff_views

admin.site.unregister([Article, Photo, Tag])
admin.site.register(Article, admin_copy.PlacedArticleAdmin)
admin.site.register(Photo, admin_copy.PlacedPhotoAdmin)
admin.site.register(Tag, admin_copy.PublicTagAdmin)
admin.site.register(CatalogueRun, CatalogueRunAdmin)
admin.site.register(Correction, CorrectionAdmin)
admin.site.register(PrintedError, PrintedErrorAdmin)


class PageFacts:
    """What a page's form shows of it, on its own and inside its issue's."""

    @admin.display(description=_("what stands here"))
    def stands(self, page):
        return render_to_string("admin/issues/standing.html", {"placements": getattr(page, "standing", ())})

    @admin.display(description=_("print file (PDF)"))
    def printed_as(self, page):
        if not page.pk:
            return _("none yet")
        print_files = reverse("admin:issues_issue_print_files", args=[page.issue_id])
        links = [(f"{print_files}#page-{page.pk}", _("Print files"))]
        if not page.print_file_id:
            return format_html('<a href="{}">{} · {}</a>', links[0][0], _("none yet"), links[0][1])
        if page.may_change_print:
            links.insert(0, (reverse("admin:issues_page_areas", args=[page.pk]), _("areas of its pieces")))
        links.insert(0, (reverse("media:page_file", args=[page.key]), _("open the PDF")))
        return format_html_join(" · ", '<a href="{}">{}</a>', links)

    @admin.display(description=_("page credits"))
    def printed_credits(self, page):
        return " ".join(str(credit) for credit in page.credits.all()) or "—"


class PageInline(PageFacts, DeskInline, admin.StackedInline):
    model = Page
    form = PageForm
    formset = PageFormSet
    extra = 0
    fields = ["revision", ("number", "label", "name"), "credit_line", "printed_as", "stands"]
    readonly_fields = ["printed_as", "stands"]
    typed_only = ["revision", "credit_line"]
    read_only_instead = ["printed_credits"]
    show_change_link = True

    def get_queryset(self, request):
        pages = (
            super()
            .get_queryset(request)
            .annotate(
                last_version=history.last_number_of(Page),
                may_change_print=print_rights.may_change_of_page(request.user),
            )
        )
        return pages.prefetch_related("credits", standing_on_pages())


@admin.register(Issue)
class IssueAdmin(admin_copy.TellsOfTheLock, IssueHistory, ComparedConflicts, ShowsPresence, DeskAdmin):
    form = IssueForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("number", "last_number", "year_number"),
                    ("date", "lunar_date"),
                    ("title", "page_count"),
                    "masthead",
                    ("copy_due_at", "reviews_due_at", "proofs_due_at"),
                ]
            },
        )
    ]
    inlines = [PageInline]
    list_display = ["name", "day", "release", "filled", "pieces", "signed"]
    list_filter = ["state"]
    list_select_related = ["signed_off_by"]
    list_per_page = 30
    search_fields = ["number", "title"]
    ordering = ["-date", "-number", "-id"]

    @admin.display(description=_("issue"), ordering="number")
    def name(self, issue):
        return issue.label

    @admin.display(description=_("date"), ordering="date")
    def day(self, issue):
        return f"{date_format(issue.date)} {date_format(issue.date, 'l')}"

    @admin.display(description=_("release"))
    def release(self, issue):
        return release_word(issue)

    @admin.display(description=_("pages filled"))
    def filled(self, issue):
        return f"{issue.filled_count}/{issue.page_count}"

    @admin.display(description=_("pieces"))
    def pieces(self, issue):
        return issue.piece_count

    @admin.display(description=_("signed by"), empty_value="")
    def signed(self, issue):
        return issue.signed_off_by and staff_name(issue.signed_off_by)

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .annotate(
                filled_count=number_of(Placement.objects, "page__issue", "page"),
                piece_count=number_of(Placement.objects, "page__issue", "article"),
            )
        )

    def get_urls(self):
        guarded = self.admin_site.admin_view
        return [
            path("import/", guarded(import_views.import_page), name="issues_issue_import"),
            path("figures/", guarded(figures_views.contribution_figures), name="issues_issue_figures"),
            path("coverage/", guarded(figures_views.archive_coverage), name="issues_issue_coverage"),
            path("errors/", guarded(ledger_views.overview), name="issues_issue_errors_overview"),
            path("<int:pk>/errors/", guarded(ledger_views.ledger), name="issues_issue_errors"),
            path(
                "<int:pk>/print-files/",
                guarded(admin_print_files.print_files),
                name="issues_issue_print_files",
            ),
            path("<int:pk>/preflight/", guarded(preflight_views.show), name="issues_issue_preflight"),
            path("<int:pk>/sign-off/", guarded(signoff_views.sign_off), name="issues_issue_sign_off"),
            path("<int:pk>/links/", guarded(link_views.make), name="issues_issue_make_link"),
            path(
                "<int:pk>/links/<int:link_pk>/revoke/",
                guarded(link_views.revoke),
                name="issues_issue_revoke_link",
            ),
            *super().get_urls(),
        ]

    def get_changeform_initial_data(self, request):
        return {**next_issue(), **super().get_changeform_initial_data(request)}

    def changelist_view(self, request, extra_context=None):
        may_import = import_views.may_import(request.user)
        return super().changelist_view(request, {**(extra_context or {}), "may_import": may_import})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with admin_copy.holding(request, Issue.objects.filter(pk=admin_copy.as_pk(object_id))):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_signed_off)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_signed_off)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {
                "release": release_word(obj),
                "may_import": import_views.may_import(request.user) and not obj.is_signed_off,
                "may_sign": request.user.has_perm("issues.sign_off_issue"),
                "locked": admin_copy.LOCKED if obj.is_signed_off else "",
                "preview_url": admin_copy.preview_address(request.user, "issue", obj.slug),
                "board_url": board_views.address_of(obj) if board_views.may_see(request.user) else "",
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            deadlines.set_default(obj)
        elif "date" in form.changed_data:
            left = [field for field in deadlines.FIELDS if field not in form.changed_data]
            deadlines.shift(obj, obj.date - form.initial["date"], left)
        if not change or "date" in form.changed_data:
            obj.publish_at = obj.default_publish_at()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        removed = [page for pages in formsets if pages.model is Page for page in pages.removed_pages]
        told = [removing.told(page) for page in removed]
        issue = form.instance
        typed = any(row.has_changed() for pages in formsets if pages.model is Page for row in pages)
        if not change and not typed:
            # Before its first version is kept, which is to have them.
            Page.objects.bulk_create(Page(issue=issue, number=n) for n in range(1, issue.page_count + 1))
            messages.info(
                request, _("The issue was made with %(count)s empty pages.") % {"count": issue.page_count}
            )
        super().save_related(request, form, formsets, change)
        for said in told:
            removing.log(issue, request.user, said)
            messages.info(request, said)


def release_word(issue):
    """Return the plain line on the issue's release, coloured by where it stands."""
    kind = "out" if publication.is_published(issue) else issue.state
    return format_html('<span class="state {}">{}</span>', kind, signoff.release_line(issue))


class PlacementInline(DeskInline, admin.StackedInline):
    model = Placement
    form = PlacementForm
    extra = 0
    autocomplete_fields = ["article", "see_article"]
    fields = [
        ("order", "prominence", "article"),
        ("part", "headline", "continued_on", "continued_from"),
        ("see_page", "see_article"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("page__issue", "article", "see_article")


class GuideInline(DeskInline, admin.TabularInline):
    model = GuideEntry
    fk_name = "page"
    extra = 0
    fields = ["order", "title", "target", "article"]
    autocomplete_fields = ["article"]


@admin.register(Page)
class PageAdmin(
    admin_copy.TellsOfTheLock, EditionHistory, ComparedConflicts, ShowsPresence, PageFacts, DeskAdmin
):
    whole_rows = ("placements", "guide")
    change_form_template = "admin/desk_form.html"
    form = PageForm
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "issue",
                    ("number", "label", "name"),
                    "credit_line",
                    "printed_as",
                    "stands",
                ]
            },
        )
    ]
    read_only_fieldsets = [
        (None, {"fields": ["issue", ("number", "label", "name"), "printed_credits", "printed_as", "stands"]})
    ]
    readonly_fields = ["printed_as", "stands", "printed_credits"]
    inlines = [PlacementInline, GuideInline]
    list_display = ["issue_name", "page_name", "name", "printed_credits", "pieces"]
    list_display_links = ["issue_name", "page_name"]
    list_filter = [admin_copy.IssueFilter]
    list_prefetch = ["credits"]
    list_per_page = 60
    search_fields = ["name", "issue__number"]
    ordering = ["-issue__date", "-issue__number", "number"]

    def get_urls(self):
        def export(request, pk, form):
            return layout_views.export_page(self, request, pk, form)

        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/proofs/", guarded(proof_views.page_proofs), name="issues_page_proofs"),
            path("<int:pk>/areas/", guarded(area_views.page_areas), name="issues_page_areas"),
            path("<int:pk>/export.<str:form>", guarded(export), name="issues_page_export"),
            *super().get_urls(),
        ]

    @admin.display(description=_("issue"), ordering="issue__date")
    def issue_name(self, page):
        return page.issue.label

    @admin.display(description=_("page"), ordering="number")
    def page_name(self, page):
        return page.printed_label

    @admin.display(description=_("pieces"))
    def pieces(self, page):
        return page.piece_count

    def get_queryset(self, request):
        pages = super().get_queryset(request).select_related("issue")
        return pages.annotate(
            piece_count=number_of(Placement.objects, "page"),
            may_change_print=print_rights.may_change_of_page(request.user),
        )

    def get_object(self, request, object_id, from_field=None):
        page = super().get_object(request, object_id, from_field)
        if page:
            prefetch_related_objects([page], "credits", standing_on_pages())
        return page

    def get_fieldsets(self, request, obj=None):
        may_type = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return self.fieldsets if may_type else self.read_only_fieldsets

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with admin_copy.holding(request, Issue.objects.filter(pages=admin_copy.as_pk(object_id))):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.issue.is_signed_off)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.issue.is_signed_off)

    def delete_model(self, request, obj):
        removing.remove(obj, request.user)

    def delete_queryset(self, request, queryset):
        for page in queryset.order_by("issue", "number"):
            removing.remove(page, request.user)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {
                "release": release_word(obj.issue),
                "locked": admin_copy.LOCKED if obj.issue.is_signed_off else "",
                "issue_url": reverse("admin:issues_issue_change", args=[obj.issue_id]),
                "preview_url": admin_copy.preview_address(request.user, "page", obj.issue.slug, obj.number),
                "export": "admin:issues_page_export",
            }
        return super().render_change_form(request, context, add, change, form_url, obj)


@admin.register(Masthead)
class MastheadAdmin(EditionHistory, ComparedConflicts, ShowsPresence, DeskAdmin):
    change_form_template = "admin/desk_form.html"
    form = EditionForm
    fields = [
        "name", "name_en", "website", "supervisor", "sponsor", "publisher", "license", "price", "postal_code", "slogans",
    ]  # fmt: skip
    list_display = ["name", "name_en", "license", "issue_count"]
    ordering = ["-id"]
    search_fields = ["name"]

    @admin.display(description=_("issues"))
    def issue_count(self, masthead):
        return masthead.issue_count

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(issue_count=number_of(Issue.objects, "masthead"))


@admin.register(Imprint)
class ImprintAdmin(DeskAdmin):
    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Imprint.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is one imprint: its list is its form."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        imprint, _made = Imprint.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:issues_imprint_change", args=[imprint.pk]))

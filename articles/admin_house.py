"""The paper's own lists in the admin: words, names and posts, measures; lists go out and come in as CSV."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import csv_lists
from articles.desk import DeskAdmin
from articles.models import HouseStyle, Severity


class ListForm(forms.Form):
    """A CSV file that is taken in as it is chosen: as a whole, or not at all."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        widget=forms.ClearableFileInput({"accept": ".csv,.txt,.tsv"}),
        help_text=gettext_lazy(
            "UTF-8 or GB18030, parted by comma, semicolon or tab, as Excel and WPS save it; the first line names the columns"
        ),
    )


class ListAdmin(DeskAdmin):
    """A list that goes out and comes in as CSV (`paper_list`)."""

    paper_list = None
    list_per_page = 100

    def get_urls(self):
        guarded = self.admin_site.admin_view
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("export/", guarded(require_safe(self.export_view)), name=f"{name}_export"),
            path("import/", guarded(self.import_view), name=f"{name}_import"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        more = {"may_import": self.may_import(request)}
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def may_import(self, request):
        """Say whether whoever asks may take in a file: it adds and changes."""
        return self.has_add_permission(request) and self.has_change_permission(request)

    def export_view(self, request):
        """Send the whole list as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        day = timezone.localdate().isoformat()
        response = HttpResponse(csv_lists.written(self.paper_list), content_type="text/csv; charset=utf-8")
        name = f"{self.opts.verbose_name_plural} {day}.csv"
        response["Content-Disposition"] = content_disposition_header(True, name)
        response["Cache-Control"] = "no-store"
        return response

    def import_view(self, request):
        """Ask for a CSV file and take it in, or name its bad lines."""
        if not self.may_import(request):
            raise PermissionDenied
        form = ListForm(request.POST or None, request.FILES or None, label_suffix="")
        if form.is_valid() and (report := self._taken_in(form)):
            self._log(request, report)
            messages.success(request, report.line())
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            )
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import %(list)s") % {"list": self.opts.verbose_name_plural},
            "opts": self.opts,
            "form": form,
            "headings": [column.heading for column in self.paper_list.columns],
        }
        return TemplateResponse(request, "admin/articles/list_import.html", context)

    def _taken_in(self, form):
        """Take in the file; returns the Report, None where its form now says why not."""
        try:
            return csv_lists.take_in(
                self.paper_list, form.cleaned_data["file"].read(csv_lists.MOST_BYTES + 1)
            )
        except csv_lists.ListError as error:
            form.add_error("file", error.messages)
            return None

    def _log(self, request, report):
        LogEntry.objects.create(
            user=request.user,
            content_type=ContentType.objects.get_for_model(self.model),
            object_repr=str(self.opts.verbose_name_plural),
            action_flag=CHANGE,
            change_message=_("CSV import: %(line)s") % {"line": report.line()},
        )


class WatchWordAdmin(ListAdmin):
    paper_list = csv_lists.WORDS
    fields = ["term", "replacement", "severity", "note"]
    list_display = ["term", "replacement", "severity_word", "note"]
    list_filter = ["severity"]
    search_fields = ["term", "replacement", "note"]
    ordering = ["term"]

    @admin.display(description=gettext_lazy("severity"), ordering="severity")
    def severity_word(self, word):
        kind = "withdrawn" if word.severity == Severity.BLOCK else "submitted"
        return format_html('<span class="state {}">{}</span>', kind, word.get_severity_display())


class InOfficeFilter(admin.SimpleListFilter):
    title = gettext_lazy("in office")
    parameter_name = "office"

    def lookups(self, request, model_admin):
        return [("now", gettext_lazy("today")), ("before", gettext_lazy("no longer"))]

    def queryset(self, request, queryset):
        left = Q(until__lt=timezone.localdate())
        return queryset.filter({"now": ~left, "before": left}.get(self.value(), Q()))


class OfficialAdmin(ListAdmin):
    paper_list = csv_lists.PEOPLE
    fields = ["name", "post", ("since", "until"), "rank"]
    list_display = ["rank", "name", "post", "time"]
    list_display_links = ["name"]
    list_filter = [InOfficeFilter]
    search_fields = ["name", "post"]
    ordering = ["rank", "name", "id"]

    class Media:
        css = {"all": ["desk/preflight.css"]}

    @admin.display(description=gettext_lazy("in office"), ordering="since")
    def time(self, official):
        if not (official.since or official.until):
            return ""
        return f"{official.since or ''} — {official.until or ''}".strip()


class HouseStyleAdmin(DeskAdmin):
    fields = ["datelines", "longest_title", "smallest_photo"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        """There is one house style: its list is its form."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        style, _made = HouseStyle.objects.get_or_create(pk=1)
        return HttpResponseRedirect(reverse("admin:articles_housestyle_change", args=[style.pk]))

"""The ledger of printed errors in the admin: each error as it is found."""

from datetime import date

from django.contrib import admin
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk import DeskAdmin, SelectFilter
from articles.staff import staff_name
from issues.admin_copy import IssueFilter, correction_address
from issues.error_form import PrintedErrorForm
from issues.models import PrintedError


class MonthFilter(SelectFilter):
    title = _("month")
    parameter_name = "month"

    def lookups(self, request, model_admin):
        months = PrintedError.objects.dates("issue__date", "month", order="DESC")
        return [(f"{month:%Y-%m}", date_format(month, "YEAR_MONTH_FORMAT")) for month in months]

    def queryset(self, request, queryset):
        try:
            month = date.fromisoformat(f"{self.value()}-01")
        except ValueError:
            return queryset
        return queryset.filter(issue__date__year=month.year, issue__date__month=month.month)


class PrintedErrorAdmin(DeskAdmin):
    form = PrintedErrorForm
    fields = ["issue", "article", "page_number", "kind", "wrong", "right", "found_by", "note"]
    list_display = ["wording", "kind", "printed_in", "title", "found_by", "recorder", "recorded_at"]
    list_filter = [IssueFilter, "kind", MonthFilter]
    list_select_related = ["issue", "article", "recorded_by"]
    list_defer = ["article__body", "article__internal_note"]
    list_per_page = 100
    search_fields = ["wrong", "right", "article__title", "found_by"]
    ordering = ["-issue__date", "page_number", "id"]

    @admin.display(description=_("printed error"))
    def wording(self, error):
        return f"{error.wrong} → {error.right or '—'}"

    @admin.display(description=_("issue"), ordering="issue__date")
    def printed_in(self, error):
        page = gettext("page %(label)s") % {"label": error.page_number}
        return f"{error.issue.label} {date_format(error.issue.date)} {page}"

    @admin.display(description=_("article"), ordering="article__title", empty_value="—")
    def title(self, error):
        return error.article and error.article.title

    @admin.display(description=_("recorded by"))
    def recorder(self, error):
        return staff_name(error.recorded_by)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """An error is recorded of what exists: no button makes a new issue or piece from here."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(field.widget, "can_add_related"):
            field.widget.can_add_related = False
        return field

    def save_model(self, request, obj, form, change):
        if not change:
            obj.recorded_by = request.user
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.article:
            facts = {"page_number": obj.page_number, "wrong": obj.wrong, "right": obj.right}
            context["correct_url"] = correction_address(request.user, obj.article, **facts)
        return super().render_change_form(request, context, add, change, form_url, obj)

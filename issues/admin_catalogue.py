"""The runs of the back catalogue in the admin: a record that is read and never edited."""

from collections import Counter

from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from articles.desk import DeskAdmin
from articles.staff import staff_name
from issues.imports.catalogue import run
from issues.imports.desk import catalogue_views


class CatalogueRunAdmin(DeskAdmin):
    fields = ["source", "reason", "who", "begun_at", "ended", "counts", "outcomes"]
    list_display = ["begun_at", "source", "reason", "who", "counts"]
    list_select_related = ["run_by"]
    list_per_page = 50

    @admin.display(description=_("by"))
    def who(self, taken):
        return staff_name(taken.run_by)

    @admin.display(description=_("ended at"))
    def ended(self, taken):
        if taken.ended_at:
            return localize(timezone.localtime(taken.ended_at))
        return _("not ended: under way, or broken off; what is done is done, run it again")

    @admin.display(description=_("outcome"))
    def counts(self, taken):
        return run.summary(Counter(outcome["state"] for outcome in taken.outcome))

    @admin.display(description=_("issues"))
    def outcomes(self, taken):
        # What has to be put right stands first.
        order = [run.FAILED, run.UNREAD, run.LEFT]
        told = sorted(
            taken.outcome, key=lambda o: order.index(o["state"]) if o["state"] in order else len(order)
        )
        items = format_html_join("", "{}", ((catalogue_views.outcome_item(outcome),) for outcome in told))
        return format_html('<ol class="outcomes">{}</ol>', items)

    def get_urls(self):
        taken = self.admin_site.admin_view(catalogue_views.import_catalogue)
        return [path("import/", taken, name="issues_cataloguerun_import"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        may_run = run.may_run(request.user)
        return super().changelist_view(request, {**(extra_context or {}), "may_run": may_run})

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

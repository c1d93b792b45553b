"""How the list of copy is narrowed down: by who is credited, by withdrawal, by what waits for oneself."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles import review
from articles.desk import SelectFilter
from articles.models import Credit, Reporter, Withdrawal


class AwaitingFilter(admin.SimpleListFilter):
    title = _("to be done")
    parameter_name = "awaiting"

    def lookups(self, request, model_admin):
        return [("me", _("awaiting me"))]

    def queryset(self, request, queryset):
        if self.value() != "me":
            return queryset
        return queryset.filter(pk__in=review.awaiting(request.user).values("pk"))


class ReporterFilter(SelectFilter):
    title = _("reporter")
    parameter_name = "reporter"

    def lookups(self, request, model_admin):
        credited = Reporter.objects.filter(Exists(Credit.objects.filter(reporter=OuterRef("pk"))))
        return [(str(person.pk), str(person)) for person in credited]

    def queryset(self, request, queryset):
        if not (self.value() or "").isdecimal():
            return queryset
        # Looked up from the credits: asked piece by piece, all copy would be gone through.
        lines = Credit.objects.filter(reporter=self.value())
        credited = lines.annotate(credited=Coalesce("article", "photo__article")).values("credited")
        return queryset.filter(pk__in=credited.filter(credited__isnull=False))


class WithdrawnFilter(admin.SimpleListFilter):
    title = _("withdrawal")
    parameter_name = "withdrawn"

    def lookups(self, request, model_admin):
        return [("yes", _("withdrawn")), ("no", _("not withdrawn"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.filter(pk__in=Withdrawal.objects.filter(lifted_at=None).values("article"))
        return queryset.not_withdrawn() if self.value() == "no" else queryset

"""How the list of copy is narrowed down: by who is credited, by withdrawal, by what waits for oneself."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from articles import review
from articles.desk import SelectFilter
from articles.models import Credit, Reporter


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
        credits = Credit.objects.filter(reporter=self.value())
        own, pictured = credits.filter(article=OuterRef("pk")), credits.filter(photo__article=OuterRef("pk"))
        return queryset.filter(Exists(own) | Exists(pictured))


class WithdrawnFilter(admin.SimpleListFilter):
    title = _("withdrawal")
    parameter_name = "withdrawn"

    def lookups(self, request, model_admin):
        return [("yes", _("withdrawn")), ("no", _("not withdrawn"))]

    def queryset(self, request, queryset):
        if self.value() == "yes":
            return queryset.exclude(pk__in=queryset.not_withdrawn())
        return queryset.not_withdrawn() if self.value() == "no" else queryset

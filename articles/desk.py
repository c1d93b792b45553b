"""What all the newsroom's entries in the admin share."""

from contextlib import contextmanager

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext

# A list leads to so many rows, and counts no further: who looks for another one searches, or narrows the list.
MOST_LISTED = 5_000


@contextmanager
def holding(request, rows):
    """Hold `rows` (a queryset) while a form is saved, so that nobody moves them on half-way through."""
    with transaction.atomic():
        if request.method == "POST":
            keys = list(rows.values_list("pk", flat=True))
            list(rows.model.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        yield


def as_pk(object_id):
    """Return the number in an admin address, 0, which no row has, for anything else."""
    return int(object_id) if object_id and object_id.isdecimal() else 0


class SelectFilter(admin.SimpleListFilter):
    """A filter with too many choices for a list of links: a select with a button."""

    template = "admin/select_filter.html"

    def choices(self, changelist):
        self.others = [
            (name, value) for name, value in changelist.params.items() if name != self.parameter_name
        ]
        return super().choices(changelist)


class ShortPaginator(Paginator):
    """Pages of the first MOST_LISTED rows: a century of copy is never counted to show fifty of it."""

    @cached_property
    def count(self):
        return min(self._counted, MOST_LISTED)

    @property
    def has_more(self):
        """Whether there are rows to which no page leads."""
        return self._counted > MOST_LISTED

    @cached_property
    def _counted(self):
        return self.object_list.order_by().values("pk")[: MOST_LISTED + 1].count()


def number_of(rows, to, counted="pk"):
    """Return an expression that counts, of each row shown, the `rows` (a queryset) whose `to` leads to it.

    A count over a join would group all there is before the first row is shown. Different `counted` are counted.
    """
    own = rows.filter(**{to: OuterRef("pk")}).order_by()
    of_each = own.values(to).annotate(number=Count(counted, distinct=counted != "pk")).values("number")
    return Coalesce(Subquery(of_each, output_field=IntegerField()), 0)


class PrefetchingChangeList(ChangeList):
    """A list that loads what its columns show with a constant number of queries (`list_prefetch` of its admin)."""

    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return found.prefetch_related(*self.model_admin.list_prefetch).defer(*self.model_admin.list_defer)


class PlainFields:
    """Beside a related thing stands only the button that makes a new one; no field cuts what is put in."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            # A browser cuts a longer paste and says nothing: the server says it, and keeps the text.
            field.widget.attrs.pop("maxlength", None)
        for link in ("can_change_related", "can_delete_related", "can_view_related"):
            if field and hasattr(field.widget, link):
                setattr(field.widget, link, False)
        return field


class DeskAdmin(PlainFields, admin.ModelAdmin):
    """What all the newsroom's entries share."""

    view_on_site = False
    # Counting what each of a hundred issues or people holds would take a query each.
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    paginator = ShortPaginator
    list_prefetch = ()
    list_defer = ()

    def get_changelist(self, request, **kwargs):
        return PrefetchingChangeList

    def construct_change_message(self, request, form, formsets, add=False):
        """Name fields as the catalogue has them: Django logs "Title", and translates that when it is shown."""
        message = super().construct_change_message(request, form, formsets, add)
        for action in (action for part in message for action in part.values()):
            if "fields" in action:
                action["fields"] = [_as_in_catalogue(name) for name in action["fields"]]
        return message


def _as_in_catalogue(name):
    small = name[:1].lower() + name[1:]
    return name if gettext(small) == small else small


class DeskInline(PlainFields):
    """An inline that knows whether its reader may type: some fields are for typing only, others for reading only.

    `stands_after` is the class of the fieldset that it follows in the order of printing.
    """

    stands_after = ""
    view_on_site = False
    typed_only, read_only_instead = (), ()

    def may_type(self, request, obj):
        parent = self.admin_site.get_model_admin(self.parent_model)
        may_parent = parent.has_change_permission(request, obj) if obj else parent.has_add_permission(request)
        return may_parent and self.has_change_permission(request, obj)

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if self.may_type(request, obj):
            return fields
        return [field for field in fields if field not in self.typed_only] + list(self.read_only_instead)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *self.read_only_instead]


class RecordFormSet(BaseInlineFormSet):
    """Rows that are shown as stored whatever is sent, so that a refused save shows them too."""

    def __init__(self, data=None, files=None, **options):
        super().__init__(**options)

    def is_valid(self):
        return True

    def save(self, commit=True):
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        return []


class ReadOnlyInline(DeskInline, admin.TabularInline):
    """A record that is shown and never edited."""

    extra = 0
    can_delete = False
    formset = RecordFormSet
    template = "admin/record_inline.html"

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

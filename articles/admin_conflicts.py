"""Shows, where a second save was refused, both texts side by side, and the way to save one's own over the other."""

from django.contrib.admin.utils import flatten_fieldsets
from django.utils import timezone
from django.utils.formats import date_format

from articles import comparing, form_parts, piece_parts, revisions, typed_piece
from articles.conflicts import who
from articles.models import Article
from articles.rebasing import rebase


class ComparedConflicts:
    """For an admin whose form is a VersionedForm.

    `whole_rows` are the prefixes of the inlines whose rows are part of the thing: where one saves over another's
    version, rows that the other has added go.
    """

    whole_rows = ()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id:
            self._rebase(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _rebase(self, request, object_id):
        thing = self.get_object(request, object_id)
        for prefix in self.whole_rows if thing else ():
            if f"{prefix}-TOTAL_FORMS" in request.POST:
                stored = [str(pk) for pk in getattr(thing, prefix).values_list("pk", flat=True)]
                request.POST, request._files = rebase(
                    request.POST, request.FILES, prefix, stored, "over" in request.POST
                )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        if "revision" in form.fields and "revision" not in flatten_fieldsets(
            self.get_fieldsets(request, obj)
        ):
            context["hidden_version"] = form["revision"]
        if obj and getattr(form, "overtaken", None):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            mine, now = self.two_sides(request, form, formsets, type(obj).objects.get(pk=obj.pk))
            made_at = timezone.localtime(form.overtaken.made_at)
            context["conflict"] = {
                "differences": comparing.compare_parts(mine, now),
                "over": form.overtaken.number,
                "who": who(form.overtaken),
                "when": date_format(made_at, "DATETIME_FORMAT"),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def two_sides(self, request, form, formsets, stored):
        """Return the Parts of what was sent and of what is stored."""
        opened = [self._as_stored(formset, stored) for formset in formsets]
        return form_parts.parts_of(form, formsets), form_parts.parts_of(type(form)(instance=stored), opened)

    def _as_stored(self, formset, stored):
        queryset = formset.model._default_manager.all()
        return type(formset)(instance=stored, prefix=formset.prefix, queryset=queryset)


class ArticleConflicts(ComparedConflicts):
    whole_rows = ("credits", "photos")

    def two_sides(self, request, form, formsets, stored):
        fixed = self.get_readonly_fields(request, stored)
        mine = typed_piece.piece_of(request.POST, stored, fixed)
        now = revisions.snapshot(Article.objects.get(pk=stored.pk))
        return piece_parts.parts_of(mine), piece_parts.parts_of(now)

"""What belongs to a piece, in its form: credits and photos to type in, reviews, versions and withdrawals to read."""

from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles import access
from articles.desk import DeskInline, ReadOnlyInline
from articles.forms import ArticlePhotoForm, CaptionForm, CreditForm, credit_line
from articles.models import Credit, Photo, Review, Revision, Withdrawal
from articles.staff import staff_name
from articles.widgets import thumbnail


class PieceInline(DeskInline):
    """A part of a piece: who may edit the piece may edit it; who only corrects adds nothing and takes nothing away."""

    def has_view_permission(self, request, obj=None):
        return self._parent.has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        parent = self._parent
        return parent.has_change_permission(request, obj) if obj else parent.has_add_permission(request)

    def has_add_permission(self, request, obj=None):
        return self.has_change_permission(request, obj) and not access.only_corrects(request.user)

    def has_delete_permission(self, request, obj=None):
        return self.has_add_permission(request, obj)

    @property
    def _parent(self):
        return self.admin_site.get_model_admin(self.parent_model)


class CreditInline(PieceInline, admin.TabularInline):
    model = Credit
    stands_after = "headline"
    form = CreditForm
    autocomplete_fields = ["reporter"]
    extra = 1

    def get_readonly_fields(self, request, obj=None):
        # Whom a credit names decides whose copy it is: no matter of typography.
        fixed = ["reporter", "order"] if access.only_corrects(request.user) else []
        return [*super().get_readonly_fields(request, obj), *fixed]


class ReturningFormSet(BaseInlineFormSet):
    """A photo that is taken off its article goes back to the pool."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("back to the photo pool")

    def delete_existing(self, obj, commit=True):
        obj.article = None
        if commit:
            obj.save()


class PhotoInline(PieceInline, admin.StackedInline):
    model = Photo
    form = ArticlePhotoForm
    formset = ReturningFormSet
    stands_after = "body"
    extra = 0
    fields = ["picture", "upload", "caption", "credit_line", "alt", "order"]
    readonly_fields = ["picture"]
    typed_only = ["upload", "credit_line", "order"]
    read_only_instead = ["printed_credits"]
    show_change_link = True

    @admin.display(description=_("credit line"))
    def printed_credits(self, photo):
        return credit_line(photo.credits.all())

    @admin.display(description=_("picture"))
    def picture(self, photo):
        return thumbnail(photo, size=160)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("credits__reporter")

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        if not access.only_corrects(request.user):
            return fields
        return [field for field in fields if field not in ("upload", "order")]

    def get_formset(self, request, obj=None, **kwargs):
        if access.only_corrects(request.user):
            kwargs["form"] = CaptionForm
        return super().get_formset(request, obj, **kwargs)


class ReviewInline(ReadOnlyInline):
    model = Review
    verbose_name_plural = _("record of the reviews")
    is_open = True
    fields = ["when", "who", "move", "opinion", "revision"]
    readonly_fields = ["when", "who"]

    @admin.display(description=_("made at"))
    def when(self, review):
        return date_format(timezone.localtime(review.made_at), "DATETIME_FORMAT")

    @admin.display(description=_("by"))
    def who(self, review):
        return staff_name(review.made_by) if review.made_by else "—"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("made_by")


class RevisionInline(ReadOnlyInline):
    model = Revision
    verbose_name_plural = _("history")
    fields = ["number", "made_at", "made_by", "origin"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("made_by").defer("piece")


class WithdrawalInline(ReadOnlyInline):
    model = Withdrawal
    fields = ["withdrawn_at", "withdrawn_by", "note", "lifted_at", "lifted_by"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("withdrawn_by", "lifted_by")

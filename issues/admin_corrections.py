"""Corrections in the admin: made by the editor-in-chief from the piece that they correct, and never deleted."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import richtext
from articles.desk import DeskAdmin, as_pk
from articles.models import Article
from articles.staff import staff_name
from issues.admin_copy import IssueFilter, where_it_stands
from issues.correction_form import CorrectionForm
from issues.planning import corrections


class CorrectionAdmin(DeskAdmin):
    form = CorrectionForm
    list_display = ["wording", "title", "printed_in", "made_at", "maker"]
    list_filter = [IssueFilter]
    list_select_related = ["article", "issue", "made_by"]
    list_defer = ["article__body", "article__internal_note"]
    list_per_page = 50
    search_fields = ["wrong", "right", "article__title"]
    ordering = ["-made_at", "-id"]

    @admin.display(description=_("correction"))
    def wording(self, correction):
        return str(correction)

    @admin.display(description=_("article"), ordering="article__title")
    def title(self, correction):
        return correction.article.title

    @admin.display(description=_("issue"), ordering="issue__date")
    def printed_in(self, correction):
        page = gettext("page %(label)s") % {"label": correction.page_number}
        return f"{correction.issue.label} {date_format(correction.issue.date)} {page}"

    @admin.display(description=_("by"))
    def maker(self, correction):
        return staff_name(correction.made_by)

    def has_delete_permission(self, request, obj=None):
        """What the paper has said to its readers stays; its words can be changed."""
        return False

    def get_fields(self, request, obj=None):
        fields = ["wrong", "right", "page_number", "place", "note"]
        if obj:
            return fields
        may_enter = request.user.has_perm("issues.add_printederror")
        return [*fields, "put_right", *([("in_ledger", "kind")] if may_enter else [])]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.article_of = obj.article if obj else _asked_for(request)
        return form

    def get_object(self, request, object_id, from_field=None):
        correction = super().get_object(request, object_id, from_field)
        if correction:
            prefetch_related_objects([correction], "article__placements__page__issue", "article__photos")
        return correction

    def add_view(self, request, form_url="", extra_context=None):
        """A correction is made from its piece: without one, or of one that was never public, it is refused in words."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        article = _asked_for(request)
        if article is None:
            messages.info(request, _("Open the piece that is to be corrected, and press “Correct…” there."))
            return HttpResponseRedirect(f"{reverse('admin:articles_article_changelist')}?placed=yes")
        if said := corrections.refusal(article):
            messages.error(request, said)
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
        return super().add_view(request, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        if change:
            super().save_model(request, obj, form, change)
            if form.changed_data:
                corrections.log(
                    obj,
                    request.user,
                    gettext("changed the correction of “%(title)s”: “%(wrong)s” → “%(right)s”"),
                )
            return
        obj.issue = form.places[0].page.issue
        corrections.make(obj, request.user, form.found, form.ledger_kind)
        if form.found:
            said = gettext("Put right in the text online: %(place)s, %(context)s")
            facts = {"place": form.found.place or gettext("body"), "context": form.found.context}
            messages.info(request, said % facts)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        article = obj.article if obj else _asked_for(request)
        context |= {"article": article, "where": where_it_stands(article), "pieces": _told_apart(article)}
        context["show_save_and_add_another"] = False
        return super().render_change_form(request, context, add, change, form_url, obj)


def _asked_for(request):
    """The piece that a form is opened for, or None."""
    pieces = Article.objects.prefetch_related("placements__page__issue", "withdrawals", "photos")
    return pieces.filter(pk=as_pk(request.GET.get("article"))).first()


def _told_apart(article):
    """Return (name, text) of all in which a wording may be wrong, to be read and copied from."""
    headline = [(field, getattr(article, field)) for field in ("kicker", "title", "deck")]
    named = [(article._meta.get_field(field).verbose_name, text) for field, text in headline if text]
    blocks = richtext.plain(richtext.joined(article.body)).split("\n")
    captions = [(_("caption"), photo.caption) for photo in article.photos.all() if photo.caption]
    return [*named, *(("", block) for block in blocks if block), *captions]

"""Keeps what is typed into an article's form while it is typed, and offers it again when the form is opened next."""

import json
import re

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import Http404, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import comparing, piece_parts, presence, revisions, typed_piece, unsaved
from articles.models import Article, random_key

_FORM_NAME = re.compile(r"[\w-]{8,32}")


class ArticleTyping:
    @property
    def media(self):
        return super().media + Media(js=["desk/refill.js", "desk/autosave.js"])

    def get_urls(self):
        guarded = self.admin_site.admin_view
        doors = [
            ("typing/", self.typing_view, "typing_new"),
            ("typing/<slug:form>/", self.unsaved_view, "unsaved_new"),
            ("<int:pk>/typing/", self.typing_view, "typing"),
            ("<int:pk>/typing/<slug:form>/", self.unsaved_view, "unsaved"),
        ]
        own = [path(address, guarded(view), name=f"articles_article_{name}") for address, view, name in doors]
        return [*own, *super().get_urls()]

    def typing_view(self, request, pk=None):
        """POST: keep what was typed, or discard it. GET: what the user has typed before and not saved."""
        try:
            article = self._typed_on(request, pk)
        except PermissionDenied:
            reason = _("The copy has been moved on: it is no longer yours to change.")
            return JsonResponse({"reason": reason}, status=403)
        if request.method == "GET":
            return JsonResponse({"texts": self._offers(request, article)})
        if int(request.META.get("CONTENT_LENGTH") or 0) > unsaved.LARGEST:
            return JsonResponse({"reason": _("The text is too long to be kept automatically.")}, status=413)
        sent = _sent(request)
        if sent is None:
            return JsonResponse({"reason": _("This can't be read.")}, status=400)
        if sent.get("discard"):
            unsaved.discard(request.user, presence.subject_of(article), sent["form"])
            return JsonResponse({})
        return self._keep(request, article, sent)

    def _keep(self, request, article, sent):
        kept = unsaved.keep(
            request.user,
            presence.subject_of(article),
            sent["form"],
            sent["sequence"],
            sent["fields"],
            sent["revision"],
            str(sent.get("replaces") or ""),
        )
        if kept is None:
            return JsonResponse({"closed": True})
        return JsonResponse({"saved_at": date_format(timezone.localtime(kept.saved_at), "H:i:s")})

    def unsaved_view(self, request, form, pk=None):
        """Show what the user has typed beside what is stored."""
        article = self._typed_on(request, pk)
        text = unsaved.texts(request.user, presence.subject_of(article)).filter(form=form).first()
        if text is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": _("What you have not saved"),
            "opts": self.opts,
            "thing": article if article.pk else _("new article"),
            "change_url": _address("change", article)
            if article.pk
            else reverse("admin:articles_article_add"),
            "history_url": _address("history", article) if article.pk else "",
            "text": text,
            "differences": self._differences(request, article, text),
        }
        return TemplateResponse(request, "admin/history/unsaved.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        may_type = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        if may_type:
            context["typing"] = {
                "url": _address("typing", obj) if obj else reverse("admin:articles_article_typing_new"),
                "subject": presence.subject_of(obj or Article()),
                "form": _form_name(request) or random_key(),
                "restored": _restored(request),
                "is_refused": request.method == "POST",
                "texts": _words(),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        subject = presence.subject_of(form.instance if change else Article())
        for name in _restored(request):
            unsaved.discard(request.user, subject, name)
        if name := _form_name(request):
            unsaved.close(request.user, subject, name)

    def _typed_on(self, request, pk):
        """Return the article, a new one without `pk`, where the user may type in it; raises Http404, PermissionDenied."""
        article = self.get_object(request, str(pk)) if pk else Article()
        if article is None:
            raise Http404
        if not (self.has_change_permission(request, article) if pk else self.has_add_permission(request)):
            raise PermissionDenied
        return article

    def _offers(self, request, article):
        """Return what the user has typed into other opened forms, where it differs from what is stored."""
        mine = unsaved.texts(request.user, presence.subject_of(article))
        others = mine.exclude(form=request.GET.get("form", ""))
        return [
            _offer(article, text)
            for text in others
            if text.fields and self._differences(request, article, text)
        ]

    def _differences(self, request, article, text):
        sent = MultiValueDict(text.fields.get("values", {}))
        stored = article if article.pk else None
        typed = typed_piece.piece_of(sent, stored, self.get_readonly_fields(request, stored))
        standing = revisions.snapshot(article) if stored else typed_piece.piece_of(MultiValueDict())
        return comparing.compare_parts(piece_parts.parts_of(standing), piece_parts.parts_of(typed))


def _offer(article, text):
    door = ("unsaved", [article.pk, text.form]) if article.pk else ("unsaved_new", [text.form])
    return {
        "form": text.form,
        "at": _when(text.saved_at),
        "revision": text.revision,
        "fields": text.fields,
        "compare": reverse(f"admin:articles_article_{door[0]}", args=door[1]),
    }


def _when(moment):
    """Return the time of today, and the day with it of any other."""
    local = timezone.localtime(moment)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "n月j日 H:i")


def _address(view, article):
    return reverse(f"admin:articles_article_{view}", args=[article.pk])


def _form_name(request):
    """Return the name of the opened form that was sent, "" where none was."""
    name = request.POST.get("unsaved_form", "")
    return name if _FORM_NAME.fullmatch(name) else ""


def _restored(request):
    """Return the names of the earlier forms whose text was brought back into the one that was sent."""
    return [name for name in request.POST.getlist("unsaved_restored") if _FORM_NAME.fullmatch(name)]


def _sent(request):
    """Return what desk/autosave.js sends, None for anything else."""
    try:
        sent = json.loads(request.body)
    except ValueError:
        return None
    return sent if isinstance(sent, dict) and _is_whole(sent) else None


def _is_whole(sent):
    if not _FORM_NAME.fullmatch(str(sent.get("form", ""))):
        return False
    if sent.get("discard"):
        return True
    are_counts = _is_count(sent.get("sequence"), 2**53) and _is_count(sent.get("revision"), 2**31)
    return are_counts and isinstance(sent.get("fields"), dict) and _are_texts(sent["fields"])


def _is_count(number, limit):
    return type(number) is int and 0 <= number < limit


def _are_texts(fields):
    values = fields.get("values")
    return (
        bool(values)
        and isinstance(values, dict)
        and all(
            isinstance(row, list) and all(isinstance(text, str) and "\0" not in text for text in row)
            for row in values.values()
        )
    )


def _words():
    """Return the sentences that desk/autosave.js shows."""
    return {
        "saved": _("Draft kept automatically at %(time)s"),
        "network": _("No connection: kept on this machine, and sent when it is back"),
        "session": _(
            "Your login has ended: kept on this machine. Log in again in another window, then go on here."
        ),
        "refused": _("Not kept by the server, but on this machine: %(reason)s"),
        "nowhere": _("The draft could not be kept anywhere: save it, or copy your text."),
        "offer": _("You have text of %(time)s that is not saved."),
        "here": _("kept on this machine"),
        "restore": _("Restore"),
        "compare": _("See the differences"),
        "discard": _("Discard"),
        "restored": _("Restored: look it over and save."),
        "hold": _("You have changes that are not saved: save first, then “%(move)s”."),
    }

"""Tells whoever types in copy that another has moved on meanwhile, with what he has typed kept and shown."""

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import access, comparing, piece_parts, presence, revisions, typed_piece, unsaved
from articles.staff import staff_name

# What a form sends that nobody has typed (as in desk/refill.js).
_UNTYPED = {"csrfmiddlewaretoken", "unsaved_form", "unsaved_restored", "revision"}


class ToldOfMoves:
    def told_of_move(self, request, object_id):
        """Return the page that answers a save of copy that is no longer the user's to change, None for any other."""
        article = self.get_object(request, object_id) if request.method == "POST" and object_id else None
        if article is None or not access.may_see(request.user, article):
            return None
        if not self.has_change_permission(request) or self.has_change_permission(request, article):
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Not saved: the copy has been moved on"),
            "opts": self.opts,
            "thing": article,
            "change_url": reverse("admin:articles_article_change", args=[article.pk]),
            "history_url": reverse("admin:articles_article_history", args=[article.pk]),
            "said": self.why_not(article),
            "is_kept": self._keep_typed(request, article),
            "typed": self._typed(request, article),
        }
        return TemplateResponse(request, "admin/history/moved_on.html", context, status=403)

    def why_not(self, article):
        """Return who has moved the copy on, when and how."""
        return _last_move(article) or _("The copy has been moved on: it is no longer yours to change.")

    def told_since(self, request, article):
        opened = request.POST.get("state", "")
        if opened in ("", article.state):
            return []
        told = [_last_move(article)] if article.reviews.exists() else []
        if not self.has_change_permission(request, article):
            told.append(_("What you type can no longer be saved: copy it."))
        return ["".join(told)] if told else []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["opened_state"] = obj.state if obj else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _keep_typed(self, request, article):
        """Keep what was sent as unsaved text, offered when its writer may change the copy again."""
        name = request.POST.get("unsaved_form", "")
        values = {
            key: texts
            for key, texts in request.POST.lists()
            if key not in _UNTYPED and not key.startswith("_") and "__prefix__" not in key
        }
        is_in_measure = (
            8 <= len(name) <= 32 and int(request.META.get("CONTENT_LENGTH") or 0) <= unsaved.LARGEST
        )
        if not values or not is_in_measure:
            return False
        opened = request.POST.get("revision", "")
        sequence = int(timezone.now().timestamp() * 1000)
        fields = {"values": values, "labels": {}}
        number = int(opened) if opened.isdecimal() and len(opened) < 9 else 0
        return bool(unsaved.keep(request.user, presence.subject_of(article), name, sequence, fields, number))

    def _typed(self, request, article):
        """Return (label, text) of each part that was typed anew."""
        fixed = self.get_readonly_fields(request, article)
        sent = piece_parts.parts_of(typed_piece.piece_of(request.POST, article, fixed))
        stored = piece_parts.parts_of(revisions.snapshot(article))
        changed = {difference.key for difference in comparing.compare_parts(stored, sent)}
        return [(part.label, "\n".join(part.lines)) for part in sent if part.key in changed and part.lines]


def _last_move(article):
    """Return the sentence that says who last moved the copy, when and how, "" where nobody has."""
    last = article.reviews.select_related("made_by").order_by("-id").first()
    if last is None:
        return ""
    facts = {
        "who": staff_name(last.made_by) if last.made_by else "—",
        "when": date_format(timezone.localtime(last.made_at), "DATETIME_FORMAT"),
        "move": last.get_move_display(),
        "state": article.get_state_display(),
    }
    return _("%(who)s moved this copy on at %(when)s (%(move)s); it is now “%(state)s”.") % facts

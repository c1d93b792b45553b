"""Tells in an open form who else has it open, and whether somebody has saved a new version since."""

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import Http404, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import presence
from articles.staff import staff_name


class ShowsPresence:
    """For an admin that keeps versions (articles/history_pages.py)."""

    @property
    def media(self):
        return super().media + Media(css={"all": ["desk/compare.css"]}, js=["desk/presence.js"])

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        door = self.admin_site.admin_view(require_POST(self.presence_view))
        return [path("<int:pk>/presence/", door, name=name), *super().get_urls()]

    def presence_view(self, request, pk):
        """Note that the form is open (or, with `leave`, left); answer the lines for its head.

        `revision` is the version that the form was opened at. Who may only look is told, and not named to others.
        """
        thing = self.get_object(request, str(pk))
        if thing is None:
            raise Http404
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        if "leave" in request.POST:
            presence.leave(request.user, presence.subject_of(thing))
            return JsonResponse({"lines": []})
        self._note(request, thing)
        opened = request.POST.get("revision", "")
        lines = self._lines(request.user, thing, int(opened) if opened.isdecimal() else None)
        return JsonResponse({"lines": [*lines, *self.told_since(request, thing)]})

    def told_since(self, request, thing):
        """Return what else is told of the thing since its form was opened."""
        return []

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["presence_lines"] = self._lines(request.user, obj)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_presence"
            context["presence_url"] = reverse(name, args=[obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _note(self, request, thing):
        if self.has_change_permission(request, thing):
            presence.note(request.user, presence.subject_of(thing))

    def _lines(self, user, thing, opened=None):
        """Return the sentences for whoever opened version `opened` (None: the last one)."""
        at_work = _("%(who)s is editing this (since %(time)s).")
        lines = [
            at_work % {"who": staff_name(other.user), "time": _time(other.since)}
            for other in presence.others(user, presence.subject_of(thing))
        ]
        last = self.version_rows(thing).first() if opened is not None else None
        return [*lines, _overtaken_line(user, last)] if last and last.number > opened else lines


def _overtaken_line(user, last):
    facts = {"who": staff_name(last.made_by) if last.made_by else _("An import"), "time": _time(last.made_at)}
    if last.made_by == user:
        return (
            _("You have saved a new version at %(time)s elsewhere: what you save here will be refused.")
            % facts
        )
    return _("%(who)s has just saved a new version (%(time)s): what you save here will be refused.") % facts


def _time(moment):
    return date_format(timezone.localtime(moment), "H:i")

"""The history of an entry in the admin: its versions in a list, any two side by side, any one brought back."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import constants as level
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles import comparing
from articles.revisions import OvertakenError
from articles.staff import staff_name

_VERSIONS_A_PAGE = 30


class RestoreError(ValueError):
    """The version can't be brought back as things stand; the text says why, for the person who wanted it."""


@dataclass(frozen=True)
class Version:
    """A version as the history shows it; `parts` are what it says (comparing.Part). Number 0: before there was any."""

    number: int
    made_at: datetime | None = None
    who: str = ""
    origin: str = ""
    parts: list = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A line of the history: a version with what it changed, or (`number` 0) something done beside the versions."""

    when: datetime
    who: str
    what: str
    number: int = 0
    changed: str = ""


class ComparedHistory:
    """Gives an entry of the admin its history pages in the place of Django's.

    The class that inherits it says what the versions of its thing are: `version_rows`, `parts_of`, `origin_of`,
    `may_restore`, `restore_version`, and may add `records_of`.
    """

    # Below, `thing` is what the entry is of; a `row` is a stored version with number, made_by and made_at.

    def version_rows(self, thing):
        """The stored versions, newest first, with who made them."""
        raise NotImplementedError

    def parts_of(self, row):
        """Return what a stored version says, as a list of comparing.Parts."""
        raise NotImplementedError

    def origin_of(self, row):
        """Return what kind of change made the stored version, in words."""
        raise NotImplementedError

    def may_restore(self, request, thing):
        """Say whether this user may bring a version back."""
        raise NotImplementedError

    def restore_version(self, request, thing, number, seen):
        """Bring version `number` back; returns sentences on what was left.

        `seen` is the number of the last version that the user has seen. Raises RestoreError, OvertakenError.
        """
        raise NotImplementedError

    def records_of(self, thing):
        """Return Entries of what was done beside the versions: what is logged in words of its own."""
        kind = ContentType.objects.get_for_model(self.model)
        logged = LogEntry.objects.filter(content_type=kind, object_id=thing.pk).select_related("user")
        # What a form logs by itself is a list of fields, which the versions tell better.
        told = logged.exclude(change_message__startswith="[").exclude(change_message="")
        return [Entry(e.action_time, staff_name(e.user), e.get_change_message()) for e in told]

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/history/compare/", guarded(self.compare_view), name=f"{name}_compare"),
            path("<int:pk>/history/restore/", guarded(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """List the versions, newest first, with what was done in between."""
        thing = self._thing(request, object_id)
        # One more than is shown: what the oldest on the page has changed, it has changed from that one.
        pages = Paginator(self.version_rows(thing), _VERSIONS_A_PAGE)
        page = pages.get_page(request.GET.get("p"))
        start = page.start_index() - 1 if pages.count else 0
        rows = list(self.version_rows(thing)[start : start + _VERSIONS_A_PAGE + 1])
        context = {
            "title": _("History of “%(thing)s”") % {"thing": thing},
            "entries": self._entries(thing, rows, page),
            "page": page,
            "last_number": rows[0].number if rows and page.number == 1 else None,
            "number_before": rows[1].number if len(rows) > 1 and page.number == 1 else None,
            "may_restore": self.may_restore(request, thing),
        }
        return self._answer(request, "list", thing, context | (extra_context or {}))

    def compare_view(self, request, pk):
        """Show two versions side by side; without ?from= and ?to= the last one and the one before it."""
        thing = self._thing(request, pk)
        last = self._last_number(thing)
        to = _number(request.GET.get("to"), last)
        before, after = (
            self._version(thing, n) for n in (_number(request.GET.get("from"), max(to - 1, 0)), to)
        )
        context = {
            "title": _("Versions of “%(thing)s” compared") % {"thing": thing},
            "versions": [before, after],
            "differences": comparing.compare_parts(before.parts, after.parts),
            "step_back": to - 1 if to > 1 else None,
            "step_on": to + 1 if to < last else None,
            "last_number": last,
            "may_restore": self.may_restore(request, thing),
        }
        return self._answer(request, "compare", thing, context)

    def restore_view(self, request, pk):
        """Show what bringing back version ?number= would change; a POST brings it back."""
        thing = self._thing(request, pk)
        if not self.may_restore(request, thing):
            raise PermissionDenied
        wanted = self._version(thing, _number(request.GET.get("number"), 0))
        if not wanted.number:
            raise Http404
        if request.method == "POST":
            return self._restore(request, thing, wanted.number)
        now = self._version(thing, self._last_number(thing))
        context = {
            "title": _("Bring back version %(number)s of “%(thing)s”")
            % {"number": wanted.number, "thing": thing},
            "before": now,
            "after": wanted,
            "differences": comparing.compare_parts(now.parts, wanted.parts),
        }
        return self._answer(request, "restore", thing, context)

    def _restore(self, request, thing, number):
        try:
            left = self.restore_version(request, thing, number, _number(request.POST.get("seen"), 0))
        except OvertakenError:
            said = _("Somebody has saved a new version since you opened the page: look at it again first.")
            self.message_user(request, said, level.ERROR)
            return HttpResponseRedirect(f"{request.path}?{urlencode({'number': number})}")
        except RestoreError as error:
            self.message_user(request, str(error), level.ERROR)
            return HttpResponseRedirect(self._address("history", thing))
        self.message_user(request, _("Version %(number)s stands again.") % {"number": number})
        for sentence in left:
            self.message_user(request, sentence, level.WARNING)
        return HttpResponseRedirect(self._address("history", thing))

    def _thing(self, request, pk):
        """Return the thing, where it is there and this user may see it; raises Http404, PermissionDenied."""
        thing = self.get_object(request, str(pk))
        if thing is None:
            raise Http404
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        return thing

    def _last_number(self, thing):
        last = self.version_rows(thing).first()
        return last.number if last else 0

    def _version(self, thing, number):
        """Return a Version, an empty one for number 0; raises Http404."""
        if number == 0:
            return Version(0)
        row = self.version_rows(thing).filter(number=number).first()
        if row is None:
            raise Http404
        return Version(number, row.made_at, self._who(row), self.origin_of(row), self.parts_of(row))

    def _who(self, row):
        return staff_name(row.made_by) if row.made_by else ""

    def _entries(self, thing, rows, page):
        parts = [self.parts_of(row) for row in rows] + [[]]
        shown = rows[:_VERSIONS_A_PAGE]
        entries = [
            Entry(
                row.made_at,
                self._who(row),
                self.origin_of(row),
                row.number,
                changed_words(parts[n + 1], parts[n]),
            )
            for n, row in enumerate(shown)
        ]
        since = shown[-1].made_at if page.has_next() else None
        until = self._made_before(thing, page) if page.has_previous() else None
        beside = [
            entry
            for entry in self.records_of(thing)
            if (since is None or entry.when >= since) and (until is None or entry.when < until)
        ]
        return sorted(entries + beside, key=lambda entry: (entry.when, entry.number), reverse=True)

    def _made_before(self, thing, page):
        """Return when the oldest version of the page before was made."""
        return self.version_rows(thing)[page.start_index() - 2].made_at

    def _address(self, view, thing):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}", args=[thing.pk])

    def _answer(self, request, name, thing, context):
        doors = {
            f"{view}_url": self._address(view, thing) for view in ("history", "compare", "restore", "change")
        }
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "thing": thing,
            **doors,
            **context,
        }
        return TemplateResponse(request, f"admin/history/{name}.html", context)


def changed_words(before, after):
    """Return in words what changed between two lists of Parts: 标题、正文 +12 −3 字."""
    found = comparing.compare_parts(before, after)
    counts = {"added": sum(d.added for d in found), "removed": sum(d.removed for d in found)}
    names = "、".join(dict.fromkeys(difference.label for difference in found))
    if not any(counts.values()):
        return names
    return _("%(names)s +%(added)s −%(removed)s characters") % {"names": names, **counts}


def _number(text, otherwise):
    return int(text) if (text or "").isdecimal() and len(text) < 10 else otherwise

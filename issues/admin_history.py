"""The history pages of issues, pages and mastheads in the admin, and the versions that their forms keep."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.history_pages import ComparedHistory
from issues import edition_parts, history, restoring


class EditionHistory(ComparedHistory):
    """For the admin of an Issue, a Page or a Masthead: keeps a version at each save."""

    def version_rows(self, thing):
        return history.versions(thing).select_related("made_by")

    def parts_of(self, row):
        return edition_parts.parts_of(self.model, row.standing)

    def origin_of(self, row):
        return str(history.ORIGINS.get(row.origin, row.origin))

    def may_restore(self, request, thing):
        return self.has_change_permission(request, thing)

    @transaction.atomic
    def restore_version(self, request, thing, number, seen):
        left = restoring.restore(thing, number, request.user, seen)
        self.log_change(request, thing, _("Version %(number)s brought back") % {"number": number})
        return left

    def save_model(self, request, obj, form, change):
        if change:
            self.begin(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.keep(request, form.instance)

    def begin(self, thing):
        """Keep what stands stored before the first change."""
        history.begin(thing)

    def keep(self, request, thing):
        """Keep what was saved."""
        history.record(thing, request.user, "edit")


class IssueHistory(EditionHistory):
    """The issue's form saves its pages too."""

    def begin(self, thing):
        history.begin_edition(thing)

    def keep(self, request, thing):
        history.record_edition(thing, request.user, "edit")

"""The history pages of an article: versions of the whole piece, its moves, and what was done to it beside."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles import access, revisions
from articles.history_pages import ComparedHistory, Entry, RestoreError
from articles.models import Article
from articles.piece_parts import parts_of
from articles.staff import staff_name


class ArticleHistory(ComparedHistory):
    def version_rows(self, thing):
        return thing.revisions.select_related("made_by").order_by("-number")

    def parts_of(self, row):
        return parts_of(row.piece)

    def origin_of(self, row):
        return row.get_origin_display()

    def records_of(self, thing):
        moves = [
            Entry(
                move.made_at,
                staff_name(move.made_by) if move.made_by else "",
                "：".join(filter(None, (move.get_move_display(), move.opinion))),
            )
            for move in thing.reviews.select_related("made_by").order_by("-id")
        ]
        # A move is logged in the same words as well.
        told = {entry.what for entry in moves}
        return moves + [entry for entry in super().records_of(thing) if entry.what not in told]

    def may_restore(self, request, thing):
        """Bringing a version back is no minor edit: who may make only those may not."""
        return access.may_edit(request.user, thing) and not access.edits_are_minor(request.user, thing)

    @transaction.atomic
    def restore_version(self, request, thing, number, seen):
        held = Article.objects.select_for_update().get(pk=thing.pk)
        if not self.may_restore(request, held):
            raise RestoreError(_("The copy has been moved on: it is no longer yours to change."))
        was_approved = held.state == "approved"
        if revisions.restore(held, number, request.user, seen):
            self.log_change(request, held, _("Version %(number)s brought back") % {"number": number})
        if was_approved and held.state != "approved":
            said = _("“%(title)s” was changed after its review and has gone back to it.")
            return [said % {"title": held.title}]
        return []

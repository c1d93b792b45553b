"""The article's form for who has the right to correct typography alone: more than that is refused."""

from django import forms

from articles import revisions, typed_piece, typography
from articles.forms import ArticleForm
from articles.models import Revision


class CorrectingForm(ArticleForm):
    def clean(self):
        cleaned = super().clean()
        if said := typography.refusal(*self._pieces()):
            raise forms.ValidationError(said, code="rewritten")
        return cleaned

    def _pieces(self):
        """Return the piece as stored, as it is sent, and as it stood before this person's own corrections."""
        stored = revisions.snapshot(self.instance)
        sent = typed_piece.piece_of(self.data, self.instance, ["is_advertisement"])
        corrections = {"origin": Revision.Origin.MINOR_EDIT, "made_by": self.user}
        reviewed = self.instance.revisions.exclude(**corrections).order_by("-number").first()
        return stored, sent, reviewed and reviewed.piece

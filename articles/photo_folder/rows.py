"""A photo of an upload in one row of the page: its caption and credit can be put right at once."""

from django.template.loader import render_to_string

from articles import access
from articles.forms import ArticlePhotoForm, credit_line
from articles.models import Photo
from articles.photo_folder import intake
from articles.widgets import thumbnail

# The colours that the desk's words have (static/desk/desk.css).
_COLOURS = {intake.TAKEN: "released", intake.THERE: "left", intake.REFUSED: "failed"}


class RowForm(ArticlePhotoForm):
    """The caption and the credit line of one photo among many."""

    upload = None

    class Meta(ArticlePhotoForm.Meta):
        fields = ["caption"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix=f"photo-{kwargs['instance'].pk}", label_suffix="", **kwargs)
        self.fields["caption"].widget.attrs["rows"] = 3
        # As a browser sends it: or each caption of several lines would be a changed one.
        self.initial["caption"] = self.instance.caption.replace("\n", "\r\n")
        self.fields["credit_line"].widget.attrs["class"] = "vTextField"

    def clean_caption(self):
        return self.cleaned_data["caption"].replace("\r\n", "\n")


def of_outcome(outcome, user, word):
    """Return the row of an intake.Outcome; `word` says its state."""
    form = RowForm(instance=outcome.photo) if outcome.state == intake.TAKEN else None
    return _row(
        outcome.photo, user, form, path=outcome.path, notes=outcome.notes, word=word, state=outcome.state
    )


def of_form(form, user):
    """Return the row of a RowForm that was sent and can't be saved."""
    return _row(form.instance, user, form)


def _row(photo, user, form, path="", notes=(), word="", state=""):
    context = {
        "photo": photo,
        "form": form if photo and access.may_edit_photo(user, photo) else None,
        "thumbnail": thumbnail(photo, alt=photo.alt) if photo else "",
        "credits": credit_line(photo.credits.all()) if photo else "",
        "path": path,
        "notes": notes,
        "word": word,
        "colour": _COLOURS.get(state, ""),
    }
    return render_to_string("admin/articles/photo/_row.html", context)


def forms_of(data, user, keys):
    """Return the RowForms that `data` fills in for the photos `keys` that `user` may change, as they stand now."""
    found = access.visible_photos(user).filter(pk__in=keys).order_by("pk")
    with_copy = found.prefetch_related("credits", "article__placements__page__issue", "article__credits")
    return [RowForm(data, instance=photo) for photo in with_copy if access.may_edit_photo(user, photo)]


def copy_of(keys):
    """Return the keys of the articles that the photos `keys` stand with."""
    return Photo.objects.filter(pk__in=keys).exclude(article=None).values("article")

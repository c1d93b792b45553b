"""The forms of a Word document's import: the file, then what was read of it, for correction before it is saved."""

import base64
import io

from django import forms
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from issues.imports.desk.forms import ChoicesForm, PhotoForm, PieceForm
from issues.imports.worddoc import ACCEPTED, REFUSED

_MOST_BYTES = 80 * 1024 * 1024
_THUMBNAIL = 192, 192  # pixels
_BROKEN = (OSError, ValueError, SyntaxError, RuntimeError)


class WordFileForm(forms.Form):
    """A document, and what becomes of the changes that are tracked in it."""

    file = forms.FileField(
        label=_("Word document"),
        widget=forms.FileInput(
            {"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
        help_text=_("A .docx file of Word or WPS, with its pictures; at most 80 MB"),
    )
    changes = forms.ChoiceField(
        label=_("tracked changes"),
        initial=ACCEPTED,
        widget=forms.RadioSelect,
        choices=[
            (ACCEPTED, _("accept them: the text as it reads after the changes")),
            (REFUSED, _("refuse them: the text as it was before")),
        ],
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > _MOST_BYTES:
            raise forms.ValidationError(
                _(
                    "This document is larger than %(size)s MB: make its pictures smaller, or send them by themselves."
                ),
                params={"size": _MOST_BYTES >> 20},
            )
        return upload


class WordPhotoForm(PhotoForm):
    """A photo of the document; it can be left out."""

    is_removed = forms.BooleanField(label=_("leave this photo out"), required=False)
    field_order = ["caption", "credits", "is_removed"]
    thumbnail = ""  # as an address that holds it; "" where the document has no picture for it

    def changes(self):
        return {name: value for name, value in super().changes().items() if name != "is_removed"}


class WordPieceForm(PieceForm):
    """The article that was read; it has no page yet."""

    is_removed = joins_above = continued_on = continued_from = see_page = None
    photo_form = WordPhotoForm
    new_photos = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.fields["blocks"].widget.attrs["rows"] = 20

    def corrected_photos(self):
        return tuple(form.corrected() for form in self.photos if not form.cleaned_data["is_removed"])


class NoteForm(forms.Form):
    """What goes into the internal note: the document's comments and notes."""

    internal_note = forms.CharField(
        label=_("internal note"),
        required=False,
        widget=forms.Textarea({"rows": 4, "class": "across"}),
        help_text=_("Readers never see it"),
    )


class WordDraftForm:
    """The whole draft as forms: the article, its photos, who is meant where two share a name, the note."""

    def __init__(self, draft, choices, note, data=None):
        self.piece = WordPieceForm(draft.article, data, prefix="piece")
        self.choices = ChoicesForm(choices, data)
        self.note = NoteForm(data, initial={"internal_note": note})
        for form in self.piece.photos:
            form.thumbnail = _thumbnail(draft.pictures.get(form.record.line))

    def is_valid(self):
        valid = [form.is_valid() for form in (self.piece, self.choices, self.note)]
        return all(valid)

    def corrected(self):
        """Return the ArticleDraft as it stands in the form, which is valid."""
        return self.piece.corrected()


def _thumbnail(data):
    """Return a small picture as an address that holds it, "" where there is none that can be shown."""
    if not data:
        return ""
    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", _THUMBNAIL)
            image.thumbnail(_THUMBNAIL)
            ImageOps.exif_transpose(image).convert("RGB").save(made, "WEBP", quality=70)
    except _BROKEN:
        return ""
    return f"data:image/webp;base64,{base64.b64encode(made.getvalue()).decode()}"

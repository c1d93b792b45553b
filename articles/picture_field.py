"""The form field that takes in a picture, and keeps it while the rest of its form is put right."""

import base64

from django import forms
from django.core import signing
from django.core.files.storage import default_storage
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import photos

_PICTURES = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif"
_SALT = "articles.kept-picture"


class PictureInput(forms.FileInput):
    """A file to choose; beside it `kept`, the StoredPicture taken in before, travels signed."""

    kept = None

    def __init__(self, attrs=None):
        super().__init__({"accept": _PICTURES, **(attrs or {})})

    def value_from_datadict(self, data, files, name):
        return files.get(name) or data.get(_kept_name(name)) or None

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        if not self.kept:
            return field
        return format_html(
            '{}<input type="hidden" name="{}" value="{}"><span class="kept">'
            '<img class="thumbnail" src="{}" width="96" alt=""> {}</span>',
            field,
            _kept_name(name),
            _signed(self.kept),
            _smallest(self.kept),
            _("The file has been taken in: no need to choose it again."),
        )


class PictureField(forms.FileField):
    """Takes in what is uploaded; its value is the StoredPicture, None where nothing was sent."""

    widget = PictureInput

    def clean(self, data, initial=None):
        if isinstance(data, str):
            return _unsigned(data)
        upload = super().clean(data, initial)
        try:
            return photos.take_in(upload) if upload else None
        except photos.PictureError as error:
            raise forms.ValidationError(str(error)) from error


def _signed(stored):
    """Return a StoredPicture as text that only this site can have written."""
    return signing.dumps([stored.name, stored.width, stored.height], salt=_SALT)


def _unsigned(text):
    try:
        return photos.StoredPicture(*signing.loads(text, salt=_SALT))
    except signing.BadSignature as error:
        raise forms.ValidationError(_("Choose the file again.")) from error


def _kept_name(name):
    return f"{name}-kept"


def _smallest(stored):
    """Return the smallest size as an address that holds it: no photo bears it yet whose door could show it."""
    with default_storage.open(photos.rendition_name(stored.name, photos.widths(stored.width)[0])) as file:
        return f"data:image/webp;base64,{base64.b64encode(file.read()).decode()}"

"""What the desk's forms are filled in with: the body's editor, fields that suggest, pictures to tick."""

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from taggit.forms import TagWidget


def body_editor():
    """Return the editor for a body: it writes what richtext.clean lets stand, and `clean` is the guard."""
    return CKEditorWidget(config_name="body")


class SuggestingInput(forms.TextInput):
    """A text field with a list of usual values; any other may be typed."""

    def __init__(self, suggestions, attrs=None):
        self.suggestions = suggestions
        super().__init__(attrs)

    def render(self, name, value, attrs=None, renderer=None):
        list_id = f"{(attrs or {}).get('id', name)}_suggestions"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((word,) for word in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, options)


class SuggestingTagInput(TagWidget):
    """The line of tags; xdcb/static/desk/desk.js offers those in use for the one being typed."""

    def __init__(self, attrs=None):
        door = {"data-suggest": "tags", "data-suggest-from": reverse_lazy("admin:autocomplete")}
        super().__init__({"class": "vTextField", "autocomplete": "off", **door, **(attrs or {})})


class ThumbnailChoices(forms.CheckboxSelectMultiple):
    """Tick boxes with pictures."""

    def __init__(self, attrs=None):
        super().__init__({"class": "thumbnail-choices", **(attrs or {})})


def thumbnail(picture, door="photo", size=96, alt=""):
    """Return an <img> of a stored picture at its smallest width, or an empty frame where there is none.

    `door` is the media address: photo or portrait; `size` is the longest side in CSS pixels; `alt` is what it
    shows, "" where words beside it say so.
    """
    if not picture.file:
        return format_html('<span class="thumbnail none">{}</span>', _("no picture"))
    address = reverse(f"media:{door}", args=[picture.key, picture.widths[0]])
    scale = size / max(picture.width, picture.height)
    width, height = round(picture.width * scale), round(picture.height * scale)
    tag = '<img class="thumbnail" src="{}" width="{}" height="{}" alt="{}">'
    return format_html(tag, address, width, height, alt)

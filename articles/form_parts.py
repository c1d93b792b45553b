"""Says what stands in a form and its rows, sent or only opened, in labelled parts, ready to be compared."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.comparing import Part


def parts_of(form, formsets=()):
    """Return the Parts of a form, a field each, and of its formsets, a row each; hidden fields are left out."""
    parts = [Part(name, label, lines) for name, label, lines in _fields(form)]
    for formset in formsets:
        name = str(formset.model._meta.verbose_name)
        for number, row in enumerate(_standing_rows(formset), 1):
            told = [f"{label}：{' '.join(lines)}" for _name, label, lines in _fields(row) if lines]
            key = f"{formset.prefix} {row.instance.pk or f'new {number}'}"
            parts.append(Part(key, f"{name} {number}", tuple(told)))
    return parts


def _standing_rows(formset):
    """The rows that are not empty and not ticked to go."""
    gone = formset.deleted_forms if formset.is_bound and formset.is_valid() else []
    return [row for row in formset.forms if row not in gone and (row.instance.pk or row.has_changed())]


def _fields(form):
    for name, field in form.fields.items():
        if not field.widget.is_hidden and name != "DELETE" and not isinstance(field, forms.FileField):
            yield name, str(field.label or name), _lines(field, _value(form, name, field))


def _value(form, name, field):
    """Return the field's value as Python has it; what was typed and is not valid, as it was typed."""
    if form.is_bound and name in getattr(form, "cleaned_data", {}):
        return form.cleaned_data[name]
    raw = form[name].value()
    try:
        return field.clean(raw)
    except ValidationError:
        return raw


def _lines(field, value):
    if value in (None, "", False):
        return ()
    if value is True:
        return (_("yes"),)
    if isinstance(value, datetime.datetime):
        return (date_format(timezone.localtime(value), "DATETIME_FORMAT"),)
    if isinstance(value, datetime.date):
        return (date_format(value),)
    if isinstance(field, forms.ChoiceField):
        return (str(dict(field.choices).get(value, value)),)
    return tuple(str(value).splitlines())

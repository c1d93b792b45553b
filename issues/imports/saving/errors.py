"""Why a page's text can't become part of an issue."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class PageImportError(ValueError):
    """The page is not saved, and nothing of it; the text says why, with the line and, where known, the file.

    `field` names what has to be put right where it is one thing: date, issue_number, number (the page's), or
    issue (the one that somebody has named).
    """

    def __init__(self, message, line=None, field=""):
        super().__init__(message)
        self.message, self.line, self.field, self.source = message, line, field, ""

    def __str__(self):
        if self.source:
            place = f"{self.source}:{self.line}" if self.line else self.source
            return f"{place}: {self.message}"
        sentence = _("line %(number)s: %(message)s") % {"number": self.line, "message": self.message}
        return sentence if self.line else self.message


def require_fit(instance, fields, line=None):
    """Raise PageImportError where one of the named `fields` of a model instance is more than its column holds."""
    others = {field.name for field in instance._meta.fields} - set(fields)
    try:
        instance.clean_fields(exclude=others)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = instance._meta.get_field(field).verbose_name
        value = str(getattr(instance, field))[:20]
        raise PageImportError(
            _("%(field)s “%(value)s…”: %(message)s")
            % {"field": label, "value": value, "message": messages[0]},
            line,
        ) from error

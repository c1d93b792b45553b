"""What stands in the addresses: dates, and keys that a database can hold."""

from datetime import date

from django.urls import register_converter
from django.urls.converters import IntConverter


class DateConverter:
    """A date as 2020-05-22."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


class KeyConverter(IntConverter):
    """A whole number of twelve digits at most: asked for a longer one, a database may raise instead of finding nothing."""

    regex = "0*[0-9]{1,12}"


register_converter(DateConverter, "date")
register_converter(KeyConverter, "key")

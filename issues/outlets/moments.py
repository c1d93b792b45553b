"""Writes moments as machines read them."""

from django.utils import timezone


def written(moment):
    """Return an aware moment in Beijing's time, to the second (ISO 8601; w3.org/TR/NOTE-datetime)."""
    return timezone.localtime(moment).isoformat(timespec="seconds")

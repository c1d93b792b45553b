"""Shows findings of the preflight page by page, piece by piece."""

from django import template

from issues.planning.preflight import by_page

register = template.Library()


@register.filter
def sheets(findings):
    """Return the findings as Sheets, a page each."""
    return by_page(findings)

"""How the desk's tables print numbers."""

from django import template

from issues.planning.figures import MEASURES, page_names, role_words

register = template.Library()
register.filter(page_names)
register.filter(role_words)


@register.filter
def thousands(number):
    """Return a whole number with its thousands parted: 12,345."""
    return f"{number:,}"


@register.filter
def measures(figures):
    """Return the numbers of Figures in the order of the columns."""
    return [getattr(figures, name) for name in MEASURES]

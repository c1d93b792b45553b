"""Shows findings of the preflight page by page, piece by piece."""

from django import template

from issues import print_rights
from issues.planning.preflight import by_page

register = template.Library()


@register.filter
def sheets(findings):
    """Return the findings as Sheets, a page each."""
    return by_page(findings)


@register.simple_tag(takes_context=True)
def mending_of(context, finding):
    """Return the Mending of an IssueFinding for who may go there, else None."""
    may_go = finding.mending and print_rights.may_change(context["request"].user, finding.page.issue)
    return finding.mending if may_go else None

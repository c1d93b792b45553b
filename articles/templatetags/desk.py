"""What the desk's templates show in the newsroom's own way."""

from django import template

from articles import staff

register = template.Library()


@register.filter
def staff_name(user):
    """Return what colleagues call the account, "" for none."""
    return staff.staff_name(user) if user else ""

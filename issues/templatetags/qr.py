"""Draws QR codes into a page, where an image might not be loaded in time to be printed."""

from django import template
from django.utils.safestring import mark_safe

from issues.outlets import qr

register = template.Library()


@register.simple_tag
def qr_code(address):
    """The QR code of an address of ours as an <svg>; what it says stands beside it in words."""
    return mark_safe(qr.svg(address))

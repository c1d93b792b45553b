"""What templates need to show pages as they were printed: their pictures and print files."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from issues.page_pictures import SCREEN, THUMBNAIL, ZOOM

register = template.Library()

# The picture's share of the screen, as printed.css has it.
_SIZES = "(min-width: 60em) 70vw, 100vw"


@register.simple_tag
def page_picture(page):
    """The <img> of a page with a picture, as large as a screen is; the largest is for who looks closely (zooming.js)."""
    sources = [(_address(page, width), width) for width in (THUMBNAIL, SCREEN)]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" decoding="async" fetchpriority="high"'
        ' data-screen="{}" data-closer="{}">',
        sources[-1][0],
        ", ".join(f"{address} {width}w" for address, width in sources),
        _SIZES,
        page.print_file.width,
        page.print_file.height,
        _said(page),
        SCREEN,
        _address(page, ZOOM),
    )


@register.simple_tag
def page_thumbnail(page, eager=False):
    """The small <img> of a page with a picture."""
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" decoding="async"{}>',
        _address(page, THUMBNAIL),
        THUMBNAIL,
        round(THUMBNAIL * page.print_file.height / page.print_file.width),
        _said(page),
        mark_safe("" if eager else ' loading="lazy"'),
    )


@register.filter
def have_files(pages):
    """Whether all of an issue's pages, and there are some, have a print file on the shelf."""
    return bool(pages) and all(page.has_file for page in pages)


def _address(page, width):
    return reverse("media:page_picture", args=[page.key, width])


def _said(page):
    return gettext("%(page)s as printed") % {"page": page.full_name}

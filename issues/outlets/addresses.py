"""Whole addresses for what leaves the site: feeds, sitemaps, structured data, share cards."""

import re

from django.conf import settings

# A link to a page of this site, as articles/richtext.py writes it.
_OWN_LINK = re.compile(r'(<a(?: [a-z]+="[^"]*")*? href=")(?=/)')


def absolute(request, path):
    """Return `path` ("/articles/1/") with scheme and host: SITE_ADDRESS where it is set, else as it was asked for."""
    return settings.SITE_ADDRESS + path if settings.SITE_ADDRESS else request.build_absolute_uri(path)


def whole_links(html, absolute):
    """Return a cleaned body with its links to this site made whole by `absolute`."""
    return _OWN_LINK.sub(rf"\1{absolute('/')[:-1]}", html)

"""Whole addresses for what leaves the site: feeds, sitemaps, structured data, share cards."""

from django.conf import settings


def absolute(request, path):
    """Return `path` ("/articles/1/") with scheme and host: SITE_ADDRESS where it is set, else as it was asked for."""
    return settings.SITE_ADDRESS + path if settings.SITE_ADDRESS else request.build_absolute_uri(path)

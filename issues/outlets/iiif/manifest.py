"""Writes an issue as it was printed as a manifest of IIIF's Presentation API 3.0 (iiif.io/api/presentation/3.0)."""

import datetime

from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from issues.outlets.iiif import canvases, parts, ranges
from issues.page_pictures import THUMBNAIL

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
# In copyright: a manifest names its rights by an address of these two bodies (4.1, rights).
_RIGHTS = "http://rightsstatements.org/vocab/InC/1.0/"
_LOGO_SIZE = 512


def manifest(printed, absolute):
    """Return a PrintedIssue (contents.py) as a Manifest; `absolute` makes an address of this site a whole one.

    Its pages come one by one, since one whose picture is withheld is not among them: they make no spreads.
    """
    issue = printed.issue
    own = parts.manifest_id(issue, absolute)
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "Manifest",
        "label": parts.text(f"{issue.masthead.name} {issue.label} {date_format(issue.date)}"),
        "metadata": _facts(issue),
        "navDate": _nav_date(issue),
        "rights": _RIGHTS,
        "requiredStatement": _statement(issue.masthead),
        "provider": [_provider(issue.masthead, absolute)],
        "thumbnail": [parts.picture(printed.sheets[0], THUMBNAIL, absolute)],
        "homepage": [
            parts.link(absolute(issue.get_absolute_url()), issue.label, **parts.PAGE_HTML),
        ],
        "rendering": _renderings(printed, absolute),
        "viewingDirection": "left-to-right",
        "behavior": ["individuals"],
        "items": [canvases.canvas(issue, sheet, own, absolute) for sheet in printed.sheets],
        "structures": [ranges.page(sheet, own, absolute) for sheet in printed.sheets],
    }


def _facts(issue):
    facts = (
        (gettext("paper"), issue.masthead.name),
        (gettext("running number"), issue.number and issue.label),
        (gettext("special title"), issue.title),
        (gettext("date"), date_format(issue.date)),
        (gettext("publisher"), issue.masthead.publisher),
        (gettext("licence number"), issue.masthead.license),
    )
    return [_said(label, value) for label, value in facts if value]


def _nav_date(issue):
    """The beginning of the issue's day in Beijing, in UTC, as a manifest is to have it (3.1, navDate)."""
    midnight = datetime.datetime.combine(issue.date, datetime.time(), timezone.get_default_timezone())
    return midnight.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _statement(masthead):
    holder = masthead.publisher or masthead.name
    return _said(gettext("Copyright"), gettext("© {holder}. Reprints need its leave.").format(holder=holder))


def _provider(masthead, absolute):
    address = absolute(reverse("paper:front"))
    logo = {
        "id": absolute(static("paper/icon-512.png")),
        "type": "Image",
        "format": "image/png",
        "width": _LOGO_SIZE,
        "height": _LOGO_SIZE,
    }
    homepage = parts.link(address, masthead.name, **parts.PAGE_HTML)
    label = parts.text(masthead.publisher or masthead.name)
    return {"id": address, "type": "Agent", "label": label, "homepage": [homepage], "logo": [logo]}


def _renderings(printed, absolute):
    """The issue to take along: all pages in one PDF where readers have each, and the EPUB."""
    slug = printed.issue.slug
    books = [("outlets:epub", gettext("Download this issue (EPUB)"), "application/epub+zip")]
    if printed.has_file:
        books.insert(0, ("media:issue_file", gettext("Download this issue (PDF)"), "application/pdf"))
    return [
        parts.link(absolute(reverse(name, args=[slug])), label, type="Text", format=media_type)
        for name, label, media_type in books
    ]


def _said(label, value):
    return {"label": parts.text(label), "value": parts.text(value)}

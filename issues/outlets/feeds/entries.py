"""Makes feed entries of pieces, issues and corrections."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from articles import photos
from issues.outlets.addresses import whole_links
from issues.outlets.permanent import permanent_id
from issues.templatetags.paper import whole_body

# Feed readers show a photo in a column of text.
_WIDEST_PHOTO = 1000
# It keeps a page's lines from breaking within 9:00—12:00, and in copy is none of its signs.
_WORD_JOINER = "\u2060"


@dataclass(frozen=True)
class Entry:
    """One entry, its `content` as HTML; `authors` are (name, whole address or "") in printed order."""

    id: str
    title: str
    address: str
    published: datetime
    updated: datetime
    content: str
    authors: tuple = ()
    categories: tuple = ()
    picture: str = ""


def of_piece(piece, absolute):
    """Return the Entry of a Piece, its whole text; `absolute` makes "/articles/1/" a whole address."""
    article, issue = piece.article, piece.issue
    photos = [(photo, _photo_address(photo, absolute)) for photo in piece.photos]
    address = absolute(article.get_absolute_url())
    context = {"piece": piece, "article": article, "issue": issue, "photos": photos, "address": address}
    context["body"] = _body(article, absolute)
    return Entry(
        id=permanent_id(issue.masthead.name, f"{issue.date.isoformat()} articles/{article.pk}"),
        title=article.title,
        address=address,
        published=piece.published_at,
        updated=piece.updated_at,
        content=render_to_string("feeds/piece.html", context),
        authors=_authors(piece, absolute),
        categories=tuple(dict.fromkeys(filter(None, [article.column, *(tag.name for tag in piece.tags)]))),
        picture=next((source for _, source in photos if source), ""),
    )


def of_issue(issue, pages, absolute):
    """Return the Entry of an Issue with its masthead; `pages` are its pages, each with its placements as `on_page`."""
    listed = [
        {
            "name": page.full_name,
            "address": absolute(reverse("paper:page", args=[issue.slug, page.number])),
            "headlines": [
                (place.title, absolute(place.article.get_absolute_url())) for place in page.on_page
            ],
        }
        for page in pages
    ]
    return Entry(
        id=permanent_id(issue.masthead.name, f"issues/{issue.pk}"),
        title=f"{issue.label}　{date_format(issue.date)}",
        address=absolute(issue.get_absolute_url()),
        published=issue.publish_at,
        updated=issue.publish_at,
        content=render_to_string("feeds/issue.html", {"pages": listed}),
    )


def of_correction(correction, paper, absolute):
    """Return the Entry of a Correction (as issues/reading.py loads it) of the paper of that name."""
    return Entry(
        id=permanent_id(paper, f"corrections/{correction.pk}"),
        title=gettext("Correction: %(title)s") % {"title": correction.article.title},
        address=absolute(correction.article.get_absolute_url()) + "#corrections",
        published=correction.made_at,
        updated=correction.made_at,
        content=render_to_string("feeds/_correction.html", {"correction": correction}),
    )


def _authors(piece, absolute):
    """Who is credited for the copy; for the photos where there is no copy."""
    credits = list(piece.credits) or [credit for photo in piece.photos for credit in photo.credits.all()]
    people = {credit.reporter.name if credit.reporter else credit.name: credit.reporter for credit in credits}
    return tuple(
        (name, absolute(person.get_absolute_url()) if person else "") for name, person in people.items()
    )


def _body(article, absolute):
    html = whole_body(article, f"{article.dateline}　" if article.dateline else "")
    return mark_safe(whole_links(html.replace(_WORD_JOINER, ""), absolute))


def _photo_address(photo, absolute):
    if not photo.file:
        return ""
    width = photos.width_up_to(_WIDEST_PHOTO, photo.width)
    return absolute(reverse("media:photo", args=[photo.key, width]))

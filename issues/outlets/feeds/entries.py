"""Makes feed entries of pieces, issues and notices of corrections and withdrawals."""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles import photos
from issues.outlets.permanent import permanent_id
from issues.outlets.whole_text import whole_text

# Feed readers show a photo in a column of text.
_WIDEST_PHOTO = 1000


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
    context["body"] = whole_text(article, absolute)
    return Entry(
        id=piece_id(article.pk),
        title=article.title,
        address=address,
        published=piece.published_at,
        updated=piece.updated_at,
        content=render_to_string("feeds/piece.html", context),
        authors=_authors(piece, absolute),
        categories=tuple(dict.fromkeys(filter(None, [article.column, *(tag.name for tag in piece.tags)]))),
        picture=next((source for _, source in photos if source), ""),
    )


def of_issue(issue, pages, told, absolute):
    """Return the Entry of an Issue; `pages` are its pages, each with its placements as `on_page`.

    `told` are the moments at which readers were told something else of it (last_change.told).
    """
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
        id=permanent_id(f"issues/{issue.pk}"),
        title=f"{issue.label}　{date_format(issue.date)}",
        address=absolute(issue.get_absolute_url()),
        published=issue.publish_at,
        updated=max([issue.publish_at, *told]),
        content=render_to_string("feeds/issue.html", {"pages": listed}),
    )


def of_notice(notice, absolute):
    """Return the Entry of a Notice (issues/notices.py)."""
    if notice.correction:
        return _of_correction(notice.correction, absolute)
    return _of_withdrawal(notice, absolute)


def piece_id(pk):
    """Return the permanent id of a piece's entry, which its tombstone bears as well."""
    return permanent_id(f"articles/{pk}")


def _of_correction(correction, absolute):
    return Entry(
        id=permanent_id(f"corrections/{correction.pk}"),
        title=gettext("Correction: %(title)s") % {"title": correction.article.title},
        address=absolute(correction.article.get_absolute_url()) + "#corrections",
        published=correction.made_at,
        updated=correction.made_at,
        content=render_to_string("feeds/_correction.html", {"correction": correction}),
    )


def _of_withdrawal(notice, absolute):
    """It leads to the address of the piece, which says the same."""
    place = {"issue": notice.page.issue.label, "page": notice.page.printed_label}
    return Entry(
        id=permanent_id(f"withdrawals/{notice.withdrawal.pk}"),
        title=gettext("%(issue)s, %(page)s: a piece is withdrawn") % place,
        address=absolute(reverse("paper:article", args=[notice.withdrawal.article_id])),
        published=notice.moment,
        updated=notice.moment,
        content=render_to_string("feeds/_withdrawal.html", {"notice": notice}),
    )


def _authors(piece, absolute):
    """Who is credited for the copy; for the photos where there is no copy."""
    credits = list(piece.credits) or [credit for photo in piece.photos for credit in photo.credits.all()]
    people = {credit.reporter.name if credit.reporter else credit.name: credit.reporter for credit in credits}
    return tuple(
        (name, absolute(person.get_absolute_url()) if person else "") for name, person in people.items()
    )


def _photo_address(photo, absolute):
    if not photo.file:
        return ""
    width = photos.width_up_to(_WIDEST_PHOTO, photo.width)
    return absolute(reverse("media:photo", args=[photo.key, width]))

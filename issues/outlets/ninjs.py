"""A piece as an agency or another paper takes it: News in JSON, IPTC's ninjs 3.2, the newest 3.x that is approved.

`absolute` makes an address of this site ("/articles/1/") a whole one. What ninjs has no place for, the print edition,
stands among the piece's other identifiers (altIds); corrections in the note to editors (edNote).
"""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles import credit_lines, richtext
from articles.bylines import plain_name
from issues.outlets.moments import written
from issues.outlets.origin import correction_text, is_own
from issues.outlets.structured import LANGUAGE
from issues.outlets.whole_text import whole_text
from issues.templatetags import paper

STANDARD = {
    "name": "ninjs",
    "version": "3.2",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#",
}


def item(piece, absolute):
    """Return a Piece as a ninjs object: a text, a picture, or a composite of text and pictures."""
    photos = [photo for photo in piece.photos if photo.file]
    is_lone_photo = piece.article.is_photo_piece and len(photos) == 1
    return _filled(
        {
            "standard": STANDARD,
            "uri": absolute(piece.article.get_absolute_url()),
            "type": "picture" if is_lone_photo else "composite" if photos else "text",
            "representationType": "full",
            "pubStatus": "usable",
            "firstCreated": written(piece.published_at),
            "versionCreated": written(piece.updated_at),
            "language": LANGUAGE,
            "title": piece.title,
            "headlines": _headlines(piece.article),
            "by": paper.credit_line(piece.credits),
            "infoSources": [_source(credit, absolute) for credit in piece.credits],
            "descriptions": _descriptions(piece, photos if is_lone_photo else []),
            "bodies": _bodies(piece, absolute),
            "subjects": [_subject(tag, absolute) for tag in piece.tags],
            "altIds": _in_print(piece),
            "edNote": "\n".join(_corrected(correction) for correction in piece.corrections),
            **_rights(piece),
            "renditions": _renditions(photos[0], absolute) if is_lone_photo else [],
            "associations": [] if is_lone_photo else _associations(piece, photos, absolute),
        }
    )


def withdrawn(article, absolute):
    """Return a piece that was public and is taken back: its identifier, that it is canceled, and the paper's note."""
    return _filled(
        {
            "standard": STANDARD,
            "uri": absolute(article.get_absolute_url()),
            "pubStatus": "canceled",
            "versionCreated": written(article.withdrawal.withdrawn_at),
            "edNote": article.withdrawal.note,
        }
    )


def _headlines(article):
    lines = (("kicker", article.kicker), ("main", article.title), ("deck", article.deck))
    return [{"role": role, "contentType": "text/plain", "value": line} for role, line in lines if line]


def _source(credit, absolute):
    person = credit.reporter_id and absolute(reverse("paper:reporter", args=[credit.reporter_id]))
    return _filled({"name": plain_name(credit.name), "role": credit.role, "uri": person})


def _descriptions(piece, photos):
    lines = [("summary", paper.excerpt(piece.article, 120)), *_captions(photos)]
    return [{"role": role, "contentType": "text/plain", "value": line} for role, line in lines if line]


def _captions(photos):
    return [
        (role, line) for photo in photos for role, line in (("caption", photo.caption), ("alt", photo.alt))
    ]


def _bodies(piece, absolute):
    """The body as HTML, and as plain text, a paragraph a line; counted in signs, and without its dateline in 字."""
    if not piece.body:
        return []
    html = whole_text(piece.article, absolute)
    text = credit_lines.opening(piece.article.dateline, []) + richtext.plain(piece.body)
    counts = {"charCount": len("".join(text.split())), "wordCount": piece.article.characters}
    return [
        {"role": "main", "contentType": "text/html", **counts, "value": html},
        {"role": "main", "contentType": "text/plain", **counts, "value": text},
    ]


def _subject(tag, absolute):
    return {"name": tag.name, "uri": absolute(reverse("paper:tag", args=[tag.pk]))}


def _in_print(piece):
    """Where the piece stood in print: paper, date, number, pages."""
    pages = (place.page for place in piece.placements)
    facts = {
        "printEdition": piece.issue.masthead.name,
        "printDate": piece.issue.date.isoformat(),
        "printIssue": piece.issue.label,
        "printPage": ", ".join(page.label or str(page.number) for page in pages),
    }
    return [{"role": role, "value": value} for role, value in facts.items()]


def _corrected(correction):
    return f"{date_format(timezone.localtime(correction.made_at))} {correction_text(correction)}"


def _rights(piece):
    """What an agency has written is the agency's."""
    if not is_own(piece):
        return {}
    masthead = piece.issue.masthead
    return {
        "copyrightHolder": masthead.publisher or masthead.name,
        "usageTerms": gettext(
            "Reprints need the paper's leave and name their source: {paper}, {date}."
        ).format(paper=masthead.name, date=date_format(piece.issue.date)),
    }


def _associations(piece, photos, absolute):
    """The photos, each a picture with its caption, its credit and the sizes it is served in."""
    return [
        _filled(
            {
                "name": f"photo{number}",
                "uri": absolute(reverse("media:photo", args=[photo.key, photo.widths[-1]])),
                "type": "picture",
                "pubStatus": "usable",
                "versionCreated": written(piece.updated_at),
                "language": LANGUAGE,
                "by": paper.photo_credit(photo.credits.all()),
                "descriptions": [
                    {"role": role, "contentType": "text/plain", "value": line}
                    for role, line in _captions([photo])
                    if line
                ],
                "renditions": _renditions(photo, absolute),
            }
        )
        for number, photo in enumerate(photos, 1)
    ]


def _renditions(photo, absolute):
    return [
        {
            "name": f"{width}w",
            "href": absolute(reverse("media:photo", args=[photo.key, width])),
            "contentType": "image/webp",
            "width": width,
            "height": round(photo.height * width / photo.width),
        }
        for width in photo.widths
    ]


def _filled(node):
    return {name: value for name, value in node.items() if value not in ("", None, [])}

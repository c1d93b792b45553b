"""Pieces, pages and issues in schema.org's terms, for the JSON-LD in a page's head.

`absolute` makes an address of this site ("/articles/1/") a whole one. The body is not repeated: it stands in the
page itself, and search engines ask for none (developers.google.com/search/docs/appearance/structured-data/article).
Nor is there a SearchAction, which Google has not read since November 2024, or `speakable`, which it reads in English.
"""

from django.templatetags.static import static
from django.urls import reverse

from articles.bylines import plain_name
from issues.outlets.cards.facts import SIZES
from issues.outlets.moments import written
from issues.outlets.origin import correction_text, is_own
from issues.templatetags import paper

LANGUAGE = "zh-Hans"
_LOGO_SIZE = 512


def document(*nodes):
    """Return the nodes as one JSON-LD document."""
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def article(piece, absolute):
    """Return a Piece as a NewsArticle, or as an AdvertiserContentArticle."""
    address = absolute(piece.article.get_absolute_url())
    return _filled(
        {
            **_headline(piece.placement, absolute),
            "@id": address,
            "mainEntityOfPage": address,
            "alternativeHeadline": [line for line in (piece.article.kicker, piece.article.deck) if line],
            "description": paper.excerpt(piece.article, 120),
            "articleSection": piece.article.column or piece.page.name,
            **_in_print(piece),
            "datePublished": written(piece.published_at),
            "dateModified": written(piece.updated_at),
            "author": _authors(piece, absolute),
            "publisher": publisher(piece.issue.masthead, absolute),
            "image": _images(piece, absolute),
            "correction": [_correction(correction) for correction in piece.corrections],
            "isPartOf": issue(piece.issue, absolute),
            "inLanguage": LANGUAGE,
            "keywords": [tag.name for tag in piece.tags],
            "wordCount": piece.article.characters,
            "isAccessibleForFree": True,
        }
    )


def issue(issue, absolute, placements=()):
    """Return an issue as a PublicationIssue, with the pieces that stand at `placements` as its parts."""
    return _filled(
        {
            "@type": "PublicationIssue",
            "@id": absolute(issue.get_absolute_url()),
            "url": absolute(issue.get_absolute_url()),
            "name": f"{issue.masthead.name} {issue.label}",
            "issueNumber": f"{issue.number}—{issue.last_number}"
            if issue.last_number
            else str(issue.number or ""),
            "datePublished": issue.date.isoformat(),
            "inLanguage": LANGUAGE,
            "isPartOf": _newspaper(issue.masthead, absolute),
            "hasPart": _parts(placements, absolute),
        }
    )


def page(page, absolute, placements, path):
    """Return a page of an issue, shown at `path`, as a CollectionPage; what stands at `placements` are its parts."""
    address = absolute(path)
    return _filled(
        {
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": page.full_name,
            "position": page.number,
            "datePublished": page.issue.date.isoformat(),
            "inLanguage": LANGUAGE,
            "isPartOf": issue(page.issue, absolute),
            "hasPart": _parts(placements, absolute),
        }
    )


def website(masthead, absolute):
    """Return the site: search engines take its name from here."""
    address = absolute(reverse("paper:front"))
    return _filled(
        {
            "@type": "WebSite",
            "@id": f"{address}#website",
            "url": address,
            "name": masthead.name,
            "alternateName": masthead.name_en,
            "inLanguage": LANGUAGE,
            "publisher": publisher(masthead, absolute),
        }
    )


def publisher(masthead, absolute):
    """Return the paper as the NewsMediaOrganization that publishes it; `parentOrganization` is the body behind it."""
    address = absolute(reverse("paper:front"))
    return _filled(
        {
            "@type": "NewsMediaOrganization",
            "@id": f"{address}#publisher",
            "name": masthead.name,
            "alternateName": masthead.name_en,
            "url": address,
            "logo": _image(absolute(static("paper/icon-512.png")), _LOGO_SIZE, _LOGO_SIZE),
            "parentOrganization": masthead.publisher
            and {"@type": "Organization", "name": masthead.publisher},
            "correctionsPolicy": absolute(reverse("paper:corrections")),
        }
    )


def breadcrumbs(steps, absolute):
    """Return the way to a page as a BreadcrumbList; `steps` are (name, path) from the front page on."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": {"@id": absolute(path)}}
        for number, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _headline(placement, absolute):
    kind = "AdvertiserContentArticle" if placement.article.is_advertisement else "NewsArticle"
    address = absolute(placement.article.get_absolute_url())
    page = placement.page.label or placement.page.number
    return {"@type": kind, "headline": placement.title, "url": address, "pageStart": page}


def _parts(placements, absolute):
    return [_headline(placement, absolute) for placement in placements]


def _in_print(piece):
    """Where the piece stands in print; schema.org knows that of news alone."""
    if piece.article.is_advertisement:
        return {}
    pages = [place.page for place in piece.placements]
    return {
        "printEdition": piece.issue.label,
        "printPage": [page.label or str(page.number) for page in pages],
        "printSection": list(dict.fromkeys(page.name for page in pages if page.name)),
        "dateline": piece.article.dateline,
    }


def _authors(piece, absolute):
    """Who is credited; where nobody is, the paper for what it has written itself."""
    credited = [_author(credit, absolute) for credit in piece.credits]
    return credited or (is_own(piece) and publisher(piece.issue.masthead, absolute)) or None


def _author(credit, absolute):
    """A person is who has a page; any other credit is a body (articles.models.Credit)."""
    name = plain_name(credit.name)
    if credit.reporter_id is None:
        return {"@type": "Organization", "name": name}
    address = absolute(reverse("paper:reporter", args=[credit.reporter_id]))
    return _filled({"@type": "Person", "name": name, "url": address, "jobTitle": credit.role})


def _images(piece, absolute):
    """The photos; the share cards where there is none."""
    images = [_photo(photo, absolute) for photo in piece.photos if photo.file]
    names = {"wide": "outlets:article_card", "square": "outlets:article_square"}
    cards = [
        (absolute(reverse(names[shape], args=[piece.article.pk])), size) for shape, size in SIZES.items()
    ]
    return images or [_image(address, *size) for address, size in cards]


def _photo(photo, absolute):
    width = photo.widths[-1]
    address = absolute(reverse("media:photo", args=[photo.key, width]))
    image = _image(address, width, round(photo.height * width / photo.width))
    return _filled({**image, "caption": photo.caption, "creditText": paper.photo_credit(photo.credits.all())})


def _image(address, width, height):
    size = {"width": f"{width} px", "height": f"{height} px"}  # a Distance is said so (schema.org/Distance)
    return {"@type": "ImageObject", "contentUrl": address, "url": address, **size}


def _correction(correction):
    made_at = written(correction.made_at)
    return {"@type": "CorrectionComment", "text": correction_text(correction), "datePublished": made_at}


def _newspaper(masthead, absolute):
    address = absolute(reverse("paper:front"))
    names = {"name": masthead.name, "alternateName": masthead.name_en}
    return _filled({"@type": "Newspaper", "@id": f"{address}#newspaper", "url": address, **names})


def _filled(node):
    """Leave out what is not known; a list of one is that one."""
    known = {name: value for name, value in node.items() if value not in ("", None, [], False)}
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in known.items()
    }

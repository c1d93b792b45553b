"""What is said of a page where it is shared, in the terms of the Open Graph protocol (ogp.me)."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format

from articles.bylines import plain_name
from issues.outlets.cards import drawing
from issues.outlets.cards.facts import SIZES, picture_of
from issues.outlets.moments import written
from issues.templatetags import paper


@dataclass(frozen=True)
class Shared:
    """A page as it is shared: `card` and `square` are its pictures' addresses, `more` further (property, value)s."""

    title: str
    description: str
    address: str
    card: str
    square: str
    alt: str
    kind: str = "website"
    more: tuple = ()
    author: str = ""

    card_size, square_size = SIZES["wide"], SIZES["square"]


def of_article(piece, absolute):
    """Return a Piece as it is shared."""
    cards = _cards("article", [piece.article.pk], absolute)
    picture = picture_of(piece.photos)
    photo = next((photo for photo in piece.photos if photo.file), None)
    alt = (photo.alt or photo.caption) if photo and drawing.is_photo(picture, "wide") else ""
    return Shared(
        title=piece.title,
        description=paper.excerpt(piece.article, 120) or piece.article.deck,
        address=absolute(piece.article.get_absolute_url()),
        **cards,
        alt=alt or piece.title,
        kind="article",
        more=tuple(_of_article(piece, absolute)),
        author="、".join(plain_name(credit.name) for credit in piece.credits),
    )


def of_issue(issue, absolute):
    """Return an issue as it is shared."""
    title = f"{issue.masthead.name} {issue.label}"
    cards = _cards("issue", [issue.slug], absolute)
    said = f"{date_format(issue.date)} {paper.running_number(issue)}"
    return _website(title, said, issue.get_absolute_url(), cards, absolute)


def of_page(page, absolute, headlines, path=None):
    """Return a page of an issue as it is shared, at another path (the front page's) where one is given."""
    issue = page.issue
    title = f"{issue.masthead.name} {page}"
    cards = _cards("page", [issue.slug, page.number], absolute)
    return _website(title, headlines, path or page.get_absolute_url(), cards, absolute)


def of_list(title, path, absolute):
    """Return a list (a person's pieces, a tag's, the archive) as it is shared, under the latest issue's card."""
    cards = {"card": absolute(reverse("outlets:card")), "square": absolute(reverse("outlets:square"))}
    return _website(title, "", path, cards, absolute)


def _website(title, description, path, cards, absolute):
    return Shared(title, description, absolute(path), **cards, alt=title)


def _cards(name, keys, absolute):
    return {
        "card": absolute(reverse(f"outlets:{name}_card", args=keys)),
        "square": absolute(reverse(f"outlets:{name}_square", args=keys)),
    }


def _of_article(piece, absolute):
    """Yield what the protocol knows of articles."""
    for name, at in (("published_time", piece.published_at), ("modified_time", piece.updated_at)):
        yield f"article:{name}", written(at)
    if section := piece.article.column or piece.page.name:
        yield "article:section", section
    for credit in piece.credits:
        if credit.reporter_id:
            yield "article:author", absolute(reverse("paper:reporter", args=[credit.reporter_id]))
    for tag in piece.tags:
        yield "article:tag", tag.name

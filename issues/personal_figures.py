"""What one person had in print, in numbers for readers.

pieces      those in which the person is credited, for the text or for a photo; each counts once
characters  the whole text of each piece that the person wrote, alone or with others
photos      those credited to the person, and those without a credit in a piece whose pictures are the person's

Advertisements never count. Text and pictures are told apart as for the fees (planning/contributions.py).
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max

from articles.credit_roles import is_of_pictures, is_of_text
from issues import reading


@dataclass
class Figures:
    """The numbers of a year or of all the time."""

    pieces: int = 0
    characters: int = 0
    photos: int = 0


@dataclass(frozen=True)
class Career:
    """A person's figures: of all the time, and of each year as (year, Figures), latest first."""

    total: Figures
    years: list
    first: datetime.date | None
    latest: datetime.date | None

    @property
    def most(self):
        """The pieces of the busiest year."""
        return max((figures.pieces for _year, figures in self.years), default=0)


def career(shelf, person):
    """Return the Career of `person` by what stands on the shelf; four queries."""
    pieces = _pieces(shelf, person)
    roles = _roles(person)
    photos = _photos(shelf, person, pieces, roles)
    total, years = Figures(), defaultdict(Figures)
    for key, (printed_on, characters) in pieces.items():
        is_author = any(is_of_text(role) for role in roles[key])
        for figures in (total, years[printed_on.year]):
            figures.pieces += 1
            figures.characters += characters if is_author else 0
            figures.photos += photos[key]
    dates = [printed_on for printed_on, _characters in pieces.values()]
    by_year = sorted(years.items(), reverse=True)
    return Career(total, by_year, min(dates, default=None), max(dates, default=None))


def _pieces(shelf, person):
    """Return {article's id: (date of print, characters)}."""
    credited = reading.credited(shelf, person).filter(is_advertisement=False, placements__isnull=False)
    dated = credited.order_by().values("pk").annotate(printed_on=Max("placements__page__issue__date"))
    rows = dated.values_list("pk", "printed_on", "characters")
    return {key: (printed_on, characters) for key, printed_on, characters in rows}


def _roles(person):
    """Return {article's id: the roles in which it credits the person for the copy}, of all copy there is."""
    roles = defaultdict(list)
    lines = person.credits.filter(article__isnull=False).order_by("order", "pk")
    for article, role in lines.values_list("article", "role"):
        roles[article].append(role)
    return roles


def _photos(shelf, person, pieces, roles):
    """Return {article's id: how many of its photos are the person's}."""
    count = defaultdict(int)
    photos = shelf.photos.order_by()
    own = person.credits.filter(photo__isnull=False).values("photo")
    for article in photos.filter(pk__in=own).values_list("article", flat=True):
        count[article] += 1
    credited = person.credits.filter(article__isnull=False).values("article")
    for article in photos.filter(credits=None, article__in=credited).values_list("article", flat=True):
        if article in pieces and _takes_pictures(roles[article], pieces[article][1]):
            count[article] += 1
    return count


def _takes_pictures(roles, characters):
    """A photo piece is of whoever it credits; pictures beside a text are of those whose role says so."""
    return bool(roles) and (not characters or any(is_of_pictures(role) for role in roles))

"""Contribution figures (见报统计): what each reporter and correspondent had in print, month by month.

They are the basis of fees (稿酬), so a rule for each number:

piece       an article counts once a person, however many pages it runs over; a photo piece is a piece of those who
            took it. Advertisements and withdrawn copy never count.
characters  in full: the whole text for each of its authors; shared: divided among them so that the shares add up
            to the text, odd characters to those who stand first.
photos      those that a person is credited with; a photo without a credit of its own is its article's
            photographer's (摄影, 图), where the article names one.
pages       different pages on which any of it stood; a photo stands with its part of a jump.

A person is who a credit is linked to, or the printed name where it is linked to nobody; a body (新华社) has no
figures. Staff and correspondents are told apart by the printed role; a role that doesn't say (摄影, 文) goes with
what the same person is called elsewhere.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.bylines import plain_name
from articles.credit_roles import is_of_pictures, is_of_text
from articles.models import Credit, Photo
from issues.imports.saving.people import is_person
from issues.models import Issue, Page
from issues.publication import published_issues, published_placements


class Kind(TextChoices):
    STAFF = "staff", _("staff reporter")
    CORRESPONDENT = "correspondent", _("correspondent")
    OTHER = "other", _("other author")


@dataclass(frozen=True, order=True)
class Person:
    """Who is credited; `key` is r and the reporter's id, or n and the printed name."""

    sort_key: str
    name: str
    key: str


@dataclass(frozen=True)
class Contribution:
    """One person's part in one piece in print."""

    person: Person
    kind: Kind
    date: date
    issue: str
    pages: tuple[tuple[int, str], ...]  # (id, printed label), in the order of print
    article: int
    title: str
    roles: tuple[str, ...]
    is_piece: bool
    characters: int = 0
    share: int = 0
    photos: frozenset[int] = frozenset()

    @property
    def month(self):
        return self.date.replace(day=1)


@dataclass(frozen=True)
class Figures:
    """The numbers of some contributions: of a person, of a month, of all."""

    pieces: int
    characters: int
    shared: int
    photos: int
    pages: int


@dataclass(frozen=True)
class Row:
    """The figures of one person in one role; `month` is the first day of one, None for the whole time."""

    person: Person
    kind: Kind
    month: date | None
    figures: Figures


@dataclass
class _Piece:
    """A piece in print as it is loaded: where it stood, who is credited, and its photos with theirs."""

    title: str
    characters: int
    date: date
    issue: str
    pages: dict = field(default_factory=dict)  # part → (page's id, label)
    credits: list = field(default_factory=list)  # (Person, role)
    photos: dict = field(default_factory=dict)  # photo's id → (part, [(Person, role)])


def usual_span(at=None):
    """Return (first, last) month: the year of the latest published issue up to that issue; None without one."""
    latest = published_issues(at).latest_first().values_list("date", flat=True).first()
    return latest and (latest.replace(month=1, day=1), latest.replace(day=1))


def contributions(first, last, at=None):
    """Return the Contributions of the months from `first` to `last` (any day of each), in the order of print.

    Published at the moment `at` (default now); the month is that of the issue's date. Four queries.
    """
    pieces = _pieces(_standing(first, last, at))
    found = [part for key, piece in pieces.items() for part in _parts(key, piece)]
    return _with_kinds(found)


def rows(found, by_month=True):
    """Return a Row for each person and role, for each month or for all the time of the contributions `found`."""
    groups = defaultdict(list)
    for part in found:
        groups[part.person, part.kind, part.month if by_month else None].append(part)
    return [Row(*group, sum_up(parts)) for group, parts in groups.items()]


def months(found):
    """Return (month, Figures) for each month of the contributions, in order of time."""
    groups = defaultdict(list)
    for part in found:
        groups[part.month].append(part)
    return [(month, sum_up(groups[month])) for month in sorted(groups)]


def sum_up(found):
    """Return the Figures of the contributions: a piece, photo or page of several people counts once."""
    texts = {part.article: part.characters for part in found if part.characters}
    return Figures(
        pieces=len({part.article for part in found if part.is_piece}),
        characters=sum(texts.values()),
        shared=sum(part.share for part in found),
        photos=len({photo for part in found for photo in part.photos}),
        pages=len({page for part in found for page, _label in part.pages}),
    )


def _standing(first, last, at):
    """The placements of the months, advertisements left out."""
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    return published_placements(at).filter(
        page__issue__date__gte=first.replace(day=1),
        page__issue__date__lt=after,
        article__is_advertisement=False,
    )


def _pieces(standing):
    """Return {article's id: _Piece} of the placements, in the order of print."""
    pieces = _in_print(standing)
    articles = standing.values("article")
    photos = Photo.objects.filter(article__in=articles).order_by("order", "id")
    of_photo = {}
    for key, article, part in photos.values_list("pk", "article", "part"):
        of_photo[key] = []
        pieces[article].photos[key] = (part, of_photo[key])
    for credit in _credits(article__in=articles):
        pieces[credit["article"]].credits.append(_credited(credit))
    for credit in _credits(photo__article__in=articles):
        of_photo[credit["photo"]].append(_credited(credit))
    return pieces


def _in_print(standing):
    pieces, labels = {}, {}
    for row in standing.order_by("page__issue__date", "page__issue", "page__number", "order", "pk").values(
        "article",
        "article__title",
        "article__characters",
        "part",
        "page",
        "page__number",
        "page__label",
        "page__issue",
        "page__issue__date",
        "page__issue__number",
        "page__issue__last_number",
        "page__issue__title",
    ):
        issue = labels.setdefault(row["page__issue"], None) or _issue_label(row)
        labels[row["page__issue"]] = issue
        facts = (row["article__title"], row["article__characters"], row["page__issue__date"], issue)
        piece = pieces.setdefault(row["article"], _Piece(*facts))
        page = Page(number=row["page__number"], label=row["page__label"])
        piece.pages[row["part"]] = (row["page"], str(page.printed_label))
    return pieces


def _issue_label(row):
    return Issue(**{name: row[f"page__issue__{name}"] for name in ("number", "last_number", "title")}).label


def _credits(**of):
    return (
        Credit.objects.filter(**of)
        .order_by("order", "id")
        .values(
            "article",
            "photo",
            "role",
            "name",
            "reporter",
            "reporter__name",
            "reporter__note",
            "reporter__sort_key",
        )
    )


def _credited(credit):
    """Return (Person, role) of a credit; (None, role) where it is a body's."""
    role, name, key = credit["role"], plain_name(credit["name"]), credit["reporter"]
    if key:
        note = credit["reporter__note"]
        shown = f"{credit['reporter__name']}（{note}）" if note else credit["reporter__name"]
        return Person(credit["reporter__sort_key"], shown, f"r{key}"), role
    # Names that are linked to nobody come behind all others.
    return (Person("~", name, f"n{name}") if is_person(role, name) else None), role


def _parts(key, piece):
    """Yield what each person has in one piece."""
    authors = _authors(piece)
    takers = _takers(piece)
    shares = dict(zip(authors, _shared(piece.characters, len(authors)), strict=True))
    for person in {**authors, **takers}:
        roles, photos = takers.get(person, ((), {}))
        yield Contribution(
            person=person,
            kind=Kind.OTHER,
            date=piece.date,
            issue=piece.issue,
            pages=_pages(piece, person in authors, photos),
            article=key,
            title=piece.title,
            roles=tuple(dict.fromkeys([*authors.get(person, ()), *roles])),
            is_piece=person in authors or not piece.characters,
            characters=piece.characters if person in authors else 0,
            share=shares.get(person, 0),
            photos=frozenset(photos),
        )


def _authors(piece):
    """Return {person: printed roles} of those who wrote the text."""
    authors = defaultdict(list)
    for person, role in piece.credits:
        if person and piece.characters and is_of_text(role):
            authors[person].append(role)
    return authors


def _takers(piece):
    """Return {person: (printed roles, {photo: part})} of those whose pictures these are."""
    named = [(person, role) for person, role in piece.credits if not piece.characters or is_of_pictures(role)]
    takers = {}
    for photo, (part, credits) in piece.photos.items():
        for person, role in credits or named:
            if person:
                roles, photos = takers.setdefault(person, ([], {}))
                roles.append(role)
                photos[photo] = part
    return takers


def _shared(characters, count):
    """Divide a text's characters among `count` authors, the odd ones to the first."""
    if not count:
        return []
    each, odd = divmod(characters, count)
    return [each + 1] * odd + [each] * (count - odd)


def _pages(piece, is_author, photos):
    """Return the pages on which a person's part stands: all of a text's, and a photo's own."""
    first = next(iter(piece.pages))
    parts = (
        set(piece.pages)
        if is_author
        else {part if part in piece.pages else first for part in photos.values()}
    )
    return tuple(page for part, page in piece.pages.items() if part in parts)


def _with_kinds(found):
    """Tell staff from correspondents: by the role; where it doesn't say, by the month, then by the whole time."""
    clear = [(part, kind) for part in found if (kind := _said(part.roles))]
    by_month, by_person = {}, {}
    for part, kind in sorted(clear, key=lambda pair: pair[1] != Kind.STAFF):
        by_month.setdefault((part.person, part.month), kind)
        by_person.setdefault(part.person, kind)
    return [
        replace(
            part,
            kind=_said(part.roles)
            or by_month.get((part.person, part.month))
            or by_person.get(part.person, Kind.OTHER),
        )
        for part in found
    ]


def _said(roles):
    words = " ".join(roles)
    if "记者" in words:
        return Kind.STAFF
    return Kind.CORRESPONDENT if "通讯员" in words else None

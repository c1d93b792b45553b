"""What the board shows of an issue: its pages with their pieces, what blocks its sign-off, the pool, who is late.

A constant number of queries, however much stands there.
"""

import hashlib
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.db.models import Case, F, OuterRef, Prefetch, Subquery, TextField, Value, When
from django.utils import timezone

from articles import richtext
from articles.models import Article, Photo, Review, Revision
from issues import publication
from issues.models import EditionRevision, Issue, Page, Placement, Proof, ProofRound
from issues.planning import deadlines, placing, pool, preflight
from issues.print_withheld import withheld

# How many issues that are still open the board offers, the next ones first.
ISSUES_ON_OFFER = 8


@dataclass(frozen=True)
class Card:
    """A piece, or one part of it, on a page (`position` from 1) or in the pool (0)."""

    article: Article
    part: int
    parts: int
    title: str
    characters: int
    photos: list[Photo]
    placement: Placement | None = None
    position: int = 0

    @property
    def key(self):
        return f"{self.article.pk}-{self.part}"

    @property
    def missing(self):
        return sum(not photo.file for photo in self.photos)

    @property
    def picture(self):
        """The first photo that has a picture, None where none has."""
        return next((photo for photo in self.photos if photo.file), None)

    @property
    def writer(self):
        return deadlines.writer(self.article)


@dataclass(frozen=True)
class Sheet:
    """A page on the board: its cards, its version, its proofs as (ProofRound, Proof or None), what changed since."""

    page: Page
    cards: list[Card]
    version: str
    proofs: list
    changed: list[str]

    @property
    def characters(self):
        return sum(card.characters for card in self.cards)

    @property
    def photos(self):
        return sum(len(card.photos) for card in self.cards)

    @property
    def places(self):
        """The positions that a piece can be given on the page."""
        return range(1, len(self.cards) + 2)


@dataclass(frozen=True)
class Board:
    """One issue's board as it stands at a moment; `kept_back` are (Page, why readers don't get its PDF).

    What is kept back of an issue that is not signed off is among the doubts.
    """

    issue: Issue
    version: str
    sheets: list[Sheet]
    loose: list[Card]
    pool: pool.Pool
    cards: list[Card]
    late: list
    blockers: list
    doubts: list
    kept_back: list
    is_out: bool

    @property
    def seen(self):
        """The versions of the pages in one word, as `read_seen` takes them back."""
        return " ".join(f"{sheet.page.pk}:{sheet.version}" for sheet in self.sheets)

    @property
    def places(self):
        """The positions that the fullest page offers."""
        return range(1, max((len(sheet.cards) for sheet in self.sheets), default=0) + 2)


def current_issue(at=None):
    """Return the issue that the desk works on: the earliest that is not out at the moment `at`, else the latest."""
    return open_issues(at).first() or Issue.objects.latest_first().first()


def open_issues(at=None):
    """The issues that are not out, the next one first."""
    out = publication.published_issues(at).values("pk")
    return Issue.objects.exclude(pk__in=out).order_by("date", "pk")


def load(issue, user, words="", state="", at=None):
    """Return the Board of an issue for `user`; `words` and `state` narrow the pool, `at` is the moment (default now)."""
    version = version_of(issue, at)
    pages = list(_pages(issue))
    sheets = [_sheet(page) for page in pages]
    unplaced = pool.unplaced(user, words, state)
    findings = [] if issue.is_signed_off else preflight.run(issue)
    kept_back = withheld(issue, at) if issue.is_signed_off else {}
    return Board(
        issue=issue,
        version=version,
        sheets=sheets,
        loose=_loose(pages),
        pool=unplaced,
        cards=[_in_pool(article) for article in unplaced.articles],
        late=deadlines.late(issue, pages, at),
        blockers=[finding for finding in findings if finding.is_blocking],
        doubts=[finding for finding in findings if not finding.is_blocking],
        kept_back=[(page, kept_back[page.pk]) for page in pages if page.pk in kept_back],
        is_out=publication.is_published(issue, at),
    )


def version_of(issue, at=None):
    """Return a short word that changes with whatever the board shows, with one query.

    Whatever the newsroom does leaves a version, a review or a line in the log. The hour is in it, since who is late
    changes by itself.
    """
    at = at or timezone.now()
    kept = (Revision, Review, EditionRevision, LogEntry, Article, Placement, Photo, Proof)
    last = [Subquery(model.objects.order_by("-pk").values("pk")[:1]) for model in kept]
    standing = Issue.objects.filter(pk=issue.pk).values_list("state", "publish_at", *last).first()
    told = (issue.pk, standing, publication.is_published(issue, at), at.strftime("%Y%m%d%H"))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def read_seen(word):
    """Return {key of a page: version} from Board.seen; what is no such word is left out."""
    pairs = (pair.partition(":") for pair in word.split())
    return {int(key): version for key, _colon, version in pairs if key.isdecimal()}


def _pages(issue):
    jumping = When(article__body__contains=richtext.JUMP, then=F("article__body"))
    last_change = Revision.objects.filter(article=OuterRef("article")).order_by("-number").values("made_at")
    standing = (
        Placement.objects.order_by("order", "pk")
        .select_related("article__owner", "see_article")
        .prefetch_related("article__credits", "article__photos", "article__withdrawals")
        .defer("article__body", "article__internal_note", "see_article__body")
        .annotate(
            jumping=Case(jumping, default=Value(""), output_field=TextField()),
            changed_at=Subquery(last_change[:1]),
        )
    )
    proofs = Proof.objects.order_by("round").select_related("read_by")
    return issue.pages.order_by("number").prefetch_related(
        "credits", Prefetch("placements", standing, to_attr="standing"), Prefetch("proofs", proofs)
    )


def _sheet(page):
    read = {proof.round: proof for proof in page.proofs.all()}
    cards = [_placed(placement, position) for position, placement in enumerate(page.standing, 1)]
    return Sheet(
        page=page,
        cards=cards,
        version=placing.version_of(page.standing),
        proofs=[(proof_round, read.get(proof_round)) for proof_round in ProofRound],
        changed=_changed_since(page, read),
    )


def _changed_since(page, read):
    """The titles of what has been changed since the page's last proof."""
    if not read:
        return []
    last = read[max(read)].read_at
    return [p.title for p in page.standing if p.changed_at and p.changed_at > last]


def _texts(placement):
    return richtext.split_at_jumps(placement.jumping) if placement.jumping else [""]


def _placed(placement, position):
    article, part, texts = placement.article, placement.part, _texts(placement)
    return Card(
        article=article,
        part=part,
        parts=len(texts),
        title=placement.title,
        characters=_characters(article, part, texts),
        photos=_photos(article, part, len(texts)),
        placement=placement,
        position=position,
    )


def _characters(article, part, texts):
    if len(texts) < 2:
        return article.characters if part == 1 else 0
    return richtext.count_characters(texts[part - 1]) if part <= len(texts) else 0


def _photos(article, part, parts):
    photos = article.photos.all()
    return [photo for photo in photos if parts < 2 or photo.part == part]


def _loose(pages):
    """The parts of jumps that stand on no page, while another part of theirs does."""
    standing = {}
    for page in pages:
        for placement in page.standing:
            standing.setdefault(placement.article_id, []).append(placement)
    return [card for placements in standing.values() for card in _missing_parts(placements)]


def _missing_parts(placements):
    placement, texts = placements[0], _texts(placements[0])
    for part in sorted({*range(1, len(texts) + 1)} - {placed.part for placed in placements}):
        characters = _characters(placement.article, part, texts)
        photos = _photos(placement.article, part, len(texts))
        yield Card(placement.article, part, len(texts), placement.article.title, characters, photos)


def _in_pool(article):
    photos = list(article.photos.all())
    return Card(article, 1, 1, article.title, article.characters, photos)

"""The ledger of printed errors: what an issue has printed in characters, its errors by kind and page, and the rate.

The limit is that of 《报纸期刊质量管理规定》 (国新出发〔2020〕10号, 28 May 2020), article 5: a newspaper's proofreading is
up to standard where its errors are not above 3 in 10,000 characters. Its annex 《报纸编校差错率计算方法》 defines the
rate as errors over characters checked and counts one for each error of fact, logic or grammar and each wrong,
missing or superfluous character; it takes characters by the area of the page, this ledger takes those that are
printed, which are fewer, so that the rate here is never flattered. It is the newsroom's own measure, not the
authority's verdict.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from itertools import groupby

from articles import richtext
from articles.models import Article, Photo
from issues.models import ErrorKind, Issue, IssueState, Placement, PrintedError

# Errors in 10,000 characters: at this and below, an issue is within the standard.
LIMIT = Decimal(3)
# What an error of each kind counts beside the plain count: standards on proofreading rate a wrong mark at a tenth.
WEIGHTS = {kind: Decimal(1) for kind in ErrorKind} | {ErrorKind.PUNCTUATION: Decimal("0.1")}
_HUNDREDTH = Decimal("0.01")


@dataclass
class Account:
    """What an issue (or a page, or a year) has printed, in characters, and its errors by kind."""

    characters: int = 0
    kinds: Counter = field(default_factory=Counter)

    @property
    def errors(self):
        return self.kinds.total()

    @property
    def weighted(self):
        """The errors by weight (WEIGHTS)."""
        return sum((WEIGHTS[kind] * count for kind, count in self.kinds.items()), Decimal(0))

    @property
    def rate(self):
        """Errors in 10,000 characters, to two decimals; None where nothing is printed."""
        return self._rate(self.errors)

    @property
    def weighted_rate(self):
        return self._rate(self.weighted)

    @property
    def is_within_limit(self):
        """Whether the exact rate, not the rounded one, is at or below the limit; None where there is none."""
        return self.errors * 10_000 <= LIMIT * self.characters if self.characters else None

    def add(self, other):
        self.characters += other.characters
        self.kinds += other.kinds

    def _rate(self, errors):
        if not self.characters:
            return None
        return (Decimal(errors) * 10_000 / self.characters).quantize(_HUNDREDTH, ROUND_HALF_UP)


def accounts(issues):
    """Return {issue id: {page number: Account}} of the issues, given as a list, with five queries.

    Counted is what is printed, withdrawn or not: headlines, texts and captions of every piece, in 字.
    """
    books = {issue.pk: defaultdict(Account) for issue in issues}
    for issue, page, characters in _printed(books):
        books[issue][page].characters += characters
    errors = PrintedError.objects.filter(issue__in=books).values_list("issue", "page_number", "kind")
    for issue, page, kind in errors:
        books[issue][page].kinds[ErrorKind(kind)] += 1
    return books


def total(parts):
    """Return the Account of several together."""
    whole = Account()
    for part in parts:
        whole.add(part)
    return whole


def by_year(years):
    """Return {year: Account} of the issues in the ledger that are dated in one of `years`; six queries a decade.

    Not all at once: what a century has printed would take hundreds of megabytes.
    """
    parts = defaultdict(list)
    for _decade, some in groupby(sorted(years), lambda year: year // 10):
        issues = list(ledger_issues().filter(date__year__in=list(some)).only("date"))
        books = accounts(issues)
        for issue in issues:
            parts[issue.date.year] += books[issue.pk].values()
    return {year: total(pages) for year, pages in parts.items()}


def ledger_issues():
    """The issues that go into the ledger: those that are signed off for print."""
    return Issue.objects.filter(state=IssueState.SIGNED_OFF)


def _printed(issues):
    """Yield (issue id, page number, characters) for every part of a piece that stands in the issues."""
    placements = list(
        Placement.objects.filter(page__issue__in=issues)
        .order_by("part")
        .select_related("page", "article")
        .only("part", "headline", "page__number", "page__issue", "article__kicker", "article__title", "article__deck",
              "article__characters")
    )  # fmt: skip
    places = defaultdict(list)
    for placement in placements:
        places[placement.article_id].append(placement)
    jumping = [pk for pk, parts in places.items() if len(parts) > 1]
    bodies = dict(Article.objects.filter(pk__in=jumping).values_list("pk", "body"))
    for pk, parts in places.items():
        for number, placement in enumerate(parts):
            yield _row(placement, _headline(placement, number) + _text(placement, bodies.get(pk)))
    captions = Photo.objects.filter(article__placements__page__issue__in=issues).distinct()
    for pk, part, caption in captions.values_list("article", "part", "caption"):
        stands = next((place for place in places[pk] if place.part == part), places[pk][0])
        yield _row(stands, _count(caption))


def _row(placement, characters):
    return placement.page.issue_id, placement.page.number, characters


def _headline(placement, number):
    """The second part of a jump prints its own headline or the title once more."""
    article = placement.article
    return _count(f"{article.kicker} {article.title} {article.deck}" if number == 0 else placement.title)


def _text(placement, body):
    if body is None:
        return placement.article.characters
    parts = richtext.split_at_jumps(body)
    return richtext.count_characters(parts[placement.part - 1]) if placement.part <= len(parts) else 0


def _count(text):
    return richtext.count_characters(escape(text, quote=False))

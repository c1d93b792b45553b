"""The issue as the preflight reads it: pages, guide, pieces, photos and credits, loaded with a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from articles import house, richtext
from articles.checks.house import House
from articles.models import HouseStyle
from issues.models import Issue, Page, Placement


@dataclass(frozen=True)
class Edition:
    """An issue with its pages in order, what stands on them in print order, and the paper's own lists."""

    issue: Issue
    pages: list[Page]
    placements: list[Placement]
    style: HouseStyle
    house: House

    @cached_property
    def pages_by_number(self):
        return {page.number: page for page in self.pages}

    @cached_property
    def standing(self):
        """The placements by page number: only those of which something is printed."""
        pages = defaultdict(list)
        for placement in self.placements:
            if not is_blank(placement):
                pages[placement.page.number].append(placement)
        return pages

    @cached_property
    def parts(self):
        """The placements of each article, by its key, first part first."""
        parts = defaultdict(list)
        for placement in self.placements:
            parts[placement.article_id].append(placement)
        return {key: sorted(placed, key=lambda p: p.part) for key, placed in parts.items()}

    @cached_property
    def pieces(self):
        """Where each article begins: one placement for each."""
        return [parts[0] for parts in self.parts.values()]

    @cached_property
    def texts(self):
        """The plain text of each article, by its key."""
        return {piece.article_id: richtext.plain(piece.article.body) for piece in self.pieces}


def read(issue):
    """Return the Edition of an issue."""
    pages = list(issue.pages.order_by("number").select_related("print_file").prefetch_related("guide"))
    style = house.style()
    return Edition(issue, pages, _placements(issue), style, house.load(style))


def is_blank(placement):
    """Say whether nothing is printed but a headline that leads nowhere."""
    article = placement.article
    return not (richtext.plain(article.body) or article.photos.all() or placement.see_page)


def _placements(issue):
    placements = list(
        Placement.objects.filter(page__issue=issue)
        .in_print_order()
        .select_related("page", "article")
        .prefetch_related(
            "article__credits", "article__photos__credits", "article__withdrawals", "page__issue"
        )
    )
    for position, placement in enumerate(placements):
        placement.position = position
    return placements

"""Writes the search entries of copy; whoever records a version of a piece writes its entry in the same transaction."""

from django.db import transaction

from articles.models import Article, SearchEntry
from articles.search.folding import fold
from articles.search.units import HEADLINE, TITLE, units_of

_FIELDS = ("title", "headlines", "text")
_AT_ONCE = 200


def entry(article_id, piece):
    """Return the unsaved SearchEntry of a piece (a snapshot of articles/revisions.py)."""
    units = [(unit.kind, fold(unit.text)) for unit in units_of(piece)]

    def lines(*kinds):
        return "\n".join(text for kind, text in units if not kinds or kind in kinds)

    return SearchEntry(article_id=article_id, title=lines(TITLE), headlines=lines(HEADLINE), text=lines())


def write(entries):
    """Store entries, new ones and those of pieces that have one, in one statement."""
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["article"], update_fields=_FIELDS
    )


def refresh(articles, read):
    """Write the entries of `articles` anew; `read` is `articles.revisions.snapshot`."""
    write([entry(article.pk, read(article)) for article in articles])


def rebuild(read):
    """Make every entry be what its piece says now; returns how many were (written, right already).

    `read` is `articles.revisions.snapshot`. The site goes on meanwhile: a few pieces at a time are held against
    change, compared, and written where they differ.
    """
    written = right = last = 0
    while True:
        with transaction.atomic():
            articles = Article.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:_AT_ONCE]
            entries = [entry(article.pk, read(article)) for article in articles]
            if not entries:
                return written, right
            stored = SearchEntry.objects.in_bulk([made.pk for made in entries])
            differing = [made for made in entries if _said(stored.get(made.pk)) != _said(made)]
            write(differing)
        last = entries[-1].pk
        written += len(differing)
        right += len(entries) - len(differing)


def _said(made):
    return made and [getattr(made, field) for field in _FIELDS]

"""Serves the feeds, each with its newest entries; no advertisement is among them."""

from datetime import UTC, datetime
from functools import partial

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from issues import last_change, reading
from issues.caching import revalidated
from issues.outlets.addresses import absolute
from issues.outlets.feeds import entries
from issues.outlets.feeds.atom import AtomFeed
from issues.outlets.permanent import permanent_id
from issues.outlets.pieces import latest_pieces, pieces
from issues.publication import ReadersShelf

MOST_ENTRIES = 50
# Five months of a weekly.
MOST_ISSUES = 20
# The moment of a feed without entries: Atom wants one.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@require_safe
def latest(request):
    """The newest issue, whole and in print order, however much it holds; then, up to the limit, the one before it.

    So nothing is missed by who asks once an issue, nor where two come out on a day.
    """
    shelf = ReadersShelf()
    newest = [issue.pk for issue in shelf.issues.latest_first()[:2]]
    standing = shelf.placements.filter(page__issue__in=newest, article__is_advertisement=False)
    printed = ("-page__issue__date", "-page__issue", "page__number", "order", "pk")
    found = pieces(shelf, standing.order_by(*printed))
    of_newest = sum(piece.issue.pk == newest[0] for piece in found)
    paper = _paper(shelf)
    return _pieces(request, paper, paper, reverse("paper:front"), found[: max(MOST_ENTRIES, of_newest)])


@require_safe
def tag(request, pk):
    """What bears a tag, newest first."""
    shelf = ReadersShelf()
    found, paper = get_object_or_404(shelf.tags, pk=pk), _paper(shelf)
    title = gettext("%(paper)s: tag %(name)s") % {"paper": paper, "name": found.name}
    newest = _newest(shelf, shelf.articles.filter(tags=found))
    return _pieces(request, paper, title, reverse("paper:tag", args=[pk]), newest)


@require_safe
def reporter(request, pk):
    """What a person is credited in, newest first."""
    shelf = ReadersShelf()
    person, paper = get_object_or_404(shelf.reporters, pk=pk), _paper(shelf)
    title = gettext("%(paper)s: %(name)s") % {"paper": paper, "name": person.name}
    newest = _newest(shelf, reading.credited(shelf, person))
    return _pieces(request, paper, title, person.get_absolute_url(), newest)


@require_safe
def issues(request):
    """The newest issues, an entry each: its pages with their headlines."""
    shelf = ReadersShelf()
    paper = _paper(shelf)
    title = gettext("%(paper)s: issues") % {"paper": paper}
    headlines = shelf.placements.filter(article__is_advertisement=False).in_print_order()
    headlines = headlines.select_related("article").defer("article__body", "article__internal_note")
    pages = shelf.pages.order_by("number").prefetch_related(
        Prefetch("placements", headlines, to_attr="on_page")
    )
    newest = shelf.issues.latest_first().select_related("masthead")
    newest = newest.prefetch_related(Prefetch("pages", pages, to_attr="printed"))[:MOST_ISSUES]
    found = [entries.of_issue(issue, issue.printed, partial(absolute, request)) for issue in newest]
    return _feed(request, paper, title, reverse("paper:archive"), found)


@require_safe
def corrections(request):
    """The newest corrections."""
    shelf = ReadersShelf()
    paper = _paper(shelf)
    title = gettext("%(paper)s: corrections") % {"paper": paper}
    newest = reading.corrections(shelf, article__is_advertisement=False)[:MOST_ENTRIES]
    found = [entries.of_correction(each, paper, partial(absolute, request)) for each in newest]
    return _feed(request, paper, title, reverse("paper:corrections"), found)


def _paper(shelf):
    """The paper's name, as its latest issue bears it."""
    issue = shelf.issues.latest_first().select_related("masthead").first()
    return issue.masthead.name if issue else gettext("This paper")


def _newest(shelf, articles):
    return latest_pieces(shelf, articles.filter(is_advertisement=False), MOST_ENTRIES)


def _pieces(request, paper, title, home, found):
    return _feed(
        request, paper, title, home, [entries.of_piece(each, partial(absolute, request)) for each in found]
    )


def _feed(request, paper, title, home, found):
    """Answer with a feed of the Entries `found`; `home` is the path of the page that shows the same to people."""
    updated = max((entry.updated for entry in found), default=_NEVER)
    feed = AtomFeed(
        title,
        absolute(request, home),
        None,
        language="zh-CN",
        author_name=paper,
        author_link=absolute(request, reverse("paper:front")),
        feed_url=absolute(request, request.path),
        feed_guid=permanent_id(paper, request.path),
        feed_copyright=f"© {paper}",
        updated=updated,
    )
    for entry in found:
        feed.add_item(
            entry.title,
            entry.address,
            None,
            unique_id=entry.id,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=entry.categories,
            authors=entry.authors,
            picture=entry.picture,
            content=entry.content,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    return revalidated(request, last_change.dated(response, [updated] if found else []))

"""Serves the feeds, each with its newest entries; no advertisement is among them.

What was withdrawn leaves its tombstone, and counts for the moment of the feed, which so does not go back with it.
"""

from functools import partial

from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from issues import last_change, notices, reading
from issues.caching.revalidating import revalidated
from issues.outlets.addresses import absolute
from issues.outlets.feeds import entries
from issues.outlets.feeds.atom import AtomFeed
from issues.outlets.permanent import permanent_id
from issues.outlets.pieces import latest_pieces, pieces
from issues.outlets.structured import LANGUAGE
from issues.publication import ReadersShelf
from issues.read_only import read_only

MOST_ENTRIES = 50
# Five months of a weekly.
MOST_ISSUES = 20


@read_only
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
    facts = ("feeds/latest", paper, reverse("paper:front"))
    taken = _taken(shelf, Q(article__placements__page__issue__in=newest))
    return _pieces(request, paper, facts, found[: max(MOST_ENTRIES, of_newest)], taken)


@read_only
def tag(request, pk):
    """What bears a tag, newest first."""
    shelf = ReadersShelf()
    found, paper = get_object_or_404(shelf.tags, pk=pk), _paper(shelf)
    title = gettext("%(paper)s: tag %(name)s") % {"paper": paper, "name": found.name}
    facts = (f"feeds/tags/{pk}", title, reverse("paper:tag", args=[pk]))
    newest = _newest(shelf, shelf.articles.filter(tags=found))
    return _pieces(request, paper, facts, newest, _taken(shelf, Q(article__tags=found)))


@read_only
def reporter(request, pk):
    """What a person is credited in, newest first."""
    shelf = ReadersShelf()
    person, paper = get_object_or_404(shelf.reporters, pk=pk), _paper(shelf)
    title = gettext("%(paper)s: %(name)s") % {"paper": paper, "name": person.name}
    facts = (f"feeds/reporters/{pk}", title, person.get_absolute_url())
    newest = _newest(shelf, reading.credited(shelf, person))
    credited = Q(article__credits__reporter=person) | Q(article__photos__credits__reporter=person)
    return _pieces(request, paper, facts, newest, _taken(shelf, credited))


@read_only
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
    told = last_change.told(shelf, issue__in=[issue.pk for issue in newest])
    found = [
        entries.of_issue(issue, issue.printed, told["issue", issue.pk], partial(absolute, request))
        for issue in newest
    ]
    return _feed(request, paper, ("feeds/issues", title, reverse("paper:archive")), found)


@read_only
def corrections(request):
    """The newest corrections, and the pieces that were last withdrawn."""
    shelf = ReadersShelf()
    paper = _paper(shelf)
    title = gettext("%(paper)s: corrections") % {"paper": paper}
    newest = notices.loaded(shelf, notices.listed(shelf, article__is_advertisement=False)[:MOST_ENTRIES])
    found = [entries.of_notice(each, partial(absolute, request)) for each in newest]
    moments = _moments(_taken(shelf, Q()))
    return _feed(request, paper, ("feeds/corrections", title, reverse("paper:corrections")), found, moments)


def _paper(shelf):
    """The paper's name, as its latest issue bears it."""
    issue = shelf.issues.latest_first().select_related("masthead").first()
    return issue.masthead.name if issue else gettext("This paper")


def _newest(shelf, articles):
    return latest_pieces(shelf, articles.filter(is_advertisement=False), MOST_ENTRIES)


def _taken(shelf, touching):
    """Rows of article, withdrawn_at, lifted_at: what was ever taken back of the copy that `touching` says; newest first."""
    rows = last_change.withdrawals(shelf).filter(touching, article__is_advertisement=False)
    rows = rows.order_by("-withdrawn_at", "-pk").distinct()
    return list(rows.values_list("article", "withdrawn_at", "lifted_at", named=True))


def _moments(taken):
    return [moment for row in taken for moment in (row.withdrawn_at, row.lifted_at) if moment]


def _pieces(request, paper, facts, found, taken):
    """Answer with a feed of the Pieces `found`, and the tombstones of what was `taken` from it."""
    gone = [(entries.piece_id(row.article), row.withdrawn_at) for row in taken if not row.lifted_at]
    found = [entries.of_piece(each, partial(absolute, request)) for each in found]
    return _feed(request, paper, facts, found, _moments(taken), gone[:MOST_ENTRIES])


def _feed(request, paper, facts, found, moments=(), gone=()):
    """Answer with a feed of the Entries `found`.

    `facts` are what it is for good (permanent.py), its title, and the path of the page that shows the same to people;
    `moments` those at which something left it or came back; `gone` the (id, moment) of what it had.
    """
    thing, title, home = facts
    updated = max([*(entry.updated for entry in found), *moments], default=None)
    feed = AtomFeed(
        title,
        absolute(request, home),
        None,
        language=LANGUAGE,
        author_name=paper,
        author_link=absolute(request, reverse("paper:front")),
        feed_url=absolute(request, request.path),
        feed_guid=permanent_id(thing),
        feed_copyright=f"© {paper}",
        updated=updated or _since(),
        gone=gone,
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
    return revalidated(request, last_change.dated(response, [updated]))


def _since():
    """When the site was set up: Atom wants a moment of a feed in which nothing has ever stood."""
    return MigrationRecorder.Migration.objects.earliest("applied").applied

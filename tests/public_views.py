"""Every address at which readers get a page, each with what makes it fullest, from the URL configuration."""

import itertools

from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from articles.models import Article
from issues.models import Issue
from tests.every_kind import make_paper

# What no address of the configuration says by itself: questions, answers, and pages of lists beyond the first.
MORE = (
    "/search/?q=修伞匠",
    "/search/?q=没有这样的词",
    "/search/?q=伞",
    "/issues/go/?to=伞",
    "/issues/go/?to=1999-01-01",
    "/page-names/?name=要闻",
    "/columns/?name=街坊",
    "/on-this-day/?date=05-22",
    "/on-this-day/?date=伞",
    "/corrections/?page=2",
    "/nothing/stands/here/",
)


def addresses():
    """Make a Paper (tests/every_kind.py) and return the addresses that answer with HTML, a withdrawn piece among them.

    Raises AssertionError for a new address that nothing in the paper can fill.
    """
    paper = make_paper()
    call_command("rebuild_search", verbosity=0)
    client, found = Client(), []
    values = _values(paper)
    for route, parameters in _routes():
        missing = set(parameters) - set(values)
        assert not missing, f"{route}: this walk has nothing to fill {missing} with"
        found += _answering(client, route, parameters, values)
    return [*found, paper.pieces["withdrawn"].get_absolute_url(), *MORE]


def _routes():
    """Yield (namespace:name, parameter names) of every public address that may be a page."""
    for namespace in ("paper", "outlets"):
        _, inner = get_resolver().namespace_dict[namespace]
        for name in sorted(key for key in inner.reverse_dict if isinstance(key, str)):
            for possibilities, *_ in inner.reverse_dict.getlist(name):
                for _, parameters in possibilities:
                    yield f"{namespace}:{name}", tuple(parameters)


def _values(paper):
    pieces = [paper.pieces[name].pk for name in ("jump", "texts", "gallery", "advertisement", "corrected")]
    tags = Article.tags.through.objects.values_list("tag_id", flat=True).order_by("tag_id")[:1]
    return {
        "pk": [*pieces, paper.person.pk, *tags],
        "slug": [
            paper.issue.slug,
            *Issue.objects.exclude(pk=paper.issue.pk).values_list("slug", flat=True)[:3],
        ],
        "date": list(Issue.objects.order_by("-date").values_list("date", flat=True)[:1]),
        "number": [1, 2, 3],
        "year": [2020],
        "section": ["lists"],
        "part": [1],
    }


def _answering(client, route, parameters, values):
    """Return the addresses of a route that answer 200 with HTML."""
    found = []
    for combination in itertools.product(*(values[parameter] for parameter in parameters)):
        try:
            address = reverse(route, kwargs=dict(zip(parameters, combination, strict=True)))
        except NoReverseMatch as error:
            raise AssertionError(f"{route} can't be filled with {combination}") from error
        response = client.get(address)
        is_page = response["Content-Type"].startswith("text/html")
        response.getvalue()  # to its end: the server of a browser test counts what it has begun
        if response.status_code == 200 and is_page:
            found.append(address)
        elif response.status_code == 200:
            break  # what is no page once is none for another piece
    return found

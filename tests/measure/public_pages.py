"""Asks a site for every page that a reader can get, those of refusal among them."""

import itertools
import re
from collections import defaultdict
from dataclasses import dataclass
from html import unescape
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, urlopen

MOST_PAGES = 1500
_LINK = re.compile(r'<a [^>]*?href="([^"#]+)')
# Asked of every view, and of those that take words.
_LISTS = ("?page=2", "?page=99", "?page=x")
_ASKED = {
    "paper:search": [
        ("q", q) for q in ("伞", "不存在的词语", "伞骨 -竹", "“修伞匠”", "的", "？！", "<b>&\"'", "长" * 300)
    ],
    "paper:go": [("to", to) for to in ("943", "2020-05-22", "99999", "<&>")],
}


@dataclass(frozen=True)
class Page:
    """An answer in HTML: what was asked for, the status, the text."""

    asked: str
    status: int
    text: str


def page(address, headers=None):
    """Return the Page that an address gives; None where the answer is no HTML."""
    try:
        answer = urlopen(Request(address, headers=headers or {}), timeout=60)
    except HTTPError as error:
        answer = error
    with answer:
        kind, text = answer.headers.get_content_type(), answer.read()
    if kind != "text/html":
        return None
    parts = urlsplit(address)
    asked = parts.path + (f"?{parts.query[:80]}" if parts.query else "")
    return Page(f"{asked} ({answer.status})", answer.status, text.decode())


def walked(site):
    """Return the Pages of all public views and what they link to, and the names of the views that gave none.

    The views are those of the URL configuration, each with everything in the database that can fill its address.
    """
    pages, missing = {}, []
    for name, paths in _paths().items():
        first = page(site + paths[0])
        if first is None:  # an outlet in another language than HTML
            continue
        found = {path: page(site + path) for path in paths[1:]} | {paths[0]: first}
        if all(one and one.status != 200 for one in found.values()):
            missing.append(name)
        pages |= {path: one for path, one in found.items() if one}
    linked = sorted(set().union(*(_links(one) for one in pages.values())) - set(pages))
    more = [page(site + path) for path in linked[: MOST_PAGES - len(pages)]]
    return [*pages.values(), *filter(None, more)], missing


def refusals(site):
    """Return what is answered to who asks for what is not there, ended, or not his to see, and to nonsense."""
    gone = [page(site + path) for path in ("/nowhere/", "/shared/nonsense/", "/articles/999999/")]
    return [*gone, page(f"{site}/preview/", _signed_in("clerk")), page(f"{site}/", {"Host": "<nonsense>"})]


def previews(site, slug):
    """Return the front page, an issue and its page 1 as staff previews them, what is withdrawn marked."""
    staff = _signed_in("chief", is_superuser=True)
    paths = ("", f"issues/{slug}/", f"issues/{slug}/1/")
    return [page(f"{site}/preview/{path}", staff) for path in paths]


def _paths():
    """Return {view name: paths} of the public views in the URL configuration, filled with all there is."""
    from django.urls import get_resolver, reverse

    values, paths = _values(), defaultdict(list)
    for namespace in ("paper", "outlets"):
        inner = get_resolver().namespace_dict[namespace][1].reverse_dict
        for view in [key for key in inner if isinstance(key, str)]:
            name = f"{namespace}:{view}"
            for parameters in {tuple(names) for forms, *_ in inner.getlist(view) for _, names in forms}:
                for combination in itertools.product(*(values[parameter] for parameter in parameters)):
                    paths[name].append(reverse(name, kwargs=dict(zip(parameters, combination, strict=True))))
            paths[name] += [path + query for path in paths[name][:1] for query in _queries(name)]
    return paths


def _queries(name):
    asked = [f"?{parameter}={quote(word)}" for parameter, word in _ASKED.get(name, ())]
    return [*_LISTS, *asked]


def _values():
    """What fills a parameter of each name; a parameter that is not here ends the measurement."""
    from articles.models import Article
    from issues.models import Issue, Page

    tags = Article.tags.through.objects.values_list("tag_id", flat=True)
    people = Article.objects.exclude(credits__reporter=None).values_list("credits__reporter", flat=True)
    dates = sorted(set(Issue.objects.values_list("date", flat=True)))
    return {
        "pk": sorted({*Article.objects.values_list("pk", flat=True), *tags, *people}),
        "slug": list(Issue.objects.values_list("slug", flat=True)),
        "number": sorted(set(Page.objects.values_list("number", flat=True))),
        "date": dates,
        "year": sorted({date.year for date in dates}),
        "section": ["issues"],
        "part": [1],
    }


def _signed_in(username, **rights):
    """The headers of a browser in which that account, made here, is signed in."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.create(username=username, is_staff=True, **rights))
    return {"Cookie": client.cookies.output(attrs=[], header="", sep=";").strip()}


def _links(page):
    """The paths on this site that the page links to."""
    base = page.asked.partition(" ")[0]
    found = (urlsplit(urljoin(base, unescape(href))) for href in _LINK.findall(page.text))
    paths = (f"{link.path}?{link.query}" if link.query else link.path for link in found if not link.netloc)
    return {path for path in paths if re.match("/(?!admin|media|preview)", path)}

"""Measures whether the Nu Html Checker, the W3C's own, finds anything wrong with the public site's HTML and styles.

python -m tests.measure.html [--keep FOLDER]

serves an empty paper, then the sample issue and a paper with every kind of thing, as in production; asks for every
address of the public views of the URL configuration, for what they link to, for the answers to what is not there, not
allowed, withdrawn, not found; prints the number of pages, each message of the checker with the first page it was said
of, and exits 1 where there is one. A public view that has given no page is a message too.
"""

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import Request, urlopen

from tests.measure import node_tools, serving

STYLES = serving.ROOT / "xdcb/static/paper"
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
# What the checker says and is wrong in: the words, and what stands there.
_MEANT = (
    # Container queries (CSS Conditional Rules 5) are in all browsers since 2023; its part for styles knows none.
    re.compile(
        r"CSS: .*(?:Unknown dimension|Property “container-type” doesn't exist).*(?:\dcqw|container-type:)"
    ),
)


@dataclass(frozen=True)
class Page:
    """An answer in HTML: what was asked for, the status, the text."""

    asked: str
    status: int
    text: str


def main():
    """Serve, ask, check, print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--keep", type=Path, help="leave the pages in this folder")
    asked = parser.parse_args()
    checker = node_tools.packages("java") / "vnu-jar/build/dist/vnu.jar"
    with tempfile.TemporaryDirectory(prefix="xdcb-html-") as folder:
        pages, missing = _served_pages(Path(folder))
        kept = asked.keep or Path(folder) / "pages"
        kept.mkdir(parents=True, exist_ok=True)
        said = _checked(checker, pages, kept)
    statuses = sorted({page.status for page in pages})
    print(
        f"{len(pages)} pages (statuses {', '.join(map(str, statuses))}), {len(list(STYLES.glob('*.css')))} styles"
    )
    for text, places in sorted(said.items()):
        print(f"{len(places)}× {text}\n    {places[0]}")
    for name in missing:
        print(f"{name}: no page of it was seen")
    print(f"target: no message: {'NOT met' if said or missing else 'met'}")
    return 1 if said or missing else 0


def _served_pages(folder):
    """Return the Pages of the site, and the names of the public views that gave none."""
    settings = serving.environment(folder) | {"LOG_LEVEL": "ERROR"}
    os.environ |= {**settings, "DJANGO_SETTINGS_MODULE": "xdcb.settings"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.template.loader import render_to_string

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with serving.served(settings) as site:
        empty = [_page(site + path) for path in ("/", "/issues/", "/corrections/", "/search/?q=1")]
        with Path(os.devnull).open("w") as nowhere:
            call_command("load_sample", stdout=nowhere)
        _make_papers()
        pages, missing = _walked(site)
        pages += _refusals(site) + _previews(site)
    return [*empty, *pages, Page("500.html", 500, render_to_string("500.html"))], missing


def _make_papers():
    from tests import every_kind

    paper = every_kind.make_paper(number=950)
    every_kind.make_other_issues(paper)


def _walked(site):
    """Return the Pages of all public views and what they link to, and the names of the views that gave none."""
    pages, missing, linked = {}, [], set()
    for name, paths in _paths().items():
        first = _page(site + paths[0])
        if first is None:  # an outlet in another language than HTML
            continue
        found = {path: _page(site + path) for path in paths[1:]} | {paths[0]: first}
        if not any(page.status == 200 for page in found.values()):
            missing.append(name)
        pages |= found
    for page in pages.values():
        linked |= {path for path in _links(page) if path not in pages}
    for path in sorted(linked)[: MOST_PAGES - len(pages)]:
        if page := _page(site + path):
            pages[path] = page
    return list(pages.values()), missing


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


def _refusals(site):
    """What is answered to who asks for what is not there, ended, or not his to see, and to nonsense."""
    gone = [_page(site + path) for path in ("/nowhere/", "/shared/nonsense/", "/articles/999999/")]
    return [*gone, _page(site + "/preview/", _signed_in("clerk")), _page(site + "/", {"Host": "<nonsense>"})]


def _previews(site):
    """The issues as staff sees them before they are out, withdrawn copy marked."""
    staff = _signed_in("chief", is_superuser=True)
    return [
        _page(site + path, staff) for path in ("/preview/", "/preview/issues/950/", "/preview/issues/950/1/")
    ]


def _signed_in(username, **rights):
    """The headers of a browser in which that account, made here, is signed in."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.create(username=username, is_staff=True, **rights))
    return {"Cookie": client.cookies.output(attrs=[], header="", sep=";").strip()}


def _page(address, headers=None):
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


def _links(page):
    """The paths on this site that the page links to."""
    base = page.asked.partition(" ")[0]
    found = (urlsplit(urljoin(base, unescape(href))) for href in _LINK.findall(page.text))
    paths = (f"{link.path}?{link.query}" if link.query else link.path for link in found if not link.netloc)
    return {path for path in paths if re.match("/(?!admin|media|preview)", path)}


def _checked(checker, pages, folder):
    """Return {what the checker says: where} of the pages and the styles, but for what is meant."""
    asked = {}
    for number, page in enumerate({page.text: page for page in pages}.values()):
        file = folder / f"{number:04d}.html"
        file.write_text(page.text, encoding="utf-8")
        asked[file.name] = page.asked
    messages = _said(checker, "--skip-non-html", sorted(folder.glob("*.html")))
    messages += _said(checker, "--skip-non-css", sorted(STYLES.glob("*.css")))
    said = defaultdict(list)
    for message in messages:
        text = f"{message.get('subType') or message['type']}: {message['message']}"
        extract = " ".join(message.get("extract", "").split())
        if not any(meant.search(f"{text} {extract}") for meant in _MEANT):
            name = message["url"].rpartition("/")[2]
            said[text].append(f"{asked.get(name, name)}, line {message.get('lastLine')}: {extract}")
    return said


def _said(checker, kind, files):
    """Return the checker's messages on files of one kind."""
    command = ["java", "-jar", checker, kind, "--format", "json", "--stdout", *files]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    try:
        return json.loads(run.stdout)["messages"]
    except ValueError:
        sys.exit(f"the checker gave no report: {run.stderr or run.stdout}")


if __name__ == "__main__":
    sys.exit(main())

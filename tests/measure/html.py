"""Measures whether the Nu Html Checker, the W3C's own, finds anything wrong with the public site's HTML and styles.

python -m tests.measure.html [--keep FOLDER]

serves an empty paper, then the sample issue and a paper with every kind of thing, as in production; asks for every
address of the public views of the URL configuration, for what they link to, for the answers to what is not there, not
allowed, withdrawn, not found; prints the number of pages and each message of the checker with the first page it was
said of. Exits 1 where there is one, where a view has given no page, or where the server failed. --keep leaves the
pages there.
"""

import argparse
import os
import re
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.measure import node_tools, public_pages, serving

STYLES = sorted((serving.ROOT / "xdcb/static/paper").glob("*.css"))
# What the checker says and is wrong in: the words, and what stands there.
_MEANT = (
    # Container queries (CSS Conditional Rules 5) are in all browsers since 2023; its part for styles knows none.
    re.compile(
        r"CSS: .*(?:Unknown dimension|Property “container-type” doesn't exist).*(?:\dcqw|container-type:)"
    ),
)


def main():
    """Serve, ask, check, print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--keep", type=Path, help="leave the pages in this folder")
    asked = parser.parse_args()
    checker = node_tools.packages("java") / "vnu-jar/build/dist/vnu.jar"
    with tempfile.TemporaryDirectory(prefix="xdcb-html-") as folder:
        pages, faults = _served_pages(Path(folder))
        kept = asked.keep or Path(folder) / "pages"
        kept.mkdir(parents=True, exist_ok=True)
        faults += _checked(checker, pages, kept)
    statuses = ", ".join(str(status) for status in sorted({page.status for page in pages}))
    print(*faults, f"{len(pages)} pages (answered {statuses}), {len(STYLES)} styles", sep="\n")
    print(f"target: no message: {'NOT met' if faults else 'met'}")
    return 1 if faults else 0


def _served_pages(folder):
    """Return the Pages of the site, and what was wrong with the answers themselves."""
    settings = serving.environment(folder)
    os.environ |= {**settings, "DJANGO_SETTINGS_MODULE": "xdcb.settings"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.template.loader import render_to_string

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with (folder / "log").open("w") as log, serving.served(settings, log) as site:
        empty = [
            public_pages.page(site + path) for path in ("/", "/issues/", "/corrections/", "/search/?q=1")
        ]
        slug = _make_papers()
        pages, missing = public_pages.walked(site)
        pages += empty + public_pages.refusals(site) + public_pages.previews(site, slug)
    faults = [f"{name}: no page of it was seen" for name in missing]
    faults += [f"{page.asked}: the server failed" for page in pages if page.status >= 500]
    return [*pages, public_pages.Page("500.html", 500, render_to_string("500.html"))], faults


def _make_papers():
    """Put the sample and a paper with every kind of thing into the database; returns that one's address."""
    from django.core.management import call_command

    from tests import every_kind

    with Path(os.devnull).open("w") as nowhere:
        call_command("load_sample", stdout=nowhere)
    paper = every_kind.make_paper(number=950)
    every_kind.make_other_issues(paper)
    return paper.issue.slug


def _checked(checker, pages, folder):
    """Return what the checker says of the pages and the styles, each message once with its first place."""
    asked = {}
    for number, page in enumerate({page.text: page for page in pages}.values()):
        file = folder / f"{number:04d}.html"
        file.write_text(page.text, encoding="utf-8")
        asked[file.name] = page.asked
    report = ["--format", "json", "--stdout"]
    messages = node_tools.messages(checker, "--skip-non-html", *report, *sorted(folder.glob("*.html")))
    messages += node_tools.messages(checker, "--skip-non-css", *report, *STYLES)
    said = defaultdict(list)
    for message in messages:
        text = f"{message.get('subType') or message['type']}: {message['message']}"
        extract = " ".join(message.get("extract", "").split())
        if not any(meant.search(f"{text} {extract}") for meant in _MEANT):
            name = message["url"].rpartition("/")[2]
            said[text].append(f"{asked.get(name, name)}, line {message.get('lastLine')}: {extract}")
    return [f"{len(places)}× {text}\n    {places[0]}" for text, places in sorted(said.items())]


if __name__ == "__main__":
    sys.exit(main())

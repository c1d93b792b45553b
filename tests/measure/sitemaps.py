"""Measures the sitemap of a paper with a million public addresses: all of them, each once, each part at once.

python -m tests.measure.sitemaps [--issues N]   on SQLite and on PostgreSQL; prints its figures beside their targets;
                                                exits 1 where one is not met. A database that DATABASE_URL names is
                                                taken instead; it must be empty.

A part is asked for as a crawler asks for it, through the whole of Django; its time is that of the answer.
"""

import argparse
import datetime
import os
import sys
import time
import tracemalloc
import warnings
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree import ElementTree

from tests.measure.databases import on_both_kinds

ISSUES, TO_COME = 20_000, 10
PAGES, PIECES = 4, 46  # of an issue
PEOPLE, TAGS, COLUMNS = 1_000, 2_000, 40
EVERY_HUNDREDTH = 100  # piece is a draft
BEARING = 10  # every so many-th piece has a credit and a tag
FIRST_DAY = datetime.date(1970, 1, 1)
LISTS = (
    "",
    "issues/",
    "page-names/",
    "columns/",
    "reporters/",
    "tags/",
    "corrections/",
    "on-this-day/",
    "search/",
)
ADDRESSES = 1_000_000
MOST_ADDRESSES, MOST_MEGABYTES = 50_000, 50  # of a part (sitemaps.org/protocol.html)
SECONDS, MEGABYTES, QUESTIONS = 2, 20, 5
SITE = "http://127.0.0.1"


def main():
    """Measure on the named database, or on both kinds; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--issues", type=int, default=ISSUES)
    asked = parser.parse_args()
    if "DATABASE_URL" in os.environ:
        return 0 if measured(asked.issues) else 1
    return on_both_kinds("tests.measure.sitemaps", "--issues", str(asked.issues))


def measured(issues):
    """Build the paper, walk its sitemap, print what was measured; returns whether all targets are met."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "xdcb.settings", "HTTPS": "0", "SITE_ADDRESS": ""}
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    warnings.filterwarnings("ignore", "No directory at")  # no static file is asked for
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    public = _build(connection, issues)
    print(
        f"{connection.vendor}, {len(public):,} public addresses, built in {time.perf_counter() - started:.0f} s"
    )
    index = _asked("/sitemap.xml")
    parts = [_asked(address) for address in index.addresses]
    found = [address for part in parts for address in part.addresses]
    memory = _memory(max(parts, key=lambda part: part.bytes))
    return all([*_complete(found, public, issues), *_quick(index, parts), memory])


def _told(name, value, target, is_met):
    figure = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
    print(f"  {'ok ' if is_met else 'NO '} {name}: {figure} (target {target})", flush=True)
    return is_met


def _complete(found, public, issues):
    once = set(found)
    yield _told("addresses", len(found), f"{len(public):,}", len(found) == len(public))
    if issues >= ISSUES:
        yield _told(
            "of them public", len(once & public), f"{ADDRESSES:,} at least", len(once & public) >= ADDRESSES
        )
    yield _told("addresses that stand twice", len(found) - len(once), "0", len(found) == len(once))
    yield _told("addresses that are not public", len(once - public), "0", not once - public)


def _quick(index, parts):
    seconds = sorted(part.seconds for part in parts)
    addresses, size = max(len(part.addresses) for part in parts), max(part.bytes for part in parts) / 1e6
    questions = max(part.questions for part in parts)
    yield _told("parts", len(parts), f"{MOST_ADDRESSES:,} at most", len(parts) <= MOST_ADDRESSES)
    yield _told(
        "addresses of the largest", addresses, f"{MOST_ADDRESSES:,} at most", addresses <= MOST_ADDRESSES
    )
    yield _told("megabytes of the largest", size, f"{MOST_MEGABYTES} at most", size <= MOST_MEGABYTES)
    yield _told("seconds of the index", index.seconds, f"{SECONDS} at most", index.seconds <= SECONDS)
    yield _told("seconds of the slowest part", seconds[-1], f"{SECONDS} at most", seconds[-1] <= SECONDS)
    print(f"      seconds of the middle part: {seconds[len(seconds) // 2]:.3g}")
    yield _told(
        "questions asked by the index", index.questions, f"{QUESTIONS} at most", index.questions <= QUESTIONS
    )
    yield _told("most questions asked by a part", questions, f"{QUESTIONS} at most", questions <= QUESTIONS)


@dataclass(frozen=True)
class Answer:
    """What a sitemap or an index lists, its size, the seconds it took, the questions asked of the database."""

    address: str
    addresses: list
    bytes: int
    seconds: float
    questions: int


def _asked(address):
    """Ask for an address; where it took long once more, and again: the machine may have had something else to do."""
    answers = [_answer(address)]
    while answers[-1].seconds > SECONDS and len(answers) < 3:
        answers.append(_answer(address))
    return min(answers, key=lambda answer: answer.seconds)


def _answer(address):
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as questions:
        started = time.perf_counter()
        response = Client(headers={"host": "127.0.0.1"}).get(address)
        seconds = time.perf_counter() - started
    if response.status_code != 200:
        sys.exit(f"{address}: {response.status_code}")
    listed = [entry[0].text.removeprefix(SITE) for entry in ElementTree.fromstring(response.content)]
    return Answer(address, listed, len(response.content), seconds, len(questions))


def _memory(part):
    """Say how much memory one answer takes at most."""
    tracemalloc.start()
    _answer(part.address)
    megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return _told(
        "megabytes of memory for the largest", megabytes, f"{MEGABYTES} at most", megabytes <= MEGABYTES
    )


def _build(connection, count):
    """Fill the database; returns the set of public addresses."""
    from django.contrib.contenttypes.models import ContentType
    from taggit.models import Tag, TaggedItem

    from articles.models import Article, Credit, Reporter
    from issues.models import Page, Placement

    first = _issues(count)
    public_pieces, borne = count * PIECES, count * PIECES // BEARING
    pieces, pages = (count + TO_COME) * PIECES, (count + TO_COME) * PAGES
    person = Reporter.objects.bulk_create(Reporter(name=f"人{number}") for number in range(PEOPLE))[0].pk
    tag = Tag.objects.bulk_create(Tag(name=f"签{number}", slug=f"tag-{number}") for number in range(TAGS))[
        0
    ].pk
    page = _many(
        connection,
        pages,
        Page(),
        issue_id=f"{first} + i / {PAGES}",
        number=f"i % {PAGES} + 1",
        name=f"'版' || (i % {PAGES})",
        key="'k' || i",
    )
    article = _many(
        connection,
        pieces,
        Article(body="<p>文</p>"),
        title="'第' || i || '篇'",
        column=f"CASE WHEN i % 3 = 0 THEN '栏' || (i % {COLUMNS}) ELSE '' END",
        state=f"CASE WHEN i % {EVERY_HUNDREDTH} = 0 THEN 'draft' ELSE 'approved' END",
    )
    place = f"{page} + i / {PIECES} * {PAGES} + i % {PAGES}"
    _many(connection, pieces, Placement(), article_id=f"{article} + i", page_id=place, order="i % 20")
    bearing, bearer = pieces // BEARING, f"{article} + i * {BEARING} + 1"
    of_article = {"content_type": ContentType.objects.get_for_model(Article)}
    _many(connection, bearing, Credit(name="人"), article_id=bearer, reporter_id=f"{person} + i % {PEOPLE}")
    _many(connection, bearing, TaggedItem(**of_article), object_id=bearer, tag_id=f"{tag} + i % {TAGS}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database in use has done for itself
    days = (FIRST_DAY + datetime.timedelta(days=number) for number in range(count))
    return {
        *(f"/{name}" for name in LISTS),
        *(f"/archive/{year}/" for year in {day.year for day in days}),
        *(f"/page-names/?name={quote(f'版{number}')}" for number in range(PAGES)),
        *(f"/columns/?name={quote(f'栏{number}')}" for number in range(COLUMNS)),
        *(f"/reporters/{person + number}/" for number in range(min(PEOPLE, borne))),
        *(f"/tags/{tag + number}/" for number in range(min(TAGS, borne))),
        *(f"/issues/{number}/" for number in range(1, count + 1)),
        *(f"/issues/{number}/{page}/" for number in range(1, count + 1) for page in range(1, PAGES + 1)),
        *(f"/articles/{article + number}/" for number in range(public_pieces) if number % EVERY_HUNDREDTH),
    }


def _issues(count):
    """Make so many issues that are out, and some to come; returns the first one's id."""
    from issues.models import Issue, IssueState
    from tests import factories as make

    masthead, chief = make.make_masthead(), make.make_user()
    signed = {"state": IssueState.SIGNED_OFF, "signed_off_by": chief, "signed_off_at": make.RELEASE}
    issues = []
    for number in range(count + TO_COME):
        issue = Issue(
            number=number + 1,
            slug=number + 1,
            date=FIRST_DAY + datetime.timedelta(days=number),
            masthead=masthead,
        )
        issue.publish_at = issue.default_publish_at()
        for field, value in (signed if number < count else {}).items():
            setattr(issue, field, value)
        issues.append(issue)
    return Issue.objects.bulk_create(issues, batch_size=1000)[0].pk


def _many(connection, count, model, **expressions):
    """Insert `count` rows like `model`, but for what the `expressions` say in terms of i, from 0; returns the first id."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    own = [field for field in fields if field.column not in expressions]
    columns = [*(field.column for field in own), *expressions]
    values = [field.get_db_prep_save(field.pre_save(model, add=True), connection) for field in own]
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(map(connection.ops.quote_name, columns))}) "
            f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) "
            f"SELECT {', '.join([*['%s'] * len(own), *(sql.replace('%', '%%') for sql in expressions.values())])} "
            "FROM n ORDER BY i",
            values,
        )
    return type(model).objects.order_by("pk").values_list("pk", flat=True)[0]


if __name__ == "__main__":
    sys.exit(main())

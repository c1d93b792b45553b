"""Measures Chinese search on a paper of many articles: recall and precision against a scan, speed, size of the index.

python -m tests.measure.search [--articles N]   on SQLite and on PostgreSQL; prints its figures beside their targets;
                                                exits 1 where one is not met. A database that DATABASE_URL names is
                                                taken instead; it must be empty.

Texts are real news where ../shared/real/news is there, made ones elsewhere. What is timed is the one query of
issues/searching.py with the gate and the order by relevance, as a reader's search asks it, its rows fetched: on
PostgreSQL the time in the database, on SQLite, which has no other process, the whole.
"""

import argparse
import datetime
import itertools
import json
import os
import random
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from tests.measure import texts
from tests.measure.databases import on_both_kinds

NEWS = Path(__file__).resolve().parents[3] / "shared" / "real" / "news"
LENGTH = 600  # characters of an article
PIECES_A_PAGE, PAGES = 8, 4
DRAWN = 200  # queries of each length
SCANNED = 60  # of them, compared with a scan
HIDDEN = 50  # every so many-th article is a draft
TARGETS = {"sqlite": 100, "postgresql": 50}  # ms for 95 of 100 queries
COMMON, COMMON_LIMIT = 20, 300  # ms
AT_ONCE = 1000


def main():
    """Measure on the named database, or on both kinds; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--articles", type=int, default=100_000)
    asked = parser.parse_args()
    if "DATABASE_URL" in os.environ:
        return 0 if measured(asked.articles) else 1
    return on_both_kinds("tests.measure.search", "--articles", str(asked.articles))


def measured(count):
    """Build the paper, search it, print what was measured; returns whether all targets are met."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "xdcb.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    print(
        f"{connection.vendor}, {count:,} articles of {LENGTH} characters, {'real' if NEWS.exists() else 'made'} texts"
    )
    texts = _build(connection, count)
    verdicts = [_size(connection, texts), *_exactness(texts), *_speed(connection, texts)]
    return all(verdicts)


def _told(name, value, unit, target, is_met):
    print(f"  {'ok ' if is_met else 'NO '} {name}: {value:,.4g} {unit} (target {target})", flush=True)
    return is_met


def _sentences():
    if not NEWS.exists():
        return texts.sentences()
    found = []
    for path in sorted(NEWS.glob("xinwenlianbo-*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found += re.findall(r"[^。！？\s][^。！？\n]{8,200}[。！？]", json.loads(line)["text"])
    return found


def _pieces(count):
    """Return articles as snapshots (articles/revisions.py), one after the other."""
    chance, sentences = random.Random(2), _sentences()
    for number in range(count):
        paragraphs, left = [], LENGTH
        while left > 0:
            paragraph = "".join(chance.choices(sentences, k=3))[:left]
            paragraphs.append(paragraph)
            left -= len(paragraph)
        photos = [{"caption": chance.choice(sentences)[:40], "credits": []}] if number % 10 == 0 else []
        yield {
            "column": "",
            "kicker": chance.choice(sentences)[:18] if number % 4 == 0 else "",
            "title": chance.choice(sentences)[:20].rstrip("。"),
            "deck": chance.choice(sentences)[:24] if number % 3 == 0 else "",
            "dateline": "本报讯" if number % 2 else "",
            "body": "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
            "credits": [{"role": "记者", "name": f"林{chance.choice(sentences)[0]}"}],
            "photos": photos,
            "tags": [],
        }


def _build(connection, count):
    """Fill the database; returns the folded text of each article by its id, and which of them are out."""
    from articles.models import Article, ArticleState
    from articles.search import index, schema
    from issues import searching
    from issues.models import Placement

    pages, texts, pieces = _pages(count), {}, _pieces(count)
    if connection.vendor == "postgresql":
        schema.remove(connection)  # taken in as a whole it is made in a fraction of the time
    started = time.perf_counter()
    while batch := list(itertools.islice(pieces, AT_ONCE)):
        fields = ("column", "kicker", "title", "deck", "dateline", "body")
        states = (
            ArticleState.APPROVED if (len(texts) + number) % HIDDEN else ArticleState.DRAFT
            for number in range(len(batch))
        )
        made = Article.objects.bulk_create(
            Article(**{field: piece[field] for field in fields}, state=state, characters=LENGTH)
            for piece, state in zip(batch, states, strict=True)
        )
        entries = [index.entry(article.pk, piece) for article, piece in zip(made, batch, strict=True)]
        for number, entry in enumerate(entries, len(texts)):
            page = pages[number // PIECES_A_PAGE]
            entry.printed_on = page.issue.date
            entry.place = searching.place_of(page.number, number % PIECES_A_PAGE, page.issue.date)
        index.write(entries)
        Placement.objects.bulk_create(
            Placement(
                article=article,
                page=pages[(len(texts) + number) // PIECES_A_PAGE],
                order=number % PIECES_A_PAGE,
            )
            for number, article in enumerate(made)
        )
        texts |= {made.article_id: made.text for made in entries}
    if connection.vendor == "postgresql":
        schema.make(connection)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    print(f"      filled in {time.perf_counter() - started:,.0f} s")
    return texts


def _pages(count):
    """Make enough issues, a week apart, all of them out; returns their pages in order."""
    from django.contrib.auth.models import User

    from issues.models import Issue, IssueState, Masthead, Page

    chief = User.objects.create(username="chief")
    masthead = Masthead.objects.create(name="新东城报")
    first, sheets = datetime.date(1950, 1, 6), -(-count // (PIECES_A_PAGE * PAGES))
    issues = [
        Issue(
            number=number + 1,
            slug=str(number + 1),
            date=(date := first + datetime.timedelta(weeks=number)),
            masthead=masthead,
            state=IssueState.SIGNED_OFF,
            signed_off_by=chief,
            signed_off_at=(out := datetime.datetime.combine(date, datetime.time(7), datetime.UTC)),
            publish_at=out,
        )
        for number in range(sheets)
    ]
    issues = Issue.objects.bulk_create(issues)
    return Page.objects.bulk_create(
        Page(issue=issue, number=number, name="要闻") for issue in issues for number in range(1, PAGES + 1)
    )


def _size(connection, texts):
    text = sum(len(text.encode()) for text in texts.values()) / 1e6
    from articles.search.schema import INDEX, TABLE

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_relation_size(%s), pg_table_size(%s)", [INDEX, TABLE])
            size, copy = cursor.fetchone()
        else:
            cursor.execute(f"SELECT sum(length(block)) FROM {INDEX}_data")
            (size,), copy = cursor.fetchone(), text * 1e6
            cursor.execute(f"SELECT sum(length(title) + length(headlines)) * 3 + count(*) * 30 FROM {TABLE}")
            size += cursor.fetchone()[0]  # the narrow index, which SQLite does not tell the size of
    print(
        f"      text {text:,.0f} MB; beside the index its folded copy of {copy / 1e6:,.0f} MB, which a hit is looked for in"
    )
    ratio = size / 1e6 / text
    return _told(f"index {size / 1e6:,.0f} MB, of the text", ratio, "times", "< 2", ratio < 2)


def _draw(texts, length, count, seed):
    """Return stretches of `length` Chinese signs from random places of the copy."""
    chance, ids, drawn = random.Random(seed), list(texts), []
    while len(drawn) < count:
        text = texts[chance.choice(ids)]
        at = chance.randrange(len(text) - length)
        stretch = text[at : at + length]
        if re.fullmatch(r"[\u3400-\u9fff]+", stretch):
            drawn.append(stretch)
    return drawn


def _common_words(texts, count):
    """Return the pairs of Chinese signs that most articles hold."""
    from itertools import pairwise

    held = Counter()
    for text in itertools.islice(texts.values(), 0, None, 20):
        held.update({first + second for first, second in pairwise(text)})
    words = (word for word, _ in held.most_common() if re.fullmatch(r"[\u3400-\u9fff]{2}", word))
    return list(itertools.islice(words, count))


def _exactness(texts):
    """Compare what is found with a scan of every text, for stretches of all lengths, words with marks and numbers."""
    from articles.models import Article
    from articles.search import matching, queries
    from issues import searching
    from issues.publication import ReadersShelf

    asked = [word for length in (2, 3, 4, 7, 12) for word in _draw(texts, length, SCANNED // 5, 7 + length)]
    asked += [*_common_words(texts, 3), "2023", "5g", "20", "，我们", "不存在的词句"]
    asked += [f"{one} {other}" for one, other in itertools.pairwise(_draw(texts, 2, 6, 99))]
    out = set(Article.objects.approved().values_list("pk", flat=True))
    wanted = found = both = shown = 0
    for typed in asked:
        query = queries.parse(typed)
        truth = {pk for pk, text in texts.items() if all(word in text for word in query.words)}
        answer = set(Article.objects.filter(pk__in=matching.holding(query)).values_list("pk", flat=True))
        wanted, found, both = wanted + len(truth), found + len(answer), both + len(truth & answer)
        listed = set(searching.found(ReadersShelf(), query))
        truth &= out
        shown += listed <= truth and len(listed) >= min(len(truth), searching.MOST)
    yield _told(f"recall of {len(asked)} searches", both / wanted, "", "1.0", both == wanted)
    yield _told(f"precision, {found:,} found", both / found, "", "1.0", both == found)
    yield _told(
        "readers' lists that are just what is out", shown / len(asked), "", "1.0", shown == len(asked)
    )


def _speed(connection, texts):
    took = {length: [_timed(word) for word in _draw(texts, length, DRAWN, length)] for length in (2, 3, 4)}
    for length, times in took.items():
        print(
            f"      {length} characters: median {statistics.median(times):.1f} ms, {_p95(times):.1f} ms for 95 of 100"
        )
    everything = [time for times in took.values() for time in times]
    target = TARGETS[connection.vendor]
    yield _told(
        "95 of 100 searches within", _p95(everything), "ms", f"< {target} ms", _p95(everything) < target
    )
    common = {word: min(_timed(word) for _ in range(3)) for word in _common_words(texts, COMMON)}
    slowest = max(common, key=common.get)
    yield _told(
        f"slowest of the {COMMON} commonest words, {slowest}",
        common[slowest],
        "ms",
        f"< {COMMON_LIMIT} ms",
        common[slowest] < COMMON_LIMIT,
    )


def _timed(word):
    """Milliseconds of a search: on PostgreSQL from handing it a statement to having its rows, on SQLite all of it."""
    from django.db import connection

    from articles.search import queries
    from issues import searching
    from issues.publication import ReadersShelf

    query, shelf, took = queries.parse(word), ReadersShelf(), 0

    def stopped(execute, sql, params, many, context):
        nonlocal took
        statement = context["cursor"].cursor.mogrify(sql, params)
        started = time.perf_counter()
        answer = execute(statement, None, many, context)
        took += time.perf_counter() - started
        return answer

    if connection.vendor == "postgresql":
        with connection.execute_wrapper(stopped):
            searching.found(shelf, query)
        return took * 1000
    started = time.perf_counter()
    searching.found(shelf, query)
    return (time.perf_counter() - started) * 1000


def _p95(times):
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())

"""Answers that are kept are never stale, in any of several real processes, each with its own store or with Redis."""

import gzip
import http.client
import os
import shutil
import signal
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.utils import timezone

from articles import withdrawal
from articles.models import Article
from issues.models import Correction, Issue
from tests import factories as make
from tests.measure.serving import environment, served
from tests.servers import Redis, database_address

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 2


@pytest.fixture
def redis(tmp_path):
    """A Redis server; the test is skipped where there is no program for one."""
    if shutil.which("redis-server") is None:
        pytest.skip("no redis-server here")
    server = Redis(str(tmp_path))
    yield server
    server.stop()


class Paper:
    """A paper that is served by several processes, which are asked until each has answered.

    `makers` of them make an answer that all then have.
    """

    def __init__(self, address, notes, makers):
        self._host, self._notes, self.makers = address.removeprefix("http://"), notes, makers

    def ask(self, path, **headers):
        """Return the response to one question over a connection of its own, its body in `text`."""
        asked = http.client.HTTPConnection(self._host, timeout=30)
        asked.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = asked.getresponse()
        response.body = response.read()
        response.text = response.body.decode(errors="replace")
        asked.close()
        return response

    def everywhere(self, path, **headers):
        """Return the responses of a few questions to each of the processes."""
        answers = defaultdict(list)
        while len(answers) < WORKERS or min(map(len, answers.values())) < 2:
            response = self.ask(path, **headers)
            answers[response.headers["X-Process"]].append(response)
            assert sum(map(len, answers.values())) < 400, f"only {set(answers)} answer"
        return [response for responses in answers.values() for response in responses]

    def said_everywhere(self, path):
        """Return the set of texts and statuses that the processes give."""
        return {(response.status, response.text) for response in self.everywhere(path)}

    def made(self, path):
        """Return how often each process has made the answer of an address."""
        lines = [line.split(" ") for line in self._notes.read_text().splitlines()]
        return Counter(process for process, asked in lines if asked == path)


@pytest.fixture
def open_paper(tmp_path, settings):
    """A function that serves the test's database by several processes."""
    settings.MEDIA_ROOT = str(tmp_path / "media")

    @contextmanager
    def serve(seconds=0.0, **more):
        notes = tmp_path / "notes"
        notes.write_text("")
        watched = environment(tmp_path) | {
            "DATABASE_URL": database_address(),
            "DJANGO_SETTINGS_MODULE": "tests.watched_settings",
            "NOTES": str(notes),
            "SECONDS_FOR_AN_ANSWER": str(seconds),
            "SECRET_KEY": settings.SECRET_KEY,  # the sessions of the test hold there too
            "DEBUG": "1",  # static files from their sources
            "KEPT_ANSWERS_MB": "64",
            "LOG_LEVEL": "ERROR",
            **more,
        }
        with (tmp_path / "log").open("w") as log, served(watched, log, WORKERS) as address:
            yield Paper(address, notes, 1 if "CACHE_URL" in more else WORKERS)

    return serve


@pytest.fixture(params=["own", "redis"])
def paper(request, open_paper, tmp_path):
    """The paper with an issue out; each process keeps its own answers, or all have a Redis too."""
    more = {"CACHE_URL": request.getfixturevalue("redis").url} if request.param == "redis" else {}
    with open_paper(**more) as served_paper:
        yield served_paper


@pytest.fixture
def piece():
    """A piece on the front page of the issue that is out."""
    page = make.make_page(make.make_signed_off_issue())
    piece = make.make_article("胡同口来了修伞匠")
    make.place(piece, page)
    make.index(piece)
    return piece


def test_an_answer_is_made_once_in_each_process_and_then_kept(piece, paper):
    (said,) = paper.said_everywhere("/")
    assert piece.title in said[1]
    made = paper.made("/")
    assert (made.total(), max(made.values())) == (paper.makers, 1)
    paper.everywhere("/")
    assert paper.made("/") == made


def test_an_issue_is_there_for_everyone_at_the_moment_of_its_release(piece, paper):
    moment = timezone.now() + timedelta(seconds=12)
    issue = make.make_signed_off_issue(moment, number=944, date=piece.created_at.date())
    make.place(make.make_article("夜市的灯"), make.make_page(issue))
    before = paper.said_everywhere("/") | paper.said_everywhere("/issues/")
    assert timezone.now() < moment, "the machine is too slow for this test"
    assert [(status, "/issues/944/" in text) for status, text in before] == [(200, False)] * 2
    time.sleep((moment - timezone.now()).total_seconds())
    ((_, text),) = paper.said_everywhere("/")
    assert "夜市的灯" in text
    assert all("/issues/944/" in text for _, text in paper.said_everywhere("/issues/"))


def test_what_is_withdrawn_is_gone_everywhere_with_the_next_question_and_comes_back_when_lifted(piece, paper):
    path, search = f"/articles/{piece.pk}/", f"/search/?q={quote('修伞匠')}"
    for address in ("/", path, search):
        assert all("胡同口来了" in text for _, text in paper.said_everywhere(address)), address
    editor = make.make_user()
    withdrawal.withdraw(piece, editor, "本文有误。")
    assert {status for status, _ in paper.said_everywhere(path)} == {410}
    for address in ("/", path, search):
        assert all("胡同口来了" not in text for _, text in paper.said_everywhere(address)), address
    withdrawal.lift(piece, editor)
    assert {(status, piece.title in text) for status, text in paper.said_everywhere(path)} == {(200, True)}


def test_a_correction_and_an_edit_show_everywhere_with_the_next_question_whoever_writes_them(piece, paper):
    path = f"/articles/{piece.pk}/"
    paper.everywhere(path)
    Correction.objects.create(
        article=piece,
        issue=Issue.objects.get(),
        page_number=1,
        wrong="三十一根",
        right="三十二根",
        made_by=make.make_user(),
    )
    assert all("三十二根" in text for _, text in paper.said_everywhere(path))
    Article.objects.filter(pk=piece.pk).update(title="修伞匠又来了")  # no signal, no form
    assert all("修伞匠又来了" in text for _, text in paper.said_everywhere(path))
    with connection.cursor() as cursor:  # nor Django's models
        cursor.execute("UPDATE articles_article SET title = %s", ["修伞匠走了"])
    for address in ("/", path, "/issues/943/"):
        assert all("修伞匠走了" in text for _, text in paper.said_everywhere(address)), address


def test_staff_who_are_signed_in_neither_see_nor_fill_what_is_kept(piece, paper, client):
    client.force_login(make.make_user())
    cookie = {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}
    asked = len(paper.everywhere("/", **cookie))
    assert sum(paper.made("/").values()) == asked, "each is made for them alone"
    assert {response.status for response in paper.everywhere("/preview/", **cookie)} == {200}
    for response in paper.everywhere("/preview/"):
        assert response.status == 302, "what staff may preview is kept for nobody else"
    before = paper.made("/")
    paper.everywhere("/")
    assert (paper.made("/") - before).total() == paper.makers


def test_who_has_the_answer_gets_304_and_who_has_an_older_one_the_new(piece, paper):
    first, *others = paper.everywhere("/")
    assert {response.headers["ETag"] for response in others} == {first.headers["ETag"]}
    assert first.headers["Cache-Control"] == "no-cache"
    again = paper.everywhere("/", If_None_Match=first.headers["ETag"])
    assert {(response.status, response.text) for response in again} == {(304, "")}
    Article.objects.update(title="修伞匠走了")
    changed = paper.everywhere("/", If_None_Match=first.headers["ETag"])
    assert {(response.status, "修伞匠走了" in response.text) for response in changed} == {(200, True)}


def test_compressed_and_plain_answers_are_kept_apart(piece, paper):
    long = "/issues/943/"
    for _ in range(2):
        plain = paper.everywhere(long)
        packed = paper.everywhere(long, Accept_Encoding="gzip")
        assert {response.headers["Content-Encoding"] for response in plain} == {None}
        assert {response.headers["Content-Encoding"] for response in packed} == {"gzip"}
        assert {gzip.decompress(response.body).decode() for response in packed} == {plain[0].text}


@pytest.mark.parametrize("store", ["own", "redis"])
def test_a_flood_on_a_cold_page_has_it_made_once_in_a_process_or_once_in_all(
    piece, open_paper, store, request
):
    more = {"CACHE_URL": request.getfixturevalue("redis").url} if store == "redis" else {}
    with open_paper(seconds=0.5, **more) as paper:
        paper.everywhere("/issues/")  # all processes are up
        with ThreadPoolExecutor(30) as readers:
            answers = list(readers.map(lambda _: paper.ask("/"), range(60)))
        assert {response.status for response in answers} == {200}
        made = paper.made("/")
        assert len({response.headers["X-Process"] for response in answers}) == WORKERS
        assert (made.total(), max(made.values())) == (paper.makers, 1)


def test_another_version_of_the_program_makes_its_own_answers(piece, open_paper, redis):
    made = []
    for release in ("", "", "2.0"):
        with open_paper(CACHE_URL=redis.url, RELEASE=release) as paper:
            paper.everywhere("/", Host="127.0.0.1")  # whatever the server's port
            made.append(paper.made("/").total())
    assert made == [1, 0, 1]


def test_without_its_redis_the_site_goes_on_and_is_never_stale(piece, open_paper, redis):
    with open_paper(CACHE_URL=redis.url) as paper:
        paper.everywhere("/")
        redis.stop()
        Article.objects.update(title="修伞匠走了")
        began = time.monotonic()
        assert all(
            (status, "修伞匠走了" in text) == (200, True) for status, text in paper.said_everywhere("/")
        )
        assert time.monotonic() - began < 5
        assert all(status == 200 for status, _ in paper.said_everywhere("/issues/"))


def test_whatever_is_in_an_address_redis_keeps_its_answer_without_a_warning(
    piece, open_paper, redis, tmp_path
):
    with open_paper(CACHE_URL=redis.url) as paper:
        path = f"/search/?q={quote('修伞匠 ' * 30)}"  # longer than 250 bytes, and with blanks
        assert {status for status, _ in paper.said_everywhere(path)} == {200}
    assert "Warning" not in (tmp_path / "log").read_text()


def test_a_redis_that_answers_nothing_holds_nobody_up(piece, open_paper, redis):
    with open_paper(CACHE_URL=redis.url) as paper:
        paper.everywhere("/issues/")
        os.kill(redis._server.pid, signal.SIGSTOP)
        began = time.monotonic()
        assert {status for status, _ in paper.said_everywhere("/")} == {200}
        assert time.monotonic() - began < 8
        os.kill(redis._server.pid, signal.SIGCONT)

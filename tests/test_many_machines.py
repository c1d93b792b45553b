"""Three processes behind HAProxy over one PostgreSQL, one Redis and one object store: one paper, and none is missed."""

import itertools
import json
import os
import shutil
import ssl
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import quote

import pytest
from django.conf import settings as django_settings
from django.db import connection

from articles import withdrawal
from tests import factories as make
from tests.measure.serving import ROOT, free_port, wait_for
from tests.object_stores import KEYS, object_store
from tests.servers import Redis, database_address
from tests.units import Unit

# Debian's lies where only root's PATH leads.
HAPROXY = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="several machines share a PostgreSQL"),
    pytest.mark.skipif(HAPROXY is None, reason="no haproxy here"),
    *(
        pytest.mark.skipif(shutil.which(program) is None, reason=f"no {program} here")
        for program in ("redis-server", "openssl")
    ),
]

DEPLOY = ROOT / "xdcb/deploy"


class Paper:
    """The paper as readers reach it, and its units."""

    def __init__(self, port, plain_port, units):
        self.port, self.plain_port, self.units = port, plain_port, units
        self._trust = ssl._create_unverified_context()  # the certificate is the test's own

    def connection(self):
        return HTTPSConnection("127.0.0.1", self.port, timeout=30, context=self._trust)

    def ask(self, path, **headers):
        """Return (status, headers, body) of one question through the proxy."""
        return _asked(self.connection(), path, headers)

    def everywhere(self, path):
        """Return the set of statuses that the processes give, each asked as by the proxy."""
        told = {"X-Forwarded-Proto": "https"}
        return {
            _asked(HTTPConnection("127.0.0.1", unit.port, timeout=30), path, told)[0] for unit in self.units
        }

    def lines(self, unit):
        """Return what a unit has logged, each line as an object."""
        return [json.loads(line) for line in unit.log.read_text().splitlines()]

    def answered(self, unit):
        """Return how many requests a unit has answered."""
        return sum("status" in line for line in self.lines(unit))


def _asked(asked, path, headers):
    asked.request("GET", path, headers=headers)
    response = asked.getresponse()
    body = response.read()
    asked.close()
    return response.status, response.headers, body


@pytest.fixture(scope="module")
def store():
    with object_store() as bucket:
        yield bucket


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The static files as they are served for real."""
    folder = tmp_path_factory.mktemp("static")
    _manage({"STATIC_ROOT": str(folder)}, "collectstatic", "--noinput")
    return folder


def _manage(more, *words):
    subprocess.run(
        [sys.executable, "manage.py", *words, "--verbosity=0"], cwd=ROOT, env=os.environ | more, check=True
    )


@pytest.fixture
def media(store, settings, monkeypatch):
    """The test stores its pictures where the processes find them."""
    store.holds_the_media(settings, monkeypatch)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of the test's own, with its key."""
    made = tmp_path_factory.mktemp("certificate") / "certificate.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -out - -keyout -"
    made.write_bytes(subprocess.run(["openssl", *words.split()], check=True, capture_output=True).stdout)
    return made


@pytest.fixture(scope="module")
def paper(tmp_path_factory, django_db_setup, store, collected, certificate):
    """The three units and the proxy, all of them up."""
    folder = tmp_path_factory.mktemp("paper")
    redis = Redis(str(folder))
    said = KEYS | {
        "SECRET_KEY": django_settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": database_address(),
        "CACHE_URL": redis.url,
        "MEDIA_STORAGE": store.address,
        "STATIC_ROOT": str(collected),
        "WEB_CONCURRENCY": "1",
    }
    units = [Unit(folder, said) for _ in range(3)]
    with ExitStack() as end:
        end.callback(redis.stop)
        for unit in units:
            end.callback(unit.end)
            unit.launch()
        for unit in units:
            unit.wait()
        ports = [free_port(), free_port()]
        told = {
            "PAPER_ADDRESS": f"127.0.0.1:{ports[0]}",
            "PAPER_PLAIN_ADDRESS": f"127.0.0.1:{ports[1]}",
            "PAPER_CERTIFICATE": str(certificate),
            **{f"PAPER_{number}": unit.address for number, unit in enumerate(units, start=1)},
        }
        proxy = end.enter_context(
            subprocess.Popen(
                [HAPROXY, "-db", "-f", str(DEPLOY / "haproxy.cfg")],
                env=os.environ | told,
                stderr=subprocess.DEVNULL,
            )
        )
        end.callback(proxy.terminate)
        wait_for(told["PAPER_ADDRESS"])
        yield Paper(*ports, units)


@pytest.fixture
def piece(media):
    """A piece with a photo on the front page of the issue that is out."""
    piece = make.make_article("胡同口来了修伞匠")
    make.place(piece, make.make_page(make.make_signed_off_issue()))
    make.make_photo(piece)
    make.index(piece)
    return piece


def photo_address(piece):
    photo = piece.photos.get()
    return f"/media/photos/{photo.key}/{photo.widths[0]}.webp"


class Readers:
    """Readers who ask for one page after the other until they are told to stop."""

    def __init__(self, paper, paths, count=6):
        self.answers, self._paper = Counter(), paper
        self._done = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(paths[number % len(paths) :] + paths,))
            for number in range(count)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _read(self, paths):
        asked = self._paper.connection()
        for path in itertools.cycle(paths):
            if self._done.is_set():
                break
            try:
                asked.request("GET", path)
                response = asked.getresponse()
                response.read()
                self.answers[response.status] += 1
            except (HTTPException, OSError) as error:
                self.answers[repr(error)] += 1
                asked.close()
        asked.close()


def until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.1)


def test_one_process_is_stopped_and_started_under_load_without_an_error_to_a_reader(piece, paper):
    first, *others = paper.units
    paths = [
        "/",
        f"/articles/{piece.pk}/",
        photo_address(piece),
        f"/search/?q={quote('修伞匠')}",
        "/issues/943/1/",
    ]
    with Readers(paper, paths) as readers:
        until(lambda: all(paper.answered(unit) > 20 for unit in paper.units))
        assert first.stop() == 0
        stopped_at, theirs = paper.answered(first), sum(map(paper.answered, others))
        until(lambda: sum(map(paper.answered, others)) > theirs + 50)
        assert paper.answered(first) == stopped_at
        first.start()
        until(lambda: paper.answered(first) > stopped_at + 20)
    assert set(readers.answers) == {200}, readers.answers
    assert readers.answers.total() > 200


def test_what_is_withdrawn_is_gone_from_every_process_with_the_next_question_its_photo_too(piece, paper):
    path, photo = f"/articles/{piece.pk}/", photo_address(piece)
    assert paper.everywhere(path) | paper.everywhere(photo) == {200}
    withdrawal.withdraw(piece, make.make_user(), "本文有误。")
    assert (paper.everywhere(path), paper.everywhere(photo)) == ({410}, {404})
    withdrawal.lift(piece, make.make_user())
    assert paper.everywhere(path) | paper.everywhere(photo) == {200}


def test_proxy_gives_each_request_its_number_and_address_whatever_the_reader_says_of_them(piece, paper):
    _, headers, _ = paper.ask("/", **{"X-Request-ID": "x" * 20, "X-Forwarded-For": "203.0.113.9"})
    given = headers["X-Request-ID"]
    (line,) = [line for unit in paper.units for line in paper.lines(unit) if line.get("request") == given]
    assert (line["path"], line["status"], line["address"]) == ("/", 200, "127.0.0.1")
    assert given != "x" * 20


def test_readers_are_sent_to_tls_and_are_not_told_how_the_processes_fare(paper):
    assert [paper.ask(path)[0] for path in ("/healthz", "/readyz")] == [404, 404]
    status, headers, _ = _asked(HTTPConnection("127.0.0.1", paper.plain_port, timeout=30), "/issues/", {})
    assert (status, headers["Location"]) == (301, f"https://127.0.0.1:{paper.plain_port}/issues/")


def test_whole_page_pasted_into_the_search_is_answered_by_the_paper(piece, paper):
    status, _, body = paper.ask(f"/search/?q={quote('修伞' * 5000)}")
    assert status == 200
    assert "太长" in body.decode()

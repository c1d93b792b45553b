"""Migrations run while the version before them serves: its readers see no error, and it goes on writing.

The version before is taken from the project's history: the parent of the last commit that brought a migration. The
test is skipped where there is no history.
"""

import shutil
import subprocess
import sys
import threading
from collections import Counter
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg2
import pytest
from django.db import connection

from tests.measure.serving import ROOT, environment, served
from tests.servers import database_address

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite's readers have the file of one machine"
    ),
]

PATHS = (
    "/",
    "/issues/",
    "/issues/943/",
    "/issues/943/1/",
    "/corrections/",
    "/search/?q=%E6%9C%88%E7%89%99%E6%B2%B3",
)


_MIGRATIONS = ("articles/migrations/0*.py", "issues/migrations/0*.py")
# Migrations after this one hold to the rule.
_FIRST = "issues/migrations/0007_print_file_doubts.py"


def _git(*words):
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("no history here")
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"the history does not reach back: {done.stderr.decode().strip()}")
    return done.stdout


@pytest.fixture
def before(tmp_path):
    """The folder of the version before the newest migration."""
    newest = _git("log", "-1", "--format=%H", "--diff-filter=A", "--", *_MIGRATIONS).decode().strip()
    folder = tmp_path / "before"
    folder.mkdir()
    # Python 3.11 unpacks safely from its fourth release on only.
    subprocess.run(["tar", "-x", "-C", folder], input=_git("archive", f"{newest}^"), check=True)
    if not (folder / _FIRST).exists():
        pytest.skip("the version before is older than the rule that migrations run while it serves")
    return folder


@pytest.fixture
def paper(tmp_path):
    """The environment of a paper whose empty database nobody else uses."""
    address = database_address()
    name = f"{connection.settings_dict['NAME']}_migrating"
    _on_server(f'CREATE DATABASE "{name}"')
    # Like a test's own database: DEBUG takes static files from their sources.
    yield environment(tmp_path) | {"DATABASE_URL": f"{address.rsplit('/', 1)[0]}/{name}", "DEBUG": "1"}
    _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(statement):
    facts = connection.get_connection_params()
    server = psycopg2.connect(
        **{name: facts[name] for name in ("dbname", "user", "password", "host", "port") if name in facts}
    )
    server.autocommit = True
    server.cursor().execute(statement)
    server.close()


def _manage(folder, environment, *words):
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout


class Readers:
    """Readers of a site who ask for page after page until they are told to stop."""

    def __init__(self, site):
        self.answers, self._site, self._done = Counter(), site, threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(3)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _read(self):
        while not self._done.is_set():
            for path in PATHS:
                self.answers[path, _status(self._site + path)] += 1


def _status(address):
    try:
        with urlopen(address, timeout=30) as answer:
            return answer.status
    except HTTPError as error:
        return error.code
    except (URLError, OSError) as error:
        return repr(error)


def test_version_before_the_newest_migration_serves_while_it_runs_and_beside_the_new_one(
    before, paper, tmp_path
):
    _manage(before, paper, "migrate", "-v0")
    _manage(before, paper, "load_sample", "--into-empty")
    assert "[ ]" in _manage(ROOT, paper, "showmigrations"), "the versions differ in nothing"
    with (
        (tmp_path / "log").open("w") as log,
        served(paper, log, folder=before) as old,
        Readers(old) as readers,
    ):
        _manage(ROOT, paper, "migrate", "-v0")
        with served(paper, log) as new:
            assert _status(f"{new}/readyz") == 200
            _manage(
                before,
                paper,
                "shell",
                "-c",
                "from articles.models import Article; a = Article.objects.get(pk=1); a.title = '旧版写下的'; a.save()",
            )
            with urlopen(f"{new}/articles/1/") as answer:
                assert "旧版写下的" in answer.read().decode()
            for path in PATHS:
                assert _status(new + path) == 200
    assert {status for _, status in readers.answers} == {200}, readers.answers
    assert {path for path, _ in readers.answers} == set(PATHS)

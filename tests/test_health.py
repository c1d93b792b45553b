"""What a proxy and whoever runs the paper are told: does this process live, and may readers be sent to it."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.test.utils import CaptureQueriesContext


def asked(path, **options):
    """Ask as a proxy's check does: no host of ours, no TLS."""
    return Client(headers={"host": "10.0.0.7:8001"}).get(path, **options)


@pytest.fixture
def production(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["www.example.cn"]


def test_process_that_lives_says_so_and_asks_no_database(production):
    answer = asked("/healthz")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


@pytest.mark.django_db
def test_process_is_ready_where_its_database_answers_and_is_migrated_and_then_asks_one_query(production):
    client = Client(headers={"host": "10.0.0.7:8001"})
    assert client.get("/readyz").status_code == 200
    with CaptureQueriesContext(connection) as asks:
        answer = client.get("/readyz")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")
    assert [query["sql"] for query in asks] == ["SELECT 1"]


@pytest.mark.django_db
def test_process_whose_tables_are_not_there_yet_is_not_ready_until_they_are(caplog):
    newest = MigrationRecorder(connection).migration_qs.filter(app="issues").latest("id")
    client = Client()
    MigrationRecorder(connection).record_unapplied(newest.app, newest.name)
    for _ in range(2):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert [record.getMessage() for record in caplog.records] == ["Not ready: 1 migrations are to be run"]
    MigrationRecorder(connection).record_applied(newest.app, newest.name)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_process_whose_database_does_not_answer_is_not_ready_and_tells_the_outside_nothing(caplog):
    def refuse(*_):
        raise OperationalError("connection to 10.1.2.3 as newsroom failed")

    with connection.execute_wrapper(refuse):
        answer = asked("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert "database" in caplog.text
    assert "10.1.2.3" not in caplog.text


@pytest.mark.django_db
def test_process_that_is_about_to_be_stopped_is_not_ready_but_lives(settings, tmp_path):
    settings.DRAINING_FILE = tmp_path / "draining"
    assert asked("/readyz").status_code == 200
    settings.DRAINING_FILE.touch()
    assert (asked("/readyz").status_code, asked("/healthz").status_code) == (503, 200)


@pytest.mark.django_db
def test_redis_that_is_gone_does_not_make_a_process_unready(settings):
    settings.CACHE_URL = "redis://127.0.0.1:1"
    assert asked("/readyz").status_code == 200


@pytest.mark.django_db
def test_neither_address_is_a_line_in_the_log(caplog):
    caplog.set_level("INFO")
    asked("/healthz")
    asked("/readyz")
    assert caplog.records == []

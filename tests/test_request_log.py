"""The log: a line for each request, under a number, without what readers search for and without secrets."""

import io
import json
import logging

import pytest
from django.test import Client

from issues.planning import preview_links
from tests import factories as make
from xdcb.log_lines import JsonLines, TextLines

pytestmark = pytest.mark.django_db

NUMBER = "0f8fad5b-d9cb-469f-a165-70867728950e"
PROXY, READER, STRANGER = "10.0.0.2", "203.0.113.9", "198.51.100.1"


@pytest.fixture
def lines():
    """A function that returns what has been logged since, each line as an object; `text` for the text of all."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    level = root.level
    root.setLevel("INFO")
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.setLevel(level)
    root.removeHandler(handler)


def through_proxy(path, **headers):
    return Client().get(path, REMOTE_ADDR=PROXY, headers=headers)


def test_request_is_one_object_with_what_was_asked_and_how_it_was_answered(lines):
    make.make_signed_off_issue()
    answer = Client().get("/")
    (line,) = lines()
    assert {name: line[name] for name in ("level", "method", "path", "status", "address")} == {
        "level": "INFO",
        "method": "GET",
        "path": "/",
        "status": 200,
        "address": "127.0.0.1",
    }
    assert line["request"] == answer["X-Request-ID"]
    assert 0 < line["ms"] < 60_000
    assert line["time"].endswith("Z")
    assert "user" not in line


def test_page_that_is_not_there_is_one_line_too(lines):
    Client().get("/articles/404/")
    assert [(line["path"], line["status"]) for line in lines()] == [("/articles/404/", 404)]


def test_who_is_signed_in_is_named_by_number_alone(lines, client):
    user = make.make_user("zongbian")
    client.force_login(user)
    client.get("/admin/")
    assert [line["user"] for line in lines()] == [user.pk]
    assert "zongbian" not in str(lines())


def test_what_a_reader_searches_for_is_not_written_down(lines):
    Client().get("/search/", {"q": "修伞匠"})
    (line,) = lines()
    assert line["path"] == "/search/"
    assert "修伞匠" not in str(line)


def test_token_of_a_shared_preview_and_a_password_are_not_written_down(lines):
    link = preview_links.make(make.make_issue(), make.make_user(), 4)
    path = preview_links.address(link)
    assert Client().get(path).status_code == 302
    Client().post("/admin/login/", {"username": "zongbian", "password": "Krokus-47"})
    written = str(lines())
    assert path.split("/")[2] not in written
    assert "Krokus-47" not in written
    assert lines()[0]["path"] == "/shared/…/"


def test_whatever_is_logged_of_a_request_bears_its_number_and_a_failure_its_traceback(lines, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ZeroDivisionError("no paper left")

    monkeypatch.setattr("issues.publication.ReadersShelf", fail)
    answer = Client(raise_request_exception=False).get("/")
    failure, request = lines()
    assert (failure["level"], request["status"]) == ("ERROR", 500)
    assert "no paper left" in failure["traceback"]
    assert {failure["request"], request["request"]} == {answer["X-Request-ID"]}
    logging.getLogger("xdcb").info("between requests")
    assert "request" not in lines()[-1]


def test_number_and_address_that_a_trusted_proxy_tells_are_taken(lines, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]
    forged = f"{STRANGER}, {READER}, 10.0.0.3"
    answer = through_proxy("/archive-of-nobody/", x_request_id=NUMBER, x_forwarded_for=forged)
    (line,) = lines()
    assert (line["request"], line["address"], answer["X-Request-ID"]) == (NUMBER, READER, NUMBER)


@pytest.mark.parametrize(
    "number", ["short", "a b c d e f g h", "x" * 65, 'a":"b","c":"d', "编号编号编号编号"]
)
def test_number_that_is_not_well_formed_is_replaced(lines, settings, number):
    settings.TRUSTED_PROXIES = [PROXY]
    answer = through_proxy("/", x_request_id=number)
    assert answer["X-Request-ID"] != number
    assert len(answer["X-Request-ID"]) == 32


def test_number_and_address_that_a_stranger_tells_are_not_taken(lines, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]
    answer = Client().get(
        "/", REMOTE_ADDR=STRANGER, headers={"x-request-id": NUMBER, "x-forwarded-for": READER}
    )
    (line,) = lines()
    assert line["address"] == STRANGER
    assert NUMBER not in {line["request"], answer["X-Request-ID"]}


def test_address_cannot_write_a_line_of_its_own(lines, caplog):
    Client().get("/%0A%7B%22level%22:%22ERROR%22%7D")
    assert len(lines()) == 1
    (record,) = caplog.records
    assert "\n" not in TextLines().format(record)


def test_kept_answer_is_logged_as_any_other(lines, transactional_db):
    make.place(make.make_article(), make.make_page(make.make_signed_off_issue()))
    first, second = (Client().get("/") for _ in range(2))
    assert [line["status"] for line in lines()] == [200, 200]
    assert first["X-Request-ID"] != second["X-Request-ID"]

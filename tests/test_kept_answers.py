"""What the answers that are kept hang on: the count of changes, the clock, and nothing else."""

import re
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from issues.caching import counting
from issues.caching.middleware import OTHERS
from issues.caching.state import PublicState
from issues.models import ContentVersion
from tests import factories as make
from tests.test_query_counts import ADDRESSES, QUERY_STRINGS

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reader_of_an_answer_that_is_kept_costs_one_query(client):
    make.place(make.make_article(), make.make_page(make.make_signed_off_issue()))
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/")
    assert answer.status_code == 200
    assert [query["sql"] for query in asked] == [f"SELECT version FROM {ContentVersion._meta.db_table}"]


def test_with_no_room_for_answers_none_is_kept(client, settings):
    settings.KEPT_ANSWERS_BYTES = 0
    make.place(make.make_article(), make.make_page(make.make_signed_off_issue()))
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] > 1


@pytest.mark.parametrize("question", [{"If-Match": '"another"'}, {"If-None-Match": "*"}])
def test_a_question_on_a_condition_is_no_other_readers_answer(client, question):
    make.place(make.make_article(), make.make_page(make.make_signed_off_issue()))
    statuses = [client.get("/", headers=headers).status_code for headers in (question, {}, question, {})]
    refused = 412 if "If-Match" in question else 304
    assert statuses == [refused, 200, refused, 200]


def test_addresses_that_are_no_readers_are_known_as_such():
    roots = {"/" + str(pattern.pattern).split("<")[0] for pattern in get_resolver().url_patterns}
    assert roots - {"/"} == set(OTHERS)


def test_every_table_that_the_public_addresses_read_is_counted(client):
    page = make.make_page(make.make_signed_off_issue())
    piece = make.make_article(column="街坊")
    make.place(piece, page)
    reporter = make.make_reporter()
    make.credit(piece, reporter=reporter)
    make.make_photo(piece)
    make.make_correction(piece, page)
    make.make_print_file(page, {piece: [[0, 0, 1, 1]]})
    piece.tags.add("胡同")
    fills = {"article": piece.pk, "reporter": reporter.pk, "tag": piece.tags.get().pk}
    with CaptureQueriesContext(connection) as asked:
        for name, (view, args) in ADDRESSES.items():
            filled = [pk for part, pk in fills.items() if part in name] if args is None else args
            if name != "sitemap of issues":  # its address is that of its moment
                answer = client.get(reverse(view, args=filled) + QUERY_STRINGS.get(name, ""))
                assert answer.status_code in (200, 302), name
        assert client.get("/search/", {"q": "修伞匠"}).status_code == 200
    tables = set(re.findall(r'(?:FROM|JOIN) "?(\w+)"?', " ".join(query["sql"] for query in asked)))
    counted = {model._meta.db_table for model in counting.COUNTED}
    assert tables >= {"issues_issue", "articles_article", "taggit_taggeditem", "articles_searchentry"}
    assert (
        tables - counted - {ContentVersion._meta.db_table, "articles_searchgrams", "django_content_type"}
        == set()
    )


@contextmanager
def transaction_of_two_changes():
    with transaction.atomic():
        make.make_reporter("林小禾")
        make.make_reporter("方知远")
        yield


def test_a_change_that_is_taken_back_is_not_counted_and_one_transaction_is_counted_as_one_moment():
    state = PublicState()
    before = state.current()
    with pytest.raises(ZeroDivisionError), transaction_of_two_changes():
        raise ZeroDivisionError
    assert state.current() == before
    with transaction_of_two_changes():
        assert state.current() is None, "within the transaction nothing is taken from what is kept"
    assert state.current()[0] > before[0]

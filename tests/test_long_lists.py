"""The desk's lists of a century's copy: they count and lead to the first thousands, and say where they end."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import desk
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_three(monkeypatch):
    """Lists that lead to three rows."""
    monkeypatch.setattr(desk, "MOST_LISTED", 3)


def _copy(admin_client, query=""):
    return admin_client.get(reverse("admin:articles_article_changelist") + query)


def test_a_list_that_ends_before_its_last_row_says_so(admin_client, of_three):
    for number in range(4):
        make.make_article(f"第{number}篇")
    response = _copy(admin_client)
    assert response.context["cl"].result_count == 3
    assert "the first 3" in response.text or "前 3" in response.text


def test_a_list_that_holds_all_says_how_many(admin_client, of_three):
    for number in range(3):
        make.make_article(f"第{number}篇")
    response = _copy(admin_client)
    assert not response.context["cl"].paginator.has_more
    assert response.context["cl"].result_count == 3


def test_what_no_page_of_a_list_leads_to_is_found_by_search(admin_client, of_three):
    wanted = make.make_article("最早的一篇")
    make.index(wanted)
    for number in range(4):
        make.make_article(f"第{number}篇")
    assert list(_copy(admin_client, "?q=最早").context["cl"].result_list) == [wanted]


def test_nobody_can_choose_rows_that_the_list_does_not_lead_to(admin_client, of_three, monkeypatch):
    monkeypatch.setattr("issues.admin_copy.PlacedArticleAdmin.list_per_page", 2)
    for number in range(3):
        make.make_article(f"第{number}篇")
    assert 'class="question hidden"' in _copy(admin_client).text
    make.make_article("第四篇")
    assert 'class="question hidden"' not in _copy(admin_client).text


def test_the_lists_tell_how_much_each_row_holds(admin_client):
    issue = make.make_issue()
    first, second = make.make_page(issue, 1), make.make_page(issue, 2)
    make.make_page(issue, 3)
    person = make.make_reporter()
    jumping, other = make.make_article("下转的一篇"), make.make_article("另一篇")
    for article in (jumping, other):
        article.tags.add("手艺")
        make.credit(article, reporter=person)
    make.place(jumping, first)
    make.place(jumping, second, part=2)
    make.place(other, first)

    def rows(name):
        return admin_client.get(reverse(f"admin:{name}_changelist")).context["cl"].result_list

    assert [(row.filled_count, row.piece_count) for row in rows("issues_issue")] == [(2, 2)]
    assert [row.piece_count for row in rows("issues_page")] == [2, 1, 0]
    assert [row.issue_count for row in rows("issues_masthead")] == [1]
    assert [row.credit_count for row in rows("articles_reporter")] == [2]
    assert [row.piece_count for row in rows("taggit_tag")] == [2]


def test_people_and_tags_are_still_put_in_order_by_how_much_they_hold(admin_client):
    for name, count in (("甲", 1), ("乙", 2)):
        person = make.make_reporter(name)
        for number in range(count):
            article = make.make_article(f"{name}{number}")
            make.credit(article, reporter=person)
            article.tags.add(name)
    for name, column in (("articles_reporter", 4), ("taggit_tag", 2)):
        response = admin_client.get(reverse(f"admin:{name}_changelist") + f"?o=-{column}")
        assert [row.name for row in response.context["cl"].result_list] == ["乙", "甲"]


def test_a_list_counts_no_further_than_it_leads(admin_client):
    make.make_article()
    with CaptureQueriesContext(connection) as queries:
        _copy(admin_client)
    counting = [
        query["sql"] for query in queries if "COUNT(*)" in query["sql"] and "articles_article" in query["sql"]
    ]
    assert counting
    assert all("LIMIT" in sql for sql in counting)

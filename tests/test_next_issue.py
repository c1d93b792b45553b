"""Next week's issue is opened with one click from the pattern of the last one."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry

from issues import history, roles
from issues.models import Issue, Page
from tests.factories import (
    BEIJING,
    make_article,
    make_issue,
    make_page,
    make_reader_account,
    make_staff,
    place,
)

pytestmark = pytest.mark.django_db

DOOR = "/admin/board/open-next/"


@pytest.fixture
def editor(client):
    client.force_login(make_staff(roles.EDITOR))
    return client


def last_issue(**overrides):
    """No. 943 of 22 May 2020 with two pages, the second labelled and both credited."""
    issue = make_issue(**{"year_number": 20, "page_count": 2, **overrides})
    for number, name, label in ((1, "要闻", ""), (2, "综合新闻", "A2")):
        page = make_page(issue, number, name=name, label=label)
        page.credits.create(order=0, role="责任编辑", name="林叙白")
        page.credits.create(order=1, role="校对", name="佘一丁")
    return issue


def open_after(client, issue):
    return client.post(DOOR, {"after": issue.slug}, follow=True)


def beijing(day, hour):
    return datetime.datetime(2020, 5, day, hour, tzinfo=BEIJING)


def test_the_next_issue_has_the_next_number_a_date_a_week_on_and_the_last_ones_masthead(editor):
    last = last_issue()
    shown = open_after(editor, last).content.decode()
    made = Issue.objects.get(number=944)
    assert (made.date, made.year_number, made.page_count) == (datetime.date(2020, 5, 29), 21, 2)
    assert made.masthead == last.masthead
    assert made.publish_at == beijing(29, 7)
    assert not made.is_signed_off
    assert "第944期" in shown
    assert "已开期" in shown


def test_its_pages_bear_the_same_numbers_labels_names_and_credits_and_no_copy(editor):
    last = last_issue()
    place(make_article(), last.pages.get(number=1))
    open_after(editor, last)
    pages = Page.objects.filter(issue__number=944).order_by("number")
    assert [(page.number, page.label, page.name) for page in pages] == [
        (1, "", "要闻"),
        (2, "A2", "综合新闻"),
    ]
    assert [[str(credit) for credit in page.credits.all()] for page in pages] == [
        ["责任编辑 林叙白", "校对 佘一丁"]
    ] * 2
    assert not any(page.placements.exists() for page in pages)


def test_after_a_double_issue_the_number_after_its_last_one_follows(editor):
    last = last_issue(last_number=944)
    open_after(editor, last)
    made = Issue.objects.get(number=945)
    assert (made.last_number, made.year_number) == (None, 22)


def test_the_number_in_the_year_begins_again_in_a_new_year(editor):
    open_after(editor, last_issue(date=datetime.date(2020, 12, 25), year_number=51))
    assert Issue.objects.get(number=944).year_number == 1


def test_an_issue_without_a_number_in_the_year_gives_none_to_the_next(editor):
    open_after(editor, last_issue(year_number=None))
    assert Issue.objects.get(number=944).year_number is None


def test_due_times_are_a_week_on_and_where_there_are_none_the_usual_ones(editor):
    open_after(editor, last_issue(copy_due_at=beijing(18, 12)))
    made = Issue.objects.get(number=944)
    assert (made.copy_due_at, made.reviews_due_at, made.proofs_due_at) == (
        beijing(25, 12),
        beijing(27, 18),
        beijing(28, 18),
    )


def test_a_second_click_makes_no_second_issue_and_leads_to_the_one_that_is_there(editor):
    last = last_issue()
    open_after(editor, last)
    shown = open_after(editor, last).content.decode()
    assert Issue.objects.count() == 2
    assert "下一期已经开好" in shown
    assert "/admin/?issue=944" in shown


def test_where_another_issue_has_the_date_none_is_made(editor):
    last = last_issue()
    special = make_issue(number=None, date=datetime.date(2020, 5, 29), title="特刊")
    shown = open_after(editor, last).content.decode()
    assert Issue.objects.count() == 2
    assert f"/admin/?issue={special.slug}" in shown


def test_an_issue_without_a_number_is_no_pattern(editor):
    special = make_issue(number=None, title="特刊")
    assert "无法顺延" in open_after(editor, special).content.decode()
    assert Issue.objects.count() == 1


def test_the_opening_stands_in_the_log_and_in_the_history(editor):
    open_after(editor, last_issue())
    made = Issue.objects.get(number=944)
    assert "第943期" in LogEntry.objects.get(object_id=str(made.pk)).get_change_message()
    assert history.latest(made).made_by.username == roles.EDITOR
    assert all(history.latest_number(page) == 1 for page in made.pages.all())


def test_the_board_names_the_issue_that_one_click_opens(editor):
    last_issue()
    shown = editor.get("/admin/").content.decode()
    assert "开下一期" in shown
    assert "第944期" in shown


@pytest.mark.parametrize("role", [roles.REPORTER, roles.PROOFREADER])
def test_who_may_make_no_issue_is_refused_and_offered_nothing(client, role):
    last = last_issue()
    client.force_login(make_staff(role))
    assert client.post(DOOR, {"after": last.slug}).status_code == 403
    assert "开下一期" not in client.get("/admin/").content.decode()
    assert Issue.objects.count() == 1


def test_who_may_make_issues_but_not_see_the_board_is_refused(client):
    last = last_issue()
    client.force_login(make_reader_account("clerk", ["issues.add_issue"]))
    assert client.post(DOOR, {"after": last.slug}).status_code == 403


def test_the_address_opens_nothing_on_a_mere_visit(editor):
    last_issue()
    assert editor.get(DOOR).status_code == 405
    assert Issue.objects.count() == 1

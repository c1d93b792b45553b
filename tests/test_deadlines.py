"""By when copy, reviews and proofs are due, and who is late with what."""

import datetime

import pytest
from django.utils import timezone

from articles.models import ArticleState
from issues import roles
from issues.models import Issue, Proof
from issues.planning import board, deadlines
from tests.browsing import save, typed
from tests.factories import (
    BEIJING,
    credit,
    make_article,
    make_issue,
    make_masthead,
    make_page,
    make_signed_off_issue,
    make_staff,
    make_user,
    place,
)

pytestmark = pytest.mark.django_db

FRIDAY = datetime.date(2020, 5, 22)


def at(day, hour=18, minute=0):
    return datetime.datetime(2020, 5, day, hour, minute, tzinfo=BEIJING)


def make_planned_issue(**overrides):
    return make_issue(**(deadlines.default_due(FRIDAY) | overrides))


def late_at(moment, issue):
    """What is late, as (what, waits for, how long)."""
    found = board.load(issue, make_user(), at=moment).late
    return [(late.what, late.waits_for, late.long) for late in found]


def test_of_a_fridays_issue_copy_is_due_on_tuesday_reviews_on_wednesday_proofs_on_thursday_at_six_in_the_evening():
    assert deadlines.default_due(FRIDAY) == {
        "copy_due_at": at(19),
        "reviews_due_at": at(20),
        "proofs_due_at": at(21),
    }


def test_until_copy_is_due_no_writer_is_late_and_a_second_after_it_he_is():
    issue = make_planned_issue()
    owner = make_staff(roles.REPORTER, last_name="罗", first_name="听澜")
    place(make_article("修伞匠", ArticleState.DRAFT, owner=owner), make_page(issue))
    assert late_at(at(19), issue) == []
    assert late_at(at(19, 20, 5), issue) == [("修伞匠", "待罗听澜交稿", "2小时")]


def test_copy_without_an_account_waits_for_those_who_are_credited():
    issue, page = make_planned_issue(), None
    page = make_page(issue)
    article = make_article("修伞匠", ArticleState.RETURNED)
    credit(article, "林小禾")
    credit(article, "程小雨", role="通讯员", order=1)
    place(article, page)
    place(make_article("无名", ArticleState.DRAFT), page, order=1)
    assert [waits for _what, waits, _long in late_at(at(20, 17), issue)] == [
        "待林小禾、程小雨交稿",
        "待未署名交稿",
    ]


def test_after_reviews_are_due_copy_waits_for_its_next_review():
    issue, page = make_planned_issue(), None
    page = make_page(issue)
    for order, state in enumerate(
        (ArticleState.SUBMITTED, ArticleState.FIRST_REVIEW, ArticleState.SECOND_REVIEW, ArticleState.APPROVED)
    ):
        place(make_article(state.value, state), page, order=order)
    assert late_at(at(20), issue) == []
    assert late_at(at(20, 18, 20), issue) == [
        ("submitted", "待初审", "20分钟"),
        ("first_review", "待复审", "20分钟"),
        ("second_review", "待终审", "20分钟"),
    ]


def test_after_proofs_are_due_a_page_without_its_third_proof_waits_for_the_next_one():
    issue = make_planned_issue()
    read, unread = make_page(issue, 1), make_page(issue, 2, name="综合新闻")
    for number in (1, 2, 3):
        Proof.objects.create(page=read, round=number, read_by=make_user())
    Proof.objects.create(page=unread, round=1, read_by=make_user())
    assert late_at(at(21), issue) == []
    assert late_at(at(22, 21), issue) == [("2版 综合新闻", "待二校", "1天3小时")]


def test_where_no_time_is_set_and_in_a_signed_off_issue_nobody_is_late():
    page = make_page(make_issue())
    place(make_article(state=ArticleState.DRAFT), page)
    assert late_at(at(30), page.issue) == []
    signed = make_signed_off_issue(number=944, **deadlines.default_due(FRIDAY))
    make_page(signed)
    assert late_at(at(30), signed) == []


def test_the_board_says_who_is_late_with_what(client):
    client.force_login(make_staff(roles.EDITOR))
    article = make_article("修伞匠", ArticleState.DRAFT)
    credit(article, "林小禾")
    place(article, make_page(make_planned_issue()))
    shown = client.get("/admin/").content.decode()
    assert "2项逾期" in shown
    assert "待林小禾交稿" in shown
    assert "待一校" in shown


def test_an_issue_made_in_the_admin_gets_the_usual_times(client):
    client.force_login(make_user())
    make_masthead()
    save(client, "/admin/issues/issue/add/", number="943", date="2020-05-22", page_count="4")
    issue = Issue.objects.get()
    assert (issue.copy_due_at, issue.reviews_due_at, issue.proofs_due_at) == (at(19), at(20), at(21))


def test_the_times_are_typed_in_beijing_time_and_kept(client):
    client.force_login(make_user())
    issue = make_planned_issue()
    address = f"/admin/issues/issue/{issue.pk}/change/"
    assert typed(client, address)["copy_due_at"] == "2020-05-19T18:00"
    assert "北京时间" in client.get(address).content.decode()
    save(client, address, copy_due_at="2020-05-19T12:30")
    issue.refresh_from_db()
    assert issue.copy_due_at == at(19, 12, 30)
    assert issue.reviews_due_at == at(20)


def test_a_changed_date_takes_the_times_along_but_for_those_that_are_typed(client):
    client.force_login(make_user())
    issue = make_planned_issue(proofs_due_at=None)
    address = f"/admin/issues/issue/{issue.pk}/change/"
    save(client, address, date="2020-05-23", reviews_due_at="2020-05-20T09:00")
    issue.refresh_from_db()
    assert (issue.copy_due_at, issue.reviews_due_at, issue.proofs_due_at) == (at(20), at(20, 9), None)
    assert timezone.localtime(issue.publish_at, BEIJING) == at(23, 7)

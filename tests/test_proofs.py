"""Three proofs of a page, by person and time, one after the other."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles import revisions
from articles.models import Article, Revision
from issues import roles
from issues.models import IssueState, Proof
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_signed_off_issue,
    make_staff,
    make_user,
    place,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def proofreader(client):
    client.force_login(make_staff(roles.PROOFREADER, last_name="燕", first_name="校如"))
    return client


def filled_page(issue=None):
    page = make_page(issue)
    place(make_article(), page)
    return page


def door(page):
    return f"/admin/issues/page/{page.pk}/proofs/"


def read(client, page, note=""):
    return client.post(door(page), {"read": "", "note": note}, follow=True).content.decode()


def test_the_three_proofs_are_recorded_one_after_the_other_by_person_and_time(proofreader):
    page = filled_page()
    for number, name in ((1, "一校"), (2, "二校"), (3, "三校")):
        assert f"记录{name}" in proofreader.get(door(page)).content.decode()
        shown = read(proofreader, page, note=f"第{number}遍")
        assert f"第{number}遍" in shown
    proofs = list(Proof.objects.order_by("round"))
    assert [(proof.round, proof.read_by.username) for proof in proofs] == [(n, "校对") for n in (1, 2, 3)]
    assert all(timezone.now() - proof.read_at < datetime.timedelta(minutes=1) for proof in proofs)
    assert "燕校如" in proofreader.get(door(page)).content.decode()


def test_there_is_no_fourth_proof(proofreader):
    page = filled_page()
    for _ in range(3):
        read(proofreader, page)
    assert "三次校对均已记录" in read(proofreader, page)
    assert Proof.objects.count() == 3


def test_a_page_on_which_nothing_stands_is_not_proofread(proofreader):
    page = make_page()
    assert "这个版还没有稿件" in read(proofreader, page)
    assert not Proof.objects.exists()


def test_a_signed_off_issue_takes_no_proof(proofreader):
    page = filled_page(make_signed_off_issue())
    assert "已签发" in read(proofreader, page)
    assert not Proof.objects.exists()


def test_what_was_changed_after_a_proof_is_named(proofreader):
    page = filled_page()
    read(proofreader, page)
    assert "校后有改动" not in proofreader.get(door(page)).content.decode()
    article = Article.objects.get()
    article.title = "胡同口来了修鞋匠"
    article.save()
    revisions.record(article, make_user(), Revision.Origin.EDIT)
    shown = proofreader.get(door(page)).content.decode()
    assert "校后有改动" in shown
    assert "胡同口来了修鞋匠" in shown


def test_the_editor_in_chief_takes_a_proof_back_and_that_is_logged(client):
    page = filled_page()
    Proof.objects.create(page=page, round=1, read_by=make_user())
    client.force_login(make_staff(roles.CHIEF))
    client.post(door(page), {"take_back": ""})
    assert not Proof.objects.exists()
    assert "一校" in LogEntry.objects.get(object_id=str(page.pk)).get_change_message()


@pytest.mark.parametrize(
    ("role", "move", "status"),
    [
        (roles.PROOFREADER, "take_back", 403),
        (roles.EDITOR, "read", 403),
        (roles.DESK_HEAD, "read", 403),
        (roles.REPORTER, "read", 403),
        (roles.EDITOR, "take_back", 403),
    ],
)
def test_who_has_no_right_to_a_proof_is_refused_by_address(client, role, move, status):
    page = filled_page(make_issue(state=IssueState.PREPARATION))
    Proof.objects.create(page=page, round=1, read_by=make_user())
    client.force_login(make_staff(role))
    assert client.post(door(page), {move: ""}).status_code == status
    assert Proof.objects.count() == 1

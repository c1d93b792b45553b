"""Three proofs of a page, by person and time, one after the other."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles import revisions
from articles.models import Article, Revision
from issues import history, roles
from issues.models import IssueState, Proof
from issues.planning import signoff
from tests.browsing import save, typed
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

RULES = ("proofs_unfinished", "changed_after_proof")


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
    return save(client, door(page), read="", note=note).content.decode()


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
    assert "记录第" not in proofreader.get(door(page)).content.decode()
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


def test_of_two_who_record_the_same_proof_the_second_is_told_of_the_first(proofreader):
    page = filled_page()
    read(proofreader, page)
    twice = [typed(proofreader, door(page), read="") for _ in range(2)]
    said = [proofreader.post(door(page), sent, follow=True).content.decode() for sent in twice]
    assert "未作记录：二校已由燕校如于" in said[1]
    assert "未作记录" not in said[0]
    assert sorted(Proof.objects.values_list("round", flat=True)) == [1, 2]


def test_a_proof_that_names_none_it_follows_is_not_recorded(proofreader):
    page = filled_page()
    proofreader.post(door(page), {"read": ""})
    assert not Proof.objects.exists()


def test_of_two_who_take_a_proof_back_one_takes_it(client):
    page = filled_page()
    for number in (1, 2):
        Proof.objects.create(page=page, round=number, read_by=make_user())
    client.force_login(make_staff(roles.CHIEF))
    for sent in [typed(client, door(page), take_back="") for _ in range(2)]:
        client.post(door(page), sent)
    assert Proof.objects.get().round == 1


def test_a_page_changed_after_its_third_proof_is_read_again_as_often_as_it_changes(proofreader):
    page = filled_page()
    for _ in range(3):
        read(proofreader, page)
    for number in (1, 2):
        article = Article.objects.get()
        article.title = f"改后的题{number}"
        article.save()
        revisions.record(article, make_user(), Revision.Origin.EDIT)
        assert f"记录第{number}次复校" in proofreader.get(door(page)).content.decode()
        shown = read(proofreader, page, note="核过改动")
        assert f"第{number}次复校" in shown
        assert "校后有改动" not in shown
    assert sorted(Proof.objects.values_list("round", flat=True)) == [1, 2, 3, 4, 5]


def test_copy_put_on_a_page_after_its_proof_is_a_change_of_the_page(proofreader):
    page = filled_page()
    read(proofreader, page)
    history.begin(page)
    assert "校后有改动" not in proofreader.get(door(page)).content.decode()
    place(make_article("后上版的稿"), page, order=2)
    history.record(page, make_user(), "board")
    assert "校后有改动" in proofreader.get(door(page)).content.decode()


def proof_doubts(issue):
    return [finding.text for finding in signoff.doubts(issue) if finding.rule in RULES]


def test_a_page_without_its_three_proofs_is_doubtful_at_sign_off_and_does_not_block(proofreader):
    page = filled_page(make_issue(page_count=1))
    assert proof_doubts(page.issue) == ["1版：三校未完成（尚无校对记录）。"]
    read(proofreader, page)
    assert proof_doubts(page.issue) == ["1版：三校未完成（只到一校）。"]
    for _ in range(2):
        read(proofreader, page)
    assert proof_doubts(page.issue) == []
    assert signoff.blockers(page.issue) == []


def test_a_page_changed_after_its_last_proof_is_doubtful_until_it_is_read_again(proofreader):
    page = filled_page(make_issue(page_count=1))
    for _ in range(3):
        read(proofreader, page)
    article = Article.objects.get()
    article.title = "改后的题"
    article.save()
    revisions.record(article, make_user(), Revision.Origin.EDIT)
    assert proof_doubts(page.issue) == ["1版：三校后又有改动，须再校。"]
    read(proofreader, page)
    assert proof_doubts(page.issue) == []


def test_the_preflight_page_names_the_pages_that_are_not_proofread(client):
    page = filled_page(make_issue(page_count=1))
    client.force_login(make_staff(roles.EDITOR))
    address = reverse("admin:issues_issue_preflight", args=[page.issue.pk])
    assert "三校未完成" in client.get(address).content.decode()


def test_the_editor_in_chief_takes_a_proof_back_and_that_is_logged(client):
    page = filled_page()
    Proof.objects.create(page=page, round=1, read_by=make_user())
    client.force_login(make_staff(roles.CHIEF))
    save(client, door(page), take_back="")
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

"""Withdrawal: a piece leaves every door in the next request, its address says so, and it can be given back."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles.models import Withdrawal
from issues import roles
from issues.models import GuideEntry
from tests import factories as make
from tests.browsing import save

pytestmark = pytest.mark.django_db

NOTE = "本文所引数字有误，现予撤回。"
LIST = "/admin/articles/article/"


@pytest.fixture
def chief(client):
    client.force_login(make.make_staff(roles.CHIEF))
    return client


@pytest.fixture
def reader(django_user_model):
    from django.test import Client

    return Client()


@pytest.fixture
def issue():
    return make.make_signed_off_issue()


def published(title, issue, number=1, **overrides):
    article = make.make_article(title, **overrides)
    page = issue.pages.filter(number=number).first() or make.make_page(issue, number)
    make.place(article, page, order=page.placements.count())
    return article


def withdraw_door(*articles):
    return f"{LIST}withdraw/?ids={','.join(str(article.pk) for article in articles)}"


def lift_door(*articles):
    return withdraw_door(*articles).replace("withdraw", "lift")


def form_of(article):
    return f"{LIST}{article.pk}/change/"


def said_of(thing):
    return [
        entry.get_change_message()
        for entry in LogEntry.objects.filter(object_id=thing.pk, content_type__model=thing._meta.model_name)
    ]


def everything_of(secret, issue):
    """A piece that leaves a trace behind each public door; returns (article, its addresses that show it, its files)."""
    front = make.make_page(issue)
    before, article = make.make_article("前一篇"), make.make_article(
        secret, kicker=f"{secret}引", deck=f"{secret}副", body=f"<p>{secret}文</p>"
    )  # fmt: skip
    make.place(before, front, see_page=1, see_article=article)
    make.place(article, front, order=1)
    person = make.make_reporter(name="林小禾")
    make.credit(article, reporter=person)
    article.tags.add("手艺")
    photo = make.make_photo(article, caption=f"{secret}图")
    GuideEntry.objects.create(page=front, title=f"{secret}导", target=1, article=article)
    make.make_correction(article, front, f"{secret}误", f"{secret}正")
    make.make_print_file(front)
    front.refresh_from_db()
    shows = ["/", f"/issues/{issue.slug}/", f"/issues/{issue.slug}/1/", "/corrections/",
             before.get_absolute_url(), article.get_absolute_url(), f"/reporters/{person.pk}/",
             f"/tags/{article.tags.get().pk}/"]  # fmt: skip
    files = [
        reverse("media:photo", args=[photo.key, photo.widths[0]]),
        reverse("media:page_file", args=[front.key]),
        reverse("media:page_picture", args=[front.key, 320]),
    ]
    return article, shows, files


def test_in_the_request_after_its_withdrawal_a_piece_is_behind_no_door(chief, reader, issue):
    article, shows, files = everything_of("暗号匠", issue)
    assert {address for address in shows if "暗号匠" in reader.get(address).content.decode()} == set(shows)
    assert [reader.get(address).status_code for address in files] == [200, 200, 200]
    save(chief, withdraw_door(article), note=NOTE)
    assert [address for address in shows if "暗号匠" in reader.get(address).content.decode()] == []
    assert [reader.get(address).status_code for address in files] == [404, 404, 404]
    save(chief, lift_door(article))
    assert {address for address in shows if "暗号匠" in reader.get(address).content.decode()} == set(shows)
    assert [reader.get(address).status_code for address in files] == [200, 200, 200]


def test_the_address_answers_410_with_the_note_and_nothing_of_the_piece(chief, reader, issue):
    article, _shows, _files = everything_of("暗号匠", issue)
    save(chief, withdraw_door(article), note=NOTE)
    answer = reader.get(article.get_absolute_url())
    assert answer.status_code == 410
    for tag in ("h1", "title"):
        assert f"<{tag}>此稿已撤回" in answer.content.decode()
    assert NOTE in answer.content.decode()
    assert not any(word in answer.content.decode() for word in ("暗号匠", "林小禾", "手艺"))


def test_the_page_of_withdrawal_says_where_each_piece_stands_and_that_readers_have_it(chief, issue):
    public = published("已发的稿", issue, number=2)
    waiting = published(
        "待发的稿", make.make_signed_off_issue(timezone.now() + datetime.timedelta(days=1), number=944)
    )
    rows = chief.get(withdraw_door(public, waiting)).context["rows"]
    assert [(row["article"].title, row["is_public"]) for row in rows] == [
        ("已发的稿", True),
        ("待发的稿", False),
    ]
    assert "第943期 2版" in rows[0]["where"]
    page = chief.get(withdraw_door(public)).content.decode()
    assert "读者现在可见" in page
    assert form_of(public) in page


def test_a_withdrawal_asks_for_a_note_and_is_logged_with_piece_and_issue(chief, issue):
    article = published("胡同口来了修伞匠", issue)
    refused = save(chief, withdraw_door(article), note="  ")
    assert refused.context["form"].errors["note"]
    assert not Withdrawal.objects.exists()
    save(chief, withdraw_door(article), note=NOTE)
    said = f"撤回《胡同口来了修伞匠》：{NOTE}"
    assert (said_of(article), said_of(issue)) == ([said], [f"发布后{said}"])
    assert Withdrawal.objects.get().withdrawn_by.username == roles.CHIEF


def test_a_withdrawn_piece_is_given_back_from_its_own_form(chief, issue):
    article = published("胡同口来了修伞匠", issue)
    assert lift_door(article) not in chief.get(form_of(article)).content.decode()
    save(chief, withdraw_door(article), note=NOTE)
    form = chief.get(form_of(article)).content.decode()
    assert lift_door(article) in form
    assert withdraw_door(article) not in form
    assert NOTE in chief.get(lift_door(article)).content.decode()
    assert not Withdrawal.objects.get().lifted_at
    save(chief, lift_door(article))
    assert Withdrawal.objects.get().lifted_by.username == roles.CHIEF
    assert (
        said_of(issue)
        == [f"发布后撤回《胡同口来了修伞匠》：{NOTE}", "发布后恢复刊发《胡同口来了修伞匠》"][::-1]
    )


def test_several_pieces_are_withdrawn_and_given_back_at_once(chief, reader, issue):
    pieces = [published(f"第{number}篇", issue) for number in range(3)]
    keys = [piece.pk for piece in pieces]
    asked = chief.post(LIST, {"action": "withdraw", "_selected_action": keys}, follow=True)
    save(chief, asked.redirect_chain[-1][0], note=NOTE)
    assert [reader.get(piece.get_absolute_url()).status_code for piece in pieces] == [410] * 3
    chief.post(LIST, {"action": "lift", "_selected_action": keys[:2]})
    assert [reader.get(piece.get_absolute_url()).status_code for piece in pieces] == [200, 200, 410]


def test_what_is_withdrawn_already_keeps_its_note_and_is_not_logged_again(chief, issue):
    article, other = published("先撤的稿", issue), published("后撤的稿", issue)
    save(chief, withdraw_door(article), note=NOTE)
    save(chief, withdraw_door(article, other), note="另一个说明。")
    assert [w.note for w in Withdrawal.objects.filter(article=article)] == [NOTE]
    assert said_of(article) == [f"撤回《先撤的稿》：{NOTE}"]


def test_copy_that_is_not_out_is_withdrawn_without_a_word_in_the_issue_log(chief, reader):
    issue = make.make_signed_off_issue(timezone.now() + datetime.timedelta(days=1))
    article = published("待发的稿", issue)
    save(chief, withdraw_door(article), note=NOTE)
    assert (said_of(issue), reader.get(article.get_absolute_url()).status_code) == ([], 404)


@pytest.mark.parametrize("role", [roles.REPORTER, roles.EDITOR, roles.DESK_HEAD, roles.PROOFREADER])
def test_nobody_but_the_editor_in_chief_withdraws_or_gives_back(client, issue, role):
    article, taken = published("一篇稿", issue), published("撤下的稿", issue)
    make.withdraw(taken)
    client.force_login(make.make_staff(role))
    assert client.post(withdraw_door(article), {"note": NOTE}).status_code == 403
    assert client.post(lift_door(taken)).status_code == 403
    assert [(w.article.title, w.lifted_at) for w in Withdrawal.objects.all()] == [("撤下的稿", None)]


def test_a_withdrawal_of_nothing_is_not_found(chief):
    assert chief.get(f"{LIST}withdraw/?ids=").status_code == 404
    assert chief.post(f"{LIST}lift/?ids=999").status_code == 404


def test_a_page_whose_only_piece_is_withdrawn_says_so_and_one_that_was_always_empty_does_not(reader, issue):
    article = published("独一篇", issue, number=2)
    make.make_page(issue, 3)
    taken_back, empty = "本版稿件已撤下。", "本版尚无稿件。"
    make.withdraw(article)
    said = {n: reader.get(f"/issues/{issue.slug}/{n}/").content.decode() for n in (2, 3)}
    assert taken_back in said[2]
    assert empty not in said[2]
    assert empty in said[3]
    assert taken_back not in said[3]
    whole = reader.get(f"/issues/{issue.slug}/").content.decode()
    assert (whole.count(taken_back), whole.count(empty)) == (1, 1)

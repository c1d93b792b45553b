"""Drafts are kept while they are typed, for their writer only; and who else is at a thing is seen."""

import datetime
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import presence, review, revisions, unsaved
from articles.models import Article, Move, Presence, Revision, UnsavedText
from issues import history, roles
from issues.planning import signoff
from tests.browsing import fields_of, save, typed
from tests.factories import (
    credit,
    make_article,
    make_issue,
    make_page,
    make_photo,
    make_staff,
    make_user,
    place,
)

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/article/typing/"
FORM, OTHER_FORM = "form-one-1234", "form-two-5678"


@pytest.fixture
def desk(client):
    client.force_login(make_user(first_name="听澜", last_name="罗"))
    return client


def form_of(thing):
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def door(article):
    return reverse("admin:articles_article_typing", args=[article.pk])


def keep(client, address, form=FORM, sequence=1, revision=0, **fields):
    """Send what was typed, as the form's script does; returns the response."""
    values = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    sent = {
        "form": form,
        "sequence": sequence,
        "revision": revision,
        "fields": {"values": values, "labels": {}},
    }
    return client.post(address, json.dumps(sent), content_type="application/json")


def offered(client, address):
    return client.get(address).json()["texts"]


def text(response):
    return response.content.decode()


def test_what_is_typed_is_kept_and_offered_when_the_form_is_opened_next(desk):
    article = make_article()
    revisions.record(article, None, Revision.Origin.EDIT)
    answer = keep(desk, door(article), revision=1, title="打了一半的题", body="<p>打了一半。</p>").json()
    datetime.datetime.strptime(answer["saved_at"], "%H:%M:%S")  # noqa: DTZ007 (a time of day, as it is shown)
    [one] = offered(desk, door(article))
    assert one["fields"]["values"]["title"] == ["打了一半的题"]
    assert (one["form"], one["revision"]) == (FORM, 1)
    article.refresh_from_db()
    assert article.title == "胡同口来了修伞匠", "nothing is saved by it"


def test_a_new_article_is_kept_before_it_is_saved_for_the_first_time(desk):
    keep(desk, NEW, title="新题", **{"credits-TOTAL_FORMS": "1", "credits-0-name": "柏青"})
    [one] = offered(desk, NEW)
    page = text(desk.get(one["compare"]))
    assert "<ins>新题</ins>" in page
    assert "<ins>柏青</ins>" in page
    assert not Article.objects.exists()


def test_what_does_not_differ_from_what_is_stored_is_not_offered(desk):
    article = make_article(internal_note="一\n二")
    credit(article, "柏青")
    credit(make_photo(article), "白桦", "摄影")
    article.tags.set(["胡同", "手艺"])
    opened = typed(desk, form_of(article))
    opened.pop("revision")
    keep(desk, door(article), **opened)
    assert offered(desk, door(article)) == []
    keep(desk, door(article), OTHER_FORM, **opened | {"photos-0-caption": "改了的说明。"})
    assert [one["form"] for one in offered(desk, door(article))] == [OTHER_FORM]


def test_the_differences_are_shown_side_by_side(desk):
    article = make_article("修伞匠来了")
    keep(desk, door(article), title="修鞋匠来了")
    page = text(desk.get(offered(desk, door(article))[0]["compare"]))
    assert "修<del>伞</del>匠来了" in page
    assert "修<ins>鞋</ins>匠来了" in page


def test_an_open_form_is_not_offered_its_own_text(desk):
    keep(desk, NEW, title="新题")
    assert desk.get(NEW, {"form": FORM}).json() == {"texts": []}


def test_a_save_forgets_the_text_and_what_is_late_does_not_bring_it_back(desk):
    article = make_article()
    sent = typed(desk, form_of(article), title="存下的题")
    name = sent["unsaved_form"]
    keep(desk, door(article), name, title="打了一半的题")
    desk.post(form_of(article), sent)
    assert offered(desk, door(article)) == []
    assert keep(desk, door(article), name, sequence=9, title="晚到的题").json() == {"closed": True}
    assert offered(desk, door(article)) == []
    assert "晚到" not in json.dumps(list(UnsavedText.objects.values_list("fields", flat=True)))


def test_the_first_save_of_a_new_article_forgets_its_text(desk):
    sent = typed(desk, "/admin/articles/article/add/", title="新题", body="<p>一</p>")
    keep(desk, NEW, sent["unsaved_form"], title="新题")
    desk.post("/admin/articles/article/add/", sent)
    assert Article.objects.get().title == "新题"
    assert offered(desk, NEW) == []


def test_a_refused_save_keeps_the_text_and_the_name_of_the_form(desk):
    article = make_article()
    sent = typed(desk, form_of(article), title="")
    keep(desk, door(article), sent["unsaved_form"], title="", deck="打好的副题")
    refused = desk.post(form_of(article), sent)
    assert refused.status_code == 200
    assert fields_of(refused)["unsaved_form"] == sent["unsaved_form"]
    assert len(offered(desk, door(article))) == 1


def test_each_opening_of_a_form_has_a_name_of_its_own(desk):
    article = make_article()
    names = {typed(desk, form_of(article))["unsaved_form"] for _turn in range(2)}
    assert len(names) == 2


def test_what_comes_late_does_not_replace_what_is_newer(desk):
    keep(desk, NEW, sequence=5, title="新的")
    keep(desk, NEW, sequence=4, title="旧的")
    assert offered(desk, NEW)[0]["fields"]["values"]["title"] == ["新的"]


def test_two_open_forms_do_not_write_over_each_other(desk):
    keep(desk, NEW, FORM, title="甲稿")
    keep(desk, NEW, OTHER_FORM, title="乙稿")
    assert {one["fields"]["values"]["title"][0] for one in offered(desk, NEW)} == {"甲稿", "乙稿"}


def test_text_that_was_restored_into_another_form_is_kept_there_only(desk):
    keep(desk, NEW, FORM, title="断电前的稿")
    values = {"values": {"title": ["断电前的稿，续"]}, "labels": {}}
    sent = {"form": OTHER_FORM, "sequence": 1, "revision": 0, "fields": values, "replaces": FORM}
    desk.post(NEW, json.dumps(sent), content_type="application/json")
    assert [one["form"] for one in offered(desk, NEW)] == [OTHER_FORM]


def test_text_is_discarded(desk):
    keep(desk, NEW, title="不要了")
    desk.post(NEW, json.dumps({"form": FORM, "discard": True}), content_type="application/json")
    assert not UnsavedText.objects.exists()


def test_nobody_reads_or_discards_what_another_has_typed(desk):
    article = make_article()
    keep(desk, door(article), title="罗的稿")
    compare = offered(desk, door(article))[0]["compare"]
    desk.force_login(make_user("li"))
    assert offered(desk, door(article)) == []
    assert desk.get(compare).status_code == 404
    desk.post(door(article), json.dumps({"form": FORM, "discard": True}), content_type="application/json")
    assert UnsavedText.objects.get().fields["values"]["title"] == ["罗的稿"]


def test_who_may_not_change_the_copy_keeps_nothing_on_it(client):
    article = make_article(state="draft")
    client.force_login(make_staff(roles.REPORTER))
    assert keep(client, door(article), title="别人的稿").status_code in (403, 404)
    client.force_login(make_staff(roles.PROOFREADER))
    assert keep(client, NEW, title="校对的新稿").status_code == 403
    client.logout()
    assert keep(client, door(article), title="过期").status_code == 302
    assert not UnsavedText.objects.exists()


def test_copy_that_was_moved_on_meanwhile_says_so_and_the_script_keeps_it(client):
    user = make_staff(roles.REPORTER)
    article = make_article(state="submitted", owner=user)
    client.force_login(user)
    answer = keep(client, door(article), title="还在改")
    assert answer.status_code == 403
    assert "不能再修改" in answer.json()["reason"]


@pytest.mark.parametrize(
    "sent",
    [
        "no json",
        "[]",
        "{}",
        '{"form": "x", "sequence": 1, "revision": 0, "fields": {"values": {"title": ["a"]}}}',
        '{"form": "form-one-1234", "sequence": "1", "revision": 0, "fields": {"values": {"title": ["a"]}}}',
        '{"form": "form-one-1234", "sequence": 1, "revision": -1, "fields": {"values": {"title": ["a"]}}}',
        '{"form": "form-one-1234", "sequence": 1, "revision": 0, "fields": {"values": {"title": "a"}}}',
        '{"form": "form-one-1234", "sequence": 1, "revision": 0, "fields": {"values": {"title": ["\\u0000"]}}}',
        '{"form": "form-one-1234", "sequence": 1, "revision": 0, "fields": {"values": {}}}',
    ],
)
def test_what_is_no_text_of_a_form_is_refused(desk, sent):
    assert desk.post(NEW, sent, content_type="application/json").status_code == 400
    assert not UnsavedText.objects.exists()


def test_a_megabyte_is_the_most(desk):
    assert keep(desk, NEW, body="字" * (unsaved.LARGEST // 3)).status_code == 413
    assert keep(desk, NEW, body="字" * 20_000).status_code == 200


def test_the_door_needs_the_token_of_the_form(desk):
    desk.handler.enforce_csrf_checks = True
    assert keep(desk, NEW, title="伪造").status_code == 403
    assert not UnsavedText.objects.exists()


def test_old_texts_are_dropped(desk):
    keep(desk, NEW, OTHER_FORM, title="上月的稿")
    UnsavedText.objects.update(saved_at=timezone.now() - datetime.timedelta(days=31))
    keep(desk, NEW, FORM, title="今天的稿")
    assert [one.form for one in UnsavedText.objects.all()] == [FORM]


def test_a_form_that_may_only_be_read_keeps_nothing(client):
    user = make_staff(roles.REPORTER)
    article = make_article(state="submitted", owner=user)
    client.force_login(user)
    assert "unsaved_form" not in text(client.get(form_of(article)))


# Copy that another moves on while it is typed


@pytest.fixture
def overtaken(client):
    """A reporter's draft, his form with a new text typed in, and the client that is his; the desk has submitted it."""
    reporter = make_staff(roles.REPORTER)
    article = make_article(state="draft", owner=reporter, body="<p>旧的一段。</p>")
    client.force_login(reporter)
    sent = typed(client, form_of(article), title="新打的题", body="<p>刚打的一段。</p>")
    editor = make_staff(roles.EDITOR, last_name="林", first_name="叙白")
    review.make(Article.objects.get(pk=article.pk), Move.SUBMIT, editor)
    return client, article, sent


def test_a_save_of_copy_that_was_moved_on_says_who_moved_it_and_shows_and_keeps_what_was_typed(overtaken):
    client, article, sent = overtaken
    answer = client.post(form_of(article), sent)
    page = text(answer)
    assert answer.status_code == 403
    assert "林叙白已于" in page
    assert "提交" in page
    assert "新打的题</textarea>" in page
    assert "刚打的一段。</textarea>" in page
    assert f'href="{form_of(article)}"' in page
    assert "没有权限" not in page
    article.refresh_from_db()
    assert article.title == "胡同口来了修伞匠"
    review.make(article, Move.RETURN, make_user(), "补。")
    [one] = offered(client, door(article))
    assert one["fields"]["values"]["title"] == ["新打的题"]
    assert "csrfmiddlewaretoken" not in one["fields"]["values"]


def test_who_never_had_the_copy_is_told_nothing_of_it(overtaken):
    client, article, sent = overtaken
    client.force_login(make_staff(roles.REPORTER, "另一记者"))
    answer = client.post(form_of(article), sent)
    assert answer.status_code in (302, 403, 404)
    assert "林叙白" not in text(answer)
    assert not UnsavedText.objects.exists()


def test_copy_of_an_issue_that_is_signed_off_meanwhile_shows_what_was_typed_too(client):
    issue = make_issue(page_count=1)
    article = make_article()
    place(article, make_page(issue))
    client.force_login(make_staff(roles.EDITOR))
    sent = typed(client, form_of(article), title="新打的题")
    signoff.sign_off(issue, make_user(), None)
    page = text(client.post(form_of(article), sent))
    assert "签发后，本期版面与稿件锁定" in page
    assert "新打的题</textarea>" in page


def test_an_open_form_is_told_that_its_copy_was_moved_on(overtaken):
    client, article, _sent = overtaken
    [told] = lines(client, article, revision="0", state="draft")
    assert told.startswith("林叙白已于")
    assert "请先复制下来" in told
    assert lines(client, article, revision="0", state="submitted") == []
    client.force_login(make_staff(roles.DESK_HEAD))
    [told] = lines(client, article, revision="0", state="draft")
    assert "请先复制下来" not in told, "who may still save is only told of the move"


# Who else is at it


def at(client, thing, **sent):
    address = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_presence", args=[thing.pk])
    return client.post(address, sent)


def lines(client, thing, **sent):
    return at(client, thing, **sent).json()["lines"]


@pytest.mark.parametrize("make_thing", [make_article, make_page, make_issue])
def test_who_has_a_form_open_is_seen_by_the_next_at_once_and_is_gone_when_it_is_left(desk, make_thing):
    thing = make_thing()
    assert at(desk, thing).status_code == 200
    desk.force_login(make_user("li", first_name="编辑", last_name="李"))
    assert "罗听澜 正在编辑（" in text(desk.get(form_of(thing)))
    at(desk, thing)
    desk.force_login(make_user())
    assert [line[:8] for line in lines(desk, thing)] == ["李编辑 正在编辑"]
    at(desk, thing, leave="1")
    desk.force_login(make_user("li"))
    assert lines(desk, thing) == []


def test_a_presence_counts_for_a_minute_and_tells_since_when():
    luo, li = make_user(), make_user("li")
    began = timezone.now()
    for seconds in (0, 20, 40):
        presence.note(luo, "article.1", began + datetime.timedelta(seconds=seconds))
    later = began + datetime.timedelta(seconds=99)
    assert presence.others(li, "article.1", later).get().since == began
    assert not presence.others(li, "article.1", later + datetime.timedelta(seconds=1)).exists()
    assert not presence.others(luo, "article.1", later).exists(), "nobody is told of himself"
    presence.note(luo, "article.1", later + datetime.timedelta(hours=1))
    assert Presence.objects.get().since == later + datetime.timedelta(hours=1)


def test_an_open_form_is_told_that_somebody_has_saved_since(desk):
    article = make_article()
    revisions.record(article, make_user(), Revision.Origin.EDIT)
    assert lines(desk, article, revision="1") == []
    article.deck = "新副题"
    article.save()
    revisions.record(article, make_user("li", first_name="编辑", last_name="李"), Revision.Origin.EDIT)
    [told] = lines(desk, article, revision="1")
    assert told.startswith("刚刚由 李编辑 保存了新版本")
    assert "您的保存会被拒绝" in told
    assert lines(desk, article, revision="2") == []


def test_an_open_page_is_told_that_the_board_has_moved_something(desk):
    page = make_page()
    history.record(page, make_user("li", first_name="编辑", last_name="李"), "board")
    assert "李编辑 保存了新版本" in lines(desk, page, revision="0")[0]


def test_presence_of_what_one_may_not_see_is_refused(client):
    article, page = make_article(state="draft"), make_page()
    client.force_login(make_staff(roles.REPORTER))
    assert at(client, article).status_code in (403, 404)
    assert at(client, page).status_code in (403, 404)
    assert not Presence.objects.exists()


def test_who_only_looks_is_not_said_to_be_editing(client):
    page = make_page()
    client.force_login(make_staff(roles.PROOFREADER))
    assert at(client, page).status_code == 200
    assert not Presence.objects.exists()


def test_presence_is_no_address_to_be_opened(desk):
    assert desk.get(reverse("admin:articles_article_presence", args=[make_article().pk])).status_code == 405


def test_a_save_through_the_form_still_works_without_any_script(desk):
    article = make_article()
    sent = typed(desk, form_of(article), title="新题")
    sent.pop("unsaved_form")
    desk.post(form_of(article), sent)
    article.refresh_from_db()
    assert article.title == "新题"
    assert not UnsavedText.objects.exists()
    save(desk, form_of(article), title="又一题")
    assert Article.objects.get().title == "又一题"

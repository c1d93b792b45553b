"""Two people at one thing: the second save is refused with both texts side by side, and nothing is lost."""

import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from articles import review, revisions
from articles.models import Article, Move, Photo, Revision
from issues import history, roles
from issues.models import GuideEntry, Issue, Page
from tests.browsing import fields_of, save, typed
from tests.factories import (
    credit,
    make_article,
    make_issue,
    make_masthead,
    make_page,
    make_photo,
    make_staff,
    make_user,
    place,
)

pytestmark = pytest.mark.django_db

EDIT = Revision.Origin.EDIT


@pytest.fixture
def desk(client):
    client.force_login(make_user(first_name="听澜", last_name="罗"))
    return client


def form_of(thing):
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


def make_piece(**overrides):
    article = make_article(**overrides)
    credit(article, "柏青")
    revisions.record(article, None, EDIT)
    return article


def saved_by_another(article, **fields):
    """What another has saved while the form was open."""
    Article.objects.filter(pk=article.pk).update(**fields)
    li = make_user("li", first_name="编辑", last_name="李")
    return revisions.record(Article.objects.get(pk=article.pk), li, EDIT)


def text(response):
    return response.content.decode()


def difference(response, label):
    """The lines of one part of the comparison as (mine, stored)."""
    found = response.context["conflict"]["differences"]
    [part] = [one for one in found if one.label == label]
    return [tuple("".join(run.text for run in runs) for runs in (row.before, row.after)) for row in part.rows]


def test_a_refused_save_shows_both_texts_by_character_and_only_what_differs(desk):
    article = make_piece(title="修伞匠来了", deck="副题")
    mine = typed(desk, form_of(article), title="修鞋匠来了", body="<p>我的一段。</p>")
    saved_by_another(article, title="修表匠来了", body="<p>他的一段。</p>")
    response = desk.post(form_of(article), mine)
    page = text(response)
    assert "李编辑于" in page
    assert "修<del>鞋</del>匠来了" in page
    assert "修<ins>表</ins>匠来了" in page
    assert "<del>我</del>的一段。" in page
    assert {one.label for one in response.context["conflict"]["differences"]} == {"标题", "正文"}
    assert fields_of(response)["title"] == "修鞋匠来了", "what was typed stands in the form"
    article.refresh_from_db()
    assert article.title == "修表匠来了"


def test_credits_and_photos_are_part_of_what_is_compared(desk):
    article = make_piece()
    photo = make_photo(article, caption="修伞匠。")
    revisions.record(article, None, EDIT)
    mine = typed(desk, form_of(article), **{"credits-0-name": "麦冬", "photos-0-caption": "修伞匠在树下。"})
    saved_by_another(article, deck="他的副题")
    response = desk.post(form_of(article), mine)
    assert difference(response, "署名") == [("记者 麦冬", "记者 柏青")]
    assert ("图片说明：修伞匠在树下。", "图片说明：修伞匠。") in difference(response, "图片1")
    photo.refresh_from_db()
    assert photo.caption == "修伞匠。"


def test_one_saves_his_own_over_it_by_a_second_button_and_the_other_stays_in_the_history(desk):
    article = make_piece()
    mine = typed(desk, form_of(article), title="我的题")
    other = saved_by_another(article, title="他的题")
    refused = desk.post(form_of(article), mine)
    again = fields_of(refused)
    assert again["revision"] == "1", "the plain button is refused again"
    assert 'name="over" value="2"' in text(refused)
    desk.post(form_of(article), again | {"over": "2"})
    article.refresh_from_db()
    assert article.title == "我的题"
    assert article.revisions.first().number == 3
    assert article.revisions.get(number=2).piece == other.piece


def test_saving_over_what_was_shown_is_refused_where_a_third_has_saved_since(desk):
    article = make_piece()
    mine = typed(desk, form_of(article), title="我的题")
    saved_by_another(article, title="他的题")
    again = fields_of(desk.post(form_of(article), mine))
    saved_by_another(article, title="第三人的题")
    response = desk.post(form_of(article), again | {"over": "2"})
    article.refresh_from_db()
    assert article.title == "第三人的题"
    assert 'name="over" value="3"' in text(response)


def test_the_enter_key_never_saves_over_another(desk):
    article = make_piece()
    mine = typed(desk, form_of(article), title="我的题")
    saved_by_another(article, title="他的题")
    page = text(desk.post(form_of(article), mine))
    assert page.index('type="submit" name="_save"') < page.index('name="over"')


def test_rows_that_were_written_anew_meanwhile_are_no_obstacle_and_come_out_as_mine(desk):
    article = make_piece()
    revisions.restore(article, 1, None)
    mine = typed(desk, form_of(article), **{"credits-0-name": "麦冬"})
    other = article.revisions.get(number=1).piece | {
        "credits": [{"role": "通讯员", "name": "石榴", "reporter": None}]
    }
    revisions.write(article, other)
    revisions.record(article, None, Revision.Origin.MERGE)
    refused = desk.post(form_of(article), mine)
    assert difference(refused, "署名") == [("记者 麦冬", "通讯员 石榴")]
    over = str(refused.context["conflict"]["over"])
    desk.post(form_of(article), fields_of(refused) | {"over": over})
    assert [(c.role, c.name) for c in article.credits.all()] == [("记者", "麦冬")]


def test_saving_mine_over_takes_out_the_rows_that_the_other_has_added(desk):
    article = make_piece()
    mine = typed(desk, form_of(article), title="我的题")
    credit(article, "后来人", order=5)
    added = make_photo(article, caption="后来的照片。")
    saved_by_another(article)
    refused = desk.post(form_of(article), mine)
    assert ("", "图片说明：后来的照片。") in difference(refused, "图片1")
    desk.post(form_of(article), fields_of(refused) | {"over": str(refused.context["conflict"]["over"])})
    assert [c.name for c in article.credits.all()] == ["柏青"]
    added.refresh_from_db()
    assert added.article is None, "the photo is back in the pool"
    assert Photo.objects.count() == 1


def test_a_mark_that_is_not_theirs_is_no_difference_for_who_corrects(client):
    article = make_piece(state="submitted", is_advertisement=True)
    client.force_login(make_staff(roles.PROOFREADER))
    mine = typed(client, form_of(article), deck="校过的副题")
    saved_by_another(article, kicker="他的引题")
    response = client.post(form_of(article), mine)
    assert {one.label for one in response.context["conflict"]["differences"]} == {"引题", "副题"}


def test_the_second_save_of_a_page_is_refused_with_both_side_by_side(desk):
    page = make_page(name="要闻")
    history.record(page, None, "edit")
    mine = typed(desk, form_of(page), name="我的版名", credit_line="责任编辑：柏青")
    Page.objects.filter(pk=page.pk).update(name="他的版名")
    history.record(page, make_user("li", last_name="李", first_name="编辑"), "edit")
    response = desk.post(form_of(page), mine)
    page.refresh_from_db()
    assert page.name == "他的版名"
    assert "李编辑于" in text(response)
    assert difference(response, "版名") == [("我的版名", "他的版名")]
    assert fields_of(response)["credit_line"] == "责任编辑：柏青"
    desk.post(form_of(page), fields_of(response) | {"over": "2"})
    page.refresh_from_db()
    assert (page.name, page.credits.get().name) == ("我的版名", "柏青")


def test_what_the_board_has_moved_meanwhile_is_not_moved_back_by_an_old_form(desk):
    page = make_page()
    placement = place(make_article("修伞匠"), page, order=1)
    GuideEntry.objects.create(page=page, title="导读", target=2)
    history.record(page, None, "board")
    mine = typed(desk, form_of(page), **{"placements-0-order": "7"})
    placement.prominence = "lead"
    placement.save()
    history.record(page, make_user(), "board")
    response = desk.post(form_of(page), mine)
    placement.refresh_from_db()
    assert (placement.order, placement.prominence) == (1, "lead")
    assert response.context["conflict"]["differences"]


@pytest.mark.parametrize(
    ("make_thing", "field", "before", "theirs", "mine"),
    [
        (make_issue, "lunar_date", "", "四月三十", "闰四月初一"),
        (make_masthead, "price", "", "一元", "两元"),
    ],
)
def test_the_second_save_of_an_issue_and_of_a_masthead_is_refused(
    desk, make_thing, field, before, theirs, mine
):
    thing = make_thing()
    save(desk, form_of(thing), **{field: before})
    second = typed(desk, form_of(thing), **{field: mine})
    save(desk, form_of(thing), **{field: theirs})
    response = desk.post(form_of(thing), second)
    thing.refresh_from_db()
    assert getattr(thing, field) == theirs
    over = str(response.context["conflict"]["over"])
    desk.post(form_of(thing), fields_of(response) | {"over": over})
    thing.refresh_from_db()
    assert getattr(thing, field) == mine


def test_a_page_changed_meanwhile_is_not_written_over_from_its_issues_form(desk):
    page = make_page(name="要闻")
    other = make_page(page.issue, 2, name="社区")
    second = typed(desk, form_of(page.issue), **{"pages-0-name": "我的版名", "pages-1-name": "副刊"})
    save(desk, form_of(page), name="他的版名")
    response = desk.post(form_of(page.issue), second)
    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.name, other.name) == ("他的版名", "社区")
    assert "保存了新版本" in text(response)


def test_a_page_that_nobody_touches_in_its_issues_form_stays_as_another_has_made_it(desk):
    page = make_page(name="要闻")
    second = typed(desk, form_of(page.issue), lunar_date="四月三十")
    save(desk, form_of(page), name="他的版名")
    desk.post(form_of(page.issue), second)
    page.refresh_from_db()
    assert page.name == "他的版名"
    assert Issue.objects.get().lunar_date == "四月三十"


def test_two_saves_of_a_page_one_after_the_other_both_get_through(desk):
    page = make_page()
    save(desk, form_of(page), name="甲")
    save(desk, form_of(page), name="乙")
    page.refresh_from_db()
    assert page.name == "乙"


def test_a_refused_save_shows_the_record_of_the_reviews_as_it_stands(desk):
    article = make_piece(state="submitted")
    review.make(article, Move.FIRST, make_user("li", first_name="编辑", last_name="李"), "事实清楚。")
    mine = typed(desk, form_of(article), title="我的题")
    saved_by_another(article, title="他的题")
    page = text(desk.post(form_of(article), mine))
    record = page[page.index('id="reviews-group"') :].partition("</table>")[0]
    assert "三审记录 (1)" in record
    for words in ("李编辑", "初审通过", "事实清楚。"):
        assert words in record
    history = page[page.index('id="revisions-group"') :].partition("</table>")[0]
    assert history.count("<tr>") == 1 + 2, "a head, and both versions"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_refused(client):
    article = make_piece()
    client.force_login(make_user())
    sent = [typed(client, form_of(article), title=title) for title in ("甲题", "乙题")]
    together, answers = threading.Barrier(2, timeout=20), []

    def press(fields):
        try:
            own = Client()
            own.force_login(make_user())
            together.wait()
            answers.append(own.post(form_of(article), fields).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=[fields]) for fields in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 302]
    assert article.revisions.count() == 2

"""The history of articles, pages, issues and mastheads: who changed what and when, side by side, and brought back."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles import review, revisions
from articles.models import Article, ArticleState, Move, Revision
from issues import history, roles
from issues.models import EditionRevision, GuideEntry, Issue, Masthead, Page, Placement
from issues.planning import signoff
from tests.browsing import fields_of, save, typed
from tests.factories import (
    credit,
    make_article,
    make_issue,
    make_masthead,
    make_page,
    make_photo,
    make_signed_off_issue,
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


def door(thing, view="history", **query):
    address = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_{view}", args=[thing.pk])
    return address + (
        "?" + "&".join(f"{name.rstrip('_')}={value}" for name, value in query.items()) if query else ""
    )


def text(response):
    return response.content.decode()


def make_versions(*titles, **overrides):
    """An article with a version for each title, made by editor."""
    article = make_article(titles[0], **overrides)
    for title in titles:
        article.title = title
        article.save()
        revisions.record(article, make_user(), EDIT)
    return article


def bring_back(client, thing, number):
    """Look at what bringing a version back would change, and press the button."""
    address = door(thing, "restore", number=number)
    return client.post(address, fields_of(client.get(address)), follow=True)


def test_the_history_lists_each_version_with_who_how_and_what_changed(desk):
    article = make_versions("修伞匠来了", "修鞋匠来了")
    rows = desk.get(door(article)).context["entries"]
    assert [(row.number, row.who, row.what) for row in rows] == [(2, "罗听澜", "编辑"), (1, "罗听澜", "编辑")]
    assert rows[0].changed == "标题　+1 −1 字"


def test_moves_and_what_was_done_beside_stand_between_the_versions(desk):
    article = make_versions("修伞匠", state=ArticleState.DRAFT)
    review.make(article, Move.SUBMIT, make_user())
    review.make(article, Move.RETURN, make_user(), "导语太长")
    article.deck = "新副题"
    article.save()
    revisions.record(article, make_user(), EDIT)
    for number, seconds in ((1, -1), (2, 1)):
        at = timezone.now() + datetime.timedelta(seconds=seconds)
        article.revisions.filter(number=number).update(made_at=at)
    told = [row.what for row in desk.get(door(article)).context["entries"]]
    assert told == ["编辑", "退回：导语太长", "提交", "编辑"]


def test_the_last_two_versions_are_compared_where_nobody_chooses(desk):
    article = make_versions("修伞匠来了", "修鞋匠来了", "修表匠来了")
    page = text(desk.get(door(article, "compare")))
    assert "修<del>鞋</del>匠来了" in page
    assert "修<ins>表</ins>匠来了" in page
    assert "伞" not in page


def test_any_two_versions_are_compared_and_the_steps_lead_on(desk):
    article = make_versions("修伞匠来了", "修鞋匠来了", "修表匠来了")
    page = text(desk.get(door(article, "compare", from_=1, to=3)))
    assert "修<del>伞</del>匠来了" in page
    assert "?from=1&amp;to=2" in page
    middle = text(desk.get(door(article, "compare", from_=1, to=2)))
    assert "?from=2&amp;to=3" in middle
    assert desk.get(door(article, "compare", from_=1, to=9)).status_code == 404


def test_what_is_compared_is_shown_as_text_and_never_as_markup(desk):
    article = make_versions("<b>甲</b>", "<b>乙</b>")
    page = text(desk.get(door(article, "compare")))
    assert "<b>" not in page
    assert "&lt;b&gt;<ins>乙</ins>&lt;/b&gt;" in page


def test_a_version_is_brought_back_whole_after_a_look_at_what_that_changes(desk):
    article = make_versions("旧题", "新题")
    credit(article, "后来人")
    revisions.record(article, make_user(), EDIT)
    look = text(desk.get(door(article, "restore", number=1)))
    assert "<ins>旧</ins>题" in look
    response = bring_back(desk, article, 1)
    article.refresh_from_db()
    assert (article.title, article.credits.count(), article.state) == ("旧题", 0, ArticleState.SUBMITTED)
    assert article.revisions.first().origin == Revision.Origin.RESTORE
    assert "已恢复到版本 1" in text(response)
    assert "退回重审" in text(response)
    assert LogEntry.objects.filter(object_id=article.pk, change_message="恢复到版本 1").exists()


def test_a_version_is_not_brought_back_over_what_was_saved_meanwhile(desk):
    article = make_versions("旧题", "新题")
    address = door(article, "restore", number=1)
    seen = fields_of(desk.get(address))
    article.title = "刚改的题"
    article.save()
    revisions.record(article, make_user(), EDIT)
    response = desk.post(address, seen, follow=True)
    article.refresh_from_db()
    assert article.title == "刚改的题"
    assert "已有人保存了新版本" in text(response)
    assert "刚改的" in text(response), "the page shows what stands now"


def test_who_may_only_make_minor_edits_sees_the_history_and_brings_nothing_back(client):
    article = make_versions("旧题", "新题", state=ArticleState.SUBMITTED)
    client.force_login(make_staff(roles.PROOFREADER))
    page = text(client.get(door(article)))
    assert "版本 1" in page
    assert door(article, "restore") not in page
    assert client.get(door(article, "restore", number=1)).status_code == 403
    assert client.post(door(article, "restore", number=1), {"seen": 2}).status_code == 403
    article.refresh_from_db()
    assert article.title == "新题"


def test_nobody_sees_the_history_of_copy_that_he_may_not_see(client):
    article = make_versions("旧题", "新题", state=ArticleState.DRAFT)
    client.force_login(make_staff(roles.REPORTER))
    for view in ("history", "compare"):
        response = client.get(door(article, view))
        assert response.status_code in (403, 404)
    assert client.get(door(article, "restore", number=1)).status_code in (403, 404)
    client.logout()
    assert client.get(door(article, "compare")).status_code == 302


def test_signed_off_copy_is_not_brought_back(desk):
    article = make_versions("旧题", "新题")
    place(article, make_page(make_signed_off_issue()))
    assert desk.post(door(article, "restore", number=1), {"seen": 2}).status_code == 403
    article.refresh_from_db()
    assert article.title == "新题"


def test_a_long_history_is_read_page_by_page_with_the_same_number_of_queries(
    desk, django_assert_max_num_queries
):
    article = make_versions(*(f"第{n}题" for n in range(70)))
    with django_assert_max_num_queries(25):
        first = desk.get(door(article))
    assert [row.number for row in first.context["entries"]] == list(range(70, 40, -1))
    last = desk.get(door(article, p=3)).context["entries"]
    assert [row.number for row in last] == list(range(10, 0, -1))
    assert last[-1].changed.startswith("标题、正文")


def test_each_save_of_a_page_is_a_version_that_names_who_made_it(desk):
    page = make_page(name="要闻")
    save(desk, door(page, "change"), name="综合新闻", credit_line="责任编辑：柏青")
    kept = list(history.versions(page).order_by("number"))
    assert [(row.number, row.origin, row.made_by and row.made_by.username) for row in kept] == [
        (1, "before", None),
        (2, "edit", "editor"),
    ]
    compared = text(desk.get(door(page, "compare")))
    assert "<del>要</del>" in compared
    assert "责任编辑：柏青" in compared


def test_a_save_that_changes_nothing_of_a_page_makes_no_second_version(desk):
    page = make_page()
    save(desk, door(page, "change"))
    save(desk, door(page, "change"))
    assert history.latest_number(page) == 1


def test_a_new_issue_has_a_first_version_and_so_have_its_pages(desk):
    masthead = make_masthead()
    save(desk, "/admin/issues/issue/add/", number="950", date="2020-07-10", masthead=str(masthead.pk))
    issue = Issue.objects.get(number=950)
    assert [history.latest_number(thing) for thing in (issue, *issue.pages.all())] == [1] * 5
    assert history.latest(issue).made_by == make_user()


def test_an_issue_keeps_its_fields_its_due_times_and_its_release(desk):
    issue = make_issue()
    save(desk, door(issue, "change"), lunar_date="四月三十")
    assert "四月三十" in text(desk.get(door(issue, "compare")))
    issue.refresh_from_db()
    issue.copy_due_at = datetime.datetime(2020, 5, 20, 10, tzinfo=datetime.UTC)
    issue.save()
    history.record(issue, make_user(), "edit")
    assert "2020年5月20日 18:00" in text(desk.get(door(issue, "compare"))), "told in Beijing time"


def test_sign_off_and_call_back_are_versions_of_the_issue(desk):
    issue = make_issue(page_count=1)
    place(make_article(), make_page(issue))
    signoff.sign_off(issue, make_user(), None)
    signoff.call_back(issue, make_user())
    assert [row.origin for row in history.versions(issue)] == ["sign_off", "sign_off", "before"]
    entries = [row.what for row in desk.get(door(issue)).context["entries"]]
    assert any(what.startswith("撤回签发") for what in entries)


def test_a_masthead_is_brought_back(desk):
    masthead = make_masthead(sponsor="某区融媒体中心")
    save(desk, door(masthead, "change"), sponsor="另一家")
    bring_back(desk, masthead, 1)
    masthead.refresh_from_db()
    assert masthead.sponsor == "某区融媒体中心"
    assert [row.origin for row in history.versions(masthead)] == ["restore", "edit", "before"]


def full_page():
    """A page with credits, two pieces and a guide entry, one version kept."""
    page = make_page(make_issue(), name="要闻")
    one, other = make_article("修伞匠"), make_article("石榴花")
    place(one, page, order=0, prominence="lead")
    place(other, page, order=1, headline="石榴花开", see_page=3)
    page.credits.create(role="责任编辑", name="柏青")
    GuideEntry.objects.create(page=page, title="导读一", target=2, article=other)
    history.record(page, make_user(), "board")
    return page, one, other


def test_a_page_comes_back_whole_with_what_stood_on_it(desk):
    page, _one, other = full_page()
    before = history.snapshot(page)
    page.placements.all().delete()
    page.guide.all().delete()
    page.credits.all().delete()
    page.name = "别的"
    page.save()
    place(make_article("后来的"), page)
    history.record(page, make_user(), "board")
    bring_back(desk, page, 1)
    page.refresh_from_db()
    assert history.same(history.snapshot(page), before)
    assert page.placements.get(article=other).headline == "石榴花开"
    assert Article.objects.filter(title="后来的", placements=None).exists(), "what came since is in the pool"


def test_a_piece_that_stands_elsewhere_now_or_is_gone_is_told_and_left(desk):
    page, one, other = full_page()
    page.placements.all().delete()
    history.record(page, make_user(), "board")
    elsewhere = make_page(make_issue(944, datetime.date(2020, 5, 29)))
    place(one, elsewhere)
    other.delete()
    told = text(bring_back(desk, page, 1))
    assert "《修伞匠》现排在第944期 1版" in told
    assert "《石榴花》已删除" in told
    assert Placement.objects.get(article=one).page == elsewhere
    assert page.guide.get().article is None


def test_a_page_of_a_signed_off_issue_is_not_brought_back(desk):
    page, *_ = full_page()
    page.name = "别的"
    page.save()
    history.record(page, make_user(), "edit")
    signed = {"state": "signed_off", "signed_off_by": make_user(), "signed_off_at": timezone.now()}
    Issue.objects.filter(pk=page.issue_id).update(**signed)
    assert desk.post(door(page, "restore", number=1), {"seen": 2}).status_code == 403
    page.refresh_from_db()
    assert page.name == "别的"


def test_an_issue_whose_number_was_given_away_is_not_brought_back(desk):
    issue = make_issue(943)
    save(desk, door(issue, "change"), number="944")
    make_issue(943, datetime.date(2020, 5, 29))
    told = text(bring_back(desk, issue, 1))
    issue.refresh_from_db()
    assert issue.number == 944
    assert "已有这一期号" in told or "期号" in told


def test_bringing_back_an_issues_date_moves_its_planned_moment_and_signs_nothing(desk):
    issue = make_issue()
    save(desk, door(issue, "change"), date="2020-05-29")
    bring_back(desk, issue, 1)
    issue.refresh_from_db()
    assert (issue.date, issue.publish_at) == (datetime.date(2020, 5, 22), issue.default_publish_at())
    assert not issue.is_signed_off


def test_who_may_only_look_at_pages_brings_none_back(client):
    page, *_ = full_page()
    client.force_login(make_staff(roles.PROOFREADER))
    assert client.get(door(page)).status_code == 200
    assert client.get(door(page, "restore", number=1)).status_code == 403
    client.force_login(make_staff(roles.REPORTER))
    assert client.get(door(page)).status_code in (403, 404)


def test_the_number_of_queries_of_a_pages_history_does_not_grow(desk, django_assert_max_num_queries):
    page = make_page()
    for n in range(40):
        Page.objects.filter(pk=page.pk).update(name=f"名{n}")
        history.record(page, make_user(), "edit")
    with django_assert_max_num_queries(25):
        desk.get(door(page))


def test_recording_says_nothing_new_of_a_title_that_changed():
    page, one, _other = full_page()
    Article.objects.filter(pk=one.pk).update(title="改过的题")
    assert history.record(page, make_user(), "board") is None


def test_versions_of_things_with_the_same_key_are_kept_apart():
    masthead, page = make_masthead(), make_page()
    history.record(masthead, None, "edit")
    history.record(page, None, "edit")
    assert {(row.content_type.model, row.number) for row in EditionRevision.objects.all()} == {
        ("masthead", 1),
        ("page", 1),
    }
    assert Masthead.objects.count() >= 1


def test_photos_of_a_version_are_compared_by_caption(desk):
    article = make_versions("题")
    make_photo(article, caption="修伞匠在树下。")
    revisions.record(article, make_user(), EDIT)
    assert "<ins>图片说明：修伞匠在树下。</ins>" in text(desk.get(door(article, "compare")))


def remove_page(client, page, *sure, **changes):
    """Mark a page in the form of its issue and save; `sure` are the pages ticked in the question that follows."""
    sent = typed(client, door(page.issue, "change"))
    row = next(
        name.rsplit("-", 1)[0]
        for name, value in sent.items()
        if name.endswith("-id") and value == str(page.pk)
    )
    sent |= {f"{row}-DELETE": "on", "pages-sure": [str(page.pk) for page in sure]}
    return text(client.post(door(page.issue, "change"), sent, follow=True))


@pytest.fixture
def held_page():
    """Page 2 of an issue, with a lead, a credit and a name; page 1 is empty."""
    issue = make_issue()
    make_page(issue, 1)
    page = make_page(issue, 2, name="民生")
    page.credits.create(role="责任编辑", name="程砚禾")
    place(make_article("修伞匠来了"), page, prominence="lead")
    return page


def test_a_page_that_holds_something_is_removed_only_after_a_second_tick(desk, held_page):
    asked = remove_page(desk, held_page)
    assert "删除2版 民生，《修伞匠来了》退回稿库" in asked
    assert 'name="pages-sure"' in asked
    assert Page.objects.filter(pk=held_page.pk).exists()
    assert "2版 民生已从本期删除，《修伞匠来了》退回稿库。" in remove_page(desk, held_page, held_page)
    assert not Page.objects.filter(pk=held_page.pk).exists()
    assert not Article.objects.get().placements.exists()


def test_an_empty_page_is_removed_without_a_question(desk, held_page):
    empty = held_page.issue.pages.get(number=1)
    remove_page(desk, empty)
    assert not Page.objects.filter(pk=empty.pk).exists()


def _by_issue_form(client, page):
    remove_page(client, page, page)


def _by_own_address(client, page):
    client.post(door(page, "delete"), {"post": "yes"})


def _by_list(client, page):
    chosen = {"action": "delete_selected", "_selected_action": page.pk, "post": "yes"}
    client.post("/admin/issues/page/", chosen)


@pytest.mark.parametrize("remove", [_by_issue_form, _by_own_address, _by_list])
def test_a_removed_page_is_in_the_issues_history_and_comes_back_whole(desk, held_page, remove):
    issue = held_page.issue
    remove(desk, held_page)
    assert desk.get(door(held_page)).status_code in (302, 404)
    shown = text(desk.get(door(issue)))
    assert "2版 民生已从本期删除，《修伞匠来了》退回稿库。" in shown
    assert [version.origin for version in history.versions(issue)] == ["edit", "before"]
    compared = text(desk.get(door(issue, "compare")))
    assert "2版 民生" in compared
    bring_back(desk, issue, 1)
    page = Page.objects.get(pk=held_page.pk)
    assert (page.issue, page.number, page.name) == (issue, 2, "民生")
    assert [str(credit) for credit in page.credits.all()] == ["责任编辑 程砚禾"]
    assert [(p.article.title, p.prominence) for p in page.placements.all()] == [("修伞匠来了", "lead")]
    assert desk.get(door(page)).status_code == 200


def test_a_page_is_not_brought_back_over_another_that_has_its_number_nor_its_piece_from_another_page(
    desk, held_page
):
    issue = held_page.issue
    remove_page(desk, held_page, held_page)
    other = make_page(issue, 2)
    assert "2版 民生未恢复：该版次现在已有另一个版。" in text(bring_back(desk, issue, 1))
    Page.objects.filter(pk=other.pk).update(number=3)
    place(Article.objects.get(), other)
    assert "《修伞匠来了》" in text(bring_back(desk, issue, 1))
    assert not Page.objects.get(pk=held_page.pk).placements.exists()

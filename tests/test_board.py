"""The first page of the desk: the board of this week's issue, and a writer's own copy."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import review, revisions
from articles.models import Article, ArticleState, Move, Photo, Revision
from issues import roles
from issues.models import Proof
from issues.planning import board, preflight
from tests.factories import (
    BEFORE,
    BEIJING,
    RELEASE,
    credit,
    make_article,
    make_issue,
    make_page,
    make_photo,
    make_reader_account,
    make_reporter,
    make_signed_off_issue,
    make_staff,
    make_user,
    place,
    withdraw,
)

pytestmark = pytest.mark.django_db

JUMPING = '<p>前半句，<br class="jump">后半句。</p>'
# The questions of the board's own, beside those of the preflight: who asks and with which rights, the paper's name,
# the issues, the version, the pages (9), the pool (5), the next issue.
PINNED = 21


@pytest.fixture
def editor(client):
    client.force_login(make_staff(roles.EDITOR))
    return client


def shown(client, address="/admin/"):
    return client.get(address).content.decode()


def week(weeks):
    return datetime.date(2020, 5, 22) + datetime.timedelta(weeks=weeks)


def sheet(html, page):
    """Return what the board shows of a page."""
    return re.search(rf'<section class="sheet"[^>]*data-page="{page.pk}".*?</section>', html, re.DOTALL)[0]


def card(html, article, part=1):
    """Return what the board shows of a piece."""
    return re.search(rf'<li class="card[^"]*" id="card-{article.pk}-{part}".*?</li>', html, re.DOTALL)[0]


def text(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_board_shows_the_earliest_issue_that_is_not_out():
    make_signed_off_issue(number=943, date=week(0))
    make_issue(number=945, date=week(2))
    make_issue(number=944, date=week(1))
    assert board.current_issue().number == 944
    assert board.current_issue(at=BEFORE).number == 943


def test_when_all_are_out_it_shows_the_latest():
    make_signed_off_issue(number=942, date=week(-1), publish_at=RELEASE - datetime.timedelta(weeks=1))
    make_signed_off_issue(number=943)
    assert board.current_issue().number == 943


def test_another_open_issue_is_a_click_away(editor):
    make_issue(number=944, date=week(1))
    make_page(make_issue(number=945, date=week(2)), name="九四五的版")
    first = shown(editor)
    assert "/admin/?issue=945" in first
    assert "九四五的版" not in first
    assert "九四五的版" in shown(editor, "/admin/?issue=945")
    assert editor.get("/admin/?issue=9999").status_code == 404


def test_without_an_issue_the_board_says_how_to_begin(editor):
    page = shown(editor)
    assert "还没有任何一期" in page
    assert "/admin/issues/issue/add/" in page
    assert "/admin/issues/issue/import/" in page


def test_the_head_names_the_issue_its_day_its_time_of_release_and_its_due_times(editor):
    make_issue(copy_due_at=datetime.datetime(2020, 5, 19, 18, tzinfo=BEIJING))
    head = text(re.search(r'<header class="issue-head">.*?</header>', shown(editor), re.DOTALL)[0])
    assert "第943期 2020年5月22日 星期五" in head
    assert "未签发" in head
    assert "2020年5月22日（星期五）07:00（北京时间）" in head
    assert "截稿 星期二 5-19 18:00" in head


def test_a_page_shows_its_name_credits_pieces_in_order_and_the_sum_of_their_characters(editor):
    page = make_page(make_issue(), name="综合新闻", number=2)
    page.credits.create(role="责任编辑", name="林叙白")
    later = place(make_article("后面的", body="<p>一二三四</p>"), page, order=2)
    place(make_article("前面的", body="<p>一二三</p>"), page, order=1)
    seen = sheet(shown(editor), page)
    assert "2版 综合新闻 7字" in text(seen)
    assert "责任编辑 林叙白" in text(seen)
    assert seen.index("前面的") < seen.index("后面的")
    assert 'data-position="2"' in card(seen, later.article)


def test_a_piece_shows_its_headline_state_characters_photos_and_marks(editor):
    page = make_page(make_issue())
    article = make_article(
        "修伞匠",
        ArticleState.FIRST_REVIEW,
        kicker="街坊",
        column="人物",
        is_advertisement=True,
        body="<p>一二三</p>",
    )
    make_photo(article)
    Photo.objects.create(article=article, caption="还没有图")
    place(article, page, prominence="lead", see_page=4)
    withdraw(article)
    seen = card(shown(editor), article)
    said = text(seen)
    for words in ("人物 街坊", "修伞匠", "已初审", "3字", "图2", "缺图1", "广告", "详见4版", "已撤稿"):
        assert words in said
    assert re.search(r'<option value="lead" selected>', seen)
    assert f"/admin/articles/article/{article.pk}/change/" in seen
    assert "/320.webp" in seen


def test_the_characters_and_photos_of_a_jump_are_told_where_its_parts_stand(editor):
    issue = make_issue()
    one, two = make_page(issue, 1), make_page(issue, 4)
    article = make_article("粮仓", body=JUMPING)
    make_photo(article, part=2)
    place(article, one, continued_on=4)
    place(article, two, part=2, continued_from=1, headline="老粮仓")
    html = shown(editor)
    first, second = text(card(html, article)), text(card(html, article, 2))
    assert "粮仓" in first
    assert "4字" in first
    assert "下转4版" in first
    assert "图" not in first
    assert "老粮仓" in second
    assert "图1" in second
    assert "上接1版" in second


def test_the_proofs_of_a_page_are_ticked_and_what_was_changed_since_is_counted(editor):
    page = make_page(make_issue())
    article = make_article()
    place(article, page)
    Proof.objects.create(page=page, round=1, read_by=make_user())
    assert "一校 ✓ 二校 ○ 三校 ○" in text(sheet(shown(editor), page))
    assert "校后改动" not in shown(editor)
    article.title = "改过的"
    article.save()
    revisions.record(article, make_user(), Revision.Origin.EDIT)
    assert "校后改动1篇" in text(sheet(shown(editor), page))


def test_a_page_leads_to_its_preview_form_import_and_files(editor):
    page = make_page(make_issue())
    seen = sheet(shown(editor), page)
    for address in (
        "/preview/issues/943/1/",
        f"/admin/issues/page/{page.pk}/change/",
        "/admin/issues/issue/import/?issue=943",
        f"/admin/issues/page/{page.pk}/export.docx",
        f"/admin/issues/page/{page.pk}/proofs/",
    ):
        assert f'href="{address}"' in seen


def test_what_blocks_sign_off_is_counted_and_leads_to_its_piece(editor):
    page = make_page(make_issue(page_count=1))
    article = make_article(state=ArticleState.SUBMITTED)
    place(article, page)
    html = shown(editor)
    told = re.search(r'<details class="told blocking".*?</details>', html, re.DOTALL)[0]
    assert "1处问题须先解决" in text(told)
    assert f'href="/admin/articles/article/{article.pk}/change/"' in told
    Article.objects.update(state=ArticleState.APPROVED)
    assert "可以签发：没有须先解决的问题" in shown(editor)


def test_only_who_signs_off_is_led_to_the_sign_off(client):
    issue = make_issue()
    door = f"/admin/issues/issue/{issue.pk}/sign-off/"
    client.force_login(make_staff(roles.CHIEF))
    assert door in shown(client)
    client.force_login(make_staff(roles.EDITOR))
    assert door not in shown(client)


def test_the_pool_holds_what_stands_on_no_page_newest_first(editor):
    page = make_page(make_issue())
    older, newer = (
        make_article("旧稿"),
        make_article("新稿", owner=make_user(first_name="小禾", last_name="林")),
    )
    place(make_article("上了版"), page)
    pool = re.search(r'<section class="pool".*?</section>', shown(editor), re.DOTALL)[0]
    assert pool.index("新稿") < pool.index("旧稿")
    assert "上了版" not in pool
    assert "未上版2篇" in text(pool)
    assert "林小禾" in text(card(pool, newer))
    assert older.get_state_display() in text(card(pool, older))


@pytest.mark.parametrize("words", ["修伞", "程小雨", "街坊", "bianji", "修伞 程小雨"])
def test_the_pool_is_searched_by_headline_and_names(editor, words):
    make_issue()
    writer = make_user("bianji")
    found = make_article("胡同口来了修伞匠", kicker="街坊", owner=writer)
    credit(found, "程小雨")
    make_article("夜间开放满月")
    asked = board.load(board.current_issue(), make_user(), words).pool
    assert [article.title for article in asked.articles] == ["胡同口来了修伞匠"]
    page = shown(editor, f"/admin/?q={words}")
    assert "修伞匠" in page
    assert "夜间开放" not in page


def test_the_pool_is_searched_by_copy_number_and_narrowed_to_a_state(editor):
    make_issue()
    one = make_article("甲", ArticleState.DRAFT)
    make_article("乙", ArticleState.APPROVED)
    assert board.load(board.current_issue(), make_user(), one.copy_number).pool.articles == [one]
    page = shown(editor, "/admin/?state=draft")
    assert ">甲</a>" in page
    assert ">乙</a>" not in page


def test_of_a_big_pool_the_newest_sixty_are_shown_and_the_rest_is_told(editor):
    make_issue()
    for number in range(62):
        make_article(f"第{number}篇")
    page = shown(editor)
    assert page.count('<li class="card') == 60
    assert "未上版62篇" in text(page)
    assert "另有2篇未列出" in page


def _fill(issue, pieces):
    """Lay `pieces` pieces on two pages and as many in the pool, each with a photo, a credit, a review and a proof's page."""
    photo = None
    for number in (1, 2):
        page = issue.pages.filter(number=number).first() or make_page(issue, number)
        page.credits.create(role="责任编辑", name="林叙白")
        page.credits.create(role="校对", name="佘一丁")
        Proof.objects.get_or_create(page=page, round=1, read_by=make_user())
        for order in range(pieces // 2):
            article = make_article(f"{issue.number}第{number}版第{order}篇", ArticleState.DRAFT, body=JUMPING)
            credit(article, "林小禾")
            photo = photo or make_photo(article)
            facts = {"file": photo.file, "width": photo.width, "height": photo.height}
            Photo.objects.create(article=article, caption="说明", **facts)
            place(article, page, order=order, see_page=1, see_article=article)
            credit(make_article(f"{issue.number}库{number}{order}"), "程小雨")


def _count(client, address="/admin/"):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("pieces", [3, 40])
def test_the_board_asks_the_same_number_of_questions_of_three_pieces_and_of_forty(client, pieces):
    client.force_login(make_staff(roles.CHIEF))
    past = timezone.now() - datetime.timedelta(days=1)
    issue = make_issue(copy_due_at=past, reviews_due_at=past, proofs_due_at=past)
    _fill(issue, pieces)
    with CaptureQueriesContext(connection) as of_the_preflight:
        preflight.run(issue)
    assert _count(client) - len(of_the_preflight) == PINNED


@pytest.mark.parametrize("pieces", [2, 20])
def test_a_writers_first_page_asks_the_same_number_of_questions_of_little_and_much_copy(client, pieces):
    writer = make_staff(roles.REPORTER)
    page = make_page(make_issue())
    for number in range(pieces):
        returned = make_article(f"退{number}", ArticleState.SUBMITTED, owner=writer)
        review.make(returned, Move.RETURN, make_user(), "写明出处")
        place(make_article(f"过{number}", owner=writer), page, order=number)
    client.force_login(writer)
    assert _count(client) == 16


def test_a_proofreader_sees_the_board_and_is_offered_no_moves(client):
    article = make_article("修伞匠")
    place(article, make_page(make_issue()))
    client.force_login(make_staff(roles.PROOFREADER))
    html = shown(client)
    assert "修伞匠" in html
    assert "/admin/board/move/" not in card(html, article)
    assert "tabindex" not in card(html, article)


def test_a_signed_off_issue_is_shown_without_moves_and_with_its_time(editor):
    issue = make_signed_off_issue()
    article = make_article("修伞匠")
    place(article, make_page(issue))
    html = shown(editor)
    assert "2020年5月22日（星期五）07:00（北京时间）" in text(html)
    assert "问题须先解决" not in html
    assert "/admin/board/move/" not in card(html, article)


def test_the_entries_of_the_admin_stay_in_reach(editor):
    make_issue()
    html = shown(editor)
    for address in ("/admin/articles/article/", "/admin/issues/issue/", "/admin/issues/page/"):
        assert f'href="{address}"' in html


def test_the_part_that_is_asked_for_again_comes_only_when_something_has_changed(editor):
    page = make_page(make_issue())
    article = make_article("修伞匠", ArticleState.SUBMITTED)
    version = board.version_of(page.issue)
    door = "/admin/board/?issue=943&version="
    assert editor.get(door + version).status_code == 204
    review.make(article, Move.FIRST, make_staff(roles.CHIEF, "other", is_superuser=True), "同意")
    answer = editor.get(door + version)
    assert answer.status_code == 200
    assert "已初审" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert answer["Cache-Control"].startswith("max-age=0")


def test_asking_whether_something_has_changed_is_cheap(editor):
    _fill(make_issue(), 40)
    version = board.version_of(board.current_issue())
    with CaptureQueriesContext(connection) as queries:
        editor.get(f"/admin/board/?version={version}")
    assert len(queries) <= 6


@pytest.mark.parametrize("role", [roles.EDITOR, roles.DESK_HEAD, roles.PROOFREADER, roles.CHIEF])
def test_the_desk_has_the_board_as_its_first_page(client, role):
    make_issue()
    client.force_login(make_staff(role))
    assert 'id="board"' in shown(client)
    assert client.get("/admin/board/").status_code == 200


def test_a_reporter_has_own_copy_as_the_first_page_and_not_the_board(client):
    writer = make_staff(roles.REPORTER)
    page = make_page(make_issue(copy_due_at=datetime.datetime(2020, 5, 19, 18, tzinfo=BEIJING)))
    returned = make_article("退回来的", ArticleState.SUBMITTED, owner=writer)
    review.make(
        returned, Move.RETURN, make_staff(roles.DESK_HEAD, last_name="阮", first_name="知秋"), "请写明出处"
    )
    make_article("草稿一篇", ArticleState.DRAFT, owner=writer)
    make_article("在审一篇", ArticleState.FIRST_REVIEW, owner=writer)
    place(make_article("定稿一篇", owner=writer), page)
    make_article("别人的稿")
    client.force_login(writer)
    html = shown(client)
    seen = text(html)
    titles = ["退回来的", "草稿一篇", "在审一篇", "定稿一篇"]
    assert sorted(titles, key=seen.index) == titles
    assert "请写明出处 阮知秋" in seen
    assert "第943期 1版" in seen
    assert "别人的稿" not in seen
    assert "第943期截稿：2020年5月19日（星期二）18:00（北京时间）" in seen
    assert "已过截稿时间" in seen
    assert 'href="/admin/articles/article/add/"' in html
    assert 'href="/admin/articles/article/import-word/"' in html
    assert 'id="board"' not in html
    assert client.get("/admin/board/").status_code == 403


def test_a_writer_who_is_only_credited_finds_that_copy_too(client):
    writer = make_staff(roles.REPORTER)
    person = make_reporter(user=writer)
    credit(make_article("署了名的", ArticleState.DRAFT), reporter=person)
    client.force_login(writer)
    assert "署了名的" in shown(client)


def test_who_has_neither_gets_the_list_of_entries(client):
    client.force_login(make_reader_account("clerk", ["issues.view_masthead"]))
    html = shown(client)
    assert 'id="board"' not in html
    assert "/admin/issues/masthead/" in html
    assert client.get("/admin/board/").status_code == 403


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%00甲&state=%00draft", "issue=%00943", "state=none", "q=99999999999999999999"]
)
def test_an_odd_query_breaks_nothing(editor, query):
    make_issue()
    assert editor.get(f"/admin/?{query}").status_code == 200

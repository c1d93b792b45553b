"""The review sheet (审稿单): one form for a piece, with its number, its opinions and its text, to be printed and signed."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import review
from articles.models import Article, ArticleState, Move, Review
from issues import roles
from tests.factories import (
    BEIJING,
    credit,
    make_article,
    make_issue,
    make_masthead,
    make_page,
    make_photo,
    make_staff,
    place,
)

pytestmark = pytest.mark.django_db

NAMES = {
    roles.EDITOR: ("罗", "听澜"),
    roles.DESK_HEAD: ("白", "桦"),
    roles.CHIEF: ("林", "叙白"),
}


@pytest.fixture
def staff():
    return {
        role: make_staff(role, last_name=family, first_name=given) for role, (family, given) in NAMES.items()
    }


@pytest.fixture
def desk(client, staff):
    client.force_login(staff[roles.CHIEF])
    return client


def sheet_of(client, article):
    return client.get(reverse("admin:articles_article_review_sheet", args=[article.pk])).content.decode()


def boxes_of(page):
    """Return the three boxes of the sheet as plain words."""
    table = re.search(r'<table class="boxes">(.*?)</table>', page, re.DOTALL)[1]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in table.split("</tr>")[:3]]


def passed(article, staff, *steps):
    for step, role in steps:
        review.make(Article.objects.get(pk=article.pk), step, staff[role], f"{role}的意见")


THREE = [(Move.FIRST, roles.EDITOR), (Move.SECOND, roles.DESK_HEAD), (Move.FINAL, roles.CHIEF)]


def test_the_sheet_says_what_the_piece_is_and_where_it_stands(desk):
    make_masthead(name="新东城报")
    article = make_article(kicker="胡同里的手艺", deck="修一把伞收五元", column="街坊", dateline="本报讯")
    credit(article, "麦冬", "通讯员")
    make_photo(article, caption="修伞匠在树下。")
    place(article, make_page(make_issue(), 2, name="综合新闻"))
    page = sheet_of(desk, article)
    assert "<title>审稿单" in page
    for words in (
        "新东城报",
        article.copy_number,
        "胡同里的手艺",
        article.title,
        "修一把伞收五元",
        "街坊",
        "通讯员 麦冬",
        "第943期 2版 综合新闻",
        "修伞匠在树下。",
        "修伞匠把摊子支在了槐树下",
        f"<td>{article.characters}</td>",
    ):
        assert words in page


def test_the_three_boxes_bear_opinion_name_and_beijing_time(desk, staff):
    article = make_article(state=ArticleState.SUBMITTED)
    passed(article, staff, *THREE)
    late = datetime.datetime(2020, 5, 20, 23, 40, tzinfo=BEIJING)
    Review.objects.filter(move=Move.FIRST).update(made_at=late)
    first, second, final = boxes_of(sheet_of(desk, article))
    assert first.startswith("初审 编辑的意见 审稿人：罗听澜 时间：2020年5月20日 23:40")
    assert second.startswith("复审 部主任的意见 审稿人：白桦")
    assert final.startswith("终审 总编辑的意见 审稿人：林叙白")
    assert all("签字：" in box for box in (first, second, final))


def test_a_sheet_before_the_reviews_has_empty_boxes_to_be_filled_by_hand(desk):
    for box in boxes_of(sheet_of(desk, make_article(state=ArticleState.DRAFT))):
        assert re.fullmatch(r"[初复终]审 审稿人： 时间： 签字：", box)


def test_a_return_is_listed_and_the_boxes_are_of_the_round_that_runs(desk, staff):
    article = make_article(state=ArticleState.SUBMITTED, owner=staff[roles.CHIEF])
    passed(article, staff, THREE[0])
    review.make(Article.objects.get(pk=article.pk), Move.RETURN, staff[roles.DESK_HEAD], "数字无出处。")
    review.make(Article.objects.get(pk=article.pk), Move.SUBMIT, staff[roles.CHIEF])
    page = sheet_of(desk, article)
    assert "编辑的意见" not in boxes_of(page)[0]
    record = page[page.index("送审、退回及以前各轮") :]
    for words in ("退回", "数字无出处。", "白桦", "编辑的意见"):
        assert words in record


def test_what_is_typed_is_shown_as_it_was_typed_and_never_run(desk, staff):
    article = make_article(
        "<b>题</b>", state=ArticleState.SUBMITTED, body="<p>文</p><script>alert(1)</script>"
    )
    review.make(article, Move.FIRST, staff[roles.EDITOR], "<img src=x>")
    page = sheet_of(desk, article)
    assert "&lt;b&gt;题" in page
    assert "&lt;img src=x&gt;" in page
    assert "alert(1)" not in page
    assert not re.search(r"<script(?! src=)|\sstyle=|\son\w+=", page), "no inline script or style"


def test_the_sheet_has_nothing_of_the_admin_s_frame_and_is_not_for_who_may_not_read(desk, client):
    article = make_article()
    page = sheet_of(desk, article)
    for frame in ("nav-sidebar", "branding", "breadcrumbs"):
        assert frame not in page
    client.force_login(make_staff(roles.REPORTER))
    assert client.get(reverse("admin:articles_article_review_sheet", args=[article.pk])).status_code == 404


def test_the_sheet_asks_the_same_number_of_questions_however_much_it_shows(desk, staff):
    counts = []
    for size in (1, 8):
        article = make_article(state=ArticleState.SUBMITTED)
        place(article, make_page(make_issue(number=900 + size)))
        for number in range(size):
            credit(article, f"人{number}")
            credit(make_photo(article, order=number))
            article.tags.add(f"签{number}")
            Review.objects.create(
                article=article, move=Move.RETURN, made_by=staff[roles.EDITOR], opinion="退。"
            )
        with CaptureQueriesContext(connection) as queries:
            sheet_of(desk, article)
        counts.append(len(queries))
    assert counts[0] == counts[1]

"""Preflight: jumps with both their ends, second headlines, and pointers that lead where they say."""

import pytest

from issues.planning import preflight
from tests.factories import make_article, make_issue, make_page, make_photo, place

pytestmark = pytest.mark.django_db

CUT = '<p>今年再装一百部，<br class="jump">首批二十八部六月底交付。</p>'
TITLE = "老旧小区今年再装一百部电梯"


@pytest.fixture
def pages():
    """Three pages of one issue, each with a piece of its own."""
    issue = make_issue(page_count=3)
    made = [make_page(issue, number) for number in (1, 2, 3)]
    for page in made:
        place(
            make_article(f"{page.number}版的短讯", body=f"<p>第{page.number}版的街巷里开满了石榴花。</p>"),
            page,
        )
    return made


def found(page):
    return [(f.rule, f.page_number, f.title) for f in preflight.run(page.issue)]


def jump(pages, headline="", body=CUT, **second):
    """A piece that goes on from page 1 to page 2."""
    article = make_article(TITLE, body=body, deck="首批二十八部六月底前交付")
    place(article, pages[0], continued_on=2, order=1)
    place(article, pages[1], part=2, **{"headline": headline, "continued_from": 1, "order": 1, **second})
    return article


def jump_rules(pages):
    return [rule for rule, _page, _title in found(pages[0]) if rule.startswith("jump")]


def test_a_whole_jump_passes(pages):
    jump(pages)
    assert found(pages[0]) == []


def test_a_second_part_alone_blocks(pages):
    place(make_article("半截的稿"), pages[1], part=2, continued_from=1, order=1)
    assert found(pages[0]) == [("jump_open", 2, "半截的稿")]


def test_a_jump_to_another_page_than_its_line_says_blocks(pages):
    article = make_article("转错的稿", body=CUT)
    place(article, pages[0], continued_on=3, order=1)
    place(article, pages[1], part=2, continued_from=1, order=1)
    assert found(pages[0]) == [("jump_open", 1, "转错的稿")]


def test_a_mark_in_a_piece_that_stands_in_one_place_blocks(pages):
    place(make_article("多出的标记", body=CUT), pages[0], order=1)
    assert found(pages[0]) == [("jump_open", 1, "多出的标记")]


def test_a_part_without_text_blocks_unless_a_photo_stands_there(pages):
    article = jump(pages, body='<p>今年再装一百部，首批二十八部。<br class="jump"></p>')
    assert found(pages[0]) == [("jump_open", 2, TITLE)]
    make_photo(article, part=2, alt="老人坐在槐树下修伞。")
    assert found(pages[0]) == []


def test_a_jump_line_that_was_typed_into_the_text_is_followed(pages):
    place(make_article("手写的转版", body="<p>话说到一半。（下转3版）</p>"), pages[0], order=1)
    assert found(pages[0]) == [("jump_open", 1, "手写的转版")]


@pytest.mark.parametrize(
    "headline",
    [
        "",
        TITLE,
        "老旧小区再装一百部电梯",
        "再装一百部电梯",
        "首批二十八部六月底前交付",
        "一百部电梯今年再装老旧小区",
        "老旧小区　今年再装一百部电梯",
    ],
)
def test_a_second_headline_may_be_the_first_one_cut_short(pages, headline):
    jump(pages, headline)
    assert jump_rules(pages) == []


@pytest.mark.parametrize(
    "headline",
    [
        "老旧小区今年再装一百部电悌",
        "老旧小区今年再装百部电梯",
        "程家兄弟的裁缝铺",
        "老旧小今区年再装一百部电梯",
    ],
)
def test_a_second_headline_that_says_otherwise_is_doubted(pages, headline):
    jump(pages, headline)
    assert jump_rules(pages) == ["jump_headline_differs"]


def test_a_pointer_to_a_page_of_other_pieces_blocks_and_one_to_its_subject_does_not(pages):
    pointing = make_article("老旧小区加装电梯再提速", body="<p>怎样统一邻里意见，费用如何分摊？</p>")
    placement = place(pointing, pages[0], see_page=2, order=1)
    assert found(pages[0]) == [("pointer_empty", 1, "老旧小区加装电梯再提速")]
    place(make_article(TITLE, body="<p>今年，全区为老旧小区加装电梯一百部。</p>"), pages[1], order=1)
    assert found(pages[0]) == []
    placement.see_page = 3
    placement.save()
    assert [rule for rule, *_rest in found(pages[0])] == ["pointer_empty"]


def test_a_linked_pointer_is_held_to_the_page_of_its_piece(pages):
    meant = make_article("这里另有说法")
    place(meant, pages[2], order=1)
    placement = place(make_article("指路"), pages[0], see_page=3, see_article=meant, order=1)
    assert found(pages[0]) == []
    placement.see_page = 2
    placement.save()
    assert found(pages[0]) == [("pointer_empty", 1, "指路")]


def test_a_pointer_that_was_typed_into_the_text_is_followed(pages):
    place(make_article("手写的指路", body="<p>全部名单详见8版。</p>"), pages[0], order=1)
    assert found(pages[0]) == [("pointer_empty", 1, "手写的指路")]


def test_a_guide_line_needs_its_piece_on_the_page(pages):
    place(
        make_article("一座老水塔的前世今生", body="<p>水塔高二十八米。水塔停用了。水塔修好了。</p>"),
        pages[2],
        order=1,
    )
    pages[0].guide.create(title="老水塔的前世今生", target=3)
    pages[0].guide.create(title="这座水塔有故事", target=3)
    assert found(pages[0]) == []
    pages[0].guide.create(title="非遗体验周启幕", target=3)
    pages[0].guide.create(title="老水塔的前世今生", target=7)
    messages = [finding.message for finding in preflight.run(pages[0].issue)]
    assert messages == [
        "导读“非遗体验周启幕”指向3版，而该版没有这样的稿件；如有，请在导读里选定所指的稿件。",
        "导读“老水塔的前世今生”指向7版，而该版缺版或是空版。",
    ]


@pytest.mark.parametrize("words", ["见今日2版报道", "见本报2版", "（见2版）", "详见今日2版"])
def test_a_pointer_typed_into_the_text_leads_to_a_piece_about_the_same(pages, words):
    pointing = make_article("老水塔要修了", body=f"<p>百年老水塔的修缮方案公示，{words}。</p>")
    place(pointing, pages[0])
    place(make_article("食堂开张百日", body="<p>社区食堂的蒸锅掀开了盖，谷淑媛来吃热汤面。</p>"), pages[1])
    assert ("pointer_empty", 1, "老水塔要修了") in found(pages[0])
    about = make_article("百年老水塔修缮方案公示", body="<p>老水塔的修缮方案昨天公示。</p>")
    place(about, pages[1], order=1)
    assert "pointer_empty" not in [rule for rule, *_rest in found(pages[0])]


def test_a_page_of_another_day_is_no_pointer(pages):
    place(make_article("旧闻", body="<p>本报5月20日9版已有报道，常见9版样式。</p>"), pages[0])
    assert "pointer_empty" not in [rule for rule, *_rest in found(pages[0])]

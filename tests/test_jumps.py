"""A jump is one article on two pages, whichever came first; what points to another page finds its piece."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import review, revisions
from articles.models import Article, ArticleState, Photo, Revision
from issues.imports.save import save_page
from issues.models import GuideEntry, Placement
from tests.drafts import front, inner, photo, piece
from tests.factories import make_article, make_issue, make_page, make_user, place

pytestmark = pytest.mark.django_db

HEAD = "五月的一个早晨，修伞匠把摊子支在了槐树下，一个孩子跑过来"
TAIL = "问他这把伞有几根骨头。修伞匠说，三十二根。"
WHOLE = f'<p>{HEAD}<br class="jump">{TAIL}</p>'
OTHER = "胡同口新添了两张长椅，走累的人可以歇一歇脚。"


def first(title="槐树下的修伞匠", text=HEAD, **fields):
    return front(
        piece(title, text, by=("记者 林小禾",), **{"continued_on": 3, **fields}), piece("长椅", OTHER)
    )


def second(title="槐树下的修伞匠", text=TAIL, **fields):
    return inner(
        3, piece(title, text, **{"continued_from": 1, **fields}), piece("水泵", "八台水泵一字排开。")
    )


def jump():
    """The one article that stands on both pages."""
    article = Article.objects.get(placements__part=2)
    assert [(p.page.number, p.part) for p in article.placements.order_by("part")] == [(1, 1), (3, 2)]
    return article


@pytest.mark.parametrize("order", [(first, second), (second, first)], ids=["page 1 first", "page 3 first"])
def test_two_parts_are_one_article_whichever_page_came_first(order):
    make_issue()
    for page in order:
        report = save_page(page())
    assert jump().body == WHOLE
    assert jump().title == "槐树下的修伞匠"
    assert Article.objects.count() == 3
    assert report.problems == ()


@pytest.mark.parametrize("order", [(first, second), (second, first)], ids=["page 1 first", "page 3 first"])
def test_either_page_again_writes_nothing(order):
    make_issue()
    for page in order:
        save_page(page())
    with CaptureQueriesContext(connection) as queries:
        reports = [save_page(page()) for page in (first, second)]
    assert [
        query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")
    ] == []
    assert [(report.created, report.updated, report.left) for report in reports] == [((), (), ())] * 2


def test_a_part_without_its_other_end_is_reported_and_stands_alone():
    report = save_page(first())
    assert any("槐树下的修伞匠" in line and "3" in line for line in report.problems)
    report = save_page(second("完全另外一个题目"))
    assert any("完全另外一个题目" in line and "1" in line for line in report.problems)
    assert Article.objects.count() == 4


def test_a_second_part_that_comes_first_has_an_empty_first_one():
    make_issue()
    save_page(second())
    article = Article.objects.get(placements__part=2)
    assert article.body == f'<p><br class="jump">{TAIL}</p>'
    assert article.placements.get().continued_from == 1


def test_a_second_headline_is_kept_only_where_it_differs():
    save_page(first())
    save_page(second("修伞匠"))
    assert (jump().title, jump().placements.get(part=2).headline) == ("槐树下的修伞匠", "修伞匠")
    save_page(second("槐树下的修伞匠"))
    assert jump().placements.get(part=2).headline == ""


def test_a_second_part_without_headline_is_paired_by_its_pages():
    save_page(first())
    save_page(second(""))
    assert jump().body == WHOLE
    assert jump().placements.get(part=2).headline == ""


def test_two_jumps_between_the_same_pages_are_told_apart_by_headline():
    page = front(piece("槐树下的修伞匠", HEAD, continued_on=3), piece("防汛沙袋先到", OTHER, continued_on=3))
    save_page(page)
    save_page(
        inner(3, piece("沙袋先到", "沙袋码好了。", continued_from=1), piece("修伞匠", TAIL, continued_from=1))
    )
    assert Article.objects.get(title="槐树下的修伞匠").body == WHOLE
    assert "沙袋码好了。" in Article.objects.get(title="防汛沙袋先到").body


def test_a_headline_that_is_quite_another_is_no_second_part():
    save_page(first())
    save_page(second("水泵逐台试机"))
    assert Article.objects.filter(placements__part=2).exclude(title="槐树下的修伞匠").exists()


def test_photos_and_credits_of_the_second_part_are_added():
    save_page(first())
    save_page(second(by=("记者 林小禾", "通讯员 柏青"), photos=[photo("图为伞骨。", "摄影 燕北河")]))
    assert [str(credit) for credit in jump().credits.all()] == ["记者 林小禾", "通讯员 柏青"]
    assert [picture.caption for picture in jump().photos.all()] == ["图为伞骨。"]
    assert Photo.objects.count() == 1


def test_a_new_text_of_either_page_updates_its_part_alone():
    save_page(first())
    save_page(second())
    article = jump()
    article.body = WHOLE.replace("三十二根。", "三十二根骨头。")
    article.save()
    revisions.record(article, make_user(), Revision.Origin.EDIT)
    report = save_page(first(text=HEAD.replace("早晨", "清早")))
    assert jump().body == WHOLE.replace("早晨", "清早").replace("三十二根。", "三十二根骨头。")
    assert report.left == ()


def test_an_edited_second_part_that_is_joined_keeps_its_edits():
    make_issue()
    save_page(second())
    article = Article.objects.get(placements__part=2)
    article.body = article.body.replace("三十二根", "三十六根")
    article.save()
    revisions.record(article, make_user(), Revision.Origin.EDIT)
    save_page(first())
    assert jump().body == WHOLE.replace("三十二根", "三十六根")
    save_page(second(text=TAIL + "孩子数了一遍。"))
    assert "三十六根" in jump().body
    assert article.revisions.exists()


def test_joining_reopens_an_approved_first_part():
    save_page(first())
    review.admit(Article.objects.get(title="槐树下的修伞匠"), None, "")
    report = save_page(second())
    assert jump().state == ArticleState.SUBMITTED
    assert any("修伞匠" in line for line in report.left)


def test_a_second_part_that_has_gone_from_its_text_leaves_the_first():
    save_page(first())
    save_page(second())
    report = save_page(inner(3, piece("水泵", "八台水泵一字排开。")))
    article = Article.objects.get(title="槐树下的修伞匠")
    assert report.returned == ("槐树下的修伞匠",)
    assert [placement.page.number for placement in article.placements.all()] == [1]
    assert article.body == f"<p>{HEAD}</p>"


def test_a_first_part_that_an_editor_has_taken_off_its_page_is_not_doubled():
    save_page(first())
    save_page(second())
    Placement.objects.get(part=1, continued_on=3).delete()
    report = save_page(first())
    assert Article.objects.count() == 3
    assert any("修伞匠" in line for line in report.left)


def test_a_piece_in_three_parts_is_one_article_in_any_order():
    make_issue()
    pages = {
        1: front(piece("槐树下的修伞匠", "头一段。", continued_on=2)),
        2: inner(2, piece("槐树下的修伞匠", "第二段。", continued_from=1, continued_on=3)),
        3: inner(3, piece("槐树下的修伞匠", "第三段。", continued_from=2)),
    }
    for number in (3, 1, 2):
        save_page(pages[number])
    article = Article.objects.get()
    assert [(p.page.number, p.part) for p in article.placements.order_by("part")] == [(1, 1), (2, 2), (3, 3)]
    assert article.body == '<p>头一段。</p><p><br class="jump">第二段。</p><p><br class="jump">第三段。</p>'


# Pointers


@pytest.mark.parametrize("inside_first", [False, True])
def test_a_guide_line_is_linked_to_its_piece_whichever_page_came_first(inside_first):
    make_issue()
    pages = [
        front(piece("长椅", OTHER), guide=[("一碗热汤面的距离", 2)]),
        inner(2, piece("一碗热汤面的距离", HEAD), piece("水泵", TAIL)),
    ]
    for page in reversed(pages) if inside_first else pages:
        save_page(page)
    assert GuideEntry.objects.get().article == Article.objects.get(title="一碗热汤面的距离")


def test_a_guide_line_finds_a_piece_by_its_kicker_and_nothing_by_chance():
    save_page(front(piece("长椅", OTHER), guide=[("社区食堂满一百天", 2), ("月牙河清淤", 2)]))
    save_page(
        inner(2, piece("一碗热汤面", HEAD, kicker="社区食堂满一百天收到四百张点菜条"), piece("水泵", TAIL))
    )
    linked = {entry.title: entry.article and entry.article.title for entry in GuideEntry.objects.all()}
    assert linked == {"社区食堂满一百天": "一碗热汤面", "月牙河清淤": None}


def test_a_pointer_to_another_page_finds_the_piece_of_its_subject():
    save_page(front(piece("晨光漫过月牙河", photos=[photo("月牙河上薄雾未散。")], see_page=4)))
    save_page(
        inner(
            4,
            piece("月牙河畔的一天", "月牙河不长，早起的人沿河散步。"),
            piece("老槐树体检", "树洞干净，没有虫眼。"),
        )
    )
    pointer = Placement.objects.get(see_page=4)
    assert pointer.see_article == Article.objects.get(title="月牙河畔的一天")


def test_a_pointer_that_could_mean_two_pieces_is_left_to_the_editor():
    save_page(front(piece("晨光漫过月牙河", photos=[photo("月牙河上薄雾未散。")], see_page=4)))
    save_page(inner(4, piece("月牙河畔的一天", "月牙河不长。"), piece("月牙河的桥", "月牙河有桥。")))
    assert Placement.objects.get(see_page=4).see_article is None


def test_a_pointer_that_an_editor_has_set_is_never_changed():
    save_page(front(piece("长椅", OTHER), guide=[("一碗热汤面的距离", 2)]))
    meant = make_article("食堂里的一天")
    place(meant, make_page(GuideEntry.objects.get().page.issue, number=4))
    GuideEntry.objects.update(article=meant)
    save_page(inner(2, piece("一碗热汤面的距离", HEAD)))
    assert GuideEntry.objects.get().article == meant


def test_a_text_that_names_another_page_loses_the_old_link():
    save_page(front(piece("晨光漫过月牙河", OTHER, see_page=4)))
    save_page(inner(4, piece("月牙河畔的晨光", OTHER)))
    assert Placement.objects.get(see_page=4).see_article is not None
    save_page(front(piece("晨光漫过月牙河", OTHER, see_page=2)))
    assert Placement.objects.get(see_page=2).see_article is None

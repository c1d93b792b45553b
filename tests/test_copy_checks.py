"""The checks tell the editor what is doubtful in a piece, where and why, in the order of printing."""

import pytest

from articles.checks import check_piece, piece_of
from articles.checks.house import House, Word
from articles.models import Article
from tests.checking import FRIDAY, OFFICIALS, excerpts, findings, rules
from tests.factories import credit, make_article, make_photo

CLEAN = (
    "上午十点四十分，晴川社区食堂的蒸锅掀开了盖。82岁的谷淑媛第一个进门，冲窗口喊了一声：“老样子，热汤面。”",
    "到5月20日，这间食堂开张整整一百天，卖出了二万三千多份饭菜，其中将近一半的客人在65岁以上。",
    "5月20日（星期三）上午，区委书记王守正，区委副书记、区长李四平，区人大常委会主任赵长河来到食堂。",
    "“我愿意来。”谷淑媛说，《胡同里的四季》她读过（还读了两遍）。",
)


def test_clean_copy_has_no_findings():
    assert (
        findings(
            *CLEAN,
            title="一碗热汤面的距离",
            kicker="开张满一百天 卖出两万三千份饭",
            deck="走着去不过八分钟",
            dateline="本报讯",
            credits=(("记者", "罗听澜"),),
            captions=("图为晴川社区食堂的午间窗口。谷淑媛（右）八分钟就走到。",),
            house=OFFICIALS,
        )
        == []
    )


def test_findings_come_in_the_order_of_printing():
    found = findings(
        "食堂开门了,来的人不少。",
        "他说：“好。",
        title="“点菜条",
        deck="一碗（热汤面",
        captions=("谷淑媛(右)在食堂。",),
    )
    assert [(finding.rule, finding.place) for finding in found] == [
        ("unpaired_marks", "标题"),
        ("unpaired_marks", "副题"),
        ("half_width_punctuation", "第1段"),
        ("unpaired_marks", "第2段"),
        ("half_width_punctuation", "图片说明1"),
    ]


def test_a_finding_says_what_and_why_and_shows_the_words_around():
    (finding,) = findings(
        "上午十点四十分，晴川社区食堂的蒸锅掀开了盖,白汽散去，头一屉是南瓜发糕，第二屉是粉蒸肉。"
    )
    assert finding.message == "标点“,”是半角，中文里应为“，”。"
    assert (
        finding.excerpt == "区食堂的蒸锅掀开了盖,白汽散去，头一屉是南瓜"[-24:]
        or "掀开了盖,白汽散去" in finding.excerpt
    )
    assert len(finding.excerpt) <= 26


def test_a_subhead_is_counted_among_the_paragraphs_and_named():
    (finding,) = findings("第一段。", "菜单是大家写的,", subheads=frozenset({1}))
    assert finding.place == "第2段（小标题）"


@pytest.mark.parametrize(
    ("title", "is_long"), [("一二三四五 六七八九十", False), ("一二三四五 六七八九十一", True)]
)
def test_a_title_is_long_by_its_characters_without_spaces(title, is_long):
    assert ("long_title" in rules("正文。", title=title, house=House(longest_title=10))) is is_long


@pytest.mark.parametrize(
    ("dateline", "is_listed"),
    [
        ("本报讯", True),
        (" 本报讯 ", True),
        ("新华社北京5月20日电", True),
        ("", True),
        ("本报综合消息", False),
    ],
)
def test_a_dateline_is_held_against_the_papers_list(dateline, is_listed):
    house = House(datelines=("本报讯", "新华社*"))
    assert ("dateline_unlisted" not in rules("正文。", dateline=dateline, house=house)) is is_listed


def test_without_a_list_no_dateline_is_doubted():
    assert rules("正文。", dateline="本报综合消息") == []


def test_a_paragraph_printed_twice_is_found_at_its_second_place():
    paragraph = "排水、晾晒、停车逐项商量，方案贴进门洞。"
    (finding,) = findings(paragraph, "中间的一段。", paragraph.replace("，", "， "))
    assert (finding.rule, finding.place) == ("repeated_paragraph", "第3段")
    assert finding.message == "这一段与第1段重复。"


def test_a_paragraph_that_was_mended_and_left_standing_is_found():
    old = "和风街道启动院落微更新，十二处院子由居民自己出主意，排水、晾晒、停车逐项商量，方案贴进门洞，听满七天意见再动工。"
    assert rules(old, old.replace("动工", "开工").replace("逐项", "一项项")) == ["repeated_paragraph"]


def test_a_sentence_printed_twice_is_found_also_inside_one_paragraph():
    sentence = "排水、晾晒、停车逐项商量，方案贴进门洞，听满七天意见再动工。"
    assert excerpts("repeated_paragraph", f"开头。{sentence}中间。{sentence}")


def test_notices_built_alike_and_short_refrains_are_no_repetition():
    notice = "咨询电话：6401123{0}，地址：和风街道葫芦架胡同{0}号院一层大厅，办公时间：周一至周五每天上午。"
    assert rules(notice.format(4), notice.format(7)) == []
    assert rules("月牙河，弯又弯。", "撑船的人。", "月牙河，弯又弯。") == []


WORDS = House(
    words=(
        Word("东城", "东城区", note="全称"),
        Word("残废人", "残疾人", "block"),
        Word("首都首善", "首善之区"),
        Word("首都", ""),
    )
)


def test_a_watched_word_is_found_with_its_replacement_and_note():
    (finding,) = findings("记者来到东城采访。", house=WORDS)
    assert (finding.rule, finding.severity) == ("watch_word", "warning")
    assert finding.message == "“东城”应为“东城区”：全称"


def test_a_watched_word_in_its_right_form_is_no_fault():
    assert rules("记者来到东城区采访。", title="东城区的胡同", house=WORDS) == []


def test_of_two_watched_words_that_overlap_the_longer_counts():
    (finding,) = findings("建设首都首善的街区。", house=WORDS)
    assert "首善之区" in finding.message


def test_a_word_that_blocks_does_so_wherever_it_stands():
    found = findings("正文。", kicker="残废人的家", captions=("残废人在家。",), house=WORDS)
    assert [(finding.severity, finding.place) for finding in found] == [
        ("block", "引题"),
        ("block", "图片说明1"),
    ]


@pytest.mark.django_db
def test_an_article_is_read_as_it_is_printed():
    article = make_article(
        body='<p>残<strong>废</strong>人之<br class="jump">家。</p><h3>菜单</h3><p>面。</p><ul><li>一</li><li>二</li></ul>'
        '<p class="verse">月牙河<br>弯又弯</p><table><tr><td>甲</td><td>乙</td></tr></table>',
        dateline="本报讯",
    )
    credit(article, "罗听澜")
    credit(make_photo(article=article, caption="午间窗口。"), "燕北河", "摄影")
    piece = piece_of(Article.objects.prefetch_related("credits", "photos__credits").get(), FRIDAY)
    assert piece.paragraphs == ("残废人之家。", "菜单", "面。", "一", "二", "月牙河", "弯又弯", "甲\t乙")
    assert piece.subheads == {1}
    assert (piece.captions, piece.dateline, piece.printed_on) == (("午间窗口。",), "本报讯", FRIDAY)
    assert piece.credits == (("记者", "罗听澜"), ("摄影", "燕北河"))
    assert [finding.rule for finding in check_piece(piece, WORDS)] == ["watch_word"]


@pytest.mark.django_db
def test_reading_an_article_with_all_loaded_asks_nothing_more(django_assert_num_queries):
    article = make_article()
    for order in range(3):
        credit(make_photo(article=article, order=order), "燕北河", "摄影")
    loaded = Article.objects.prefetch_related("credits", "photos__credits").get()
    with django_assert_num_queries(0):
        piece_of(loaded)

"""Marks of punctuation: each has its partner, each is of a Chinese paper's width."""

import pytest

from tests.checking import excerpts, findings

UNPAIRED = [
    "他说：“老样子，热汤面。周围的人都笑了。",
    "他说：老样子，热汤面。”周围的人都笑了。",
    "活动由和风社区（晴川承办。",
    "居民读了《胡同里的四季，都说好。",
    "居民读了胡同里的四季》，都说好。",
    "“点菜条“一共四百张。",
    "”点菜条”一共四百张。",
    "他说“四季，又说“汤面”好吃。",
    "一是【通知请大家注意。",
    "请参阅[附件1。",
    "他说：「好』",
    "表1（单位：元",
]
NESTED_WRONGLY = [
    "居民读了《胡同里的《四季》之歌》，都说好。",
    "他说：“我读了“四季”这本书。”大家笑了。",
    "这本（见《四季）》卖得好。",
]
PAIRED = [
    "1）项目一；2）项目二；（3）项目三。",
    "一）总体要求",
    "It’s late，他说：“I don’t know。”",
    "他说：“我读了‘四季’这本书。”大家笑了。",
    "读《论〈四季〉的写法》。（这是一整句话。）",
    "活动定在‘六一’，用时5’30”。",
    "（区融媒体中心（筹）供图）",
]


@pytest.mark.parametrize("text", UNPAIRED + NESTED_WRONGLY)
def test_a_mark_without_its_partner_or_wrongly_nested_is_one_finding(text):
    assert len(excerpts("unpaired_marks", text, "下一段。")) == 1


@pytest.mark.parametrize("text", PAIRED)
def test_marks_as_a_chinese_paper_prints_them_are_no_fault(text):
    assert excerpts("unpaired_marks", text) == []


def test_the_message_names_the_inner_pair():
    (finding,) = findings("居民读了《胡同里的《四季》之歌》。")
    assert finding.message == "《》 里面又用了 《》，内层应为 〈 〉 。"


def test_a_quotation_of_several_paragraphs_opens_each_and_closes_the_last():
    assert excerpts("unpaired_marks", "他说：“第一段。", "“第二段。", "“第三段。”") == []


def test_a_quotation_that_the_next_paragraph_does_not_take_up_is_found():
    assert excerpts("unpaired_marks", "他说：“第一段。", "第二段。") == ["他说：“第一段。"]
    assert len(excerpts("unpaired_marks", "“第一段。", "“第二段。", "第三段。")) == 1


def test_lines_of_verse_may_share_a_pair():
    assert excerpts("unpaired_marks", "月牙河，（静静的", "流着）", "“弯弯的", "月牙”") == []


def test_a_headline_is_read_like_a_paragraph():
    assert excerpts("unpaired_marks", "好。", title="“一碗 热汤面”的距离") == []
    assert excerpts("unpaired_marks", "好。", title="“一碗 热汤面的距离") == ["“一碗 热汤面的距离"]


@pytest.mark.parametrize(
    "text",
    [
        "上午十点,食堂开门。",
        "他说:“好。”",
        "食堂开门了.周围都是人。",
        "食堂(晴川店)开门了。",
        "食堂（晴川店)开门了。",
        '他说"老样子"就好。',
        "开门了吗?开了。",
        "第一;第二。",
        "增长3.5%,创新高。",
        "来自世界卫生组织(WHO)的专家。",
        "等等...还有。",
        "咨询电话:64011234",
        "从战术上发力.2024年起。",
    ],
)
def test_a_half_width_mark_in_chinese_is_one_finding(text):
    assert len(excerpts("half_width_punctuation", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "时间9:30，比分3:2，共1,200人，增长3.5%。",
        "网址http://www.xdcb.net/a,b;c?d=1，邮箱a.b@xdcb.net。",
        "准印证号：京内资准字0707-L0117，ISBN 978-7-5000-1234-5。",
        "他说“Hello, world. It's OK!”",
        "1.项目一：PM2.5监测",
        "第3.5节，10.1假期，A.B.C.咖啡馆",
        "1)项目一",
    ],
)
def test_half_width_marks_of_numbers_addresses_and_english_are_no_fault(text):
    assert excerpts("half_width_punctuation", text) == []


def test_copy_typed_half_width_throughout_is_told_so_once_a_line():
    (finding,) = findings("好,好,好,好,好,好,好。")
    assert finding.message == "这里有6处标点是半角。"

"""A person's name is written in one way throughout a piece."""

import pytest

from tests.checking import excerpts, findings


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("居民张桂兰说，食堂好。", "说起食堂，张桂蓝笑了。"),
        ("社区书记李建国介绍，食堂开张。", "李健国说，还要办下去。"),
        ("和风社区书记王建军介绍情况。", "和风社区书记王建民说，食堂好。"),
        ("志愿者赵敏每天来。", "志愿者赵民也说好。"),
        ("食堂负责人欧阳晓燕说，好。", "欧阳小燕笑着说，谢谢。"),
        ("82岁的谷淑媛第一个进门。", "谷淑嫒说，好吃。"),
        ("值班的是退休会计娄清和，他先拉亮了灯。", "娄青和给自己加了一条。"),
        ("“伞能修。”魏长顺说。", "傍晚，魏常顺收了摊。"),
        ("老党员刘建国每天都来。", "大家都叫刘建过“老刘”。"),
    ],
)
def test_a_name_written_in_two_ways_is_found_once(paragraphs):
    assert len(excerpts("name_two_ways", *paragraphs)) == 1


def test_the_rarer_way_is_doubted_and_the_other_place_named():
    (finding,) = findings("居民张桂兰说，食堂好。", "张桂蓝笑了。", "张桂兰说，还要来。")
    assert (finding.place, finding.message) == (
        "第2段",
        "这里是“张桂蓝”，第1段是“张桂兰”：同一个人的名字前后不一？",
    )


def test_credits_are_held_against_the_body_and_each_other():
    names = (("记者", "程砚禾"), ("摄影", "程砚和"))
    assert excerpts("name_two_ways", "正文。", credits=names) == ["程砚和"]
    assert excerpts("name_two_ways", "常青和说，好。", credits=(("记者", "常青禾"),)) == ["常青和说，好。"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("姐妹俩张桂兰、张桂蓝都来了。张桂兰说好，张桂蓝也说好。",),
        ("李建国和李健国是兄弟。李建国说，好。李健国说，好。",),
        ("居民张桂兰说，好。居民张桂英说，也好。",),
        ("志愿者赵敏、志愿者赵明辉参加。",),
        ("石榴花开了。石榴树下，石头发亮。",),
    ],
)
def test_two_people_are_not_taken_for_one(paragraphs):
    assert excerpts("name_two_ways", *paragraphs) == []

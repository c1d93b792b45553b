"""People of the paper's list stand with their posts, by their names, in their order, as on the issue's day."""

import datetime
import time

import pytest

from tests.checking import OFFICIALS, excerpts, findings

LAST_YEAR = datetime.date(2019, 1, 4)


def about(rule, text, **parts):
    return excerpts(rule, text, house=OFFICIALS, **parts)


@pytest.mark.parametrize(
    "text",
    [
        "区委书记李四平来到和风街道。",
        "东城区副区长李四平来到和风街道。",
        "李四平副区长来到和风街道。",
        "李四平（副区长）来到和风街道。",
        "李四平同志任区委书记。",
        "区政协主席赵长河出席。",
        "区人大常委会副主任赵长河出席。",
        "区委常委、组织部部长钱文博主持。",
        "区委书记、区长李四平出席。",
        "晴川街道党工委书记吴晓燕介绍。",
        "副区长郑海调研。",
        "原区长李四平来到和风街道。",
        "西城区区长李四平出席。",
        "代区长李四平出席。",
        "昨天上午，区委书记李四平到和风街道调研。",
    ],
)
def test_a_listed_person_beside_another_post_is_found(text):
    assert len(about("post_wrong", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "区长李四平来到和风街道。",
        "区委副书记、区长李四平出席。",
        "中共东城区委副书记、东城区人民政府区长李四平出席。",
        "李四平区长说。李四平（区长）说。",
        "时任副区长李四平曾到访。原副区长郑海回忆说。",
        "日前，区长李四平出席。",
        "区人大主任赵长河、政协东城区委员会主席孙明远出席。",
        "区委宣传部部长钱文博，宣传部长钱文博。",
        "和风街道工委书记吴晓燕介绍。",
        "居民李四平说，食堂好。",
        "区委书记、区总河长王守正巡河。",
        "王守正任组长，李四平任副组长。",
        "市长陈启明在区委书记王守正、区长李四平陪同下调研。",
    ],
)
def test_a_post_in_a_short_or_a_full_form_is_right(text):
    assert about("post_wrong", text) == []


def test_posts_are_judged_by_the_issues_day():
    assert about("post_wrong", "副区长李四平到访。", printed_on=LAST_YEAR) == []
    assert about("post_wrong", "区长李四平到访。", printed_on=LAST_YEAR)


def test_the_right_post_is_told():
    (finding,) = findings("副区长李四平到访。", house=OFFICIALS)
    assert finding.message == "按本报名录，李四平的职务是东城区委副书记、区长，不是“副区长”。"


def test_a_listed_person_is_looked_for_in_headline_and_caption():
    assert about("post_wrong", "区长李四平到访。", title="副区长李四平到访")
    assert about("post_wrong", "好。", captions=("副区长李四平（左二）在食堂。",))


@pytest.mark.parametrize(
    "text",
    [
        "区长李四萍来到和风街道。",
        "区委书记王守政主持。",
        "区长李平出席。",
        "区长李平四出席。",
        "李四萍区长说。",
        "区委常委、宣传部部长钱文搏主持。",
        "副区长周力出席。",
        "区委书记汪守正出席。",
        "和风街道党工委书记吴小燕介绍。",
    ],
)
def test_a_misspelt_name_beside_its_post_is_found(text):
    assert len(about("post_name", text)) == 1


@pytest.mark.parametrize(
    "text",
    ["西城区区长李四萍出席。", "居民李四萍说。", "护士长李四萍说。", "区长李四平出席。", "原区长李四萍。"],
)
def test_another_name_beside_another_post_is_no_fault(text):
    assert about("post_name", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "李四平、王守正出席。",
        "区长李四平和区委书记王守正出席。",
        "区委书记王守正，区人大常委会主任赵长河，区长李四平出席。",
        "区领导王守正、孙明远及赵长河参加。",
        "李四平、何小芳、王守正出席。",
        "李四平同志、王守正同志出席。",
        "李四平（左一）、王守正（左二）在食堂。",
    ],
)
def test_people_out_of_their_order_are_found(text):
    assert len(about("rank_order", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "王守正、李四平、赵长河出席。",
        "李四平主持会议，王守正讲话。",
        "区长李四平陪同区委书记王守正调研。",
        "王守正、李四平出席；赵长河、孙明远参加。",
        "吴晓燕、王守正出席。",
    ],
)
def test_people_in_their_order_or_apart_are_no_fault(text):
    assert about("rank_order", text) == []


def test_the_right_order_is_told_also_for_a_headline():
    found = findings("王守正、李四平调研。", title="李四平 王守正调研社区食堂", house=OFFICIALS)
    assert [finding.message for finding in found] == ["排名顺序有误，应为：王守正、李四平。"]


def test_a_row_of_names_without_end_holds_nothing_up():
    started = time.process_time()
    findings("王守正、" * 1000, house=OFFICIALS)
    assert time.process_time() - started < 5

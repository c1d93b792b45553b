"""Preflight: a piece that stood in one of the last twelve issues nearly as it is."""

import datetime
import time

import pytest

from issues.planning import preflight
from tests.factories import make_article, make_issue, make_page, place

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2020, 5, 22)
TEXT = (
    "<p>在桥东街道的一片红砖楼中间，立着一座二十八米高的水塔。塔身爬满常春藤，塔顶的铁皮已经锈成了褐色。附近的老人说，水塔比楼还大三岁。</p>"
    "<p>翻开档案馆的卷宗，水塔的身世渐渐清晰：它始建于春天，同年冬天竣工，可以满足周边六个厂区、四千多名职工的生活用水。</p>"
)
REWORDED = TEXT.replace("附近的老人说，水塔比楼还大三岁", "老人们说它比楼还老").replace(
    "渐渐清晰", "慢慢浮现"
)
OTHER = "<p>社区食堂的银发窗口前排起了队。红烧带鱼、清炒油菜，再加一份米饭，一共十二元。腿脚不便的邻居还可以打电话订餐，由志愿者送到家，不另外收钱。</p>"


def issue_with(*articles, weeks_ago=0):
    issue = make_issue(943 - weeks_ago, TODAY - datetime.timedelta(weeks=weeks_ago), page_count=1)
    page = make_page(issue)
    for order, article in enumerate(articles):
        place(article, page, order=order)
    return issue


def found(issue):
    return [(f.title, f.message) for f in preflight.run(issue) if f.rule == "nearly_reprinted"]


@pytest.mark.parametrize("body", [TEXT, REWORDED])
def test_a_piece_of_an_earlier_issue_is_told_of_under_a_new_headline_too(body):
    issue_with(make_article("老水塔", body=TEXT), make_article("食堂", body=OTHER), weeks_ago=3)
    [(title, message)] = found(issue_with(make_article("红砖楼间的水塔", body=body)))
    assert title == "红砖楼间的水塔"
    assert "与第940期（2020-05-01）的《老水塔》有" in message


def test_other_copy_on_the_same_subject_is_not():
    issue_with(make_article("老水塔", body=TEXT), weeks_ago=1)
    body = "<p>水塔修缮完工。在桥东街道的一片红砖楼中间，立着一座二十八米高的水塔。如今，参观步梯装好了，展览馆向居民征集老照片、老物件，已经收到三百多件，国庆节前对外开放。</p>"
    assert found(issue_with(make_article("水塔开门", body=body))) == []


@pytest.mark.parametrize(("weeks", "count"), [(12, 1), (13, 0)])
def test_twelve_issues_are_looked_through(weeks, count):
    for age in range(1, 14):
        own = [make_article("老水塔", body=TEXT)] if age == weeks else []
        issue_with(*own, weeks_ago=age)
    assert len(found(issue_with(make_article("水塔", body=TEXT)))) == count


def test_advertisements_and_short_notices_return_every_week():
    notice = (
        "<p>"
        "便民服务点每周三上午开张，提供磨刀、理发、修鞋等服务，欢迎居民前来。地点在街道办事处东侧小广场，遇雨顺延。详情可到社区服务站了解。"
        "</p>"
    )
    kinds = [("广告", {"body": TEXT, "is_advertisement": True}), ("便民启事", {"body": notice})]
    issue_with(*(make_article(title, **facts) for title, facts in kinds), weeks_ago=1)
    assert found(issue_with(*(make_article(title, **facts) for title, facts in kinds))) == []


def test_later_issues_are_no_matter_of_a_back_number():
    issue_with(make_article("老水塔", body=TEXT))
    assert found(issue_with(make_article("水塔", body=TEXT), weeks_ago=5)) == []


def test_a_whole_season_is_looked_through_in_two_seconds():
    """Twelve issues of forty pieces with 1,500 characters each."""
    for age in range(12, -1, -1):
        issue = issue_with(
            *(make_article(f"{age}期{n}篇", body=f"<p>{_long(age * 40 + n)}</p>") for n in range(40)),
            weeks_ago=age,
        )
    begun = time.process_time()
    read = preflight.edition.read(issue)
    assert list(preflight.reprint.nearly_reprinted(read)) == []
    assert time.process_time() - begun < 2


def _long(seed):
    """Fifteen hundred characters that no other seed gives."""
    return "".join(
        chr(0x4E00 + (seed * 7919 + place * place * 31 + place * 17) % 3500) for place in range(1500)
    )

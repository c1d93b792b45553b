"""Dates agree with the calendar, with the words beside them and with the issue's own day: Friday, 22 May 2020."""

import datetime

import pytest

from tests.checking import excerpts, findings

JANUARY = datetime.date(2020, 1, 3)


@pytest.mark.parametrize(
    "text",
    [
        "5月22日（星期四），食堂开门。",
        "5月22日星期四，食堂开门。",
        "2020年5月22日 周四，食堂开门。",
        "星期四（5月22日），食堂开门。",
        "本周四（5月22日），食堂开门。",
        "五月二十二日，星期四，食堂开门。",
        "2020-05-22（周四）",
        "5月22日上午（周四），食堂开门。",
        "5月23日至24日（周五至周六），食堂开门。",
        "5月23日、24日（周五、周六）",
        "22日（星期四），食堂开门。",
        "2019年5月22日（星期五）",
    ],
)
def test_a_day_of_the_week_that_is_not_the_dates_blocks(text):
    (finding,) = findings(text)
    assert (finding.rule, finding.severity) == ("weekday_contradicts", "block")


@pytest.mark.parametrize(
    "text",
    [
        "5月22日（星期五）。周五（5月22日）。5月23日至24日（周六至周日）。",
        "2019年5月22日（星期三）。每周四、周五开放。5月25日起每周四。",
        "2019年办过一次，10月1日（星期二）开门。",
    ],
)
def test_a_right_day_of_the_week_is_no_fault(text):
    assert excerpts("weekday_contradicts", text) == []


def test_a_january_issue_means_december_of_the_year_before():
    assert excerpts("weekday_contradicts", "12月31日（周二）", printed_on=JANUARY) == []
    assert excerpts("weekday_contradicts", "12月31日（周四）", printed_on=JANUARY)


def test_without_an_issue_only_a_full_date_is_judged():
    assert excerpts("weekday_contradicts", "5月22日（星期四）", printed_on=None) == []
    assert excerpts("weekday_contradicts", "2020年5月22日（星期四）", printed_on=None)


def test_the_right_day_of_the_week_is_told():
    (finding,) = findings("5月22日（星期四），食堂开门。")
    assert finding.message == "5月22日与星期不符：2020年的这一天是星期五。"


@pytest.mark.parametrize(
    "text",
    [
        "昨日（5月20日），食堂开门。",
        "5月20日（昨日），食堂开门。",
        "今天（5月21日），食堂开门。",
        "昨晚（5月20日），食堂开门。",
        "昨日（20日），食堂开门。",
        "前天，即5月19日，食堂开门。",
        "本周五（5月29日），食堂开门。",
        "上周三（5月6日），食堂开门。",
        "今年（2019年）是食堂的第一年。",
        "去年（2018年）是食堂的第一年。",
        "2月30日，食堂开门。",
        "13月1日，食堂开门。",
        "四月三十一日，食堂开门。",
        "2019年2月29日，食堂开门。",
        "5月28日上午，区委召开了座谈会。",
        "5月28日上午，座谈会在和风街道举行。",
        "5月28日，读书节圆满落幕。",
        "5月29日，记者从区教委获悉，食堂开门。",
        "2019年5月20日，今年首场招聘会举行。",
    ],
)
def test_a_date_that_cannot_be_is_one_finding(text):
    assert len(excerpts("date_contradicts", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "昨日（5月21日），食堂开门。前天（5月20日）。明天（23日）将举行。",
        "昨日，食堂开门。今日，食堂照常。",
        "新华社北京5月20日电 记者今天（20日）获悉，食堂开门。",
        "5月28日上午将召开座谈会。5月30日起开放。报名截至5月28日。",
        "本周五（5月22日）。上周三（5月13日）。下周一（5月25日）。今年（2020年）。",
        "2020年2月29日，开门。2月29日，开门了。农历四月三十日。",
        "晴川社区乒乓球赛5月30日上午开赛，即日起报名。",
        "1949年10月1日，庆典举行。10月1日是纪念日。",
    ],
)
def test_dates_that_agree_are_no_fault(text):
    assert excerpts("date_contradicts", text) == []


def test_what_the_word_means_in_this_issue_is_told():
    (finding,) = findings("昨日（5月20日），食堂开门。")
    assert finding.message == "“昨日（5月20日）”有误：按本期日期，应为5月21日。"

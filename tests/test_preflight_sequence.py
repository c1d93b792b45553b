"""Preflight: numbers and dates that follow on, and those that may stand outside the row."""

import datetime

import pytest

from issues.planning import preflight
from tests.factories import make_article, make_issue, make_page, place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def row():
    """Nos. 938 to 942, a Friday each from 17 April to 15 May 2020."""
    for age in range(5):
        make_issue(942 - age, day(5, 15) - datetime.timedelta(weeks=age), year_number=19 - age)


def day(month, number, year=2020):
    return datetime.date(year, month, number)


def found(number, date, **overrides):
    """What is said of the sequence of an issue with one piece."""
    issue = make_issue(number, date, page_count=1, **overrides)
    place(make_article(), make_page(issue))
    return [(f.rule, f.message) for f in preflight.run(issue)]


@pytest.mark.parametrize(
    ("number", "date", "facts"),
    [
        (943, day(5, 22), {"year_number": 20}),
        (943, day(5, 22), {"last_number": 944, "year_number": 20}),
        (943, day(6, 5), {"year_number": 20}),  # a fortnight's rest
        (None, day(5, 20), {"title": "防汛特刊"}),
        (None, day(5, 15), {"title": "防汛特刊"}),
        (1, day(5, 20), {"title": "校园专刊"}),
        (851, day(6, 15, 2018), {"year_number": 23}),  # a back number
        (930, day(2, 21), {}),
    ],
)
def test_what_follows_on_passes_and_so_do_special_issues_and_back_numbers(number, date, facts):
    assert found(number, date, **facts) == []


@pytest.mark.parametrize(
    ("number", "date", "facts", "rule", "words"),
    [
        (945, day(5, 22), {}, "number_sequence", "第942期之后应为第943期。"),
        (930, day(5, 22), {}, "number_sequence", "期号不大于更早出版的第942期"),
        (943, day(5, 22), {"year_number": 22}, "number_sequence", "年内应为第20期，这里是第22期。"),
        (943, day(5, 15), {}, "date_sequence", "与第942期同日。"),
        (943, day(5, 1), {}, "date_sequence", "早于期号更小的"),
        (943, day(5, 22, 2019), {}, "date_sequence", "早于期号更小的"),
        (943, day(6, 19), {}, "date_sequence", "已有35天。"),
        (943, day(5, 21), {}, "date_sequence", "本期日期是星期四，本报通常在星期五出版。"),
        (850, day(5, 11), {}, "number_sequence", "期号不大于更早出版的第941期"),
    ],
)
def test_what_does_not_follow_on_is_doubted(number, date, facts, rule, words):
    [(said_rule, message)] = found(number, date, **facts)
    assert said_rule == rule
    assert words in message


def test_a_new_year_begins_with_its_first_number():
    assert found(943, day(5, 21, 2021), year_number=20)[1:] == [
        ("number_sequence", "年内应为第1期，这里是第20期。")
    ]


def test_the_number_after_a_double_issue_is_one_above_its_second():
    make_issue(943, day(5, 22), last_number=944, year_number=20)
    assert found(945, day(5, 29), year_number=21) == []


def test_the_first_issue_of_all_has_nothing_to_follow():
    preflight.sequence.Issue.objects.all().delete()
    assert found(5, day(5, 20)) == []

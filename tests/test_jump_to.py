"""A reader types a number or a date and comes to the issue, or learns which issues stand nearest."""

import datetime
import re

import pytest
from django.urls import reverse

from issues import jump_to
from issues.jump_to import Asked
from tests import factories as make


def _go(client, typed, namespace="paper"):
    return client.get(reverse(f"{namespace}:go"), {"to": typed})


def _text(response):
    return re.sub(r"\s", "", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.fixture
def issues(db):
    """Nos. 941, 942 and 943 on Fridays of May 2020, and a special issue on the day of the last."""
    for age in (2, 1, 0):
        date = datetime.date(2020, 5, 22) - datetime.timedelta(weeks=age)
        make.make_signed_off_issue(number=943 - age, date=date)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("943", Asked(number=943)),
        ("第943期", Asked(number=943)),
        ("总第943期", Asked(number=943)),
        ("總第943期", Asked(number=943)),
        ("No. 943", Asked(number=943)),
        ("９４３", Asked(number=943)),
        (" 第 943 期 ", Asked(number=943)),
        ("第943—944期", Asked(number=943)),
        ("943-944", Asked(number=943)),
        ("2020-05-22", Asked(None, 2020, 5, 22)),
        ("2020-5-22", Asked(None, 2020, 5, 22)),
        ("2020.5.22", Asked(None, 2020, 5, 22)),
        ("2020/05/22", Asked(None, 2020, 5, 22)),
        ("20200522", Asked(None, 2020, 5, 22)),
        ("2020年5月22日", Asked(None, 2020, 5, 22)),
        ("２０２０年５月２２日", Asked(None, 2020, 5, 22)),
        ("2020 年 5 月 22 日 星期五", Asked(None, 2020, 5, 22)),
        ("2020年5月22号（周五）", Asked(None, 2020, 5, 22)),
        ("2020-02-29", Asked(None, 2020, 2, 29)),
        ("05-22", Asked(month=5, day=22)),
        ("5月22日", Asked(month=5, day=22)),
        ("43-44", Asked(number=43)),
        ("2020年5月", Asked(None, 2020, 5)),
        ("2020-05", Asked(None, 2020, 5)),
        ("202005", Asked(None, 2020, 5)),
        ("202013", Asked(number=202013)),
        ("2020年", Asked(None, 2020)),
        ("2020", Asked(2020, 2020)),
        ("第2020期", Asked(number=2020)),
    ],
)
def test_numbers_and_dates_are_read_as_readers_write_them(typed, asked):
    assert jump_to.read(typed) == asked


@pytest.mark.parametrize(
    "typed", ["", "，。", "伞", "第期", "0", "第0期", "-5", "943a", "12345678901", "5月22日晚", "１" * 10_000]
)
def test_what_is_no_number_and_no_date_is_not_guessed_at(typed):
    with pytest.raises(jump_to.Unreadable):
        jump_to.read(typed)


@pytest.mark.parametrize(
    "typed", ["2019-02-29", "2020-02-30", "2020年13月1日", "2020-00-10", "20201301", "13月1日", "02-30"]
)
def test_a_day_that_no_calendar_has_is_told_from_nonsense(typed):
    with pytest.raises(jump_to.NoSuchDay):
        jump_to.read(typed)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        (Asked(None, 2020, 5, 22), (2020, 5, 22), (2020, 5, 22)),
        (Asked(None, 2020, 2), (2020, 2, 1), (2020, 2, 29)),
        (Asked(None, 2020, 12), (2020, 12, 1), (2020, 12, 31)),
        (Asked(None, 2020), (2020, 1, 1), (2020, 12, 31)),
    ],
)
def test_a_time_runs_from_its_first_day_to_its_last(asked, first, last):
    assert asked.span == (datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("943", "/issues/943/"),
        ("总第942期", "/issues/942/"),
        ("2020-05-15", "/issues/942/"),
        ("2020年5月", "/archive/2020/#month-5"),
        ("2020年1月", "/archive/2020/#month-1"),
        ("2020", "/archive/2020/"),
    ],
)
def test_a_number_or_date_leads_to_its_issue_or_year(client, issues, typed, address):
    response = _go(client, typed)
    assert (response.status_code, response["Location"]) == (302, address)


def test_either_number_of_a_double_issue_leads_to_it(client, db):
    make.make_signed_off_issue(number=950, last_number=951)
    assert [_go(client, typed)["Location"] for typed in ("950", "951", "第950—951期")] == ["/issues/950/"] * 3


def test_a_day_with_several_issues_leads_to_the_page_of_the_day(client, issues):
    make.make_signed_off_issue(number=None, title="特刊")
    assert _go(client, "2020-05-22")["Location"] == "/2020-05-22/"


def test_a_day_without_an_issue_offers_the_issues_before_and_after_it(client, issues):
    response = _go(client, "2020-05-16")
    assert "2020年5月16日没有出报。" in _text(response)
    html = response.content.decode()
    assert re.search(r'href="/issues/942/" rel="prev"', html)
    assert re.search(r'href="/issues/943/" rel="next"', html)
    assert "/issues/941/" not in html
    assert 'value="2020-05-16"' in html


def test_a_day_after_the_last_issue_offers_what_came_before_only(client, issues):
    html = _go(client, "2020-06-01").content.decode()
    assert 'href="/issues/943/" rel="prev"' in html
    assert 'rel="next"' not in html


@pytest.mark.parametrize(
    ("typed", "words", "previous", "following"),
    [
        ("2019年5月", "2019年5月没有出报。", None, 941),
        ("2021", "2021年没有出报。", 943, None),
        ("第99期", "没有第99期。", None, 941),
        ("99999", "没有第99999期。", 943, None),
    ],
)
def test_what_was_never_printed_is_said_and_the_nearest_offered(
    client, issues, typed, words, previous, following
):
    response = _go(client, typed)
    assert words in _text(response)
    html = response.content.decode()
    assert (f'href="/issues/{previous}/" rel="prev"' in html) is (previous is not None)
    assert (f'href="/issues/{following}/" rel="next"' in html) is (following is not None)


def test_a_bare_number_that_is_a_year_as_well_offers_both(client, issues):
    make.make_signed_off_issue(number=2020, date=datetime.date(2040, 1, 6))
    html = _go(client, "2020").content.decode()
    assert '<a href="/issues/2020/">第2020期</a>' in html
    assert '<a href="/archive/2020/">2020年往期</a>' in html
    assert _go(client, "2020年")["Location"] == "/archive/2020/"
    assert _go(client, "第2020期")["Location"] == "/issues/2020/"


@pytest.mark.parametrize("typed", ["05-15", "5月15日", "5.15"])
def test_a_day_without_a_year_leads_to_the_latest_issue_of_that_day(client, issues, typed):
    make.make_signed_off_issue(number=1, date=datetime.date(2015, 5, 15))
    make.make_issue(number=2, date=datetime.date(2026, 5, 15))
    assert _go(client, typed)["Location"] == "/issues/942/"


def test_a_day_without_a_year_that_never_had_an_issue_is_that_of_the_latest_year(client, issues):
    response = _go(client, "5月16日")
    assert "2020年5月16日没有出报。" in _text(response)
    assert 'href="/issues/942/" rel="prev"' in response.content.decode()


def test_29_february_without_an_issue_is_the_last_of_february_in_another_year(client, issues):
    make.make_signed_off_issue(number=980, date=datetime.date(2021, 5, 21))
    assert "2021年2月28日没有出报。" in _text(_go(client, "02-29"))


def test_nonsense_is_answered_at_the_form_with_what_was_typed(client, issues):
    html = _go(client, "<伞>").content.decode()
    assert "这不是期号，也不是日期。" in html
    assert 'value="&lt;伞&gt;"' in html
    assert 'aria-invalid="true"' in html
    assert "没有这一天。" in _go(client, "2020-02-30").content.decode()


def test_an_empty_form_complains_of_nothing(client, issues):
    html = client.get(reverse("paper:go")).content.decode()
    assert 'name="to"' in html
    assert "aria-invalid" not in html


def test_an_issue_that_is_not_out_is_not_found_but_in_the_preview(client, issues):
    make.make_issue(number=944, date=datetime.date(2020, 5, 29))
    assert "没有第944期。" in _text(_go(client, "944"))
    assert "/issues/944/" not in _go(client, "2020-05-27").content.decode()
    client.force_login(make.make_user())
    assert _go(client, "944", "preview")["Location"] == "/preview/issues/944/"

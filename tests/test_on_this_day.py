"""What was printed on a day of the year in earlier years, on its own page and under an issue."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from issues import on_this_day
from issues.publication import ReadersShelf
from tests import factories as make

pytestmark = pytest.mark.django_db


def _printed(*dates):
    """An issue for each date, its lead named after the date."""
    for date in dates:
        issue = make.make_signed_off_issue(number=None, date=datetime.date.fromisoformat(date))
        page = make.make_page(issue)
        make.place(make.make_article(f"{date}的短讯"), page)
        make.place(make.make_article(f"{date}的头条"), page, order=1, prominence="lead")


def _found(month, day, before=2021):
    return [str(found.date) for found in on_this_day.anniversaries(ReadersShelf(), month, day, before)]


def _html(client, **asked):
    return re.sub(r"\s+", " ", client.get(reverse("paper:on_this_day"), asked).content.decode())


def test_the_very_day_alone_is_shown_where_it_had_a_few_issues():
    _printed("2020-05-22", "2015-05-22", "2009-05-22", "2019-05-24", "2018-05-23")
    assert _found(5, 22) == ["2020-05-22", "2015-05-22", "2009-05-22"]


def test_where_the_very_day_had_too_few_each_year_gives_its_nearest_issue_within_three_days():
    _printed("2020-05-22", "2019-05-17", "2019-05-24", "2018-05-19", "2017-05-26", "2016-05-20", "2016-05-24")
    assert _found(5, 22) == ["2020-05-22", "2019-05-24", "2018-05-19", "2016-05-20"]


def test_a_day_in_january_is_near_the_end_of_the_year_before():
    _printed("2019-12-30", "2018-01-03", "2016-12-28")
    assert _found(1, 1) == ["2019-12-30", "2018-01-03"]
    assert _found(12, 31) == ["2019-12-30", "2018-01-03", "2016-12-28"]


def test_the_year_itself_and_what_is_near_its_day_are_not_earlier():
    _printed("2020-01-03", "2019-12-30", "2019-01-04")
    assert _found(1, 1, before=2020) == ["2019-01-04"]


def test_29_february_finds_its_own_day_and_the_last_of_february_in_other_years():
    _printed("2020-02-29", "2019-02-27", "2019-03-01", "2018-03-02", "2017-03-03")
    assert _found(2, 29) == ["2020-02-29", "2019-02-27", "2018-03-02", "2017-03-03"]
    _printed("2016-02-29", "2012-02-29")
    assert _found(2, 29) == ["2020-02-29", "2016-02-29", "2012-02-29"]
    assert _found(2, 28)[0] == "2020-02-29"


def test_several_issues_of_a_day_stand_together(client):
    _printed("2019-05-22", "2019-05-22")
    (found,) = on_this_day.anniversaries(ReadersShelf(), 5, 22, 2021)
    assert (len(found.issues), found.years_ago, found.is_the_day) == (2, 2, True)


def test_the_page_shows_the_day_that_is_asked_for_with_its_headlines_lead_first(client):
    _printed("2019-05-24")
    html = _html(client, date="05-22")
    assert "往年今日 5月22日" in html
    assert "2019年5月24日 星期五" in html
    assert html.index("2019-05-24的头条") < html.index("2019-05-24的短讯")
    assert f"{timezone.localdate().year - 2019}年前" in html
    assert 'href="?date=05-21" rel="prev"' in html
    assert 'href="?date=05-23" rel="next"' in html


def test_the_page_is_of_today_where_no_day_is_named(client):
    today = timezone.localdate()
    _printed(str(on_this_day.day_in(today.year - 1, today.month, today.day)), str(today))
    html = _html(client)
    assert f"往年今日 {today.month}月{today.day}日" in html
    assert "1年前" in html
    assert f"{today}的头条" not in html


def test_an_issue_that_came_out_near_the_day_and_not_on_it_says_so(client):
    _printed("2019-05-24", "2018-05-22")
    near, very_day = _html(client, date="05-22").split("/issues/2018-05-22/")
    assert "当天没有出报，前后最近的一期" in near
    assert "前后最近" not in very_day


@pytest.mark.parametrize("typed", ["5月22日", "5-22", "5.22", "0522", "０５－２２", "2020-05-22"])
def test_a_day_of_the_year_is_read_as_readers_write_it(client, typed):
    assert "往年今日 5月22日" in _html(client, date=typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("伞", "这不是日期。"), ("05-32", "没有这一天。"), ("02-30", "没有这一天。"), ("00-10", "没有这一天。")],
)
def test_what_is_no_day_is_said_at_the_form_with_what_was_typed(client, typed, words):
    html = _html(client, date=typed)
    assert words in html
    assert f'value="{typed}"' in html


def test_a_day_without_anything_near_it_says_so(client):
    _printed("2019-05-24")
    assert "往年这一天前后没有出报。" in _html(client, date="11-11")


def test_what_is_not_out_or_withdrawn_is_on_no_day(client):
    make.make_page(make.make_issue(number=1, date=datetime.date(2018, 5, 22)))
    page = make.make_page(make.make_signed_off_issue(number=2, date=datetime.date(2019, 5, 22)))
    article = make.make_article("撤下的头条")
    make.place(article, page)
    make.withdraw(article)
    html = _html(client, date="05-22")
    assert "/issues/2/" in html
    assert "/issues/1/" not in html
    assert "撤下的头条" not in html


def test_an_issue_leads_to_three_issues_of_its_day_in_earlier_years(client):
    _printed("2020-05-22", "2019-05-24", "2018-05-25", "2017-05-19", "2016-05-20")
    html = re.sub(r"\s+", " ", client.get(reverse("paper:issue", args=["2020-05-22"])).content.decode())
    box = html[html.index('class="years-ago"') :]
    assert re.findall(r'<a href="/issues/([-\d]+)/">', box) == ["2019-05-24", "2018-05-25", "2017-05-19"]
    assert "2019-05-24的头条" in box
    assert 'href="/on-this-day/?date=05-22"' in box


def test_the_first_issue_of_a_paper_looks_back_to_nothing(client):
    _printed("2020-05-22", "2021-05-21")
    assert "years-ago" not in client.get(reverse("paper:issue", args=["2020-05-22"])).content.decode()

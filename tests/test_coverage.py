"""Archive coverage: of each year, what is in and what is missing."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Photo
from issues import roles
from issues.models import PrintedError
from issues.planning.coverage import coverage
from tests import factories as make

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/issues/issue/coverage/"


def issue(number, *date, **overrides):
    return make.make_signed_off_issue(number=number, date=datetime.date(*date), **overrides)


def test_a_missing_number_stands_in_the_year_of_the_issue_after_it():
    issue(100, 2019, 12, 20)
    issue(103, 2020, 1, 3)
    issue(105, 2020, 1, 17)
    this_year, last_year = coverage()
    assert (this_year.year, this_year.gaps, this_year.missing) == (2020, [(101, 102), (104, 104)], 3)
    assert (last_year.year, last_year.gaps) == (2019, [])


def test_a_double_issue_leaves_no_gap():
    issue(100, 2020, 1, 3)
    issue(101, 2020, 1, 10, last_number=102)
    issue(103, 2020, 1, 24)
    (year,) = coverage()
    assert (year.gaps, year.double, year.first, year.last) == ([], [(101, 102)], 100, 103)


def test_a_week_without_an_issue_is_named_by_its_monday():
    issue(100, 2020, 1, 3)
    issue(101, 2020, 1, 17)
    (year,) = coverage()
    assert year.idle_weeks == [datetime.date(2020, 1, 6)]


def test_a_special_issue_without_a_number_counts_and_leaves_no_gap():
    issue(100, 2020, 1, 3)
    issue(None, 2020, 1, 10, title="特刊")
    issue(101, 2020, 1, 17)
    (year,) = coverage()
    assert (year.issues, year.unnumbered, year.gaps, year.idle_weeks) == (3, 1, [], [])


def test_a_year_of_which_nothing_is_in_is_listed():
    issue(100, 2018, 12, 28)
    issue(155, 2020, 1, 3)
    assert [(year.year, year.issues) for year in coverage()] == [(2020, 1), (2019, 0), (2018, 1)]


def test_pages_pieces_characters_photos_and_errors_are_counted_each_once():
    made = issue(100, 2020, 1, 3)
    first, second = make.make_page(made, 1), make.make_page(made, 2)
    make.make_page(made, 3)
    make.make_print_file(first)
    jump = make.make_article("转版", body=f"<p>{'字' * 100}</p>")
    make.place(jump, first, part=1)
    make.place(jump, second, part=2)
    Photo.objects.create(article=jump)
    advertisement = make.make_article("广告", is_advertisement=True)
    make.place(advertisement, second)
    PrintedError.objects.create(
        issue=made, page_number=1, kind="word", wrong="在", right="再", recorded_by=make.make_user()
    )
    (year,) = coverage()
    assert (year.pages, year.empty_pages, year.pages_with_pdf) == (3, 1, 1)
    assert (year.pieces, year.characters, year.photos) == (1, 100, 1)
    assert year.account.errors == 1


def test_the_rate_of_a_year_is_that_of_the_ledger_on_both_pages(client):
    made = issue(100, 2020, 1, 3)
    page = make.make_page(made, 1)
    make.place(make.make_article("标题", body=f"<p>{'字' * 97}</p>"), page)
    make.place(make.make_article("广告", body=f"<p>{'字' * 98}</p>", is_advertisement=True), page)
    PrintedError.objects.create(
        issue=made, page_number=1, kind="word", wrong="在", right="再", recorded_by=make.make_user()
    )
    client.force_login(make.make_staff(roles.CHIEF))
    # 199 in print: a text of 97 under a title of 2, one of 98 under one of 2.
    assert "万分之 50.25" in client.get(ADDRESS).content.decode()
    assert "50.25" in client.get("/admin/issues/issue/errors/?year=2020").content.decode()


def test_what_is_not_published_is_not_in():
    make.make_page(make.make_issue(number=100))
    issue(101, 2020, 6, 5, publish_at=None)
    assert coverage() == []


def test_the_desk_sees_the_table_and_a_reporter_does_not(client):
    issue(100, 2020, 1, 3)
    issue(102, 2020, 1, 17)
    client.force_login(make.make_staff(roles.EDITOR))
    shown = client.get(ADDRESS).content.decode()
    assert 'aria-label="各年收录期数：2020 2 期，缺 1 期"' in shown
    client.force_login(make.make_staff(roles.REPORTER))
    assert client.get(ADDRESS).status_code == 403


def test_the_page_asks_the_same_number_of_questions_of_all_years_of_a_decade(client):
    client.force_login(make.make_staff(roles.CHIEF))

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        return len(queries)

    make.place(make.make_article(), make.make_page(issue(1, 2018, 1, 5)))
    small = count()
    for number in range(2, 12):
        make.place(make.make_article(str(number)), make.make_page(issue(number, 2008 + number, 1, 5)))
    assert count() == small

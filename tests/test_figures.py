"""Contribution figures: what each person had in print by month, on the page and in files for spreadsheets."""

import csv
import datetime
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Photo, Reporter
from issues import roles
from tests import factories as make

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/issues/issue/figures/"
MAY, JUNE = datetime.date(2020, 5, 22), datetime.date(2020, 6, 5)
SPAN = {"first": "2020-05", "last": "2020-06"}


@pytest.fixture
def chief(client):
    client.force_login(make.make_staff(roles.CHIEF))
    return client


def issue(number=943, date=MAY, pages=2):
    made = make.make_signed_off_issue(number=number, date=date)
    return [make.make_page(made, place) for place in range(1, pages + 1)]


def text(characters, title="修伞匠", **overrides):
    return make.make_article(title, body=f"<p>{'字' * characters}</p>", **overrides)


def photo(article, **overrides):
    return Photo.objects.create(article=article, caption="说明", **overrides)


def book(client, **query):
    """Return {sheet: rows} of the exported workbook."""
    answer = client.get(ADDRESS, {**SPAN, **query, "export": "xlsx"})
    workbook = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook}


def summary(client, **query):
    """Return {(name, role): [pieces, in full, shared, photos, pages]} of the exported summary."""
    rows = book(client, **query)["汇总"][1:-1]
    return {(row[0], row[1]): row[2:] for row in rows}


def test_two_authors_have_the_whole_text_each_in_full_and_a_half_each_shared(chief):
    first, _second = issue()
    article = text(101)
    make.credit(article, "林小禾", "记者", order=0)
    make.credit(article, "苏 禾", "通讯员", order=1)
    make.place(article, first)
    assert summary(chief) == {
        ("林小禾", "记者"): [1, 101, 51, 0, 1],
        ("苏禾", "通讯员"): [1, 101, 50, 0, 1],
    }


def test_the_shares_of_all_authors_add_up_to_what_was_printed(chief):
    first, _second = issue()
    for length in (101, 200):
        article = text(length)
        for order, name in enumerate(["林小禾", "苏禾禾", "何远山"]):
            make.credit(article, name, order=order)
        make.place(article, first)
    total = book(chief)["汇总"][-1]
    assert total == ["合计（不重复计）", None, 2, 301, 301, 0, 1]


def test_a_jump_counts_once_and_on_both_its_pages(chief):
    first, second = issue()
    article = text(300)
    make.credit(article)
    make.place(article, first, part=1)
    make.place(article, second, part=2)
    assert summary(chief) == {("林小禾", "记者"): [1, 300, 300, 0, 2]}
    assert book(chief)["稿件明细"][1][2] == "1版、2版"


def test_a_photo_stands_with_its_part_of_a_jump(chief):
    first, second = issue()
    article = text(300)
    make.place(article, first, part=1)
    make.place(article, second, part=2)
    make.credit(photo(article, part=2), "燕北河", "记者")
    assert summary(chief) == {("燕北河", "记者"): [0, 0, 0, 1, 1]}
    assert book(chief)["稿件明细"][1][2] == "2版"


def test_a_photo_piece_is_a_piece_of_who_took_it(chief):
    first, _second = issue()
    piece = text(0, "晨光")
    make.place(piece, first)
    for _ in range(2):
        make.credit(photo(piece), "燕北河", "记者")
    assert summary(chief) == {("燕北河", "记者"): [1, 0, 0, 2, 1]}


def test_a_photo_without_a_credit_is_the_article_s_photographer_s(chief):
    first, _second = issue()
    article = text(100)
    make.credit(article, "林小禾", "记者", order=0)
    make.credit(article, "何远山", "摄影", order=1)
    photo(article)
    make.place(article, first)
    assert summary(chief) == {
        ("林小禾", "记者"): [1, 100, 100, 0, 1],
        ("何远山", "其他作者"): [0, 0, 0, 1, 1],
    }


def test_who_wrote_and_took_pictures_is_one_line_in_the_role_that_says_more(chief):
    first, second = issue()
    article = text(100)
    make.credit(article, "林小禾", "记者")
    make.place(article, first)
    other = text(50, "另一篇")
    make.credit(photo(other), "林小禾", "摄影")
    make.place(other, second)
    assert summary(chief) == {("林小禾", "记者"): [1, 100, 100, 1, 2]}


def test_two_printed_names_of_one_person_are_one_person(chief):
    first, _second = issue()
    person = make.make_reporter("林小禾")
    for name in ("林小禾", "禾子"):
        article = text(100, name)
        make.credit(article, name, "记者", reporter=person)
        make.place(article, first)
    assert summary(chief) == {("林小禾", "记者"): [2, 200, 200, 0, 1]}


def test_two_people_of_one_name_are_two(chief):
    first, _second = issue()
    for note in ("", "政法部"):
        article = text(100, note or "无")
        make.credit(article, reporter=make.make_reporter("林小禾", note=note))
        make.place(article, first)
    assert sorted(name for name, _role in summary(chief)) == ["林小禾", "林小禾（政法部）"]


def test_a_body_has_no_figures_and_takes_no_share(chief):
    first, _second = issue()
    article = text(100)
    make.credit(article, "新华社", "")
    make.credit(article, "区文化馆", "供稿")
    make.credit(article, "林小禾", "记者")
    make.place(article, first)
    assert summary(chief) == {("林小禾", "记者"): [1, 100, 100, 0, 1]}


def test_advertisements_withdrawn_and_unpublished_copy_never_count(chief):
    first, _second = issue()
    ours, advertisement, taken_back = text(100), text(500, is_advertisement=True), text(700)
    waiting = make.make_page(make.make_issue(number=950, date=MAY))
    unapproved = text(900, state="submitted")
    unreleased = text(800)
    for article, page in [
        (ours, first), (advertisement, first), (taken_back, first), (unapproved, first), (unreleased, waiting),
    ]:  # fmt: skip
        make.credit(article)
        make.place(article, page)
    make.withdraw(taken_back)
    assert summary(chief) == {("林小禾", "记者"): [1, 100, 100, 0, 1]}


def test_a_month_is_that_of_the_issue_s_date(chief):
    for number, day in ((943, MAY), (944, datetime.date(2020, 5, 29)), (945, JUNE)):
        article = text(number)
        make.credit(article)
        make.place(article, issue(number, day)[0])
    assert [row[:2] + row[3:5] for row in book(chief)["按月"][1:]] == [
        ["2020-05", "林小禾", 2, 943 + 944],
        ["2020-06", "林小禾", 1, 945],
    ]
    assert summary(chief, last="2020-05") == {("林小禾", "记者"): [2, 1887, 1887, 0, 2]}


def test_staff_and_correspondents_can_be_listed_apart(chief):
    first, _second = issue()
    article = text(100)
    make.credit(article, "林小禾", "本报记者", order=0)
    make.credit(article, "苏禾禾", "特约通讯员", order=1)
    make.place(article, first)
    assert list(summary(chief, kind="correspondent")) == [("苏禾禾", "通讯员")]
    assert list(summary(chief, name="小禾")) == [("林小禾", "记者")]


def test_the_list_is_ordered_by_the_column_that_is_chosen(chief):
    first, _second = issue()
    for name, length in (("林小禾", 100), ("苏禾禾", 300), ("何远山", 200)):
        article = text(length, name)
        make.credit(article, name)
        make.place(article, first)

    def names(sort):
        return [row.person.name for row in chief.get(ADDRESS, {**SPAN, "sort": sort}).context["rows"]]

    assert names("-characters") == ["苏禾禾", "何远山", "林小禾"]
    assert names("characters") == ["林小禾", "何远山", "苏禾禾"]


def test_the_pieces_of_one_person_are_listed_with_issue_and_page(chief):
    first, second = issue()
    for title, page, length in (("修伞匠", first, 100), ("磨刀人", second, 200)):
        article = text(length, title)
        make.credit(article, "苏禾禾", "通讯员")
        make.place(article, page)
    listed = chief.get(ADDRESS, {**SPAN, "person": "n苏禾禾"}).context["pieces"]
    assert [(part.date, part.issue, part.title, part.characters) for part in listed] == [
        (MAY, "第943期", "修伞匠", 100),
        (MAY, "第943期", "磨刀人", 200),
    ]


def test_csv_opens_in_excel_with_its_chinese_right_and_holds_no_formula(chief):
    first, _second = issue()
    article = text(100, "=1+1")
    make.credit(article)
    make.place(article, first)
    answer = chief.get(ADDRESS, {**SPAN, "export": "pieces"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.content.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["日期", "期", "版", "稿件"]
    assert rows[1][:5] == ["2020-05-22", "第943期", "1版", "'=1+1", "林小禾"]
    assert "%E8%A7%81%E6%8A%A5" in answer["Content-Disposition"]


def test_in_the_workbook_a_title_that_begins_like_a_formula_is_a_text_and_numbers_are_numbers(chief):
    first, _second = issue()
    article = text(1234, "=1+1")
    make.credit(article)
    make.place(article, first)
    workbook = openpyxl.load_workbook(io.BytesIO(chief.get(ADDRESS, {**SPAN, "export": "xlsx"}).content))
    sheet = workbook["稿件明细"]
    assert (sheet["D2"].value, sheet["D2"].data_type) == ("=1+1", "s")
    assert (sheet["I2"].value, sheet["I2"].data_type) == (1234, "n")
    assert sheet.freeze_panes == "A2"


def test_the_page_shows_the_months_of_the_latest_issue_s_year(chief):
    article = text(1234)
    make.credit(article)
    make.place(article, issue()[0])
    shown = chief.get(ADDRESS).content.decode()
    assert 'value="2020-01"' in shown
    assert 'value="2020-05"' in shown
    assert "1,234" in shown
    assert 'role="img" aria-label="各人篇数：林小禾 1"' in shown


def test_a_wrong_month_is_told_beside_its_field(chief):
    issue()
    assert "没有这个月份" in chief.get(ADDRESS, {"first": "2020-13", "last": "2020-05"}).content.decode()
    assert (
        "结束月份早于开始月份" in chief.get(ADDRESS, {"first": "2020-06", "last": "2020-05"}).content.decode()
    )


def test_without_a_published_issue_the_page_says_so(chief):
    assert "还没有已发布的期" in chief.get(ADDRESS).content.decode()


def test_a_reporter_sees_his_own_figures_and_nobody_else_s(client):
    user = make.make_staff(roles.REPORTER)
    person = make.make_reporter("林小禾", user=user)
    article = text(100)
    make.credit(article, reporter=person, order=0)
    make.credit(article, "苏禾禾", "通讯员", reporter=Reporter.objects.create(name="苏禾禾"), order=1)
    make.place(article, issue()[0])
    client.force_login(user)
    assert list(summary(client)) == [("林小禾", "记者")]
    other = Reporter.objects.get(name="苏禾禾")
    assert list(summary(client, person=f"r{other.pk}")) == [("林小禾", "记者")]
    assert "苏禾禾" not in client.get(ADDRESS, SPAN).content.decode()


def test_a_reporter_whose_account_is_linked_to_nobody_sees_no_figures(client):
    article = text(100)
    make.credit(article)
    make.place(article, issue()[0])
    client.force_login(make.make_staff(roles.REPORTER))
    assert summary(client) == {}


def test_who_has_no_role_is_refused(client):
    client.force_login(make.make_reader_account())
    assert client.get(ADDRESS).status_code == 403


def test_the_index_leads_to_the_figures(chief):
    index = chief.get("/admin/").content.decode()
    assert reverse("admin:issues_issue_figures") in index
    assert reverse("admin:issues_issue_coverage") in index


def test_the_page_asks_the_same_number_of_questions_of_a_small_and_a_full_paper(chief):
    def count():
        with CaptureQueriesContext(connection) as queries:
            chief.get(ADDRESS, SPAN)
        return len(queries)

    def fill(number, day, pieces):
        first = issue(number, day)[0]
        for order in range(pieces):
            article = text(100, f"{number}-{order}")
            make.credit(article, reporter=Reporter.objects.get_or_create(name=f"何远山{order}")[0])
            make.credit(photo(article), "燕北河")
            make.place(article, first, order=order)

    fill(943, MAY, 1)
    small = count()
    fill(944, JUNE, 8)
    assert count() == small

"""The ledger of printed errors: recorded by issue, page and kind, weighed against the limit of 3 in 10,000."""

import csv
import datetime
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.richtext import JUMP
from issues import roles
from issues.models import Correction, ErrorKind, PrintedError
from issues.planning import ledger
from tests import factories as make
from tests.browsing import fields_of, save, typed

pytestmark = pytest.mark.django_db

ADD = "/admin/issues/printederror/add/"
OVERVIEW = "/admin/issues/issue/errors/"


@pytest.fixture
def issue():
    return make.make_signed_off_issue()


@pytest.fixture
def proofreader(client):
    client.force_login(make.make_staff(roles.PROOFREADER, last_name="沈", first_name="青禾"))
    return client


def book(issue):
    return f"/admin/issues/issue/{issue.pk}/errors/"


def piece(issue, characters, number=1, title="题", **overrides):
    """A placed piece of so many characters, its title of one among them."""
    article = make.make_article(title, body=f"<p>{'字' * (characters - len(title))}</p>", **overrides)
    page = issue.pages.filter(number=number).first() or make.make_page(issue, number)
    make.place(article, page, order=page.placements.count())
    return article


def whole(issue):
    return ledger.total(ledger.accounts([issue])[issue.pk].values())


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_an_error_is_recorded_with_its_piece_and_takes_the_page_of_the_piece(proofreader, issue):
    article = piece(issue, 100, number=2)
    save(
        proofreader,
        f"{ADD}?issue={issue.pk}",
        article=str(article.pk),
        kind="word",
        wrong="修伞将",
        right="修伞匠",
    )
    error = PrintedError.objects.get()
    assert (error.issue, error.article, error.page_number, error.kind) == (issue, article, 2, ErrorKind.WORD)
    assert error.recorded_by.username == roles.PROOFREADER


def test_the_latest_issue_is_offered_with_its_pieces_by_page(proofreader, issue):
    article = piece(issue, 100, number=2, title="见报的稿")
    older = make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15))
    piece(older, 100, title="上一期的稿")
    make.make_issue(number=944, date=datetime.date(2020, 5, 29))
    form = proofreader.get(ADD)
    html = form.content.decode()
    assert fields_of(form)["issue"] == str(issue.pk)
    assert f'<option value="{article.pk}">见报的稿</option>' in html
    assert "第942期" in html
    assert "上一期的稿" not in html
    assert "第944期" not in html
    assert "上一期的稿" in proofreader.get(f"{ADD}?issue={older.pk}").content.decode()


@pytest.mark.parametrize(
    ("typed_in", "field", "said"),
    [
        ({"page_number": ""}, "page_number", "请选择版面"),
        ({"wrong": ""}, "wrong", "必填"),
        ({"right": "误"}, "right", "与错误文字相同"),
        ({"kind": ""}, "kind", "必填"),
    ],
)
def test_bad_input_is_told_at_its_field(proofreader, issue, typed_in, field, said):
    piece(issue, 100)
    sent = {"page_number": "1", "kind": "word", "wrong": "误", "right": "正"} | typed_in
    errors = save(proofreader, ADD, **sent).context["adminform"].form.errors
    assert said in str(errors[field])
    assert not PrintedError.objects.exists()


def test_a_piece_of_another_page_or_issue_is_refused(proofreader, issue):
    article = piece(issue, 100)
    make.make_page(issue, 2)
    stranger = piece(make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15)), 100)
    sent = {"kind": "word", "wrong": "误", "right": "正"}
    refused = save(proofreader, ADD, **sent, article=str(article.pk), page_number="2")
    assert "不在这一版" in str(refused.context["adminform"].form.errors["page_number"])
    refused = save(proofreader, ADD, **sent, article=str(stranger.pk), page_number="1")
    assert refused.context["adminform"].form.errors["article"]


def test_an_error_of_an_issue_that_is_not_printed_is_refused(proofreader, issue):
    piece(issue, 100)
    coming = make.make_issue(number=944, date=datetime.date(2020, 5, 29))
    sent = {"issue": str(coming.pk), "page_number": "1", "kind": "word", "wrong": "误", "right": "正"}
    errors = save(proofreader, ADD, **sent).context["adminform"].form.errors
    assert errors["issue"]


@pytest.mark.parametrize(
    ("characters", "errors", "rate", "within"),
    [
        (10_000, 3, "3.00", True),
        (9_999, 3, "3.00", False),
        (10_000, 4, "4.00", False),
        (7_777, 2, "2.57", True),
        (10_000, 0, "0.00", True),
    ],
)
def test_the_rate_is_in_ten_thousand_characters_and_three_is_within_the_limit(
    issue, characters, errors, rate, within
):
    piece(issue, characters)
    for _ in range(errors):
        make.make_printed_error(issue)
    account = whole(issue)
    assert (account.characters, account.errors) == (characters, errors)
    assert (str(account.rate), account.is_within_limit) == (rate, within)


def test_an_issue_without_pieces_has_no_rate(issue):
    make.make_printed_error(issue)
    assert (whole(issue).rate, whole(issue).is_within_limit) == (None, None)


def test_characters_are_those_of_headline_text_and_captions_as_printed_withdrawn_or_not(issue):
    article = piece(issue, 10, kicker="引题四字", deck="副题")
    make.make_photo(article, caption="图说五个字")
    make.make_photo(None, caption="稿库里的照片")
    assert whole(issue).characters == 10 + 4 + 2 + 5
    make.withdraw(article)
    assert whole(issue).characters == 21


def test_both_parts_of_a_jump_count_on_their_own_pages(issue):
    article = make.make_article("长篇", body=f"<p>{'前' * 30}{JUMP}{'后' * 50}</p>")
    make.place(article, make.make_page(issue, 1))
    make.place(article, make.make_page(issue, 2), part=2, headline="下转题")
    make.make_photo(article, caption="图说", part=2)
    accounts = ledger.accounts([issue])[issue.pk]
    assert {number: account.characters for number, account in accounts.items()} == {1: 32, 2: 50 + 3 + 2}


def test_punctuation_at_a_tenth_is_told_beside_the_plain_count(issue):
    piece(issue, 10_000)
    make.make_printed_error(issue, kind=ErrorKind.PUNCTUATION)
    make.make_printed_error(issue, kind=ErrorKind.FACT)
    assert (str(whole(issue).rate), str(whole(issue).weighted_rate)) == ("2.00", "1.10")


def test_the_ledger_of_an_issue_shows_kinds_pages_rate_and_limit(proofreader, issue):
    piece(issue, 4_000)
    piece(issue, 6_000, number=2)
    make.make_printed_error(issue, 1)
    make.make_printed_error(issue, 2, ErrorKind.NAME, "尤长根", "尤长庚", found_by="读者来电")
    page = proofreader.get(book(issue))
    html = page.content.decode()
    assert str(page.context["whole"].rate) == "2.00"
    assert [(str(name), str(account.rate)) for name, account in page.context["pages"]] == [
        ("1版", "2.50"), ("2版", "1.67"),
    ]  # fmt: skip
    assert {str(kind): count for kind, count, _weight in page.context["kinds"] if count} == {
        "错字、漏字、多字": 1,
        "姓名、职务、排序": 1,
    }
    assert "在限度内" in html
    assert "尤长根 → 尤长庚" in html
    make.make_printed_error(issue)
    make.make_printed_error(issue)
    assert "超出限度" in proofreader.get(book(issue)).content.decode()


def test_the_issues_of_a_year_stand_side_by_side_with_the_total_of_the_year(proofreader, issue):
    piece(issue, 10_000)
    piece(make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15)), 10_000)
    make.make_signed_off_issue(number=900, date=datetime.date(2019, 6, 7))
    for _ in range(4):
        make.make_printed_error(issue)
    page = proofreader.get(OVERVIEW)
    assert [(row.label, str(account.rate)) for row, account in page.context["rows"]] == [
        ("第943期", "4.00"), ("第942期", "0.00"),
    ]  # fmt: skip
    assert (page.context["whole"].characters, str(page.context["whole"].rate)) == (20_000, "2.00")
    assert [row.label for row, _ in proofreader.get(f"{OVERVIEW}?year=2019").context["rows"]] == ["第900期"]
    assert proofreader.get(f"{OVERVIEW}?year=1999").status_code == 404


def test_the_rates_are_exported_for_a_spreadsheet(proofreader, issue):
    piece(issue, 10_000)
    make.make_printed_error(issue)
    answer = proofreader.get(f"{OVERVIEW}?year=2020&export=csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    header, row, total = rows_of(answer)
    assert (header[0], header[-2:]) == ("期", ["每万字差错", "在限度内"])
    assert (row[:4], row[-2:]) == (["第943期", "2020-05-22", "10000", "1"], ["1.00", "是"])
    assert total[0] == "合计"


def test_the_errors_of_an_issue_are_exported_and_no_wording_becomes_a_formula(proofreader, issue):
    make.make_printed_error(issue, wrong="=1+1", right="二", recorded_by=make.make_staff(roles.EDITOR))
    _header, row = rows_of(proofreader.get(f"{book(issue)}?export=csv"))
    assert (row[3], row[4], row[-1]) == ("'=1+1", "二", roles.EDITOR)


def test_a_correction_is_made_of_an_error_in_one_click(client, issue):
    article = make.make_article()
    make.place(article, make.make_page(issue, 2))
    make.make_printed_error(issue, 2, article=article, wrong="槐树下", right="柳树下")
    make.make_printed_error(issue, 2, wrong="没有稿件", right="报眉")
    client.force_login(make.make_staff(roles.CHIEF))
    addresses = [row[-1] for row in client.get(book(issue)).context["rows"]]
    assert addresses[1] == ""
    sent = fields_of(client.get(addresses[0]))
    assert (sent["page_number"], sent["wrong"], sent["right"], sent["put_right"]) == (
        "2",
        "槐树下",
        "柳树下",
        "on",
    )
    client.post(addresses[0], sent)
    article.refresh_from_db()
    assert Correction.objects.get().wrong == "槐树下"
    assert "柳树下" in article.body
    assert "已更正" in client.get(book(issue)).content.decode()


def test_an_error_that_is_put_right_online_already_is_offered_without_the_tick(client, issue):
    article = make.make_article()
    make.place(article, make.make_page(issue))
    error = make.make_printed_error(issue, article=article, wrong="杨树下", right="槐树下")
    client.force_login(make.make_staff(roles.CHIEF))
    page = client.get(f"/admin/issues/printederror/{error.pk}/change/")
    sent = fields_of(client.get(page.context["correct_url"]))
    assert (sent["wrong"], "put_right" in sent) == ("杨树下", False)


def test_errors_are_filtered_by_issue_kind_and_month(proofreader, issue):
    june = make.make_signed_off_issue(number=945, date=datetime.date(2020, 6, 5))
    make.make_printed_error(issue, wrong="五月误")
    make.make_printed_error(june, kind=ErrorKind.FACT, wrong="六月误")
    for query in (f"issue={june.pk}", "kind__exact=fact", "month=2020-06"):
        found = proofreader.get(f"/admin/issues/printederror/?{query}").context["cl"].result_list
        assert [error.wrong for error in found] == ["六月误"]
    assert len(proofreader.get("/admin/issues/printederror/?month=x").context["cl"].result_list) == 2


@pytest.mark.parametrize("role", [roles.EDITOR, roles.DESK_HEAD, roles.PROOFREADER, roles.CHIEF])
def test_the_desk_and_its_proofreaders_record_errors(client, issue, role):
    make.make_page(issue)
    client.force_login(make.make_staff(role))
    sent = typed(client, ADD, page_number="1", kind="other", wrong="误", right="正")
    assert client.post(ADD, sent).status_code == 302
    assert PrintedError.objects.get().recorded_by.username == role


def test_reporters_neither_see_nor_record_errors(client, issue):
    client.force_login(make.make_staff(roles.REPORTER))
    for address in (ADD, OVERVIEW, book(issue), "/admin/issues/printederror/"):
        assert client.get(address).status_code == 403
    assert client.post(ADD, {"issue": issue.pk}).status_code == 403


def test_only_the_editor_in_chief_deletes_an_error(client, issue):
    error = make.make_printed_error(issue)
    address = f"/admin/issues/printederror/{error.pk}/delete/"
    client.force_login(make.make_staff(roles.PROOFREADER))
    assert client.post(address, {"post": "yes"}).status_code == 403
    client.force_login(make.make_staff(roles.CHIEF))
    client.post(address, {"post": "yes"})
    assert not PrintedError.objects.exists()


def test_an_unprinted_issue_has_no_ledger(proofreader):
    assert proofreader.get(book(make.make_issue())).status_code == 404


def test_ledger_and_overview_ask_the_same_number_of_questions_however_much_there_is(client, issue):
    client.force_login(make.make_staff(roles.CHIEF))

    def fill(of):
        article = piece(of, 50)
        make.make_photo(article)
        make.make_printed_error(of, article=article)

    def questions(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = [book(issue), OVERVIEW, "/admin/issues/printederror/"]
    fill(issue)
    client.get(OVERVIEW)
    few = [questions(address) for address in addresses]
    for number in range(5):
        fill(issue)
        fill(make.make_signed_off_issue(number=930 + number, date=datetime.date(2020, 1, 3 + 7 * number)))
    assert [questions(address) for address in addresses] == few

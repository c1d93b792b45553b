"""Public answers may be kept, are asked for again at each use, and say honestly when they last changed."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from articles import withdrawal
from articles.models import Article
from issues.models import Imprint, Page, PrintFile
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
PAGE_2, PAGE_1, ISSUE = "/issues/943/2/", "/issues/943/1/", "/issues/943/"


@pytest.fixture
def articles():
    """Two pieces of No. 943, one a page; neither has been touched since before it came out."""
    issue = make.make_signed_off_issue()
    placed = [make.make_article(f"第{number}篇") for number in (1, 2)]
    for number, article in enumerate(placed, 1):
        make.place(article, make.make_page(issue, number))
    Article.objects.update(changed_at=make.BEFORE)
    return placed


def _changed(address):
    """Return the moment since which the answer says that it reads as it does."""
    return Client().get(address)["Last-Modified"]


def _said(moment):
    return http_date(moment.timestamp())


def _asked_again(address, response, **headers):
    return Client().get(address, headers={"if-none-match": response["ETag"], **headers})


def test_pages_have_changed_when_the_issue_came_out(articles):
    for address in ("/", ISSUE, PAGE_1, PAGE_2, *(article.get_absolute_url() for article in articles)):
        assert _changed(address) == _said(make.RELEASE)


def test_change_of_a_piece_is_one_of_the_piece_its_page_and_its_issue(articles):
    later = make.RELEASE + DAY
    Article.objects.filter(pk=articles[1].pk).update(changed_at=later)
    assert [_changed(address) for address in (articles[1].get_absolute_url(), PAGE_2, ISSUE)] == [
        _said(later)
    ] * 3
    assert _changed(PAGE_1) == _changed(articles[0].get_absolute_url()) == _said(make.RELEASE)


def test_correction_is_a_change_of_the_piece_its_page_and_its_issue(articles):
    later = make.RELEASE + DAY
    make.make_correction(articles[1], articles[1].placements.get().page, made_at=later)
    assert [_changed(address) for address in (articles[1].get_absolute_url(), PAGE_2, ISSUE)] == [
        _said(later)
    ] * 3
    assert _changed(PAGE_1) == _said(make.RELEASE)


def test_withdrawal_is_a_change_of_the_page_and_the_issue_and_its_end_of_the_piece_as_well(articles):
    taken = withdrawal.withdraw(articles[1], make.make_user(), "")[0]
    taken.refresh_from_db()
    assert _changed(PAGE_2) == _changed(ISSUE) == _said(taken.withdrawn_at)
    assert _changed(PAGE_1) == _said(make.RELEASE)
    withdrawal.lift(articles[1], make.make_user())
    taken.refresh_from_db()
    assert _changed(articles[1].get_absolute_url()) == _changed(PAGE_2) == _said(taken.lifted_at)


def test_pages_of_an_issue_as_printed_tell_no_moment_since_nothing_keeps_when_an_area_is_set(articles):
    page = Page.objects.get(number=2)
    make.make_print_file(page)
    for address in ("/", ISSUE, PAGE_1, PAGE_2):
        assert "Last-Modified" not in Client().get(address)
    assert _changed(articles[1].get_absolute_url()) == _said(make.RELEASE)
    Page.objects.update(print_file=None)
    for address in (ISSUE, PAGE_2):
        assert "Last-Modified" not in Client().get(address)


def test_print_file_that_waits_to_be_read_is_seen_by_no_reader(articles):
    PrintFile.objects.create(page=Page.objects.get(number=2), file="pages/waiting.pdf")
    for address in (ISSUE, PAGE_1, PAGE_2):
        assert _changed(address) == _said(make.RELEASE)


@pytest.mark.parametrize("form", ["ninjs", "book", "card"])
def test_ninjs_book_and_card_bear_the_moment_of_the_last_change(articles, form):
    address = {
        "ninjs": f"/articles/{articles[1].pk}.ninjs.json",
        "book": f"{ISSUE}issue.epub",
        "card": f"/articles/{articles[1].pk}/card.jpg",
    }[form]
    assert _changed(address) == _said(make.RELEASE)
    Article.objects.filter(pk=articles[1].pk).update(changed_at=make.RELEASE + DAY)
    assert _changed(address) == _said(make.RELEASE + DAY)


def test_withdrawn_piece_as_ninjs_bears_the_moment_of_its_withdrawal_and_the_book_as_well(articles):
    taken = make.withdraw(articles[1], withdrawn_at=make.RELEASE + DAY)
    for address in (f"/articles/{articles[1].pk}.ninjs.json", f"{ISSUE}issue.epub"):
        assert _changed(address) == _said(taken.withdrawn_at)


def test_withdrawal_of_what_was_never_out_is_no_change(articles):
    draft = make.make_article("没过终审的稿", state="draft")
    make.place(draft, articles[0].placements.get().page, order=1)
    make.withdraw(draft)
    assert _changed(PAGE_1) == _said(make.RELEASE)


def test_whoever_has_the_same_page_gets_no_second_copy(articles):
    for address in (
        "/",
        ISSUE,
        PAGE_1,
        articles[0].get_absolute_url(),
        "/issues/",
        "/corrections/",
        "/columns/",
    ):
        response = Client().get(address)
        assert response["Cache-Control"] == "no-cache"
        again = _asked_again(address, response)
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == "no-cache"
        assert _asked_again(address, {"ETag": '"other"'}).status_code == 200


def _edit(article):
    Article.objects.filter(pk=article.pk).update(title="改过的题")


def _withdraw(article):
    withdrawal.withdraw(article, make.make_user(), "")


def _next_issue(article):
    make.make_page(make.make_signed_off_issue(number=944, date=datetime.date(2020, 5, 29)))


def _foot(article):
    Imprint.objects.create(contact="东城区某街1号")


@pytest.mark.parametrize("change", [_edit, _withdraw, _next_issue, _foot])
def test_page_is_sent_again_when_anything_on_it_has_changed(articles, change):
    kept = {address: Client().get(address) for address in (PAGE_1, ISSUE)}
    change(articles[0])
    assert {_asked_again(address, response).status_code for address, response in kept.items()} == {200}


def test_moment_alone_never_says_that_nothing_has_changed(articles):
    """A neighbour, the next issue or the foot of the page can change it without touching what it mainly shows."""
    now = http_date(timezone.now().timestamp())
    piece = articles[0].get_absolute_url()
    pages = ("/", ISSUE, PAGE_1, piece)
    data = (
        f"{piece[:-1]}.ninjs.json",
        f"{piece}card.jpg",
        f"{ISSUE}issue.epub",
        "/feeds/latest.atom",
        "/sitemap.xml",
    )
    for address in (*pages, *data):
        assert Client().get(address, headers={"if-modified-since": now}).status_code == 200


def test_withdrawn_piece_is_gone_for_who_has_kept_it(articles):
    address = articles[0].get_absolute_url()
    response = Client().get(address)
    _withdraw(articles[0])
    answer = _asked_again(address, response)
    assert answer.status_code == 410
    assert answer["Cache-Control"] == "no-cache"


def test_public_answers_bear_no_cookie_and_are_the_same_for_everyone(articles):
    editor = Client()
    editor.force_login(make.make_user())
    for address in ("/", ISSUE, PAGE_1, articles[0].get_absolute_url(), "/feeds/latest.atom", "/sitemap.xml"):
        anyone, staff = Client().get(address), editor.get(address)
        assert not anyone.cookies
        assert "Cookie" not in anyone.get("Vary", "")
        assert anyone["ETag"] == staff["ETag"]


def test_page_that_is_compressed_is_recognised_all_the_same(articles):
    client = Client(headers={"accept-encoding": "gzip"})
    response = client.get(PAGE_1)
    assert response["Content-Encoding"] == "gzip"
    assert client.get(PAGE_1, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_preview_says_nothing_of_changes_and_is_kept_by_no_cache(articles):
    editor = Client()
    editor.force_login(make.make_user())
    response = editor.get(f"/preview{PAGE_1}")
    assert "no-store" in response["Cache-Control"]
    assert "Last-Modified" not in response
    assert "ETag" not in response

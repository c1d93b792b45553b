"""Each public page names its one address, whatever address led to it."""

import datetime
import re

import pytest
from django.test import Client

from issues import archive_views
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


def _canonical(address, user=None):
    """Return the addresses that the page names as its own; every page names one, a preview none."""
    client = Client()
    if user:
        client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200, address
    return re.findall('<link rel="canonical" href="([^"]+)">', response.content.decode())


@pytest.fixture
def article():
    """A piece on page 1 of a double issue 943—944."""
    article = make.make_article(column="邻里")
    article.tags.add("社区")
    make.place(article, make.make_page(make.make_signed_off_issue(last_number=944)))
    return article


def test_second_number_of_a_double_issue_leads_to_pages_of_its_first(article):
    assert _canonical("/issues/944/1/") == _canonical("/issues/943/1/") == [f"{SITE}/issues/943/1/"]


def test_numbers_have_no_noughts_before_them(article):
    for address in (f"/articles/{article.pk}/", "/issues/943/1/", "/archive/2020/"):
        assert _canonical(re.sub(r"(\d+)/$", r"00\1/", address)) == [f"{SITE}{address}"]


def test_what_does_not_name_what_is_shown_is_left_out(article):
    address = f"/articles/{article.pk}/"
    assert _canonical(f"{address}?utm_source=wechat&name=邻里&page=2") == [f"{SITE}{address}"]
    assert _canonical("/?from=timeline") == [f"{SITE}/"]


def test_front_page_and_the_first_page_of_the_latest_issue_are_each_their_own(article):
    assert _canonical("/") == [f"{SITE}/"]
    assert _canonical("/issues/943/1/") == [f"{SITE}/issues/943/1/"]


def test_name_of_a_column_or_a_page_is_part_of_its_address(article):
    assert _canonical("/columns/?name=邻里&utm_source=x") == [f"{SITE}/columns/?name=%E9%82%BB%E9%87%8C"]
    assert _canonical("/columns/") == [f"{SITE}/columns/"]
    assert _canonical("/page-names/?name=要闻") == [f"{SITE}/page-names/?name=%E8%A6%81%E9%97%BB"]


def test_year_of_corrections_is_part_of_their_address(article):
    page = article.placements.get().page
    made_at = make.RELEASE + datetime.timedelta(days=1)
    make.make_correction(article, page, made_at=made_at)
    assert _canonical("/corrections/?year=2020") == [f"{SITE}/corrections/?year=2020"]


def test_page_of_a_list_is_its_own_and_a_page_beyond_the_last_is_the_last(article, monkeypatch):
    monkeypatch.setattr(archive_views, "PIECES_A_PAGE", 1)
    page = article.placements.get().page
    for order in (1, 2):
        other = make.make_article(f"第{order}篇", column="邻里")
        other.tags.add("社区")
        make.place(other, page, order=order)
    tag = f"/tags/{article.tags.get().pk}/"
    assert _canonical(tag) == _canonical(f"{tag}?page=1") == _canonical(f"{tag}?page=x") == [f"{SITE}{tag}"]
    assert _canonical(f"{tag}?page=2") == [f"{SITE}{tag}?page=2"]
    assert _canonical(f"{tag}?page=99") == [f"{SITE}{tag}?page=3"]
    column = "/columns/?name=%E9%82%BB%E9%87%8C"
    assert _canonical(f"{column}&page=2") == [f"{SITE}{column}&amp;page=2"]


def test_what_a_search_finds_is_no_page_of_its_own(article):
    for address in ("/search/", "/search/?q=修伞", "/search/?q=修伞&page=2&order=date"):
        assert _canonical(address) == [f"{SITE}/search/"]


def test_addresses_are_those_of_the_site_whoever_asks(article, settings):
    settings.SITE_ADDRESS = "https://www.xdcb.net"
    assert _canonical("/issues/944/1/") == ["https://www.xdcb.net/issues/943/1/"]


def test_paper_without_an_issue_has_its_address(db):
    assert _canonical("/") == [f"{SITE}/"]


def test_preview_has_none(article):
    editor = make.make_user()
    for address in ("/preview/", "/preview/issues/943/1/", f"/preview/articles/{article.pk}/"):
        assert _canonical(address, editor) == []

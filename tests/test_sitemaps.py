"""The sitemap, the news sitemap and robots.txt as a search engine takes them."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from articles import withdrawal
from articles.models import Article
from issues.models import Issue
from issues.outlets.sitemaps import news, parts
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
DAY = datetime.timedelta(days=1)


def _listed(address):
    """Return {address: lastmod as a moment, or None} of a sitemap or an index; no address stands twice."""
    response = Client().get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    assert response["X-Robots-Tag"] == "noindex"
    entries = list(ElementTree.fromstring(response.content))
    listed = {}
    for entry in entries:
        moment = entry.findtext(f"{MAP}lastmod")
        listed[entry.findtext(f"{MAP}loc")] = moment and datetime.datetime.fromisoformat(moment)
    assert len(listed) == len(entries)
    return listed


def _sitemap():
    """Return what all parts list, as the index names them."""
    listed = {}
    for part in _listed("/sitemap.xml"):
        of_part = _listed(part.removeprefix(SITE))
        assert not set(listed) & set(of_part)
        listed |= of_part
    return listed


def _part_of(issue):
    return f"/sitemap-issues-{(issue.pk - 1) // parts.ISSUES_A_PART + 1}.xml"


@pytest.fixture
def issue():
    """No. 943 with two pages and a piece on each; the first piece jumps."""
    issue = make.make_signed_off_issue()
    pages = [make.make_page(issue, number, name=name) for number, name in ((1, "要闻"), (2, "社区 & 院落"))]
    for order, page in enumerate(pages):
        article = make.make_article(f"第{order + 1}篇", column=("", "邻里 & 家常")[order])
        article.tags.add("社区")
        make.credit(article, reporter=make.make_reporter(note=str(order)))
        make.place(article, page)
    make.place(Article.objects.get(title="第1篇"), pages[1], part=2, order=1)
    return issue


def test_sitemap_lists_every_public_page_once_under_its_own_address(issue):
    listed = _sitemap()
    paths = {address.removeprefix(SITE) for address in listed}
    articles = Article.objects.in_bulk()
    people = [credit.reporter_id for article in articles.values() for credit in article.credits.all()]
    (tag,) = articles[min(articles)].tags.all()
    assert paths == {
        *(
            "/",
            "/issues/",
            "/page-names/",
            "/columns/",
            "/reporters/",
            "/tags/",
            "/corrections/",
            "/on-this-day/",
            "/search/",
        ),
        *("/archive/2020/", "/issues/943/", "/issues/943/1/", "/issues/943/2/", f"/tags/{tag.pk}/"),
        *(f"/articles/{pk}/" for pk in articles),
        *(f"/reporters/{pk}/" for pk in people),
        "/page-names/?name=%E8%A6%81%E9%97%BB",
        "/page-names/?name=%E7%A4%BE%E5%8C%BA+%26+%E9%99%A2%E8%90%BD",
        "/columns/?name=%E9%82%BB%E9%87%8C+%26+%E5%AE%B6%E5%B8%B8",
    }
    for path in paths:
        response = Client().get(path)
        assert response.status_code == 200, path
        (canonical,) = re.findall('<link rel="canonical" href="([^"]+)">', response.content.decode())
        assert canonical == f"{SITE}{path}"


def test_sitemap_of_a_paper_without_an_issue_has_its_lists():
    assert _listed("/sitemap.xml") == {f"{SITE}/sitemap-lists-1.xml": None}
    assert set(_listed("/sitemap-lists-1.xml").values()) == {None}


def test_what_is_not_out_is_in_no_sitemap(issue):
    later = timezone.now() + DAY
    coming = make.make_signed_off_issue(number=944, date=datetime.date(2021, 1, 1), publish_at=later)
    page = make.make_page(coming, name="尚未")
    article = make.make_article("下一期的稿", column="尚未")
    article.tags.add("尚未")
    make.credit(article, reporter=make.make_reporter("尚未"))
    make.place(article, page)
    draft = make.make_article("没过终审的稿", state="draft")
    make.place(draft, issue.pages.first(), order=9)
    before = _sitemap()
    assert not {f"{SITE}/issues/944/", f"{SITE}/archive/2021/"} & set(before)
    assert not any(f"/articles/{piece.pk}/" in address for piece in (article, draft) for address in before)
    Issue.objects.filter(pk=coming.pk).update(publish_at=make.RELEASE)
    assert len(_sitemap()) == len(before) + 8  # issue, page, piece, person, tag, year, page name, column


def test_each_address_bears_the_moment_at_which_it_was_last_told_anew(issue):
    first, second = Article.objects.order_by("pk")
    addresses = {
        "front": f"{SITE}/",
        "year": f"{SITE}/archive/2020/",
        "issue": f"{SITE}/issues/943/",
        "page 1": f"{SITE}/issues/943/1/",
        "page 2": f"{SITE}/issues/943/2/",
        "first": f"{SITE}/articles/{first.pk}/",
        "second": f"{SITE}/articles/{second.pk}/",
    }

    def told_since(moment):
        listed = _sitemap()
        return {name for name, address in addresses.items() if listed[address] >= moment}

    assert told_since(make.RELEASE) == set(addresses)
    assert told_since(make.RELEASE + datetime.timedelta(seconds=1)) == set()
    first.save()  # a minor edit tells nothing
    assert told_since(make.RELEASE + datetime.timedelta(seconds=1)) == set()
    corrected_at = make.RELEASE + DAY
    make.make_correction(second, issue.pages.get(number=2), made_at=corrected_at)
    assert told_since(corrected_at) == {"issue", "page 2", "second"}
    assert _listed("/sitemap-lists-1.xml")[f"{SITE}/corrections/"] == corrected_at
    assert _listed("/sitemap.xml")[f"{SITE}{_part_of(issue)}"] == corrected_at


def test_front_page_and_corrections_bear_the_moment_of_what_was_corrected_or_taken_on_page_one(issue):
    def told():
        listed = _listed("/sitemap-lists-1.xml")
        return listed[f"{SITE}/"], listed[f"{SITE}/corrections/"]

    first, second = Article.objects.order_by("pk")
    assert told() == (make.RELEASE, None)
    make.make_correction(second, issue.pages.get(number=2), made_at=make.RELEASE + DAY)
    assert told() == (make.RELEASE, make.RELEASE + DAY)
    make.make_correction(first, issue.pages.get(number=1), made_at=make.RELEASE + 2 * DAY)
    assert told() == (make.RELEASE + 2 * DAY, make.RELEASE + 2 * DAY)
    taken = make.withdraw(first, withdrawn_at=make.RELEASE + 3 * DAY)
    assert told() == (taken.withdrawn_at, taken.withdrawn_at)


def test_withdrawn_piece_leaves_and_its_pages_are_new_and_so_is_the_piece_once_it_is_back(issue):
    article = Article.objects.get(title="第2篇")
    address, page = f"{SITE}/articles/{article.pk}/", f"{SITE}/issues/943/2/"
    just_now = timezone.now() - datetime.timedelta(minutes=5)
    withdrawal.withdraw(article, make.make_user(), "本文有误。")
    listed = _sitemap()
    assert address not in listed
    assert listed[page] > just_now > listed[f"{SITE}/issues/943/1/"]
    assert _listed("/sitemap.xml")[f"{SITE}{_part_of(issue)}"] > just_now
    withdrawal.lift(article, make.make_user())
    assert _sitemap()[address] > just_now


def test_parts_are_ranges_of_ids_and_only_those_that_hold_something_are_named(monkeypatch, issue):
    monkeypatch.setattr(parts, "NAMES_A_PART", 2)
    issue_in = {}
    for gap, number in ((0, 944), (3 * parts.ISSUES_A_PART, 945)):
        pk = issue.pk + 1 + gap
        made = make.make_signed_off_issue(pk=pk, number=number, date=issue.date + DAY * number)
        issue_in[number] = _part_of(made)
    assert issue_in[944] != issue_in[945]
    named = {part.removeprefix(SITE) for part in _listed("/sitemap.xml")}
    issue_parts = {part for part in named if "issues" in part}
    assert issue_parts == {_part_of(issue), *issue_in.values()}
    assert f"{SITE}/issues/945/" in _listed(issue_in[945])
    assert f"{SITE}/issues/945/" not in _listed(_part_of(issue))
    people = [
        pk for article in Article.objects.all() for pk in article.credits.values_list("reporter", flat=True)
    ]
    assert {part for part in named if "reporters" in part} == {
        f"/sitemap-reporters-{(pk - 1) // 2 + 1}.xml" for pk in people
    }
    assert _sitemap()


@pytest.mark.parametrize(
    "name", ["issues-0", "issues-99999999", "lists-2", "people-1", "tags-0", "tags-99999999"]
)
def test_part_that_holds_nothing_is_not_there(issue, name):
    assert Client().get(f"/sitemap-{name}.xml").status_code == 404


def test_addresses_are_those_of_the_site_whoever_asks(issue, settings):
    settings.SITE_ADDRESS = "https://www.xdcb.net"
    for address in ("/sitemap.xml", "/sitemap-lists-1.xml", _part_of(issue), "/robots.txt"):
        text = Client().get(address).content.decode()
        assert "https://www.xdcb.net/" in text
        assert "testserver" not in text


def test_sitemap_that_has_not_changed_is_not_sent_again(issue):
    for address in (
        "/sitemap.xml",
        _part_of(issue),
        "/sitemap-lists-1.xml",
        "/news-sitemap.xml",
        "/robots.txt",
    ):
        response = Client().get(address)
        assert response["Cache-Control"] == "no-cache"
        assert Client().get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert Client().get(_part_of(issue))["Last-Modified"] == "Thu, 21 May 2020 23:00:00 GMT"


def _news():
    """Return the entries of the news sitemap as (address, paper, language, moment, title)."""
    response = Client().get("/news-sitemap.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return [
        (
            entry.findtext(f"{MAP}loc"),
            entry.findtext(f"{NEWS}news/{NEWS}publication/{NEWS}name"),
            entry.findtext(f"{NEWS}news/{NEWS}publication/{NEWS}language"),
            datetime.datetime.fromisoformat(entry.findtext(f"{NEWS}news/{NEWS}publication_date")),
            entry.findtext(f"{NEWS}news/{NEWS}title"),
        )
        for entry in ElementTree.fromstring(response.content)
    ]


def _issue_out_since(span, number=943):
    publish_at = (timezone.now() - span).replace(microsecond=0)
    date = timezone.localdate(publish_at)
    return make.make_signed_off_issue(number=number, date=date, publish_at=publish_at)


def test_news_are_the_pieces_of_the_last_two_days():
    minute = datetime.timedelta(minutes=1)
    fresh = _issue_out_since(2 * DAY - minute)
    old = _issue_out_since(2 * DAY + minute, number=942)
    articles = [make.make_article(title) for title in ("新", "旧")]
    Article.objects.filter(pk=articles[0].pk).update(title="新\x0b & 更多")
    for article, issue in zip(articles, (fresh, old), strict=True):
        make.place(article, make.make_page(issue))
    address = f"{SITE}/articles/{articles[0].pk}/"
    assert _news() == [(address, "新东城报", "zh-cn", fresh.publish_at, "新 & 更多")]


def test_no_advertisement_and_nothing_withdrawn_or_yet_to_come_is_news():
    page = make.make_page(_issue_out_since(DAY))
    coming = make.make_page(_issue_out_since(-DAY, number=944))
    for order, facts in enumerate(({}, {"is_advertisement": True}, {"state": "draft"}, {"title": "撤回的"})):
        make.place(make.make_article(**{"title": f"第{order}篇", **facts}), page, order=order)
    make.place(make.make_article("下一期的稿"), coming)
    assert [row[-1] for row in _news()] == ["第0篇", "撤回的"]
    withdrawal.withdraw(Article.objects.get(title="撤回的"), make.make_user(), "")
    assert [row[-1] for row in _news()] == ["第0篇"]


def test_news_are_so_many_at_most_the_newest_first_each_once(monkeypatch):
    for number, span in ((942, 1.5 * DAY), (943, 0.5 * DAY)):
        issue = _issue_out_since(span, number)
        pages = [make.make_page(issue, 1), make.make_page(issue, 2)]
        for order in range(2):
            article = make.make_article(f"{number}-{order}")
            make.place(article, pages[0], order=order)
            make.place(article, pages[1], order=order, part=2)
    assert [row[-1] for row in _news()] == ["943-0", "943-1", "942-0", "942-1"]
    monkeypatch.setattr(news, "MOST", 3)
    assert [row[-1] for row in _news()] == ["943-0", "943-1", "942-0"]


def test_news_sitemap_may_be_empty():
    assert _news() == []


def _is_left_alone(path):
    """Say what RFC 9309 (2.2.2, 2.2.3) makes of the path by the rules for all crawlers."""
    lines = Client().get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    rules = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")]
    return any(re.match(".*".join(map(re.escape, rule.split("*"))), path) for rule in rules)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/login/",
        "/preview/issues/943/",
        "/shared/abc/",
        "/search/?q=伞&page=2",
        "/search/?q=伞&sort=date",
    ],
)
def test_crawlers_leave_the_desk_the_previews_and_the_endless_pages_of_searches_alone(path):
    assert _is_left_alone(path)


def test_crawlers_may_read_every_public_page_and_a_plain_search(issue):
    assert not any(_is_left_alone(address.removeprefix(SITE)) for address in _sitemap())
    assert not any(
        map(_is_left_alone, ["/search/", "/search/?q=修伞匠", "/media/photos/a/320.webp", "/tags/1/?page=2"])
    )


def test_robots_txt_names_the_sitemaps(issue):
    lines = Client().get("/robots.txt").content.decode().splitlines()
    named = [line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: ")]
    assert named == [f"{SITE}/sitemap.xml", f"{SITE}/news-sitemap.xml"]
    assert all(Client().get(address.removeprefix(SITE)).status_code == 200 for address in named)

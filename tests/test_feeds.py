"""The Atom feeds as a feed reader takes them: whole pieces, in print order, each change told once."""

import datetime
import re
import uuid
import warnings
from xml.etree import ElementTree

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from taggit.models import Tag

from articles import withdrawal
from articles.models import Article, Credit, Photo
from issues.outlets.feeds import views
from tests import factories as make

pytestmark = pytest.mark.django_db

LATEST, ISSUES, CORRECTIONS = "/feeds/latest.atom", "/feeds/issues.atom", "/feeds/corrections.atom"
WEEK = datetime.timedelta(weeks=1)


def _read(address, **headers):
    """Return the feed as feedparser reads it; whatever it doubts fails the test."""
    response = Client().get(address, headers=headers)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        feed = feedparser.parse(response.content, response_headers={"content-type": response["Content-Type"]})
    assert feed.bozo is False, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def _titles(address):
    return [entry.title for entry in _read(address).entries]


def _entry(address=LATEST):
    (entry,) = _read(address).entries
    return entry


def _moment(parsed):
    return datetime.datetime(*parsed[:6], tzinfo=datetime.UTC)


def _feeds(article, reporter=None):
    """The addresses of all feeds that an article is in."""
    tags = [reverse("outlets:tag_feed", args=[tag.pk]) for tag in article.tags.all()]
    people = [reverse("outlets:reporter_feed", args=[reporter.pk])] if reporter else []
    return [LATEST, ISSUES, CORRECTIONS, *tags, *people]


@pytest.fixture
def front_page():
    return make.make_page(make.make_signed_off_issue(), name="要闻")


@pytest.fixture
def piece(front_page):
    """A piece with everything that a piece can have."""
    article = make.make_article(
        "修伞匠",
        column="手艺",
        kicker="五月的早晨",
        deck="三十二根伞骨；一把好伞",
        dateline="本报讯",
        body="<p>摊子支在<strong>槐树</strong>下。</p><h3>修与换</h3><p>营业时间9:00—12:00。</p>",
    )
    article.tags.add("社区", "手艺人")
    make.credit(article, "柏 青", reporter=make.make_reporter("柏青"))
    make.credit(article, "本报综合", role="", order=1)
    for order, caption in enumerate(("修伞匠在槐树下。", "伞骨。")):
        photo = make.make_photo(article, caption, order=order)
        make.credit(photo, "林小禾", role="摄影")
    make.place(article, front_page)
    return article


def test_every_feed_is_read_without_a_doubt_whatever_was_typed(piece, front_page):
    Article.objects.filter(pk=piece.pk).update(
        title="修\x0b伞 <b>&amp;</b> “匠”", body="<p>伞\x0b骨\ufffe</p>"
    )
    piece.tags.add("\x0b<伞&骨>")
    make.make_correction(piece, front_page, wrong="三十一\x0b根", right="三十二根 & 更多")
    for address in _feeds(piece, piece.credits.first().reporter):
        feed = _read(address)
        assert feed.feed.language == "zh-Hans"
        assert len(feed.entries) == 1
    assert _entry().title == "修伞 <b>&amp;</b> “匠”"
    assert "<伞&骨>" in [tag.term for tag in _entry().tags]


def test_entry_has_the_whole_text_with_its_headline_lines_people_pictures_and_place(piece):
    html = _entry().content[0].value
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    for words in (
        "手艺",
        "五月的早晨",
        "三十二根伞骨；一把好伞",
        "记者 柏 青",
        "摊子支在",
        "修与换",
        "9:00—12:00",
    ):
        assert words in text
    assert text.index("修伞匠在槐树下。") < text.index("本报讯") < text.index("伞骨。 摄影 林小禾")
    assert "<strong>槐树</strong>" in html
    assert text.strip().endswith("新东城报 2020年5月22日 第943期 1版 要闻")
    assert _entry().content[0].type == "text/html"


def test_pictures_have_whole_addresses_that_lead_to_them(piece):
    entry = _entry()
    sources = re.findall(r'<img[^>]* src="([^"]+)"', entry.content[0].value)
    assert len(sources) == 2
    assert entry.enclosures[0].href == sources[0]
    for source in sources:
        assert source.startswith("http://testserver/media/photos/")
        assert Client().get(source).headers["Content-Type"] == entry.enclosures[0].type


def test_photo_that_is_not_in_yet_leaves_its_caption(front_page):
    article = make.make_article()
    Photo.objects.create(article=article, caption="图还没到。")
    make.place(article, front_page)
    assert "图还没到。" in _entry().content[0].value
    assert "<img" not in _entry().content[0].value
    assert _entry().enclosures == []


def test_authors_stand_in_printed_order_with_the_addresses_of_people(piece):
    person = piece.credits.first().reporter
    assert [(author.name, author.get("href")) for author in _entry().authors] == [
        ("柏青", f"http://testserver/reporters/{person.pk}/"),
        ("本报综合", None),
    ]


def test_author_of_a_photo_piece_took_the_photo(front_page):
    article = make.make_article(body="")
    make.credit(make.make_photo(article), "林小禾", role="摄影")
    make.place(article, front_page)
    assert [author.name for author in _entry().authors] == ["林小禾"]


def test_column_and_tags_are_categories(piece):
    assert [tag.term for tag in _entry().tags] == ["手艺", "社区", "手艺人"]


def test_links_to_pages_of_the_paper_are_whole_and_others_stay(front_page):
    body = '<p><a title="a &gt; b" href="/articles/1/?a=1&amp;b=2">此</a> <a href="https://a.cn/x">彼</a> &lt;a href="/y"</p>'
    make.place(make.make_article(body=body), front_page)
    html = _entry().content[0].value
    assert 'href="http://testserver/articles/1/?a=1&amp;b=2"' in html
    assert 'href="https://a.cn/x"' in html
    assert 'href="/y"' in html.replace("&quot;", '"')


def test_latest_feed_brings_the_newest_issue_in_print_order_then_the_one_before():
    for age in range(3):
        date = datetime.date(2020, 5, 22) - age * WEEK
        issue = make.make_signed_off_issue(number=943 - age, date=date, publish_at=make.RELEASE - age * WEEK)
        for number in (2, 1):
            page = make.make_page(issue, number)
            for order in (1, 0):
                make.place(make.make_article(f"{issue.number}期{number}版{order}"), page, order=order)
    assert _titles(LATEST) == [
        f"{issue}期{number}版{order}" for issue in (943, 942) for number in (1, 2) for order in (0, 1)
    ]


@pytest.mark.parametrize(("newest", "before", "expected"), [(2, 2, 3), (2, 0, 2), (4, 2, 4)])
def test_latest_feed_has_the_newest_issue_whole_and_of_the_one_before_what_there_is_room_for(
    monkeypatch, newest, before, expected
):
    monkeypatch.setattr(views, "MOST_ENTRIES", 3)
    for number, count in ((942, before), (943, newest)):
        date = datetime.date(2020, 5, 22) - (943 - number) * WEEK
        page = make.make_page(make.make_signed_off_issue(number=number, date=date))
        for order in range(count):
            make.place(make.make_article(f"{number}-{order}"), page, order=order)
    titles = _titles(LATEST)
    assert len(titles) == expected
    assert titles[:newest] == [f"943-{order}" for order in range(newest)]


def test_piece_on_two_pages_is_one_entry(front_page):
    article = make.make_article()
    make.place(article, front_page)
    make.place(article, make.make_page(front_page.issue, 2), part=2)
    assert _titles(LATEST) == [article.title]


def test_feed_of_a_tag_and_of_a_person_has_theirs_alone_newest_first():
    person = make.make_reporter()
    for number, date in ((942, datetime.date(2020, 5, 15)), (943, datetime.date(2020, 5, 22))):
        page = make.make_page(make.make_signed_off_issue(number=number, date=date))
        for title in ("有关", "无关"):
            article = make.make_article(f"{number}{title}")
            make.place(article, page, order=title == "无关")
            if title == "有关":
                article.tags.add("社区")
                make.credit(article, reporter=person)
    tag = Tag.objects.get()
    for address in (
        reverse("outlets:tag_feed", args=[tag.pk]),
        reverse("outlets:reporter_feed", args=[person.pk]),
    ):
        assert _titles(address) == ["943有关", "942有关"]
    assert _read(reverse("outlets:tag_feed", args=[tag.pk])).feed.title == "新东城报·标签：社区"
    assert _read(reverse("outlets:reporter_feed", args=[person.pk])).feed.title == "新东城报·林小禾"


def test_piece_of_which_only_the_later_part_is_in_is_in_its_tags_feed(front_page):
    article = make.make_article()
    article.tags.add("社区")
    make.place(article, front_page, part=2)
    assert _titles(reverse("outlets:tag_feed", args=[article.tags.get().pk])) == [article.title]


def test_feed_of_a_tag_or_a_person_not_in_print_is_not_there(front_page):
    article = make.make_article()
    article.tags.add("社区")
    person = make.make_reporter()
    make.credit(article, reporter=person)
    addresses = [
        reverse("outlets:tag_feed", args=[article.tags.get().pk]),
        f"/feeds/reporters/{person.pk}.atom",
    ]
    assert [Client().get(address).status_code for address in addresses] == [404, 404]
    make.place(article, front_page)
    assert [Client().get(address).status_code for address in addresses] == [200, 200]


def test_entry_of_an_issue_lists_its_pages_with_their_headlines(piece, front_page):
    make.place(piece, make.make_page(front_page.issue, 2, name="综合新闻"), part=2, headline="伞骨三十二根")
    entry = _entry(ISSUES)
    assert entry.title == "第943期\u30002020年5月22日"
    assert entry.link == "http://testserver/issues/943/"
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", entry.content[0].value))
    assert text.strip() == "1版 要闻 修伞匠 2版 综合新闻 伞骨三十二根"
    assert f'href="http://testserver/articles/{piece.pk}/"' in entry.content[0].value


def test_corrections_feed_says_what_was_wrong_and_leads_to_the_piece(piece, front_page):
    made_at = make.RELEASE + datetime.timedelta(days=1)
    make.make_correction(piece, front_page, note="谨致歉意。", made_at=made_at)
    entry = _entry(CORRECTIONS)
    assert entry.title == "更正：修伞匠"
    assert entry.link == f"http://testserver/articles/{piece.pk}/#corrections"
    assert "三十一根" in entry.content[0].value
    assert "三十二根" in entry.content[0].value
    assert "谨致歉意。" in entry.content[0].value
    assert _moment(entry.updated_parsed) == made_at


def test_correction_ends_the_piece_and_makes_it_new_and_a_minor_edit_does_not(piece, front_page):
    entry = _entry()
    assert _moment(entry.published_parsed) == _moment(entry.updated_parsed) == make.RELEASE
    piece.title = "修伞匠与伞"
    piece.save()
    assert _moment(_entry().updated_parsed) == make.RELEASE
    made_at = make.RELEASE + datetime.timedelta(days=1)
    make.make_correction(piece, front_page, made_at=made_at)
    corrected = _read(LATEST)
    assert corrected.entries[0].id == entry.id
    assert _moment(corrected.entries[0].published_parsed) == make.RELEASE
    assert _moment(corrected.entries[0].updated_parsed) == made_at
    assert _moment(corrected.feed.updated_parsed) == made_at
    html = corrected.entries[0].content[0].value
    assert html.index("营业时间") < html.index("三十一根")


def test_withdrawn_piece_is_in_no_feed_and_comes_back_as_new(piece, front_page):
    make.make_correction(piece, front_page)
    feeds = _feeds(piece, piece.credits.first().reporter)
    withdrawal.withdraw(piece, make.make_user(), "本文有误。")
    for address in feeds:
        response = Client().get(address)
        assert "修伞匠" not in response.content.decode()
    withdrawal.lift(piece, make.make_user())
    assert _moment(_entry().updated_parsed) > timezone.now() - datetime.timedelta(minutes=5)


TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def _tombstones(address):
    """Return {id: moment} of the entries that a feed says it has no more (RFC 6721)."""
    feed = ElementTree.fromstring(Client().get(address).content)
    stones = feed.findall(TOMBSTONE)
    return {stone.get("ref"): datetime.datetime.fromisoformat(stone.get("when")) for stone in stones}


def test_corrections_feed_says_that_a_piece_is_withdrawn_and_nothing_of_what_it_was(piece, front_page):
    make.make_correction(piece, front_page)
    withdrawn_at = make.RELEASE + datetime.timedelta(days=2)
    make.withdraw(piece, "本文有误。\n谨致歉意。", withdrawn_at=withdrawn_at)
    entry = _entry(CORRECTIONS)
    assert entry.title == "第943期1版一篇稿件已撤回"
    assert _moment(entry.updated_parsed) == _moment(entry.published_parsed) == withdrawn_at
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", entry.content[0].value)).strip()
    assert text == "2020年5月24日 本报第943期（2020年5月22日） 1版 一篇稿件已撤回。 本文有误。 谨致歉意。"
    assert "修伞" not in Client().get(CORRECTIONS).content.decode()
    assert Client().get(entry.link).status_code == 410
    assert entry.id == _entry(CORRECTIONS).id


def test_page_of_corrections_says_that_a_piece_is_withdrawn_among_the_corrections(piece, front_page):
    make.withdraw(piece, "本文有误。", withdrawn_at=make.RELEASE + datetime.timedelta(days=2))
    other = make.make_article("另一篇")
    make.place(other, front_page, order=1)
    for days in (1, 3):
        make.make_correction(
            other, front_page, wrong=f"错{days}", made_at=make.RELEASE + datetime.timedelta(days=days)
        )
    html = Client().get("/corrections/").content.decode()
    assert html.index("错3") < html.index("一篇稿件已撤回") < html.index("本文有误。") < html.index("错1")
    assert "修伞匠" not in html
    assert "一篇稿件已撤回" in Client().get("/corrections/?year=2020").content.decode()


def test_withdrawal_of_what_was_never_out_or_of_an_advertisement_is_no_notice(front_page):
    draft = make.make_article(state="draft")
    early, advertisement = make.make_article(), make.make_article(is_advertisement=True)
    for order, article in enumerate((draft, early, advertisement)):
        make.place(article, front_page, order=order)
    make.withdraw(draft)
    make.withdraw(early, withdrawn_at=make.BEFORE)
    make.withdraw(advertisement)
    assert _read(CORRECTIONS).entries == []


def test_feeds_that_lose_a_piece_leave_its_tombstone_until_it_is_back(piece, front_page):
    other = make.make_article("另一篇")
    other.tags.add("社区")
    make.credit(other, reporter=piece.credits.first().reporter)
    make.place(other, front_page, order=1)
    person, tag = piece.credits.first().reporter, piece.tags.get(name="社区")
    feeds = (LATEST, f"/feeds/tags/{tag.pk}.atom", f"/feeds/reporters/{person.pk}.atom")
    name = next(entry.id for entry in _read(LATEST).entries if entry.title == "修伞匠")
    withdrawn_at = make.RELEASE + datetime.timedelta(days=2)
    taken = make.withdraw(piece, withdrawn_at=withdrawn_at)
    for address in feeds:
        assert [entry.title for entry in _read(address).entries] == ["另一篇"]
        assert _tombstones(address) == {name: withdrawn_at}
    taken.lifted_at = make.RELEASE + datetime.timedelta(days=3)
    taken.save()
    for address in feeds:
        assert _tombstones(address) == {}


def test_moment_of_a_feed_moves_on_with_a_withdrawal_and_never_goes_back(piece, front_page):
    other = make.make_article("另一篇")
    other.tags.add("社区")
    make.credit(other, reporter=piece.credits.first().reporter)
    make.place(other, front_page, order=1)
    corrected_at = make.RELEASE + datetime.timedelta(days=1)
    make.make_correction(piece, front_page, made_at=corrected_at)
    person, tag = piece.credits.first().reporter, piece.tags.get(name="社区")
    feeds = (LATEST, ISSUES, CORRECTIONS, f"/feeds/tags/{tag.pk}.atom", f"/feeds/reporters/{person.pk}.atom")

    def told():
        for address in feeds:
            moment = _moment(_read(address).feed.updated_parsed)
            assert Client().get(address)["Last-Modified"] == http_date(moment.timestamp())
            yield moment

    assert set(told()) == {corrected_at}
    taken = make.withdraw(piece, withdrawn_at=make.RELEASE + datetime.timedelta(days=2))
    assert set(told()) == {taken.withdrawn_at}
    taken.lifted_at = make.RELEASE + datetime.timedelta(days=3)
    taken.save()
    assert set(told()) == {taken.lifted_at}


def test_withdrawal_leaves_the_moments_of_other_tags_and_people_alone(piece, front_page):
    other = make.make_article("另一篇")
    other.tags.add("院落")
    make.place(other, front_page, order=1)
    make.withdraw(piece)
    address = f"/feeds/tags/{other.tags.get().pk}.atom"
    assert _moment(_read(address).feed.updated_parsed) == make.RELEASE
    assert _tombstones(address) == {}


def test_entry_of_an_issue_is_new_when_a_piece_in_it_is_corrected_taken_or_given_back(piece, front_page):
    def told():
        return _moment(_entry(ISSUES).updated_parsed) - make.RELEASE

    day = datetime.timedelta(days=1)
    assert not told()
    make.make_correction(piece, front_page, made_at=make.RELEASE + day)
    assert told() == day
    taken = make.withdraw(piece, withdrawn_at=make.RELEASE + 2 * day)
    assert told() == 2 * day
    taken.lifted_at = make.RELEASE + 3 * day
    taken.save()
    assert told() == 3 * day
    assert _moment(_entry(ISSUES).published_parsed) == make.RELEASE


def test_feeds_ask_as_few_questions_of_many_withdrawals_as_of_one(front_page):
    def count(address):
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200
        return len(queries)

    def withdraw_some(number, first):
        for order in range(first, first + number):
            article = make.make_article()
            make.place(article, front_page, order=order)
            make.make_correction(article, front_page)
            if order % 2:
                make.withdraw(article)

    addresses = (LATEST, ISSUES, CORRECTIONS, "/corrections/")
    withdraw_some(2, 0)
    before = [count(address) for address in addresses]
    withdraw_some(6, 2)
    assert [count(address) for address in addresses] == before


def test_advertisement_is_in_no_feed(piece, front_page):
    make.make_correction(piece, front_page)
    person = piece.credits.first().reporter
    assert all("修伞匠" in Client().get(address).content.decode() for address in _feeds(piece, person))
    Article.objects.filter(pk=piece.pk).update(is_advertisement=True)
    assert not any("修伞匠" in Client().get(address).content.decode() for address in _feeds(piece, person))


def test_what_is_not_out_is_in_no_feed(piece, front_page):
    later = timezone.now() + datetime.timedelta(hours=1)
    page = make.make_page(make.make_signed_off_issue(number=944, publish_at=later))
    coming = make.make_article("下一期的稿")
    coming.tags.add("社区")
    make.credit(coming, reporter=piece.credits.first().reporter)
    make.place(coming, page)
    make.place(make.make_article("没过终审的稿", state="second_review"), front_page, order=1)
    for address in _feeds(piece, piece.credits.first().reporter):
        text = Client().get(address).content.decode()
        assert "下一期的稿" not in text
        assert "没过终审的稿" not in text
        assert "第944期" not in text


def test_names_of_feeds_and_entries_stay_when_the_site_moves(piece, front_page, settings):
    make.make_correction(piece, front_page)
    feeds = _feeds(piece, piece.credits.first().reporter)
    before = [_read(address) for address in feeds]
    settings.SITE_ADDRESS = "https://www.xdcb.net"
    after = [_read(address) for address in feeds]
    names = [[feed.feed.id, *(entry.id for entry in feed.entries)] for feed in before]
    assert [[feed.feed.id, *(entry.id for entry in feed.entries)] for feed in after] == names
    assert len({name for found in names for name in found}) == 9  # six feeds; piece, issue, correction
    for feed, address in zip(after, feeds, strict=True):
        assert f"https://www.xdcb.net{address}" in [
            link.href for link in feed.feed.links if link.rel == "self"
        ]
        assert all(entry.link.startswith("https://www.xdcb.net/") for entry in feed.entries)
        assert "testserver" not in str(feed.entries)


def _names_of(feeds):
    read = [_read(address) for address in feeds]
    return [[feed.feed.id, *(entry.id for entry in feed.entries)] for feed in read]


def test_names_of_feeds_and_entries_stay_when_the_paper_is_renamed_and_an_issue_gets_its_right_date(
    piece, front_page
):
    make.make_correction(piece, front_page)
    feeds = _feeds(piece, piece.credits.first().reporter)
    names = _names_of(feeds)
    issue = front_page.issue
    issue.masthead.name = "新东城周报"
    issue.masthead.website = "www.example.cn"
    issue.masthead.save()
    issue.date, issue.number = datetime.date(2020, 5, 23), 944
    issue.save()
    assert _names_of(feeds) == names


def test_name_of_a_feed_is_the_same_before_the_first_issue_is_out():
    feeds = (LATEST, ISSUES, CORRECTIONS)
    names = _names_of(feeds)
    make.place(make.make_article(), make.make_page(make.make_signed_off_issue()))
    assert [name for name, *_ in _names_of(feeds)] == [name for name, *_ in names]


def test_name_of_a_feed_is_the_same_however_its_address_is_written(piece):
    tag = piece.tags.first().pk
    assert _names_of([f"/feeds/tags/{tag}.atom"]) == _names_of([f"/feeds/tags/00{tag}.atom"])


def test_two_papers_never_name_their_pieces_alike(piece, settings):
    name = _entry().id
    settings.PAPER_ID = uuid.uuid4()
    assert _entry().id != name


def test_feed_that_has_not_changed_is_not_sent_again(piece):
    response = Client().get(LATEST)
    assert response["Cache-Control"] == "no-cache"
    assert response["Last-Modified"] == "Thu, 21 May 2020 23:00:00 GMT"
    again = Client().get(LATEST, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    Article.objects.filter(pk=piece.pk).update(deck="改过的副题")
    changed = Client().get(LATEST, headers={"if-none-match": response["ETag"]})
    assert changed.status_code == 200


def test_feed_without_entries_is_a_feed_and_stays_the_same():
    for address in (LATEST, ISSUES, CORRECTIONS):
        feed = _read(address)
        assert feed.entries == []
        assert feed.feed.title.startswith("本报")
        assert feed.feed.updated_parsed.tm_year > 2020
        response = Client().get(address)
        assert "Last-Modified" not in response
        assert Client().get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def _offered(address, user=None):
    client = Client()
    if user:
        client.force_login(user)
    html = client.get(address).content.decode()
    links = re.findall(
        r'<link rel="alternate" type="application/atom\+xml" title="([^"]+)" href="([^"]+)">', html
    )
    return {href: title for title, href in links}


def test_pages_offer_the_feeds_and_a_tags_and_a_persons_page_their_own(piece):
    person, tag = piece.credits.first().reporter, piece.tags.get(name="社区")
    everywhere = {LATEST: "新东城报", ISSUES: "新东城报·各期报纸", CORRECTIONS: "新东城报·更正"}
    for address in (
        "/",
        "/issues/",
        "/issues/943/",
        "/issues/943/1/",
        f"/articles/{piece.pk}/",
        "/corrections/",
    ):
        assert _offered(address) == everywhere
    assert _offered(f"/tags/{tag.pk}/") == {
        **everywhere,
        f"/feeds/tags/{tag.pk}.atom": "新东城报·标签：社区",
    }
    assert _offered(f"/reporters/{person.pk}/") == {
        **everywhere,
        f"/feeds/reporters/{person.pk}.atom": "新东城报·柏青",
    }
    assert _offered("/preview/issues/943/", make.make_user()) == {}


def test_credits_without_a_person_keep_the_printed_name(front_page):
    article = make.make_article()
    Credit.objects.create(article=article, name="新华社", role="")
    make.place(article, front_page)
    assert [author.name for author in _entry().authors] == ["新华社"]

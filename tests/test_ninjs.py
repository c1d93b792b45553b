"""Another paper or an agency takes an article as ninjs, IPTC's News in JSON."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from articles.models import ArticleState
from tests import factories as make
from tests.ninjs_terms import SCHEMA

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
FORMATS = FormatChecker(formats=())


@FORMATS.checks("uri")
def _is_uri(text):
    parts = urlsplit(text)
    return bool(parts.scheme and parts.netloc and text.isascii())


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(text):
    return datetime.datetime.fromisoformat(text).utcoffset() is not None


def _faults(item):
    return [error.message for error in Draft202012Validator(SCHEMA, format_checker=FORMATS).iter_errors(item)]


def _address(article):
    return reverse("outlets:ninjs", args=[article.pk])


def _item(article, status=200):
    """The article as ninjs, held against the standard's terms."""
    response = Client().get(_address(article))
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    item = response.json()
    assert _faults(item) == []
    return item


def _in_print(article, **page):
    make.place(article, make.make_page(make.make_signed_off_issue(), **page))
    return article


def make_full_piece():
    make.make_masthead(publisher="东城区融媒体中心")
    article = make.make_article(
        "修伞匠和他的三十二根伞骨",
        kicker="枣花胡同里的老手艺",
        deck="——一把伞，三代人",
        dateline="本报讯",
        body='<p>修伞匠来了。<br class="jump">详见<a href="/articles/7/">前文</a>。</p><h3>手艺</h3><p>32根伞骨。</p>',
    )
    article.tags.add("手艺")
    make.credit(article, "林 小 禾", "记者", make.make_reporter("林小禾"))
    make.credit(article, "新华社", "", order=1)
    page = make.make_page(make.make_signed_off_issue(), label="A1", name="要闻")
    make.place(article, page)
    return article, page


def test_article_is_a_text_with_headline_lines_bodies_and_byline():
    article, _ = make_full_piece()
    item = _item(article)
    assert item["standard"]["version"] == "3.2"
    assert item["uri"] == f"{SITE}/articles/{article.pk}/"
    assert (item["type"], item["pubStatus"], item["language"]) == ("text", "usable", "zh-Hans")
    assert {line["role"]: line["value"] for line in item["headlines"]} == {
        "kicker": "枣花胡同里的老手艺",
        "main": "修伞匠和他的三十二根伞骨",
        "deck": "——一把伞，三代人",
    }
    assert item["by"] == "记者 林 小 禾 新华社"
    assert [source["name"] for source in item["infoSources"]] == ["林小禾", "新华社"]
    assert [subject["name"] for subject in item["subjects"]] == ["手艺"]


def test_body_comes_as_html_with_whole_links_and_as_plain_text_opened_by_its_dateline():
    article, _ = make_full_piece()
    html, plain = _item(article)["bodies"]
    assert (html["contentType"], plain["contentType"]) == ("text/html", "text/plain")
    assert html["value"] == (
        '<p><span class="opening">本报讯\u3000</span>修伞匠来了。'
        f'详见<a href="{SITE}/articles/7/" rel="noopener noreferrer">前文</a>。</p>'
        "<h2>手艺</h2><p>32根伞骨。</p>"
    )
    assert plain["value"] == "本报讯\u3000修伞匠来了。详见前文。\n手艺\n32根伞骨。"
    # In signs every digit counts, in 字 a number is one; nor does the dateline count there.
    assert (plain["charCount"], plain["wordCount"]) == (22, 18)


def test_foreign_phrases_are_marked_in_the_body():
    article = _in_print(make.make_article(body="<p>他说Good morning everyone。</p>"))
    html, plain = _item(article)["bodies"]
    assert html["value"] == '<p>他说<span lang="en">Good morning everyone</span>。</p>'
    assert plain["value"] == "他说Good morning everyone。"


def test_quoted_words_that_are_corrected_stand_in_single_marks():
    article, page = make_full_piece()
    make.make_correction(article, page, wrong="“Good morning”", right="“Good night”", made_at=make.RELEASE)
    assert _item(article)["edNote"] == "2020年5月22日 第2段“‘Good morning’”应为“‘Good night’”。"


def test_place_in_print_stands_among_the_identifiers():
    article, _ = make_full_piece()
    assert {identifier["role"]: identifier["value"] for identifier in _item(article)["altIds"]} == {
        "printEdition": "新东城报",
        "printDate": "2020-05-22",
        "printIssue": "第943期",
        "printPage": "A1",
    }


def test_correction_stands_in_the_note_to_editors_and_makes_a_new_version():
    article, page = make_full_piece()
    before = _item(article)
    assert "edNote" not in before
    assert before["firstCreated"] == before["versionCreated"] == "2020-05-22T07:00:00+08:00"
    make.make_correction(article, page, made_at=make.RELEASE + datetime.timedelta(days=7))
    after = _item(article)
    assert after["edNote"] == "2020年5月29日 第2段“三十一根”应为“三十二根”。"
    assert (after["firstCreated"], after["versionCreated"]) == (
        "2020-05-22T07:00:00+08:00",
        "2020-05-29T07:00:00+08:00",
    )


def test_rights_are_claimed_for_the_papers_own_copy_alone():
    article, _ = make_full_piece()
    own = _item(article)
    assert own["copyrightHolder"] == "东城区融媒体中心"
    assert "新东城报" in own["usageTerms"]
    article.dateline = "据新华社电"
    article.save()
    agency = _item(article)
    assert "copyrightHolder" not in agency
    assert "usageTerms" not in agency


def test_article_with_photos_is_a_composite_of_text_and_pictures():
    article, _ = make_full_piece()
    photo = make.make_photo(article, alt="修伞匠低头穿针")
    make.credit(photo, "柏青", "摄影")
    item = _item(article)
    assert item["type"] == "composite"
    (picture,) = item["associations"]
    assert (picture["name"], picture["type"], picture["by"]) == ("photo1", "picture", "摄影 柏青")
    assert {words["role"]: words["value"] for words in picture["descriptions"]} == {
        "caption": photo.caption,
        "alt": photo.alt,
    }
    assert [(size["width"], size["height"]) for size in picture["renditions"]] == [
        (320, 213),
        (640, 427),
        (960, 640),
        (1200, 800),
    ]
    for size in picture["renditions"]:
        assert Client().get(size["href"]).status_code == 200


def test_lone_photo_is_a_picture_with_its_renditions():
    article = _in_print(make.make_article("雨后", body=""))
    photo = make.make_photo(article)
    item = _item(article)
    assert item["type"] == "picture"
    assert [size["name"] for size in item["renditions"]] == ["320w", "640w", "960w", "1200w"]
    assert photo.caption in [words["value"] for words in item["descriptions"]]
    assert not {"associations", "bodies"} & set(item)


def test_article_on_two_pages_names_both():
    article, page = make_full_piece()
    make.place(article, make.make_page(page.issue, 3), part=2)
    pages = [each["value"] for each in _item(article)["altIds"] if each["role"] == "printPage"]
    assert pages == ["A1, 3"]


def test_withdrawn_article_is_gone_and_canceled_with_the_papers_note():
    article, _ = make_full_piece()
    make.withdraw(article)
    item = _item(article, status=410)
    assert (item["pubStatus"], item["edNote"]) == ("canceled", "本文有误，现予撤回。")
    assert article.title not in str(item)


def test_article_that_is_not_out_and_an_advertisement_are_not_given():
    draft = _in_print(make.make_article(state=ArticleState.DRAFT))
    page = draft.placements.get().page
    advertisement = make.make_article(is_advertisement=True)
    make.place(advertisement, page, order=1)
    coming = make.make_article()
    later = make.make_signed_off_issue(number=944, publish_at=timezone.now() + datetime.timedelta(hours=1))
    make.place(coming, make.make_page(later))
    for article in (draft, advertisement, coming):
        assert Client().get(_address(article)).status_code == 404


def test_article_page_leads_to_its_ninjs_but_an_advertisement_to_none():
    article, page = make_full_piece()
    advertisement = make.make_article(is_advertisement=True)
    make.place(advertisement, page, order=1)
    link = f'<link rel="alternate" type="application/json" href="{_address(article)}">'
    assert link in Client().get(article.get_absolute_url()).content.decode()
    assert "ninjs" not in Client().get(advertisement.get_absolute_url()).content.decode()


def test_unchanged_article_is_not_sent_again(client):
    article, page = make_full_piece()
    response = client.get(_address(article))
    assert "no-cache" in response["Cache-Control"]
    known = {"if-none-match": response["ETag"]}
    assert client.get(_address(article), headers=known).status_code == 304
    make.make_correction(article, page)
    assert client.get(_address(article), headers=known).status_code == 200


def test_terms_refuse_what_ninjs_does_not_know():
    uri = {"uri": f"{SITE}/articles/1/"}
    assert _faults(uri) == []
    assert _faults({}) != []
    assert _faults({**uri, "byline": "林小禾"}) != []
    assert _faults({**uri, "pubStatus": "withdrawn"}) != []
    assert _faults({**uri, "versionCreated": "2020-05-22T07:00:00"}) != []
    assert _faults({**uri, "associations": [{"uri": uri["uri"]}]}) != []

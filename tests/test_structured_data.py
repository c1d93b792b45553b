"""Search engines read a page's JSON-LD in schema.org's terms, and a shared link shows the page's own title and picture."""

import datetime
import html
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Withdrawal
from tests import factories as make

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
# schema.org's own terms: the types that we write and all above them, each with its properties and what they expect.
TERMS = json.loads((Path(__file__).parent / "schema_org.json").read_text())
TYPES, PROPERTIES = TERMS["types"], TERMS["properties"]
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')
_TEXTS = {
    "Text": lambda text: True,
    "URL": lambda text: text.startswith("http"),
    "Date": datetime.date.fromisoformat,
    "DateTime": lambda text: datetime.datetime.fromisoformat(text).utcoffset() is not None,
    "Distance": re.compile(r"\d+ px").fullmatch,
}


def _kinds(kind):
    """The type and all above it."""
    return {kind}.union(*map(_kinds, TYPES[kind]))


def _faults(node):
    """Yield each term of a node that schema.org does not know, or knows of something else."""
    kinds = _kinds(node["@type"]) if node["@type"] in TYPES else set()
    if not kinds:
        yield f"no such type: {node['@type']}"
    for name, value in node.items():
        if name.startswith("@"):
            continue
        domains, ranges = PROPERTIES.get(name, ([], []))
        if not kinds & set(domains):
            yield f"{node['@type']} has no {name}"
        for one in value if isinstance(value, list) else [value]:
            if not _fits(one, ranges):
                yield f"{name} is not {one!r} but one of {ranges}"
            if isinstance(one, dict) and "@type" in one:
                yield from _faults(one)


def _fits(value, ranges):
    if isinstance(value, dict):
        return bool(_kinds(value["@type"]) & set(ranges)) if "@type" in value else list(value) == ["@id"]
    if isinstance(value, str):
        return any(_is_text(value, check) for kind, check in _TEXTS.items() if kind in ranges)
    return {bool: "Boolean", int: "Integer"}[type(value)] in ranges


def _is_text(text, check):
    try:
        return bool(check(text))
    except ValueError:
        return False


def _page(address):
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def _nodes(address):
    """The JSON-LD nodes of a page by their type; each is held against schema.org's terms."""
    (block,) = _BLOCK.findall(_page(address))
    document = json.loads(block)
    assert document["@context"] == "https://schema.org"
    assert [fault for node in document["@graph"] for fault in _faults(node)] == []
    return {node["@type"]: node for node in document["@graph"]}


def _shared(address):
    """What a page says of itself to who shares it: lists of values by property."""
    found = {}
    for name, value in _META.findall(_page(address)):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def make_full_piece():
    """A piece with all that a piece can have: two pages, two people and a body, tags, photo, correction."""
    masthead = make.make_masthead(publisher="东城区融媒体中心")
    issue = make.make_signed_off_issue(masthead=masthead)
    article = make.make_article(
        "修伞匠和他的三十二根伞骨",
        kicker="枣花胡同里的老手艺",
        deck="——一把伞，三代人",
        column="百姓故事",
        dateline="本报讯",
        body='<p>五月的一个早晨，修伞匠把摊子支在了槐树下。<br class="jump">街坊都来了。</p>',
    )
    article.tags.add("手艺", "胡同")
    reporter = make.make_reporter("林小禾")
    make.credit(article, "林 小 禾", "记者", reporter)
    make.credit(article, "新华社", "", order=1)
    photo = make.make_photo(article, upload=make.picture_file((1600, 1000)), alt="修伞匠低头穿针")
    make.credit(photo, "柏青", "摄影")
    front = make.make_page(issue, 1, name="要闻")
    make.place(article, front)
    make.place(article, make.make_page(issue, 3, label="A3", name="社区"), part=2)
    made_at = make.RELEASE + datetime.timedelta(days=7)
    make.make_correction(article, front, note="谨向读者致歉。", made_at=made_at)
    return article, photo, reporter


def test_article_is_told_as_a_news_article_with_its_place_in_print():
    article, _, _ = make_full_piece()
    told = _nodes(article.get_absolute_url())["NewsArticle"]
    address = f"{SITE}/articles/{article.pk}/"
    assert (told["@id"], told["url"], told["mainEntityOfPage"]) == (address, address, address)
    assert told["headline"] == "修伞匠和他的三十二根伞骨"
    assert told["alternativeHeadline"] == ["枣花胡同里的老手艺", "——一把伞，三代人"]
    assert told["articleSection"] == "百姓故事"
    assert told["printEdition"] == "第943期"
    assert told["printPage"] == ["1", "A3"]
    assert told["printSection"] == ["要闻", "社区"]
    assert told["dateline"] == "本报讯"
    assert told["keywords"] == ["手艺", "胡同"]
    assert told["wordCount"] == article.characters
    assert told["inLanguage"] == "zh-Hans"
    assert told["isAccessibleForFree"] is True
    assert "articleBody" not in told


def test_article_belongs_to_an_issue_of_the_newspaper():
    article, _, _ = make_full_piece()
    issue = _nodes(article.get_absolute_url())["NewsArticle"]["isPartOf"]
    assert (issue["@type"], issue["issueNumber"], issue["datePublished"]) == (
        "PublicationIssue",
        "943",
        "2020-05-22",
    )
    assert issue["isPartOf"]["@type"] == "Newspaper"
    assert issue["isPartOf"]["name"] == "新东城报"
    assert issue["isPartOf"]["alternateName"] == "NEW DONGCHENG WEEKLY"


def test_double_issue_is_told_by_both_its_numbers_and_a_special_one_by_none():
    double = make.make_signed_off_issue(last_number=944)
    special = make.make_signed_off_issue(number=None, date=datetime.date(2020, 5, 20), title="特刊")
    assert _nodes(double.get_absolute_url())["PublicationIssue"]["issueNumber"] == "943—944"
    told = _nodes(special.get_absolute_url())["PublicationIssue"]
    assert "issueNumber" not in told
    assert told["name"] == "新东城报 特刊"


def test_article_names_its_people_with_their_pages_and_bodies_as_organizations():
    article, _, reporter = make_full_piece()
    assert _nodes(article.get_absolute_url())["NewsArticle"]["author"] == [
        {"@type": "Person", "name": "林小禾", "url": f"{SITE}/reporters/{reporter.pk}/", "jobTitle": "记者"},
        {"@type": "Organization", "name": "新华社"},
    ]


@pytest.mark.parametrize(
    ("dateline", "author"), [("", "新东城报"), ("本报综合消息", "新东城报"), ("据新华社电", None)]
)
def test_piece_without_a_byline_is_the_papers_unless_it_says_another_wrote_it(dateline, author):
    article = make.make_article(dateline=dateline)
    make.place(article, make.make_page(make.make_signed_off_issue()))
    told = _nodes(article.get_absolute_url())["NewsArticle"]
    assert told.get("author", {}).get("name") == author
    assert told["publisher"]["@type"] == "NewsMediaOrganization"


def test_publisher_is_the_paper_with_logo_and_the_body_behind_it():
    article, _, _ = make_full_piece()
    publisher = _nodes(article.get_absolute_url())["NewsArticle"]["publisher"]
    assert publisher["name"] == "新东城报"
    assert publisher["parentOrganization"] == {"@type": "Organization", "name": "东城区融媒体中心"}
    assert publisher["correctionsPolicy"] == f"{SITE}/corrections/"
    assert publisher["logo"]["url"].startswith(f"{SITE}/static/")


def test_article_gives_its_photo_with_size_caption_and_credit():
    article, photo, _ = make_full_piece()
    image = _nodes(article.get_absolute_url())["NewsArticle"]["image"]
    assert image["contentUrl"] == f"{SITE}/media/photos/{photo.key}/1600.webp"
    assert (image["width"], image["height"]) == ("1600 px", "1000 px")
    assert image["caption"] == photo.caption
    assert image["creditText"] == "摄影 柏青"


def test_article_without_a_photo_gives_its_share_cards_as_images():
    article = make.make_article()
    make.place(article, make.make_page(make.make_signed_off_issue()))
    images = _nodes(article.get_absolute_url())["NewsArticle"]["image"]
    assert [image["contentUrl"] for image in images] == [
        f"{SITE}/articles/{article.pk}/card.jpg",
        f"{SITE}/articles/{article.pk}/square.jpg",
    ]


def test_correction_is_told_with_the_article_and_moves_its_date():
    article, _, _ = make_full_piece()
    told = _nodes(article.get_absolute_url())["NewsArticle"]
    assert told["datePublished"] == "2020-05-22T07:00:00+08:00"
    assert told["dateModified"] == "2020-05-29T07:00:00+08:00"
    assert told["correction"] == {
        "@type": "CorrectionComment",
        "text": "第2段“三十一根”应为“三十二根”。谨向读者致歉。",
        "datePublished": "2020-05-29T07:00:00+08:00",
    }


def test_correction_to_come_is_not_told():
    article = make.make_article()
    page = make.make_page(make.make_signed_off_issue())
    make.place(article, page)
    make.make_correction(article, page, made_at=timezone.now() + datetime.timedelta(hours=1))
    told = _nodes(article.get_absolute_url())["NewsArticle"]
    assert "correction" not in told
    assert told["dateModified"] == told["datePublished"]


def test_advertisement_is_told_as_one_and_never_as_news():
    article = make.make_article("节水从我做起", is_advertisement=True, dateline="本报讯")
    page = make.make_page(make.make_signed_off_issue(), 2)
    make.place(article, page)
    nodes = _nodes(article.get_absolute_url())
    assert set(nodes) == {"AdvertiserContentArticle", "BreadcrumbList"}
    assert nodes["AdvertiserContentArticle"]["pageStart"] == 2
    assert "author" not in nodes["AdvertiserContentArticle"]
    part = _nodes(page.get_absolute_url())["CollectionPage"]["hasPart"]
    assert part["@type"] == "AdvertiserContentArticle"


def test_quoted_words_that_are_corrected_stand_in_single_marks():
    article, _, _ = make_full_piece()
    article.corrections.update(wrong="“伞匠”", right="“修伞匠”")
    told = _nodes(article.get_absolute_url())["NewsArticle"]
    assert "“‘伞匠’”应为“‘修伞匠’”" in told["correction"]["text"]


def test_breadcrumbs_lead_from_the_front_page_to_the_article():
    article, _, _ = make_full_piece()
    steps = _nodes(article.get_absolute_url())["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]["@id"]) for step in steps] == [
        (1, "新东城报", f"{SITE}/"),
        (2, "第943期", f"{SITE}/issues/943/"),
        (3, "1版 要闻", f"{SITE}/issues/943/1/"),
        (4, article.title, f"{SITE}/articles/{article.pk}/"),
    ]


def test_issue_lists_each_of_its_pieces_once_with_its_page():
    article, _, _ = make_full_piece()
    second = make.make_article("雨还没来 沙袋先到")
    make.place(second, article.placements.get(part=2).page, order=1)
    parts = _nodes("/issues/943/")["PublicationIssue"]["hasPart"]
    assert [(part["headline"], part["pageStart"]) for part in parts] == [
        (article.title, 1),
        ("雨还没来 沙袋先到", "A3"),
    ]


def test_page_lists_its_pieces_and_names_its_issue():
    article, _, _ = make_full_piece()
    told = _nodes("/issues/943/3/")["CollectionPage"]
    assert (told["name"], told["position"], told["isPartOf"]["issueNumber"]) == ("A3版 社区", 3, "943")
    assert told["hasPart"]["url"] == f"{SITE}/articles/{article.pk}/"


def test_front_page_names_the_site():
    make_full_piece()
    nodes = _nodes("/")
    assert set(nodes) == {"CollectionPage", "WebSite"}
    assert (nodes["WebSite"]["name"], nodes["WebSite"]["url"]) == ("新东城报", f"{SITE}/")


@pytest.mark.parametrize("path", ["/", "/issues/943/1/", "/issues/943/3/"])
def test_page_has_one_address_for_all_machines(path):
    make_full_piece()
    page = _nodes(path)["CollectionPage"]
    (canonical,) = re.findall('<link rel="canonical" href="([^"]+)">', _page(path))
    assert [page["@id"], page["url"], *_shared(path)["og:url"], canonical] == [f"{SITE}{path}"] * 4


def test_withdrawn_piece_is_told_nowhere():
    article, _, _ = make_full_piece()
    Withdrawal.objects.create(article=article, note="本文有误，现予撤回。", withdrawn_by=make.make_user())
    assert "hasPart" not in _nodes("/issues/943/1/")["CollectionPage"]
    assert "hasPart" not in _nodes("/issues/943/")["PublicationIssue"]
    assert article.title not in Client().get(article.get_absolute_url()).content.decode()


def test_words_of_copy_never_end_the_data_block():
    article = make.make_article("</script><script>alert(1)</script>\u2028<!-- & “引号”")
    make.place(article, make.make_page(make.make_signed_off_issue()))
    (block,) = _BLOCK.findall(_page(article.get_absolute_url()))
    assert not set(block) & set("<>&\u2028\u2029")
    assert _nodes(article.get_absolute_url())["NewsArticle"]["headline"] == article.title


def test_preview_tells_machines_nothing(client):
    article = make.make_article()
    page = make.make_page(make.make_issue())
    make.place(article, page)
    make.make_correction(article, page)
    client.force_login(make.make_user())
    text = client.get(reverse("preview:article", args=[article.pk])).content.decode()
    assert article.title in text
    assert "ld+json" not in text
    assert "og:" not in text


def test_terms_refuse_what_schema_org_does_not_know():
    ad = {"@type": "AdvertiserContentArticle", "dateline": "本报讯"}
    assert list(_faults(ad)) == ["AdvertiserContentArticle has no dateline"]
    assert list(_faults({"@type": "Newsarticle"})) == ["no such type: Newsarticle"]
    assert list(_faults({"@type": "NewsArticle", "author": "林小禾"})) != []
    assert list(_faults({"@type": "NewsArticle", "datePublished": "2020年5月22日"})) != []


def test_shared_article_shows_its_title_its_picture_and_its_moments():
    article, photo, reporter = make_full_piece()
    shared = _shared(article.get_absolute_url())
    assert shared["og:type"] == ["article"]
    assert shared["og:title"] == [article.title]
    assert shared["og:site_name"] == ["新东城报"]
    assert shared["og:locale"] == ["zh_CN"]
    assert shared["og:url"] == [f"{SITE}/articles/{article.pk}/"]
    assert shared["og:description"][0].startswith("五月的一个早晨")
    assert shared["og:image"] == [f"{SITE}/articles/{article.pk}/{name}.jpg" for name in ("card", "square")]
    assert (shared["og:image:width"], shared["og:image:height"]) == (["1200", "400"], ["630", "400"])
    assert shared["og:image:alt"] == [photo.alt, photo.alt]
    assert shared["article:published_time"] == ["2020-05-22T07:00:00+08:00"]
    assert shared["article:modified_time"] == ["2020-05-29T07:00:00+08:00"]
    assert shared["article:section"] == ["百姓故事"]
    assert shared["article:tag"] == ["手艺", "胡同"]
    assert shared["article:author"] == [f"{SITE}/reporters/{reporter.pk}/"]
    assert shared["author"] == ["林小禾、新华社"]
    assert shared["twitter:card"] == ["summary_large_image"]


def test_every_picture_of_a_shared_page_can_be_fetched():
    make_full_piece()
    for address in ("/", "/issues/943/", "/issues/943/3/", "/issues/", "/corrections/"):
        for picture in _shared(address)["og:image"]:
            response = Client().get(picture)
            assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg"), picture


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "新东城报 第943期 1版 要闻"),
        ("/issues/943/", "新东城报 第943期"),
        ("/issues/943/3/", "新东城报 第943期 A3版 社区"),
        ("/corrections/", "更正"),
    ],
)
def test_shared_pages_show_what_they_are(address, title):
    make_full_piece()
    shared = _shared(address)
    assert shared["og:type"] == ["website"]
    assert shared["og:title"] == [title]
    assert shared["og:url"] == [f"{SITE}{address}"]


def test_shared_list_of_a_person_bears_the_name():
    _, _, reporter = make_full_piece()
    assert _shared(reporter.get_absolute_url())["og:title"] == ["林小禾"]


def test_addresses_are_the_papers_own_where_it_has_one(settings):
    settings.SITE_ADDRESS = "https://www.xdcb.net"
    article, _, _ = make_full_piece()
    told = _nodes(article.get_absolute_url())["NewsArticle"]
    assert told["url"] == f"https://www.xdcb.net/articles/{article.pk}/"
    assert told["image"]["contentUrl"].startswith("https://www.xdcb.net/media/photos/")
    assert _shared(article.get_absolute_url())["og:image"][0].startswith("https://www.xdcb.net/articles/")
    assert SITE not in "".join(_BLOCK.findall(_page(article.get_absolute_url())))

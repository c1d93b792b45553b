"""A library's viewer opens a published issue as it was printed: its pages, where each piece stands, and nothing withheld."""

import copy
import datetime
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from jsonschema import Draft202012Validator, FormatChecker
from PIL import Image

from articles.models import Article, ArticleState
from issues.models import Area, PrintFile, Whereabouts
from tests import factories as make
from tests.iiif_terms import SCHEMA

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
TOP, LEFT, RIGHT = [0.1, 0.1, 0.9, 0.3], [0.1, 0.4, 0.4, 0.9], [0.6, 0.5, 0.9, 0.9]
FORMATS = FormatChecker(formats=())


@FORMATS.checks("uri")
def _is_uri(text):
    parts = urlsplit(text if isinstance(text, str) else "")
    return bool(parts.scheme and parts.netloc and text.isascii())


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(text):
    return datetime.datetime.fromisoformat(text).utcoffset() is not None


def _faults(manifest):
    return [
        error.message for error in Draft202012Validator(SCHEMA, format_checker=FORMATS).iter_errors(manifest)
    ]


def _address(issue):
    return reverse("outlets:iiif_manifest", args=[issue.slug])


def _manifest(issue):
    """The manifest of an issue, held against the terms of IIIF."""
    response = Client().get(_address(issue))
    assert response.status_code == 200
    manifest = response.json()
    assert _faults(manifest) == []
    return manifest


def _text(texts):
    """The one text of a language map; the paper's language is Chinese."""
    assert list(texts) == ["zh-Hans"]
    [text] = texts["zh-Hans"]
    return text


def _notes(canvas):
    """{headline: (address, selector)} of the pieces that are noted on a canvas."""
    pages = canvas.get("annotations", [])
    found = {}
    for note in (note for page in pages for note in page["items"]):
        assert note["target"]["source"] == canvas["id"]
        address, headline = re.fullmatch('<a href="(.+?)">(.+)</a>', note["body"]["value"]).groups()
        found[headline] = (address, note["target"]["selector"])
    return found


def _contents(page):
    """{headline: names of the parts of canvases} of the pieces in a page's range."""
    return {
        _text(part["label"]): [item["id"] for item in part["items"]]
        for part in page["items"]
        if part["type"] == "Range"
    }


def _strip():
    """The picture of a page that is quickly drawn."""
    return Image.new("RGB", (3200, 800), "white")


@pytest.fixture
def issue():
    """Two printed pages, a piece of one box and one of two on the first, an advertisement on the second."""
    masthead = make.make_masthead(publisher="东城区融媒体中心")
    issue = make.make_signed_off_issue(masthead=masthead, page_count=2)
    first, second = make.make_page(issue), make.make_page(issue, 2, name="综合新闻")
    lead, other = make.make_article("修伞匠来了"), make.make_article("月牙河的一天")
    advertisement = make.make_article("购伞优惠", is_advertisement=True)
    make.place(lead, first)
    make.place(other, first, order=1)
    make.place(advertisement, second)
    make.make_print_file(first, {lead: [TOP], other: [LEFT, RIGHT]}, _strip())
    make.make_print_file(second, {advertisement: [TOP]}, _strip())
    PrintFile.objects.update(read_at=make.BEFORE)
    Article.objects.update(changed_at=make.BEFORE)
    return issue


def _article(title):
    return Article.objects.get(title=title)


def test_issue_is_named_dated_and_says_whose_it_is(issue):
    manifest = _manifest(issue)
    assert manifest["id"] == f"{SITE}/issues/943/iiif/manifest.json"
    assert _text(manifest["label"]) == "新东城报 第943期 2020年5月22日"
    assert manifest["navDate"] == "2020-05-21T16:00:00Z"  # midnight in Beijing
    facts = {_text(fact["label"]): _text(fact["value"]) for fact in manifest["metadata"]}
    assert facts == {
        "报名": "新东城报",
        "总期号": "第943期",
        "日期": "2020年5月22日",
        "出版": "东城区融媒体中心",
    }
    assert manifest["rights"] == "http://rightsstatements.org/vocab/InC/1.0/"
    assert "东城区融媒体中心" in _text(manifest["requiredStatement"]["value"])
    assert [_text(provider["label"]) for provider in manifest["provider"]] == ["东城区融媒体中心"]
    assert [page["id"] for page in manifest["homepage"]] == [f"{SITE}/issues/943/"]


def test_each_page_is_a_canvas_as_large_as_its_picture_with_the_picture_on_it(issue):
    canvases = _manifest(issue)["items"]
    assert [_text(canvas["label"]) for canvas in canvases] == ["第943期 1版 要闻", "第943期 2版 综合新闻"]
    for canvas, page in zip(canvases, issue.pages.order_by("number"), strict=True):
        [painting] = canvas["items"][0]["items"]
        assert painting["target"] == canvas["id"]
        assert painting["body"] == {
            "id": f"{SITE}/media/pages/{page.key}/3200.webp",
            "type": "Image",
            "format": "image/webp",
            "width": canvas["width"],
            "height": canvas["height"],
        }
        assert (canvas["width"], canvas["height"]) == (3200, 800)
        [thumbnail] = canvas["thumbnail"]
        assert (thumbnail["id"], thumbnail["height"]) == (f"{SITE}/media/pages/{page.key}/320.webp", 80)
        assert canvas["homepage"][0]["id"] == f"{SITE}{page.get_absolute_url()}"


def test_every_file_and_page_that_is_named_is_there(issue):
    manifest = _manifest(issue)
    named = [*manifest["thumbnail"], *manifest["homepage"], *manifest["rendering"]]
    for canvas in manifest["items"]:
        named += [*canvas["thumbnail"], *canvas["homepage"], *canvas["rendering"]]
        named += [note["body"] for page in canvas["items"] for note in page["items"]]
    for thing in named:
        response = Client().get(thing["id"].removeprefix(SITE))
        assert (response.status_code, response["Content-Type"].partition(";")[0]) == (200, thing["format"])
        if thing["id"].startswith(f"{SITE}/media/"):
            assert response["Access-Control-Allow-Origin"] == "*"
        response.getvalue()
    assert {thing["format"] for thing in named} >= {"application/pdf", "application/epub+zip", "image/webp"}


def test_each_piece_is_noted_where_it_stands_with_a_link_to_where_it_is_read(issue):
    first, second = _manifest(issue)["items"]
    notes = _notes(first)
    lead, other = _article("修伞匠来了"), _article("月牙河的一天")
    assert list(notes) == ["修伞匠来了", "月牙河的一天"]
    assert notes["修伞匠来了"] == (
        f"{SITE}{lead.get_absolute_url()}",
        {
            "type": "FragmentSelector",
            "conformsTo": "http://www.w3.org/TR/media-frags/",
            "value": "xywh=320,80,2560,160",
        },
    )
    address, drawn = notes["月牙河的一天"]
    assert (address, drawn["type"]) == (f"{SITE}{other.get_absolute_url()}", "SvgSelector")
    # Two shapes, each closed.
    assert re.fullmatch(r'<svg xmlns="[^"]+"><path d="(M[^MZ]+Z){2}"/></svg>', drawn["value"])
    assert list(_notes(second)) == ["广告：购伞优惠"]


def test_contents_list_the_pages_and_in_each_its_pieces_with_their_parts_of_it(issue):
    manifest = _manifest(issue)
    canvas = manifest["items"][0]["id"]
    first, second = manifest["structures"]
    assert [_text(page["label"]) for page in (first, second)] == ["1版 要闻", "2版 综合新闻"]
    assert first["items"][0] == {"id": canvas, "type": "Canvas"}
    assert _contents(first) == {
        "修伞匠来了": [f"{canvas}#xywh=320,80,2560,160"],
        "月牙河的一天": [f"{canvas}#xywh=320,320,960,400", f"{canvas}#xywh=1920,400,960,320"],
    }
    ninjs = [part["seeAlso"][0]["id"] for part in first["items"] if part["type"] == "Range"]
    assert [Client().get(address.removeprefix(SITE)).status_code for address in ninjs] == [200, 200]
    # An advertisement is in no agency's wire.
    assert list(_contents(second)) == ["广告：购伞优惠"]
    assert "seeAlso" not in second["items"][1]


def test_headline_with_signs_of_html_stays_a_headline(issue):
    Article.objects.filter(title="修伞匠来了").update(title="A & B <伞>")
    assert "A &amp; B &lt;伞&gt;" in _notes(_manifest(issue)["items"][0])


def test_piece_that_goes_on_is_named_on_each_of_its_pages(issue):
    page = issue.pages.get(number=2)
    lead = _article("修伞匠来了")
    make.place(lead, page, part=2, order=1, headline="伞骨的事")
    Area.objects.create(print_file=page.print_file, article=lead, boxes=[LEFT], confidence=1)
    first, second = _manifest(issue)["structures"]
    assert "修伞匠来了" in _contents(first)
    assert list(_contents(second)) == ["广告：购伞优惠", "伞骨的事"]


def test_pointer_in_the_guide_and_piece_of_no_known_place_are_not_listed(issue):
    page = issue.pages.get(number=2)
    lead, unseen = _article("修伞匠来了"), make.make_article("不知在哪的一篇")
    page.guide.create(title="导读的一行", target=1, article=lead)
    make.place(unseen, page, order=1)
    here = {"print_file": page.print_file}
    Area.objects.create(article=lead, boxes=[LEFT], is_guide=True, confidence=1, **here)
    Area.objects.create(article=unseen, whereabouts=Whereabouts.UNKNOWN, **here)
    assert list(_contents(_manifest(issue)["structures"][1])) == ["广告：购伞优惠"]


def test_hidden_piece_leaves_no_word_and_no_place_and_its_pages_file_is_not_named(issue):
    hidden = _article("月牙河的一天")
    make.withdraw(hidden)
    response = Client().get(_address(issue))
    manifest = response.json()
    assert _faults(manifest) == []
    assert hidden.title not in response.content.decode()
    assert f"/articles/{hidden.pk}" not in response.content.decode()
    assert list(_notes(manifest["items"][0])) == ["修伞匠来了"]
    # Nor is the whole issue's PDF, which has that page.
    assert "rendering" not in manifest["items"][0]
    assert [file["format"] for file in manifest["rendering"]] == ["application/epub+zip"]


def test_page_whose_picture_is_withheld_is_left_out_whole(issue):
    page = issue.pages.get(number=1)
    draft = make.make_article("没过终审的稿", state=ArticleState.DRAFT)
    make.place(draft, page, order=2)
    Area.objects.create(print_file=page.print_file, article=draft, boxes=[TOP], confidence=0.5)
    response = Client().get(_address(issue))
    said = response.content.decode()
    assert _faults(response.json()) == []
    assert [_text(page["label"]) for page in response.json()["structures"]] == ["2版 综合新闻"]
    assert not {word for word in ("没过终审的稿", "修伞匠来了", "1版", page.key) if word in said}


def test_issue_that_is_not_out_or_has_no_picture_has_no_manifest(issue):
    later = make.make_signed_off_issue(number=944, publish_at=timezone.now() + datetime.timedelta(hours=1))
    make.make_print_file(make.make_page(later), image=_strip())
    bare = make.make_signed_off_issue(number=942)
    make.make_page(bare)
    for each in (later, bare):
        assert Client().get(_address(each)).status_code == 404
    editor = Client()
    editor.force_login(make.make_user())
    assert editor.get(_address(later)).status_code == 404


def test_special_issue_without_a_number_is_named_by_its_title_and_a_double_one_by_both_numbers():
    special = make.make_signed_off_issue(number=None, title="防汛特刊")
    double = make.make_signed_off_issue(number=944, last_number=945, date=datetime.date(2020, 6, 1))
    for each, name in ((special, "防汛特刊"), (double, "第944—945期")):
        make.make_print_file(make.make_page(each), image=_strip())
        assert name in _text(_manifest(each)["label"])


def test_page_of_a_printed_issue_leads_to_its_manifest_but_no_preview_and_no_issue_without_pictures(issue):
    link = (
        '<link rel="alternate" type="application/ld+json;profile='
        '&quot;http://iiif.io/api/presentation/3/context.json&quot;" href="{}">'
    )
    bare = make.make_signed_off_issue(number=942)
    make.make_page(bare)
    assert link.format(_address(issue)) in Client().get(issue.get_absolute_url()).content.decode()
    assert "manifest.json" not in Client().get(bare.get_absolute_url()).content.decode()
    editor = Client()
    editor.force_login(make.make_user())
    assert "manifest.json" not in editor.get(f"/preview{issue.get_absolute_url()}").content.decode()


def test_viewer_on_another_site_may_read_it_as_iiifs_kind_of_json(issue):
    response = Client().get(_address(issue))
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert (
        response["Content-Type"]
        == 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
    )


def test_unchanged_manifest_is_not_sent_again_but_a_withdrawal_holds_at_the_next_use(issue):
    response = Client().get(_address(issue))
    assert response["Cache-Control"] == "no-cache"
    known = {"if-none-match": response["ETag"]}
    again = Client().get(_address(issue), headers=known)
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    make.withdraw(_article("修伞匠来了"))
    assert Client().get(_address(issue), headers=known).status_code == 200


def test_manifest_bears_the_moment_of_the_last_change(issue):
    def changed():
        return Client().get(_address(issue))["Last-Modified"]

    def said(moment):
        return http_date(moment.timestamp())

    day = datetime.timedelta(days=1)
    assert changed() == said(make.RELEASE)
    PrintFile.objects.update(read_at=make.RELEASE + day)
    assert changed() == said(make.RELEASE + day)
    Article.objects.filter(title="修伞匠来了").update(changed_at=make.RELEASE + 2 * day)
    assert changed() == said(make.RELEASE + 2 * day)
    taken = make.withdraw(_article("修伞匠来了"), withdrawn_at=make.RELEASE + 3 * day)
    assert changed() == said(taken.withdrawn_at)


def test_manifest_is_only_read(issue):
    assert Client(enforce_csrf_checks=True).post(_address(issue)).status_code == 405


def test_terms_refuse_what_iiif_does_not_know(issue):
    manifest = _manifest(issue)

    def faults_with(change):
        changed = copy.deepcopy(manifest)
        change(changed)
        return _faults(changed)

    assert faults_with(lambda it: it.pop("label"))
    assert faults_with(lambda it: it.update(label="新东城报"))
    assert faults_with(lambda it: it.update(navDate="2020-05-22"))
    assert faults_with(lambda it: it.update(rights="https://www.xdcb.net/"))
    assert faults_with(lambda it: it.update(sequences=[]))
    assert faults_with(lambda it: it["items"][0].pop("height"))
    assert faults_with(lambda it: it["items"][0].update(id=f"{SITE}/issues/943/#page-1"))
    assert faults_with(lambda it: it["items"][0]["items"][0]["items"][0].pop("target"))
    assert faults_with(lambda it: it["structures"][0]["items"][1].pop("label"))
    assert faults_with(lambda it: it["structures"][0]["items"][1]["items"][0].update(type="Page"))

"""A published issue as a book: whole, in print order, readable by any program, and never staler than the paper."""

import datetime
import io
import re
import zipfile
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from PIL import Image

from articles import richtext
from articles.models import Withdrawal
from tests import every_kind
from tests import factories as make

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


class Book:
    """An EPUB opened as reading programs do: package, contents, documents in reading order."""

    def __init__(self, data):
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.package = self.xml("package.opf")
        manifest = {item.get("id"): item for item in self.package.iter(f"{OPF}item")}
        self.items = {item.get("href"): item for item in manifest.values()}
        self.order = [manifest[ref.get("idref")].get("href") for ref in self.package.iter(f"{OPF}itemref")]

    def xml(self, name):
        return etree.fromstring(self.archive.read(f"EPUB/{name}"))

    def text(self, name):
        return "".join(self.xml(name).find(f"{XHTML}body").itertext())

    def nav(self, kind):
        return next(nav for nav in self.xml("nav.xhtml").iter(f"{XHTML}nav") if nav.get(EPUB_TYPE) == kind)

    def about(self, name):
        return self.package.findtext(f".//{DC}{name}")

    def meta(self, name):
        return [meta.text for meta in self.package.iter(f"{OPF}meta") if meta.get("property") == name]


def address(issue):
    return reverse("outlets:epub", args=[issue.slug])


def book_of(client, issue):
    return Book(client.get(address(issue)).content)


@dataclass(frozen=True)
class Printed:
    """The answer to who asks for the book of an issue with every kind of copy, and the issue's words and ids."""

    response: object
    book: Book
    words: dict
    ids: dict


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all tests that only read it; nothing of it stays in the database."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        paper = every_kind.make_paper()
        response = Client().get(address(paper.issue))
        words = {name: _words(piece) for name, piece in paper.pieces.items()}
        transaction.set_rollback(True)
    ids = {name: piece.pk for name, piece in paper.pieces.items()}
    return Printed(response, Book(response.content), words, ids)


def _words(piece):
    words = [piece.column, piece.kicker, piece.title, piece.deck, piece.dateline]
    words += richtext.plain(piece.body).split("\n")
    words += [photo.caption for photo in piece.photos.all()]
    return words + [credit.name for credit in piece.credits.all()]


@pytest.fixture
def book(printed):
    return printed.book


@pytest.fixture
def issue():
    """A small issue: a piece with a picture, and an advertisement."""
    issue = make.make_signed_off_issue()
    page = make.make_page(issue)
    article = make.make_article()
    make.make_photo(article, upload=make.picture_file((400, 300)))
    make.place(article, page)
    make.place(make.make_article("购伞优惠", is_advertisement=True, body="<p>买一送一。</p>"), page, order=1)
    return issue


def test_reader_gets_the_issue_as_a_book_named_after_paper_and_date(printed):
    response = printed.response
    assert response.status_code == 200
    assert response["Content-Type"] == "application/epub+zip"
    assert quote("新东城报-2020-05-22.epub") in response["Content-Disposition"]
    assert int(response["Content-Length"]) == len(response.content)


def test_first_in_the_file_is_its_kind_uncompressed(printed):
    data = printed.response.content
    # EPUB 3.3, 4.2.4.3: at these bytes a program looks for it.
    assert data[30:38] == b"mimetype"
    assert data[38:58] == b"application/epub+zip"


def test_every_document_is_well_formed_and_every_file_is_declared_and_there(book):
    names = {name.removeprefix("EPUB/") for name in book.archive.namelist() if name.startswith("EPUB/")}
    assert names - {"package.opf"} == set(book.items)
    for name in names:
        if name.endswith((".xhtml", ".opf", ".ncx")):
            book.xml(name)


def test_every_link_inside_the_book_leads_to_something(book):
    documents = {name: book.xml(name) for name in book.items if name.endswith(".xhtml")}
    followed = 0
    for name, document in documents.items():
        for link in document.iter(f"{XHTML}a"):
            target = link.get("href")
            if not re.match("(https?|mailto|tel):", target):
                file, _, anchor = target.partition("#")
                assert not anchor or documents[file or name].xpath("//*[@id=$id]", id=anchor), target
                assert (file or name) in documents
                followed += 1
    assert followed > 20


def test_pages_are_the_chapters_in_print_order_with_their_pieces_below(book):
    pages = [f"page-{number}.xhtml" for number in range(1, 6)]
    assert book.order == ["cover.xhtml", "nav.xhtml", *pages, "imprint.xhtml"]
    chapters = book.nav("toc").find(f"{XHTML}ol").findall(f"{XHTML}li")[1:-1]
    names = ["1版 要闻", "2版 综合新闻", "A3版 社区", "4版", "5版 副刊"]
    assert [chapter.find(f"{XHTML}a").text for chapter in chapters] == names
    second = [link.text for link in chapters[1].find(f"{XHTML}ol").iter(f"{XHTML}a")]
    assert second == ["什么都有的一篇 <&>", "伞骨的事（上接1版）"]
    printed_pages = [link.text for link in book.nav("page-list").iter(f"{XHTML}a")]
    assert printed_pages == ["1版", "2版", "A3版", "4版", "5版"]


def test_old_programs_find_the_same_contents(book):
    ncx = "{http://www.daisy.org/z3986/2005/ncx/}"
    old = [text.text for label in book.xml("toc.ncx").iter(f"{ncx}navLabel") for text in label]
    toc = [link.text for link in book.nav("toc").iter(f"{XHTML}a")]
    assert old == toc


def test_every_word_of_every_piece_stands_in_the_book(printed):
    text = re.sub(r"[\s\u2060]", "", "".join(printed.book.text(name) for name in printed.book.order))
    assert len(printed.words) > 5
    for name, words in printed.words.items():
        for word in words if name not in ("withdrawn", "odd") else []:
            assert re.sub(r"\s", "", word) in text, f"{name}: {word}"


def test_signs_that_no_book_may_hold_are_left_out_and_nothing_else(book):
    text = book.text("page-4.xhtml")
    assert "有怪字的一篇" in text
    assert "怪字 &nbsp; ]]>" in text


def test_rare_signs_are_kept(book):
    assert "𠮷野家、㐂寿司、𫠜、〇、A & B < C、WiFi 6" in book.text("page-2.xhtml")


def test_lists_verse_quote_and_table_keep_their_form(book):
    text = next(box for box in book.xml("page-2.xhtml").iter(f"{XHTML}div") if box.get("class") == "text")
    forms = [block.tag.removeprefix(XHTML) for block in text]
    assert forms == ["h3", "p", "ul", "blockquote", "p", "table", "p"]
    assert len(list(text.iter(f"{XHTML}br"))) == 2
    assert next(text.iter(f"{XHTML}td")).get("rowspan") == "2"


def test_jump_is_read_whole_where_it_begins_and_its_other_place_leads_there(printed):
    book, piece = printed.book, f"piece-{printed.ids['jump']}"
    assert "修伞匠把摊子支在了槐树下。" in book.text("page-1.xhtml")
    assert "第二处的图。" in book.text("page-1.xhtml")
    later = book.xml("page-2.xhtml").xpath("//*[@id=$id]", id=f"{piece}-part-2")[0]
    assert "".join(later.itertext()).split() == ["伞骨的事", "上接1版"]
    assert next(later.iter(f"{XHTML}a")).get("href") == f"page-1.xhtml#{piece}"


def test_piece_opens_with_its_dateline_as_in_print_else_names_its_people_under_the_headline(book):
    assert "本报讯（记者 林小禾 通讯员 柏青）五月的一个早晨" in book.text("page-1.xhtml")
    assert "新华社" in book.text("page-2.xhtml").partition("一把伞，三十二根骨")[0]


def test_pointer_leads_to_the_piece_it_names(printed):
    pointers = {
        "".join(line.itertext()): [link.get("href") for link in line.iter(f"{XHTML}a")]
        for name in ("page-2.xhtml", "page-3.xhtml", "page-4.xhtml")
        for line in printed.book.xml(name).iter(f"{XHTML}p")
        if line.get("class") == "turn"
    }
    home = f"page-1.xhtml#piece-{printed.ids['jump']}"
    assert pointers == {"详见1版": [home], "上接1版": [home], "详见4版": [], "详见9版": []}


def test_advertisement_is_marked_in_the_text_and_in_the_contents(printed):
    page = printed.book.xml("page-3.xhtml")
    advertisement = page.xpath("//*[@id=$id]", id=f"piece-{printed.ids['advertisement']}")[0]
    assert "".join(advertisement.itertext()).split() == ["广告", "购伞优惠", "买一送一。"]
    assert "广告：购伞优惠" in [link.text for link in printed.book.nav("toc").iter(f"{XHTML}a")]


def test_correction_stands_with_its_piece(printed):
    page = printed.book.xml("page-3.xhtml")
    text = "".join(page.xpath("//*[@id=$id]", id=f"piece-{printed.ids['corrected']}")[0].itertext())
    assert "“三十一根”应为“三十二根”" in text
    assert "谨向读者致歉。" in text


def test_pictures_are_jpeg_no_wider_than_1200_pixels_each_once(book):
    pictures = [name for name in book.items if name.startswith("picture-")]
    widths = []
    for name in pictures:
        with Image.open(io.BytesIO(book.archive.read(f"EPUB/{name}"))) as image:
            image.load()
            assert image.format == "JPEG"
            widths.append(image.width)
    assert sorted(widths) == [700, 700, 700, 700, 960]


def test_picture_says_what_it_shows_by_description_else_caption_else_title(book):
    shown = [image.get("alt") for image in book.xml("page-3.xhtml").iter(f"{XHTML}img")]
    assert shown == ["清晨。", "正午的河面。", "月牙河的一天"]


def test_photo_without_a_file_keeps_its_caption(book):
    assert "遗失的一张。" in book.text("page-3.xhtml")


def test_links_lead_out_by_whole_addresses(book):
    links = {link.text: link.get("href") for link in book.xml("page-2.xhtml").iter(f"{XHTML}a")}
    assert links["更正"] == "http://testserver/corrections/"
    assert links["来信"] == "mailto:news@xdcb.net"
    assert links["有空格的地址"] == "http://a.cn/伞%20骨%7C%5B1%5D"


def test_cover_names_paper_number_and_date_and_is_known_as_the_cover(book):
    assert book.items["cover.jpg"].get("properties") == "cover-image"
    with Image.open(io.BytesIO(book.archive.read("EPUB/cover.jpg"))) as image:
        assert image.size == (1200, 1600)
    image = next(book.xml("cover.xhtml").iter(f"{XHTML}img"))
    assert image.get("alt") == "新东城报 总第943期 2020年5月22日"


def test_book_says_whose_it_is_and_of_what_day(book):
    assert {name: book.about(name) for name in ("title", "language", "date", "publisher")} == {
        "title": "新东城报 总第943期",
        "language": "zh-Hans",
        "date": "2020-05-22",
        "publisher": "新东城报社",
    }


def test_withdrawn_piece_leaves_no_word_in_the_book(book):
    names = [name for name in book.archive.namelist() if not name.endswith(".jpg")]
    everything = "".join(book.archive.read(name).decode() for name in names)
    assert "撤下" not in everything
    assert "不该再见" not in everything


@pytest.mark.django_db
def test_book_says_how_it_can_be_read_without_sight(client, issue):
    photo = make.make_photo(make.make_article(), caption="", upload=make.picture_file((400, 300), "green"))
    make.place(photo.article, issue.pages.get(), order=2)
    undescribed = book_of(client, issue)
    photo.alt = "槐树。"
    photo.save()
    described = book_of(client, issue)
    assert undescribed.meta("schema:accessMode") == ["textual", "visual"]
    assert undescribed.meta("schema:accessModeSufficient") == ["textual,visual"]
    assert "alternativeText" not in undescribed.meta("schema:accessibilityFeature")
    assert described.meta("schema:accessModeSufficient") == ["textual,visual", "textual"]
    assert "alternativeText" in described.meta("schema:accessibilityFeature")


@pytest.mark.django_db
def test_picture_whose_file_is_lost_costs_the_book_only_the_picture(client, issue, settings):
    for file in settings.MEDIA_ROOT.glob("renditions/**/*.webp"):
        file.unlink()
    book = book_of(client, issue)
    assert [name for name in book.items if name.startswith("picture-")] == []
    assert "修伞匠在槐树下干活。" in book.text("page-1.xhtml")


@pytest.mark.django_db
def test_book_is_the_same_one_to_the_byte_until_the_issue_is_another(client, issue):
    first, again = client.get(address(issue)), client.get(address(issue))
    assert first.content == again.content
    assert client.get(address(issue), headers={"If-None-Match": first["ETag"]}).status_code == 304
    head = client.head(address(issue))
    assert head.content == b""
    assert (head["ETag"], head["Content-Length"]) == (first["ETag"], first["Content-Length"])


@pytest.mark.django_db
def test_withdrawn_piece_is_in_no_book_from_the_next_request_on(client, issue):
    before = client.get(address(issue))
    withdrawal = make.withdraw(issue.pages.get().placements.first().article)
    after = client.get(address(issue), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    old, book = Book(before.content), Book(after.content)
    assert "修伞匠" in old.text("page-1.xhtml")
    assert "修伞匠" not in book.text("page-1.xhtml") + "".join(book.xml("nav.xhtml").itertext())
    assert [name for name in book.items if name.startswith("picture-")] == []
    withdrawal.lifted_at = timezone.now()
    withdrawal.save()
    assert "修伞匠" in book_of(client, issue).text("page-1.xhtml")


@pytest.mark.django_db
def test_changed_book_is_known_as_a_newer_one_of_the_same(client, issue):
    first = book_of(client, issue)
    make.withdraw(issue.pages.get().placements.first().article)
    at = timezone.now() + datetime.timedelta(hours=1)
    Withdrawal.objects.update(withdrawn_at=at)
    second = book_of(client, issue)
    Withdrawal.objects.update(lifted_at=at + datetime.timedelta(hours=1))
    third = book_of(client, issue)
    moments = [book.meta("dcterms:modified") for book in (first, second, third)]
    assert moments[0] < moments[1] < moments[2]
    assert len({book.about("identifier") for book in (first, second, third)}) == 1


@pytest.mark.django_db
def test_issue_that_is_not_out_is_no_book_for_anyone(client):
    issue = make.make_issue()
    make.place(make.make_article(), make.make_page(issue))
    assert client.get(address(issue)).status_code == 404
    client.force_login(make.make_user())
    assert client.get(address(issue)).status_code == 404


@pytest.mark.django_db
def test_issue_without_pages_is_a_book_of_its_cover(client):
    book = book_of(client, make.make_signed_off_issue())
    assert book.order == ["cover.xhtml", "nav.xhtml", "imprint.xhtml"]
    assert book.meta("pageBreakSource") == []


@pytest.mark.django_db
def test_paper_whose_name_no_font_can_set_has_its_name_in_text_on_the_cover(client):
    issue = make.make_signed_off_issue(masthead=make.make_masthead(name="\U0001f9ff报"))
    book = book_of(client, issue)
    assert "cover.jpg" not in book.items
    assert "\U0001f9ff报" in book.text("cover.xhtml")


@pytest.mark.django_db
def test_issue_page_offers_the_book_to_readers_and_not_in_a_preview(client, issue):
    link = f'href="{address(issue)}"'
    assert link in client.get(reverse("paper:issue", args=[943])).content.decode()
    client.force_login(make.make_user())
    assert link not in client.get(reverse("preview:issue", args=[943])).content.decode()


@pytest.mark.django_db
def test_two_issues_are_two_books(client, issue):
    other = make.make_signed_off_issue(number=944)
    assert book_of(client, issue).about("identifier") != book_of(client, other).about("identifier")


@pytest.mark.django_db
def test_book_stays_the_same_one_when_the_paper_is_renamed_and_moves(client, issue):
    before = book_of(client, issue).about("identifier")
    issue.masthead.name, issue.masthead.website = "新东城周报", "www.example.cn"
    issue.masthead.save()
    issue.date = datetime.date(2020, 5, 23)
    issue.save()
    assert book_of(client, issue).about("identifier") == before

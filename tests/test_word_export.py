"""Copy for the layout desk: an article or a page as a Word document or as plain text."""

import datetime
import io
import json
import urllib.parse

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from PIL import Image

from articles import richtext
from articles.models import Article, ArticleState
from articles.richtext import JUMP
from issues import roles
from issues.imports.pagetext import read_page
from issues.imports.sample import FOLDER
from issues.imports.worddoc import read_document
from issues.models import Page
from tests.factories import (
    credit,
    make_article,
    make_issue,
    make_page,
    make_photo,
    make_reader_account,
    make_staff,
    make_user,
    picture_file,
    place,
)
from tests.photo_files import HEIC, upload

pytestmark = pytest.mark.django_db

BODY = "<p>五月的一个早晨，修伞匠把摊子<strong>支在</strong>了槐树下。</p><h3>不再排队</h3><p>他说，伞坏了不要扔。</p>"


@pytest.fixture
def desk(client):
    client.force_login(make_user())
    return client


def article_door(article, form="txt"):
    return f"/admin/articles/article/{article.pk}/export.{form}"


def page_door(page, form="txt"):
    return f"/admin/issues/page/{page.pk}/export.{form}"


def text_of(response):
    return response.content.decode("utf-8-sig").replace("\r\n", "\n")


def document_of(response):
    return Document(io.BytesIO(response.content))


def make_copy(**overrides):
    fields = {
        "kicker": "百姓手艺进社区",
        "deck": "一把伞的四十年",
        "dateline": "本报讯",
        "column": "街坊",
        "body": BODY,
    }
    article = make_article(**{**fields, **overrides})
    credit(article, "林小禾", "记者")
    credit(article, "何 芳", "通讯员", order=1)
    return article


def test_an_article_as_text_has_its_headline_credits_and_indented_paragraphs(desk):
    article = make_copy()
    photo = make_photo(article)
    credit(photo, "林小禾", "摄")
    response = desk.get(article_door(article))
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert text_of(response) == (
        f"稿号 {article.copy_number}\n【街坊】\n百姓手艺进社区\n胡同口来了修伞匠\n一把伞的四十年\n"
        "　　本报讯（记者 林小禾 通讯员 何 芳）五月的一个早晨，修伞匠把摊子支在了槐树下。\n"
        "不再排队\n　　他说，伞坏了不要扔。\n\n修伞匠在槐树下干活。\n林小禾 摄\n"
    )


def test_text_has_the_line_ends_of_windows_and_says_that_it_is_unicode(desk):
    content = desk.get(article_door(make_copy())).content
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") > 5


def test_old_layout_programs_get_gb18030(desk):
    article = make_copy(title="镕㙍𠮷家来了修伞匠")
    response = desk.get(article_door(article), {"encoding": "gb18030"})
    assert response["Content-Type"] == "text/plain; charset=gb18030"
    assert "镕㙍𠮷家来了修伞匠\r\n" in response.content.decode("gb18030")
    assert desk.get(article_door(article), {"encoding": "big5"}).status_code == 404


def test_the_file_is_called_by_its_copy_number_and_title(desk):
    article = make_copy(title='他说:"来/去"都好')
    said = desk.get(article_door(article, "docx"))["Content-Disposition"]
    assert urllib.parse.unquote(said).endswith(f"{article.copy_number} 他说 来 去 都好.docx")
    assert said.startswith("attachment;")


def test_a_piece_without_a_dateline_has_its_byline_below_the_headline(desk):
    text = text_of(desk.get(article_door(make_copy(dateline=""))))
    assert "一把伞的四十年\n记者 林小禾 通讯员 何 芳\n　　五月的" in text


def test_a_source_stands_behind_the_text(desk):
    article = make_article(dateline="本报综合", body="<p>甲。</p><p>乙。</p>")
    assert "　　甲。\n　　乙。（本报综合）" in text_of(desk.get(article_door(article)))


def test_lists_verse_quotes_and_tables_are_lines_of_text(desk):
    body = (
        "<ol><li>取号</li><li><p>修伞</p></li></ol><ul><li>雨天不来</li></ul><blockquote><p>引文。</p></blockquote>"
        '<p class="verse">一行<br>二行</p><table><caption>表</caption><tbody><tr><th>年</th><td>人</td></tr>'
        '<tr><td colspan="2">无</td></tr></tbody></table>'
    )
    text = text_of(desk.get(article_door(make_article(body=body))))
    assert text.endswith(
        "　　1. 取号\n　　2. 修伞\n　　· 雨天不来\n　　引文。\n一行\n二行\n　　表\n年\t人\n无\t\n"
    )


def test_an_article_as_word_is_set_in_words_own_styles(desk):
    document = document_of(desk.get(article_door(make_copy(), "docx")))
    lines = [(p.text, p.style.name) for p in document.paragraphs]
    assert ("胡同口来了修伞匠", "Title") in lines
    assert ("一把伞的四十年", "Subtitle") in lines
    assert ("不再排队", "Heading 2") in lines
    first = next(p for p in document.paragraphs if "五月" in p.text)
    assert first.text == "本报讯（记者 林小禾 通讯员 何 芳）五月的一个早晨，修伞匠把摊子支在了槐树下。"
    assert (
        first._p.pPr.ind.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}firstLineChars")
        == "200"
    )
    assert [run.text for run in first.runs if run.bold] == ["支在"]
    assert document.paragraphs[3].alignment == WD_ALIGN_PARAGRAPH.CENTER


def test_a_picture_goes_along_upright_with_every_pixel_and_no_wider_than_sixteen_centimetres(desk):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned aside
    exif.get_ifd(0x8825)[1] = "N"
    article = make_article()
    make_photo(article, upload=picture_file((3000, 2000), exif=exif))
    document = document_of(desk.get(article_door(article, "docx")))
    (shape,) = document.inline_shapes
    relation = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
    picture = Image.open(io.BytesIO(document.part.related_parts[relation].blob))
    assert picture.size == (2000, 3000)
    assert not picture.getexif()
    assert shape.width <= Cm(16)
    assert abs(shape.width / shape.height - 2 / 3) < 0.01


def test_a_small_picture_keeps_its_size_and_webp_becomes_what_word_can_show(desk):
    article = make_article()
    make_photo(article, upload=picture_file((192, 96), form="WEBP"))
    (shape,) = document_of(desk.get(article_door(article, "docx"))).inline_shapes
    assert abs(shape.width - Cm(5.08)) < Cm(0.01)


def test_a_telephone_s_heic_goes_along_upright_as_a_jpeg_and_a_drawing_as_a_png(desk):
    article = make_article()
    make_photo(article, upload=upload(HEIC, "IMG_0001.HEIC"))
    make_photo(article, upload=picture_file((192, 96), form="PNG"), order=1)
    photo, drawing = _embedded(document_of(desk.get(article_door(article, "docx"))))
    assert (photo.format, drawing.format) == ("JPEG", "PNG")
    assert photo.size == (96, 64)
    red, green, blue, white = (
        photo.convert("RGB").getpixel(at) for at in ((24, 16), (72, 16), (24, 48), (72, 48))
    )
    assert max(red) == red[0] > 150
    assert max(green) == green[1] > 100
    assert max(blue) == blue[2] > 100
    assert min(white) > 200
    assert not photo.getexif()


def test_a_camera_s_two_pictures_in_one_file_go_along_as_one_jpeg(desk):
    made = io.BytesIO()
    first, second = (Image.new("RGB", (192, 96), colour) for colour in ("brown", "navy"))
    first.save(made, "MPO", save_all=True, append_images=[second])
    article = make_article()
    make_photo(article, upload=upload(made.getvalue(), "DSC_0001.JPG"))
    [photo] = _embedded(document_of(desk.get(article_door(article, "docx"))))
    assert (photo.format, photo.size) == ("JPEG", (192, 96))


def _embedded(document):
    """The pictures of a Word document, in order."""
    relations = [
        shape._inline.graphic.graphicData.pic.blipFill.blip.embed for shape in document.inline_shapes
    ]
    return [Image.open(io.BytesIO(document.part.related_parts[relation].blob)) for relation in relations]


def test_an_exported_article_is_read_back_as_it_was(desk):
    article = make_copy()
    photo = make_photo(article, "图为修伞匠在槐树下干活。")
    credit(photo, "林小禾", "摄影")
    read = read_document(desk.get(article_door(article, "docx")).content)
    draft = read.article
    assert (draft.column, draft.kicker, draft.title, draft.subtitle, draft.dateline) == (
        "街坊", "百姓手艺进社区", "胡同口来了修伞匠", "一把伞的四十年", "本报讯",
    )  # fmt: skip
    assert [(line.role, line.name) for line in draft.credits] == [("记者", "林小禾"), ("通讯员", "何 芳")]
    body = richtext.from_blocks((block.type, block.text) for block in draft.blocks)
    assert body == BODY.replace("<strong>", "").replace("</strong>", "")
    assert draft.photos[0].caption == "图为修伞匠在槐树下干活。"
    assert len(read.pictures) == 1


def test_a_page_has_its_facts_and_all_its_pieces_in_print_order_with_jumps_as_printed(desk):
    issue = make_issue()
    first, second = make_page(issue, 1), make_page(issue, 2, name="综合新闻")
    long = make_article("雨还没来 沙袋先到", body=f"<p>大家约好每个星期三的傍晚{JUMP}走一圈。</p>")
    place(long, first, 1, order=2, continued_on=2)
    place(long, second, 2, continued_from=1)
    place(make_article("胡同口来了修伞匠"), first, order=1, see_page=2)
    text = text_of(desk.get(page_door(first)))
    assert text.startswith("新东城报\n2020年5月22日 星期五\n总第943期\n1版 要闻\n\n\n稿号 ")
    assert text.index("胡同口来了修伞匠\n") < text.index("雨还没来 沙袋先到\n")
    assert "支在了槐树下。（详见2版）\n" in text
    assert "　　大家约好每个星期三的傍晚（下转2版）\n" in text
    assert "走一圈" not in text
    assert "雨还没来 沙袋先到\n　　（上接1版）走一圈。\n" in text_of(desk.get(page_door(second)))
    assert text.count("稿号 ") == 2


def test_a_whole_article_reads_over_its_jump(desk):
    article = make_article(body=f"<p>每个星期三的傍晚{JUMP}走一圈。</p>")
    assert "每个星期三的傍晚走一圈。" in text_of(desk.get(article_door(article)))


def test_a_pages_text_is_read_back_as_the_page_that_it_was(desk, tmp_path):
    call_command("load_sample", stdout=io.StringIO())
    for page in Page.objects.filter(issue__number=943):
        file = tmp_path / f"{page.number}.txt"
        file.write_bytes(desk.get(page_door(page)).content)
        printed = io.StringIO()
        call_command("import_page", file, dry_run=True, format="json", stdout=printed)
        back, source = (
            json.loads(printed.getvalue()),
            read_page((FOLDER / f"page{page.number}.txt").read_bytes()),
        )
        assert back["problems"] == []
        assert (back["page"]["number"], back["page"]["name"]) == (source.page.number, source.page.name)
        assert (back["masthead"]["date"], back["masthead"]["issue_number"]) == ("2020-05-22", 943)
        assert [_told(piece) for piece in back["articles"]] == [_told_by(piece) for piece in source.articles]


def _told(piece):
    credits = [(line["role"], line["name"]) for line in piece["credits"]]
    jumps = piece["continued_on"], piece["continued_from"], piece["see_page"]
    return (
        piece["title"],
        piece["kicker"],
        piece["subtitle"],
        piece["dateline"],
        credits,
        len(piece["blocks"]),
        jumps,
    )


def _told_by(piece):
    credits = [(line.role, line.name) for line in piece.credits]
    jumps = piece.continued_on, piece.continued_from, piece.see_page
    return piece.title, piece.kicker, piece.subtitle, piece.dateline, credits, len(piece.blocks), jumps


def test_a_page_as_word_has_every_piece_on_a_page_of_its_own(desk):
    page = make_page()
    for number, title in enumerate(("胡同口来了修伞匠", "月牙河畔的一天"), 1):
        place(make_article(title), page, order=number)
    document = document_of(desk.get(page_door(page, "docx")))
    assert len(document.sections) == 2
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == [
        "胡同口来了修伞匠",
        "月牙河畔的一天",
    ]


def test_a_reporter_exports_copy_of_ones_own_and_no_other(client):
    reporter = make_staff(roles.REPORTER)
    own = make_article(state=ArticleState.DRAFT, owner=reporter)
    other = make_article("月牙河畔的一天", state=ArticleState.DRAFT)
    client.force_login(reporter)
    assert client.get(article_door(own)).status_code == 200
    assert client.get(article_door(other)).status_code == 404
    assert client.get(page_door(make_page())).status_code == 403


def test_export_needs_the_right_to_see(client):
    article, page = make_article(), make_page()
    assert client.get(article_door(article)).status_code == 302
    client.force_login(make_reader_account("clerk", ["issues.view_masthead"]))
    assert client.get(article_door(article)).status_code in (403, 404)
    assert client.get(page_door(page)).status_code == 403


def test_the_forms_of_article_and_page_offer_the_files(desk):
    article, page = make_article(), make_page()
    for address, door in (
        (f"/admin/articles/article/{article.pk}/change/", article_door),
        (f"/admin/issues/page/{page.pk}/change/", page_door),
    ):
        thing = article if door is article_door else page
        shown = desk.get(address).content.decode()
        assert f'href="{door(thing, "docx")}"' in shown
        assert f'href="{door(thing, "txt")}?encoding=gb18030"' in shown
    assert desk.get(article_door(article, "pdf")).status_code == 404
    assert desk.get("/admin/articles/article/999999/export.txt").status_code == 404


def test_a_full_page_takes_as_many_queries_as_a_short_one(desk):
    issue = make_issue()
    counts = []
    for number, pieces in ((1, 1), (2, 6)):
        page = make_page(issue, number)
        for order in range(pieces):
            article = make_article(f"第{order}篇")
            credit(make_photo(article), "林小禾")
            credit(article)
            place(article, page, order=order)
        with CaptureQueriesContext(connection) as asked:
            desk.get(page_door(page))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert Article.objects.count() == 7


def test_the_document_says_whose_it_is_what_it_is_and_when_it_was_made(desk):
    article = make_copy()
    page = make_page(make_issue())
    place(article, page)
    for door in (article_door(article, "docx"), page_door(page, "docx")):
        said = document_of(desk.get(door)).core_properties
        assert (said.author, said.last_modified_by) == (page.issue.masthead.name,) * 2
        age = datetime.datetime.now(tz=datetime.UTC) - said.created.replace(tzinfo=datetime.UTC)
        assert age < datetime.timedelta(minutes=5)
        assert "python" not in said.comments
    assert article.title in document_of(desk.get(article_door(article, "docx"))).core_properties.title

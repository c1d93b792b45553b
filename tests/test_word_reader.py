"""Reading Word documents: what a reporter has written in Word or WPS as the draft of an article."""

import io
import time
import zipfile

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from PIL import Image

from issues.imports.worddoc import REFUSED, errors, read_document
from tests.factories import picture_file
from tests.word_documents import FIRST, SECOND, Copy, deleted, in_document, inserted, rezipped, run, story

TEXT = FIRST.removeprefix("本报讯（记者 林小禾 通讯员 何芳）")


def read(copy, changes="accepted"):
    return read_document(copy if isinstance(copy, bytes) else copy.bytes(), changes)


def headline(draft):
    return draft.article.kicker, draft.article.title, draft.article.subtitle


def blocks(draft):
    return [(block.type, block.text) for block in draft.article.blocks]


def texts(draft):
    return [block.text for block in draft.article.blocks]


def credits(owner):
    return [(credit.role, credit.name) for credit in owner.credits]


def messages(draft):
    return [problem.render() for problem in draft.problems]


# The headline


def test_title_dateline_credits_and_paragraphs_are_read_as_on_a_page():
    draft = read(story())
    assert headline(draft) == ("", "胡同口来了修伞匠", "")
    assert draft.article.dateline == "本报讯"
    assert credits(draft.article) == [("记者", "林小禾"), ("通讯员", "何芳")]
    assert blocks(draft) == [("paragraph", TEXT), ("paragraph", SECOND)]
    assert draft.problems == ()


def test_the_largest_line_is_the_title_kicker_above_and_deck_below():
    copy = Copy()
    copy.line("槐安街道百姓手艺进社区", size=14, centred=True)
    copy.line("胡同口来了修伞匠", size=26, bold=True, centred=True)
    copy.line("——一把伞的四十年", size=14, centred=True)
    copy.lines(FIRST, SECOND)
    assert headline(read(copy)) == ("槐安街道百姓手艺进社区", "胡同口来了修伞匠", "——一把伞的四十年")


def test_the_styles_of_word_say_which_line_is_which():
    copy = Copy()
    copy.line("槐安街道召开居民议事大会")
    copy.line("停车有序 晾晒有架", style="Title")
    copy.line("二十个社区的代表到会", style="Subtitle")
    copy.lines(FIRST, SECOND)
    assert headline(read(copy)) == (
        "槐安街道召开居民议事大会",
        "停车有序 晾晒有架",
        "二十个社区的代表到会",
    )


def test_a_reporter_may_write_which_line_is_which():
    copy = Copy()
    copy.lines("引题：槐安街道召开居民议事大会", "标题：停车有序 晾晒有架", "副题：二十个社区的代表到会")
    copy.lines(FIRST, SECOND)
    assert headline(read(copy)) == (
        "槐安街道召开居民议事大会",
        "停车有序 晾晒有架",
        "二十个社区的代表到会",
    )


def test_lines_that_are_set_alike_are_told_apart_by_their_words():
    copy = Copy()
    copy.lines("和风街道启动院落微更新，十二处院子由居民自己出主意", "一院一张图 家家有回音", FIRST, SECOND)
    assert headline(read(copy))[:2] == (
        "和风街道启动院落微更新，十二处院子由居民自己出主意",
        "一院一张图 家家有回音",
    )


def test_a_title_on_two_lines_is_one_title():
    copy = Copy()
    copy.line("一院一张图", size=26, centred=True)
    copy.line("家家有回音", size=26, centred=True)
    copy.line("排水、晾晒、停车逐项商量", size=14, centred=True)
    copy.lines(FIRST, SECOND)
    assert headline(read(copy)) == ("", "一院一张图 家家有回音", "排水、晾晒、停车逐项商量")


@pytest.mark.parametrize("byline", ["本报记者 林小禾", "□本报记者 林小禾", "文/林小禾", "林小禾"])
def test_a_byline_below_the_title_is_no_deck(byline):
    copy = Copy()
    copy.line("胡同口来了修伞匠", size=22, bold=True, centred=True)
    copy.line(byline, centred=True)
    copy.lines(TEXT, SECOND)
    draft = read(copy)
    assert headline(draft) == ("", "胡同口来了修伞匠", "")
    assert [name for _role, name in credits(draft.article)] == ["林小禾"]
    assert texts(draft) == [TEXT, SECOND]


def test_a_columns_name_above_the_title_is_the_column():
    copy = Copy()
    copy.line("【街坊】")
    copy.line("胡同口来了修伞匠", size=22, centred=True)
    copy.lines(FIRST, SECOND)
    draft = read(copy)
    assert (draft.article.column, draft.article.title) == ("街坊", "胡同口来了修伞匠")


# The text


@pytest.mark.parametrize(
    "setting",
    [
        {"style": "Heading 2"},
        {"bold": True},
        {"size": 16},
        {"centred": True},
        {"bold": True, "centred": True},
    ],
)
def test_a_line_set_as_a_heading_is_a_subhead(setting):
    copy = story()
    copy.line("不再排队", **setting)
    copy.lines(SECOND)
    assert blocks(read(copy))[2:] == [("subhead", "不再排队"), ("paragraph", SECOND)]


def test_a_subhead_right_below_the_title_is_no_deck():
    copy = Copy()
    copy.line("胡同口来了修伞匠", size=22, centred=True)
    for subhead in ("一把伞的四十年", "两个徒弟"):
        copy.line(subhead, bold=True)
        copy.lines(TEXT)
    draft = read(copy)
    assert headline(draft) == ("", "胡同口来了修伞匠", "")
    assert [kind for kind, _text in blocks(draft)] == ["subhead", "paragraph"] * 2


def test_a_paragraph_that_only_begins_bold_is_a_paragraph():
    copy = story()
    paragraph = copy.line("先画图，", bold=True)
    paragraph.add_run("再动土，街坊们把想办的事写在纸上，一件一件往下办")
    assert blocks(read(copy))[-1] == ("paragraph", "先画图，再动土，街坊们把想办的事写在纸上，一件一件往下办")


def test_without_any_setting_a_short_line_above_text_is_a_subhead_and_others_are_text():
    copy = Copy()
    copy.lines("胡同口来了修伞匠", FIRST, "不再排队", SECOND, "联系人：何芳", "时间：每天上午")
    assert blocks(read(copy))[1:] == [
        ("subhead", "不再排队"),
        ("paragraph", SECOND),
        ("paragraph", "联系人：何芳"),
        ("paragraph", "时间：每天上午"),
    ]


def test_lists_become_paragraphs_with_the_numbers_that_word_shows():
    copy = story()
    for text in ("带上坏伞", "排队取号"):
        copy.line(text, style="List Number")
    copy.line("雨天不来", style="List Bullet")
    assert blocks(read(copy))[2:] == [
        ("paragraph", "1.带上坏伞"),
        ("paragraph", "2.排队取号"),
        ("paragraph", "雨天不来"),
    ]


def test_a_table_keeps_its_rows_and_cells_and_a_frame_around_text_goes():
    copy = story()
    copy.table(("年份", "修伞"), ("2019", "三百把"))
    copy.table((SECOND,))
    assert blocks(read(copy))[2:] == [("table", "年份\t修伞\n2019\t三百把"), ("paragraph", SECOND)]


def test_merged_cells_keep_the_columns_in_place():
    copy = story()
    table = copy.table(("修伞摊", "", "人数"), ("上午", "下午", "三"))
    table.cell(0, 0).merge(table.cell(0, 1))
    assert blocks(read(copy))[2] == ("table", "修伞摊\t\t人数\n上午\t下午\t三")


def test_a_large_first_letter_belongs_to_its_paragraph():
    copy = story("胡同口来了修伞匠")
    copy.xml('<w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>' + run("他"))
    copy.xml(run("说，伞坏了不要扔。"))
    assert texts(read(copy))[-1] == "他说，伞坏了不要扔。"


def test_text_in_boxes_is_read_once_where_word_writes_it_twice():
    box = "<w:txbxContent><w:p><w:r><w:t>框里的话，写给街坊们看。</w:t></w:r></w:p></w:txbxContent>"
    copy = story()
    copy.xml(
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    copy.xml(f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>")
    assert texts(read(copy))[2:] == ["框里的话，写给街坊们看。"] * 2


def test_codes_of_fields_and_hidden_text_do_not_come_through():
    copy = story()
    copy.xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://e.example/" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("详情请见社区公告栏")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起来的话</w:t></w:r>'
        f"{run('，欢迎来看。')}"
    )
    assert texts(read(copy))[2] == "详情请见社区公告栏，欢迎来看。"


def test_a_table_of_contents_is_left_out_and_told():
    copy = story()
    copy.xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("第一章 1")}'
    )
    copy.xml(f'{run("第二章 2")}<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    draft = read(copy)
    assert len(texts(draft)) == 2
    assert messages(draft) == ["The table of contents was left out."]


def test_a_formula_comes_as_text_and_is_told():
    copy = story()
    copy.xml(f"{run('面积是')}<m:oMath><m:r><m:t>A=πr2</m:t></m:r></m:oMath>{run('，街坊们算过。')}")
    draft = read(copy)
    assert texts(draft)[2] == "面积是A=πr2，街坊们算过。"
    assert messages(draft) == ["A formula was taken as plain text, look at it: “A=πr2”."]


def test_ticks_and_boxes_of_symbol_fonts_are_read_and_unknown_ones_told():
    copy = story()
    copy.xml(
        run("愿意来")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Marlett" w:char="F0A8"/></w:r>'
        + run("，不愿意来□。")
    )
    draft = read(copy)
    assert texts(draft)[2] == "愿意来☑，不愿意来□。"
    assert messages(draft) == ["A sign of the font Marlett was left out."]


def test_heads_and_feet_of_pages_are_not_copy():
    copy = story()
    copy.document.sections[0].header.paragraphs[0].text = "内部资料"
    copy.document.sections[0].footer.paragraphs[0].text = "第 1 页"
    assert not any("内部资料" in line or "第 1 页" in line for line in read(copy).lines)


def test_a_second_piece_in_one_document_is_told():
    copy = story()
    copy.line("流动缝补车下周进院", size=22, bold=True, centred=True)
    copy.lines("本报讯（记者 罗听澜）缝补车下周开进三个社区。")
    assert "Another piece seems to begin here: “流动缝补车下周进院”. Import it by itself." in messages(
        read(copy)
    )


# Pictures


def test_a_picture_has_its_caption_and_credit():
    copy = story()
    copy.picture()
    copy.lines("图为修伞匠在槐树下干活。林小禾 摄", SECOND)
    draft = read(copy)
    (photo,) = draft.article.photos
    assert (photo.caption, credits(photo)) == ("图为修伞匠在槐树下干活。", [("摄影", "林小禾")])
    assert Image.open(io.BytesIO(draft.pictures[photo.line])).size == (1200, 800)
    assert texts(draft) == [TEXT, SECOND, SECOND]


@pytest.mark.parametrize(
    ("caption", "setting"),
    [
        ("修伞匠在槐树下干活", {"style": "Caption"}),
        ("修伞匠在槐树下干活", {"centred": True}),
        ("修伞匠在槐树下干活", {"size": 9}),
        ("题图：修伞匠在槐树下干活", {}),
        ("修伞匠在槐树下干活。记者 林小禾 摄", {}),
    ],
)
def test_a_caption_is_known_by_its_setting_or_its_words(caption, setting):
    copy = story()
    copy.picture()
    copy.line(caption, **setting)
    copy.lines(SECOND)
    draft = read(copy)
    assert "修伞匠在槐树下干活" in draft.article.photos[0].caption
    assert texts(draft) == [TEXT, SECOND, SECOND]


def test_running_text_below_a_picture_is_no_caption():
    copy = story()
    copy.picture()
    copy.lines(SECOND)
    draft = read(copy)
    assert [photo.caption for photo in draft.article.photos] == [""]
    assert texts(draft) == [TEXT, SECOND, SECOND]


def test_pictures_in_a_row_take_the_captions_below_in_order():
    copy = story()
    for colour in ("brown", "green"):
        copy.picture(colour)
    copy.lines("图①：修伞匠的摊子。", "图②：排队的街坊。", "记者 林小禾 摄")
    draft = read(copy)
    assert [photo.caption for photo in draft.article.photos] == ["图①：修伞匠的摊子。", "图②：排队的街坊。"]
    assert [credits(photo) for photo in draft.article.photos] == [[("记者", "林小禾")]] * 2
    brown, green = (Image.open(io.BytesIO(draft.pictures[photo.line])) for photo in draft.article.photos)
    assert brown.getpixel((5, 5))[0] > 100 > green.getpixel((5, 5))[0]


def test_a_table_that_lays_out_pictures_gives_each_its_caption():
    copy = story()
    table = copy.document.add_table(2, 2)
    for number, colour in enumerate(("brown", "green")):
        table.cell(0, number).paragraphs[0].add_run().add_picture(picture_file((300, 200), colour))
        table.cell(1, number).text = f"第{number + 1}张"
    draft = read(copy)
    assert [photo.caption for photo in draft.article.photos] == ["第1张", "第2张"]
    assert len(draft.pictures) == 2


def test_a_caption_without_a_picture_waits_for_its_file():
    copy = story()
    copy.lines("图为修伞匠在槐树下干活。林小禾 摄")
    draft = read(copy)
    assert [photo.caption for photo in draft.article.photos] == ["图为修伞匠在槐树下干活。"]
    assert draft.pictures == {}


def test_a_picture_with_its_only_text_is_a_photo_piece():
    copy = Copy()
    copy.line("晨光漫过月牙河", size=22, centred=True)
    copy.picture()
    copy.lines(
        "5月20日清晨，雨后初晴，月牙河上薄雾未散，早起的居民沿河散步、慢跑，撑船的保洁员划开一道水纹。记者 林小禾 摄"
    )
    draft = read(copy)
    assert draft.article.blocks == ()
    assert draft.article.photos[0].caption.startswith("5月20日清晨")
    assert credits(draft.article.photos[0]) == [("记者", "林小禾")]
    assert len(draft.pictures) == 1


def test_gif_and_bmp_pictures_are_taken_in_as_png():
    copy = story()
    copy.picture(form="GIF")
    copy.picture(form="BMP")
    draft = read(copy)
    assert [Image.open(io.BytesIO(data)).format for data in draft.pictures.values()] == ["PNG", "PNG"]


def test_a_picture_of_a_kind_for_drawings_is_told_and_the_text_comes():
    copy = story()
    copy.picture(form="PNG")
    draft = read(rezipped(copy.bytes(), {"word/media/image1.png": b"\x01\x00\x00\x00 no picture"}))
    assert draft.pictures == {}
    assert texts(draft) == [TEXT, SECOND]
    assert messages(draft) == ["A picture can't be taken in (PNG): save it as JPEG or PNG and put that in."]


def test_a_linked_picture_is_named_and_never_fetched():
    copy = story()
    relation = copy.document.part.relate_to("https://e.example/door/tree.png", _IMAGE, is_external=True)
    copy.xml(
        f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:link="{relation}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    draft = read(copy)
    assert draft.pictures == {}
    assert messages(draft) == [
        "A linked picture is not in the document and was not fetched: tree.png. Put it in itself."
    ]


_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


# Changes, comments, notes


def test_tracked_changes_are_accepted_or_refused():
    copy = story("胡同口来了修伞匠", FIRST)
    copy.xml(run("他说，伞坏了") + deleted("就扔掉") + inserted("不要扔") + run("，还能用十年。"))
    accepted, refused = read(copy), read(copy, REFUSED)
    assert texts(accepted)[1] == "他说，伞坏了不要扔，还能用十年。"
    assert texts(refused)[1] == "他说，伞坏了就扔掉，还能用十年。"
    assert (accepted.changes, refused.changes) == (2, 2)
    assert not any("就扔掉" in line for line in accepted.lines)


def test_moved_text_stands_in_its_new_or_its_old_place():
    moved = '<w:{0} w:id="3" w:author="李编辑">' + run("搬动的话。") + "</w:{0}>"
    copy = story("胡同口来了修伞匠", FIRST)
    copy.xml(moved.format("moveFrom") + run("第一句。"))
    copy.xml(run("第二句。") + moved.format("moveTo"))
    assert texts(read(copy))[1:] == ["第一句。", "第二句。搬动的话。"]
    assert texts(read(copy, REFUSED))[1:] == ["搬动的话。第一句。", "第二句。"]
    assert read(copy).changes == 1


def test_a_paragraph_whose_end_was_deleted_is_one_with_the_next():
    mark = '<w:pPr><w:rPr><w:{} w:id="4" w:author="李编辑"/></w:rPr></w:pPr>'
    copy = story("胡同口来了修伞匠", FIRST)
    copy.xml(mark.format("del") + run("前半句，"))
    copy.xml(run("后半句。"))
    copy.xml(mark.format("ins") + run("新分的一段，"))
    copy.xml(run("和它的后半段。"))
    assert texts(read(copy))[1:] == ["前半句，后半句。", "新分的一段，", "和它的后半段。"]
    assert texts(read(copy, REFUSED))[1:] == ["前半句，", "后半句。", "新分的一段，和它的后半段。"]


def test_deleted_and_added_rows_of_a_table_go_with_the_choice():
    copy = story()
    copy.table(("甲", "一"), ("乙", "二"), ("丙", "三"))
    rows = copy.document.tables[0].rows
    for row, kind in ((rows[1], "del"), (rows[2], "ins")):
        row._tr.get_or_add_trPr().append(_change(kind))
    assert blocks(read(copy))[2] == ("table", "甲\t一\n丙\t三")
    assert blocks(read(copy, REFUSED))[2] == ("table", "甲\t一\n乙\t二")


def _change(kind):
    return parse_xml(f'<w:{kind} {nsdecls("w")} w:id="5" w:author="李编辑"/>')


def test_comments_are_told_with_their_author_and_the_words_they_stand_on():
    copy = story()
    paragraph = copy.document.paragraphs[-1]
    copy.document.add_comment(paragraph.runs, "四十年还是四十一年？请核实。", author="李编辑")
    (comment,) = read(copy).comments
    assert (comment.author, comment.text, comment.words) == ("李编辑", "四十年还是四十一年？请核实。", SECOND)


def test_foot_notes_are_told_apart_from_the_text():
    relation = '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:t>据区档案馆。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    copy = story()
    copy.xml(run("胡同有三百年了") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("。"))
    data = copy.bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rels = archive.read("word/_rels/document.xml.rels").decode()
    rels = rels.replace("</Relationships>", f"{relation}</Relationships>")
    draft = read(rezipped(data, {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": rels}))
    assert texts(draft)[2] == "胡同有三百年了。"
    assert [(note.text, note.words) for note in draft.notes] == [("据区档案馆。", "胡同有三百年了")]
    assert messages(draft) == ["The document has footnotes or endnotes: 1. They stand in the internal note."]


# Files that can't be read


def _ole(stream):
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + stream.encode("utf-16-le") + bytes(1024)


def _zip(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", errors.EmptyFile),
        (_ole("WordDocument"), errors.OldWordDocument),
        (_ole("EncryptedPackage"), errors.EncryptedDocument),
        (_ole("Workbook"), errors.OtherOfficeDocument),
        (b"{\\rtf1\\ansi}", errors.RichTextFile),
        (b"%PDF-1.7", errors.PdfFile),
        ("\ufeff<html><body>稿</body></html>".encode(), errors.WebPageFile),
        (b"<?xml version='1.0'?><w:wordDocument/>", errors.WebPageFile),
        ("只是一段文字。".encode(), errors.NoWordDocument),
        (_zip({"readme": "x"}), errors.NoWordDocument),
        (_zip({"xl/workbook.xml": "x"}), errors.OtherOfficeDocument),
        (b"PK\x03\x04 and no more", errors.BrokenDocument),
        (story().bytes()[:3000], errors.BrokenDocument),
        (Copy().bytes(), errors.EmptyDocument),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "file",
)
def test_what_is_no_document_says_what_to_do(data, error):
    with pytest.raises(error):
        read_document(data)


def test_xml_that_declares_entities_is_refused():
    bomb = in_document(
        story().bytes(),
        r"^(<\?xml[^>]*\?>)",
        r'\1<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
    )
    with pytest.raises(errors.DangerousDocument):
        read_document(bomb)


def test_a_zip_that_unpacks_to_too_much_is_refused_before_it_is_read():
    with pytest.raises(errors.DangerousDocument):
        read_document(rezipped(story().bytes(), {"word/media/image9.png": bytes(60_000_000)}))
    with pytest.raises(errors.DocumentTooLarge):
        read_document(rezipped(story().bytes(), {"word/media/image9.png": bytes(210_000_000)}))


def test_a_document_in_the_strict_kind_of_the_standard_is_read_the_same():
    copy = story()
    copy.line("不再排队", style="Heading 2")
    copy.lines(SECOND)
    data = copy.bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    transitional = b"http://schemas.openxmlformats.org/"
    for old, new in (
        (b"wordprocessingml/2006/main", b"wordprocessingml/main"),
        (b"officeDocument/2006/relationships", b"officeDocument/relationships"),
    ):
        parts = {
            name: content.replace(transitional + old, b"http://purl.oclc.org/ooxml/" + new)
            for name, content in parts.items()
        }
    assert read_document(_zip(parts)).article == read(copy).article


def test_a_font_size_of_the_style_is_known():
    copy = Copy()
    copy.document.styles["Normal"].font.size = Pt(22)
    copy.line("胡同口来了修伞匠")
    copy.document.styles["Body Text"].font.size = Pt(12)
    for text in (FIRST, SECOND):
        copy.line(text, style="Body Text")
    assert headline(read(copy))[1] == "胡同口来了修伞匠"


def _of_paragraphs(inner, count=10_000):
    return in_document(story().bytes(), "<w:sectPr", inner * count + "<w:sectPr")


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:p>{run(SECOND)}</w:p>",
        f"<w:p>{run('短行')}</w:p>",
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>小标题</w:t></w:r></w:p>",
        f"<w:p>{inserted('加')}{deleted('删')}</w:p>",
        f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("字")}</w:p>',
        f'<w:p><w:commentRangeStart w:id="1"/>{run("字")}</w:p>',
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
    ],
    ids=["text", "short", "bold", "changes", "joined", "comments", "wide"],
)
def test_ten_thousand_of_anything_are_read_in_seconds(inner):
    data = _of_paragraphs(inner)
    started = time.monotonic()
    read_document(data)
    assert time.monotonic() - started < 15


def test_what_is_nested_too_deep_is_no_document():
    deep = "<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300
    with pytest.raises(errors.BrokenDocument):
        read_document(_of_paragraphs(deep, 1))

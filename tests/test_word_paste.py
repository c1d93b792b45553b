"""Copy pasted out of Word and WPS: its words, subheads and tables come through, its clothes and margins don't."""

import time

import pytest

from articles.models import Article
from articles.richtext import clean
from tests.factories import make_article, make_user

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<link rel=File-List href="file:///C:/temp/clip_filelist.xml">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom></w:WordDocument></xml><![endif]-->
<!--[if gte mso 9]><xml><w:LatentStyles DefLockedState="false"></w:LatentStyles></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {font-family:宋体; panose-1:2 1 6 0 3 1 1 1 1 1;} p.MsoNormal {mso-style-unhide:no;} --></style>
<!--[if gte mso 10]><style>/* Style Definitions */ table.MsoNormalTable {mso-style-name:普通表格;}</style><![endif]-->
</head><body lang=ZH-CN style='tab-interval:21.0pt;word-wrap:break-word'><!--StartFragment-->
<p class=MsoTitle><span style='font-family:"微软雅黑"'>胡同口来了<span lang=EN-US><o:p></o:p></span></span></p>
<h2><a name="_Toc1"></a><span style='mso-bookmark:_Toc1'>不再排队<span lang=EN-US><o:p></o:p></span></span></h2>
<p class=MsoHeading7 style='mso-outline-level:2'><b>大纲标题</b></p>
<p class=MsoNormal align=center style='text-align:center'><b style='mso-bidi-font-weight:normal'><span style='font-size:16.0pt'>粗体小标题<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal style='text-indent:21.0pt;mso-char-indent-count:2.0'><span
lang=EN-US>5</span><span style='mso-ascii-font-family:Calibri'>月</span><span lang=EN-US>18</span><st1:chsdate w:st="on" Year="2020"><span>日傍晚</span></st1:chsdate>，<st1:place w:st="on">葫芦架胡同</st1:place><span
lang=EN-US>9</span>号院的石榴树底下摆开了七把小板凳。院里六户人家
加上一位设计师。<span lang=EN-US><o:p></o:p></span></p>
<p class=MsoNormal><span lang=EN-US>&nbsp;&nbsp;&nbsp; </span>第二段<span style='color:red'>红</span>字。</p>
<p class=MsoListParagraph style='margin-left:21.0pt;text-indent:-21.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US style='font-family:Wingdings'><span style='mso-list:Ignore'>l<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>带上坏伞<span lang=EN-US><o:p></o:p></span></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><!--[if !supportLists]--><span lang=EN-US><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><!--[endif]-->排队取号</p>
<p class=MsoNormal><!--[if gte vml 1]><v:shapetype id="_x0000_t75"></v:shapetype><v:shape id="图片_x0020_1"><v:imagedata src="file:///C:/clip_image001.png"/></v:shape><![endif]--><![if !vml]><img width=300 src="file:///C:/temp/clip_image002.png" v:shapes="图片_x0020_1"><![endif]></p>
<p class=MsoNormal><img src="data:image/png;base64,iVBORw0KGgo="></p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
 <tr style='mso-yfti-irow:0'><td width=277 valign=top style='width:207.4pt'><p class=MsoNormal><span>年份<span lang=EN-US><o:p></o:p></span></span></p></td><td width=277 colspan=2><p class=MsoNormal>修伞</p></td></tr>
</table>
<p class=MsoNormal><span class=MsoCommentReference><span lang=EN-US style='font-size:10.5pt'><a class=msocomanchor id="_anchor_1" onmouseover="msoCommentShow('_anchor_1','_com_1')" href="#_msocom_1" language=JavaScript name="_msoanchor_1">[李1]</a><span style='mso-special-character:comment'>&nbsp;</span></span></span>批过的字<s><del cite="mailto:x" datetime="2020">删去</del></s><ins cite="mailto:x">添上</ins>。</p>
<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1 width="33%"><![endif]>
<div style='mso-element:comment'><div id="_com_1" class=msocomtxt language=JavaScript><p class=MsoCommentText><span class=MsoCommentReference>&nbsp;<a href="#_msoanchor_1" class=msocomoff>[李1]</a></span>请核实年份。</p></div></div></div>
<!--EndFragment--></body></html>"""

WPS = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="ProgId" content="Word.Document"><meta name="Generator" content="Microsoft Word 14"><title></title><!--[if gte mso 9]><xml><o:DocumentProperties></o:DocumentProperties></xml><![endif]--><style>@font-face{font-family:"Times New Roman";} p.MsoNormal{mso-style-name:正文;text-align:justify;} h1{mso-style-name:"标题 1";}</style></head><body style="tab-interval:21pt;text-justify-trim:punctuation;"><!--StartFragment--><div class="Section0" style="layout-grid:15.6000pt;"><h1><b><span class="15" style="font-family:黑体;mso-spacerun:'yes';font-size:22.0000pt;"><font face="黑体">胡同口来了修伞匠</font></span></b><b><span style="mso-spacerun:'yes'"><o:p></o:p></span></b></h1><p class=MsoNormal style="text-indent:21.0000pt;mso-char-indent-count:2.0000;"><span style="mso-spacerun:'yes';font-family:宋体;"><font face="宋体">五月的一个早晨，</font></span><span style="mso-spacerun:'yes'"><font face="宋体">修伞匠把摊子支在了</font>2<font face="宋体">棵槐树下。</font></span><span><o:p></o:p></span></p><p class=MsoNormal><span><o:p>&nbsp;</o:p></span></p><p class=MsoNormal>&nbsp;&nbsp;&nbsp;&nbsp;<span>空格缩进的一段。</span></p><p class=MsoNormal><span>换行<br></span><span>另一行。</span></p></div><!--EndFragment--></body></html>"""

FROM_WORD = (
    "<h3>胡同口来了</h3><h3>不再排队</h3><h3>大纲标题</h3><p><strong>粗体小标题</strong></p>"
    "<p>5月18日傍晚，葫芦架胡同9号院的石榴树底下摆开了七把小板凳。院里六户人家加上一位设计师。</p>"
    "<p>第二段红字。</p><p>带上坏伞</p><p>1.排队取号</p>"
    '<table><tbody><tr><td><p>年份</p></td><td colspan="2"><p>修伞</p></td></tr></tbody></table>'
    "<p>批过的字添上。</p>"
)
FROM_WPS = (
    "<h3>胡同口来了修伞匠</h3><p>五月的一个早晨，修伞匠把摊子支在了2棵槐树下。</p>"
    "<p>空格缩进的一段。</p><p>换行<br>另一行。</p>"
)
# As a browser hands the clipboard to the editor.
PASTE = """html => {
  const editor = CKEDITOR.instances.id_body;
  editor.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  editor.editable().$.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""
READY = "window.CKEDITOR && CKEDITOR.instances.id_body && CKEDITOR.instances.id_body.status === 'ready'"


@pytest.mark.parametrize(("pasted", "kept"), [(WORD, FROM_WORD), (WPS, FROM_WPS)], ids=["word", "wps"])
def test_copy_of_word_and_wps_is_plain_copy_once_it_is_saved(pasted, kept):
    assert clean(pasted) == kept
    assert clean(kept) == kept


@pytest.mark.parametrize(
    ("mark", "kept"),
    [
        ("l", ""), ("Ø", ""), ("\u00b7", ""), ("&#216;", ""), ("§", ""), ("u", ""),
        ("1.", "1."), ("（一）", "（一）"), ("二、", "二、"), ("③", "③"), ("a)", "a)"), ("第三条", "第三条"), ("2.1", "2.1"),
    ],
)  # fmt: skip
def test_numbers_of_a_list_stay_and_its_bullets_go(mark, kept):
    item = f"<p class=MsoListParagraph><span><span style='mso-list:Ignore'>{mark}<span>&nbsp;&nbsp; </span></span></span>取号</p>"
    assert clean(item) == f"<p>{kept}取号</p>"


def test_what_tracked_changes_have_deleted_is_not_pasted():
    assert clean("<p>伞<del cite='mailto:李编辑'>坏了</del><ins>好了</ins>。</p>") == "<p>伞好了。</p>"


def test_a_heading_that_is_not_closed_ends_with_the_next_paragraph():
    assert clean("<p class=MsoTitle>甲<p class=MsoNormal>乙") == "<h3>甲</h3><p>乙</p>"


def test_bold_in_a_subhead_says_nothing_and_goes():
    assert clean("<h2><b>甲<i>乙</i></b></h2><b><h2>丙</h2></b>") == "<h3>甲<em>乙</em></h3><h3>丙</h3>"


def test_text_that_speaks_of_word_is_text():
    assert clean("<p>样式 mso-list:Ignore 和 MsoTitle</p>") == "<p>样式 mso-list:Ignore 和 MsoTitle</p>"


@pytest.mark.parametrize(
    "monster",
    [
        "<p class=MsoTitle>题" * 50_000,
        "<span style='mso-list:Ignore'>l" * 30_000,
        "<a class=msocomanchor" * 40_000,
        "mso-" + "<p" * 300_000,
        "mso-" + "<div mso-element:" * 60_000,
    ],
    ids=["titles", "bullets", "anchors", "paragraphs", "lists"],
)
def test_a_megabyte_of_what_looks_like_word_is_cleaned_in_seconds(monster):
    started = time.monotonic()
    clean(monster)
    assert time.monotonic() - started < 20


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("pasted", "kept"), [(WORD, FROM_WORD), (WPS, FROM_WPS)], ids=["word", "wps"])
def test_copy_pasted_into_the_editor_keeps_its_subheads_and_paragraphs(
    page, client, live_server, pasted, kept
):
    client.force_login(make_user())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    article = make_article()
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    page.wait_for_function(READY)
    page.evaluate("CKEDITOR.instances.id_body.setData('')")
    page.wait_for_function("!CKEDITOR.instances.id_body.editable().getText().trim()")
    page.evaluate(PASTE, pasted)
    page.wait_for_function("CKEDITOR.instances.id_body.getData().length > 100")
    assert "style=" not in page.evaluate("CKEDITOR.instances.id_body.getData()")
    with page.expect_navigation():
        page.click("input[name=_continue]")
    assert Article.objects.get().body == kept

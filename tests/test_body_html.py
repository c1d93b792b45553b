"""What a body may hold after it is saved: a short list of HTML, set in whole blocks, that any page can show."""

import re
import time
from html.parser import HTMLParser

import pytest

from articles import richtext
from articles.richtext import JUMP, clean, join_parts, split_at_jumps
from tests import factories as make

TAGS = set("p h3 strong em blockquote ul ol li a br table caption thead tbody tr td th".split())
LINK = re.compile(r"(?:https?:|mailto:|tel:|/(?![/\\]))", re.IGNORECASE)

ATTACKS = [
    "<script>alert(1)</script>",
    "<p>文<script src=//evil.example/x.js></script></p>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)//',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><a title='</title><img src=x onerror=alert(1)>'>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<p style='background:url(javascript:alert(1))'>文</p>",
    "<p onclick=alert(1) onmouseover='alert(1)'>文</p>",
    "<a href='javascript:alert(1)'>文</a>",
    "<a href='JaVaScRiPt:alert(1)'>文</a>",
    "<a href='java\tscript:alert(1)'>文</a>",
    "<a href='java&#10;script:alert(1)'>文</a>",
    "<a href='&#106;avascript:alert(1)'>文</a>",
    "<a href=' &#1; javascript:alert(1)'>文</a>",
    "<a href='vbscript:msgbox(1)'>文</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>文</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>文</a>",
    "<a href='//evil.example/'>文</a>",
    "<a href='/\\evil.example/'>文</a>",
    "<a href='/\t/evil.example/'>文</a>",
    "<a href='\\\\evil.example'>文</a>",
    "<a href='https://e.example/\"><script>alert(1)</script>'>文</a>",
    "<a href='https://e.example/' target=_blank onclick=alert(1)>文</a>",
    "<a href=https://e.example/?<p></p><script>alert(1)</script>>文</a>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>文</button></form>",
    "<input autofocus onfocus=alert(1)><select autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>文</details>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'><base href='javascript:alert(1)//'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<template><script>alert(1)</script></template>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><?import namespace='x'>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<script>alert(1);//<</script>",
    "<scr<p></p>ipt>alert(1)</scr<p></p>ipt>",
    "<&nbsp;script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<\u3000p><img\u3000src=x\u3000onerror=alert(1)>",
    "<p class='verse x\" onclick=\"alert(1)'>文</p>",
    "<br class='jump\" onclick=\"alert(1)'>",
    "<td colspan='1\" onclick=\"alert(1)'>",
    "<table background=javascript:alert(1)><tr><td background=javascript:alert(1) colspan=99999>文</table>",
    "<table><tr><td><svg></table><style><img src=x onerror=alert(1)>",
    "<x:script xmlns:x='http://www.w3.org/1999/xhtml'>alert(1)</x:script>",
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(/* */oNcliCk=alert() )//%0D%0A//</stYle/</titLe/</teXtarEa/</scRipt/--!>",
]


class Proof(HTMLParser):
    """Fails on anything in a body that is not on the list, and on a tag that is not closed in its place."""

    def __init__(self, html):
        super().__init__()
        self.open = []
        self.feed(html)
        self.close()
        assert self.open == [], html

    def handle_starttag(self, tag, attributes):
        assert tag in TAGS, tag
        for name, value in attributes:
            fits = {
                "href": tag == "a" and LINK.match(value or ""),
                "rel": tag == "a" and value == "noopener noreferrer",
                "class": value in ("jump", "verse", "continued", "verse continued"),
                "colspan": value.isdigit() and int(value) < 100,
                "rowspan": value.isdigit() and int(value) < 100,
            }
            assert fits.get(name), (tag, name, value)
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        assert self.open, f"loose text: {data}"

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@pytest.mark.parametrize(
    "frame",
    ["{}", "<p>{}</p>", "<table><tr><td>{}</td></tr></table>", "<ul><li><b>{}", '<a href="{}">文</a>'],
)
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_but_the_short_list_comes_through(attack, frame):
    cleaned = clean(frame.format(attack))
    Proof(cleaned)
    assert clean(cleaned) == cleaned


def test_body_is_cleaned_when_an_article_is_saved(db):
    article = make.make_article(body="<p onclick=alert(1)>　　茶汤<script>alert(1)</script></p>")
    assert article.body == "<p>茶汤</p>"
    assert article.characters == 2


def test_text_that_only_looks_like_html_stays_text():
    assert clean("<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>") == "<p>1 &lt; 2 &amp;&amp; 3 &gt; 2</p>"
    assert clean("&lt;script&gt;") == "<p>&lt;script&gt;</p>"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>甲<strong>乙</strong><em>丙</em></p><h3>丁</h3>", None),
        ("<blockquote><p>甲</p></blockquote><ul><li>乙</li></ul><ol><li>丙</li></ol>", None),
        (
            "<table><caption>甲</caption><thead><tr><th></th><th>乙</th></tr></thead><tbody><tr><td>丙</td><td></td></tr></tbody></table>",
            None,
        ),
        ('<table><tbody><tr><td colspan="2" rowspan="3">甲</td></tr></tbody></table>', None),
        ('<p class="verse">一<br>二<br><br>三</p>', None),
        ('<p>见<a href="/articles/1/" rel="noopener noreferrer">本报</a></p>', None),
        ("<ul><li>甲<ol><li>乙</li></ol></li></ul>", None),
        ("<ul><li><p>甲</p><p>乙</p></li></ul>", None),
        ("", None),
        ("甲", "<p>甲</p>"),
        ("甲<p>乙</p>丙", "<p>甲</p><p>乙</p><p>丙</p>"),
        ("<div>甲</div><div><div>乙</div></div>", "<p>甲</p><p>乙</p>"),
        ("甲<br><br>乙<br>丙", "<p>甲</p><p>乙<br>丙</p>"),
        ("<p>甲<br>\n　　乙<br>　　丙</p>", "<p>甲</p><p>乙</p><p>丙</p>"),
        ("<p><br>甲<br></p>", "<p>甲</p>"),
        ("<p>　　甲</p><p>&nbsp;&nbsp;&nbsp; 乙</p>", "<p>甲</p><p>乙</p>"),
        ("<p></p><p>&nbsp;</p><p><strong> </strong></p><ul><li></li></ul><blockquote></blockquote>", ""),
        ("<h1>甲</h1><H2>乙</H2><h6>丙</h6>", "<h3>甲</h3><h3>乙</h3><h3>丙</h3>"),
        ("<b>甲</b><i>乙</i>", "<p><strong>甲</strong><em>乙</em></p>"),
        ("<strong><p>甲</p><p>乙</p></strong>", "<p><strong>甲</strong></p><p><strong>乙</strong></p>"),
        ("<strong>甲<strong>乙</strong></strong>", "<p><strong>甲乙</strong></p>"),
        ("<blockquote>甲<p>乙</p></blockquote>", "<blockquote><p>甲</p><p>乙</p></blockquote>"),
        ("<li>甲</li><li>乙</li>", "<p>甲</p><p>乙</p>"),
        ("<ul>甲<li>乙</li></ul>", "<ul><li>甲</li><li>乙</li></ul>"),
        ("<table><tr><td>甲</table>", "<table><tbody><tr><td>甲</td></tr></tbody></table>"),
        (
            "<p>甲<table><tr><td>乙</td></tr></table>丙</p>",
            "<p>甲</p><table><tbody><tr><td>乙</td></tr></tbody></table><p>丙</p>",
        ),
        ("<p>今天\n天气好，\n  hello\nworld</p>", "<p>今天天气好， hello world</p>"),
        ("<p>今天<b>天气\n</b>\n好</p>", "<p>今天<strong>天气</strong>好</p>"),
        ("<p>a <b>b</b> c</p>", "<p>a <strong>b</strong> c</p>"),
        ("<p>张　三</p>", "<p>张　三</p>"),
        ("<p>修\u200b伞\ufeff匠</p>", "<p>修伞匠</p>"),
        (
            "<a>甲</a><a href='foo.html'>乙</a><a href='tel:12345'>丙</a>",
            '<p>甲乙<a href="tel:12345" rel="noopener noreferrer">丙</a></p>',
        ),
        ("<p class='MsoNormal verse'>甲</p><p class='MsoNormal'>乙</p>", '<p class="verse">甲</p><p>乙</p>'),
    ],
)
def test_body_becomes_a_row_of_whole_blocks(typed, kept):
    kept = typed if kept is None else kept
    assert clean(typed) == kept
    assert clean(kept) == kept


def test_copy_pasted_from_word_or_wps_comes_out_as_plain_copy():
    pasted = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>稿</title>
<style>p.MsoNormal {mso-style-parent:""}</style><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=ZH-CN><!--StartFragment-->
<p class=MsoNormal style='text-indent:21.0pt;mso-char-indent-count:2.0'><span lang=EN-US>&nbsp;&nbsp;&nbsp;
</span><font face="宋体"><span style='mso-spacerun:yes'>本报讯（记者
林小禾）</span></font><b style='mso-bidi-font-weight:normal'><span>茶汤</span></b>开锅了。<o:p></o:p></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph><![if !supportLists]><span>1.</span><![endif]>排队的人&nbsp;&nbsp;不少。</p>
<xml><w:View>Normal</w:View></xml>
<!--EndFragment--></body></html>"""
    assert clean(pasted) == "<p>本报讯（记者林小禾）<strong>茶汤</strong>开锅了。</p><p>1.排队的人 不少。</p>"


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("<p>甲</p>", ["<p>甲</p>"]),
        (f"<p>甲{JUMP}乙</p>", ["<p>甲</p>", '<p class="continued">乙</p>']),
        (f"<p>甲。</p><p>{JUMP}乙</p>", ["<p>甲。</p>", "<p>乙</p>"]),
        (f"<p>甲。</p><h3>{JUMP}乙</h3><p>丙</p>", ["<p>甲。</p>", "<h3>乙</h3><p>丙</p>"]),
        (
            f"<ul><li>甲<strong>乙{JUMP}丙</strong></li><li>丁</li></ul>",
            [
                "<ul><li>甲<strong>乙</strong></li></ul>",
                '<ul class="continued"><li class="continued"><strong class="continued">丙</strong></li><li>丁</li></ul>',
            ],
        ),
        (
            f"<ol><li>甲</li><li>{JUMP}乙</li></ol>",
            ["<ol><li>甲</li></ol>", '<ol class="continued"><li>乙</li></ol>'],
        ),
        (
            f"<p>甲。</p><table><tbody><tr><td>{JUMP}</td><td>乙</td></tr></tbody></table>",
            ["<p>甲。</p>", "<table><tbody><tr><td></td><td>乙</td></tr></tbody></table>"],
        ),
        (
            f"<table><tbody><tr><td>甲</td></tr><tr><td>{JUMP}乙</td></tr></tbody></table>",
            [
                "<table><tbody><tr><td>甲</td></tr></tbody></table>",
                '<table class="continued"><tbody class="continued"><tr><td>乙</td></tr></tbody></table>',
            ],
        ),
        (
            f'<p class="verse">甲<br>{JUMP}乙</p>',
            ['<p class="verse">甲<br></p>', '<p class="verse continued">乙</p>'],
        ),
        (
            f"<p>甲{JUMP}乙{JUMP}丙</p>",
            ["<p>甲</p>", '<p class="continued">乙</p>', '<p class="continued">丙</p>'],
        ),
        (f"<p>{JUMP}乙</p>", ["", "<p>乙</p>"]),
        (f"<p>甲</p><p>{JUMP}</p>", ["<p>甲</p>", ""]),
        (f"<p>甲。</p><p>{JUMP}{JUMP}丙</p>", ["<p>甲。</p>", "", "<p>丙</p>"]),
        (f"<p>甲{JUMP}<em>乙</em></p>", None),
        (
            f'<p>见<a href="/articles/1/" rel="noopener noreferrer">甲{JUMP}乙</a></p>',
            [
                '<p>见<a href="/articles/1/" rel="noopener noreferrer">甲</a></p>',
                '<p class="continued"><a href="/articles/1/" rel="noopener noreferrer" class="continued">乙</a></p>',
            ],
        ),
    ],
)
def test_copy_is_parted_at_its_jumps_and_put_together_again(body, parts):
    body = clean(body)
    assert parts is None or split_at_jumps(body) == parts
    for part in split_at_jumps(body):
        Proof(part)
    assert join_parts(split_at_jumps(body)) == body


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"<p>甲。{JUMP}</p><p>乙</p>", f"<p>甲。</p><p>{JUMP}乙</p>"),
        (f"<p>甲。</p><p>{JUMP}</p><p>乙</p>", f"<p>甲。</p><p>{JUMP}乙</p>"),
        (
            f"<p>甲。</p>{JUMP}<ul><li><b>乙</b></li></ul>",
            f"<p>甲。</p><ul><li><strong>{JUMP}乙</strong></li></ul>",
        ),
        (f"<p>甲<strong>乙{JUMP}</strong>丙</p>", f"<p>甲<strong>乙</strong>{JUMP}丙</p>"),
        (f"<p>甲。</p>{JUMP}", f"<p>甲。</p><p>{JUMP}</p>"),
        ('<p>甲<BR CLASS="jump">乙</p>', f"<p>甲{JUMP}乙</p>"),
    ],
)
def test_jump_mark_stands_right_before_the_text_that_it_sends_on(typed, kept):
    assert clean(typed) == kept
    assert clean(kept) == kept


def test_parts_of_two_pages_are_one_paragraph_where_the_first_stops_in_mid_sentence():
    assert join_parts(["<p>修伞匠说</p>", "<p>明天还来。</p>"]) == f"<p>修伞匠说{JUMP}明天还来。</p>"
    assert (
        join_parts(["<p>修伞匠走了。</p>", "<p>明天还来。</p>"])
        == f"<p>修伞匠走了。</p><p>{JUMP}明天还来。</p>"
    )
    assert (
        join_parts(["<h3>修伞匠说</h3>", "<p>明天还来。</p>"]) == f"<h3>修伞匠说</h3><p>{JUMP}明天还来。</p>"
    )
    assert join_parts(["", "<p>第二版先到。</p>"]) == f"<p>{JUMP}第二版先到。</p>"


def test_article_page_reads_over_its_jumps():
    assert richtext.joined(f"<p>甲{JUMP}乙。</p><p>{JUMP}丙</p><p>{JUMP}</p>") == "<p>甲乙。</p><p>丙</p>"


def test_subheads_take_the_level_of_the_page_around_them():
    assert richtext.with_subheads_at("<h3>甲</h3><p>h3</p>", 4) == "<h4>甲</h4><p>h3</p>"
    assert richtext.with_subheads_at('<h3 class="continued">甲</h3>', 2) == '<h2 class="continued">甲</h2>'


def test_text_of_a_body_has_a_line_for_each_block():
    body = clean(
        f"<h3>甲</h3><p>乙{JUMP}丙<br>丁 &amp; &lt;b&gt;</p><ul><li>一<ul><li>二</li></ul></li></ul>"
        "<table><tr><th>年</th><th></th></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    assert richtext.plain(body) == "甲\n乙丙\n丁 & <b>\n一\n二\n年\n1\t2"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("修伞匠，来了。", 7),
        ("“好！”——他说……", 10),
        ("2020年5月22日", 6),
        ("用Python 3写", 4),
        ("www.xdcb.net", 1),
        ("hello, world", 2),
        ("增长3.5%左右", 5),
        ("ＡＢ１２", 4),
        ("café 与 naïve", 3),
        ("　　空 格 ", 2),
        ("𠮷野家", 3),
    ],
)
def test_length_is_counted_in_characters_as_word_counts_them(text, length):
    assert richtext.count_characters(f"<p>{text}</p>") == length


def test_body_made_from_a_pages_blocks_is_as_clean_as_a_saved_one():
    body = richtext.from_blocks(
        [
            ("paragraph", '本报讯 <快讯> A&B "引"'),
            ("subhead", "不再排队"),
            ("table", "年\t人\n2019\t\n2020\t3"),
            ("verse", "一行\n二行\n\n三行"),
        ]
    )
    assert body == (
        '<p>本报讯 &lt;快讯&gt; A&amp;B "引"</p><h3>不再排队</h3>'
        "<table><tbody><tr><td>年</td><td>人</td></tr><tr><td>2019</td><td></td></tr><tr><td>2020</td><td>3</td></tr></tbody></table>"
        '<p class="verse">一行<br>二行<br><br>三行</p>'
    )
    assert clean(body) == body


@pytest.mark.parametrize(
    "monster",
    [
        "<" * 1_000_000,
        "&" * 1_000_000,
        "<blockquote>深" * 80_000,
        "".join(f"<p><font a={number}>字" for number in range(50_000)),
        "中\n" * 300_000,
        "\n " * 500_000,
        ("字" + JUMP) * 40_000,
    ],
    ids=["less-than", "entities", "nested", "fonts", "lines", "space", "jumps"],
)
def test_a_megabyte_of_anything_is_cleaned_in_seconds(monster):
    started = time.monotonic()
    cleaned = clean(monster)
    split_at_jumps(cleaned)
    richtext.count_characters(cleaned)
    assert time.monotonic() - started < 20


def test_text_of_a_tangled_body_is_kept_without_its_marks():
    assert clean("<div>甲<blockquote>" * 5_000) == "<p>甲</p>" * 5_000


@pytest.mark.parametrize("sign", ["\x08", "\x1f", "\x7f", "\x9d", "\ufdd0", "\uffff", "&#8;", "&#xfffe;"])
def test_sign_that_no_page_can_show_is_dropped_from_the_body(sign):
    assert richtext.clean(f"<p>伞{sign}骨</p><p>{sign}</p>") == "<p>伞骨</p>"


def test_soft_line_break_of_word_is_a_space_in_the_body():
    assert richtext.clean("<p>A\x0bB</p>") == "<p>A B</p>"


def test_headline_and_caption_lose_what_no_page_can_show_and_keep_their_parts(db):
    piece = make.make_article("修伞匠\x0b三十二根\x08伞骨", kicker="老手艺\x00")
    photo = make.make_photo(piece, caption="伞\x7f骨\n一根", alt="伞\x0b骨")
    assert (piece.title, piece.kicker) == ("修伞匠 三十二根伞骨", "老手艺")
    assert (photo.caption, photo.alt) == ("伞骨\n一根", "伞 骨")

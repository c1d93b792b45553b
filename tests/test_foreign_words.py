"""Which words of Chinese copy are marked as foreign, and that readers get them so."""

import io
import zipfile

import feedparser
import pytest

from issues.foreign_words import marked
from tests import factories as make

PHRASES = [
    ("他说Good morning everyone，大家笑了。", "Good morning everyone"),
    ("横幅上写着“Welcome to Beijing!”几个字", "Welcome to Beijing!"),
    ("歌名是 Rock &amp; Roll Music。", "Rock &amp; Roll Music"),
    ("It&#x27;s a long way是她爱唱的歌", "It&#x27;s a long way"),
    ("<p>他念道：<em>To be, or not to be</em>。</p>", "To be, or not to be"),
    ("The year 2020 was long.他说", "The year 2020 was long."),
]
LEFT = [
    "全区GDP增长5.1%，用上了5G和Wi-Fi。",
    "修伞匠在槐树下干活。",
    "网址 www.xdcb.net 邮箱 news@xdcb.net",
    "见http://www.example.org/new page处",
    "A B 两组各有三人",
    "图 A 与图 B",
    "甲 &lt;b&gt; 乙 &amp; 丙 &quot;",
    '<p><a href="https://example.org/a b" rel="noopener noreferrer">微信</a></p>',
    "",
]


@pytest.mark.parametrize(("text", "phrase"), PHRASES)
def test_a_foreign_phrase_is_marked_whole(text, phrase):
    assert marked(text) == text.replace(phrase, f'<span lang="en">{phrase}</span>')


@pytest.mark.parametrize("phrase", ["Ça va", "Café de la Gare", "Zuò mèng", "Ça va &amp; merci"])
def test_a_phrase_with_letters_that_english_has_not_is_not_said_to_be_english(phrase):
    assert marked(f"牌子上是{phrase}几个词") == f'牌子上是<span lang="und-Latn">{phrase}</span>几个词'


@pytest.mark.parametrize("text", LEFT)
def test_chinese_single_words_and_addresses_stay_as_they_are(text):
    assert marked(text) == text


@pytest.mark.django_db
def test_readers_get_foreign_phrases_marked_in_title_deck_body_and_caption(client):
    article = make.make_article(
        title="跟着Mr. Bean学英语",
        deck="社区课堂唱起Auld Lang Syne",
        body="<p>老师说Nice to meet you，也说OK。</p>",
    )
    make.make_photo(article, caption="黑板上写着Happy New Year")
    make.place(article, make.make_page(make.make_signed_off_issue()))
    for address in (article.get_absolute_url(), "/issues/943/1/"):
        html = client.get(address).content.decode()
        for phrase in ("Mr. Bean", "Auld Lang Syne", "Nice to meet you", "Happy New Year"):
            assert f'<span lang="en">{phrase}</span>' in html, (address, phrase)
        assert ">OK<" not in html


@pytest.mark.django_db
def test_what_a_headline_says_is_still_escaped_and_latin_words_stay_together(client):
    article = make.make_article(title="唱起<b>Auld Lang Syne</b> 第二段")
    make.place(article, make.make_page(make.make_signed_off_issue()))
    html = client.get(article.get_absolute_url()).content.decode()
    assert '唱起&lt;b&gt;<span lang="en">Auld Lang Syne</span>&lt;/b&gt;</span>\u3000' in html


@pytest.mark.django_db
def test_readers_get_foreign_phrases_of_corrections_marked_wherever_these_stand(client):
    article = make.make_article("跟着Mr. Bean学英语")
    page = make.make_page(make.make_signed_off_issue())
    make.place(article, page)
    make.make_correction(
        article, page, wrong="“Good <morning”", right="Good night all", note="抱歉，so very sorry。"
    )
    pages = (article.get_absolute_url(), "/issues/943/", "/issues/943/1/", "/corrections/")
    read = {address: client.get(address).content.decode() for address in pages}
    for address in ("/feeds/latest.atom", "/feeds/corrections.atom"):
        (entry,) = feedparser.parse(client.get(address).content, sanitize_html=False).entries
        read[address] = entry.content[0].value
    with zipfile.ZipFile(io.BytesIO(client.get("/issues/943/issue.epub").content)) as book:
        read["book"] = book.read("EPUB/page-1.xhtml").decode()
    for address, html in read.items():
        for phrase in ("Mr. Bean", "Good night all", "so very sorry"):
            assert f'<span lang="en">{phrase}</span>' in html, (address, phrase)
        assert "‘Good &lt;morning’" in html, address


@pytest.mark.django_db
def test_readers_of_a_book_get_foreign_phrases_marked_in_lines_captions_and_contents(client):
    article = make.make_article(
        "跟着Mr. Bean学英语", kicker="Good morning all系列", deck="社区课堂唱起Auld Lang Syne"
    )
    make.make_photo(article, caption="黑板上写着Happy New Year")
    make.place(article, make.make_page(make.make_signed_off_issue()))
    with zipfile.ZipFile(io.BytesIO(client.get("/issues/943/issue.epub").content)) as book:
        page, contents = (book.read(f"EPUB/{name}.xhtml").decode() for name in ("page-1", "nav"))
    for phrase in ("Mr. Bean", "Good morning all", "Auld Lang Syne", "Happy New Year"):
        assert f'<span lang="en">{phrase}</span>' in page, phrase
    assert '<span lang="en">Mr. Bean</span>' in contents


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("修伞", '<mark>修伞</mark>唱<span lang="en">Auld Lang Syne</span> &lt;b&gt;'),
        (
            "Lang",
            '修伞唱<span lang="en">Auld </span><mark><span lang="en">Lang</span></mark><span lang="en"> Syne</span> &lt;b&gt;',
        ),
    ],
)
def test_what_a_search_finds_has_its_foreign_phrases_marked_around_the_hits(client, words, shown):
    article = make.make_article("修伞唱Auld Lang Syne <b>")
    make.place(article, make.make_page(make.make_signed_off_issue()))
    make.index(article)
    html = client.get("/search/", {"q": words}).content.decode()
    assert f'<a href="/articles/{article.pk}/">{shown}</a>' in html

"""The body editor in a real browser: what it shows, sets and sends back."""

import pytest

from articles.models import Article
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

JUMP = '<br class="jump">'
READY = "window.CKEDITOR && CKEDITOR.instances.id_body && CKEDITOR.instances.id_body.status === 'ready'"
# Puts the cursor behind the first `count` signs of the first paragraph.
CURSOR = """count => {
  const editor = CKEDITOR.instances.id_body;
  editor.focus();
  const range = editor.createRange();
  range.setStart(editor.editable().findOne("p").getFirst(), count);
  range.collapse(true);
  range.select();
}"""


@pytest.fixture
def open_form(page, client, live_server):
    """A function that opens an article's form in the browser, logged in."""
    client.force_login(make_user())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])

    def opened(article):
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.wait_for_function(READY)
        return page

    return opened


def saved(page):
    """Press save and stay; returns the body as it is stored then."""
    with page.expect_navigation():
        page.click("input[name=_continue]")
    return Article.objects.get().body


def test_what_is_opened_and_saved_untouched_stays_as_it_was(open_form):
    bodies = [
        f"<p>前半句“引文”——{JUMP}后半句……完。</p><p>第二段</p>",
        f"<p>第一段。</p><p>{JUMP}第二段从这里开始。</p>",
        f"<p>甲<strong>粗{JUMP}体</strong>乙</p>",
        '<h3>小标题</h3><p>有<strong>粗</strong>有<em>斜</em></p><p class="verse">一行<br>二行</p>',
        "<ul><li>项</li></ul><table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>",
    ]
    article = make_article()
    for body in bodies:
        article.body = body
        article.save()
        before = Article.objects.get().body
        assert saved(open_form(article)) == before


def test_a_jump_mark_is_seen_as_a_line_and_set_with_its_button(open_form):
    page = open_form(make_article(body="<p>前半句，后半句。</p>"))
    page.evaluate(CURSOR, 4)
    page.click(".cke_button__jump")
    mark = page.frame_locator(".cke_wysiwyg_frame").locator("img.cke_jump")
    assert mark.bounding_box()["width"] > 300
    assert saved(page) == f"<p>前半句，{JUMP}后半句。</p>"


def test_what_is_pasted_loses_its_styles_and_keeps_its_words(open_form):
    page = open_form(make_article(body="<p>旧。</p>"))
    pasted = (
        '<p style="text-align:center" class="MsoNormal"><span style="color:red">“贴来”的——</span>'
        "<font>字</font><img src=x></p>"
    )
    page.evaluate("html => CKEDITOR.instances.id_body.setData(html)", pasted)
    page.wait_for_timeout(300)
    assert saved(page) == "<p>“贴来”的——字</p>"


def test_the_editor_speaks_chinese_and_has_the_short_toolbar(open_form):
    page = open_form(make_article())
    buttons = page.locator(".cke_button").evaluate_all("all => all.map(button => button.title)")
    assert "下转标记：接排另一版" in buttons
    assert any("加粗" in title for title in buttons)
    page.click(".cke_combo__format .cke_combo_button")
    formats = page.frame_locator(".cke_combopanel iframe").locator(".cke_panel_listItem a")
    assert [name.strip() for name in formats.all_inner_texts()] == ["正文", "小标题"]
    assert not any("图像" in title or "源码" in title for title in buttons)

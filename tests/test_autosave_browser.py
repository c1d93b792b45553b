"""A draft in a real browser: kept while it is typed, there again after a crash or a lost connection."""

import re

import pytest
from playwright.sync_api import expect

from articles import review, revisions
from articles.models import Article, Move, Revision, UnsavedText
from tests.factories import credit, make_article, make_photo, make_reporter, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READY = "window.CKEDITOR && CKEDITOR.instances.id_body && CKEDITOR.instances.id_body.status === 'ready'"
ADD = "/admin/articles/article/add/"
KEPT = re.compile("^草稿已于 .* 自动保存$")


@pytest.fixture
def desk(page, client, live_server):
    """A function that opens a form in the browser of an editor who is logged in."""
    client.force_login(make_user())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])

    def opened(address, tab=page):
        tab.goto(address)
        tab.wait_for_function(READY)
        tab.wait_for_load_state("networkidle")
        return tab

    return opened


def form_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def type_in_the_body(page, text):
    page.evaluate("CKEDITOR.instances.id_body.focus()")
    page.frame_locator(".cke_wysiwyg_frame").locator("body").press_sequentially(text)


def body(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()").strip()


def wait_until_kept(page):
    expect(page.locator("#autosaved")).to_have_text(KEPT, timeout=8000)


def restore(page):
    page.locator("#unsaved button[name=restore]").first.click()
    expect(page.locator("#unsaved")).to_be_hidden()


def test_what_was_typed_before_a_crash_is_there_again(desk, page):
    person = make_reporter("林小禾")
    desk(ADD)
    page.fill("[name=title]", "打了一半的题")
    type_in_the_body(page, "五月的一个早晨")
    page.fill("[name=credits-0-role]", "记者")
    page.locator(".field-reporter .select2-selection").first.click()
    page.locator(".select2-search__field").press_sequentially("林小禾")
    page.locator(".select2-results__option", has_text="林小禾").click()
    page.locator("#credits-group .add-row a").click()
    page.fill("[name=credits-1-name]", "麦冬")
    page.locator("#photos-group .add-row a").click()
    page.fill("[name=photos-0-caption]", "修伞匠在树下。")
    wait_until_kept(page)
    other = page.context.new_page()
    page.close(run_before_unload=False)

    desk(ADD, other)
    expect(other.locator("#unsaved")).to_contain_text("有未保存的内容")
    assert other.input_value("[name=title]") == "", "nothing is filled in by itself"
    restore(other)
    assert other.input_value("[name=title]") == "打了一半的题"
    assert "五月的一个早晨" in body(other)
    assert other.input_value("[name=credits-1-name]") == "麦冬"
    assert other.input_value("[name=photos-0-caption]") == "修伞匠在树下。"
    with other.expect_navigation():
        other.click("input[name=_save]")
    article = Article.objects.get()
    assert (article.title, article.body) == ("打了一半的题", "<p>五月的一个早晨</p>")
    assert [(c.role, c.name, c.reporter) for c in article.credits.all()] == [
        ("记者", "林小禾", person),
        ("", "麦冬", None),
    ]
    assert article.photos.get().caption == "修伞匠在树下。"
    assert not UnsavedText.objects.exclude(fields={}).exists()
    desk(ADD, other)
    expect(other.locator("#unsaved")).to_be_hidden()


def test_what_was_typed_without_a_connection_is_kept_here_and_sent_when_it_is_back(desk, page):
    article = make_article(body="<p>旧。</p>")
    desk(form_of(article))
    page.context.set_offline(True)
    page.fill("[name=deck]", "断网时打的副题")
    expect(page.locator("#autosaved")).to_have_text(re.compile("网络中断，已存在本机"), timeout=8000)
    assert not UnsavedText.objects.exists()
    page.context.set_offline(False)
    wait_until_kept(page)
    assert UnsavedText.objects.get().fields["values"]["deck"] == ["断网时打的副题"]
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('xdcb.')).length") == 0


def test_what_was_typed_without_a_connection_survives_the_page(desk, page):
    article = make_article(body="<p>旧。</p>")
    desk(form_of(article))
    page.context.set_offline(True)
    page.fill("[name=deck]", "断网时打的副题")
    expect(page.locator("#autosaved")).to_have_text(re.compile("已存在本机"), timeout=8000)
    other = page.context.new_page()
    page.close()
    other.context.set_offline(False)
    desk(form_of(article), other)
    restore(other)
    assert other.input_value("[name=deck]") == "断网时打的副题"


def test_leaving_the_page_at_once_loses_nothing(desk, page):
    article = make_article(body="<p>旧。</p>")
    desk(form_of(article))
    page.fill("[name=deck]", "刚打完就走")
    page.goto("/admin/")
    desk(form_of(article))
    restore(page)
    assert page.input_value("[name=deck]") == "刚打完就走"


def test_a_login_that_has_ended_is_told_and_the_text_stays_here(desk, page, client):
    article = make_article()
    desk(form_of(article))
    client.logout()
    page.fill("[name=deck]", "登录过期后打的")
    expect(page.locator("#autosaved")).to_have_text(re.compile("登录已失效"), timeout=8000)
    assert "登录过期后打的" in page.evaluate("JSON.stringify(localStorage)")


def test_restored_text_knows_the_version_it_was_typed_on_so_that_a_conflict_is_found(desk, page):
    article = make_article(body="<p>旧。</p>")
    revisions.record(article, None, Revision.Origin.EDIT)
    desk(form_of(article))
    page.fill("[name=deck]", "我的副题")
    wait_until_kept(page)
    page.goto("/admin/")
    article.title = "别人的题"
    article.save()
    revisions.record(article, make_user("li"), Revision.Origin.EDIT)
    desk(form_of(article))
    restore(page)
    with page.expect_navigation():
        page.locator("input[name=_save]").click()
    expect(page.locator(".conflict")).to_be_visible()
    article.refresh_from_db()
    assert (article.title, article.deck) == ("别人的题", "")
    with page.expect_navigation():
        page.click("button[name=over]")
    article.refresh_from_db()
    assert article.deck == "我的副题"


def test_rows_that_are_gone_come_back_as_new_ones_and_those_that_stand_are_not_doubled(desk, page):
    article = make_article(body="<p>旧。</p>")
    credit(article, "柏青")
    credit(article, "麦冬", order=1)
    make_photo(article)
    desk(form_of(article))
    page.fill("[name=credits-0-name]", "柏 青")
    page.fill("[name=photos-0-caption]", "改过的说明。")
    wait_until_kept(page)
    page.goto("/admin/")
    article.credits.get(name="麦冬").delete()
    desk(form_of(article))
    restore(page)
    with page.expect_navigation():
        page.click("input[name=_save]")
    assert [c.name for c in article.credits.all()] == ["柏 青", "麦冬"]
    assert [p.caption for p in article.photos.all()] == ["改过的说明。"]


def test_text_is_discarded_and_not_offered_again(desk, page):
    article = make_article()
    desk(form_of(article))
    page.fill("[name=deck]", "不要了")
    wait_until_kept(page)
    page.goto("/admin/")
    desk(form_of(article))
    with page.expect_response(re.compile("/typing/")):
        page.locator("#unsaved button[name=discard]").click()
    desk(form_of(article))
    expect(page.locator("#unsaved")).to_be_hidden()


def test_an_untouched_form_sends_nothing(desk, page):
    article = make_article(body='<p>甲<strong>乙</strong>——“丙”</p><p class="verse">一<br>二</p>')
    credit(article, "柏青")
    desk(form_of(article))
    page.wait_for_timeout(4000)
    page.goto("/admin/")
    assert not UnsavedText.objects.exists()


def test_an_open_form_sees_another_come_and_save_without_being_loaded_again(desk, page):
    article = make_article(body="<p>旧。</p>")
    revisions.record(article, None, Revision.Origin.EDIT)
    page.clock.install()
    desk(form_of(article))
    expect(page.locator("#presence")).to_be_hidden()
    article.deck = "新副题"
    article.save()
    li = make_user("li", first_name="编辑", last_name="李")
    revisions.record(article, li, Revision.Origin.EDIT)
    page.clock.run_for(21_000)
    expect(page.locator("#presence")).to_contain_text("刚刚由 李编辑 保存了新版本")


def test_a_move_is_held_while_there_are_changes_that_are_not_saved(desk, page):
    article = make_article(state="submitted", body="<p>旧。</p>")
    desk(form_of(article))
    move = page.locator(".moves a", has_text="初审通过")
    page.fill("[name=deck]", "没存的副题")
    move.click()
    expect(page.locator(".held")).to_have_text("有未保存的修改：请先保存，再“初审通过”。")
    assert page.url.endswith(form_of(article))
    assert page.input_value("[name=deck]") == "没存的副题"
    page.fill("[name=deck]", "")
    move.click()
    expect(page.locator(".move-form")).to_be_visible()


def test_an_open_form_sees_that_its_copy_is_moved_on(desk, page):
    article = make_article(state="submitted", body="<p>旧。</p>")
    page.clock.install()
    desk(form_of(article))
    li = make_user("li", first_name="编辑", last_name="李")
    review.make(article, Move.FIRST, li, "可用。")
    page.clock.run_for(21_000)
    expect(page.locator("#presence")).to_contain_text("李编辑已于")
    expect(page.locator("#presence")).to_contain_text("初审通过")

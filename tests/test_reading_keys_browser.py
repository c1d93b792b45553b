"""The reading keys in a browser: what each does, where they keep still, and what the next piece is."""

import re

import pytest
from playwright.sync_api import expect

from tests.edition import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pieces():
    return make_edition(paragraphs=3)


def _at(page, path):
    page.wait_for_url(lambda url: re.sub(r"^https?://[^/]+", "", url) == path)


def _address(piece):
    return f"/articles/{piece.pk}/"


def _focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_arrows_lead_through_the_whole_issue_piece_by_piece_to_its_overview(page, pieces):
    page.goto(_address(pieces[0]))
    for piece in pieces[1:]:
        page.keyboard.press("ArrowRight")
        _at(page, _address(piece))
    page.keyboard.press("ArrowRight")
    _at(page, "/issues/943/")
    page.goto(_address(pieces[2]))
    page.keyboard.press("ArrowLeft")
    _at(page, _address(pieces[1]))


def test_arrows_turn_the_pages_and_stop_at_the_last(page, pieces):
    page.goto("/issues/943/1/")
    page.keyboard.press("ArrowRight")
    _at(page, "/issues/943/2/")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    _at(page, "/issues/943/1/")


def test_j_and_k_walk_the_headlines_of_a_page(page, pieces):
    page.goto("/issues/943/1/")
    walked = []
    for key in "jjjkk":
        page.keyboard.press(key)
        walked.append(_focused(page))
    assert walked == ["1版第1篇", "1版第2篇", "1版第2篇", "1版第1篇", "1版第1篇"]
    page.keyboard.press("Enter")
    _at(page, _address(pieces[0]))
    page.keyboard.press("j")
    _at(page, _address(pieces[1]))


def test_plus_and_minus_set_the_type_and_d_the_look(new_page, pieces):
    page = new_page(color_scheme="dark")
    page.goto(_address(pieces[0]))
    page.keyboard.press("+")
    assert page.evaluate("reading.chosen('size')") == "large"
    for _ in range(4):
        page.keyboard.press("-")
    assert page.evaluate("reading.chosen('size')") == "small"
    page.keyboard.press("d")
    assert page.evaluate("reading.chosen('look')") == "light"
    page.keyboard.press("d")
    assert page.evaluate("reading.chosen('look')") == "dark"


def test_a_question_mark_lists_the_keys_and_escape_gives_the_focus_back(page, pieces):
    page.goto(_address(pieces[0]))
    page.locator(".story h1").wait_for()
    link = page.locator(".beside a").first
    link.focus()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="快捷键")
    assert dialog.is_visible()
    assert "上一篇、下一篇" in dialog.inner_text()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("d")
    assert page.evaluate("reading.chosen('look')") == "auto"
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert link.evaluate("(link) => link === document.activeElement")


def test_the_keys_can_be_turned_off_and_are_still_listed(page, pieces):
    page.goto(_address(pieces[0]))
    page.get_by_text("阅读设置").click()
    page.locator("[name=keys][value=off]").check()
    button = page.get_by_role("button", name="查看快捷键")
    button.click()
    dialog = page.get_by_role("dialog")
    assert dialog.is_visible()
    dialog.get_by_role("button", name="关闭").click()
    assert button.evaluate("(button) => button === document.activeElement")
    page.keyboard.press("Escape")
    for key in ("?", "d", "+", "ArrowRight"):
        page.keyboard.press(key)
    assert not dialog.is_visible()
    assert page.evaluate("reading.chosen('look') + reading.chosen('size')") == "autonormal"
    assert page.url.endswith(_address(pieces[0]))


def test_keys_with_a_modifier_stay_the_browsers(page, pieces):
    page.goto(_address(pieces[0]))
    page.evaluate("addEventListener('keydown', (event) => (window.taken = event.defaultPrevented))")
    for modifier in ("Control", "Alt", "Meta"):
        page.keyboard.down(modifier)
        page.keyboard.press("d")
        page.keyboard.up(modifier)
        assert page.evaluate("[taken, reading.chosen('look')]") == [False, "auto"]


def test_keys_do_nothing_while_something_is_typed_or_chosen(page, pieces):
    page.goto(_address(pieces[0]))
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("textarea").press_sequentially("d+?j")
    assert page.locator("textarea").input_value() == "d+?j"
    page.get_by_text("阅读设置").click()
    page.get_by_label("标准").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_label("大", exact=True).is_checked()
    assert page.evaluate("reading.chosen('look')") == "auto"
    assert page.url.endswith(_address(pieces[0]))


def test_a_slash_goes_to_the_search_field_here_or_on_the_page_that_has_it(page, pieces):
    page.goto(_address(pieces[0]))
    page.keyboard.press("/")
    _at(page, "/search/#search-q")
    expect(page.locator("#search-q")).to_be_focused()
    page.goto("/issues/943/1/")
    page.evaluate("""() => {
      const field = Object.assign(document.createElement("input"), { id: "search-q" });
      document.querySelector("main").append(field);
    }""")
    page.keyboard.press("/")
    expect(page.locator("#search-q")).to_be_focused()
    assert page.locator("#search-q").input_value() == ""
    _at(page, "/issues/943/1/")


LISTS = ["/search/", "/issues/", "/archive/2020/", "/reporters/", "/tags/", "/columns/", "/page-names/"]
LISTS += ["/corrections/", "/on-this-day/", "/nothing/stands/here/"]


def test_settings_and_keys_are_on_every_list_without_what_only_a_piece_or_an_issue_has(page, pieces):
    for address in LISTS:
        page.goto(address)
        page.get_by_text("阅读设置").click()
        page.get_by_label("深色").check()
        assert page.evaluate("document.documentElement.dataset.look") == "dark"
        page.locator("h1").first.click()
        page.keyboard.press("d")
        assert page.evaluate("document.documentElement.dataset.look") == "light"
        page.keyboard.press("?")
        keys = page.get_by_role("dialog", name="快捷键").locator("div:visible dt").all_inner_texts()
        assert keys == ["/", "+ -", "D", "?"]
        page.keyboard.press("Escape")
        for only in ("分享", "打印", "朗读", "继续阅读"):
            assert page.locator(".tools").get_by_text(only).count() == 0


def test_a_key_for_reading_aloud_is_listed_only_where_there_is_a_voice(page, pieces):
    page.goto(_address(pieces[0]))
    page.keyboard.press("?")
    listed = page.get_by_role("dialog").get_by_text("朗读")
    assert page.get_by_role("dialog").is_visible()
    assert not listed.is_visible()
    page.evaluate("""() => {
      speechSynthesis.getVoices = () => [{ lang: "zh-CN", localService: true }];
      speechSynthesis.dispatchEvent(new Event("voiceschanged"));
    }""")
    assert listed.is_visible()

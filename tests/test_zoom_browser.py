"""Pages read at 400 % zoom, with type set wider by the reader, in forced colours, and without scripts."""

import pytest

from tests import factories as make
from tests import public_views
from tests.edition import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10).
ZOOMED = {"width": 320, "height": 256}
# What a reader may set (WCAG 2.2, 1.4.12).
WIDER = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
# What sticks out of the screen, or holds words that can't be seen and can't be scrolled to.
LOST = """() => {
  const sticking = document.documentElement.scrollWidth > innerWidth;
  const cut = [...document.querySelectorAll("main :is(h1, h2, h3, p, a, li, td, button, label), .tabs a, .site-foot a")]
    .filter((one) => one.checkVisibility() && !one.closest(".cover-sheet, [hidden]"))
    .filter((one) => {
      const style = getComputedStyle(one);
      const clips = style.overflow === "hidden" || style.overflow === "clip";
      return clips && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
    });
  const wide = sticking
    ? [...document.querySelectorAll("body *")]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".wide"))
    : [];
  return [...new Set([...cut, ...wide])].map((one) => one.outerHTML.slice(0, 110));
}"""


def test_at_400_percent_no_page_scrolls_sideways_whatever_room_its_reader_gives_the_signs(page, db):
    page.set_viewport_size(ZOOMED)
    lost = {}
    for address in public_views.addresses():
        page.goto(address)
        lost[address] = page.evaluate(LOST)
        page.add_style_tag(content=WIDER)
        lost[f"{address} wider"] = page.evaluate(LOST)
    assert {address: found for address, found in lost.items() if found} == {}


def test_a_table_wider_than_the_screen_is_scrolled_by_keyboard(page, db):
    body = "<table><tbody><tr>" + "<td>一二三四五六七八九十</td>" * 12 + "</tr></tbody></table>"
    [piece, *_] = make_edition()
    piece.body = body.replace("一二三四五六七八九十", "1234567890")
    piece.save()
    page.set_viewport_size(ZOOMED)
    page.goto(piece.get_absolute_url())
    frame = page.get_by_role("region", name="表格")
    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.wide').scrollLeft > 0")
    assert page.evaluate(LOST) == []


def test_in_forced_colours_the_page_where_one_is_and_what_has_the_focus_are_told_apart(page, db):
    make_edition()
    page.emulate_media(forced_colors="active")
    page.goto("/")
    tabs = page.locator(".tabs-pages a")
    lines = [tab.evaluate("one => getComputedStyle(one).borderBottomColor") for tab in tabs.all()]
    assert lines[0] != lines[1]
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("one => getComputedStyle(one).outlineStyle") != "none"


def test_without_scripts_all_of_it_is_read_and_searched(new_page, db):
    page = new_page(390, java_script_enabled=False)
    for address in public_views.addresses():
        answer = page.goto(address)
        assert answer.status in (200, 404, 410), address
        assert page.locator("main").inner_text().strip(), address
        assert page.locator("button:visible:not(form button)").all_inner_texts() == [], address
    page.goto("/search/")
    page.locator("main input[name=q]").fill("修伞匠")
    page.locator("main form button").first.click()
    page.locator("main h2 a").first.wait_for()


def test_in_the_largest_type_a_phone_scrolls_nothing_sideways_and_breaks_no_name(new_page, db):
    make_edition()
    broken = """(names) => names.filter((name) => {
      const words = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      while (words.nextNode()) {
        range.selectNodeContents(words.currentNode);
        if (range.getClientRects().length > 1) return true;
      }
    }).map((name) => name.textContent)"""
    for width in (390, 320):
        page = new_page(width, 844, has_touch=True, is_mobile=True)
        page.add_init_script("localStorage.setItem('reading.choices', JSON.stringify({ size: 'larger' }))")
        for address in ("/", "/issues/943/", "/issues/943/2/", "/issues/", "/search/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
            names = page.locator(".tabs-pages a, .paper-name, .running-name, .running-page [lang=en]")
            assert names.count() > 2
            assert names.evaluate_all(broken) == [], address


def test_a_tab_whose_name_is_too_long_for_the_screen_can_be_scrolled_to_and_breaks_nothing(new_page, db):
    issue = make_edition()[0].placements.get().page.issue
    issue.pages.update(name="京津冀协同发展特别报道专版")
    page = new_page(320, 844)
    page.goto("/issues/943/2/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    last = page.locator(".tabs-pages a").last
    last.scroll_into_view_if_needed()
    box = last.bounding_box()
    assert box["x"] + box["width"] <= 320


def test_the_mark_of_a_correction_is_large_enough_for_a_finger(new_page, db):
    piece = make_edition()[0]
    make.make_correction(piece, piece.placements.get().page)
    page = new_page(320, 844, has_touch=True, is_mobile=True)
    page.goto("/")
    box = page.locator("h2 a.mark").bounding_box()
    assert min(box["width"], box["height"]) >= 24

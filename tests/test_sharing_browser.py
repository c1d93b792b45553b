"""What leaves the page in a browser: copied passages with their source, the address, the QR code, the print."""

import io
import re
import zlib

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests import factories as make
from tests.edition import PARAGRAPH, make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SELECT = """([selector, from, to]) => {
  const text = document.querySelector(selector).firstChild;
  getSelection().setBaseAndExtent(text, from, text, to);
}"""
# What a copy puts on the clipboard, by a copy event of the page's own; null where it is left to the browser.
COPY = """() => {
  const event = new ClipboardEvent("copy", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
  return event.defaultPrevented ? [event.clipboardData.getData("text/plain"), event.clipboardData.getData("text/html")] : null;
}"""


@pytest.fixture
def pieces():
    return make_edition(paragraphs=3)


def _copied(page, selector, start, end):
    page.evaluate(SELECT, [selector, start, end])
    return page.evaluate(COPY)


def test_a_longer_passage_is_copied_with_its_source_and_a_phrase_without(page, pieces, live_server):
    page.goto(f"/articles/{pieces[2].pk}/")
    address = f"{live_server.url}/articles/{pieces[2].pk}/"
    source = "——新东城报 2020年5月22日 第943期 2版"
    words = f"第1段。{PARAGRAPH}"[:41]
    assert _copied(page, ".text p", 0, 40) is None
    text, html = _copied(page, ".text p", 0, 41)
    assert text == f"{words}\n{source} {address}"
    assert html == f'{words}<p>{source} <a href="{address}">{address}</a></p>'


def test_it_reaches_the_real_clipboard(page, pieces, live_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(f"/articles/{pieces[0].pk}/")
    page.evaluate(SELECT, [".text p", 0, 60])
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()").endswith(
        f"1版 {live_server.url}/articles/{pieces[0].pk}/"
    )


def test_copied_html_has_whole_addresses_and_none_of_the_pages_classes(page, pieces, live_server):
    pieces[0].body = f'<p><a href="/issues/943/">本期</a><strong>重点</strong>{PARAGRAPH}{PARAGRAPH}</p>'
    pieces[0].save()
    page.goto(f"/articles/{pieces[0].pk}/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.story'))")
    _, html = page.evaluate(COPY)
    assert f'href="{live_server.url}/issues/943/"' in html
    assert "<strong>重点</strong>" in html
    assert "class=" not in html
    assert 'href="/' not in html


def test_a_passage_of_a_set_page_names_the_piece_it_is_from(page, pieces, live_server):
    page.goto("/issues/943/1/")
    text, _ = _copied(page, f"#article-{pieces[1].pk} .text p", 0, 60)
    assert text.endswith(f"\n——新东城报 2020年5月22日 第943期 1版 {live_server.url}/articles/{pieces[1].pk}/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('main'))")
    text, _ = page.evaluate(COPY)
    assert text.endswith(f"第943期 1版 {live_server.url}/issues/943/1/")


def test_what_is_copied_outside_the_text_or_from_a_field_is_left_alone(page, pieces):
    page.goto(f"/articles/{pieces[0].pk}/")
    page.evaluate("document.querySelector('.colophon').textContent = '报'.repeat(60)")
    assert _copied(page, ".colophon", 0, 60) is None
    page.locator("summary", has_text="分享").click()
    page.get_by_label("本文网址").focus()
    page.evaluate(SELECT, [".text p", 0, 60])
    assert (
        page.evaluate(COPY.replace("document.activeElement", "document.querySelector('[type=url]')")) is None
    )


def test_in_the_largest_type_the_share_panel_holds_what_is_in_it_and_the_tools_stay_where_they_are(
    new_page, pieces
):
    page = new_page(390, 844, has_touch=True, is_mobile=True)
    page.goto(f"/articles/{pieces[0].pk}/")
    page.evaluate("reading.choose('size', 'larger')")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        summary = page.locator("summary", has_text="分享")
        summary.tap()
        tools = page.locator(".tools > :is(button, details):visible")
        rows = tools.evaluate_all("(tools) => tools.map((tool) => tool.getBoundingClientRect().top)")
        page.get_by_role("button", name="复制链接").tap()
        expect(page.get_by_role("status")).to_have_text("链接已复制")
        after = tools.evaluate_all("(tools) => tools.map((tool) => tool.getBoundingClientRect().top)")
        assert after == rows
        left, right, sticking = page.locator(".share").evaluate("""(panel) => {
          const frame = panel.getBoundingClientRect();
          const inner = [...panel.querySelectorAll("*")].filter((one) => one.checkVisibility());
          const stickout = inner.map((one) => one.getBoundingClientRect())
            .filter(({ left, right }) => left < frame.left + 8 || right > frame.right - 8);
          const code = panel.querySelector("img").getBoundingClientRect();
          return [code.left - frame.left, frame.right - code.right, stickout.length];
        }""")
        assert sticking == 0
        assert left == pytest.approx(right, abs=1)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        summary.tap()


def test_a_telephone_reads_the_address_off_the_share_panel_in_light_and_dark(page, pieces, live_server):
    page.goto(f"/articles/{pieces[0].pk}/")
    page.locator("summary", has_text="分享").click()
    code = page.get_by_role("img", name="本文网址的二维码")
    page.wait_for_function("document.querySelector('.share .code').naturalWidth > 0")
    for look, width in (("light", 1440), ("dark", 1440), ("dark", 390)):
        page.evaluate(f"reading.choose('look', '{look}')")
        page.set_viewport_size({"width": width, "height": 900})
        seen = Image.open(io.BytesIO(page.locator(".share").screenshot()))
        found = [read.text for read in zxingcpp.read_barcodes(seen)]
        assert found == [f"{live_server.url}/articles/{pieces[0].pk}/"]
        assert code.bounding_box()["width"] >= 120


def test_the_link_is_copied_and_said_to_be(page, pieces, live_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(f"/articles/{pieces[0].pk}/")
    page.locator("summary", has_text="分享").click()
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("status")).to_have_text("链接已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{live_server.url}/articles/{pieces[0].pk}/"


def test_the_link_is_copied_also_where_the_clipboard_is_closed_to_scripts(page, pieces, live_server):
    page.context.grant_permissions(["clipboard-read"], origin=live_server.url)
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('closed'))")
    page.goto(f"/articles/{pieces[0].pk}/")
    page.locator("summary", has_text="分享").click()
    page.get_by_role("button", name="复制链接").click()
    expect(page.get_by_role("status")).to_have_text("链接已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{live_server.url}/articles/{pieces[0].pk}/"


def test_other_apps_are_offered_where_the_browser_knows_any(page, pieces, live_server):
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(f"/articles/{pieces[0].pk}/")
    page.locator("summary", has_text="分享").click()
    button = page.get_by_role("button", name="用其他应用分享")
    assert button.count() == 0
    page.add_init_script(
        "navigator.share = (piece) => { window.shared = piece; return Promise.reject(new DOMException('', 'AbortError')); }"
    )
    page.reload()
    page.locator("summary", has_text="分享").click()
    button.click()
    assert page.evaluate("shared") == {
        "title": "1版第1篇",
        "url": f"{live_server.url}/articles/{pieces[0].pk}/",
    }


def test_the_share_picture_can_be_saved_under_the_headline(page, pieces):
    page.goto(f"/articles/{pieces[0].pk}/")
    page.locator("summary", has_text="分享").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="保存分享图").click()
    assert download.value.suggested_filename == "1版第1篇.jpg"


def test_a_printed_piece_has_its_headline_its_source_and_a_code_that_reads_and_no_furniture(
    page, pieces, live_server
):
    page.goto(f"/articles/{pieces[2].pk}/")
    page.evaluate("reading.choose('look', 'dark')")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    for hidden in (".tools", ".tabs", ".beside", ".site-foot", ".skip"):
        assert page.locator(hidden).evaluate("(part) => getComputedStyle(part).display") == "none"
    source = page.locator(".source")
    assert "新东城报 2020年5月22日 第943期 2版 社区" in " ".join(source.inner_text().split())
    assert f"{live_server.url}/articles/{pieces[2].pk}/" in source.inner_text()
    seen = Image.open(io.BytesIO(page.screenshot(full_page=True, scale="css")))
    assert [read.text for read in zxingcpp.read_barcodes(seen)] == [
        f"{live_server.url}/articles/{pieces[2].pk}/"
    ]
    assert page.locator(".story").evaluate("(story) => getComputedStyle(story).columnCount") == "2"


def test_a_printed_caption_stands_under_its_photo_however_tall_that_is(page, pieces):
    shapes = ((1600, 900), (600, 1200), (300, 200))
    for piece, shape in zip(pieces, shapes, strict=False):
        make.make_photo(piece, caption="伞骨理直了。", upload=make.picture_file(shape))
        page.goto(f"/articles/{piece.pk}/")
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 688, "height": 1000})
        boxes = [page.locator(f".story {part}").bounding_box() for part in ("img", "figcaption")]
        (photo, caption) = boxes
        assert caption["x"] == pytest.approx(photo["x"], abs=1)
        assert caption["width"] == pytest.approx(photo["width"], abs=1)


def test_no_sheet_is_printed_for_the_source_line_alone(page, pieces):
    for paragraphs in range(22, 46, 2):
        pieces[0].body = f"<p>{PARAGRAPH}</p>" * paragraphs
        pieces[0].save()
        page.goto(f"/articles/{pieces[0].pk}/")
        sheets = _lines_on_sheets(page.pdf(format="A4", prefer_css_page_size=True))
        assert min(sheets) > 4, (paragraphs, sheets)


def _lines_on_sheets(pdf):
    """How many runs of type each sheet of a PDF of Chromium's has."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    contents = []
    for stream in streams:
        try:
            contents.append(zlib.decompress(stream))
        except zlib.error:
            continue
    runs = [content.count(b"\nBT") for content in contents]
    return [count for count in runs if count]


def test_the_print_button_waits_for_the_pictures(page, pieces):
    for order in range(2):
        make.make_photo(pieces[0], order=order)
    held = []
    page.route("**/media/photos/**", lambda route: held.append(route))  # noqa: PLW0108 (a builtin is refused)
    page.add_init_script("window.print = () => (window.printed = true)")
    page.goto(f"/articles/{pieces[0].pk}/", wait_until="domcontentloaded")
    page.get_by_role("button", name="打印").click()
    page.wait_for_timeout(200)
    assert len(held) == 2
    held[0].continue_()
    page.wait_for_timeout(200)
    assert page.evaluate("window.printed ?? false") is False
    held[1].abort()
    page.wait_for_function("window.printed")

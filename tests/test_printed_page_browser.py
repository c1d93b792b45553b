"""The printed page in a browser: choosing pieces on the picture, zooming, turning, the two ways of reading, a phone."""

import re
import time

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests import accessibility
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
AREAS = ([0.05, 0.05, 0.95, 0.35], [0.05, 0.4, 0.45, 0.95], [0.55, 0.4, 0.95, 0.95])
TITLES = ("头条在上", "左边一篇", "右边一篇")


@pytest.fixture
def pieces():
    """Three pieces on page 1, whose picture shows each in grey; page 2 has a piece and no picture."""
    issue = make.make_signed_off_issue()
    page = make.make_page(issue)
    image = Image.new("RGB", (3200, 4472), "white")
    pieces = []
    for order, (title, box) in enumerate(zip(TITLES, AREAS, strict=True)):
        piece = make.make_article(title, body="<p>修伞匠把摊子支在了槐树下。</p>" * 40)
        make.place(piece, page, order=order)
        corners = [side * (3200, 4472)[index % 2] for index, side in enumerate(box)]
        ImageDraw.Draw(image).rectangle(corners, fill="gray")
        pieces.append(piece)
    make.make_print_file(page, {piece: [box] for piece, box in zip(pieces, AREAS, strict=True)}, image=image)
    inside = make.make_page(issue, 2, name="社区")
    make.place(make.make_article("里页的一篇"), inside)
    page.guide.create(title="里页导读", target=2)
    return pieces


def _path(url):
    return re.sub(r"^https?://[^/]+", "", url)


def _at(page, path):
    page.wait_for_url(lambda url: _path(url) == path)


def _opened(page):
    """The paths that are asked for as pages from now on, as a list that grows: the answers take their time."""
    found = []
    page.on("request", lambda request: request.is_navigation_request() and found.append(_path(request.url)))
    return found


def _region(page, number):
    return page.locator(".region").nth(number)


def _lit(page):
    """The headlines of what is lit: in the list, and on the picture."""
    page.wait_for_timeout(50)
    return page.evaluate(
        """() => [
          [...document.querySelectorAll(".titles .is-lit a")].map((link) => link.textContent),
          [...document.querySelectorAll(".region")]
            .filter((region) => getComputedStyle(region.lastElementChild).stroke !== "none")
            .map((region) => region.getAttribute("aria-label")),
        ]"""
    )


def _scale(page):
    return int(page.locator(".zooming output").inner_text().rstrip("%"))


def _drag(page, across, down, at=None):
    """Press the mouse in the middle of the picture, move it and let go."""
    x, y = at or _middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + down, steps=4)
    page.mouse.up()


def _middle(page, selector=".sheet-frame"):
    box = page.locator(selector).bounding_box()
    height = min(box["y"] + box["height"], page.viewport_size["height"]) - max(0, box["y"])
    return box["x"] + box["width"] / 2, max(0, box["y"]) + height / 2


def _touch(page, *steps):
    """Lay fingers on the screen, move them and lift them; each step is a list of points."""
    session = page.context.new_cdp_session(page)
    for number, points in enumerate([*steps, []]):
        kind = "touchEnd" if not points else "touchMove" if number else "touchStart"
        sent = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": sent})


def test_pointing_at_a_piece_lights_it_in_the_list_and_on_the_picture_alike(page, pieces):
    page.goto("/")
    _region(page, 0).hover()
    assert _lit(page) == [[TITLES[0]], [TITLES[0]]]
    page.locator(".titles a", has_text=TITLES[1]).hover()
    assert _lit(page) == [[TITLES[1]], [TITLES[1]]]
    page.mouse.move(5, 5)
    assert _lit(page) == [[], []]


def test_click_on_a_piece_opens_it(page, pieces):
    page.goto("/")
    _region(page, 1).click()
    _at(page, pieces[1].get_absolute_url())


def test_by_keyboard_the_pieces_are_reached_in_print_order_by_name_and_are_seen_to_have_the_focus(
    page, pieces
):
    page.goto("/")
    page.locator(".sheet-frame").focus()
    for title in TITLES:
        page.keyboard.press("Tab")
        assert _lit(page) == [[title], [title]]
        expect(page.get_by_role("link", name=title).and_(page.locator(":focus"))).to_be_visible()
    page.keyboard.press("Enter")
    _at(page, pieces[2].get_absolute_url())


def test_j_walks_the_headlines_beside_the_picture(page, pieces):
    page.goto("/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == TITLES[0]


def test_buttons_keys_and_the_wheel_with_ctrl_zoom_and_the_plain_wheel_scrolls(page, pieces):
    page.goto("/")
    page.locator("[data-zoom=in]").click()
    assert _scale(page) == 150
    page.locator("[data-zoom=out]").click()
    assert _scale(page) == 100
    page.locator(".sheet-frame").focus()
    page.keyboard.press("+")
    assert _scale(page) == 150
    assert page.evaluate("document.documentElement.dataset.size") == "normal"
    page.keyboard.press("0")
    assert _scale(page) == 100
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(*_middle(page))
    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 200")
    assert _scale(page) == 100
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    assert _scale(page) > 100
    page.keyboard.press("Escape")
    assert _scale(page) == 100


@pytest.mark.parametrize("fit", ["适合宽度", "整版"])
def test_button_stays_under_the_pointer_that_presses_it_again(page, pieces, fit):
    page.goto("/issues/943/1/")
    page.get_by_role("button", name=fit).click()
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    asked = _opened(page)
    x, y = _middle(page, '.zooming [data-zoom="in"]')
    before = _scale(page)
    for _ in range(2):
        page.mouse.click(x, y)
        page.wait_for_timeout(400)
    assert _scale(page) == pytest.approx(before * 1.5**2, abs=2)
    assert asked == []


def test_what_is_under_the_pointer_stays_there_and_the_areas_move_along(page, pieces):
    page.goto("/")
    opened = _opened(page)
    page.locator(".sheet-frame").scroll_into_view_if_needed()
    box = _region(page, 0).bounding_box()
    x, y = box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6
    page.mouse.dblclick(x, y)
    page.wait_for_function("document.querySelector('.is-zoomed')")
    assert _scale(page) == 250
    after = _region(page, 0).bounding_box()
    assert after["width"] == pytest.approx(2.5 * box["width"], rel=0.03)
    assert after["x"] + after["width"] * 0.7 == pytest.approx(x, abs=8)
    assert after["y"] + after["height"] * 0.6 == pytest.approx(y, abs=8)
    page.wait_for_timeout(400)
    assert opened == [], "a double click opens no piece"


def test_drag_moves_the_zoomed_picture_and_opens_nothing(page, pieces):
    page.goto("/")
    opened = _opened(page)
    page.locator("[data-zoom=in]").click()
    before = page.locator(".sheet").bounding_box()
    _drag(page, -40, -30)
    after = page.locator(".sheet").bounding_box()
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((-40, -30), abs=1)
    page.wait_for_timeout(400)
    assert opened == []


@pytest.mark.parametrize("ways", [[(20, 10)], [(30, 0), (-30, 0)]], ids=["to another place", "and back"])
def test_drag_in_a_piece_opens_nothing_where_there_is_nothing_to_move_either(page, pieces, ways):
    page.goto("/")
    opened = _opened(page)
    x, y = _middle(page, ".region >> nth=0")
    page.mouse.move(x, y)
    page.mouse.down()
    for across, down in ways:
        x, y = x + across, y + down
        page.mouse.move(x, y, steps=4)
    page.mouse.up()
    page.wait_for_timeout(400)
    assert opened == []
    page.keyboard.down("Control")
    _drag(page, 20, 10, (x, y))
    page.keyboard.up("Control")
    page.wait_for_timeout(100)
    assert len(page.context.pages) == 1
    page.mouse.click(x, y)
    _at(page, pieces[0].get_absolute_url())


def test_piece_that_gets_the_focus_is_not_under_the_bar(page, pieces):
    page.goto("/")
    page.locator(".zooming [data-fit=whole]").focus()
    for key in ("Tab", "Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab"):
        page.keyboard.press(key)
    expect(_region(page, 0)).to_be_focused()
    bar, piece = (page.locator(one).bounding_box() for one in (".sheet-bar", ".region:focus .outline"))
    assert page.evaluate("scrollY") > 0
    assert piece["y"] >= bar["y"] + bar["height"]


def test_bar_says_how_large_the_picture_is_and_what_can_be_made_of_it(page, pieces):
    page.goto("/")
    smaller, larger = page.locator("[data-zoom=out]"), page.locator("[data-zoom=in]")
    width, whole = page.locator("button[data-fit=width]"), page.locator("button[data-fit=whole]")

    def said():
        pressed = [button.get_attribute("aria-pressed") == "true" for button in (width, whole)]
        disabled = [button.get_attribute("aria-disabled") == "true" for button in (smaller, larger)]
        return _scale(page), pressed, disabled

    assert said() == (100, [True, False], [True, False])
    larger.click()
    assert said() == (150, [False, False], [False, False])
    for _ in range(4):
        page.keyboard.press("Enter")
    assert larger.evaluate("button => button === document.activeElement")
    scale, pressed, disabled = said()
    assert scale > 250
    assert (pressed, disabled) == ([False, False], [False, True])
    whole.click()
    scale, pressed, disabled = said()
    share = page.locator(".region").nth(0).bounding_box()["width"] / (0.91 * 968)
    assert scale == pytest.approx(100 * share, abs=1)
    assert scale < 80
    assert (pressed, disabled) == ([False, True], [True, False])
    page.reload()
    assert said() == (scale, [False, True], [True, False])


def test_arrows_turn_the_page_until_the_picture_is_zoomed_and_then_move_it(page, pieces):
    page.goto("/issues/943/1/")
    page.locator(".sheet-frame").focus()
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.sheet-frame').scrollLeft > 0")
    page.keyboard.press("0")
    page.keyboard.press("ArrowRight")
    _at(page, "/issues/943/2/")


def test_largest_picture_is_fetched_only_when_there_is_more_of_it_to_see(page, pieces):
    page.goto("/")
    picture = page.locator(".sheet img")
    page.wait_for_timeout(900)
    assert picture.evaluate("image => image.currentSrc").endswith("/1280.webp")
    page.locator("[data-zoom=in]").click()
    page.wait_for_function("document.querySelector('.sheet img').currentSrc.endsWith('/3200.webp')")


def test_whole_page_fits_the_window_and_is_remembered(page, pieces):
    page.goto("/")
    assert page.locator(".sheet").bounding_box()["height"] > 900
    page.locator(".zooming [data-fit=whole]").click()
    bar, sheet = (page.locator(name).bounding_box() for name in (".sheet-bar", ".sheet"))
    assert sheet["y"] >= bar["y"] + bar["height"]
    assert sheet["y"] + sheet["height"] <= 900 - 8, "the lower edge of the paper is seen"
    expect(page.locator(".zooming [data-fit=whole]")).to_have_attribute("aria-pressed", "true")
    page.reload()
    assert page.locator(".sheet").bounding_box()["height"] < 900


def test_text_is_a_way_to_read_that_is_remembered(page, pieces):
    page.goto("/")
    expect(page.locator(".sheet img")).to_be_visible()
    expect(page.locator(".band").first).to_be_hidden()
    page.locator(".two-views [data-view=text]").click()
    expect(page.locator(".band").first).to_be_visible()
    expect(page.locator(".sheet img")).to_be_hidden()
    page.goto("/issues/943/1/")
    expect(page.locator(".band").first).to_be_visible()
    expect(page.locator(".two-views [aria-current=true]")).to_have_attribute("data-view", "text")


def test_address_of_a_piece_in_the_text_shows_the_text_this_once(page, pieces):
    page.goto(f"/issues/943/1/#article-{pieces[2].pk}")
    expect(page.locator(f"#article-{pieces[2].pk}")).to_be_in_viewport()
    page.locator(".two-views [data-view=printed]").click()
    expect(page.locator(".sheet img")).to_be_visible()
    page.goto("/")
    expect(page.locator(".sheet img")).to_be_visible()


def test_who_saw_the_picture_has_not_read_the_text(page, pieces):
    page.goto("/issues/943/1/")
    page.mouse.wheel(0, 2000)
    page.wait_for_function("scrollY > 100")
    page.goto("/issues/943/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".resume")).to_be_hidden()


def test_on_a_phone_the_page_fits_and_the_areas_lie_where_the_pieces_are(new_page, pieces):
    page = new_page(**PHONE)
    page.goto("/")
    sheet = page.locator(".sheet img").bounding_box()
    assert (sheet["x"], sheet["width"]) == pytest.approx((0, 390), abs=0.5)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for number, (left, top, right, bottom) in enumerate(AREAS):
        box = _region(page, number).bounding_box()
        margin = 0.005 * sheet["width"]
        assert box["x"] - sheet["x"] == pytest.approx(left * sheet["width"] - margin, abs=1)
        assert box["y"] - sheet["y"] == pytest.approx(top * sheet["height"] - margin, abs=1)
        assert box["width"] == pytest.approx((right - left) * sheet["width"] + 2 * margin, abs=1)
        assert box["height"] == pytest.approx((bottom - top) * sheet["height"] + 2 * margin, abs=1)
    page.locator(".sheet-frame").scroll_into_view_if_needed()
    box = _region(page, 2).bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    _at(page, pieces[2].get_absolute_url())


def test_on_a_phone_a_finger_finds_the_lines_of_the_guide_and_takes_none_for_another(new_page, pieces):
    front, keys = pieces[0].placements.get().page, []
    for piece, box in zip(pieces[1:], ([0.05, 0.36, 0.3, 0.37], [0.05, 0.376, 0.3, 0.386]), strict=True):
        front.guide.create(title=piece.title, target=1, article=piece)
        front.print_file.areas.create(article=piece, is_guide=True, boxes=[box], confidence=1)
        keys.append(f"guide-{piece.pk}")
    page = new_page(**PHONE)
    page.goto("/")
    page.locator(".sheet-frame").scroll_into_view_if_needed()
    sheet = page.locator(".sheet").bounding_box()
    places = {
        0.34: f"piece-{pieces[0].pk}",
        0.357: keys[0],
        0.371: keys[0],
        0.375: keys[1],
        0.391: keys[1],
        0.41: f"piece-{pieces[1].pk}",
    }
    hit = "([x, y]) => document.elementFromPoint(x, y).closest('.region')?.dataset.region"
    x = sheet["x"] + 0.1 * sheet["width"]
    found = {down: page.evaluate(hit, [x, sheet["y"] + down * sheet["height"]]) for down in places}
    assert found == places


def test_two_fingers_zoom_the_picture_and_not_the_browser(new_page, pieces):
    page = new_page(**PHONE)
    page.goto("/")
    opened = _opened(page)
    x, y = _middle(page)
    spread = [[(x - apart, y), (x + apart, y)] for apart in range(20, 60, 5)]
    _touch(page, *spread)
    assert 200 < _scale(page) <= 300
    assert page.evaluate("visualViewport.scale") == 1
    page.wait_for_timeout(400)
    assert opened == []


def test_stroke_of_a_finger_turns_the_page_unless_the_picture_is_zoomed(new_page, pieces):
    page = new_page(**PHONE)
    page.goto("/issues/943/1/")
    opened = _opened(page)
    x, y = _middle(page)
    stroke = [[(x + 100 - across, y)] for across in range(0, 200, 20)]
    page.locator("[data-zoom=in]").tap()
    _touch(page, *stroke)
    page.wait_for_timeout(400)
    assert opened == []
    page.locator("[data-zoom=out]").tap()
    assert _scale(page) == 100
    _touch(page, *stroke)
    _at(page, "/issues/943/2/")


def test_without_scripts_picture_and_text_stand_one_under_the_other_and_the_pieces_can_be_chosen(
    new_page, pieces
):
    page = new_page(java_script_enabled=False)
    page.goto("/")
    expect(page.locator(".sheet img")).to_be_visible()
    expect(page.locator(".band").first).to_be_visible()
    expect(page.locator(".zooming")).to_be_hidden()
    expect(page.locator(".in-full a")).to_be_visible()
    page.locator(".two-views [data-view=text]").click()
    expect(page.locator("#text")).to_be_in_viewport()
    _region(page, 0).click()
    _at(page, pieces[0].get_absolute_url())


def test_on_paper_the_text_is_printed_and_the_picture_only_where_there_is_nothing_else(page, pieces):
    page.goto("/")
    page.emulate_media(media="print")
    expect(page.locator(".sheet img")).to_be_hidden()
    expect(page.locator(".band").first).to_be_visible()
    for piece in pieces:
        piece.placements.all().delete()
    page.goto("/")
    expect(page.locator(".sheet img")).to_be_visible()


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desk", "phone"])
def test_printed_page_and_thumbnails_break_no_rule_of_access(new_page, pieces, screen):
    page, wrong = new_page(**screen), []
    for address in ("/", "/issues/943/", reverse("paper:archive")):
        page.goto(address)
        accessibility.begin(page)
        for scheme in ("light", "dark"):
            wrong += [f"{address} {scheme} {found}" for found in accessibility.violations(page, scheme)]
    assert wrong == []


def test_printed_page_scrolls_nothing_sideways_on_the_narrowest_screen(new_page, pieces):
    page = new_page(width=320, height=600)
    page.goto("/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_kept_issue_shows_its_printed_pages_without_a_connection(page, pieces):
    page.goto("/")
    picture = page.locator(".sheet img").evaluate("image => new URL(image.src).pathname")
    kept = ["/issues/943/1/", picture.removesuffix("1280.webp")]
    is_kept = "async (all) => (await Promise.all(all.map((one) => caches.match(one)))).every(Boolean)"
    deadline = time.monotonic() + 60
    while not page.evaluate(is_kept, kept):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    page.context.set_offline(True)
    page.goto("/issues/943/1/")
    assert page.locator(".offline-line").is_visible()
    assert page.locator(".sheet img").evaluate("image => image.decode().then(() => image.naturalWidth > 0)")

"""The editor of areas in a real browser: drawn, moved and resized with the mouse, by keys and with a finger."""

import pytest

from issues import roles
from issues.models import Area, Whereabouts
from tests import accessibility
from tests.factories import make_article, make_issue, make_page, make_print_file, make_staff, place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEFT, RIGHT = [0.05, 0.1, 0.45, 0.5], [0.55, 0.1, 0.95, 0.5]


@pytest.fixture
def printed():
    """A page with 甲, found on the left, 乙, found on the right with doubts, and 丙, not found."""
    page = make_page(make_issue())
    pieces = [make_article(title) for title in "甲乙丙"]
    for order, article in enumerate(pieces):
        place(article, page, order=order)
    make_print_file(page, {pieces[0]: [LEFT], pieces[1]: [RIGHT]})
    Area.objects.filter(article=pieces[1]).update(confidence=0.6)
    return page


@pytest.fixture
def opened(new_page, client, live_server, printed):
    """A function that opens the page's areas as an editor."""
    client.force_login(make_staff(roles.EDITOR))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}

    def open_areas(**screen):
        page = new_page(**screen)
        page.context.add_cookies([cookie])
        page.goto(f"/admin/issues/page/{printed.pk}/areas/", wait_until="load")
        if screen.get("java_script_enabled", True):
            page.evaluate(
                "() => new Promise((laid) => requestAnimationFrame(() => requestAnimationFrame(laid)))"
            )
        return page

    return open_areas


def row(page, title):
    return page.locator(".areas-piece").filter(has=page.locator(".areas-title", has_text=title))


def choose(page, title):
    row(page, title).locator(".areas-choose").click()


def boxes(page, title):
    return page.locator(f".areas-box[data-key={row(page, title).get_attribute('data-key')}]")


def at(page, x, y):
    """Where a point of the picture (in shares) is on the screen."""
    sheet = page.locator(".areas-sheet").bounding_box()
    return sheet["x"] + x * sheet["width"], sheet["y"] + y * sheet["height"]


def drag(page, start, end, let_go=True):
    """Drag with the mouse from one point of the picture (in shares) to another."""
    page.mouse.move(*at(page, *start))
    page.mouse.down()
    page.mouse.move(*at(page, *end), steps=5)
    if let_go:
        page.mouse.up()


def told(page, words):
    page.locator(".areas-told", has_text=words).wait_for()


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="保存热区").click()
    assert page.locator(".messagelist .success").count() == 1, page.locator("#content").inner_text()


def stored(title):
    area = Area.objects.get(article__title=title)
    return area.whereabouts, area.boxes, area.is_by_hand


def assert_stands(page, title, *wanted):
    """The piece is stored by hand with these boxes, to within a pixel of the picture as it was shown."""
    whereabouts, found, is_by_hand = stored(title)
    assert (whereabouts, is_by_hand, len(found)) == (Whereabouts.KNOWN, True, len(wanted)), found
    sheet = page.locator(".areas-sheet").bounding_box()
    pixel = [1 / sheet["width"], 1 / sheet["height"]] * 2
    for box, sides in zip(found, wanted, strict=True):
        assert all(abs(a - b) <= one for a, b, one in zip(box, sides, pixel, strict=True)), (box, sides)


def test_a_box_is_drawn_for_the_chosen_piece_and_saved_where_it_was_drawn(opened):
    page = opened()
    choose(page, "丙")
    drag(page, (0.2, 0.6), (0.8, 0.9))
    told(page, "新框：距左20")
    assert "未保存" in row(page, "丙").inner_text()
    save(page)
    assert "已确认" in row(page, "丙").inner_text()
    assert_stands(page, "丙", [0.2, 0.6, 0.8, 0.9])
    assert stored("甲") == (Whereabouts.KNOWN, [LEFT], False)


def test_a_piece_that_is_no_rectangle_has_several_boxes(opened):
    page = opened()
    choose(page, "丙")
    drag(page, (0.2, 0.6), (0.8, 0.7))
    drag(page, (0.7, 0.9), (0.3, 0.75))
    save(page)
    assert_stands(page, "丙", [0.2, 0.6, 0.8, 0.7], [0.3, 0.75, 0.7, 0.9])


def test_a_box_is_dragged_elsewhere_and_resized_by_its_handles(opened):
    page = opened()
    choose(page, "甲")
    drag(page, (0.25, 0.3), (0.35, 0.7))
    told(page, "已移动")
    drag(page, (0.55, 0.9), (0.65, 0.8))
    told(page, "已调整大小")
    drag(page, (0.15, 0.65), (0.1, 0.65))
    save(page)
    assert_stands(page, "甲", [0.1, 0.5, 0.65, 0.8])


def number_of(page, title, side):
    """How far the number of the piece's first box is from a side of it, in pixels; and the box's height and width."""
    return boxes(page, title).first.evaluate(
        f"box => [parseFloat(getComputedStyle(box, '::before').{side}), box.clientHeight, box.clientWidth]"
    )


def test_the_number_of_a_piece_stands_outside_its_box_so_that_the_headline_can_be_read(opened):
    page = opened()
    from_foot, height, _width = number_of(page, "甲", "bottom")
    assert from_foot == pytest.approx(height, abs=1), "above it"
    choose(page, "丙")
    drag(page, (0.2, 0.7), (0.4, 0.715))
    from_right, height, width = number_of(page, "丙", "right")
    assert height < 26
    assert from_right == pytest.approx(width, abs=1), "before a flat one, above which another may stand"
    choose(page, "甲")
    drag(page, (0.25, 0.3), (0.25, -0.2))
    assert number_of(page, "甲", "top")[0] == 0, "at the head of the page there is no room above"


def test_boxes_stay_on_the_page(opened):
    page = opened()
    choose(page, "甲")
    drag(page, (0.25, 0.3), (-0.2, -0.2))
    save(page)
    assert stored("甲")[1] == [[0, 0, 0.4, 0.4]]


def test_an_edge_is_drawn_to_the_edge_of_another_box_nearby(opened):
    page = opened()
    choose(page, "丙")
    width = page.locator(".areas-sheet").bounding_box()["width"]
    drag(page, (0.05 + 3 / width, 0.6), (0.45 - 4 / width, 0.8))
    save(page)
    [box] = stored("丙")[1]
    assert (box[0], box[2]) == (0.05, 0.45)


def test_a_click_on_a_box_chooses_its_piece_and_a_drag_over_it_draws_for_the_chosen_one(opened):
    page = opened()
    page.mouse.click(*at(page, 0.25, 0.3))
    told(page, "已选《甲》")
    drag(page, (0.6, 0.2), (0.8, 0.4))
    save(page)
    assert_stands(page, "甲", LEFT, [0.6, 0.2, 0.8, 0.4])
    assert stored("乙") == (Whereabouts.KNOWN, [RIGHT], False)


def test_where_no_piece_is_chosen_a_drag_asks_for_one(opened):
    page = opened()
    drag(page, (0.2, 0.6), (0.8, 0.9))
    told(page, "请先选一篇稿件")
    assert page.locator(".areas-box").count() == 2


def test_a_box_that_is_hardly_one_is_not_made(opened):
    page = opened()
    choose(page, "丙")
    drag(page, (0.2, 0.6), (0.8, 0.602))
    told(page, "框太小")
    assert boxes(page, "丙").count() == 0


def test_escape_leaves_off_dragging_and_then_leaves_the_piece(opened):
    page = opened()
    choose(page, "甲")
    drag(page, (0.25, 0.3), (0.5, 0.7), let_go=False)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert (
        page.locator(".areas-box.chosen")
        .get_attribute("aria-label")
        .startswith("《甲》第1框（共1框）：距左5，距上10")
    )
    page.keyboard.press("Escape")
    told(page, "没有选中稿件")
    assert page.evaluate("document.activeElement.textContent") == "甲"


def test_everything_is_done_by_keys_alone(opened):
    page = opened()
    page.locator("[data-tool=fit]").focus()
    page.keyboard.press("Tab")
    told(page, "已选《甲》")
    assert page.evaluate("document.activeElement.getAttribute('aria-roledescription')") == "热区"
    for key, times in (
        ("ArrowRight", 5),
        ("Shift+ArrowDown", 2),
        ("Alt+ArrowLeft", 5),
        ("Alt+Shift+ArrowDown", 1),
    ):
        for _ in range(times):
            page.keyboard.press(key)
    told(page, "距左6，距上14，宽39，高42")
    page.keyboard.press("Tab")
    told(page, "已选《乙》")
    page.keyboard.press("Delete")
    told(page, "还剩0个")
    page.keyboard.press("n")
    told(page, "新框")
    page.get_by_role("button", name="保存热区").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert_stands(page, "甲", [0.06, 0.14, 0.45, 0.56])
    assert stored("乙")[2]
    [[left, top, right, bottom]] = stored("乙")[1]
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((0.5, 0.5), abs=0.005)


def test_what_was_done_is_undone_step_by_step_and_done_again(opened):
    page = opened()
    choose(page, "丙")
    drag(page, (0.2, 0.6), (0.8, 0.9))
    drag(page, (0.5, 0.75), (0.4, 0.75))
    page.keyboard.press("Delete")
    row(page, "丙").get_by_role("button", name="版面上没有").click()
    seen = []
    for _ in range(4):
        page.keyboard.press("Control+z")
        seen.append(
            [
                box.get_attribute("aria-label").partition("：")[2].partition("，")[0]
                for box in boxes(page, "丙").all()
            ]
        )
    assert seen == [[], ["距左10"], ["距左20"], []]
    page.keyboard.press("Control+z")
    told(page, "没有可撤销的")
    for _ in range(2):
        page.keyboard.press("Control+Shift+z")
    told(page, "已重做——已移动")
    save(page)
    assert_stands(page, "丙", [0.1, 0.6, 0.7, 0.9])


def test_whose_new_box_is_undone_goes_on_by_keys(opened):
    page = opened()
    choose(page, "丙")
    drag(page, (0.2, 0.6), (0.8, 0.9))
    page.keyboard.press("Control+z")
    assert page.evaluate("document.activeElement.textContent") == "丙"
    page.keyboard.press("n")
    told(page, "新框：距左33.3")


def test_a_key_held_down_is_one_step_to_undo(opened):
    page = opened()
    boxes(page, "甲").focus()
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+z")
    assert "距左5，" in boxes(page, "甲").get_attribute("aria-label")


def test_a_doubtful_piece_is_found_by_a_button_and_confirmed_by_another(opened):
    page = opened()
    page.get_by_role("button", name="下一篇待看").click()
    told(page, "已选《乙》")
    row(page, "乙").get_by_role("button", name="位置无误").click()
    page.get_by_role("button", name="下一篇待看").click()
    told(page, "已选《丙》")
    row(page, "丙").get_by_role("button", name="版面上没有").click()
    page.get_by_role("button", name="下一篇待看").click()
    told(page, "没有待查看的")
    save(page)
    assert stored("乙") == (Whereabouts.KNOWN, [RIGHT], True)
    assert stored("丙") == (Whereabouts.ABSENT, [], True)


def test_what_a_hand_has_set_is_left_to_the_next_match_again(opened, printed):
    Area.objects.update(is_by_hand=True)
    page = opened()
    choose(page, "甲")
    drag(page, (0.25, 0.3), (0.35, 0.7))
    row(page, "甲").get_by_role("button", name="恢复自动").click()
    save(page)
    assert stored("甲") == (Whereabouts.KNOWN, [LEFT], False)
    assert stored("乙") == (Whereabouts.KNOWN, [RIGHT], True)


def test_a_box_drawn_on_the_enlarged_picture_stands_where_it_was_drawn(opened):
    page = opened()
    choose(page, "丙")
    before = page.locator(".areas-sheet").bounding_box()["width"]
    for _ in range(2):
        page.get_by_role("button", name="放大").click()
    assert page.locator(".areas-sheet").bounding_box()["width"] == pytest.approx(before * 2.25, abs=3)
    page.wait_for_function("document.querySelector('.areas-sheet img').currentSrc.includes('/1280.')")
    drag(page, (0.4, 0.52), (0.6, 0.6))
    save(page)
    assert_stands(page, "丙", [0.4, 0.52, 0.6, 0.6])


def test_who_saves_second_keeps_the_drawing_on_the_picture_and_saves_it_over(opened):
    mine, theirs = opened(), opened()
    choose(mine, "丙")
    drag(mine, (0.2, 0.6), (0.8, 0.9))
    choose(theirs, "甲")
    drag(theirs, (0.25, 0.3), (0.25, 0.35))
    save(theirs)
    mine.get_by_role("button", name="保存热区").click()
    mine.get_by_text("未保存：您打开之后").wait_for()
    assert boxes(mine, "丙").count() == 1
    assert "距上15，" in boxes(mine, "甲").get_attribute("aria-label")
    with mine.expect_navigation():
        mine.get_by_role("button", name="以我的为准保存").click()
    assert_stands(mine, "丙", [0.2, 0.6, 0.8, 0.9])
    assert_stands(mine, "甲", [0.05, 0.15, 0.45, 0.55])


def test_who_leaves_with_unsaved_boxes_is_asked_first(opened):
    page = opened()
    choose(page, "丙")
    drag(page, (0.2, 0.6), (0.8, 0.9))
    page.once("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.evaluate("location.assign('/admin/')")
    assert asked.value.type == "beforeunload"
    assert boxes(page, "丙").count() == 1


def touch(page, start, end):
    """Put a finger down at a point of the picture (in shares), draw it to another, lift it."""
    session = page.context.new_cdp_session(page)

    def send(kind, *points):
        sent = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": sent})

    (x1, y1), (x2, y2) = at(page, *start), at(page, *end)
    send("touchStart", (x1, y1))
    for step in range(1, 6):
        send("touchMove", (x1 + (x2 - x1) * step / 5, y1 + (y2 - y1) * step / 5))
    send("touchEnd")


def test_on_a_phone_a_finger_places_a_new_box_and_scrolls_everywhere_else(opened):
    page = opened(width=390, height=844, has_touch=True, is_mobile=True)
    row(page, "丙").locator(".areas-choose").tap()
    row(page, "丙").get_by_role("button", name="新框").tap()
    told(page, "新框")
    [name] = [box.get_attribute("aria-label") for box in boxes(page, "丙").all()]
    assert "宽33.3，高20" in name
    scrolled = page.evaluate("scrollY")
    touch(page, (0.5, 0.5), (0.5, 0.75))
    told(page, "已移动")
    touch(page, (2 / 3, 0.85), (0.9, 0.9))
    told(page, "已调整大小")
    assert page.evaluate("scrollY") == scrolled
    touch(page, (0.25, 0.55), (0.25, 0.3))
    page.wait_for_function(f"scrollY > {scrolled}")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="保存热区").scroll_into_view_if_needed()
    save(page)
    assert_stands(page, "丙", [1 / 3, 0.65, 0.9, 0.9])


def test_without_scripts_the_boxes_are_typed(opened, printed):
    page = opened(java_script_enabled=False)
    row(page, "丙").get_by_label("框：左 上 右 下").fill("20 60 80 90")
    save(page)
    assert stored("丙") == (Whereabouts.KNOWN, [[0.2, 0.6, 0.8, 0.9]], True)


@pytest.mark.parametrize(
    "screen", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}], ids=["desk", "phone"]
)
def test_the_editor_breaks_no_rule_of_accessibility(opened, screen):
    page = opened(**screen)
    choose(page, "甲")
    page.locator(".areas-help summary").click()
    accessibility.begin(page)
    assert accessibility.violations(page, "light") | accessibility.violations(page, "dark") == set()

"""The board in a real browser: carried with the mouse, moved with the keyboard, and by its menu on a phone."""

import time

import pytest

from issues import roles
from issues.models import Placement
from tests.factories import make_article, make_issue, make_page, make_staff, place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def issue():
    """Four pages, on the first of them 甲 and 乙; 丙 is in the pool."""
    issue = make_issue()
    first, *_others = [make_page(issue, number) for number in (1, 2, 3, 4)]
    for order, title in enumerate("甲乙"):
        place(make_article(title), first, order=order)
    make_article("丙")
    return issue


@pytest.fixture
def opened(new_page, client, live_server, issue):
    """A function that opens the board as an editor."""
    client.force_login(make_staff(roles.EDITOR))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}

    def open_board(**screen):
        page = new_page(**screen)
        page.context.add_cookies([cookie])
        page.goto("/admin/")
        page.wait_for_selector(".has-script")
        return page

    return open_board


def card(page, title):
    return page.locator(".card").filter(has=page.locator(".title", has_text=title))


def sheet(page, number):
    return page.locator(".sheet").nth(number - 1)


def carry(page, title, where, at=0.5):
    """Drag a piece with the mouse to the height `at` (0 the upper edge, 1 the lower) of `where`."""
    start, end = card(page, title).bounding_box(), where.bounding_box()
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] - 6)
    page.mouse.down()
    page.mouse.move(start["x"] + 45, start["y"] + start["height"] + 5, steps=3)
    page.mouse.move(end["x"] + 40, end["y"] + end["height"] * at, steps=5)
    page.mouse.up()


def told(page, words):
    page.locator("#board-told", has_text=words).wait_for()


def standing():
    """Return what stands where, as (page, title), in print order."""
    placements = Placement.objects.in_print_order().values_list("page__number", "article__title")
    return list(placements)


def test_a_piece_is_carried_from_the_pool_to_page_2_and_on_to_its_place_on_page_1_and_back(opened):
    page = opened()
    carry(page, "丙", sheet(page, 2))
    told(page, "《丙》：2版第1条")
    assert standing() == [(1, "甲"), (1, "乙"), (2, "丙")]
    carry(page, "丙", card(page, "乙"), at=0.2)
    told(page, "《丙》：1版第2条")
    assert standing() == [(1, "甲"), (1, "丙"), (1, "乙")]
    carry(page, "甲", card(page, "乙"), at=0.9)
    told(page, "《甲》：1版第3条")
    assert standing() == [(1, "丙"), (1, "乙"), (1, "甲")]
    carry(page, "丙", page.locator(".pool"))
    told(page, "《丙》已退回稿库")
    assert standing() == [(1, "乙"), (1, "甲")]


def test_a_piece_that_is_let_go_with_escape_stays_where_it_was(opened):
    page = opened()
    start = card(page, "丙").bounding_box()
    page.mouse.move(start["x"] + 30, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] - 200, start["y"] + 10, steps=4)
    assert page.locator(".ghost").count() == 1
    page.keyboard.press("Escape")
    page.mouse.up()
    assert page.locator(".ghost").count() == 0
    assert page.url.endswith("/admin/")
    assert standing() == [(1, "甲"), (1, "乙")]


def test_a_click_on_a_title_opens_the_piece(opened):
    page = opened()
    card(page, "甲").locator(".title").click()
    page.wait_for_url("**/admin/articles/article/*/change/")


def test_a_piece_is_moved_with_the_keyboard_and_keeps_the_focus(opened):
    page = opened()
    card(page, "丙").focus()
    page.keyboard.press("ArrowRight")
    told(page, "《丙》：1版第3条")
    page.keyboard.press("ArrowUp")
    told(page, "《丙》：1版第2条")
    page.keyboard.press("p")
    told(page, "《丙》：1版第2条，简讯")
    assert page.evaluate("document.activeElement.innerText").startswith("丙")
    page.keyboard.press("ArrowRight")
    told(page, "《丙》：2版第1条")
    page.keyboard.press("4")
    told(page, "《丙》：4版第1条")
    assert standing() == [(1, "甲"), (1, "乙"), (4, "丙")]
    page.keyboard.press("Delete")
    told(page, "《丙》已退回稿库")
    assert standing() == [(1, "甲"), (1, "乙")]


def test_keys_pressed_faster_than_the_server_answers_are_all_obeyed(opened):
    page = opened()
    card(page, "甲").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "p"):
        page.keyboard.press(key)
    told(page, "《甲》：3版第1条，简讯")
    assert standing() == [(1, "乙"), (3, "甲")]


def test_enter_opens_a_piece(opened):
    page = opened()
    card(page, "甲").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/articles/article/*/change/")


def test_the_prominence_is_chosen_on_the_card(opened):
    page = opened()
    card(page, "甲").locator(".placing > select").select_option("lead")
    told(page, "《甲》：1版第1条，头条")
    assert Placement.objects.get(article__title="甲").prominence == "lead"


def test_on_a_phone_the_menu_of_a_piece_places_it(opened):
    page = opened(width=390, height=844, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    menu = card(page, "丙").locator(".placing details")
    menu.locator("summary").tap()
    menu.locator("select[name=page]").select_option(label="2版 要闻")
    menu.locator("select[name=prominence]").select_option("second")
    menu.locator(".go").tap()
    told(page, "《丙》：2版第1条，二条")
    assert standing() == [(1, "甲"), (1, "乙"), (2, "丙")]


def test_without_a_script_the_menu_does_the_same(opened, new_page, client, live_server):
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page = new_page(java_script_enabled=False)
    page.context.add_cookies([cookie])
    page.goto("/admin/")
    menu = card(page, "甲").locator(".placing details")
    menu.locator("summary").click()
    menu.locator("select[name=page]").select_option(label="3版 要闻")
    menu.locator(".go").click()
    page.get_by_text("《甲》：3版第1条").wait_for()
    assert standing() == [(1, "乙"), (3, "甲")]


def test_of_two_who_move_on_one_page_the_second_is_told_and_sees_how_it_stands(opened):
    one, other = opened(), opened()
    card(one, "丙").focus()
    one.keyboard.press("1")
    told(one, "《丙》：1版第3条")
    card(other, "甲").focus()
    other.keyboard.press("ArrowDown")
    told(other, "您的移动没有生效")
    assert sheet(other, 1).locator(".title").all_inner_texts() == ["甲", "乙", "丙"]
    other.keyboard.press("ArrowDown")
    told(other, "《甲》：1版第2条")
    assert standing() == [(1, "乙"), (1, "甲"), (1, "丙")]


def test_what_another_has_moved_is_shown_by_itself(opened):
    one, other = opened(), opened()
    other.clock.install()
    other.reload()
    card(one, "丙").focus()
    one.keyboard.press("2")
    told(one, "《丙》：2版第1条")
    other.clock.run_for(31_000)
    sheet(other, 2).locator(".title", has_text="丙").wait_for()


def test_the_pool_is_searched_while_one_types(opened):
    page = opened()
    make_article("修伞匠")
    page.locator("#pool-q").press_sequentially("修伞")
    page.locator(".pool .title", has_text="修伞匠").wait_for()
    page.wait_for_function("document.querySelectorAll('.pool .card').length === 1")
    assert page.locator("#pool-q").input_value() == "修伞"
    assert page.evaluate("document.activeElement.id") == "pool-q"


def test_an_answer_that_comes_late_leaves_the_focus_where_it_has_gone(opened):
    page = opened()
    page.route("**/move/**", lambda route: (time.sleep(0.4), route.continue_()))
    card(page, "甲").focus()
    page.keyboard.press("2")
    card(page, "丙").focus()
    told(page, "《甲》：2版第1条")
    focused = page.evaluate("document.activeElement.querySelector('.title').textContent")
    assert "丙" in focused
    page.keyboard.press("3")
    told(page, "《丙》：3版第1条")
    assert standing() == [(1, "乙"), (2, "甲"), (3, "丙")]

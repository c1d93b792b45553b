"""The whole way through the paper by keyboard alone: focus is seen, goes in order, is never covered and never caught."""

import pytest
from django.core.management import call_command

from tests import factories as make
from tests.edition import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What has the focus, as a reader sees it; null at the end of the page.
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = [...one.getClientRects()].find((rect) => rect.width && rect.height);
  const style = getComputedStyle(one);
  const x = box.x + box.width / 2, y = box.y + box.height / 2;
  const top = document.elementFromPoint(x, y);
  const before = window.lastFocused;
  window.lastFocused = one;
  return {
    what: one.outerHTML.slice(0, 120),
    isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isOnTop: top !== null && (one.contains(top) || top.contains(one)),
    isInOrder: !before || Boolean(before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""


@pytest.fixture
def pieces(db):
    """The four pieces of the latest issue, and an older issue."""
    older = make.make_signed_off_issue(number=942, date=make.RELEASE.date().replace(day=15))
    make.place(make.make_article("旧闻一则"), make.make_page(older))
    edition = make_edition()
    call_command("rebuild_search", verbosity=0)
    return edition


def steps(page, most=200):
    """Press Tab from the top of the page to its end, yielding what has the focus each time."""
    page.evaluate("document.activeElement.blur(); window.lastFocused = null; scrollTo(0, 0)")
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            return
        yield focused
    raise AssertionError(f"the focus is caught: {focused['what']}")


def tab_to(page, selector):
    """Press Tab until what `selector` names has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way by keyboard to {selector} on {page.url}")


def go_to(page, selector):
    """Tab to what `selector` names and follow it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    "address", ["/", "/issues/943/", "/articles/{pk}/", "/issues/", "/search/?q=修伞匠", "/corrections/"]
)
def test_the_focus_is_seen_in_order_and_never_caught(new_page, pieces, address, width):
    page = new_page(width)
    page.goto(address.format(pk=pieces[0].pk))
    seen = list(steps(page))
    assert len(seen) > 5
    for fault in ("isOutlined", "isOnTop", "isInOrder"):
        assert [one["what"] for one in seen if not one[fault]] == [], fault


def test_the_skip_link_comes_first_and_leads_past_head_and_tabs(page, pieces):
    page.goto("/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("one => one === document.activeElement")
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_reader_goes_from_front_page_to_a_search_result_by_keyboard_alone(page, pieces):
    page.goto("/")
    go_to(page, ".tabs-pages li:nth-child(2) a")
    assert page.url.endswith("/issues/943/2/")
    go_to(page, "main h2 a")
    assert page.url.endswith(f"/articles/{pieces[2].pk}/")
    go_to(page, "main a[rel=next]")
    assert page.url.endswith(f"/articles/{pieces[3].pk}/")
    go_to(page, 'a[href="/issues/"]')
    go_to(page, '.covers a[href="/issues/942/"], .calendar a[href="/issues/942/"]')
    go_to(page, "main h3 a")
    assert page.locator("h1").inner_text() == "旧闻一则"
    go_to(page, 'a[href="/search/"]')
    tab_to(page, "main input[name=q]")
    page.keyboard.type("旧闻")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    go_to(page, "main h2 a")
    assert page.locator("h1").inner_text() == "旧闻一则"

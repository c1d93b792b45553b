"""The paper in Firefox: nothing goes wrong, sticks out or hides, and the keyboard leads through it."""

import pytest

from tests import firefox, public_views

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        firefox.program() is None,
        reason=f"no Firefox here: none of {', '.join(firefox.FIREFOXES)} is on PATH",
    ),
]

STATE = """({
  h1: document.querySelectorAll("h1").length,
  words: document.querySelector("main").innerText.trim().length,
  isSticking: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  isBroken: [...document.images].some((one) => one.complete && !one.naturalWidth),
})"""
FOCUSED = """(() => {
  const style = getComputedStyle(document.activeElement);
  return [document.activeElement.className, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
})()"""


@pytest.fixture
def tab(live_server, _answered):
    """The one page of a Firefox."""
    with firefox.started() as opened:
        yield opened


def test_every_page_stands_whole_on_a_desk_and_a_phone(tab, live_server, db):
    addresses = public_views.addresses()
    for width, height in ((1440, 900), (390, 844)):
        tab.size(width, height)
        for address in addresses:
            tab.goto(live_server.url + address)
            state = tab.value(STATE)
            assert state["words"] > 0, address
            assert state == {"h1": 1, "words": state["words"], "isSticking": False, "isBroken": False}, (
                address
            )
    assert [error for error in tab.errors if "410" not in error and "404" not in error] == []


def test_the_keyboard_leads_from_the_skip_link_to_a_search_s_result(tab, live_server, db):
    public_views.addresses()
    tab.goto(live_server.url)
    tab.press(["Tab"])
    assert tab.value(FOCUSED) == ["skip", True]
    tab.press(["Enter", "Tab"])
    assert tab.value("document.activeElement.closest('main') !== null")
    tab.goto(f"{live_server.url}/search/")
    tab.value("document.querySelector('main input[name=q]').focus()")
    tab.press([*"修伞匠", "Enter"])
    tab.wait_for("document.querySelector('main h2 a') !== null")
    assert "修伞匠" in tab.value("document.querySelector('main h2').innerText")

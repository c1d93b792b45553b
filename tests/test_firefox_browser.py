"""The paper in Firefox: nothing goes wrong, sticks out or hides, and the keyboard leads through it."""

import re

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
  sticking: [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .filter(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    .map((one) => one.outerHTML.slice(0, 110)),
  isBroken: [...document.images].some((one) => one.complete && !one.naturalWidth),
})"""
# What is said of a page that is left while the last of it, its icon, is still on its way.
LEFT_TOO_SOON = re.compile("ServiceWorker intercepted the request")
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
            assert state == {"h1": 1, "words": state["words"], "sticking": [], "isBroken": False}, address
    assert [error for error in tab.errors if not LEFT_TOO_SOON.search(error)] == []


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

"""The reading settings in a browser: kept, there before the first paint, dark and light both ways."""

import pytest

from tests.edition import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPERS = {"light": "rgb(252, 251, 248)", "dark": "rgb(25, 26, 27)"}
# Reads which look stands at the moment when the body's first part is there: before anything can be painted.
WATCH_FIRST_PARTS = """
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    window.firstSeen = { ...document.documentElement.dataset };
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
"""
DENY_STORAGE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } })"
# How a page is shown that has a picture, where nothing else was chosen.
PRINTED = {"view": "printed", "fit": "width"}
OVERFLOWING = """() => [...document.querySelectorAll(".piece, .headline, .columns")]
  .filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.className)"""
CONTRASTS = """() => {
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const luminance = (name) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.color = `var(${name})`;
    const [r, g, b] = getComputedStyle(probe).color.match(/[\\d.]+/g).map(Number).map(channel);
    probe.remove();
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  return ["--ink", "--ink-soft", "--vermilion"].flatMap((ink) => ["--paper", "--wash"].map((ground) => ratio(ink, ground)));
}"""


@pytest.fixture
def address():
    return f"/articles/{make_edition()[0].pk}/"


def _choose(page, label):
    page.get_by_text("阅读设置").click()
    page.get_by_label(label, exact=True).check()
    page.keyboard.press("Escape")


def _paper(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def _size(page, selector):
    return page.evaluate(f"parseFloat(getComputedStyle(document.querySelector('{selector}')).fontSize)")


def test_what_a_reader_chose_is_kept_and_stands_before_the_first_paint(page, address):
    page.goto(address)
    _choose(page, "特大")
    _choose(page, "黑体")
    _choose(page, "深色")
    page.add_init_script(WATCH_FIRST_PARTS)
    page.goto("/issues/943/2/")
    assert page.evaluate("firstSeen") == {"size": "larger", "face": "sans", "look": "dark", **PRINTED}
    assert page.evaluate("document.querySelector('meta[name=color-scheme]').content") == "dark"
    page.get_by_text("阅读设置").click()
    assert page.get_by_label("特大").is_checked()
    assert page.get_by_label("黑体").is_checked()


def test_type_grows_and_shrinks_in_headline_and_text(page, address):
    page.goto(address)
    before = {selector: _size(page, selector) for selector in (".text p", ".story h1")}
    _choose(page, "特大")
    assert _size(page, ".text p") == pytest.approx(1.3 * before[".text p"], rel=0.01)
    assert _size(page, ".story h1") > before[".story h1"]
    _choose(page, "小")
    assert _size(page, ".text p") == pytest.approx(0.9 * before[".text p"], rel=0.01)


def test_a_set_page_keeps_its_columns_in_the_largest_type(page, address):
    page.goto("/issues/943/1/")
    count = "getComputedStyle(document.querySelector('.piece .columns')).columnCount"
    for width in (390, 700, 1000, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("reading.choose('size', 'normal')")
        before = page.evaluate(count)
        page.evaluate("reading.choose('size', 'larger')")
        assert page.evaluate(count) == before
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(OVERFLOWING) == []


def test_headlines_and_text_change_to_sans_and_the_papers_name_does_not(page, address):
    page.goto(address)
    fonts = "[...document.querySelectorAll('.text, .story h1, .running-name')].map((part) => getComputedStyle(part).fontFamily)"
    name, headline, text = page.evaluate(fonts)
    _choose(page, "黑体")
    after = page.evaluate(fonts)
    assert after[0] == name
    assert after[1] != headline
    assert after[2] != text
    assert "sans-serif" in after[1]


def test_the_readers_choice_wins_over_the_systems_look_both_ways_and_paper_stays_white(page, address):
    page.goto(address)
    for system, choice, shown in (
        ("light", "跟随系统", "light"),
        ("dark", "跟随系统", "dark"),
        ("light", "深色", "dark"),
        ("dark", "深色", "dark"),
        ("dark", "浅色", "light"),
    ):
        page.emulate_media(color_scheme=system, media="screen")
        _choose(page, choice)
        assert _paper(page) == PAPERS[shown]
        page.reload()
        assert _paper(page) == PAPERS[shown]
        page.emulate_media(color_scheme=system, media="print")
        assert _paper(page) == "rgb(255, 255, 255)"


def test_all_inks_stand_out_from_their_grounds_in_light_and_dark(page, address):
    page.goto(address)
    for look in ("light", "dark"):
        page.evaluate(f"reading.choose('look', '{look}')")
        ratios = page.evaluate(CONTRASTS)
        assert len(ratios) == 6
        assert all(ratio >= 4.5 for ratio in ratios)


def test_where_storage_is_denied_a_choice_holds_as_long_as_the_page(page, address):
    page.add_init_script(DENY_STORAGE)
    errors = []
    page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 (a builtin is refused)
    page.goto(address)
    _choose(page, "深色")
    assert _paper(page) == PAPERS["dark"]
    page.reload()
    assert _paper(page) == PAPERS["light"]
    assert errors == []


def test_nonsense_in_the_storage_is_taken_for_no_choice(page, address):
    page.goto(address)
    for stored in ("not json", '{"look": "blinking", "size": 7}', "[1]", "null", '"dark"'):
        page.evaluate("(stored) => localStorage.setItem('reading.choices', stored)", stored)
        page.reload()
        chosen = page.evaluate("({...document.documentElement.dataset})")
        assert chosen == {"size": "normal", "face": "serif", "look": "auto", **PRINTED}


def test_another_window_follows_at_once(page, address):
    page.goto(address)
    other = page.context.new_page()
    other.goto("/issues/943/1/")
    _choose(page, "深色")
    other.wait_for_function("document.documentElement.dataset.look === 'dark'")


def test_a_settings_panel_closes_by_escape_and_by_turning_elsewhere_with_the_focus_where_it_was(
    page, address
):
    page.goto(address)
    panel, summary = page.locator(".settings"), page.locator("summary", has_text="阅读设置")
    summary.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert summary.evaluate("(summary) => summary === document.activeElement")
    summary.click()
    page.locator(".story h1").click()
    assert not panel.is_visible()
    summary.click()
    assert panel.is_visible()
    page.locator("summary", has_text="分享").focus()
    assert not panel.is_visible()


def test_without_scripts_only_what_works_is_shown(new_page, address):
    page = new_page(java_script_enabled=False)
    page.goto(address)
    tools = page.locator(".tools")
    assert tools.get_by_text("分享", exact=True).is_visible()
    for label in ("阅读设置", "打印", "朗读", "继续阅读"):
        assert tools.get_by_text(label).filter(visible=True).count() == 0
    tools.get_by_text("分享", exact=True).click()
    assert tools.get_by_role("img", name="本文网址的二维码").is_visible()
    assert tools.get_by_role("link", name="保存分享图").is_visible()
    assert tools.get_by_text("复制链接").filter(visible=True).count() == 0


def test_all_tools_are_large_enough_for_a_finger(new_page, address):
    page = new_page(390, has_touch=True, is_mobile=True)
    page.goto(address)
    page.get_by_text("阅读设置").tap()
    boxes = page.locator(".tools :is(summary, button, label):visible").evaluate_all(
        "(tools) => tools.map((tool) => tool.getBoundingClientRect().height)"
    )
    assert len(boxes) > 10
    assert min(boxes) >= 44


def test_a_panel_fits_where_the_page_is_shown_four_times_as_large(new_page, address):
    page = new_page(320, 256)
    page.goto(address)
    for name in ("阅读设置", "分享"):
        page.locator("summary", has_text=name).click()
        box = page.locator(".panel:visible").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

"""The archive in a real browser: a calendar that a thumb can use, a form that works without scripts."""

import datetime

import pytest

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Whether a square of 24 px (WCAG 2.2, 2.5.8) around the middle of each link of the calendar is that link's.
_EACH_IS_LARGE = """() => [...document.querySelectorAll(".calendar a")].every((link) => {
  link.scrollIntoView({ block: "center" });
  const box = link.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return [[-11, -11], [11, -11], [-11, 11], [11, 11]].every(
    ([right, down]) => document.elementFromPoint(x + right, y + down) === link);
})"""


@pytest.fixture
def issues():
    for week in range(20):
        date = datetime.date(2020, 5, 22) - datetime.timedelta(weeks=week)
        make.make_page(make.make_signed_off_issue(number=943 - week, date=date))


def test_on_a_phone_the_calendar_fits_and_its_days_are_large_enough(new_page, issues):
    page = new_page(width=390, height=844)
    page.goto("/issues/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".calendar a").count() == 20
    assert page.evaluate(_EACH_IS_LARGE)


def test_without_scripts_a_typed_number_leads_to_its_issue(new_page, issues):
    page = new_page(java_script_enabled=False)
    page.goto("/issues/")
    page.get_by_label("期号或日期").fill("伞")
    page.keyboard.press("Enter")
    field = page.get_by_label("期号或日期")
    assert field.input_value() == "伞"
    field.fill("第940期")
    page.get_by_role("button", name="前往").click()
    page.wait_for_url("**/issues/940/")


def test_a_screen_reader_hears_which_issue_a_day_leads_to(page, issues):
    page.goto("/archive/2020/")
    page.get_by_role("table", name="5月").get_by_role("link", name="22 第943期").click()
    page.wait_for_url("**/issues/943/")


def test_on_a_phone_the_jump_form_stands_clear_of_the_heading_and_says_what_may_be_typed(new_page, issues):
    page = new_page(390, 844)
    for size in ("normal", "larger"):
        page.goto("/issues/")
        page.evaluate(f"reading.choose('size', '{size}')")
        heading, label, field, button = (
            page.locator(part).bounding_box() for part in ("h1", ".jump label", ".jump input", ".jump button")
        )
        assert label["y"] - (heading["y"] + heading["height"]) >= 8
        assert label["x"] == pytest.approx(heading["x"], abs=1)
        assert field["y"] == pytest.approx(button["y"], abs=1)
    assert page.get_by_placeholder("943 或 2020-05-22").is_visible()

"""No page breaks a rule of WCAG 2.2 AA that a program can know, on a desk or a phone, in the light or the dark."""

import pytest

from tests import accessibility, public_views

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, PHONE = 1440, 390


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_no_public_page_breaks_a_rule(new_page, width):
    page, wrong = new_page(width), {}
    for address in public_views.addresses():
        page.goto(address)
        accessibility.begin(page)
        for scheme in ("light", "dark"):
            if found := accessibility.violations(page, scheme):
                wrong[f"{address} {scheme}"] = found
        assert page.locator("h1").count() == 1, address
    assert wrong == {}

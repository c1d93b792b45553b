"""Setting pages anew in a real browser without scripts: asked, ticked, told to the end."""

import pytest

from issues import roles
from tests.factories import make_article, make_issue, make_page, make_print_file, make_staff, place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_are_ticked_set_and_told_and_nothing_is_under_way_at_the_end(new_page, client, live_server):
    page = make_page(make_issue(page_count=1))
    place(make_article(), page, prominence="lead")
    sent = make_print_file(page)
    client.force_login(make_staff(roles.EDITOR))
    screen = new_page(java_script_enabled=False)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    screen.context.add_cookies([cookie])
    screen.goto(f"/admin/issues/issue/{page.issue_id}/print-files/")
    screen.locator("a[href='?set_all']").click()
    assert not screen.locator("[name=page]").is_checked(), "somebody has sent it"
    screen.locator("[name=page]").check()
    screen.locator("[name=set_ticked]").click()
    screen.locator(".run-done").wait_for()
    assert screen.locator(".outcome .out").count() == 1
    assert not screen.locator(".under-way").is_visible()
    assert not screen.locator(".begun").is_visible()
    page.refresh_from_db()
    assert page.print_file != sent

"""No page breaks a rule of WCAG 2.2 AA that a program can know, on a desk or a phone, in the light or the dark."""

import pytest
from django.template.loader import render_to_string

from articles.models import ArticleState
from tests import accessibility, public_views
from tests.every_kind import make_paper
from tests.factories import make_article, make_photo, make_user, place
from tests.test_roles import admin_addresses, draft, things  # noqa: F401 - fixtures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def editor(client, new_page, live_server):
    """A page in which the editor-in-chief is logged in."""
    client.force_login(make_user())
    page = new_page()
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["desk", "phone"])
def test_no_public_page_breaks_a_rule(page, screen):
    page.set_viewport_size(screen)
    wrong = []
    for address in public_views.addresses():
        page.goto(address)
        accessibility.begin(page)
        for scheme in ("light", "dark"):
            wrong += [f"{address} {scheme} {found}" for found in accessibility.violations(page, scheme)]
        assert page.locator("h1").count() == 1, address
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize("app", ["articles", "issues"])
def test_no_page_of_the_admin_breaks_a_rule(client, editor, things, app):  # noqa: F811
    _fill(things["issues.page"])
    pages = {name.partition(":")[0]: address for name, address in admin_addresses(things)}
    own = [address for name, address in pages.items() if name.startswith(f"{app}_") and _is_of_its_kind(name)]
    general = ["/admin/", "/admin/taggit/tag/"] if app == "issues" else ["/admin/password_change/"]
    wrong = []
    for address in [*general, *own]:
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        editor.set_viewport_size(DESK)
        editor.goto(address)
        accessibility.begin(editor)
        for screen, scheme in ((DESK, "light"), (DESK, "dark"), (PHONE, "light")):
            editor.set_viewport_size(screen)
            found = accessibility.violations(editor, scheme)
            wrong += [f"{address} {screen['width']} {scheme} {one}" for one in found]
    assert not wrong, "\n".join(sorted(wrong))


def test_the_way_into_the_admin_breaks_no_rule(page):
    page.goto("/admin/login/")
    assert broken(page) == set()


def test_what_stands_for_what_is_not_there_breaks_no_rule(page, rf):
    for address in ("/", "/shared/no-such-link/"):
        page.goto(address)
        assert broken(page) == set(), address
    for template in ("400.html", "403.html", "500.html"):
        page.set_content(render_to_string(template, request=rf.get("/")))
        assert broken(page) == set(), template


def test_a_preview_breaks_no_rule(editor):
    paper = make_paper()
    for address in (
        f"/preview/issues/{paper.issue.slug}/1/",
        f"/preview/articles/{paper.pieces['withdrawn'].pk}/",
    ):
        editor.goto(address)
        assert editor.locator(".preview-bar").is_visible()
        assert broken(editor) == set(), address


def broken(page):
    """Return what is wrong with the page in the light and in the dark."""
    accessibility.begin(page)
    return accessibility.violations(page, "light") | accessibility.violations(page, "dark")


def _is_of_its_kind(name):
    """Say whether a page is looked at: of Django's records of what was done and will be deleted, the articles' alone."""
    return name.startswith("articles_article_") or not name.endswith(("_history", "_delete", "_restore"))


def _fill(page):
    """Let a piece with a photo, one that may not be printed and a pointer stand on the page."""
    lead = make_article("头条", dateline="本报讯")
    make_photo(lead)
    place(lead, page, prominence="lead", see_page=9)
    place(make_article("未批的稿", ArticleState.SUBMITTED), page, order=1)
    page.guide.create(title="导读", target=1, article=lead)

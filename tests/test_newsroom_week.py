"""One page's way in a real browser: from the layout program's text to a reader's screen."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from issues import roles
from issues.models import Issue
from tests.factories import BEIJING, make_staff, make_user, picture_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """新东城报

NEW DONGCHENG WEEKLY

2020年6月5日 星期五
本期1版
总第945期
www.xdcb.net

葫芦架胡同开出第一间共享木工房

锯声里的周末

工具由街坊捐出;十二岁以上都可以来学

本报讯(记者 程砚禾 通讯员 柏 青)六月的第一个周末,葫芦架胡同的共享木工房开了门,二十多位街坊带着坏了腿的板凳来修。

木工房由一间空了八年的库房改成,三张工作台并排靠窗。木匠师傅每周六上午在这里教大家认木头、磨刀、开榫。

“板凳修好了,人也认全了。”住在三号院的一位居民说,他要把家里的旧书架也搬来,

换两块新的隔板。

石榴花开满墙

六月初的清晨,葫芦架胡同的石榴花开满墙头。图为居民在花下浇水。

记者 燕北河 摄影报道
"""


def beijing(moment):
    """A moment as the field of date and time takes it: Beijing time, to the minute."""
    return moment.astimezone(BEIJING).strftime("%Y-%m-%dT%H:%M")


def log_in(page, username):
    page.goto("/admin/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill("shiliuhua-2020")
    page.get_by_role("button", name="登录").click()
    return page


@pytest.fixture
def desk(new_page):
    """An editor's browser, logged in by the form."""
    user = make_user(username="bianji")
    user.set_password("shiliuhua-2020")
    user.save()
    return log_in(new_page(), "bianji")


@pytest.fixture
def reviewers(new_page):
    """The browsers of the three who review, in the order of the reviews."""
    pages = {}
    for role in (roles.EDITOR, roles.DESK_HEAD, roles.CHIEF):
        user = make_staff(role)
        user.set_password("shiliuhua-2020")
        user.save()
        pages[role] = log_in(new_page(), role)
    return pages


def import_the_page(desk):
    """Paste the text, correct one title beside it, and save."""
    desk.goto("/admin/issues/issue/import/")
    desk.locator("textarea[name=text]").fill(TEXT)
    desk.get_by_role("button", name="读取版面").click()
    expect(desk.locator("input[name=piece0-title]")).to_have_value("锯声里的周末")
    desk.locator("input[name=piece0-title]").fill("锯声里的好周末")
    desk.locator("input[name=save]").click()
    expect(desk.locator(".messagelist")).to_be_visible()


def place_the_photo(desk, tmp_path):
    """Give the photo piece its picture."""
    picture = tmp_path / "石榴花.jpg"
    picture.write_bytes(picture_file((1600, 1000), "firebrick").read())
    desk.goto(f"/admin/articles/article/{Article.objects.get(title='石榴花开满墙').pk}/change/")
    desk.locator("input[type=file][name=photos-0-upload]").set_input_files(picture)
    desk.locator("input[name=_save]").click()
    expect(desk.locator(".messagelist li")).to_be_visible()


def move_all(desk, move, opinion=""):
    """Tick all copy in the list, choose the move, write one opinion on it."""
    desk.goto("/admin/articles/article/")
    desk.locator("#action-toggle").check()
    desk.locator("select[name=action]").select_option(f"move_{move}")
    desk.get_by_role("button", name="执行").click()
    if opinion:
        desk.locator("textarea[name=opinion]").fill(opinion)
    desk.locator(".move-form input[type=submit]").click()
    expect(desk.locator(".messagelist li").first).to_be_visible()


def approve_all(reviewers):
    move_all(reviewers[roles.EDITOR], "submit")
    for page, move in zip(reviewers.values(), ("first", "second", "final"), strict=True):
        move_all(page, move, "同意。")
    assert set(Article.objects.values_list("state", flat=True)) == {"approved"}


def settle_release(desk, moment, move):
    """Sign off or reschedule the issue for `moment`; of one that has passed, tick that it goes out at once."""
    desk.goto(f"/admin/issues/issue/{Issue.objects.get(number=945).pk}/sign-off/")
    desk.locator("input[name=publish_at]").fill(beijing(moment))
    if desk.locator("input[name=acknowledged]").count():
        desk.locator("input[name=acknowledged]").check()
    button, tick = desk.locator(f"button[name=move][value={move}]"), desk.locator("input[name=at_once]")
    if tick.count():
        tick.check()
    button.click()
    expect(desk.locator(".messagelist li, .errorlist li").first).to_be_visible()
    if tick.count():
        tick.check()
        button.click()
    expect(desk.locator(".messagelist li")).to_be_visible()


def test_an_imported_page_is_corrected_signed_off_and_read_after_its_moment_and_not_before(
    desk, reviewers, new_page, tmp_path
):
    import_the_page(desk)
    place_the_photo(desk, tmp_path)
    approve_all(reviewers)
    settle_release(desk, timezone.now() + datetime.timedelta(hours=1), "sign_off")

    reader = new_page()
    assert reader.goto("/issues/945/1/").status == 404
    assert "锯声" not in reader.goto("/").text()

    settle_release(desk, timezone.now() - datetime.timedelta(minutes=1), "reschedule")
    assert reader.goto("/").status == 200
    expect(reader.get_by_role("heading", name="锯声里的好周末")).to_be_visible()
    picture = reader.get_by_role("img", name="六月初的清晨")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0

    reader.get_by_role("link", name="锯声里的好周末").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("锯声里的好周末")
    expect(reader.get_by_text("他要把家里的旧书架也搬来,换两块新的隔板。")).to_be_visible()


def test_the_front_page_fits_a_phone(desk, reviewers, new_page, tmp_path):
    import_the_page(desk)
    place_the_photo(desk, tmp_path)
    approve_all(reviewers)
    settle_release(desk, timezone.now() - datetime.timedelta(minutes=1), "sign_off")
    for width in (360, 390, 768, 1440, 1920):
        reader = new_page(width=width)
        reader.goto("/")
        assert reader.evaluate("document.documentElement.scrollWidth") <= width

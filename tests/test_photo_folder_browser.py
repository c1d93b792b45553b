"""Many photos at once in a real browser: they are counted as they are chosen, and put right on the page that tells of them."""

import pytest

from articles.models import Photo
from articles.photo_folder.views import MOST_SENT
from issues import roles
from tests.accessibility import begin, violations
from tests.factories import make_staff
from tests.photo_files import exif, jpeg, picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILES = "input[type=file]"


@pytest.fixture
def desk(new_page, client, live_server):
    """The page that asks for the photos, opened by an editor."""
    client.force_login(make_staff(roles.EDITOR))
    page = new_page()
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto("/admin/articles/photo/")
    page.get_by_role("link", name="批量上传照片").click()
    page.locator(FILES).wait_for()
    page.wait_for_load_state()
    return page


def chosen(name, data):
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def test_photos_are_chosen_sent_and_put_right(desk):
    desk.set_input_files(
        FILES,
        [
            chosen("一.jpg", jpeg(exif=exif(description="伞摊"), size=(400, 300))),
            chosen("坏.jpg", picture()[:-200]),
        ],
    )
    assert desk.inner_text(".chosen") == "已选文件数： 2"
    begin(desk)
    assert violations(desk) == set()
    desk.get_by_role("button", name="开始上传").click()
    desk.get_by_text("已收入 1、未收 1").wait_for()
    begin(desk)
    assert violations(desk) == set()
    assert violations(desk, "dark") == set()
    caption = desk.get_by_label("图片说明")
    assert caption.input_value() == "伞摊"
    caption.fill("修伞匠的伞摊。")
    desk.get_by_label("摄影署名").fill("林小禾 摄")
    desk.get_by_role("button", name="保存图片说明和署名").click()
    desk.get_by_text("已改正照片：1 张").wait_for()
    photo = Photo.objects.get()
    assert (photo.caption, photo.credits.get().name) == ("修伞匠的伞摊。", "林小禾")


def test_too_many_files_are_refused_before_they_are_sent(desk):
    many = [chosen(f"{n}.jpg", b"x") for n in range(MOST_SENT + 1)]
    desk.set_input_files(FILES, many)
    assert desk.evaluate("document.querySelector('input[type=file]').validationMessage") == (
        "一次选的文件太多，请打成 zip 压缩包。"
    )
    desk.set_input_files(FILES, many[:MOST_SENT])
    assert desk.evaluate("document.querySelector('input[type=file]').checkValidity()")

"""What stands in the way of a page's import is said before anything is saved, where it can be put right."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from issues.models import Issue, Page
from tests.browsing import fields_of
from tests.factories import make_issue, make_masthead, make_signed_off_issue, make_user
from tests.test_admin_import import DOOR, TEXT, read, save, shown_text

pytestmark = pytest.mark.django_db

INNER = "2版 综合新闻\n\n" + TEXT[TEXT.index("槐安街道") :]


@pytest.fixture
def desk(client):
    """A client logged in as someone with every right."""
    client.force_login(make_user())
    return client


def marked(response):
    """Return the name of what the page marks as wrong, "" for nothing."""
    error = response.context["error"]
    return error.field if error and shown_text(response).count(error.message) == 2 else ""


def test_that_the_issue_is_signed_off_is_said_at_reading(desk):
    make_signed_off_issue(number=944, date="2020-05-29")
    shown = read(desk)
    assert "第944期已签发" in shown_text(shown)
    assert marked(shown) == "issue_number"
    assert "<details open>" in shown_text(shown)


def test_a_page_that_fits_is_read_without_a_warning(desk):
    shown = read(desk)
    assert "errornote" not in shown_text(shown)
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    ("stored", "field"), [((944, "2020-05-22"), "date"), ((950, "2020-05-29"), "issue_number")]
)
def test_a_contradicting_number_or_date_is_marked_at_reading(desk, stored, field):
    make_issue(*stored, masthead=make_masthead())
    assert marked(read(desk)) == field


def test_an_unknown_issue_is_said_at_reading_and_can_be_put_right_there(desk):
    make_issue(944, "2020-05-29", masthead=make_masthead())
    shown = read(desk, INNER, issue="999")
    assert marked(shown) == "issue"
    save(desk, shown, issue="944")
    assert Page.objects.get().issue.number == 944


def test_a_wrong_number_typed_beside_the_draft_loses_no_correction(desk):
    shown = read(desk, INNER, issue="999")
    again = save(desk, shown, issue="abc", **{"piece0-title": "改过的题"})
    assert marked(again) == "issue"
    assert (fields_of(again)["issue"], fields_of(again)["piece0-title"]) == ("abc", "改过的题")
    assert not Page.objects.exists()


def test_a_page_without_a_number_is_said_at_reading_and_can_be_put_right_there(desk):
    make_issue(944, "2020-05-29", masthead=make_masthead())
    shown = read(desk, INNER.removeprefix("2版 综合新闻\n\n"), issue="944")
    assert marked(shown) == "number"
    save(desk, shown, **{"page-number": "3"})
    assert Page.objects.get().number == 3


def test_a_text_longer_than_any_page_is_refused_and_stays_in_the_form(desk):
    long = "字" * 200_001
    refused = read(desk, long)
    assert "超过20万字" in shown_text(refused)
    assert fields_of(refused)["text"] == long
    assert "超过20万字" in shown_text(desk.post(DOOR, {"file": SimpleUploadedFile("1.txt", b"a" * 800_001)}))


def test_what_is_too_large_to_be_read_at_all_gets_a_chinese_page(desk):
    refused = read(desk, "a" * (20 * 1024 * 1024 + 1))
    assert refused.status_code == 400
    assert "未能提交" in shown_text(refused)


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x1f"])
def test_control_characters_get_one_clear_message(desk, sign):
    errors = read(desk, TEXT + sign).context["form"].errors
    assert list(errors) == ["text"]
    assert errors["text"] == ["文字中含有无法识别的控制字符，请以纯文本重新粘贴。"]


def test_an_empty_file_gets_one_message(desk):
    errors = desk.post(DOOR, {"file": SimpleUploadedFile("1.txt", b"")}).context["form"].errors
    assert (list(errors), len(errors["file"])) == (["file"], 1)


def test_of_a_text_and_a_file_one_must_be_chosen(desk):
    refused = read(desk, file=SimpleUploadedFile("1.txt", TEXT.encode()))
    assert "只能提供一种" in shown_text(refused)
    assert fields_of(refused)["text"] == TEXT


def test_an_issue_number_that_is_none_is_refused_at_its_field(desk):
    assert read(desk, issue="abc").context["form"].errors["issue"] == ["期号请填数字，例如943。"]


def test_what_an_editor_must_settle_comes_as_a_warning_and_what_the_desk_keeps_is_named(desk):
    save(desk, read(desk), **{"piece0-title": "停车晾晒都有序"})
    changed = TEXT.replace("停车有序 晾晒有架", "停车有位 晾晒有架").replace("写在纸上", "写在红纸上")
    response = save(desk, read(desk, changed))
    said = {message.level_tag: str(message) for message in response.context["messages"]}
    assert "请编辑处理：《停车晾晒都有序》的标题" in said["warning"]
    assert "请编辑处理" not in said["success"]
    again = save(desk, read(desk, changed))
    assert "保留编辑改动：《停车晾晒都有序》的标题" in shown_text(again)

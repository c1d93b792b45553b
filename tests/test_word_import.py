"""Importing a Word document in the admin: its draft stands beside its text, is corrected, and becomes an article."""

import datetime
import os
import re

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from articles.models import Article, Photo, Reporter, Revision
from issues import roles
from tests.browsing import fields_of
from tests.factories import make_reader_account, make_reporter, make_staff, make_user
from tests.word_documents import (
    FIRST,
    SECOND,
    deleted,
    in_document,
    inserted,
    picture_of,
    rezipped,
    run,
    story,
)

pytestmark = pytest.mark.django_db

DOOR = "/admin/articles/article/import-word/"


@pytest.fixture
def desk(client):
    """A client logged in as someone with every right."""
    client.force_login(make_user())
    return client


def read(client, copy, changes="accepted", name="稿件.docx"):
    """Choose the document and press the button; returns the page with the draft."""
    data = copy if isinstance(copy, bytes) else copy.bytes()
    return client.post(DOOR, {"file": SimpleUploadedFile(name, data), "changes": changes})


def save(client, shown, **changes):
    """Press "save as a draft" on the page with the draft, with `changes` typed in."""
    return client.post(DOOR, fields_of(shown) | changes | {"save": "1"}, follow=True)


def shown_text(response):
    return response.content.decode()


def kept_documents():
    return default_storage.listdir("word")[1] if default_storage.exists("word") else []


def with_photo(caption="图为修伞匠在槐树下干活。林小禾 摄"):
    copy = story()
    copy.picture()
    copy.lines(caption, SECOND)
    return copy


def test_the_draft_is_shown_beside_the_text_and_nothing_is_saved(desk):
    shown = read(desk, with_photo())
    fields = fields_of(shown)
    assert (fields["piece-title"], fields["piece-dateline"]) == ("胡同口来了修伞匠", "本报讯")
    assert fields["piece-credits"] == "记者 林小禾 通讯员 何芳"
    assert fields["piece-photo0-caption"] == "图为修伞匠在槐树下干活。"
    assert fields["piece-photo0-credits"] == "摄影 林小禾"
    page = shown_text(shown)
    assert f'<li id="line-3">{SECOND}</li>' in page
    assert 'src="data:image/webp;base64,' in page
    assert not Article.objects.exists()


def test_what_is_saved_untouched_is_an_article_in_draft_with_its_photo(desk):
    response = save(desk, read(desk, with_photo()))
    article = Article.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/articles/article/{article.pk}/change/"
    assert (article.title, article.dateline, article.state) == ("胡同口来了修伞匠", "本报讯", "draft")
    assert article.body == "".join(f"<p>{text}</p>" for text in (FIRST.partition("）")[2], SECOND, SECOND))
    assert [str(credit) for credit in article.credits.all()] == ["记者 林小禾", "通讯员 何芳"]
    photo = article.photos.get()
    assert (photo.caption, photo.width, photo.height) == ("图为修伞匠在槐树下干活。", 1200, 800)
    assert default_storage.exists(photo.file)
    revision = article.revisions.get()
    assert (revision.origin, revision.made_by.username) == (Revision.Origin.EDIT, "editor")
    assert "《胡同口来了修伞匠》" in shown_text(response)


def test_the_document_is_kept_between_the_steps_and_gone_after_the_save(desk):
    shown = read(desk, with_photo())
    assert len(kept_documents()) == 1
    save(desk, shown)
    assert kept_documents() == []


def test_documents_that_were_left_behind_go_when_somebody_imports(desk):
    read(desk, story())
    (old,) = kept_documents()
    long_ago = (datetime.datetime.now(tz=datetime.UTC) - datetime.timedelta(days=3)).timestamp()
    os.utime(default_storage.path(f"word/{old}"), (long_ago, long_ago))
    read(desk, story())
    assert len(kept_documents()) == 1
    assert old not in kept_documents()


def test_a_wrong_field_loses_nothing_that_was_typed_and_no_picture(desk):
    shown = read(desk, with_photo())
    changes = {"piece-title": "改过的题", "piece-credits": "写得不对", "piece-photo0-caption": "改过的说明"}
    again = save(desk, shown, **changes)
    assert "errornote" in shown_text(again)
    assert not Article.objects.exists()
    assert fields_of(again).items() >= changes.items()
    save(desk, again, **{"piece-credits": "记者 林小禾"})
    article = Article.objects.get()
    assert (article.title, article.photos.get().caption) == ("改过的题", "改过的说明")
    assert article.photos.get().file


def test_an_article_needs_a_title(desk):
    again = save(desk, read(desk, story()), **{"piece-title": ""})
    assert "errornote" in shown_text(again)
    assert not Article.objects.exists()


def test_a_photo_can_be_left_out(desk):
    copy = with_photo()
    copy.picture("green")
    copy.lines("图为排队的街坊。")
    save(desk, read(desk, copy), **{"piece-photo0-is_removed": "on"})
    photo = Photo.objects.get()
    assert photo.caption == "图为排队的街坊。"
    with default_storage.open(photo.file) as file:
        red, green, _blue = Image.open(file).getpixel((5, 5))
    assert green > red


def test_a_picture_without_a_caption_is_kept(desk):
    copy = story()
    copy.picture()
    copy.lines(SECOND)
    save(desk, read(desk, copy))
    assert (Photo.objects.get().caption, bool(Photo.objects.get().file)) == ("", True)


def test_names_are_linked_to_people_who_are_known_and_nobody_is_made(desk):
    person = make_reporter("林小禾")
    save(desk, read(desk, story()))
    linked = {credit.name: credit.reporter for credit in Article.objects.get().credits.all()}
    assert linked == {"林小禾": person, "何芳": None}
    assert list(Reporter.objects.all()) == [person]


def test_of_two_people_of_one_name_the_editor_chooses(desk):
    _other, meant = make_reporter("林小禾", note="文化部"), make_reporter("林小禾", note="政法部")
    shown = read(desk, story())
    assert "person-林小禾" in fields_of(shown) or 'name="person-林小禾"' in shown_text(shown)
    save(desk, shown, **{"person-林小禾": meant.pk})
    assert Article.objects.get().credits.get(name="林小禾").reporter == meant


def test_tracked_changes_are_counted_and_taken_as_chosen(desk):
    copy = story("胡同口来了修伞匠", FIRST)
    copy.xml(run("他说，伞坏了") + deleted("就扔掉") + inserted("不要扔") + run("，还能用十年。"))
    accepted = read(desk, copy)
    assert "2处，已接受" in shown_text(accepted)
    assert "就扔掉" not in shown_text(accepted)
    refused = read(desk, copy, changes="refused")
    assert "2处，已拒绝" in shown_text(refused)
    save(desk, refused)
    assert Article.objects.get().body.endswith("<p>他说，伞坏了就扔掉，还能用十年。</p>")


def test_comments_become_the_internal_note(desk):
    copy = story()
    paragraph = copy.document.paragraphs[1]
    copy.document.add_comment(paragraph.runs, "早晨几点？请核实。", author="李编辑")
    save(desk, read(desk, copy))
    note = Article.objects.get().internal_note
    assert note.startswith("批注 李编辑：早晨几点？请核实。（“本报讯（记者 林小禾")
    assert "早晨几点" not in Article.objects.get().body


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le"), "另存为.docx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "取消密码"),
        (b"%PDF-1.4", "PDF"),
        (story().bytes()[:2000], "损坏"),
    ],
    ids=["doc", "encrypted", "pdf", "broken"],
)
def test_a_file_that_is_no_docx_says_what_to_do(desk, data, said):
    response = read(desk, data)
    assert said in re.sub(r"\s", "", shown_text(response))
    assert fields_of(response)["changes"] == "accepted"
    assert kept_documents() == []


def test_a_picture_that_turns_out_broken_is_named_and_nothing_is_saved(desk):
    copy = with_photo()
    data = copy.bytes()
    name, picture = picture_of(data)
    again = save(desk, read(desk, rezipped(data, {name: picture[: len(picture) // 2]})))
    assert "图片1" in shown_text(again)
    assert not Article.objects.exists()
    save(desk, again, **{"piece-photo0-is_removed": "on"})
    assert Article.objects.get().photos.count() == 0


def test_a_draft_whose_document_is_gone_asks_for_the_file_again(desk):
    shown = read(desk, story())
    for name in kept_documents():
        default_storage.delete(f"word/{name}")
    response = save(desk, shown)
    assert "请重新选择文件" in shown_text(response)
    assert not Article.objects.exists()


def test_a_token_that_this_site_has_not_signed_opens_nothing(desk):
    default_storage.save("originals/secret.docx", SimpleUploadedFile("x", story().bytes()))
    response = desk.post(DOOR, {"save": "1", "document": "originals/secret.docx", "piece-title": "题"})
    assert "请重新选择文件" in shown_text(response)


def test_a_reporter_imports_copy_of_ones_own(client):
    reporter = make_staff(roles.REPORTER)
    client.force_login(reporter)
    assert DOOR in shown_text(client.get("/admin/articles/article/"))
    response = save(client, read(client, with_photo()))
    article = Article.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/articles/article/{article.pk}/change/"
    assert (article.owner, article.photos.get().added_by) == (reporter, reporter)
    assert 'name="_save"' in shown_text(response)


def test_copy_that_an_editor_imports_is_not_the_editors_own(client):
    client.force_login(make_staff(roles.EDITOR))
    save(client, read(client, story()))
    assert Article.objects.get().owner is None


def test_import_needs_the_right_to_add_copy(client):
    client.force_login(make_reader_account("clerk", ["articles.view_article"]))
    assert DOOR not in shown_text(client.get("/admin/articles/article/"))
    assert client.get(DOOR).status_code == 403
    assert read(client, story()).status_code == 403
    assert client.post(DOOR, {"save": "1"}).status_code == 403


def test_a_long_document_takes_as_many_queries_as_a_short_one(desk):
    with CaptureQueriesContext(connection) as short:
        read(desk, story())
    copy = with_photo()
    copy.lines(*[SECOND] * 50)
    with CaptureQueriesContext(connection) as long:
        read(desk, copy)
    assert len(long) == len(short)


def test_hostile_words_of_a_document_are_shown_as_words(desk):
    data = in_document(story().bytes(), "胡同口来了修伞匠", "&lt;script&gt;alert(1)&lt;/script&gt;")
    shown = read(desk, data, name="<b>.docx")
    assert "<script>alert(1)" not in shown_text(shown)
    save(desk, shown)
    assert Article.objects.get().title == "<script>alert(1)</script>"

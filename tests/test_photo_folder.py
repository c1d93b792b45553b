"""Many photos at once in the admin: each is taken in, recognised or refused by itself, and told of as it goes."""

import datetime
import io
import re
import zipfile
from types import SimpleNamespace

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from articles import revisions
from articles.models import ArticleState, Credit, Photo
from articles.photo_folder import files
from issues import roles
from issues.imports.save import save_page
from tests import drafts, photo_files
from tests import factories as make
from tests.browsing import fields_of, save
from tests.photo_files import exif, iim, jpeg, picture, upload, xmp, zip_of
from tests.test_photo_intake import png_of, stored_files

pytestmark = pytest.mark.django_db

DOOR = "/admin/articles/photo/folder/"
CAPTION = "五月的一个早晨，修伞匠在槐树下干活。"


@pytest.fixture
def editor(client):
    """A client logged in as an editor."""
    client.force_login(make.make_staff(roles.EDITOR))
    return client


def as_role(client, role):
    client.force_login(make.make_staff(role))
    return client


def send(client, *uploads, article=None):
    """Send files; returns the page that tells of them, as it stands at the end."""
    response = client.post(door(article), {"files": list(uploads)})
    assert response.status_code == 200
    return response.getvalue().decode()


def door(article=None):
    return f"{DOOR}?article={article.pk}" if article else DOOR


def rows(page):
    """What is told of each file: (state, path, the sentences on it)."""
    told = []
    for row in re.findall(r'<li class="outcome photo-row">(.*?)\n</li>', page, re.DOTALL):
        state = re.search(r'<span class="state \w+">(.*?)</span>', row)[1]
        path = re.search(r'path">(.*?)</span>', row)[1]
        told.append((state, path, re.findall(r"<li>(.*?)</li>", row)))
    return told


def summary(page):
    return re.findall(r'role="status">(.*?)</p>', page)


def credits_of(photo):
    return [(credit.role, credit.name) for credit in photo.credits.all()]


def test_photos_come_into_the_pool_with_what_their_files_say(editor):
    person = make.make_reporter("林小禾")
    page = send(
        editor,
        upload(
            jpeg(
                iptc=iim(
                    (120, CAPTION), (105, "修伞"), (80, "林小禾"), (85, "记者"), (55, "20200522"), (90, "东城区"),
                    code="gb18030",
                ),
            ),
            "一.jpg",
        ),
        upload(picture("PNG", exif=exif(description="街坊排队。", artist="罗听澜")), "二.png"),
        upload(picture("WEBP", xmp=xmp(dc__description="伞骨。", photoshop__Credit="新华社")), "三.webp"),
        upload(photo_files.HEIC, "四.HEIC"),
    )  # fmt: skip
    assert [row[:2] for row in rows(page)] == [
        ("已收入", name) for name in ("一.jpg", "二.png", "三.webp", "四.HEIC")
    ]
    assert summary(page) == ["已收入 4"]
    first, second, third, fourth = Photo.objects.order_by("pk")
    assert (first.caption, first.headline, first.place) == (CAPTION, "修伞", "东城区")
    assert first.taken_on == datetime.date(2020, 5, 22)
    assert (credits_of(first), first.credits.get().reporter) == ([("记者", "林小禾")], person)
    assert (second.caption, credits_of(second)) == ("街坊排队。", [("摄影", "罗听澜")])
    assert (third.caption, credits_of(third)) == ("伞骨。", [("供图", "新华社")])
    assert (fourth.caption, fourth.width, fourth.height) == ("修伞匠在槐树下干活。", 96, 64)
    assert {photo.article for photo in (first, second, third, fourth)} == {None}
    assert {photo.added_by.username for photo in Photo.objects.all()} == {roles.EDITOR}
    assert LogEntry.objects.count() == 4


def test_bad_files_are_refused_one_by_one_and_the_good_ones_stay(editor):
    whole = picture(colour="green")
    page = send(
        editor,
        upload(picture(), "好.jpg"),
        upload(whole[:-200], "断.jpg"),
        upload(png_of(60_000, 60_000), "炸弹.png"),
        upload(b"", "空.jpg"),
        upload("只是文字".encode(), "字.jpg"),
        upload(picture("PNG"), "错.jpg"),
        upload(b"GIF89a" + b"\0" * 40, "动.jpg"),
        upload(b"GIF89a" + b"\0" * 40, "动.gif"),
        upload(photo_files.HEIC[:-9], "断.heic"),
        upload(whole, "也好.jpeg"),
    )
    told = {path: (state, notes) for state, path, notes in rows(page)}
    assert [path for path, (state, _notes) in told.items() if state == "已收入"] == ["好.jpg", "也好.jpeg"]
    assert told["断.jpg"][1] == ["这个文件不是完整的 JPEG、PNG、WebP、AVIF 或 HEIC 图片，请打开后重新保存。"]
    assert told["炸弹.png"][1] == ["图片像素太多，请另存得小一些。"]
    assert told["错.jpg"][1] == ["文件名是 JPEG，内容却是 PNG：请另存为 JPEG，或改正扩展名。"]
    assert told["动.jpg"][1] == ["文件名是 JPEG，内容却是 GIF：请另存为 JPEG，或改正扩展名。"]
    assert told["动.gif"][1] == ["只收 JPEG、PNG、WebP、AVIF、HEIC，请另存为 JPEG。"]
    assert told["断.heic"][1] == ["这张 HEIC 图片已损坏，或是这里读不了的一种，请另存为 JPEG。"]
    assert all(notes for state, notes in told.values() if state == "未收")
    assert summary(page) == ["已收入 2、未收 8"]
    assert Photo.objects.count() == 2
    originals = [path for path in stored_files() if path.startswith("originals/")]
    assert len(originals) == 2


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("JPEG", "a.JPG"),
        ("JPEG", "a.jpe"),
        ("JPEG", "a.jfif"),
        ("MPO", "a.jpg"),
        ("PNG", "a.png"),
        ("AVIF", "a.avif"),
    ],
)
def test_every_usual_ending_of_a_kind_is_right(editor, form, name):
    assert [row[0] for row in rows(send(editor, upload(picture(form), name)))] == ["已收入"]


def test_file_that_is_too_large_is_refused_by_itself(editor, monkeypatch):
    monkeypatch.setattr(files.photos, "MOST_BYTES", 5000)
    large = zip_of({"大.jpg": picture() + b"\0" * 5000, "小.jpg": picture()})
    told = rows(send(editor, upload(picture() + b"\0" * 5000, "大.jpg"), upload(large, "照片.zip")))
    assert [row[0] for row in told] == ["未收", "未收", "已收入"]
    assert Photo.objects.count() == 1


def test_zip_with_folders_is_unpacked_and_what_is_no_picture_is_only_counted(editor):
    data = zip_of(
        {
            "照片/槐树下.jpg": picture(exif=exif(description=CAPTION)),
            "照片/二组/伞.png": picture("PNG"),
            "照片/Thumbs.db": b"x",
            "照片/.DS_Store": b"x",
            "__MACOSX/照片/._槐树下.jpg": b"x",
            "照片/说明.txt": b"x",
            "照片/坏.jpg": b"x",
            "照片/扫描.tif": b"II*\0",
        }
    )
    page = send(editor, upload(data, "照片.zip"))
    assert [row[:2] for row in rows(page)] == [
        ("已收入", "照片/槐树下.jpg"),
        ("已收入", "照片/二组/伞.png"),
        ("未收", "照片/坏.jpg"),
        ("未收", "照片/扫描.tif"),
    ]
    assert summary(page) == ["已收入 2、未收 2、跳过其他文件 4"]
    assert Photo.objects.filter(caption=CAPTION).count() == 1


def test_names_that_windows_has_packed_in_gbk_are_read(editor):
    data = zip_of({"周末\\槐树下的修伞匠.jpg": picture()}, code="gb18030")
    assert rows(send(editor, upload(data, "a.zip")))[0][:2] == ("已收入", "周末/槐树下的修伞匠.jpg")


def locked_zip():
    """An archive whose one entry says that it is encrypted."""
    data = bytearray(zip_of({"a.jpg": picture()}))
    data[6] |= 1  # general purpose bit flag of the local header
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def damaged_zip():
    """An archive of two pictures, the first of which has another sum than its directory says."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("坏.jpg", picture())
        archive.writestr("好.jpg", picture(colour="green"))
    data = bytearray(made.getvalue())
    data[100] ^= 0xFF
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (locked_zip(), "压缩包设有密码，请先解密。"),
        (b"PK\3\4" + b"\0" * 60, "“照片.zip”不是 zip 压缩包，或已损坏。"),
        (zip_of({"a.jpg": picture()})[:-30], "“照片.zip”不是 zip 压缩包，或已损坏。"),
        (zip_of({"说明.txt": b"x"}), "压缩包里没有图片。"),
        (zip_of({}), "压缩包里没有图片。"),
        (zip_of({f"{n}.jpg": b"x" for n in range(files.MOST_FILES + 1)}), "一次不能超过 300 个文件。"),
    ],
)
def test_archive_that_can_not_be_taken_is_refused_with_its_reason(editor, data, said):
    page = send(editor, upload(data, "照片.zip"), upload(picture(), "好.jpg"))
    told = rows(page)
    assert told[0][:2] == ("未收", "照片.zip")
    assert "".join(told[0][2]) == said
    assert told[1][:2] == ("已收入", "好.jpg")


def test_entry_that_is_damaged_or_leads_out_of_its_archive_is_refused_by_itself(editor):
    told = rows(send(editor, upload(damaged_zip(), "a.zip")))
    assert [row[:2] for row in told] == [("未收", "坏.jpg"), ("已收入", "好.jpg")]
    told = rows(
        send(
            editor, upload(zip_of({"../../出去.jpg": picture(), "在内.jpg": picture(colour="red")}), "a.zip")
        )
    )
    assert [row[:2] for row in told] == [("未收", "../../出去.jpg"), ("已收入", "在内.jpg")]


def test_archive_that_unpacks_to_too_much_ends_where_it_does(editor, monkeypatch):
    monkeypatch.setattr(files, "MOST_BYTES", 100_000)
    bomb = {f"{n}.jpg": picture(colour=(60 * n, 0, 0)) + b"\0" * 40_000 for n in range(4)}
    data = zip_of(bomb)
    assert len(data) < 10_000
    told = rows(send(editor, upload(data, "a.zip")))
    assert [row[0] for row in told] == ["已收入", "已收入", "未收", "未收"]


def test_the_same_bytes_make_no_second_photo_whatever_they_are_called(editor):
    pooled = make.make_photo(upload=io.BytesIO(picture(colour="red")))
    printed = make.make_photo(
        make.make_article("胡同口来了修伞匠"), upload=io.BytesIO(picture(colour="blue"))
    )
    page = send(
        editor,
        upload(picture(colour="red"), "红.jpg"),
        upload(picture(colour="blue"), "蓝.jpg"),
        upload(picture(), "新.jpg"),
        upload(picture(), "新 (1).jpg"),
    )
    assert rows(page) == [
        ("已有", "红.jpg", ["同一张照片已在照片库中。"]),
        ("已有", "蓝.jpg", ["同一张照片已在《胡同口来了修伞匠》中。"]),
        ("已收入", "新.jpg", []),
        ("已有", "新 (1).jpg", ["这次上传里有两个同样的文件，只收一张。"]),
    ]
    assert Photo.objects.count() == 3
    for photo in (pooled, printed):
        assert reverse("admin:articles_photo_change", args=[photo.pk]) in page


def test_reporter_is_told_nothing_of_a_colleagues_photo(client):
    make.make_photo(upload=io.BytesIO(picture()))
    page = send(as_role(client, roles.REPORTER), upload(picture(), "a.jpg"))
    assert [row[0] for row in rows(page)] == ["已收入"]
    assert Photo.objects.count() == 2


def test_text_that_is_longer_than_its_field_is_cut_and_told(editor):
    said = xmp(
        dc__description="说" * 2100,
        photoshop__Headline="题" * 300,
        photoshop__City="城" * 150,
        dc__creator=["名" * 60],
    )
    told = rows(send(editor, upload(jpeg(xmp=said), "长.jpg")))
    photo = Photo.objects.get()
    assert (len(photo.caption), len(photo.headline), len(photo.place)) == (2000, 200, 100)
    assert credits_of(photo) == [("摄影", "名" * 49 + "…")]
    assert [note.split("，略去")[0] for note in told[0][2]] == [
        "照片标题超过 200 字", "图片说明超过 2000 字", "拍摄地点超过 100 字", "名称超过 50 字",
    ]  # fmt: skip


def test_date_that_is_yet_to_come_is_left_out_and_told(editor):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    told = rows(send(editor, upload(jpeg(exif=exif(taken=f"{tomorrow:%Y:%m:%d} 10:00:00")), "a.jpg")))
    assert "按相机的时钟" in told[0][2][0]
    assert Photo.objects.get().taken_on is None


def test_captions_that_disagree_in_the_file_are_told(editor):
    data = jpeg(exif=exif(description="以 EXIF 为准。"), xmp=xmp(dc__description="XMP 这样说。"))
    assert rows(send(editor, upload(data, "a.jpg")))[0][2] == ["文件里另有说明：“XMP 这样说。”"]
    assert Photo.objects.get().caption == "以 EXIF 为准。"


def test_markup_in_a_file_stays_words(editor):
    said = "<script>alert(1)</script>"
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt;"
    page = send(
        editor,
        upload(
            jpeg(
                exif=exif(description=said, artist=said),
                xmp=xmp(photoshop__Headline=escaped, photoshop__City=escaped, dc__description=escaped * 2),
            ),
            f"{said}.jpg",
        ),
    )
    photo = Photo.objects.get()
    assert (photo.caption, photo.headline, photo.place) == (said, said, said)
    form = editor.get(reverse("admin:articles_photo_change", args=[photo.pk])).content.decode()
    listed = editor.get("/admin/articles/photo/").content.decode()
    for shown in (page, form, listed):
        assert escaped in shown
        assert "<script>alert" not in shown


def test_page_tells_of_each_photo_before_the_next_is_read(editor):
    response = editor.post(
        DOOR, {"files": [upload(picture(), "一.jpg"), upload(picture(colour="red"), "二.jpg")]}
    )
    parts = iter(response.streaming_content)
    next(parts)
    assert Photo.objects.count() == 0
    assert "一.jpg" in next(parts).decode()
    assert Photo.objects.count() == 1
    assert "二.jpg" in next(parts).decode()
    assert Photo.objects.count() == 2
    assert response["X-Accel-Buffering"] == "no"


def corrected(client, page, **changes):
    """Type `changes` into the rows of a page that has told of photos, and press its button."""
    sent = fields_of(SimpleNamespace(content=page.encode())) | changes
    address = re.search(r'action="([^"]*/folder/correct/[^"]*)"', page)[1]
    return client.post(address, sent)


def test_caption_and_credit_are_put_right_on_the_page_that_tells_of_them(editor):
    person = make.make_reporter("罗听澜")
    page = send(
        editor,
        upload(jpeg(exif=exif(description="伞", artist="林小禾")), "a.jpg"),
        upload(picture("PNG"), "b.png"),
    )
    one, other = Photo.objects.order_by("pk")
    answer = corrected(
        editor,
        page,
        **{
            f"photo-{one.pk}-caption": "修伞匠在树下。\r\n第二行",
            f"photo-{other.pk}-credit_line": "记者 罗听澜 摄",
        },
    )
    assert answer["Location"] == "/admin/articles/photo/?where=pool"
    one.refresh_from_db()
    assert (one.caption, credits_of(one)) == ("修伞匠在树下。\n第二行", [("摄影", "林小禾")])
    assert (credits_of(other), other.credits.get().reporter) == ([("记者", "罗听澜")], person)
    assert "已改正照片：2 张" in editor.get(answer["Location"]).content.decode()


def test_credit_that_can_not_be_read_is_told_at_its_row_and_nothing_is_saved(editor):
    page = send(editor, upload(picture(), "a.jpg"), upload(picture("PNG"), "b.png"))
    one, other = Photo.objects.order_by("pk")
    changes = {
        f"photo-{one.pk}-caption": "改过。",
        f"photo-{other.pk}-credit_line": "谁也不知道是谁，也许是他。",
    }
    answer = corrected(editor, page, **changes)
    shown = answer.content.decode()
    assert "请连同身份写明：记者 某某 摄、新华社 供图。" in shown
    assert fields_of(answer)[f"photo-{one.pk}-caption"] == "改过。"
    assert fields_of(answer)[f"photo-{other.pk}-credit_line"] == "谁也不知道是谁，也许是他。"
    one.refresh_from_db()
    assert one.caption == ""
    # From the page of errors it goes on.
    assert corrected(editor, shown, **{f"photo-{other.pk}-credit_line": "罗听澜 摄"}).status_code == 302
    assert Photo.objects.filter(caption="改过。").exists()
    assert credits_of(other) == [("摄影", "罗听澜")]


def test_nobody_corrects_a_photo_of_others_through_the_rows(client):
    photo = make.make_photo(caption="别人的。")
    as_role(client, roles.REPORTER)
    client.post(f"{DOOR}correct/", {"photos": f"{photo.pk},x,", f"photo-{photo.pk}-caption": "改了"})
    photo.refresh_from_db()
    assert photo.caption == "别人的。"


def test_photos_sent_from_a_piece_stand_with_it_as_one_version(editor):
    article = make.make_article(state=ArticleState.DRAFT)
    make.make_photo(article, order=3)
    revisions.record(article, None, "edit")
    pooled = make.make_photo(upload=io.BytesIO(picture(colour="red")))
    page = send(
        editor, upload(picture(), "一.jpg"), upload(picture("PNG"), "二.png"), upload(picture(colour="red"), "三.jpg"),
        article=article,
    )  # fmt: skip
    assert summary(page)[1] == "已归入《胡同口来了修伞匠》的照片：3 张"
    assert [photo.order for photo in article.photos.all()] == [3, 4, 5, 6]
    assert article.photos.last() == pooled
    assert article.revisions.count() == 2
    assert len(article.revisions.first().piece["photos"]) == 4
    assert (
        f"{DOOR}?article={article.pk}"
        in editor.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    )
    one = article.photos.all()[1]
    answer = corrected(editor, page, **{f"photo-{one.pk}-caption": "修伞匠。"})
    assert answer["Location"] == reverse("admin:articles_article_change", args=[article.pk])
    assert article.revisions.first().piece["photos"][1]["caption"] == "修伞匠。"


def test_photos_of_copy_that_was_submitted_meanwhile_are_left_and_told(client):
    reporter = make.make_staff(roles.REPORTER)
    client.force_login(reporter)
    article = make.make_article(owner=reporter, state=ArticleState.DRAFT)
    page = send(client, upload(picture(), "a.jpg"), article=article)
    article.state = ArticleState.SUBMITTED
    article.save()
    photo = article.photos.get()
    answer = corrected(client, page, **{f"photo-{photo.pk}-caption": "改了。"})
    photo.refresh_from_db()
    assert photo.caption == ""
    told = client.get(answer["Location"]).content.decode()
    assert "已不在或您已不能再改、未作改动的照片：1 张" in told


def test_photo_that_stands_with_another_piece_stays_there(editor):
    other = make.make_photo(make.make_article("另一篇"), upload=io.BytesIO(picture()))
    article = make.make_article()
    page = send(editor, upload(picture(), "a.jpg"), article=article)
    assert rows(page)[0] == ("已有", "a.jpg", ["同一张照片已在《另一篇》中。"])
    assert article.photos.count() == 0
    other.refresh_from_db()
    assert other.article.title == "另一篇"


def test_approved_copy_that_gets_photos_is_reviewed_again_and_the_page_says_so(editor):
    article = make.make_article()
    page = send(editor, upload(picture(), "a.jpg"), article=article)
    article.refresh_from_db()
    assert article.state == ArticleState.SUBMITTED
    assert summary(page)[2:] == ["《胡同口来了修伞匠》审后有改动，已退回重审。"]


def test_locked_copy_gets_no_photos_but_from_the_chief_who_is_told(client):
    article = make.make_article()
    make.place(article, make.make_page(make.make_signed_off_issue()))
    as_role(client, roles.EDITOR)
    assert client.get(door(article)).status_code == 404
    assert client.post(door(article), {"files": [upload(picture())]}).status_code == 404
    form = reverse("admin:articles_article_change", args=[article.pk])
    assert DOOR not in client.get(form).content.decode()
    assert article.photos.count() == 0
    as_role(client, roles.CHIEF)
    assert DOOR in client.get(form).content.decode()
    assert "locked-line" in client.get(door(article)).content.decode()
    page = send(client, upload(picture(), "a.jpg"), article=article)
    assert article.photos.count() == 1
    assert article.revisions.first().origin == "minor_edit"
    assert summary(page)[2:] == ["《胡同口来了修伞匠》：这是对已签发稿件的小改，已记录，并已对读者生效。"]


def test_copy_that_is_signed_off_while_the_files_are_read_gets_none(editor):
    article = make.make_article()
    response = editor.post(door(article), {"files": [upload(picture(), "a.jpg")]})
    parts = iter(response.streaming_content)
    next(parts)
    make.place(article, make.make_page(make.make_signed_off_issue()))
    page = b"".join(parts).decode()
    assert "稿件已不能再改，照片留在照片库。" in page
    assert article.photos.count() == 0
    assert Photo.objects.get().article is None


def test_reporter_sends_photos_to_own_drafts_only(client):
    reporter = make.make_staff(roles.REPORTER)
    client.force_login(reporter)
    own = make.make_article(owner=reporter, state=ArticleState.DRAFT)
    submitted = make.make_article(owner=reporter, state=ArticleState.SUBMITTED)
    assert client.get(door(own)).status_code == 200
    for article in (submitted, make.make_article(state=ArticleState.DRAFT)):
        assert client.get(door(article)).status_code == 404
    send(client, upload(picture(), "a.jpg"), article=own)
    assert own.photos.get().added_by == reporter


def test_who_may_not_add_photos_has_no_door(client):
    as_role(client, roles.PROOFREADER)
    assert DOOR not in client.get("/admin/articles/photo/").content.decode()
    assert client.get(DOOR).status_code == 403
    assert client.post(DOOR, {"files": [upload(picture())]}).status_code == 403
    client.logout()
    assert "/login/" in client.get(DOOR)["Location"]
    as_role(client, roles.EDITOR)
    assert DOOR in client.get("/admin/articles/photo/").content.decode()


def test_form_without_files_says_so(editor):
    answer = editor.post(DOOR, {})
    assert "必填" in answer.content.decode()


def test_too_many_files_are_refused_with_what_to_do(editor, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    answer = editor.post(DOOR, {"files": [upload(picture(), f"{n}.jpg") for n in range(3)]})
    assert answer.status_code == 200
    assert "请打成 zip 压缩包" in answer.content.decode()
    assert Photo.objects.count() == 0


def test_files_sent_from_another_site_are_refused(client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.make_staff(roles.EDITOR))
    assert strict.post(DOOR, {"files": [upload(picture())]}).status_code == 403
    token = fields_of(strict.get(DOOR))["csrfmiddlewaretoken"]
    answer = strict.post(DOOR, {"files": [upload(picture())], "csrfmiddlewaretoken": token})
    assert "已收入 1" in answer.getvalue().decode()
    assert strict.post(f"{DOOR}correct/", {"photos": ""}).status_code == 403


# What the desk knows of a photo and doesn't print


def test_headline_date_and_place_are_typed_in_the_photos_form(editor):
    photo = make.make_photo()
    save(
        editor,
        reverse("admin:articles_photo_change", args=[photo.pk]),
        headline="修伞", taken_on="2020-05-22", place="槐安街道",
    )  # fmt: skip
    photo.refresh_from_db()
    assert (photo.headline, photo.taken_on, photo.place) == ("修伞", datetime.date(2020, 5, 22), "槐安街道")
    for word in ("修伞", "槐安"):
        assert (
            reverse("admin:articles_photo_change", args=[photo.pk])
            in editor.get(f"/admin/articles/photo/?q={word}").content.decode()
        )


def test_they_are_kept_in_the_history_of_their_piece_and_come_back_with_it(editor):
    article = make.make_article()
    photo = make.make_photo(article, headline="修伞", taken_on=datetime.date(2020, 5, 22), place="槐安街道")
    revisions.record(article, None, "edit")
    save(
        editor,
        reverse("admin:articles_photo_change", args=[photo.pk]),
        headline="伞摊", taken_on="", place="",
    )  # fmt: skip
    assert article.revisions.count() == 2
    compared = editor.get(f"/admin/articles/article/{article.pk}/history/compare/").content.decode()
    assert all(said in compared for said in ("照片标题：", "拍摄日期：", "拍摄地点："))
    revisions.restore(article, 1, None)
    photo.refresh_from_db()
    assert (photo.headline, photo.taken_on, photo.place) == ("修伞", datetime.date(2020, 5, 22), "槐安街道")
    assert revisions.restore(article, 3, None) is None


def test_version_of_before_they_were_kept_can_be_brought_back(editor):
    article = make.make_article()
    photo = make.make_photo(article)
    kept = revisions.record(article, None, "edit")
    assert not {"headline", "taken_on", "place"} & kept.piece["photos"][0].keys()
    assert revisions.record(article, None, "edit") is None
    Photo.objects.filter(pk=photo.pk).update(headline="修伞", caption="改过。")
    revisions.restore(article, kept.number, None)
    photo.refresh_from_db()
    assert (photo.headline, photo.caption) == ("", "修伞匠在槐树下干活。")


def test_who_only_corrects_leaves_them_alone(client):
    photo = make.make_photo(make.make_article(), headline="修伞", place="槐安街道")
    as_role(client, roles.PROOFREADER)
    save(
        client,
        reverse("admin:articles_photo_change", args=[photo.pk]),
        headline="改",
        place="改",
        taken_on="2020-01-01",
    )
    photo.refresh_from_db()
    assert (photo.headline, photo.place, photo.taken_on) == ("修伞", "槐安街道", None)


def test_readers_are_told_nothing_of_them(client):
    article = make.make_article()
    make.place(article, make.make_page(make.make_signed_off_issue()))
    photo = make.make_photo(
        article, headline="内部标题", place="内部地点", taken_on=datetime.date(1999, 9, 9)
    )
    Credit.objects.create(photo=photo, role="摄影", name="林小禾")
    page = client.get(article.get_absolute_url()).content.decode()
    assert photo.caption in page
    for secret in ("内部标题", "内部地点", "1999"):
        assert secret not in page


def test_single_heic_is_taken_in_everywhere(editor):
    answer = save(
        editor, "/admin/articles/photo/add/", upload=upload(photo_files.HEIC, "a.heic"), caption="修伞匠。"
    )
    assert answer.status_code == 200
    photo = Photo.objects.get()
    assert (photo.width, photo.file[-5:]) == (96, ".heic")
    assert default_storage.exists(photo.file)


def test_credit_line_of_who_took_and_who_gave_is_read_back_as_the_same(editor):
    make.make_reporter("李响")
    said = {"dc__creator": ["李响"], "photoshop__AuthorsPosition": "记者", "photoshop__Credit": "新华社"}
    page = send(
        editor,
        upload(jpeg(xmp=xmp(**said)), "a.jpg"),
        upload(picture("PNG", xmp=xmp(photoshop__Credit="新华社")), "b.png"),
        upload(picture("WEBP", xmp=xmp(dc__creator=["谷雨"], photoshop__Credit="街道办事处 供图")), "c.webp"),
    )
    lines = [
        line for name, line in fields_of(SimpleNamespace(content=page.encode())).items() if "credit" in name
    ]
    assert lines == ["记者 李响 摄（新华社 供图）", "新华社 供图", "谷雨 摄（街道办事处 供图）"]
    before = [credits_of(photo) for photo in Photo.objects.order_by("pk")]
    one = Photo.objects.order_by("pk").first()
    assert (
        corrected(editor, page, **{f"photo-{one.pk}-credit_line": "记者 李响 摄 (新华社 供图)"}).status_code
        == 302
    )
    assert [credits_of(photo) for photo in Photo.objects.order_by("pk")] == before


def test_a_page_that_is_imported_again_leaves_them():
    draft = drafts.front(drafts.piece("修伞匠", photos=[drafts.photo("图为伞摊。", "摄影 林小禾")]))
    save_page(draft)
    standing = Photo.objects.get()
    Photo.objects.update(headline="修伞", place="槐安街道", taken_on=datetime.date(2020, 5, 22))
    save_page(
        drafts.front(drafts.piece("修伞匠", photos=[drafts.photo("图为槐树下的伞摊。", "摄影 林小禾")]))
    )
    standing.refresh_from_db()
    assert standing.caption == "图为槐树下的伞摊。"
    assert (standing.headline, standing.place, standing.taken_on) == (
        "修伞",
        "槐安街道",
        datetime.date(2020, 5, 22),
    )

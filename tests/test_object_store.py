"""Media in an object store: what comes in by the desk lies there, private, and leaves through the gate alone."""

import io
import tracemalloc
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles import photos, withdrawal
from articles.models import Photo
from issues import page_pictures
from issues.outlets.typeset import typeset
from tests import factories as make
from tests.object_stores import object_store
from xdcb.object_store import ObjectStore

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def one_store():
    with object_store() as bucket:
        yield bucket


@pytest.fixture
def bucket(one_store, settings, monkeypatch):
    """The bucket that holds the paper's media, and nothing yet."""
    one_store.holds_the_media(settings, monkeypatch)
    yield one_store
    for key in one_store.names():
        one_store.client.delete_object(Bucket=one_store.name, Key=key)


@pytest.fixture
def desk(client):
    client.force_login(make.make_user())
    return client


@pytest.fixture
def piece():
    """A piece on the page of the issue that is out."""
    piece = make.make_article(
        "修伞匠的二十四根伞骨", body="<p>修伞匠的摊子摆在槐树底下，一把旧油布伞撑开。</p>"
    )
    make.place(piece, make.make_page(make.make_signed_off_issue()), prominence="lead")
    return piece


@pytest.fixture
def page(piece):
    return piece.placements.get().page


def send_photo(desk, piece):
    """Send a photo of the piece in at the desk; returns it."""
    inline = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    answer = desk.post(
        reverse("admin:articles_photo_add"),
        {
            "upload": SimpleUploadedFile("伞.jpg", make.picture_file((1200, 800)).read()),
            "caption": "修伞匠在槐树下干活。",
            "article": piece.pk,
            "order": "1",
            "part": "1",
            **{f"articles-credit-content_type-object_id-{name}": value for name, value in inline.items()},
            **{f"credits-{name}": value for name, value in inline.items()},
        },
    )
    assert answer.status_code == 302, answer.context["errors"]
    return Photo.objects.get()


def send_print_file(desk, issue):
    """Send the page's PDF in at the desk; returns its bytes."""
    [made] = typeset(issue).pages
    sent = SimpleUploadedFile("01版.pdf", made.pdf, "application/pdf")
    desk.post(reverse("admin:issues_issue_print_files", args=[issue.pk]), {"files": [sent]}).getvalue()
    return made.pdf


def print_file_of(page):
    page.refresh_from_db()
    return page.print_file


def test_photo_sent_in_at_the_desk_lies_in_the_bucket_and_is_read_at_its_address_until_it_is_withdrawn(
    bucket, desk, piece, settings
):
    photo = send_photo(desk, piece)
    wanted = {photo.file, *(photos.rendition_name(photo.file, width) for width in photo.widths)}
    assert set(bucket.names()) == wanted
    assert not settings.MEDIA_ROOT.exists()
    address = reverse("media:photo", args=[photo.key, 640])
    answer = Client().get(address)
    shown = answer.getvalue()
    assert Image.open(io.BytesIO(shown)).width == 640
    assert (answer["Content-Type"], answer["Content-Length"]) == ("image/webp", str(len(shown)))
    withdrawal.withdraw(piece, make.make_user(), "本文有误。")
    assert Client().get(address).status_code == 404
    withdrawal.lift(piece, make.make_user())
    assert Client().get(address).status_code == 200


def test_page_s_pdf_and_picture_are_read_from_the_bucket_and_withheld_or_blanked_once_a_piece_is_withdrawn(
    bucket, desk, piece, page
):
    send_print_file(desk, page.issue)
    file, picture, whole = (
        reverse("media:page_file", args=[page.key]),
        reverse("media:page_picture", args=[page.key, 320]),
        reverse("media:issue_file", args=[page.issue.slug]),
    )
    assert Client().get(file).getvalue() == bucket.get(print_file_of(page).file.name)
    shown = Client().get(picture).getvalue()
    for _ in range(2):  # made, then kept
        assert Client().get(whole).getvalue().startswith(b"%PDF")
    withdrawal.withdraw(piece, make.make_user(), "本文有误。")
    assert [Client().get(address).status_code for address in (file, whole)] == [404, 404]
    blanked = Client().get(picture)
    assert blanked.status_code == 200
    assert blanked.getvalue() != shown


def test_who_has_a_file_of_the_bucket_is_told_so_as_with_a_folder(bucket, desk, piece):
    address = reverse("media:photo", args=[send_photo(desk, piece).key, 320])
    first = Client().get(address)
    assert first["Last-Modified"]
    for header in ("ETag", "Last-Modified"):
        name = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}[header]
        assert Client().get(address, headers={name: first[header]}).status_code == 304


def test_objects_are_read_by_nobody_without_a_signature_and_have_no_address(bucket, desk, piece):
    photo = send_photo(desk, piece)
    bucket.put("open.txt", b"1", ACL="public-read")
    with urlopen(f"{bucket.endpoint}/{bucket.name}/open.txt") as answer:
        assert answer.status == 200, "the store does give away what is public"
    for key in (photo.file, photos.rendition_name(photo.file, 320)):
        with pytest.raises(HTTPError, match="403"):
            urlopen(f"{bucket.endpoint}/{bucket.name}/{key}")
        with pytest.raises(ValueError, match="URL"):
            default_storage.url(key)


def test_file_that_is_gone_from_the_bucket_is_not_found(bucket, desk, piece):
    photo = send_photo(desk, piece)
    default_storage.delete(photos.rendition_name(photo.file, 320))
    assert Client().get(reverse("media:photo", args=[photo.key, 320])).status_code == 404
    for ask in (default_storage.open, default_storage.size, default_storage.get_modified_time):
        with pytest.raises(FileNotFoundError):
            ask("originals/gone.jpg")


def test_pictures_of_a_print_file_are_removed_from_the_bucket_with_it(bucket, desk, page):
    send_print_file(desk, page.issue)
    made = [key for key in bucket.names() if key.startswith("renditions/pages/")]
    assert len(made) == len(page_pictures.WIDTHS)
    page_pictures.remove(print_file_of(page))
    assert [key for key in bucket.names() if key.startswith("renditions/pages/")] == []
    page_pictures.remove(page.print_file)


def test_large_file_is_streamed_and_never_held_as_a_whole(bucket):
    large = 48 << 20
    bucket.put("large", b"".join(bytes([part]) * (1 << 20) for part in range(48)))
    assert default_storage.exists("large")  # what speaks with the store is loaded
    tracemalloc.start()
    try:
        with default_storage.open("large") as file:
            read = sum(map(len, iter(lambda: file.read(64 << 10), b"")))
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (read, held < large / 8) == (large, True), held


def test_any_part_of_a_file_can_be_read_as_pillow_and_pdfium_do(bucket):
    data = bytes(range(256)) * 4096
    default_storage.save("parts", ContentFile(data))
    with default_storage.open("parts") as file:
        assert file.size == len(data)
        assert file.read(10) == data[:10]
        for start in (900_000, 5, 300_000, len(data) - 3):
            assert file.seek(start) == start
            assert file.read(7) == data[start : start + 7]
        file.seek(-4, io.SEEK_END)
        assert file.read() == data[-4:]
        assert file.read() == b""


def test_what_is_stored_under_a_name_while_it_is_read_is_not_spliced_into_it(bucket):
    default_storage.save("changing", ContentFile(b"a" * 1_000_000))
    with default_storage.open("changing") as file:
        file.read(10)
        default_storage.save("changing", ContentFile(b"b" * 1_000_000))
        file.seek(800_000)
        with pytest.raises(ClientError, match="PreconditionFailed"):
            file.read(10)


@pytest.mark.parametrize("address", ["/srv/media", "https://bucket", "s3://", "s3://paper?regoin=cn-north-1"])
def test_address_that_is_none_of_a_bucket_stops_the_start_and_is_named(address):
    with pytest.raises(ValueError, match="MEDIA_STORAGE"):
        ObjectStore(address)

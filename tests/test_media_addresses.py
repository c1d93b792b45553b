"""The addresses of photos, portraits and page files: behind the gate, asked for again at every use."""

import datetime
import io
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from PIL import Image

from articles import photos
from articles.models import ArticleState, Withdrawal
from issues.models import IssueState, Page
from tests import factories as make

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%%EOF\n"


def photo_address(photo, width=320):
    return reverse("media:photo", args=[photo.key, width])


def make_placed_photo(issue=None, **overrides):
    """A photo of a piece that stands on a page of an issue."""
    article = make.make_article(**overrides)
    make.place(article, make.make_page(issue or make.make_signed_off_issue()))
    return make.make_photo(article)


def make_portrait(article):
    reporter = make.make_reporter()
    reporter.attach(make.picture_file((400, 400)))
    reporter.save()
    make.credit(article, reporter=reporter)
    return reporter


def make_page_file(page):
    make.make_print_file(page, data=PDF)
    return reverse("media:page_file", args=[page.key])


@pytest.fixture
def desk(client):
    client.force_login(make.make_user())
    return client


@pytest.fixture
def reader():
    return Client()


def test_reader_gets_a_photo_of_a_published_piece_in_each_of_its_sizes(reader):
    photo = make_placed_photo()
    for width in photo.widths:
        answer = reader.get(photo_address(photo, width))
        made = b"".join(answer)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert int(answer["Content-Length"]) == len(made)
        assert Image.open(io.BytesIO(made)).width == width


def test_what_is_served_is_shown_in_place_and_taken_for_nothing_else(reader):
    answer = reader.get(photo_address(make_placed_photo()))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    "hidden",
    [
        {"issue": {"state": IssueState.PREPARATION, "signed_off_by": None, "signed_off_at": None}},
        {"issue": {"publish_at": None}},
        {"issue": {"publish_at": timezone.now() + datetime.timedelta(hours=1)}},
        {"article": {"state": ArticleState.SUBMITTED}},
    ],
    ids=["not signed off", "not scheduled", "not yet out", "not approved"],
)
def test_reader_gets_nothing_of_what_is_not_out_and_staff_get_it(reader, desk, hidden):
    issue = make.make_signed_off_issue(**hidden.get("issue", {}))
    photo = make_placed_photo(issue, **hidden.get("article", {}))
    portrait = make_portrait(photo.article)
    page_file = make_page_file(Page.objects.get())
    addresses = [photo_address(photo), reverse("media:portrait", args=[portrait.key, 320]), page_file]
    for address in addresses:
        answer = reader.get(address)
        assert (answer.status_code, b"webp" in answer.content) == (404, False)
        assert desk.get(address).status_code == 200


def test_reader_gets_portrait_and_page_file_of_what_is_out(reader):
    photo = make_placed_photo()
    portrait = make_portrait(photo.article)
    answer = reader.get(reverse("media:portrait", args=[portrait.key, 400]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    answer = reader.get(make_page_file(Page.objects.get()))
    assert (answer.status_code, answer["Content-Type"], b"".join(answer)) == (200, "application/pdf", PDF)
    assert answer["Content-Disposition"].startswith("inline")


def test_photo_of_the_pool_is_for_staff_only(reader, desk):
    photo = make.make_photo()
    assert reader.get(photo_address(photo)).status_code == 404
    assert desk.get(photo_address(photo)).status_code == 200


def test_staff_without_the_right_to_preview_are_readers(client):
    photo = make.make_photo()
    client.force_login(make.make_reader_account())
    assert client.get(photo_address(photo)).status_code == 404


def test_withdrawal_holds_in_the_next_request_and_ends_when_it_is_lifted(reader):
    photo = make_placed_photo()
    page_file = make_page_file(Page.objects.get())
    first = reader.get(photo_address(photo))
    assert first.status_code == 200
    withdrawal = make.withdraw(photo.article)
    known = {"If-None-Match": first["ETag"], "If-Modified-Since": first["Last-Modified"]}
    assert reader.get(photo_address(photo)).status_code == 404
    assert reader.get(photo_address(photo), headers=known).status_code == 404
    assert reader.head(photo_address(photo)).status_code == 404
    assert reader.get(page_file).status_code == 404
    Withdrawal.objects.filter(pk=withdrawal.pk).update(lifted_at=timezone.now(), lifted_by=make.make_user())
    assert reader.get(photo_address(photo), headers=known).status_code == 304


def test_who_has_the_file_is_told_so_without_it(reader):
    address = photo_address(make_placed_photo())
    first = reader.get(address)
    for known in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
        {"If-None-Match": "*"},
    ):
        answer = reader.get(address, headers=known)
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", first["ETag"])
        assert answer["Cache-Control"] == "private, no-cache"
    for stale in ({"If-None-Match": '"another"'}, {"If-Modified-Since": http_date(0)}):
        assert reader.get(address, headers=stale).status_code == 200


def test_page_that_gets_an_older_print_file_again_is_sent_whatever_moment_is_known(reader):
    make_placed_photo()
    page = Page.objects.get()
    make_page_file(page)
    known = {"If-Modified-Since": http_date(timezone.now().timestamp() + 60)}
    for address in (
        reverse("media:page_file", args=[page.key]),
        reverse("media:page_picture", args=[page.key, 320]),
    ):
        answer = reader.get(address, headers=known)
        assert answer.status_code == 200
        again = reader.get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


def test_what_a_browser_knows_opens_no_door(reader):
    photo = make.make_photo()
    for known in ({"If-None-Match": "*"}, {"If-Modified-Since": http_date(timezone.now().timestamp())}):
        assert reader.get(photo_address(photo), headers=known).status_code == 404


def test_new_picture_at_an_old_address_is_sent_again(reader):
    photo = make_placed_photo()
    first = reader.get(photo_address(photo))
    photo.attach(make.picture_file(colour="navy"))
    photo.save()
    answer = reader.get(photo_address(photo), headers={"If-None-Match": first["ETag"]})
    assert answer.status_code == 200


def test_head_answers_as_get_without_the_file(reader):
    address = photo_address(make_placed_photo())
    full, head = reader.get(address), reader.head(address)
    assert head.status_code == 200
    assert {name: head[name] for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control")} == {
        name: full[name] for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control")
    }


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_files_can_only_be_read(reader, method):
    assert getattr(reader, method)(photo_address(make_placed_photo())).status_code == 405


@pytest.mark.parametrize("width", [0, 1, 319, 321, 1440, 1920, 10**30])
def test_size_that_was_not_made_is_not_there(reader, desk, width):
    address = photo_address(make_placed_photo(), 320).replace("320.webp", f"{width}.webp")
    assert reader.get(address).status_code == 404
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize(
    "key", ["x" * 22, "", "..", "../x", "..%2f..%2fsettings", "%00", "a%00b", "键", "x" * 5000]
)
def test_wrong_key_finds_nothing_and_leads_nowhere(reader, desk, key):
    make_placed_photo()
    for address in (
        f"/media/photos/{key}/320.webp",
        f"/media/portraits/{key}/320.webp",
        f"/media/pages/{key}.pdf",
    ):
        assert reader.get(quote(address, safe="/%")).status_code == 404
        assert desk.get(quote(address, safe="/%")).status_code == 404


def test_stored_names_are_no_addresses(reader, desk):
    photo = make_placed_photo()
    make_page_file(Page.objects.get())
    for name in (
        photo.file,
        f"renditions/{photo.file.removeprefix('originals/')}",
        Page.objects.get().print_file.file.name,
    ):
        assert reader.get(f"/media/{name}").status_code == 404
        assert desk.get(f"/media/{name}").status_code == 404
        assert reader.get(f"/{name}").status_code == 404


def test_key_of_a_photo_is_none_of_a_portrait_or_page(reader):
    photo = make_placed_photo()
    assert reader.get(reverse("media:portrait", args=[photo.key, 320])).status_code == 404
    assert reader.get(reverse("media:page_file", args=[photo.key])).status_code == 404


def test_photo_without_a_picture_portrait_without_one_and_page_without_a_file_are_not_there(desk):
    photo = make_placed_photo()
    type(photo).objects.update(file="", width=0, height=0)
    assert desk.get(photo_address(photo)).status_code == 404
    assert desk.get(reverse("media:portrait", args=[make.make_reporter().key, 320])).status_code == 404
    assert desk.get(reverse("media:page_file", args=[Page.objects.get().key])).status_code == 404


def test_file_that_is_gone_from_storage_is_not_there(reader):
    photo = make_placed_photo()
    assert reader.get(photo_address(photo)).status_code == 200
    default_storage.delete(photos.rendition_name(photo.file, 320))
    assert reader.get(photo_address(photo)).status_code == 404


def test_page_files_of_one_name_do_not_meet_and_their_names_say_nothing():
    issue = make.make_issue()
    pages = [make.make_page(issue, number) for number in (1, 2)]
    for page in pages:
        make_page_file(page)
    names = [page.print_file.file.name for page in pages]
    assert names[0] != names[1]
    for page, name in zip(pages, names, strict=True):
        assert name.startswith("pages/")
        assert "1版" not in name
        assert page.key not in name


def test_readers_cost_one_query_and_staff_a_constant_few(reader, desk):
    photo = make_placed_photo()
    for number in range(3):
        make.make_photo(photo.article, order=number)
    with CaptureQueriesContext(connection) as queries:
        reader.get(photo_address(photo))
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        desk.get(photo_address(photo))
    assert len(queries) == 3  # session, user, photo

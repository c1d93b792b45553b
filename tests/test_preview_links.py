"""A preview of an issue is shared by a signed link that expires and can be revoked, and opens nothing else."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from issues import roles
from issues.models import PreviewLink
from issues.planning import preview_links
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_photo,
    make_reader_account,
    make_staff,
    make_user,
    place,
    withdraw,
)

pytestmark = pytest.mark.django_db


def open_issue(number=943, title="胡同口来了修伞匠", **overrides):
    issue = make_issue(number, **overrides)
    article = make_article(title)
    make_photo(article)
    place(article, make_page(issue))
    return issue


@pytest.fixture
def issue(db):
    return open_issue()


@pytest.fixture
def link(issue):
    return preview_links.make(issue, make_user(), hours=24, note="印厂")


@pytest.fixture
def guest(link):
    """A browser without an account that has followed the link."""
    client = Client()
    client.get(preview_links.address(link))
    return client


def test_the_editor_in_chief_makes_a_link_and_it_is_logged(client, issue):
    client.force_login(make_staff(roles.CHIEF))
    sent = {"hours": "24", "note": "印厂"}
    shown = client.post(f"/admin/issues/issue/{issue.pk}/links/", sent, follow=True).content.decode()
    made = PreviewLink.objects.get()
    hours = (made.expires_at - timezone.now()).total_seconds() / 3600
    assert 23.9 < hours <= 24
    assert f"http://testserver{preview_links.address(made)}" in shown
    assert "印厂" in LogEntry.objects.get().get_change_message()


def test_a_time_that_is_not_on_offer_makes_no_link(client, issue):
    client.force_login(make_staff(roles.CHIEF))
    client.post(f"/admin/issues/issue/{issue.pk}/links/", {"hours": "9999"})
    assert not PreviewLink.objects.exists()


def test_who_follows_a_link_reads_the_issue_as_it_stands_with_its_photos(guest, issue):
    page = guest.get("/preview/issues/943/1/")
    assert page.status_code == 200
    assert "胡同口来了修伞匠" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    photo = issue.pages.get().placements.get().article.photos.get()
    assert guest.get(reverse("media:photo", args=[photo.key, 320])).status_code == 200


def test_who_has_not_followed_a_link_is_sent_to_the_login(link):
    assert Client().get("/preview/issues/943/1/").status_code == 302


def test_a_link_opens_no_other_issue_and_nothing_of_it(guest):
    other = open_issue(944, "别期的稿", date=datetime.date(2020, 5, 29))
    article = other.pages.get().placements.get().article
    assert guest.get("/preview/issues/944/").status_code == 404
    assert guest.get(f"/preview/articles/{article.pk}/").status_code == 404
    photo = article.photos.get()
    assert guest.get(reverse("media:photo", args=[photo.key, 320])).status_code == 404
    assert "别期的稿" not in guest.get("/preview/").content.decode()


def test_a_link_opens_no_door_of_the_desk(guest):
    assert guest.get("/admin/").status_code == 302


def test_a_withdrawn_piece_is_not_shown_through_a_link(guest, issue):
    withdraw(issue.pages.get().placements.get().article)
    assert "胡同口来了修伞匠" not in guest.get("/preview/issues/943/1/").content.decode()


def test_a_revoked_link_opens_nothing_from_the_next_request_on(client, guest, link, issue):
    client.force_login(make_staff(roles.CHIEF))
    client.post(f"/admin/issues/issue/{issue.pk}/links/{link.pk}/revoke/")
    assert guest.get("/preview/issues/943/1/").status_code == 302
    assert Client().get(preview_links.address(link)).status_code == 410


def test_an_expired_link_opens_nothing(guest, link):
    PreviewLink.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))
    assert guest.get("/preview/issues/943/1/").status_code == 302
    ended = Client().get(preview_links.address(link))
    assert ended.status_code == 410
    assert "预览已结束" in ended.content.decode()


def test_an_address_that_the_site_has_not_signed_opens_nothing(link):
    assert Client().get(f"/shared/{link.key}/").status_code == 410
    assert Client().get(preview_links.address(link)[:-2] + "x/").status_code == 410


@pytest.mark.parametrize("role", [roles.REPORTER, roles.EDITOR, roles.DESK_HEAD, roles.PROOFREADER])
def test_only_the_editor_in_chief_makes_or_revokes_a_link(client, role, link, issue):
    client.force_login(make_staff(role))
    assert client.post(f"/admin/issues/issue/{issue.pk}/links/", {"hours": "24"}).status_code == 403
    assert client.post(f"/admin/issues/issue/{issue.pk}/links/{link.pk}/revoke/").status_code == 403
    assert preview_links.is_in_force(PreviewLink.objects.get())


def test_a_writer_previews_his_own_copy_and_no_one_elses(client):
    writer = make_staff(roles.REPORTER)
    client.force_login(writer)
    own, other = make_article("自己的稿", owner=writer), make_article("别人的稿")
    assert "自己的稿" in client.get(f"/preview/articles/{own.pk}/").content.decode()
    assert client.get(f"/preview/articles/{other.pk}/").status_code == 404
    photo = make_photo(other)
    assert client.get(reverse("media:photo", args=[photo.key, 320])).status_code == 404


def test_an_account_without_a_role_previews_nothing(client, issue):
    client.force_login(make_reader_account())
    assert client.get("/preview/issues/943/").status_code == 403

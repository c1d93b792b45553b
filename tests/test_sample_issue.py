"""The sample issue comes with the system: whole, signed off, and in nobody's way."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from articles.models import Article, Photo, Reporter, Revision
from issues.models import GuideEntry, Imprint, Issue, IssueState, Page, Placement

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample issue, loaded once for this file: making its pictures takes seconds."""
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("sample")),
        transaction.atomic(),
    ):
        call_command("load_sample", stdout=io.StringIO())
        yield Issue.objects.get()
        transaction.set_rollback(True)


def everything():
    models = (Issue, Page, Placement, Article, Photo, Reporter, Revision, GuideEntry, Imprint, User)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_the_sample_is_a_signed_off_issue_of_four_full_pages(sample):
    issue = Issue.objects.get()
    assert (issue.number, issue.state, issue.publish_at) == (
        943,
        IssueState.SIGNED_OFF,
        issue.default_publish_at(),
    )
    assert [page.number for page in issue.pages.all()] == [1, 2, 3, 4]
    assert all(page.placements.count() >= 5 for page in issue.pages.all())
    assert all(page.credits.exists() for page in issue.pages.exclude(number=1))


def test_the_sample_uses_what_the_paper_has(sample):
    jump = Article.objects.get(placements__part=2)
    assert [placement.page.number for placement in jump.placements.order_by("part")] == [1, 3]
    assert all(entry.article for entry in GuideEntry.objects.all())
    pointers = dict(
        Placement.objects.exclude(see_page=None).values_list("article__title", "see_article__title")
    )
    assert pointers == {
        "枣花胡同图书室亮灯到晚九点": "一间图书室的“夜班”",
        "晨光漫过月牙河": "月牙河畔的一天",
    }
    assert not Photo.objects.filter(file="").exists()
    assert not Photo.objects.filter(alt="").exists()
    assert Article.objects.filter(is_advertisement=True).exists()
    assert not Article.objects.filter(tags=None).exists()


def test_every_page_and_article_of_the_sample_is_public(sample, client):
    addresses = [reverse("paper:front"), sample.get_absolute_url()]
    addresses += [thing.get_absolute_url() for model in (Page, Article) for thing in model.objects.all()]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_the_sample_loaded_again_changes_nothing_and_overwrites_nothing(sample):
    Article.objects.filter(title="流动缝补车下周进院").update(title="缝补车来了")
    Imprint.objects.update(icp_number="京ICP备0号")
    before = everything()
    call_command("load_sample", stdout=io.StringIO())
    assert everything() == before


def test_the_sample_claims_no_filing_number(sample):
    imprint = Imprint.objects.get()
    assert (imprint.icp_number, imprint.police_number, imprint.news_licence, imprint.report_telephone) == (
        "",
    ) * 4
    assert "样报" in imprint.about


def test_the_sample_is_signed_by_an_account_that_can_t_log_in(sample):
    signer = sample.signed_off_by
    assert (signer.is_active, signer.has_usable_password()) == (False, False)

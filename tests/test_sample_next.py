"""With the sample accounts comes next week's issue, in preparation, to try the desk on."""

import datetime
import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from articles import review
from articles.models import Article, ArticleState, Move, Photo, Reporter
from issues.models import Issue, IssueState
from tests import factories as make

pytestmark = pytest.mark.django_db

SAMPLE = {"修车铺的“半小时课堂”": "submitted", "六十级台阶 装上了扶手": "first_review", "晾晒架 升到了屋檐上": "second_review",
          "树荫底下 添了八张棋桌": "approved", "石榴花开了一条胡同": "returned", "月牙河边的数鸟人": "draft"}  # fmt: skip


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


def start():
    call_command("create_sample_accounts", stdout=io.StringIO())


def test_next_week_s_issue_is_in_preparation_with_copy_in_every_state(sample):
    start()
    coming = Issue.objects.get(number=944)
    assert (coming.state, coming.date) == (IssueState.PREPARATION, sample.date + datetime.timedelta(7))
    made = Article.objects.exclude(placements__page__issue=sample)
    assert {article.title: article.state for article in made} == SAMPLE
    assert set(SAMPLE.values()) == set(ArticleState.values)
    assert made.filter(placements=None).count() == 3
    photos = Photo.objects.filter(article__in=made)
    assert photos.count() == 2
    assert not photos.filter(file="").exists()


def test_the_sample_s_copy_can_go_on_through_the_three_reviews(sample):
    start()
    article = Article.objects.get(title="修车铺的“半小时课堂”")
    for move, name in ((Move.FIRST, "bianji"), (Move.SECOND, "zhuren"), (Move.FINAL, "zongbian")):
        review.make(article, move, User.objects.get(username=name), "同意")
        article.refresh_from_db()
    assert article.state == ArticleState.APPROVED


def test_nothing_of_next_week_is_public(sample, client):
    start()
    assert client.get("/issues/944/").status_code == 404
    for title in SAMPLE:
        assert client.get(f"/articles/{Article.objects.get(title=title).pk}/").status_code == 404


def test_the_sample_leaves_with_next_week_s_issue_whatever_has_been_tried(sample):
    start()
    own = make.make_article("自家的稿子")
    article = Article.objects.get(title="修车铺的“半小时课堂”")
    review.make(article, Move.FIRST, User.objects.get(username="bianji"), "同意")
    call_command("load_sample", "--remove", stdout=io.StringIO())
    assert list(Article.objects.all()) == [own]
    assert not Issue.objects.exists()
    assert not Photo.objects.exists()
    assert not Reporter.objects.exists()


def test_an_issue_of_that_number_of_the_paper_s_own_stays(sample):
    own = make.make_article("自家的稿子")
    issue = make.make_issue(number=944)
    make.place(own, make.make_page(issue))
    start()
    call_command("load_sample", "--remove", stdout=io.StringIO())
    assert list(Issue.objects.all()) == [issue]
    assert list(Article.objects.all()) == [own]


def test_next_week_s_issue_with_the_desk_s_own_copy_on_it_is_not_taken_out(sample):
    start()
    own = make.make_article("自家的稿子")
    make.place(own, Issue.objects.get(number=944).pages.get(number=3))
    with pytest.raises(CommandError, match="自家的稿子"):
        call_command("load_sample", "--remove", stdout=io.StringIO())
    assert Issue.objects.count() == 2

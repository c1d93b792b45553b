"""Loading the sample issue gets in nobody's way."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Photo, Reporter
from issues.models import Imprint, Issue
from tests.factories import make_article, make_issue, make_page, make_reporter, make_user, place

pytestmark = pytest.mark.django_db


def load(*options):
    call_command("load_sample", *options, stdout=io.StringIO())


def test_an_issue_of_that_number_that_was_entered_is_left_alone():
    issue = make_issue()
    load()
    assert issue.pages.count() == 0
    assert not Imprint.objects.exists()


def test_the_sample_is_signed_by_the_user_who_is_named():
    editor = make_user()
    load("--user", editor.username)
    assert Issue.objects.get().signed_off_by == editor


def test_a_user_who_is_not_there_is_refused():
    with pytest.raises(CommandError, match="nobody"):
        load("--user", "nobody")
    assert not Issue.objects.exists()


def test_the_sample_leaves_whole_and_takes_nothing_of_the_papers_own():
    own = make_article("自家的稿子")
    own.tags.add("胡同", "自家")
    person = make_reporter("自家人")
    load()
    load("--remove")
    assert list(Article.objects.all()) == [own]
    assert list(Reporter.objects.all()) == [person]
    assert sorted(own.tags.names()) == ["胡同", "自家"]
    assert not Issue.objects.exists()
    assert not Photo.objects.exists()
    assert not Imprint.objects.exists()


def test_an_issue_of_the_papers_own_with_that_number_is_not_taken_for_the_sample():
    place(make_article("自家的稿子"), make_page(make_issue()))
    with pytest.raises(CommandError, match="自家的稿子"):
        load("--remove")
    assert Issue.objects.exists()


def test_where_there_is_an_issue_already_the_first_start_loads_no_sample():
    issue = make_issue(number=1)
    load("--into-empty")
    assert list(Issue.objects.all()) == [issue]

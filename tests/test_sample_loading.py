"""Loading the sample issue gets in nobody's way."""

import io

import pytest
from django.core.management import CommandError, call_command

from issues.models import Imprint, Issue
from tests.factories import make_issue, make_user

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

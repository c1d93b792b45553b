"""The first `make run` gives each role an account; later ones leave them alone."""

import io
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.models import Article, Reporter
from issues import roles
from issues.models import Issue
from tests import factories as make

pytestmark = pytest.mark.django_db


def start():
    said = io.StringIO()
    call_command("create_sample_accounts", stdout=said)
    return said.getvalue()


def test_each_role_gets_an_account_whose_password_is_said_once(client):
    said = start()
    accounts = dict(re.findall(r"(\S+)：用户名 \S+，密码 (\S+)（", said))
    names = dict(re.findall(r"(\S+)：用户名 (\w+)", said))
    assert list(accounts) == list(roles.ROLES)
    for role, password in accounts.items():
        assert client.login(username=names[role], password=password)
        assert client.get("/admin/").status_code == 200
        user = User.objects.get(username=names[role])
        assert [group.name for group in user.groups.all()] == [role]
        assert user.last_name
        assert user.first_name
        assert not user.is_superuser
    assert start() == ""


def test_where_the_newsroom_has_an_account_none_is_made():
    make.make_user("chief")
    assert start() == ""
    assert User.objects.count() == 1


def test_the_reporter_s_account_is_linked_to_the_person_of_that_name():
    person = make.make_reporter("罗听澜")
    start()
    person.refresh_from_db()
    assert person.user.username == "jizhe"
    assert Reporter.objects.count() == 1


def test_without_the_sample_the_accounts_come_alone():
    start()
    assert not Issue.objects.exists()
    assert not Article.objects.exists()

"""The first `make run` gives the newsroom an account; later ones leave it alone."""

import io
import re

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from tests import factories as make

pytestmark = pytest.mark.django_db


def _start():
    said = io.StringIO()
    call_command("create_staff_account", stdout=said)
    return said.getvalue()


def test_first_start_says_the_password_that_opens_the_desk(client):
    password = re.search(r"密码 (\S+?)（", _start()).group(1)
    assert client.login(username="admin", password=password)
    assert client.get("/admin/").status_code == 200


def test_second_start_makes_and_says_nothing():
    _start()
    kept = User.objects.get().password
    assert _start() == ""
    assert User.objects.get().password == kept


def test_a_start_with_an_account_of_the_newsroom_s_own_makes_none():
    make.make_user("chief")
    assert _start() == ""
    assert list(User.objects.values_list("username", flat=True)) == ["chief"]

"""The accounts that come with the sample, one a role, so that a new desk can try who may do what."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.db import transaction

from articles.models import Reporter
from issues import roles

# Invented, as the sample's people are: the reporter, editor and proofreader are those of its pages.
_PEOPLE = {
    roles.REPORTER: ("jizhe", "罗", "听澜"),
    roles.EDITOR: ("bianji", "林", "叙白"),
    roles.DESK_HEAD: ("zhuren", "阮", "知秋"),
    roles.PROOFREADER: ("jiaodui", "佘", "一丁"),
    roles.CHIEF: ("zongbian", "钟", "怀远"),
}


@dataclass(frozen=True)
class SampleAccount:
    """An account with the password that it was made with, which is kept nowhere."""

    role: str
    user: User
    password: str


@transaction.atomic
def make():
    """Make an account a role; returns SampleAccounts, none where the newsroom has an account already."""
    if User.objects.filter(is_staff=True, is_active=True).exists():
        return []
    made = [_make(role, *person) for role, person in _PEOPLE.items()]
    _link(made[0].user)
    return made


def _make(role, username, last_name, first_name):
    password = secrets.token_urlsafe(9)
    user = User.objects.create_user(
        username, password=password, last_name=last_name, first_name=first_name, is_staff=True
    )
    user.groups.add(Group.objects.get(name=role))
    return SampleAccount(role, user, password)


def _link(user):
    """Link the account to the person whom it is, who may be credited already."""
    name = f"{user.last_name}{user.first_name}"
    person = Reporter.objects.named(name).filter(user=None).first() or Reporter(name=name)
    person.user = user
    person.save()

"""Finds the people behind printed names, and tells them from bodies."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.bylines import looks_like_name, plain_name
from articles.models import Reporter

# Roles that a person has; 供图 and 供稿 are as often a body's, so they link to people already known, and make none.
_PERSONAL_ROLE = re.compile(
    r"(?:记者|通讯员|实习生|作者|编辑|摄影|摄|报道|采写|撰文|文字|文|图|绘|绘画|绘图|制图|漫画|插图|书法|剪纸|翻译|编译|整理|口述)$"
)
_GIVEN_PICTURE = re.compile(r"供图|供稿|提供|资料")
_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}|(?=.{3,16}$)[\u3400-\u9fff]+(?:[·•][\u3400-\u9fff]+)+")
_BODY = re.compile(
    r"^(?:本报|本刊|综合|资料|受访|佚名|无名)|(?:社|报|网|台|局|委|部|办|院|馆|校|会|队|组|站|所|中心|街道|社区|公司|集团|者)$"
)


@dataclass(frozen=True)
class Choice:
    """A printed name that fits more than one person; `reporters` are those whom it fits."""

    name: str
    reporters: tuple[Reporter, ...]

    def sentence(self):
        people = _(", ").join(str(reporter) for reporter in self.reporters)
        return _("“%(name)s” may be any of: %(people)s. The credit is not linked.") % {
            "name": self.name,
            "people": people,
        }


def is_person(role, name):
    """Say whether a credit is a person's by its role and by what a name looks like: a body has no reporter page."""
    name = plain_name(name)
    if _GIVEN_PICTURE.search(role) or _BODY.search(name):
        return False
    if not role:
        return looks_like_name(name)
    return bool(_PERSONAL_ROLE.search(role) and _PERSON.fullmatch(name))


def credits_of(draft):
    """Return every credit of the pieces and photos of a Draft."""
    return [
        credit
        for article in draft.articles
        for owner in (article, *article.photos)
        for credit in owner.credits
    ]


def open_choices(draft, choices=None):
    """Return the Choices that a draft leaves open, given those already made (plain name → reporter's id or None)."""
    return tuple(
        Choice(name, tuple(people))
        for name, people in _known(credits_of(draft)).items()
        if len(people) > 1 and name not in (choices or {})
    )


def link_known(credits, choices=None):
    """Return {plain name: reporter's id} for those among `credits` who are known already.

    A name that fits two people is linked only where `choices` (plain name → id) says to whom.
    """
    links = {name: people[0].pk for name, people in _known(credits).items() if len(people) == 1}
    return links | {name: pk for name, pk in (choices or {}).items() if pk}


def link(credits, choices=None):
    """Return {plain name: reporter's id} for the people among `credits`; makes those who are new.

    A name that fits two people is linked only where `choices` (plain name → id) says to whom.
    """
    known, links = _known(credits), link_known(credits)
    for credit in credits:
        name = plain_name(credit.name)
        if name not in known and name not in links and is_person(credit.role, name):
            links[name] = Reporter.objects.get_or_create(name=name, note="")[0].pk
    return links | {name: pk for name, pk in (choices or {}).items() if pk}


def _known(credits):
    people = defaultdict(list)
    for reporter in Reporter.objects.filter(name__in={plain_name(credit.name) for credit in credits}):
        people[reporter.name].append(reporter)
    return people

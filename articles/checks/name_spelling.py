"""Finds the name of one person written in two ways in one piece."""

import re
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from articles.bylines import looks_like_name
from articles.checks import names, western_names
from articles.checks.alike import is_alike, is_written_alike, one_apart
from articles.checks.lines import BODY, Doubt

_TWO_WAYS = _("“%(name)s” here, “%(other)s” in %(place)s: one person written in two ways?")
# Words that say of two names that they are one person's, and right so.
_RENAMED = re.compile("原名|曾用名|本名|又名|艺名|笔名|改名|更名|化名|别名|谱名|乳名|小名|法名|英文名")
# Posts that one person holds in one place, so that two names beside one are one person's.
_OF_ONE = re.compile(r"(?:书记|主任|长|主席|经理|负责人|创始人|总监|代表人|传承人)$")


def in_two_ways(copy):
    """Yield a Doubt for each name that stands in body, captions or credits beside one that is written alike."""
    lines = copy.of(*BODY, "caption")
    mentions = [
        *copy.mentions,
        *_pairs(copy.likely),
        *(one for line in copy.of("credit") for one in names.credited(line)),
        *names.recurring(lines),
        *_turned(copy.likely, copy.told_text),
    ]
    listed = {post.name for post in copy.house.posts}
    known = dict.fromkeys(
        [*(one.name for one in mentions), *(name for name in listed if name in copy.told_text)]
    )
    places = {name: _places(name, lines, mentions) for name in known}
    seen = set()
    yield from _western(lines)
    for name in known:
        for other in _variants(name, lines, mentions):
            if frozenset((name, other)) not in seen and not ({name, other} <= listed):
                seen.add(frozenset((name, other)))
                yield from _doubt(name, other, places, lines, mentions)


def _turned(likely, text):
    """Return those of the likely Mentions whose given name also stands with its signs changed about."""
    return [
        replace(one, is_sure=True) for one in likely if len(one.name) > 2 and _other_way(one.name) in text
    ]


def _other_way(name):
    """庞锁金 for 庞金锁; a sign that no copy has where that is the same or no name."""
    changed = name[:-2] + name[-1] + name[-2]
    return changed if changed != name and _can_be_name(changed) else "\0"


def _western(lines):
    for line, start, wrong, other_line, right in western_names.in_two_ways(lines):
        facts = {"name": wrong, "other": right, "place": other_line.place}
        yield Doubt(line, start, start + len(wrong), str(_TWO_WAYS) % facts)


def _pairs(likely):
    """Return those of the likely Mentions that another one is written like: two that might be names are one's."""
    found = {one.name for one in likely if len(one.name) > 2}
    paired = {name for name in found if any(is_written_alike(name, other) for other in found)}
    return [replace(one, is_sure=True) for one in likely if one.name in paired]


def _places(name, lines, mentions):
    """Where a name stands: (line, start) pairs in the order of printing, credits first."""
    credited = [(one.line, one.start) for one in mentions if one.name == name and one.line.kind == "credit"]
    return credited + [
        (line, found.start()) for line in lines for found in re.finditer(re.escape(name), line.text)
    ]


def _variants(name, lines, mentions):
    """Return what stands in the copy like `name` but for one character, and is meant for it."""
    by_context = {one.name for one in mentions if one.is_sure and _may_be(name, one.name)}
    meant = [other for other in by_context if _is_meant(name, other, mentions)]
    meant += _changed_about(name, lines)
    if len(name) > 2:
        # The last sign of an unsure name may be no part of it.
        is_sure = any(one.is_sure for one in mentions if one.name == name)
        places = range(len(name) if is_sure else 2)
        meant += [other for line in lines for other in _in_text(name, places, line.text)]
    return dict.fromkeys(meant)


def _changed_about(name, lines):
    """Return what stands in the copy with the two signs of the given name changed about."""
    changed = _other_way(name) if len(name) > 2 else "\0"
    return [changed for line in lines if changed in line.text]


def _in_text(name, places, text):
    for place in places:
        pattern = re.escape(name[:place]) + rf"([{names.HAN}])" + re.escape(name[place + 1 :])
        for found in re.finditer(pattern, text):
            other = found.group()
            if other != name and _can_be_name(other) and is_alike(name[place], found[1]):
                yield other


def _can_be_name(name):
    """Whether what differs from a name may be meant for it; a wrong sign may be any."""
    return looks_like_name(name) and name[-2:] not in names.ROLES


def _may_be(name, other):
    """Whether two names differ in one sign, or are of one given name whose signs are changed about: 耿广德, 都德广."""
    if one_apart(name, other) is not None:
        return True
    return len(name) == len(other) == 3 and name[0] != other[0] and name[1:] == other[:0:-1]


def _is_meant(name, other, mentions):
    place = one_apart(name, other)
    if place is None:
        return bool(_roles(name, mentions) & _roles(other, mentions))
    alike = is_alike(name[place], other[place])
    if len(name) > 2 and alike:
        return True
    roles, others = _roles(name, mentions), _roles(other, mentions)
    if len(name) == 2:
        return alike and bool({role[-4:] for role in roles} & {role[-4:] for role in others})
    if name[0] != other[0]:
        return False
    return any(_OF_ONE.search(role) and len(role) > 3 for role in roles & others)


def _roles(name, mentions):
    """The words before a name with its post: 和风社区书记."""
    found = set()
    for one in mentions:
        if one.name == name and one.role and "岁" not in one.role:
            before = re.search(rf"[{names.HAN}]{{1,6}}$", one.line.text[: one.start].rstrip(" ：:“‘"))
            found |= {one.role, *([before.group()] if before else [])}
    return found


def _doubt(name, other, places, lines, mentions):
    places = {**places, other: places.get(other) or _places(other, lines, mentions)}
    if _are_two(name, other, lines) or not places[name] or not places[other]:
        return
    wrong, right = _wrong_first(name, other, places)
    facts = {"name": wrong, "other": right, "place": places[right][0][0].place}
    line, start = places[wrong][0]
    yield Doubt(line, start, start + len(wrong), str(_TWO_WAYS) % facts)


def _wrong_first(name, other, places):
    """The two names, first the one that is likelier wrong: the rarer, or else the later."""
    counts = [len(places[one]) for one in (name, other)]
    if counts[0] != counts[1]:
        return (name, other) if counts[0] < counts[1] else (other, name)
    later = max((name, other), key=lambda one: (places[one][0][0].order, places[one][0][1]))
    return later, name if later == other else other


def _are_two(name, other, lines):
    """Whether both stand together as two people, 张桂兰、张桂蓝, or as one who has changed the name, 原名张桂兰."""
    pair = "|".join(
        rf"{re.escape(one)}[^。！？；，]{{0,6}}[、和与同跟及]\S{{0,6}}?{re.escape(two)}"
        rf"|一(?:位|个|名)\S{{0,8}}{re.escape(one)}\S{{0,3}}[，、；]\s?(?:另)?一(?:位|个|名)\S{{0,8}}{re.escape(two)}"
        for one, two in ((name, other), (other, name))
    )
    return any(re.search(pair, line.text) or _is_renamed(name, other, line.text) for line in lines)


def _is_renamed(name, other, text):
    return name in text and other in text and bool(_RENAMED.search(text))

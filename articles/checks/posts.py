"""Finds people of the paper's list beside a post that isn't theirs, and posts of the list beside a misspelt name."""

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from articles.checks import days, names, offices, officials
from articles.checks.alike import is_alike, one_apart
from articles.checks.lines import Doubt


def wrong_post(copy):
    """Yield a Doubt where a listed person stands beside a post that nobody of that name holds on the issue's day."""
    words = offices.post_words(copy.house.posts)
    for line in copy.words if copy.house.posts else []:
        for named in officials.named_in(line, copy.house.posts):
            for said in offices.beside(line.text, named.start, named.end, words):
                wrong = _wrong(_in_its_time(said, named, copy), named.name, copy, words)
                if wrong:
                    start, end = min(said.start, named.start), max(said.end, named.end)
                    yield Doubt(line, start, end, _post_message(named.name, wrong, said, copy))
                    break


def _in_its_time(said, named, copy):
    """What is said, as of the past where its sentence tells of another year: 2016年至2019年任副区长."""
    sentence = next(text for start, text in named.line.sentences() if named.start < start + len(text))
    years = days.other_years(sentence, copy.day)
    if "时任" in named.line.text[max(said.start - 4, 0) : said.end] and len(years) == 1:
        return replace(said, when="once", year=years.pop())
    return replace(said, when="once") if years and not said.when else said


def _wrong(said, name, copy, words):
    """Return the first of the posts said that isn't right, or ""."""
    entries = [post for post in copy.house.posts if post.name == name]
    wrong = [post for post in said.posts if not _is_right(said, post, entries, copy, words)]
    is_part_right = len(wrong) < len(said.posts)
    judged = (post for post in wrong if not _is_another_office(post, is_part_right, entries, copy, words))
    return next(judged, "")


def _is_another_office(post, is_part_right, entries, copy, words):
    """Whether a post may be one that the list leaves out: of a task, or one beside a right one that is nobody's there."""
    if offices.is_of_a_task(post) and not any(offices.is_of_a_task(one.post) for one in entries):
        return True
    if (
        not is_part_right
        or offices.is_chief(post)
        or any(offices.is_of_kind(post, one.post, words) for one in entries)
    ):
        return False
    return not any(
        offices.is_meant(post, one.post, words) for one in copy.house.posts if one.is_held_on(copy.day)
    )


def _is_right(said, post, entries, copy, words):
    """Whether somebody of that name holds the post, or held it where the past is told; unsaid pasts are not judged."""
    meant = [entry for entry in entries if offices.is_meant(post, entry.post, words)]
    if not said.when:
        return any(entry.is_held_on(copy.day) for entry in meant)
    if said.when == "former" and any(entry.is_held_on(copy.day) for entry in meant):
        return False
    if meant:
        return said.year is None or any(entry.is_held_in(said.year) for entry in meant)
    # A post of old that the list gives to nobody can't be judged.
    return not any(offices.is_meant(post, entry.post, words) for entry in copy.house.posts)


def _post_message(name, wrong, said, copy):
    held = officials.held_by(name, copy.house.posts, copy.day)
    facts = {"name": name, "said": wrong, "posts": "、".join(post.post for post in held)}
    if not held:
        return _("By the paper's list %(name)s does not hold the post “%(said)s” on this day.") % facts
    return _("By the paper's list %(name)s is %(posts)s, not “%(said)s”.") % facts


def misspelt_name(copy):
    """Yield a Doubt where a name like a listed one, but for a sign, stands beside the post that is that person's."""
    words = offices.post_words(copy.house.posts)
    listed = {post.name for post in copy.house.posts}
    in_office = [post for post in copy.house.posts if post.is_held_on(copy.day)]
    for line in copy.words if in_office else []:
        found = {}
        for post in in_office if re.search(words, line.text) else ():
            for start, end in _like(post.name, line.text):
                other = line.text[start:end]
                if other.replace(" ", "") not in listed and _has_post(
                    line, start, end, post, in_office, words
                ):
                    found.setdefault(start, Doubt(line, start, end, _name_message(other, post)))
        yield from found.values()


def _like(name, text):
    """Yield where something stands that is `name` but for one sign, or with two signs changed about, or one left out."""
    if sum(sign in text for sign in name) < len(name) - 1:
        return
    for place in range(len(name)):
        pattern = re.escape(name[:place]) + rf"[{names.HAN}]" + re.escape(name[place + 1 :])
        yield from (found.span() for found in re.finditer(pattern, text) if found.group() != name)
    if len(name) == 3:
        changed = name[0] + name[2] + name[1]
        if changed != name:
            yield from (found.span() for found in re.finditer(re.escape(changed), text))
        for short in {name[0] + name[1], name[0] + name[2]}:
            for found in re.finditer(re.escape(short), text):
                if names.ends_at(text, found.end()) and not text.startswith(name, found.start()):
                    yield found.span()


def _has_post(line, start, end, post, in_office, words):
    other = line.text[start:end]
    carried = _carried(line.text, start, {one.name for one in in_office}, words)
    for said in [*offices.beside(line.text, start, end, words), *carried]:
        if said.when or not offices.is_meant(said.posts[-1], post.post, words):
            continue
        holders = {one.name for one in in_office if offices.is_meant(said.posts[-1], one.post, words)}
        if len(holders) == 1 and _is_near(post.name, other):
            return True
        if len(holders) > 1 and _differs_alike(post.name, other):
            return True
    return False


def _carried(text, start, listed, words):
    """Return what is Said before the names that this one is enumerated with: 副区长卢向东、季晓岚."""
    while text[start - 1 : start] == "、":
        before = next((name for name in listed if text[: start - 1].endswith(name)), "")
        start -= len(before) + 1
        if not before or (said := offices.before(text, start, words)):
            return [said] if before else []
    return []


def _is_near(name, other):
    place = one_apart(name, other)
    return place is None or (place > 0 and len(name) > 2) or is_alike(name[place], other[place])


def _differs_alike(name, other):
    place = one_apart(name, other)
    return sorted(name) == sorted(other) if place is None else is_alike(name[place], other[place])


def _name_message(other, post):
    facts = {"other": other, "name": post.name, "post": post.post}
    return _("“%(other)s”: by the paper's list the %(post)s is %(name)s.") % facts

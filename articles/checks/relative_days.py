"""Finds words like 昨日, 本周五 and 今年 beside a date that is another one."""

import datetime
import re

from django.utils.translation import gettext as _

from articles.checks import days
from articles.checks.lines import Doubt

_DAYS_OFF = {"大前": -3, "前": -2, "昨": -1, "今": 0, "当": 0, "明": 1, "后": 2, "大后": 3}
_PART = r"(?:[上下中]午|清?早|清?晨|凌晨|晚间?|晚上|夜间?|傍晚)?"
_RELATIVE = rf"(?P<off>大前|大后|前|昨|今|明|后)(?P<what>[天日晚晨夜早])(?!报|后){_PART}"
_OF_WEEK = rf"(?P<week>本|这|上个?|下个?){days.WEEKDAY}{_PART}"
_WORD = rf"(?:{_RELATIVE}|{_OF_WEEK})"
_WORD_BEFORE = re.compile(rf"{_WORD}\s?(?:[,、]?\s?(?:即|也就是|就是|正是|是)?|[(]|\s)\s?$")
_WORD_BEHIND = re.compile(rf"{_PART}\s?(?:[(,]\s?(?:即|也就是)?|,?(?:即|也就是)){_WORD}[),]?")
_DAY_ALONE = re.compile(
    rf"{_RELATIVE}\s?[(]\s?(?P<day>\d{{1,2}})[日号]{_PART}\s?[)]|(?<![\d月])(?P<day2>\d{{1,2}})[日号]\s?[(]{_RELATIVE.replace('<off>', '<off2>').replace('<what>', '<what2>')}[)]"
)
_YEAR_BESIDE = re.compile(
    r"(?P<word>[今去明前]|本)年\s?[(]\s?(?P<year>[12]\d{3})(?:年|[)])"
    r"|(?P<year2>[12]\d{3})年?\s?[(]\s?(?:即|也就是)?(?P<word2>[今去明])年\s?[)]"
    r"|(?P<word3>今)年(?:是|,即)(?P<year3>[12]\d{3})年"
    r"|(?<!\d)(?P<year4>[12]\d{3})年\s?,?(?:即|也就是)(?P<word4>[今去明])年"
    r"|(?P<word5>[今去明])年(?P<year5>[12]\d{3})年"
)
_SAME_EVENT = re.compile(
    r"(?<!\d)(?P<year>[12]\d{3})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:[上下]午|晚)?,?\s?(?:[\u3400-\u9fff]{0,12})?今年(?:首|第|的|度|入|开)"
)
_YEARS_OFF = {"今": 0, "本": 0, "去": -1, "明": 1, "前": -2}


def beside_other_dates(line, bases):
    """Yield a Doubt for each such word of `line` that means another date than the one beside it.

    `bases` are the days that copy may be told from: the issue's, then those that wire copy is dated.
    """
    yield from _beside_words(line, bases)
    yield from _days_alone(line, bases)
    yield from _years(line, bases[0])


def _beside_words(line, bases):
    for named in days.named_dates(line.half):
        behind = _WORD_BEHIND.match(line.half, named.end)
        before = _WORD_BEFORE.search(line.half, max(named.start - 20, 0), named.start)
        word = before or behind
        day = days.meant(named, bases[0])
        if word and day and not _is_meant(word, day, bases):
            start, end = (before.start(), named.end) if before else (named.start, behind.end())
            yield _said_doubt(line, start, end, _day_of(word, bases[0]))


def _said_doubt(line, start, end, right):
    end += "(" in line.half[start:end] and line.half[end : end + 1] == ")"
    facts = {"said": line.text[start:end], "month": right.month, "day": right.day}
    return Doubt(
        line, start, end, _("“%(said)s”: by the date of this issue it is %(month)s/%(day)s.") % facts
    )


def _is_meant(word, day, bases):
    if word["week"] and days.weekday_sign(day) != word["weekday"].replace("天", "日"):
        return True  # the rule for days of the week says it
    return any(day == _day_of(word, base) for base in bases)


def _day_of(word, base):
    if word["off"]:
        return base + datetime.timedelta(days=_DAYS_OFF[word["off"]])
    monday = base - datetime.timedelta(days=base.weekday())
    weeks = {"本": 0, "这": 0, "上": -1, "下": 1}[word["week"][0]]
    return monday + datetime.timedelta(
        days=7 * weeks + days.WEEKDAYS.index(word["weekday"].replace("天", "日"))
    )


def _days_alone(line, bases):
    for found in _DAY_ALONE.finditer(line.half):
        off, said = found["off"] or found["off2"], int(found["day"] or found["day2"])
        right = [base + datetime.timedelta(days=_DAYS_OFF[off]) for base in bases]
        if said not in [day.day for day in right]:
            yield _said_doubt(line, *found.span(), right[0])


def _years(line, printed_on):
    for found in _YEAR_BESIDE.finditer(line.half):
        parts = found.groupdict()
        word = next(value for key, value in parts.items() if key.startswith("word") and value)
        year = int(next(value for key, value in parts.items() if key.startswith("year") and value))
        right = printed_on.year + _YEARS_OFF[word]
        if year != right:
            yield _year_doubt(line, *found.span(), right)
    for found in _SAME_EVENT.finditer(line.half):
        if int(found["year"]) != printed_on.year:
            yield _year_doubt(line, *found.span(), printed_on.year)


def _year_doubt(line, start, end, right):
    facts = {"said": line.text[start:end], "right": right}
    return Doubt(line, start, end, _("“%(said)s”: by the date of this issue the year is %(right)s.") % facts)

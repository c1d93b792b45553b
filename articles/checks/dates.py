"""Finds dates that can't be: not in the calendar, not what 昨日 or 本周五 means, or told as past before they come."""

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
_WORD_BEFORE = re.compile(rf"{_WORD}\s?(?:[,、]?\s?(?:即|也就是|是)?|[(]|\s)\s?$")
_WORD_BEHIND = re.compile(rf"{_PART}\s?(?:[(,]\s?(?:即|也就是)?|,?(?:即|也就是)){_WORD}[),]?")
_DAY_ALONE = re.compile(
    rf"{_RELATIVE}\s?[(]\s?(?P<day>\d{{1,2}})[日号]{_PART}\s?[)]|(?<![\d月])(?P<day2>\d{{1,2}})[日号]\s?[(]{_RELATIVE.replace('<off>', '<off2>').replace('<what>', '<what2>')}[)]"
)
_WIRE = re.compile(r"(?:社|报|网|台)?[\u3400-\u9fff]{0,8}(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:电|讯)")
_YEAR_BESIDE = re.compile(
    r"(?P<word>[今去明前]|本)年\s?[(]\s?(?P<year>[12]\d{3})(?:年|[)])|(?P<year2>[12]\d{3})年?\s?[(]\s?(?:即|也就是)?(?P<word2>[今去明])年\s?[)]"
    r"|(?P<word3>今)年(?:是|,即)(?P<year3>[12]\d{3})年|(?<!\d)(?P<year4>[12]\d{3})年\s?,?(?:即|也就是)(?P<word4>[今去明])年"
    r"|(?P<word5>[今去明])年(?P<year5>[12]\d{3})年"
)
_SAME_EVENT = re.compile(
    r"(?<!\d)(?P<year>[12]\d{3})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日(?:[上下]午|晚)?,?\s?(?:[\u3400-\u9fff]{0,12})?今年(?:首|第|的|度|入|开)"
)
_YEARS_OFF = {"今": 0, "本": 0, "去": -1, "明": 1, "前": -2}
# What says that a day is still to come, anywhere in the sentence, or straight behind the date.
_TO_COME = re.compile(
    r"将|拟[于在定]|计划|预计|预告|预约|预售|预报|[定订]于|定在|定为|届时|截至|截止|为止|报名|有望|须|需|欢迎|敬请|请[于在到提携]|可(?:到|在|凭|前往|通过|于|持|以)|"
    r"到期|日程|如期|如果|农历|当年|同年|那年|历史|去年|每年|往年|出生|诞辰|周年|纪念日|生于|准备|筹备|期间|倒计时|启事|公告|征集|有效|应[于在]"
)
_BEHIND_TO_COME = re.compile(r"(?:[上下中]午|晚上?)?(?:起|前|后|之前|之后|以前|以后|至|到|止|—|~|-|开始)")
_PAST = re.compile(
    r"(?:举行|召开|举办|开展|启动|揭牌|开幕|闭幕|落幕|走访|慰问|参加|出席|来到|走进|发布|完成|开班|签约|迎来|进行|组织|看望|成立|上线|投用|竣工|通过|颁发|受到|收到|发生|结束|落下)了"
    r"|圆满|成功举办|成功举行|落下帷幕|顺利(?:举行|举办|完成|结束|闭幕)|已(?:经)?(?:举行|召开|完成|结束|闭幕)|获悉|了解到|记者(?:在|从|来到|看到|走进)"
)
_REPORTED = re.compile(
    r"^(?:[上下中]午|晚(?:上|间)?|清?晨|早上|凌晨|\d{1,2}[时点:]\S{0,4})?,?.{0,40}?(?:举行|召开|举办|开展|启动|揭牌|开幕|闭幕|走访|慰问|检查|调研|视察|出席|来到|走进|发布|签约|落幕|座谈|看望|揭幕|开班)"
)
# Later days without a year are more likely those of the year before.
_AHEAD = datetime.timedelta(days=60)


def contradictions(copy):
    """Yield a Doubt for each date that can't be, or that isn't what stands beside it."""
    wires = _wires(copy)
    for line in copy.lines:
        if line.kind == "credit":
            continue
        yield from _impossible(line, copy.piece.printed_on)
        if copy.piece.printed_on:
            bases = [copy.piece.printed_on, *wires]
            yield from _beside_words(line, bases)
            yield from _days_alone(line, bases)
            yield from _years(line, copy.piece.printed_on)
            yield from _told_before(line, copy.piece.printed_on)


def _wires(copy):
    """The days that wire copy is dated: its 今天 is theirs."""
    if copy.piece.printed_on is None:
        return []
    named = [
        days.Named(*found.span(), None, int(found["month"]), int(found["day"]))
        for line in copy.of("dateline", "paragraph")
        for found in _WIRE.finditer(line.half)
    ]
    return [day for day in (days.meant(one, copy.piece.printed_on) for one in named) if day]


def _impossible(line, printed_on):
    for named in days.named_dates(line.half):
        year = named.year if isinstance(named.year, int) else None
        is_written = "月" in line.half[named.start : named.end]
        if not named.is_possible(year) and (is_written or _is_date(named, year)):
            yield _doubt(line, named.start, named.end, _("There is no such day: %(date)s."))
        elif (
            not year
            and printed_on
            and (named.month, named.day) == (2, 29)
            and not _has_leap_year(line, printed_on)
        ):
            yield _doubt(line, named.start, named.end, _("There is no such day this year: %(date)s."))


def _is_date(named, year):
    """Whether digits parted by marks are meant for a date: 2019.2.29, and no number of a version."""
    return year is not None and 1900 < year < 2100 and named.month < 13


def _has_leap_year(line, printed_on):
    years = {printed_on.year, *days.other_years(line.half, printed_on)}
    if re.search("去年|明年|当年|同年|闰年|每年", line.half):
        years |= {printed_on.year - 1, printed_on.year + 1, 2000}
    return any(year % 4 == 0 and (year % 100 or year % 400 == 0) for year in years)


def _doubt(line, start, end, message, **facts):
    return Doubt(line, start, end, message % {"date": line.text[start:end], **facts})


def _beside_words(line, bases):
    for named in days.named_dates(line.half):
        behind = _WORD_BEHIND.match(line.half, named.end)
        before = _WORD_BEFORE.search(line.half[: named.start])
        word = before or behind
        day = days.meant(named, bases[0])
        if word and day and not _is_meant(word, day, bases):
            start, end = (before.start(), named.end) if before else (named.start, behind.end())
            yield from _word_doubt(line, start, end, word, bases[0])


def _word_doubt(line, start, end, word, printed_on):
    right = _day_of(word, printed_on)
    said = word["off"] + word["what"] if word["off"] else word["week"] + "…" + word["weekday"]
    said = line.text[start:end] if not word["off"] else said
    facts = {"said": said, "right": f"{right.month}月{right.day}日"}
    yield Doubt(line, start, end, _("“%(said)s”: in this issue that is %(right)s.") % facts)


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
            facts = {
                "said": off + (found["what"] or found["what2"]),
                "right": f"{right[0].month}月{right[0].day}日",
            }
            yield Doubt(line, *found.span(), _("“%(said)s”: in this issue that is %(right)s.") % facts)


def _years(line, printed_on):
    for found in _YEAR_BESIDE.finditer(line.half):
        parts = found.groupdict()
        word = next(value for key, value in parts.items() if key.startswith("word") and value)
        year = int(next(value for key, value in parts.items() if key.startswith("year") and value))
        right = printed_on.year + _YEARS_OFF[word]
        if year != right:
            facts = {"said": f"{word}年", "right": f"{right}年"}
            yield Doubt(line, *found.span(), _("“%(said)s”: in this issue that is %(right)s.") % facts)
    for found in _SAME_EVENT.finditer(line.half):
        if int(found["year"]) != printed_on.year:
            facts = {"said": "今年", "right": f"{printed_on.year}年"}
            yield Doubt(line, *found.span(), _("“%(said)s”: in this issue that is %(right)s.") % facts)


def _told_before(line, printed_on):
    """Tell of what is reported as past on a day after the issue's."""
    if line.kind not in ("paragraph", "caption", "deck", "kicker"):
        return
    for start, sentence in line.sentences():
        half = line.half[start : start + len(sentence)]
        dates = days.named_dates(half)
        if (
            dates
            and dates[0].year is None
            and days.other_years(line.half[: start + len(sentence)], printed_on)
        ):
            continue
        if len(dates) == 1 and _is_told_early(half, dates[0], printed_on):
            message = _("%(date)s comes after this issue, but is told as past.")
            yield _doubt(line, start + dates[0].start, start + dates[0].end, message)


def _is_told_early(half, named, printed_on):
    day = days.meant(named, printed_on)
    if day is None or not printed_on < day <= printed_on + _AHEAD:
        return False
    rest = half[: named.start] + half[named.end :]
    if _TO_COME.search(rest) or _BEHIND_TO_COME.match(half, named.end):
        return False
    is_lead = not re.sub(r"^.*?(?:\)|讯|电)\s*|\s", "", half[: named.start]).strip("“‘日前 ")
    return bool(_PAST.search(rest)) or (is_lead and bool(_REPORTED.match(half[named.end :])))

"""Finds a date that stands with a day of the week that isn't its own."""

import re

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from articles.checks import days
from articles.checks.lines import Doubt

_GAP = r"(?:[上下中]午|清?早|早晨|凌晨|晚上?|当[天日晚]|傍晚|夜间)?\s?[,、即是为,]?\s?[(\[]?\s?(?:(?:农历)?[闰正一二三四五六七八九十冬腊]{1,3}月[^)\d]{2,4}[,、\s])?"
_BEHIND = re.compile(rf"{_GAP}(?:本|这|下个?|上个?)?{days.WEEKDAY}")
_BEFORE = re.compile(rf"(?:本|这|下个?|上个?)?{days.WEEKDAY}\s?[,、即]?\s?[(\[]?\s?$")
# 5月23日、24日(周六、周日), 5月23日至24日(周六至周日)
_MORE_DAYS = re.compile(r"(?:[、至和到—~-]+(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})[日号]){1,6}")
_ONE_DAY = re.compile(r"(?:(\d{1,2})月)?(\d{1,2})[日号]")
_ONE_WEEKDAY = re.compile(days.WEEKDAY)
_DAYS_AND_WEEKDAYS = re.compile(
    rf"\s?\(({days.WEEKDAY}(?:[、至和到—~-]+(?:星期|周|礼拜)?[一二三四五六日天])+)\)"
)
_DAY_ALONE = re.compile(rf"(?<![\d月.—~至-])(?P<day>\d{{1,2}})[日号]\s?[(]\s?{days.WEEKDAY}(?=[)])")
_SERIES = re.compile(r"[一二三四五六日天]")


def contradictions(copy):
    """Yield a blocking Doubt for each date whose day of the week is another one."""
    for line in copy.lines:
        if line.kind == "credit":
            continue
        half = line.half
        for found in days.DATE.finditer(half):
            if not days.LUNAR.search(half[max(found.start() - 6, 0) : found.start()]):
                yield from _beside(line, days.named_in(found), copy.piece.printed_on)
        yield from _days_alone(line, copy.piece.printed_on)


def _beside(line, named, printed_on):
    half = line.half
    more = _MORE_DAYS.match(half, named.end)
    if more:
        yield from _several(line, named, more, printed_on)
        return
    behind = _BEHIND.match(half, named.end)
    before = None if behind else _BEFORE.search(half, max(named.start - 20, 0), named.start)
    said = behind or before
    if said and not re.match(r"[至到—~-]", half[said.end() : said.end() + 1] if behind else ""):
        start, end = (named.start, behind.end()) if behind else (before.start(), named.end)
        yield from _judged(line, start, end, named, said["weekday"], printed_on)


def _several(line, named, more, printed_on):
    """Judge days in a row against the days of the week in brackets behind them, where each has one."""
    said = _DAYS_AND_WEEKDAYS.match(line.half, more.end())
    if not said:
        return
    month, rest = named.month, []
    for new_month, day in _ONE_DAY.findall(more.group()):
        month = int(new_month) if new_month else month
        rest.append(days.Named(named.start, more.end(), named.year, month, int(day)))
    weekdays = _SERIES.findall(re.sub("星期|周|礼拜", "", said[1]))
    if len(weekdays) == len(rest) + 1:
        for one, weekday in zip([named, *rest], weekdays, strict=True):
            doubts = list(_judged(line, named.start, said.end(), one, weekday, printed_on))
            if doubts:
                yield doubts[0]
                return


def _days_alone(line, printed_on):
    """Judge 22日（星期五）, which means the nearest such day, or one of the month named before it."""
    if printed_on is None:
        return
    for found in _DAY_ALONE.finditer(line.half):
        earlier = [one.month for one in days.named_dates(line.half[: found.start()]) if one.month]
        day = _nearest(int(found["day"]), printed_on)
        if day and (not earlier or earlier[-1] == day.month):
            yield from _judged(
                line,
                *found.span(),
                days.Named(*found.span(), None, day.month, day.day),
                found["weekday"],
                printed_on,
            )


def _nearest(day, printed_on):
    candidates = []
    for step in (-1, 0, 1):
        month = printed_on.month + step
        year = printed_on.year + (month - 1) // 12
        candidates.append(days.Named(0, 0, None, (month - 1) % 12 + 1, day).on(year))
    return min((one for one in candidates if one), key=lambda one: abs(one - printed_on), default=None)


def _judged(line, start, end, named, weekday, printed_on):
    weekday = weekday.replace("天", "日")
    day = days.meant(named, printed_on)
    if day is None or days.weekday_sign(day) == weekday:
        return
    others = [] if named.year else [named.on(year) for year in days.other_years(line.half, printed_on)]
    if not any(other and days.weekday_sign(other) == weekday for other in others):
        facts = {
            "date": line.text[named.start : named.end],
            "right": WEEKDAYS[day.weekday()],
            "year": day.year,
        }
        message = _("%(date)s is a %(right)s in %(year)s.") % facts
        yield Doubt(line, start, end, message, "block")

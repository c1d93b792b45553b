"""Reads dates, days of the week and words like 昨日 as copy writes them, and says which day they mean."""

import datetime
import re
from dataclasses import dataclass

_SIGNS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_N = "一二三四五六七八九十廿"
_YEAR = r"(?P<year>(?<!\d)[12]\d{3}|[一二][〇零○一二三四五六七八九]{3}|今|去|明|前)年"
_MONTH = rf"(?P<month>(?<!\d)\d{{1,2}}|(?<![{_N}百千])[{_N}]{{1,3}}|本)月"
_DAY = rf"(?P<day>\d{{1,2}}|[{_N}]{{1,3}})[日号](?!线|楼|院|门|店|厅|馆|车)"
DATE = re.compile(
    rf"(?:{_YEAR}\s?的?)?{_MONTH}\s?{_DAY}"
    r"|(?<!\d)(?P<year2>[12]\d{3})(?P<mark>[-./])(?P<month2>\d{1,2})(?P=mark)(?P<day2>\d{1,2})(?![\d])"
)
LUNAR = re.compile(r"(?:农历|阴历|夏历|旧历|农历[\u3400-\u9fff]{2}年|闰)$")
WEEKDAY = r"(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])"
WEEKDAYS = "一二三四五六日"
FULL_YEAR = re.compile(r"(?<!\d)([12]\d{3})年|([一二][〇零○一二三四五六七八九]{3})年")
_RELATIVE_YEAR = {"今": 0, "去": -1, "明": 1, "前": -2}


@dataclass(frozen=True)
class Named:
    """A date as it is named: parts that are not said are None; `year` may be a word like 今."""

    start: int
    end: int
    year: int | str | None
    month: int | None  # None: 本月
    day: int

    def is_possible(self, year):
        """Whether the calendar has such a day, in `year` where that is known."""
        try:
            datetime.date(2000 if year is None else year, 1 if self.month is None else self.month, self.day)
        except ValueError:
            return False
        return True

    def on(self, year):
        """The date in `year`, or None where the calendar has none."""
        return datetime.date(year, self.month, self.day) if self.month and self.is_possible(year) else None


def number(text):
    """The number of a day or a month: 22, 二十二, 廿二."""
    if text.isdigit() and text.isascii():
        return int(text)
    tens, _ten, ones = text.replace("廿", "二十").rpartition("十")
    if not _ten:
        return int("".join(str(_SIGNS[sign]) for sign in text))
    return (_SIGNS.get(tens, 1) if len(tens) < 2 else 99) * 10 + (_SIGNS.get(ones, 99) if ones else 0)


def year_number(text):
    """The year that digits or Chinese numerals write."""
    return int(text) if text.isascii() else int("".join(str(_SIGNS[sign]) for sign in text))


def named_dates(half):
    """Return the dates that a text with half-width signs names by month and day, lunar ones left out."""
    return [
        named_in(found)
        for found in DATE.finditer(half)
        if not LUNAR.search(half[max(found.start() - 6, 0) : found.start()])
    ]


def named_in(found):
    """Return what a match of DATE names."""
    year, month, day = (
        found["year"] or found["year2"],
        found["month"] or found["month2"],
        found["day"] or found["day2"],
    )
    if year and year not in _RELATIVE_YEAR:
        year = year_number(year)
    return Named(*found.span(), year, None if month == "本" else number(month), number(day))


def meant(named, printed_on):
    """Return the day that `named` means in an issue of the day `printed_on`, or None where nobody can tell.

    Without a year it is the nearest such day: a January issue names 12月 of the year before.
    """
    if isinstance(named.year, int):
        return named.on(named.year)
    if printed_on is None:
        return None
    if named.month is None:
        return Named(named.start, named.end, None, printed_on.month, named.day).on(printed_on.year)
    if named.year:
        return named.on(printed_on.year + _RELATIVE_YEAR[named.year])
    near = (named.on(printed_on.year + step) for step in (-1, 0, 1))
    return min((day for day in near if day), key=lambda day: abs(day - printed_on), default=None)


def other_years(half, printed_on):
    """Return the years written out in a text that are not the issue's."""
    years = {year_number(arabic or chinese) for arabic, chinese in FULL_YEAR.findall(half)}
    return years - {printed_on.year} if printed_on else years


def weekday_sign(day):
    """The sign of a day's weekday: 五."""
    return WEEKDAYS[day.weekday()]

"""Reads what a reader types to find an issue: its running number, its day, or a month or year to look through."""

import datetime
import re
import unicodedata
from dataclasses import dataclass

_MARK = r"[-–—~至]{1,2}"
_NUMBER = re.compile(rf"(?:no\.?)?(?:[总總]?第)?(\d{{1,6}})(?:{_MARK}\d{{1,6}})?期?", re.IGNORECASE)
_YEAR = r"([12]\d{3})"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        # The weekday that is printed behind a date says nothing new.
        rf"{_YEAR}[-./年](\d{{1,2}})[-./月](\d{{1,2}})[日号號]?(?:\(?(?:星期|周)[一二三四五六日天]\)?)?",
        rf"{_YEAR}[-./年](\d{{1,2}})月?",
        rf"{_YEAR}(\d\d)(\d\d)",
        rf"{_YEAR}(0[1-9]|1[0-2])",
        rf"{_YEAR}年",
    )
)
_BARE_YEAR = re.compile(_YEAR)
_BARE_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号號]?")
_DAY_OF_YEAR = re.compile(rf"(?:{_YEAR}[-./年])?(\d{{1,2}})[-./月](\d{{1,2}})[日号號]?|(\d\d)(\d\d)")
# A year that has a 29 February.
_LEAP_YEAR = 2000


class Unreadable(ValueError):
    """What was typed is no number and no date."""


class NoSuchDay(ValueError):
    """What was typed is written as a date that no calendar has: 2020-02-30."""


@dataclass(frozen=True)
class Asked:
    """What a reader asks for: a number, or a time; of a time, the day or day and month may be None, or the year alone.

    A bare 2020 may be either, so both are there.
    """

    number: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def span(self):
        """The (first, last) day of the time asked for."""
        first = datetime.date(self.year, self.month or 1, self.day or 1)
        if self.day:
            return first, first
        after = datetime.date(self.year + (self.month or 12) // 12, (self.month or 12) % 12 + 1, 1)
        return first, after - datetime.timedelta(days=1)


def read(text):
    """Return what `text` asks for; raises Unreadable or NoSuchDay.

    Taken are 943, 第943期, 总第943期, the first of a double issue's 第943—944期; 2020-05-22, 2020年5月22日, 2020.5.22,
    2020/5/22, 20200522; 05-22, 5月22日; 2020年5月, 2020-05, 202005, 2020年; 2020. Full-width signs and white space do
    not matter.
    """
    text = _plain(text)
    if said := _BARE_DAY.fullmatch(text):
        asked = Asked(month=int(said[1]), day=int(said[2]))
        try:
            _check(_LEAP_YEAR, asked.month, asked.day)
            return asked
        except NoSuchDay:
            if asked.day != asked.month + 1 or not _NUMBER.fullmatch(text):  # 43-44, a double issue
                raise
    for pattern in _DATES:
        if said := pattern.fullmatch(text):
            numbers = [int(digits) for digits in said.groups()]
            _check(*numbers)
            return Asked(None, *numbers)
    if not (said := _NUMBER.fullmatch(text)) or not int(said[1]):
        raise Unreadable(text)
    is_year = _BARE_YEAR.fullmatch(text)
    return Asked(number=int(said[1]), year=int(text) if is_year else None)


def read_day_of_year(text):
    """Return the (month, day) that `text` names: 05-22, 5月22日, 5.22, 0522, or a date; raises as `read` does."""
    said = _DAY_OF_YEAR.fullmatch(_plain(text))
    if not said:
        raise Unreadable(text)
    month, day = int(said[2] or said[4]), int(said[3] or said[5])
    _check(_LEAP_YEAR, month, day)
    return month, day


def _plain(text):
    """Without white space, full-width signs as their half-width ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _check(year, month=1, day=1):
    try:
        datetime.date(year, month, day)
    except ValueError as error:
        raise NoSuchDay from error

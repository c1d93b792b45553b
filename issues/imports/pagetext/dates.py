"""Dates and numbers as mastheads print them: 2020年5月22日, 2020-06-19, 二〇二〇年六月, 第四版, 总第九百五十三期."""

import datetime
import re

_DIGITS = {character: number for number, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_N = "[0-9〇○零一二三四五六七八九十廿]"

DATE = re.compile(
    rf"(?P<year>{_N}{{4}}) ?(?:年|[-./]) ?(?P<month>{_N}{{1,3}}) ?(?:月|[-./]) ?(?P<day>{_N}{{1,3}}) ?[日号]?"
    r"(?![0-9])"
)
WEEKDAY = re.compile(r"[(\[]?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])[)\]]?")
LUNAR = re.compile(
    r"[(\[]?(?:农历|夏历|阴历)?[: ]?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥](?:[\u3400-\u9fff]?年)?)?[, ]?"
    r"(?:闰)?(?:[正一二三四五六七八九十冬腊]|十[一二])月(?:[大小])?(?:初[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十)日?[)\]]?"
)
_LUNAR_PROPER = re.compile(r"农历|夏历|阴历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]|初|廿|腊|闰")


def read_number(text):
    """The number that digits or Chinese numerals write (4, 四, 十二, 二〇, 九百五十三), or None."""
    if text.isascii():
        return int(text) if text.isdigit() else None
    text = text.replace("廿", "二十")
    if not any(unit in text for unit in _UNITS):
        digits = [_DIGITS.get(character, character) for character in text]
        return int("".join(map(str, digits))) if all(str(digit).isdigit() for digit in digits) else None
    total, digit = 0, None
    for character in text:
        if character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return None
    return total + (digit or 0)


def read_date(found):
    """The date of a match of DATE, None where the calendar has no such day."""
    try:
        return datetime.date(*(read_number(found[part]) for part in ("year", "month", "day")))
    except (ValueError, TypeError):
        return None


def read_weekday(found):
    """Monday is 0, of a match of WEEKDAY."""
    return "一二三四五六日".index(found["weekday"].replace("天", "日"))


def is_lunar(text):
    """Whether a match of LUNAR says by a word of its own that it is lunar: 五月十五 alone does not."""
    return bool(_LUNAR_PROPER.search(text))

"""Reads figures in Arabic and Chinese numerals: 1.2万, 一万二千, 百分之三, 两处, 第十二届, 近百户."""

import re
from dataclasses import dataclass
from fractions import Fraction

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
# No figure of a paper is longer, and a row of numerals without end is none.
_CHINESE = r"[零〇○一二两三四五六七八九十百千万亿]{1,20}"
_ARABIC = r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?|\d{1,20}(?:\.\d{1,9})?"

# Units of one kind are compared in the kind's first unit.
_UNITS = {
    "percent": {"%": 1, "‰": Fraction(1, 10), "个百分点": 1, "百分点": 1, "成": 10},
    "money": {
        "元": 1,
        "块钱": 1,
        "万元": 10**4,
        "亿元": 10**8,
        "美元": 1,
        "欧元": 1,
        "港元": 1,
        "日元": 1,
        "角": Fraction(1, 10),
    },
    "length": {
        "米": 1,
        "公里": 1000,
        "千米": 1000,
        "里地": 500,
        "厘米": Fraction(1, 100),
        "毫米": Fraction(1, 1000),
    },
    "area": {
        "平方米": 1,
        "平米": 1,
        "平方公里": 10**6,
        "平方千米": 10**6,
        "公顷": 10**4,
        "亩": Fraction(2000, 3),
    },
    "volume": {"立方米": 1, "升": Fraction(1, 1000), "毫升": Fraction(1, 10**6)},
    "weight": {
        "公斤": 1,
        "千克": 1,
        "斤": Fraction(1, 2),
        "吨": 1000,
        "克": Fraction(1, 1000),
        "两重": Fraction(1, 20),
    },
    "age": {"周岁": 1, "岁": 1},
    "duration": {
        "个小时": Fraction(1, 24),
        "小时": Fraction(1, 24),
        "分钟": Fraction(1, 1440),
        "秒": Fraction(1, 86400),
        "秒钟": Fraction(1, 86400),
        "天": 1,
        "周": 7,
        "个星期": 7,
        "个月": 30,
        "年": 365,
        "周年": 365,
        "载": 365,
    },
    "date": {"月": 1, "日": 1, "号": 1, "时": 1, "点": 1, "年代": 1, "世纪": 1},
    "times": {"倍": 1},
}
_KINDS = {unit: (kind, factor) for kind, units in _UNITS.items() for unit, factor in units.items()}
COUNTERS = (
    "年级 余名 个 名 位 人次 人 户 家 座 条 项 件 处 间 栋 幢 楼 场 次 届 期 版 所 台 辆 套 册 本 张 幅 棵 株 盏 封 碗 步 支 只 门 部 种 "
    "类 份 批 组 对 双 块 面 片 段 篇 首 句 字 页 层 级 轮 趟 班 队 枚 架 艘 列 桌 盆 顶 把 根 口 站 路 院 校 村 镇 社区 街道 胡同 大 "
    "省 市 区 县 国 地 团队 企业 城 馆 店 桥 井 床 席 例 起 宗 笔 单 票 分 环 吨级 万 人份"
).split()
_UNIT = "|".join(sorted([*_KINDS, *COUNTERS], key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<percent>百分之|千分之)?(?P<number>(?:{_ARABIC})(?P<scale>[十百千万亿]{{0,2}})|{_CHINESE}(?:点[零〇一二三四五六七八九]{{1,9}})?)"
    rf"(?:分之(?P<over>\d{{1,9}}|{_CHINESE}))?(?P<more>[多余来几]|\+)?(?P<half>个?半)?(?P<unit>{_UNIT})?"
)
_FIRST = re.compile(r"(第|总|NO\.?|No\.?)\s?$")
_BELOW = re.compile(r"(近|约|将近|接近|大约)$")
_ABOVE = re.compile(r"(逾|超|超过|过|突破|破|上|高达|达|成)$")


@dataclass(frozen=True)
class Figure:
    """A number as it stands in a line; `value` is in the first unit of its kind."""

    start: int
    end: int
    words: str
    number: Fraction  # without its unit
    value: Fraction
    step: Fraction  # what its last digit is worth
    kind: str  # a kind of unit, "count", or "" where nothing says it
    unit: str
    is_first: bool = False  # 第…
    is_chinese: bool = False
    lean: int = 0  # -1 for 近…, 1 for 逾… and …多
    thing: str = ""  # the two signs after the unit


def value_of(text):
    """The number that Chinese numerals write (一万二千, 二〇二〇, 三点五, 百), as a Fraction."""
    whole, _point, decimals = text.partition("点")
    value = Fraction(_whole(whole))
    for place, sign in enumerate(decimals, 1):
        value += Fraction(_DIGITS.get(sign, 0), 10**place)
    return value


def _whole(text):
    if not any(sign in _SCALES or sign in _MYRIADS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text) or 0)
    for sign in "亿万":
        if sign in text:
            high, _sign, low = text.rpartition(sign)
            return _trailing((_whole(high) if high else 1) * _MYRIADS[sign], low, _MYRIADS[sign])
    return _below_myriad(text)


def _trailing(high, low, scale):
    """两万五 is 25,000: a single digit behind a scale counts its tenths."""
    if len(low) == 1 and low in _DIGITS and low not in "零〇":
        return high + _DIGITS[low] * scale // 10
    return high + (_whole(low) if low else 0)


def _below_myriad(text):
    total, digit, scale = 0, None, 10
    for sign in text:
        if sign in _SCALES:
            scale = _SCALES[sign]
            total += (1 if digit is None else digit) * scale
            digit = None
        else:
            digit = _DIGITS[sign]
            scale = 10 if sign in "零〇" else scale
    return total + (digit or 0) * (scale // 10 if scale > 10 else 1)


def figures(half):
    """Return the Figures in a text with half-width signs, in order."""
    found = []
    for match in _FIGURE.finditer(half):
        figure = _figure(match, half)
        if figure:
            found.append(figure)
    return found


def _figure(match, half):
    number, is_chinese = _number(match)
    unit = match["unit"] or ""
    kind, factor = _kind(match, unit)
    before = half[max(match.start() - 3, 0) : match.start()]
    tail = re.match(r"[“‘《]?([\u3400-\u9fff]{0,2})", half[match.end() :])[1]
    if match["half"]:
        number += Fraction(1, 2)
    return Figure(
        match.start(),
        match.end(),
        match.group(),
        number,
        number * factor,
        _step(match, is_chinese) * factor,
        kind,
        unit,
        bool(_FIRST.search(before)),
        is_chinese,
        _lean(match, before),
        tail,
    )


def _number(match):
    number = match["number"]
    if number[0].isdigit() and number[0].isascii():
        scale = match["scale"]
        plain = number[: len(number) - len(scale)].replace(",", "")
        value, is_chinese = Fraction(plain) * (value_of("一" + scale) if scale else 1), False
    else:
        value, is_chinese = value_of(number), True
    over = match["over"]
    if over:
        below = value
        above = Fraction(over) if over.isascii() else value_of(over)
        return (above / below * 100 if below else above), is_chinese
    return value / 10 if match["percent"] == "千分之" else value, is_chinese


def _kind(match, unit):
    if match["percent"] or match["over"]:
        return "percent", 1
    if (
        unit == "年"
        and not match["scale"]
        and re.fullmatch(r"[12]\d{3}|[一二][〇零○一二三四五六七八九]{3}", match["number"])
    ):
        return "year", 1
    return _KINDS.get(unit, ("count" if unit else "", 1))


def _step(match, is_chinese):
    if is_chinese:
        last = match["number"][-1]
        return value_of("一" + last) if last in "千万亿" else Fraction(1)
    scale = match["scale"]
    plain = match["number"][: len(match["number"]) - len(scale)]
    decimals = len(plain.partition(".")[2])
    return Fraction(1, 10**decimals) * (value_of("一" + scale) if scale else 1)


def _lean(match, before):
    if _BELOW.search(before):
        return -1
    return 1 if match["more"] or _ABOVE.search(before) else 0

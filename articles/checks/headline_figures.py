"""Finds a figure in the headline that neither body nor captions have."""

import re
from itertools import pairwise

from django.utils.translation import gettext as _

from articles.checks.lines import Doubt
from articles.checks.numerals import figures, value_of

# Numerals that count nothing: set phrases, names of plans, numbers that are called by name.
_SET_PHRASES = re.compile(
    r"(?<![\d.一二两三四五六七八九十百千几])(?:"
    r"“[^”]{0,3}[一二两三四五六七八九十百千万0-9][^”]{0,8}”|十[一二三四五]五|[三五八七]一(?!名|位|个|户)|两会|两新|两重|两山|两岸|两江|两优一先|三农|三夏|三秋|三甲|三伏|三峡|三亚|三江"
    r"|四合院|四季|四史|四好|五湖四海|五洲|五金|五四|六一|七夕|七七|八方|八旬|九旬|九州|百姓|百年|千年|百科|百货|百强|百变|百花|百业|百家|百味|百态|百日"
    r"|千家万户|万家|万户|万象|万物|万众|万里|千里|千秋|千古|万千|成千上万|千万(?![元人户名吨])|十分|十足|十佳|十大|一二三产?|二手|二维码|三维|二胎|三胎|三孩|双十[一二]?|双11"
    r"|24小时|365天|7[×xX]24|100%|\d{2}后|[6-9]0年代|[0-9]+[·.][0-9]+(?=[\u3400-\u9fff]*(?:晚会|活动|事件|地震))|四面八方|五彩|七彩|五星|七星|九龙|三星|三号|二十四节气"
    r"|第一(?!届|期|批|次|季度|名)|二期|三轮车|三文鱼|四川|二七|三里|三明|五台|九寨|六安|六里|七里|十里|八里|十堰|万[科州宁荣]|千岛|百色|[一二三四]线|[一二两三四]级|三千万|二三事|三大|两大|两地|三地)"
)
# A number that is part of a name: 5G, G20, 1+3, A4, T3, 7-11.
_IN_NAME = re.compile(r"[A-Za-z+\-/×*·~—–:∶：#_.]")
_ENUMERATOR = re.compile(r"^\s*[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)](?!\d)")
_OTHER_YEAR = re.compile("去年|上年|明年|来年|跨年|全年|年度|年底|年末|岁末|新年")
_NUMBERED = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,4}-?)\d+(?![\d.])")
_SCORE = re.compile(r"(?<![\d.])(\d{1,3})\s?[:∶比]\s?(\d{1,3})(?![\d.])")
_COUNTED_ROUNDLY = frozenset("场 户 家 期 名 人 位 项 件 处".split())
_LEAST_ROUND = 20
# How long the body says that something took: 历时七年.
_LASTED = re.compile(
    r"(?:历时|耗时|用时|历经|花了|用了|前后)(?:近|整整|将近)?(\d{1,2}|[一二两三四五六七八九十]{1,3})(?:多)?年"
)
# Counts up to here may be told in the body by naming them one by one.
_COUNTED_BY_NAMING = 10
# A unit that says by itself what is counted; with others the next words must agree.
_TELLING = frozenset("人 户 岁 元 天 家 处 院 栋 座 期 场 公里 小时 个月 周年 根 盏 棵 间".split())
_MOST_SUMMED = 7
_NEAR_KINDS = ({"duration", "date"}, {"percent", "times"}, {"date", "year"})
_ALWAYS = {"percent", "money", "length", "area", "weight", "volume", "age", "times"}


def not_in_body(copy):
    """Yield a Doubt for each figure of the headline without an equal, or for 近百 and 逾千 a near, figure under it."""
    if not copy.told:
        return
    told = [figure for line in copy.told for figure in figures(_ENUMERATOR.sub("", line.half))]
    for line in copy.headline:
        yield from (_doubt(line, *span) for span in _scores(line, copy.told))
        yield from (_doubt(line, *span) for span in _names(line, copy.told))
        half = _plain(line.half)
        for figure in figures(half):
            if _is_judged(figure, half) and not _is_told(figure, told, copy):
                yield _doubt(line, figure.start, figure.end)


def _doubt(line, start, end):
    figure = line.text[start:end]
    message = _("The figure “%(figure)s” stands neither in the body nor in a caption.") % {"figure": figure}
    return Doubt(line, start, end, message)


def _plain(half):
    """The line with set phrases and scores blanked out, length unchanged."""
    for pattern in (_SET_PHRASES, _SCORE):
        half = pattern.sub(lambda found: "　" * len(found.group()), half)
    return half


def _names(line, told):
    """Yield names with a number, like C919, that the body has with another number only."""
    said = "\n".join(under.half for under in told)
    for found in _NUMBERED.finditer(line.half):
        if found.group() not in said and re.search(rf"(?<![A-Za-z]){found[1]}\d", said):
            yield found.span()


def _scores(line, told):
    scores = {found.groups() for under in told for found in _SCORE.finditer(under.half)}
    for found in _SCORE.finditer(line.half):
        if scores and found.groups() not in scores and found.groups()[::-1] not in scores:
            yield found.span()


def _is_judged(figure, half):
    if _IN_NAME.match(half[figure.end : figure.end + 1]) or _IN_NAME.match(
        half[max(figure.start - 1, 0) : figure.start]
    ):
        return False
    if half[max(figure.start - 1, 0) : figure.start] in ("数", "几"):
        return False
    if figure.is_chinese:
        return bool(figure.unit or figure.kind == "percent") and _is_number_said(figure)
    return True


def _is_number_said(figure):
    """Whether Chinese numerals are a number: no 一 (一个, 一路), no bare 百, 千, 万 without 近 or 逾."""
    bare = figure.words.removesuffix(figure.unit)
    if bare in {"一", "零", "〇"} or (figure.kind == "date" and figure.unit not in "月日号"):
        return False
    return bool(figure.lean) or bare.strip("十百千万亿多余来几") != "" or bare == "十" or _is_round(figure)


def _is_round(figure):
    """Whether it is a bare 百 or 千 of what can be counted: 巡演百场."""
    return figure.words.removesuffix(figure.unit) in {"百", "千"} and figure.unit in _COUNTED_ROUNDLY


def _is_told(figure, told, copy):
    if _is_round(figure) and not figure.lean:
        counted = [other for other in told if other.unit == figure.unit and other.number >= _LEAST_ROUND]
        near = (figure.value * 9 / 10, figure.value * 2)
        return not counted or any(near[0] <= other.value < near[1] for other in counted)
    if figure.kind == "duration" and figure.unit in ("年", "载") and _lasted(copy):
        return figure.number in _lasted(copy) or any(_is_same(figure, other) for other in told)
    alike = [other for other in told if _is_comparable(figure, other)]
    if any(_is_same(figure, other) for other in alike):
        return True
    if figure.kind in ("year", "date"):
        return _is_likely_date(figure, told, copy)
    is_count = figure.number <= _COUNTED_BY_NAMING and figure.kind not in _ALWAYS
    if is_count or figure.is_first or figure.unit == "届":
        return not any(_counts_the_same(figure, other) for other in alike)
    return _is_sum(figure, alike)


def _lasted(copy):
    return {int(found) if found.isascii() else value_of(found) for found in _LASTED.findall(copy.told_text)}


def _is_likely_date(figure, told, copy):
    """Whether a year, month or day that the body doesn't write out may be meant there: 今年, 昨日."""
    if figure.kind == "date":
        return not any(other.unit == figure.unit for other in told)
    day = copy.piece.printed_on
    if day is None or abs(figure.value - day.year) > 1:
        return False
    if figure.value != day.year and not _OTHER_YEAR.search(copy.told_text):
        return False
    return figure.value == day.year or not any(
        figure.thing and figure.thing == other.thing for other in told if other.kind == "year"
    )


def _is_comparable(figure, other):
    if not figure.kind or not other.kind or figure.kind == other.kind:
        return True
    if {figure.unit, other.unit} == {"个月", "月"}:
        return True
    return {figure.kind, other.kind} in _NEAR_KINDS and figure.unit == other.unit


def _is_same(figure, other):
    value, told = figure.value, other.value
    if value == told or (figure.number == other.number and figure.kind != other.kind):
        return True
    if figure.lean < 0:
        return value * 8 / 10 <= told <= value * 11 / 10
    if figure.lean > 0:
        return value <= told < _reach(figure)
    # 1.2万 stands for 12,034, 30% for 29.6%: rounded or cut off at the last digit.
    is_rounded = figure.step != 1 or figure.kind == "percent"
    is_near = value <= told < value + figure.step or 2 * abs(value - told) <= figure.step
    return is_rounded and is_near and other.step < figure.step


def _reach(figure):
    """How far 逾 and 多 go: 逾千 to 2,000, 120多 to 130 and a little more."""
    digits = str(int(figure.number)).rstrip("0")
    return figure.value * 2 if len(digits) == 1 else figure.value * 12 / 10


def _counts_the_same(figure, other):
    """Whether another figure counts the same thing, so that the two should agree."""
    if figure.unit != other.unit or not figure.unit or figure.is_first != other.is_first:
        return False
    if figure.unit in _TELLING:
        return True
    return figure.thing == other.thing if figure.thing else figure.unit != "个"


def _is_sum(figure, alike):
    """Whether a figure is all that the body counts in its unit, or two of them, together."""
    values = [other.value for other in alike if other.unit == figure.unit]
    if not 1 < len(values) < _MOST_SUMMED:
        return False
    sums = {sum(values), *(one + other for one, other in pairwise(values))}
    return figure.value in sums or (
        figure.lean > 0 and any(figure.value <= one < _reach(figure) for one in sums)
    )

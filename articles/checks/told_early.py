"""Finds what is told as past on a day that comes after the issue."""

import datetime
import re

from django.utils.translation import gettext as _

from articles.checks import days
from articles.checks.lines import Doubt

# What says that a day is still to come, anywhere in the sentence, or straight behind the date.
_TO_COME = re.compile(
    r"将|拟[于在定]|计划|预计|预告|预约|预售|预报|[定订]于|定在|定为|届时|截至|截止|为止|报名|有望|须|需|欢迎|敬请|请[于在到提携]|可(?:到|在|凭|前往|通过|于|持|以)|"
    r"到期|日程|如期|如果|农历|当年|同年|那年|历史|去年|每年|往年|出生|诞辰|周年|纪念日|生于|准备(?!工作|情况)|筹备|期间|倒计时|启事|公告|征集|有效|应[于在]"
)
_BEHIND_TO_COME = re.compile(
    r"(?:[上下中]午|晚上?)?(?:起|前|后|之前|之后|以前|以后|至|到|止|—|~|-|开始|,?是|为|恰逢|正值|适逢)"
)
_PAST = re.compile(
    r"(?:举行|召开|举办|开展|启动|揭牌|开幕|闭幕|落幕|走访|慰问|参加|出席|来到|走进|发布|完成|开班|签约|迎来|进行|组织|看望|成立|上线|投用|竣工|通过|颁发|受到|收到|发生|结束|落下)了"
    r"|圆满|成功举办|成功举行|落下帷幕|顺利(?:举行|举办|完成|结束|闭幕)|已(?:经)?(?:举行|召开|完成|结束|闭幕)|获悉|了解到|记者(?:在|从|来到|看到|走进)"
)
_HAPPENED = re.compile(r"[\u3400-\u9fff]{2}了(?!解|不起|却)[\u3400-\u9fff]")
_REPORTED = re.compile(
    r"^(?:[上下中]午|晚(?:上|间)?|清?晨|早上|凌晨|\d{1,2}[时点:]\S{0,4})?,?.{0,40}?(?:举行|召开|举办|开展|启动|揭牌|开幕|闭幕|走访|慰问|检查|调研|视察|出席|来到|走进|发布|签约|落幕|座谈|看望|揭幕|开班|上演|亮相|开赛|开镜|首演|首映|带队|参观|到场|授牌|颁奖|通车|投用|上岗|发生|降下)"
)
# 截至 a day that is still to come, with what has come already: 截至5月30日，已有一百人.
_COUNTED_UP_TO = re.compile(r"截(?:至|止到?)$")
_COUNTED = re.compile("已有?|共有?|累计|达到?")
# Later days without a year are more likely those of the year before.
_AHEAD = datetime.timedelta(days=60)


def told_as_past(line, printed_on):
    """Yield a Doubt for each sentence of `line` that reports a day after `printed_on`."""
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
            date = sentence[dates[0].start : dates[0].end]
            message = _("%(date)s comes after this issue, but is told as past.") % {"date": date}
            yield Doubt(line, start + dates[0].start, start + dates[0].end, message)


def _is_told_early(half, named, printed_on):
    day = days.meant(named, printed_on)
    if day is None or not printed_on < day <= printed_on + _AHEAD:
        return False
    rest = half[: named.start] + half[named.end :]
    if _COUNTED_UP_TO.search(half[: named.start]) and not named.year:
        return bool(_COUNTED.search(half[named.end :])) and not re.search("将|报名|可|须|有效", rest)
    if _TO_COME.search(rest) or _BEHIND_TO_COME.match(half, named.end):
        return False
    is_lead = not re.sub(r"^.*?(?:\)|讯|电)\s*|\s", "", half[: named.start]).strip("“‘日前 ")
    has_happened = is_lead and _HAPPENED.search(half[named.end :])
    return bool(_PAST.search(rest) or has_happened) or (is_lead and bool(_REPORTED.match(half[named.end :])))

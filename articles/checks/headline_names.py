"""Finds a name in the headline that the body doesn't have: of a person, a work, a body or a place."""

import re
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from articles.bylines import looks_like_name
from articles.checks import names
from articles.checks.alike import is_alike, one_apart
from articles.checks.lines import Doubt

_NO_WORD = re.compile(r"[\W_]+")
_WORK = re.compile(r"《([^《》]{2,})》")
_QUOTED = re.compile(r"“([^“”]{2,16})”")
_BODIES = tuple(
    "队 团 社 会 院 中心 工作室 驿站 食堂 书店 公司 集团 学校 小学 中学 联盟 基地 影院 服务站 工作站 书屋 餐厅 茶馆 馆 剧场".split()
)
_COUNTS = re.compile("[一二两三四五六七八九十]")  # “一府两院” is a set phrase
_SITES = "街道|社区|胡同|小区|公园|大街|大学|中学|小学|幼儿园|医院|剧场|剧院|书店|书院|博物馆|美术馆|图书馆|菜市场|广场|家园|新村"
_PLACE = re.compile(
    rf"[{names.HAN}]{{2,6}}?(?:{_SITES}|(?P<short>镇|乡|村|街|路|桥|寺|庙|湖|河|巷|坊|区|县))"
)
# Places that are told apart by one of these are two.
_SIDES = frozenset("东西南北前后上下中大小")
_SITE_ALONE = re.compile(
    rf"(?:^|(?<=[\s，、：“！？])|(?<=[走开送搬引]进)|(?<=落户)|(?<=来到))([{names.HAN}]{{2,3}})({_SITES}|镇|乡(?!村))"
)
_NO_NAME = re.compile(
    r"老旧|老|智慧|美丽|平安|和谐|绿色|幸福|全国|首[个家座]|[一二三两多各每几百千本全这该]|城市|农村|文明|口袋|城乡|街区|特色|数字|宜居|新|我|高校|名校|儿童|综合|体育|国家|市级|区级|中|小|大|友好|完整|无障碍|重点|夜间|街头|移动|流动|自助|乡|进|在|为|让|把|走|着|了|的|到|去|回"
)
# What names from other tongues are mostly written with.
_FOREIGN = re.compile(
    rf"[{names.HAN}]*[阿巴贝比宾伯布查达戴德迪杜多恩尔法菲费弗夫哈海赫亨霍基吉加杰卡凯科克库拉莱兰劳勒雷里利列林卢鲁罗洛马玛迈曼梅米莫姆穆娜纳内尼诺帕佩皮普奇乔萨塞瑟莎森舍什史斯苏索塔泰坦汤特提图托瓦威韦维沃乌西希夏谢雅亚扬耶伊依以尤约詹珍朱兹佐]{{1}}[{names.HAN}]*"
)
_WESTERN = re.compile(rf"[{names.HAN}]{{2,7}}(?:·[{names.HAN}]{{2,7}})+")
# Surnames that in a headline are what somebody does: 演员谈新戏.
_SAYS = frozenset("谈从应计常")
# What people do in headlines, behind the name that opens one: 王小明带头签约.
_DOES_BEHIND = re.compile(
    rf"(?:^|[\s，。；！？：—])([{names.HAN}]{{3}})(?=带头|带队|率队|率先|牵头|领衔|领唱|签约|签字|当选|入选|获评|荣获|夺冠|夺得|捐出|捐赠|亲手|坚守|寄语|讲述|回忆|执教|登台|献唱|走访|看望|慰问|出席|主持|发起|退休)"
)
_SAYS_BEFORE = re.compile(rf"(?:^|[\s，。！？—“《])([{names.HAN}]{{3}})(?=[：:])")


@dataclass(frozen=True)
class _Told:
    """What body and captions say: their words without marks, what they quote, whom they name."""

    words: str
    marked: str  # with their marks
    quoted: frozenset
    people: dict  # name: whether it surely is one
    recurring: tuple  # what opens clauses again and again like a name


def not_in_body(copy):
    """Yield a Doubt for each name of the headline that neither body nor captions have."""
    if not copy.told:
        return
    told = _told(copy)
    for line in copy.headline:
        spans = {}
        for find in (_works, _bodies, _near_people, _near_places, _people, _western, _other_places):
            for start, end, near in find(line, told):
                if not any(start < other_end and other_start < end for other_start, other_end in spans):
                    spans[start, end] = near
        yield from (_doubt(line, *span, near) for span, near in spans.items())


def _told(copy):
    words = _NO_WORD.sub("", copy.told_text)
    people = {one.name: one.is_sure for one in sorted(copy.mentions, key=lambda one: one.is_sure)}
    people |= {post.name: True for post in copy.house.posts if post.name in words}
    quoted = {_NO_WORD.sub("", found) for found in _QUOTED.findall(copy.told_text)}
    recurring = tuple(one.name for one in names.recurring(copy.told))
    people = dict.fromkeys(recurring, False) | people
    return _Told(words, copy.told_text, frozenset(quoted), people, recurring)


def _doubt(line, start, end, near):
    facts = {"name": line.text[start:end], "near": near}
    message = _("“%(name)s” stands neither in the body nor in a caption.") % facts
    if near:
        message = _("“%(name)s” in the headline, but “%(near)s” in the body.") % facts
    return Doubt(line, start, end, message)


def _works(line, told):
    for found in _WORK.finditer(line.text):
        words = _NO_WORD.sub("", found[1])
        if words and not _is_told(words, told) and f"《{words[-2:]}》" not in told.marked:
            yield *found.span(1), _near(words, told)


def _bodies(line, told):
    for found in _QUOTED.finditer(line.text):
        words = _NO_WORD.sub("", found[1])
        is_body = len(words) > 3 and words.endswith(_BODIES) and not _COUNTS.search(words)
        if not words or words in told.words:
            continue
        near = _near(words, told)
        if (near and (is_body or near in told.quoted)) or (is_body and not _is_told(words, told)):
            yield *found.span(1), near


def _is_told(words, told):
    """Whether the body has a name, perhaps in a longer form: the headline's signs in their order."""
    return words in told.words or bool(re.search(r"\w{0,12}".join(map(re.escape, words)), told.words))


def _near(words, told):
    """What stands in the body like `words` but for one sign, or ""."""
    for place in range(len(words)) if len(words) > 2 else ():
        found = re.search(re.escape(words[:place]) + r"\w" + re.escape(words[place + 1 :]), told.words)
        if found:
            return found.group()
    return ""


def _people(line, told):
    """Yield people that the headline itself shows to be some: 社区书记王建国, 李桂兰 before a colon, 王小明带头."""
    for start, name, is_sure in _shown(line):
        if near := _recurring_like(name, told):
            yield start, start + len(name), near
            continue
        # Most of 高质量 or 安全员 is a word of the body.
        parts = (name,) if is_sure else (name, name[:2], name[1:])
        if not any(part in told.words for part in parts):
            yield start, start + len(name), ""


def _recurring_like(name, told):
    """Whom the body names again and again as `name` but for one sign of the given name, or ""."""
    if name in told.words:
        return ""
    likes = (other for other in told.recurring if one_apart(name, other))
    return next(likes, "")


def _shown(line):
    """Yield start and name of who seems to be a person by the headline alone, and whether that is sure."""
    for one in names.surely(names.mentions([line])):
        if len(one.name) > 2 and one.name[0] not in _SAYS:
            yield one.start, one.name, one.is_sure and bool(one.role)
    for found in chain(_SAYS_BEFORE.finditer(line.text), _DOES_BEHIND.finditer(line.text)):
        if looks_like_name(found[1]) and names.is_given(found[1][1:], 2):
            yield found.start(1), found[1], False


def _western(line, told):
    for found in _WESTERN.finditer(line.text):
        parts = found.group().split("·")
        if all(map(_is_foreign, parts)) and not any(part in told.words for part in parts):
            yield *found.span(), ""


def _is_foreign(part):
    return 2 * sum(bool(_FOREIGN.fullmatch(sign)) for sign in part) > len(part)


def _near_people(line, told):
    """Yield what in the headline is like the name of one of the body's people but for one sign."""
    for name in told.people:
        if len(name) == 2:
            yield from _near_short(name, line, told)
            continue
        for place in range(len(name)):
            pattern = re.escape(name[:place]) + rf"[{names.HAN}]" + re.escape(name[place + 1 :])
            for found in re.finditer(pattern, line.text):
                if _is_other_name(found.group(), name, place, told):
                    yield *found.span(), name


def _is_other_name(other, name, place, told):
    if other in told.words or not looks_like_name(other):
        return False
    is_sure = place > 0 and told.people[name] and names.is_given(other[1:], len(other) - 1)
    return is_sure or is_alike(name[place], other[place])


def _near_short(name, line, told):
    pattern = rf"(?:^|(?<=[\s，、“]))({name[0]}[{names.HAN}]|[{names.HAN}]{name[1]})(?=$|[\s，、：”])"
    for found in re.finditer(pattern, line.text):
        other = found[1]
        place = 0 if other[0] != name[0] else 1
        if other not in told.words and looks_like_name(other) and is_alike(other[place], name[place]):
            yield *found.span(1), name


def _near_places(line, told):
    """Yield places like one of the body's but for one sign: 和丰街道 for 和风街道, 东花市街道 for 西花市街道."""
    for found in _PLACE.finditer(line.text):
        words = found.group()
        for length in (5, 4, 3) if found["short"] else (5, 4):
            place = words[-length:]
            if len(words) < length or place in told.words or words[-3:] in told.words:
                continue
            near = _near_place(place, told)
            if near:
                yield found.end() - length, found.end(), near
                break


def _near_place(place, told):
    for at in range(len(place) - 1):
        pattern = re.escape(place[:at]) + rf"([{names.HAN}])" + re.escape(place[at + 1 :])
        for found in re.finditer(pattern, told.words):
            is_side = place[at] in _SIDES and found[1] in _SIDES and len(place) > 3
            if is_side or (is_alike(place[at], found[1]) and names.is_given(found[1], 1)):
                return found.group()
    return ""


def _other_places(line, told):
    """Yield a street or a school that opens a part of the headline where the body knows only others of its kind."""
    for found in _SITE_ALONE.finditer(line.text):
        stem, kind = found.groups()
        near = _near(stem, told)
        if len(stem) > 2 and near and f"{near}{kind}" in told.words and stem not in told.words:
            yield *found.span(), near + kind
            continue
        if (
            stem[-2:] in told.words
            or stem[:2] in told.words
            or _NO_NAME.search(stem)
            or f"区{kind}" in told.words
        ):
            continue
        if any(
            not _NO_NAME.search(other) for other in re.findall(rf"([{names.HAN}]{{2}}){kind}", told.words)
        ):
            yield *found.span(), ""

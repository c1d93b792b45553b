"""Credit lines as newspapers print them, read into who did what: 记者 王某某 通讯员 梁某 摄影报道, 邓某某/摄, 文/某某 图/某某.

Rules of print: a role stands before its names (记者 某某, 图/某某) or behind them (某某 摄, 某某/文); one role serves all
names up to the next; a name of two characters may be parted by a space to align with names of three (张 三).
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

# Roles that always stand before their names; 本报 and 本刊 before one say nothing about the person.
_OWN = r"(?:本报|本刊|本网)?"
_REPORTER = r"(?:新华社|中新社|人民日报|央视)?(?:见习|实习|特约|特派|融媒体?|全媒体|首席|驻站|驻区|摄影|文字|视频|校园|学生|大学生|小|志愿者|驻[\u3400-\u9fff]{1,4}){0,2}记者"
_BEFORE = re.compile(
    rf"{_OWN}({_REPORTER}|(?:特约|优秀|驻区|社区|摄影|新华社)?通讯员|见习生|(?:特约)?评论员(?!文章)|特约撰稿人?|特邀撰稿人?|实习生|(?:见习|实习)编辑"
    r"|作者(?!单位|系|为|简介)|来源|口述人|讲述人|记录人|整理人|采访人|图片来源|摄影作者|摄影师)"
)
# Words that label a picture or a text, before their names or behind them.
_BOTH = r"文[/、·并]?[图摄]|[图摄][/、·]文|图文报道|图文|采写摄影|撰文摄影"
_PICTURE = (
    "摄影报道|图片报道|图片提供|提供图片|图片|拍摄|摄影|供图|题图|配图|制图|绘图|插图|漫画|摄像|摄|绘|图"
)
_TEXT = "参与采写|参与采访|综合报道|编辑整理|综合整理|撰文|采写|整理|编译|翻译|供稿|口述|讲述|执笔|记录|文字|策划|统筹|编辑|报道|文"
_EITHER_SIDE = re.compile(rf"{_BOTH}|{_PICTURE}|{_TEXT}")
_GLUED_BEHIND = re.compile(
    rf"({_BOTH}|摄影报道|图片报道|提供图片|拍摄|摄影|供图|摄|整理|撰文|参与采写|采写|供稿|报道)$"
)
_BOTH_AT_END = re.compile(rf"({_BOTH})$")
_TWO_LINES = re.compile(r"([^()]+)\(([^()]+)\)")  # 某某 摄(某协会供图)
_UNIT = re.compile(r"\([\u3400-\u9fff]{1,6}(?:办|处|部|科|室|站|局|中心|工会|团委|厂|院|校|公司)\)")
_SENTENCE = re.compile('[。!?“”"<>…%]')
_OFFICE = re.compile(
    r"(?:本报|本刊|新华社|人民日报)(?:特约|首席)?(?:评论员|记者|编辑部|报道组|采访组)"
)  # signs without a name
_ALL_PICTURES = r"(?:本[版组])?(?:图片|照片|图|摄影)"
_GIVEN_BY = re.compile(rf"^{_ALL_PICTURES}均?[由为](.+?)(?:提供|供图|拍?(?P<took>摄))$")
_OF_PAGE = re.compile(r"^本[版组期](?=摄影|图片|文图|图文)")
# Where a picture comes from when nobody is named, alone or behind who took it.
_ARCHIVE = r"(?:本报)?(?:资料|档案|网络|网上|效果)(?:图片|照片|图|片)"
_NO_PERSON = re.compile(rf"{_ARCHIVE}|(?:新华社|中新社|人民网|CFP|视觉中国)发")
_BEHIND_NAME = re.compile(rf"\s*\(?{_ARCHIVE}\)?$|(?<=摄)/(?:新华社|中新社|人民图片)$")
_AGENCY_GAVE = re.compile(r"^(?:新华社|中新社)发\s*\((.+)\)$")
_AS_ROLE = {
    "摄": "摄影",
    "拍摄": "摄影",
    "摄影报道": "摄影",
    "图片报道": "摄影",
    "图片提供": "供图",
    "提供图片": "供图",
    "报道": "",
}

_BINDING, _SEPARATORS = ":/|", "、,;&:/|"
_SHORT_LABELS = "文图摄绘"  # of one sign, as half of a name may be
_TOKEN = re.compile(
    rf"(?:{_BOTH})(?=[\s:/|]|$)|[\u3400-\u9fff〇·•]+|《[^《》]+》|[A-Za-z][\w.'’-]*(?: [A-Za-z][\w.'’-]*)*|[、,;/:|&]"
)
_MARKS = "□■◆◇●○▲△▶★☆◎·•—–- "
_TWO_CHARACTER_SURNAMES = frozenset(
    "欧阳 上官 司马 司徒 诸葛 皇甫 东方 尉迟 公孙 慕容 令狐 夏侯 宇文 长孙 端木 南宫 独孤 西门 呼延 轩辕 百里 闻人".split()
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇"
    "栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦"
    "雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴沃利蔚越"
    "夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉岳帅缑亢况有琴商佘佟肖付兰覃佴闫邸楚揭"
)  # 百家姓 and the commonest since
# Places that look like a name by surname and length.
_PLACES = frozenset(
    "安徽 江苏 江西 江南 云南 广东 广西 吉林 甘肃 宁夏 成都 广州 温州 徐州 常州 郑州 杭州 苏州 宁波 武汉 连云港 石家庄".split()
)
_BODY = re.compile(
    r"[\u3400-\u9fff]{2,}(?:[社报网台局委办部处队所院校馆园司会团厂店站者方]|中心|街道|集团|单位|社区|公安)$"
)

_PARTED = re.compile(r"[\u3400-\u9fff] [\u3400-\u9fff]")  # only a name is printed so

_FULL_WIDTH = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
_FULL_WIDTH |= dict.fromkeys([0x3000, 0xA0, 0x2002, 0x2003, 0x09], 0x20)


@dataclass(frozen=True)
class Byline:
    """A credit line read: (role, name) pairs in printed order, and what the line says of its work."""

    credits: tuple[tuple[str, str], ...]
    of_picture: bool = False  # names who took, drew or gave a picture: 摄, 供图, 摄影报道, 图/…
    of_report: bool = False  # the picture is the report: 摄影报道
    of_both: bool = False  # one name for text and picture: 图/文


@lru_cache(maxsize=1024)
def half_width(text):
    """`text` with full-width letters, digits, marks and spaces made half-width, character for character."""
    return text.translate(_FULL_WIDTH)


def plain_name(name):
    """The name a person is known by: 张 三 is 张三; a Latin name keeps its spaces."""
    return re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", name.strip())


def parse_credits(text):
    """The (role, name) pairs of the credit line `text` in printed order; () where it is none."""
    byline = read_byline(text)
    return byline.credits if byline else ()


def read_byline(text):
    """The Byline that `text` is as a whole, or None. Names alone are one behind a mark (□ 某某) or in brackets."""
    half = half_width(text).strip()
    if not 1 < len(half) <= 120 or _SENTENCE.search(half):
        return None
    return _unnamed(half) or _named(half) or _two_in_one(half)


def _unnamed(half):
    """The Byline of a body or an archive that signs without a person's name, or None."""
    if _UNIT.fullmatch(half):
        return Byline((("", half[1:-1]),))
    half = _without_marks(half)
    if _OFFICE.fullmatch(half):
        return Byline((("", half),))
    return Byline((("图片来源", half),), of_picture=True) if _NO_PERSON.fullmatch(half) else None


def _two_in_one(half):
    """The Byline of a credit line that has another in brackets behind it, or None."""
    lines = _TWO_LINES.fullmatch(half)
    both = [read_byline(line) for line in lines.groups()] if lines else [None]
    return replace(both[0], credits=both[0].credits + both[1].credits) if all(both) else None


def _without_marks(half):
    """A credit line without the marks and brackets around it."""
    half = half.strip(_MARKS)
    return half[1:-1].strip() if half.startswith("(") and half.endswith(")") else half


def _named(half):
    """The Byline of a line that names people and their roles, or None."""
    marked = half[:1] in set("□■◆◇●○▲◎(")
    half = _without_marks(half)
    half = _OF_PAGE.sub("", _BEHIND_NAME.sub("", _AGENCY_GAVE.sub(r"\1", half)))
    half = _GIVEN_BY.sub(
        lambda found: f"{found[1]} {found['took'] or '供图'}", _BOTH_AT_END.sub(r" \1", half)
    )
    groups = _groups(_with_whole_names(_tokens(half)))
    if not groups or not all(group.is_sound(marked) for group in groups):
        return None
    labels = [label for group in groups for label in group.labels]
    pictures = [label for label in labels if re.fullmatch(_PICTURE, label)]
    of_text = any(label in ("文", "文字", "撰文", "采写") for label in labels) or _parts_work(groups)
    return Byline(
        tuple((group.role, name) for group in groups for name in group.names),
        bool(pictures) and not of_text,
        any(label.endswith("报道") for label in pictures),
        any(re.fullmatch(_BOTH, label) for label in labels),
    )


def _parts_work(groups):
    """Whether a line names who wrote and then who took the pictures: 记者 某某 摄影 某某."""
    wrote = [
        _BEFORE.fullmatch(group.labels[0]) and len(group.labels) == 1 for group in groups if group.labels
    ]
    return len(wrote) > 1 and bool(wrote[0]) and bool(re.fullmatch(_PICTURE, groups[-1].labels[0]))


def looks_like_name(text):
    """Whether a bare word or 某 某 reads as a Chinese person's name, by surname and length."""
    name = plain_name(text)
    if not re.fullmatch(r"[\u3400-\u9fff]{2,4}", name) or name in _PLACES:
        return False
    return name[:2] in _TWO_CHARACTER_SURNAMES or (len(name) <= 3 and name[0] in _SURNAMES)


def names_in(text):
    """The names in a run of them, parted by 、 or spaces: 谷 雨 季明川 are 谷 雨 and 季明川."""
    return _names(_tokens(half_width(text).strip()))


def bare_names(text):
    """The names of a line that holds nothing but names of people, () where it holds anything else."""
    names = names_in(text.strip(_MARKS))
    return names if all(looks_like_name(name) for name in names) else ()


@dataclass
class _Group:
    """Names in a row that share a role, and the labels that were printed with them."""

    role: str = ""
    words: list = field(default_factory=list)
    labels: list = field(default_factory=list)
    doubtful: bool = False  # the label may be an ordinary word of a headline: 摄影 …

    @property
    def names(self):
        return _names(self.words)

    def is_sound(self, marked):
        if not self.labels:
            return marked and all(looks_like_name(name) or _PARTED.fullmatch(name) for name in self.names)
        return all(_can_be_named(name, self) for name in self.names)


def _tokens(text):
    """The words and separators of `text`, [] where something else stands between them."""
    tokens = _TOKEN.findall(text)
    return tokens if "".join("".join(tokens).split()) == "".join(text.split()) else []


def _with_whole_names(tokens):
    """Tokens with a parted name whose half could be a label made one: 通讯员 何 文, 记者 欧阳 文 and no 文/何某."""
    whole, index = [], 0
    while index < len(tokens):
        pair = tokens[index : index + 2]
        if _is_parted_name(pair, whole[-1:], tokens[index + 2 : index + 3]):
            has_label = any(half in _SHORT_LABELS for half in pair)
            whole += [" ".join(pair)] if has_label else pair
            index += 2
        else:
            whole += pair[:1]
            index += 1
    return whole


def _is_parted_name(pair, before, after):
    """Whether two tokens are a name printed with a space; straight behind a role any two signs are."""
    if len(pair) < 2 or len(pair[1]) > 1 or pair[1] in _SEPARATORS or (after and after[0] in _BINDING):
        return False
    first = pair[0]
    behind_role = bool(before) and bool(_BEFORE.fullmatch(before[0]))
    if len(first) == 1:
        return behind_role or (first in _SURNAMES and first not in _SHORT_LABELS)
    return first in _TWO_CHARACTER_SURNAMES


def _groups(tokens):
    """The tokens in groups with their roles; [] where a word glued to a role is no name."""
    groups = [_Group()]
    for index, token in enumerate(tokens):
        role, name, label = _parts(token)
        if role and name and not (looks_like_name(name) or name in _SURNAMES):
            return []
        if role:
            groups.append(_Group(role, labels=[role]))
        if name:
            groups[-1].words.append(name)
        if label and not name and _stands_before_names(tokens, index, groups[-1]):
            doubtful = not groups[-1].labels and tokens[index + 1] not in _BINDING
            groups.append(_Group(_AS_ROLE.get(label, label), labels=[label], doubtful=doubtful))
        elif label:
            _close(groups, label)
    return [group for group in groups if group.names]


def _parts(token):
    """A token taken apart: a role that opens it, a name, a label that closes it (记者某某摄); a missing one is ''."""
    if " " in token:
        return "", token, ""
    if _EITHER_SIDE.fullmatch(token):
        return "", "", token
    role = _BEFORE.match(token)
    rest = token[role.end() :] if role else token
    if _EITHER_SIDE.fullmatch(rest):
        return role[1], "", rest
    label = _GLUED_BEHIND.search(rest)
    return role[1] if role else "", rest[: label.start()] if label else rest, label[1] if label else ""


def _stands_before_names(tokens, index, group):
    """Whether the label at `index` opens a group (图/某某, 摄影 某某) instead of closing one (某某/图, 某某 摄)."""
    following = tokens[index + 1 : index + 2]
    if index and tokens[index - 1] in "/|":
        return False
    if following and following[0] in _BINDING:
        return True
    return bool(following) and (bool(group.labels) or not group.words)


def _close(groups, label):
    """Give `label` to the names before it; a role without names is itself the name (通讯员供图)."""
    group = groups[-1]
    if group.role and not group.names:
        group.words, group.role = [group.role], ""
    group.role = group.role or _AS_ROLE.get(label, label)
    group.labels.append(label)
    groups.append(_Group())


def _names(words):
    """The names in a row of words and separators: 谷 雨 季明川 are 谷 雨 and 季明川."""
    names, open_surname = [], False
    for word in words:
        if word in _SEPARATORS:
            open_surname = False
        elif open_surname and len(word) <= 2:
            names[-1] += f" {word}"
            open_surname = False
        else:
            names.append(word)
            open_surname = len(word) == 1 or word in _TWO_CHARACTER_SURNAMES
    return tuple(names)


def _can_be_named(name, group):
    """Whether `name` can bear the role: a person, or for a picture, a source or a writer a body."""
    plain = plain_name(name)
    if group.doubtful:
        return looks_like_name(plain)
    if len(plain) < 2 or len(plain) > 24:
        return False
    return (
        len(plain) <= 4
        or not re.match(r"[\u3400-\u9fff]", plain)
        or "·" in plain
        or bool(
            group.labels[-1] in ("来源", "图片来源", "供图", "图片提供", "提供图片", "摄")
            or _BODY.search(plain)
        )
    )

"""One line of a masthead, running head or foot to the facts it states: date, numbers, bodies, page, page credits.

To teach it another fact add a row to `_PATTERNS`. Each pattern is tried where the one before it stopped; what none of
them knows is left as a "word", and the masthead decides what the words are.
"""

import re
from dataclasses import dataclass

from articles.bylines import names_in
from issues.imports.pagetext.dates import DATE, LUNAR, WEEKDAY, is_lunar, read_date, read_number, read_weekday

WORD = "word"
_N = "[0-9〇○零一二三四五六七八九十百]+"
_END = r"(?=[\s,;|/)\]·:]|$)"
_BODY_ROLES = "主管主办|主管[、/ ]主办|主办主管|主办[、/ ]出版|主管|主办|编辑出版|出版发行|出版"
_OTHER_LABELS = (
    r"承办|协办|印刷|印制|承印|发行|地址|社址|社长|邮编|邮政编码|电话|传真|热线|新闻热线|值班电话|投稿|投稿邮箱|邮箱|E-?mail|微信|公众号|微信公众号|广告"
    r"|广告热线|广告许可证|订阅热线|发行热线|法律顾问|监督电话|记者热线|爆料热线|QQ群?|手机报|扫码|微博|客户端|国外代号|国外发行代号"
)
_PAGE_ROLES = (
    r"(?:本版|本期|本报|值班|执行|当班|副)?(?:责任编辑|责编|编辑|主编|副主编|总编辑|总编|编委|编审|主任|责任校对|校对|责校|校检|检校|审校|审读|审核|终审|初审|复审"
    r"|一审|二审|三审|一校|二校|三校|美术编辑|美术设计|美编|版面设计|版式设计|版式|美术|视觉设计|视觉|图片编辑|图编|组版|排版|制版|监制|值班编委|设计|出品|统筹|策划|制图)"
)
# Of who drew for the page; alone in its line such a role belongs to a picture of the copy.
_DRAWING_ROLES = "插图|题图|题字|漫画|绘图|摄影|图片"
_NAME = rf"(?!(?:{_PAGE_ROLES}|{_DRAWING_ROLES})[\s:/|])"
_NAME += r"(?:[\u3400-\u9fff]\s[\u3400-\u9fff]{1,2}(?![\u3400-\u9fff])|[\u3400-\u9fff][\u3400-\u9fff·]{1,5}(?![\u3400-\u9fff:]))"
_PAGE_NAME = rf"(?!(?:{_PAGE_ROLES})[\s:/|]|星期|周[一二三四五六日])"
_PAGE_NAME += r"(?:[\u3400-\u9fff][\u3400-\u9fffA-Za-z·&/]{1,9}(?: [·&] [\u3400-\u9fff]{2,4})?|[\u3400-\u9fff]\s[\u3400-\u9fff](?!\S))"
_BODY = re.compile(
    r"(?:[社部局委办会厅院校所处司站馆联协台网室厂团党县市省区乡镇组]|中心|集团|政府|单位|大学|中学|小学|街道|媒体)[)》”]?$"
)


@dataclass(frozen=True)
class Fact:
    kind: str
    value: object
    line: int
    text: str  # as printed


def facts_of(line):
    """The Facts of a line in printed order, words between them included; [] where it states none."""
    facts, place = [], _GAP.match(line.half).end()
    while place < len(line.half):
        fact = _fact_at(line, place) or _word_at(line, place)
        if _SENTENCE.search(fact[0][0].text) and fact[0][0].kind == WORD:
            return []
        facts += fact[0]
        place = _GAP.match(line.half, fact[1]).end()
    return facts if any(fact.kind != WORD for fact in facts) and not _is_of_picture(facts) else []


def _is_of_picture(facts):
    """Whether a line credits nobody but who drew or took a picture."""
    roles = [fact.value[0] for fact in facts if fact.kind == "page_credit"]
    return bool(roles) and all(role in _DRAWING_ROLES.split("|") for role in roles)


def _fact_at(line, place):
    for pattern, read in _PATTERNS:
        found = pattern.match(line.half, place)
        values = read(found) if found and found.end() > place else None
        if values:
            text = line.text[place : found.end()]
            return [
                Fact(kind, _printed(value, found, line), line.number, text) for kind, value in values
            ], found.end()
    return None


def _printed(value, found, line):
    """A value that is text as it was printed, where patterns see it in half width."""
    at = line.half.find(value, found.start()) if isinstance(value, str) else -1
    return value if at < 0 else line.text[at : at + len(value)]


def _word_at(line, place):
    found = _LATIN.match(line.half, place) or _UNKNOWN.match(line.half, place)
    return [Fact(WORD, line.text[place : found.end()].strip(), line.number, found[0])], found.end()


def _numbered(kind):
    return lambda found: [(kind, read_number(found[1]))] if read_number(found[1]) is not None else None


def _said(kind):
    return lambda found: [(kind, found[1].strip(" :"))]


def _unplaced(found):
    return [("unplaced", found[0])]


def _dated(found):
    return [("date", read_date(found))]


def _month(found):
    return [("month", (int(found[1]), int(found[2])))]


def _lunar(found):
    return [("lunar_date", found[0].strip("() "))] if is_lunar(found[0]) else None


def _weekday(found):
    return [("weekday", read_weekday(found))]


def _issue(found):
    numbers = [read_number(text) for text in re.findall(_N, found[1])]
    return [("issue_number", numbers[0])] + [("last_issue_number", number) for number in numbers[1:]]


def _year_issue(found):
    return [
        ("year_number", read_number(found[1])),
        *([("issue_number", read_number(found[2]))] if found[2] else []),
    ]


def _bodies(role, name):
    kinds = [
        kind
        for word, kind in (("主管", "supervisor"), ("主办", "sponsor"), ("出版", "publisher"))
        if word in role
    ]
    return [(kind, name.strip(" :")) for kind in kinds]


def _body_after(found):
    return _bodies(found[1], found[2])


def _body_before(found):
    """Only a body can be: 某某词典出版 is a headline, 某社2021年出版 a book's data."""
    return _bodies(found[2], found[1]) if _BODY.search(found[1]) else None


def _credits(found):
    """Names after the first of a role must look like one: what stands behind them may be the page's name."""
    names = names_in(found[2])
    return [("page_credit", (found[1], name)) for name in names]


def _page(found):
    number = read_number(found["number"])
    if number is None:
        return None
    name = found["name"]
    label = found["label"] or ""
    return [("page", (number, f"{label}{found['number']}" if label else ""))] + (
        [("page_name", "".join(name.split()))] if name else []
    )


def _pattern(text):
    return re.compile(text, re.IGNORECASE)


_GAP = re.compile(r"[\s·|/、,;│┃丨•※★☆◎■□◆●]*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z.&'’ -]*[A-Za-z](?![A-Za-z])")
_UNKNOWN = re.compile(r"\S+?(?=\s|$|/第?\d+版)")
_SENTENCE = re.compile(r"[,。!?;:]|.{25}")  # no word among facts has a mark or is so long
_PAGE_CREDIT = re.compile(
    rf"({_PAGE_ROLES}|(?:{_DRAWING_ROLES})(?=[\s:/|]))(?!同志|部|室|出版|手记|点评|推荐)[\s:/|·]*({_NAME}(?:[\s、,]+{_NAME})*)(?![\u3400-\u9fff])"
)
_LABELLED_VALUE = rf"((?:(?!\s(?:{_BODY_ROLES}|{_OTHER_LABELS})(?:单位)?:)[^:\s])+(?:\s[\u3400-\u9fff]{{2,20}}(?:委|部|局|会|社|中心|政府|集团)(?=\s|$))?)"
_PATTERNS = [
    (_PAGE_CREDIT, _credits),
    (_pattern(rf"\[?\(?{DATE.pattern}\)?"), _dated),
    (_pattern(r"(\d{4})\s?年\s?(\d{1,2})\s?月(?!\s?\d)"), _month),
    (WEEKDAY, _weekday),
    (LUNAR, _lunar),
    (_pattern(rf"[(\[]?(?:\d{{4}}年)?第?({_N})期\(?总第?({_N})期\)?"), _year_issue),
    (
        _pattern(
            rf"[(\[]?总(?:第|期号|期)?[:.]?\s?(?:NO\.?)?\s?({_N}(?:[-—~、和至]{_N})?)\s?期?(?:合刊)?[)\]]?{_END}"
        ),
        _issue,
    ),
    (_pattern(rf"[(\[]?\d{{4}}年?第({_N})期[)\]]?"), _numbered("year_number")),
    (_pattern(rf"[(\[]?第({_N}(?:[-—~、和至]{_N})?)[期号](?:合刊)?[)\]]?"), _issue),
    (_pattern(rf"NO[.:]?\s?({_N}){_END}"), _issue),
    (
        _pattern(
            rf"[(\[]?(?:本报)?(?:(?:本期|今日|今天|本报|本周)\s?共?|共|(?:[对四4]开))\s?({_N})\s?[版页][)\]]?{_END}"
        ),
        _numbered("page_count"),
    ),
    (_pattern(rf"({_N})版(?=\s*[(\[]?本期)"), _numbered("page_count")),
    (
        _pattern(
            r"(?:零售价|零售|定价|订价|售价|单价|每份|价格)[: ]*(?:人民币|每份)?[: ]*([￥¥]?[\d.]+\s?[元角分](?:/份|/期)?)"
        ),
        _said("price"),
    ),
    (_pattern(r"(?:国内)?邮发代号[: ]*([0-9A-Za-z]+(?:[-—–][0-9A-Za-z]+)?)"), _said("postal_code")),
    (
        _pattern(
            r"(?:(?:本报)?(?:网址|网站|官网|官方网站|电子报|电子版|数字报)[: ]*|(?!\S{0,5}(?:登录|登陆|访问|点击|关注))[\u3400-\u9fff]{1,6}(?:网|在线|客户端):\s?)"
            r"(?P<a>(?:https?://)?[\w-]+(?:\.[\w-]+)+(?:[:/][^\s\u3400-\u9fff]*)?)"
        ),
        lambda found: [("website", found["a"])],
    ),
    (
        _pattern(
            r"(?:\S{0,10}?(?:准印证号?|准印号|国内统一连续出版物号|连续出版物号|国内统一刊号|统一刊号|刊号|登记证号))[: ]*"
            r"([^\s:]+(?:\s(?!\d{4}[-./年])[A-Za-z0-9()-]*\d[A-Za-z0-9-]*号?)?)"
        ),
        _said("license"),
    ),
    (_pattern(r"(CN\s?\d{2}-\d{3,4}(?:/\w+)?|\S*准字\s?\S*\d\S*)"), _said("license")),
    (
        _pattern(
            r"((?:https?://|www\.)[^\s\u3400-\u9fff]+|(?:[a-z0-9-]+\.)+(?:cn|com|net|org|gov|example)\S*)"
        ),
        _said("website"),
    ),
    (_pattern(rf"({_BODY_ROLES})(?:单位)?[: ]\s?{_LABELLED_VALUE}"), _body_after),
    (_pattern(rf"((?:(?!由)[^\s:,。;]){{2,40}}?)\s?({_BODY_ROLES}){_END}"), _body_before),
    (_pattern(rf"(?:{_OTHER_LABELS})(?:单位)?:\s?\S+(?: [\d-]+(?!\S))*"), _unplaced),
    (
        _pattern(
            r"(?:内部资料|内部刊物|内部交流)\S*(?:[ ,]免费\S+)?|免费(?:赠阅|交流|派送|发放)|[\w.-]+@[\w.-]+"
        ),
        _unplaced,
    ),
    (_pattern(rf"[—–\-·]+\s?(?P<label>[A-D])?(?P<number>{_N})\s?[—–\-·]+(?P<name>$)?"), _page),
    (
        _pattern(
            rf"(?:第\s?(?P<label>[A-D])?(?P<number>{_N})\s?[版页])(?:[\s:·|/丨>—-]*(?P<name>{_PAGE_NAME}){_END})?"
        ),
        _page,
    ),
    (
        _pattern(rf"(?P<label>[A-D])?(?P<number>{_N})\s?版(?:[\s:·|/丨>—-]*(?P<name>{_PAGE_NAME}){_END})?"),
        _page,
    ),
    (
        _pattern(
            rf"(?P<label>[A-D])(?P<number>\d{{1,2}})(?:{_END}|(?<=0\d)(?=[\u3400-\u9fff]))(?:[\s:·|/丨>—-]*(?P<name>{_PAGE_NAME}){_END})?"
        ),
        _page,
    ),
]

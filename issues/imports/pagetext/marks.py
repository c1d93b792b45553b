"""What a line or the ends of a paragraph say by themselves: datelines, pointers, credits, captions, columns, lists.

A newsroom's new habit of print is a new row or word here.
"""

import re
from dataclasses import dataclass

from articles.bylines import half_width, read_byline
from issues.imports.pagetext.dates import read_number

_N = r"(?:第\s?)?(?:[A-D])?0?([0-9]{1,2}|[一二三四五六七八九十]{1,3})\s?版"
_POINTER_VERB = r"(?P<verb>下转|紧接|上接|转|接|详见|请看|请见|参见|见|刊|刊登在|刊于)"
_OTHER_ISSUE = r"(?P<other>[^()]*?(?:\d+月\d+日|\d{4}[-./]\d|\d+期|上期|上周|昨日|下期|本报\d)[^()]{0,12}?)?"
_POINTER = re.compile(
    rf"(?:[\u3400-\u9fff“”]{{0,10}}?){_POINTER_VERB}\s?(?:本报|今日|本期|今天)?{_OTHER_ISSUE}\s?{_N}(?:[、和]{_N})?\s?(?:《[^》]*》|[·:]?[\u3400-\u9fff]{{1,6}}(?=[\s,;、]|$))?"
)
_ARROWS = r"[\s>»▶►→▲▼▷↓◀◁←…—]*"
_WRAPPED_POINTER = (
    rf"{_ARROWS}[((（【\[〔]{_ARROWS}(?P<inside>[^()（）【】\[\]]{{3,50}}){_ARROWS}[)）】\]〕]{_ARROWS}"
)
_POINTER_AT_END = re.compile(rf"{_WRAPPED_POINTER}$")
_POINTER_AT_START = re.compile(rf"{_WRAPPED_POINTER}")
_BARE_POINTER_AT_END = re.compile(
    rf"(?:(?<=[\s。!?”>»▶►→▼])|^){_ARROWS}(?P<inside>(?:下转|紧接|转)(?:本报)?{_N}){_ARROWS}$"
)
_BARE_POINTER_AT_START = re.compile(
    rf"^{_ARROWS}(?P<inside>(?:上接|紧接)(?:本报)?{_N}(?:《[^》]*》)?){_ARROWS}(?=\s|$|[^,，。])"
)

_AGENCY = (
    r"新华社|新华网|中新社|中新网|中国新闻社|人民日报|人民网|光明日报|经济日报|中国青年报|北京日报|央视新闻?|央视网|中央广播电视总台|"
    r"《[^》]{2,12}》|[\u3400-\u9fff]{2,8}(?:社|日报|晚报|晨报|青年报|都市报|网|发布)"
)
_PLACE_AND_DAY = r"(?:[\u3400-\u9fff/、 ]{2,12}?)?\s?(?:\d{1,2}月)?(?:\d{1,2}日)?"
_DATELINE = re.compile(
    rf"[\[【(]?(?:(?:本报|本刊|本网|本社)(?:{_PLACE_AND_DAY})?(?:综合|专|快|短)?(?:讯|电|消息|综合报道)"
    rf"|(?:据|综合)?(?:{_AGENCY}){_PLACE_AND_DAY}(?:专)?(?:电|讯|消息|报道)|(?:快|简|短)讯(?=[\s(:])"
    rf"|[\u3400-\u9fff]{{2,6}}(?:讯|电)(?=\s*\(\s*(?:本报)?[\u3400-\u9fff]{{0,4}}(?:记者|通讯员)))[\]】)]?(?![\u3400-\u9fff]*[,，])(?=[\s((:\d“”\u3400-\u9fff]|$)"
)
_MAY_BE_DATELINE = re.compile(r"[(（]|.{0,30}[讯电息道]")
_SOURCE = re.compile(
    rf"[((]?\s*((?:本报)?综合(?=本报|本刊|[^)。]{{0,12}}(?:消息|报道|整理|社|报|网))(?:本报|本刊|新华社|新华网|{_AGENCY})?[^()。]{{0,20}}|本报综合(?:消息|报道|整理)?|本报讯|据(?:{_AGENCY})[^()。,]{{0,16}}|本报整理|本报记者综合)\s*[))]?"
)
_CREDIT_AT_START = re.compile(r"[((]\s*([^()（）]{3,60})\s*[))]\s*")
_CREDIT_AT_END = re.compile(r"\s*[((]\s*([^()（）]{2,120})\s*[))]$")
_SIGNED = re.compile(r"(?<=[。!?”…)])\s*(\([^()]{2,20}\))$")  # the brackets tell that the names in them sign
_TAIL = re.compile(
    r"(?<=[。!?”)…])\s*(?P<after>(?![”」』)])[^。!?,:]{3,40})$|[\s]+(?P<spaced>\S+(?: \S+){0,5})$"
)
_REPORTED_BY = re.compile(
    r"\s*((?:本报)?(?:记者|通讯员)[^,。:]{2,30}?)(?:报道)?[::]\s*|\s*((?:本报)?(?:记者|通讯员)[^,。:]{2,30}?报道)[,\s]\s*"
)

_ADVERTISEMENT = re.compile(r"[^\u3400-\u9fff]*(?:公益)?广\s?告[^\u3400-\u9fff]*")
_COLUMN = re.compile(r"[【\[〖〔]\s*(?P<name>[^】\]〗〕]{1,16})\s*[】\]〗〕]|栏目[: ](?P<named>\S{1,12})")
_STANDING_NAME = re.compile(
    r"本报评论员(?:文章)?|图片(?:新闻|故事|报道)|(?:读者|群众|百姓)(?:来信|之声|来稿)|来信选登|简讯|短讯|快讯|简明新闻|要闻简报|新闻(?:速递|集锦|观察|特写|人物)"
    r"|社论|时评|短评|快评|今日谈|评论|特写|通讯|人物|(?:记者|民生)(?:观察|热线)|诗歌|诗词|散文|随笔|小小说|(?:好人|善行|诚信|红黑|光荣)榜|曝光台|[\u3400-\u9fff]{2}信箱"
)
# What stands beside a piece and belongs to it: a subhead above text, a column above a title of its own.
_BOX = re.compile(
    r"[【\[〖〔]?(?P<name>(?:相关|新闻|知识|背景|政策)?链接|延伸阅读|相关(?:新闻|报道|阅读|知识)|新闻(?:背景|延伸|回放|提示|助读)|背景(?:资料)?|名词解释"
    r"|小(?:贴士|知识|常识|百科)|温馨提示|特别提醒|记者(?:手记|调查|探访|提醒|感言)|采访手记|(?:读者|市民|居民|网友)(?:反映|来电|留言|诉求|心声)|部门(?:回应|说法)|专家(?:提醒|观点|点评|说法)|律师说法|编辑点评|人物(?:名片|简介)|人物小传)[】\]〗〕]?"
)
_NUMERAL = r"[0-9一二三四五六七八九十]{1,3}"
_SERIES = re.compile(
    rf"(?P<before>[\u3400-\u9fff]{{0,3}}){_NUMERAL}(?P<behind>月{_NUMERAL}日|[天日年周站幕场集回代])?(?=[\s:,]|$)"
)
_QUESTION = re.compile(r"(?:本报)?(?:记者|问|答|主持人|[QA])\s?:\s*\S")
_MARKED = re.compile(r"(?P<mark>[■◆●▲★☆◎▍▎▌□◇○△▶►▪▼※])\s*(?P<text>.+)")
_CAPTION = re.compile(
    r"[▲△▼▶►↑↓←→⬆◀\s]*(?:(?:[上下左右中前后题组主附]{1,2}|资料|本版|大|小)图(?:片)?(?:为|[:(\s]|\d+:)|图(?:片)?为|图[①-⑳一二三四五六七八九\d]{1,2}(?:\s?[:为是]|\s)|图片说明[: ]|图说[: ])"
)
_NUMBERED = re.compile(
    r"(?:[·•]|\d{1,2}(?:[.、)]|\s)(?!\d)|[①-⑳]|\(\d{1,2}\)|[(]?[一二三四五六七八九十]{1,3}(?:[)]|、)|第[一二三四五六七八九十]{1,2}[,、:])\s*"
)
_SUBHEAD_NUMBER = re.compile(
    r"(?:[(]?[一二三四五六七八九十]{1,3}(?:[)]|、|\s)|其[一二三四五六七八九十](?=[\s:、]|$)|第[一二三四五六七八九十]{1,3}[章节部]|[①-⑳]|0?\d[.、\s]|0\d\s?(?=[\u3400-\u9fff])|\d{2}\s)\s*"
)
_DETAIL = re.compile(
    r"(?:联系人|联系电话|联系方式|咨询电话|报名电话|电话|地址|时间|地点|邮箱|投稿邮箱|(?:来信|来稿|投稿)请[寄发]|网址|报名方式|截止时间|参与方式)[: ]"
)
# The data of a book, as below the title of a review.
_BOOK = re.compile(
    r"[^,。]*(?:出版社\s?\d{4}年(?:\d{1,2}月)?(?:出版|第?.?版)?|\d{4}年\d{1,2}月(?:出版|第.版)|定价:?\s?[\d.]+元)"
)
_SIGNATURE = re.compile(
    r"(?:(?:\d{4}年)?\d{1,2}月\d{1,2}日|[二〇○一三四五六七八九十零]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日|—*编\s*者|\(?(?:未完待续|待续|全文完|完)\)?|此致|敬礼!?|特此(?:公告|通知|更正|声明|启事)|(?:一位|热心|一名)?(?:读者|市民|居民|家长|学生|老兵)[: ]\S.{0,10}|家住\S{2,12} \S{2,4})"
)
_NOTE = re.compile(
    r"[【\[(■◆●▍□]?\s*(?:编者按|编者的话|编者|编前|编后|编辑手记|开栏语|开栏的话|主持人语|阅读提示|核心提示|引言|按语)\s*(?:[】\])]|[::\s]|$)"
)
_TAIL_LENGTH = 130  # characters within which a closing credit stands
_AROUND = " \u3000\t▶►→▼▷»"


@dataclass(frozen=True)
class Pointers:
    """Where a piece goes on, comes from, or points to; `elsewhere` is the text of a pointer into another issue."""

    on: int | None = None
    back: int | None = None
    see: int | None = None
    elsewhere: str = ""


def pointer_line(text):
    """The Pointers of a line that is nothing else, or None."""
    rest, pointers = take_pointer_at_end(text)
    if pointers and not rest:
        return pointers
    rest, pointers = take_pointer_at_start(text)
    return pointers if pointers and not rest else None


def take_pointer_at_end(text):
    """(text without its closing pointer, Pointers or None): …门口(下转第3版)."""
    return _take_pointer(text, (_POINTER_AT_END, _BARE_POINTER_AT_END), "on")


def take_pointer_at_start(text):
    """(text without its opening pointer, Pointers or None), as in (上接1版)今天."""
    return _take_pointer(text, (_POINTER_AT_START, _BARE_POINTER_AT_START), "back")


def _take_pointer(text, patterns, way):
    half = half_width(text)
    for pattern in patterns:
        found = pattern.search(half) if way == "on" else pattern.match(half)
        pointers = _read_pointers(found["inside"], way) if found else None
        if pointers:
            return (text[: found.start()] if way == "on" else text[found.end() :]).strip(_AROUND), pointers
    return text, None


def _read_pointers(inside, way):
    """The Pointers that the words between the brackets give, None where they say anything else."""
    found, place, pages, elsewhere = None, 0, {}, ""
    while place < len(inside):
        found = _POINTER.match(inside, place)
        if not found:
            return None
        verb, number = found["verb"], read_number(found[3])
        kind = (
            "on" if verb in ("下转", "转") else "back" if verb == "上接" else way if "接" in verb else "see"
        )
        if found["other"]:
            elsewhere = inside
        else:
            pages.setdefault(kind, number)
        place = found.end()
        place += len(inside[place:]) - len(inside[place:].lstrip(" ,;、"))
    return Pointers(**pages, elsewhere=elsewhere) if pages or elsewhere else None


def take_dateline(text):
    """(text without it, dateline, credits): 本报讯(记者 某某)…… gives 本报讯 and the reporter."""
    half = half_width(text)
    found = _DATELINE.match(half)
    dateline = text[: found.end()].strip(_AROUND + "[]【】()（）") if found else ""
    rest = text[found.end() :] if found else text
    after = half_width(rest)
    credit = _CREDIT_AT_START.match(after.lstrip())
    byline = read_byline(credit[1]) if credit else None
    if byline:
        return rest.lstrip()[credit.end() :].lstrip(_AROUND + ":："), dateline, byline.credits
    reported = _REPORTED_BY.match(after) if found else None
    byline = read_byline(reported[1] or reported[2]) if reported else None
    if byline:
        return rest[reported.end() :].lstrip(), dateline, byline.credits
    return rest.lstrip(_AROUND + ":：") if found else text, dateline, ()


def opens_with_dateline(text):
    """Whether a paragraph opens as a piece's first does: 本报讯, 新华社…电, (记者 某某)."""
    return bool(_MAY_BE_DATELINE.match(text)) and any(take_dateline(text)[1:])


def take_closing_credit(text):
    """(text without it, Byline or None): ……结果。(记者 某某), ……练习。 某某/摄."""
    half = half_width(text)
    for pattern, groups in ((_CREDIT_AT_END, (1,)), (_SIGNED, (1,)), (_TAIL, ("after", "spaced"))):
        found = pattern.search(half[-_TAIL_LENGTH:])
        tail = next((found[group] for group in groups if found[group]), "") if found else ""
        byline = read_byline(tail) if tail else None
        if byline and (pattern is not _TAIL or found["after"] or byline.of_picture):
            return text[: max(len(half) - _TAIL_LENGTH, 0) + found.start()].rstrip(), byline
    return text, None


def take_source(text):
    """(text without it, source): a closing (本报综合) or (据新华社)."""
    half = half_width(text)
    found = _CREDIT_AT_END.search(half[-_TAIL_LENGTH:])
    source = source_line(found[1]) if found else ""
    return (
        (text[: max(len(half) - _TAIL_LENGTH, 0) + found.start()].rstrip(), source) if source else (text, "")
    )


def source_line(text):
    """本报综合 of a line or bracket that says where the copy comes from, '' of any other."""
    found = _SOURCE.fullmatch(half_width(text).strip())
    return found[1].strip() if found else ""


def column_name(text):
    """社区故事 of 【社区故事】, '' of any other line."""
    found = None if is_editors_note(text) else _COLUMN.fullmatch(half_width(text))
    return (found["name"] or found["named"]).strip() if found else ""


def names_column(heading):
    """Whether a line above a title is a column's name: by its mark (■街坊说事) or as many papers have it (读者来信)."""
    return bool(without_mark(heading) or box_name(heading) or _STANDING_NAME.fullmatch(heading))


def series_of(heading):
    """What a numbered heading counts, as (before, behind the number): ('第', '天') of 第一天：等水退; None of any other."""
    found = _SERIES.match(half_width(heading))
    return (found["before"], re.sub(_NUMERAL, "", found["behind"] or "")) if found else None


def box_name(text):
    """链接 of 【链接】 or 链接: the name of a box beside a piece, '' of any other line."""
    found = _BOX.fullmatch(text)
    return found["name"] if found else ""


def is_question(text):
    """Whether a line opens as one of an interview does: 记者：, 问：, 答：."""
    return bool(_QUESTION.match(half_width(text)))


def is_note_label(text):
    """Whether a line is nothing but 编者按: the note stands below it."""
    found = _NOTE.match(half_width(text))
    return bool(found) and not text[found.end() :].strip()


def is_advertisement(text):
    """Whether a line says that an advertisement stands below it."""
    return bool(_ADVERTISEMENT.fullmatch(text))


def is_caption(text):
    """Whether a line opens as a caption does: 图为, 上图, 组图."""
    return bool(_CAPTION.match(half_width(text)))


def is_editors_note(text):
    """Whether a paragraph is the editor's note, as 编者按 does."""
    return bool(_NOTE.match(half_width(text)))


def is_signature(text):
    """Whether a line closes a letter or a notice: who signs, a date, 此致."""
    return bool(_SIGNATURE.fullmatch(half_width(text)))


def is_detail(text):
    """Whether a line of a notice says whom to ask, where or when, or one of a review what book it is."""
    half = half_width(text)
    return bool(_DETAIL.match(half) or (len(half) <= 60 and _BOOK.fullmatch(half)))


def is_numbered(text):
    """Whether a line opens as an item of a list: 1. or ① or （一）."""
    return bool(_NUMBERED.match(half_width(text)))


def has_subhead_number(text):
    """Whether a line opens with a number that a subhead may have."""
    return bool(_SUBHEAD_NUMBER.match(half_width(text)))


def without_item_mark(text):
    """A paragraph without the mark that parts it from others of its kind, as ▲ does brief items; a note keeps its mark."""
    found = None if is_editors_note(text) else _MARKED.fullmatch(text)
    return found["text"] if found and found["text"][0] != found["mark"] else text


def without_mark(text):
    """The text behind a printed mark (■ ◆ …), or None where there is no mark."""
    found = _MARKED.fullmatch(text)
    return found["text"] if found else None

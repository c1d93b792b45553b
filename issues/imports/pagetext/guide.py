"""The guide of a front page: 今日导读, 本期看点 … with pointers such as 某标题 2版 or 4版>>> 某标题."""

import re

from issues.imports.draft import GuideDraft
from issues.imports.pagetext.dates import read_number

_NOUN = "|".join(
    " *".join(noun)  # 导 读 is printed with a space as often as not
    for noun in "导读 导览 看点 要目 目录 提要 索引 提示 推荐 内容提要 精彩内容 关注 速览".split()
)
_HEADING = re.compile(
    rf"[【\[<■◆●▲▶>·\s]*(?:本期|今日|本报|今天|本周|内页|版面|精彩|新闻|重点|要闻)?\s?(?:{_NOUN})"
    r"[】\]>■◆●▲▶·\s]*(?::|$|\s)"
)
_N = r"(?:第\s?)?(?:[A-D])?0?(?P<{0}>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?版|(?:[AP])0?(?P<{0}s>\d{{1,2}})(?![\d.])"
_MARKS = r"[\s>»▶►→…·.—\-/|:●◆■▲★☆、(\[【)\]】]"
_PAGE_FIRST = re.compile(rf"{_MARKS}*(?:详见|见)?(?:{_N.format('page')}){_MARKS}*(?P<title>.*)$")
_PAGE_LAST = re.compile(rf"(?P<title>.*?){_MARKS}*(?:详见|见|刊)?\s?(?:{_N.format('page')}){_MARKS}*$")
_PAGE_WITHIN = re.compile(
    rf"(?P<title>[^\s].*?){_MARKS}*(?:详见|见)?(?:{_N.format('page')})[)\]】]*(?=\s|[,;、]|$)"
)
_ARROWS = re.compile(r"(?:第\s?)?(?:[A-D])?[0-9一二三四五六七八九十]{1,3}\s?版?\s*(?:>>|»|▶|►|→|>)")
_SEE = re.compile(r"[^(]*[^\s(]详见\s?(?:第\s?)?[A-D]?[0-9一二三四五六七八九十]{1,3}\s?版$")
_COLON = re.compile(r"(?:第\s?)?[A-D]?[0-9一二三四五六七八九十]{1,3}\s?版\s*[::]")
_TRIM = " >»▶►→…·.—-/|:●◆■▲★☆、([【"


def find_guide(lines):
    """(entries, indexes of the lines they stand in), both empty where the page has no guide."""
    start = next((index for index, line in enumerate(lines) if _HEADING.match(line.half)), None)
    if start is not None:
        heading = _HEADING.match(lines[start].half)
        rest = lines[start].cut(heading.end())
        within = _entries_within(rest) if rest.text else []
        entries, taken = _entries_below(lines, start + 1)
        if within or entries:
            return tuple(within + entries), {start} | taken
    return _without_heading(lines)


def _without_heading(lines):
    """Lines that open with a page and an arrow are pointers wherever they stand, others (3版:…, …详见3版) in a row."""
    short = {index: line.half for index, line in enumerate(lines) if len(line.text) <= 40}
    taken = {index for index, half in short.items() if _ARROWS.match(half)}
    for pointer in (_COLON, _SEE):
        found = {index for index, half in short.items() if pointer.match(half)}
        taken |= {index for index in found if found & {index - 1, index + 1}}
    entries = [entry for index in sorted(taken) for entry in _entries_below(lines, index, 1)[0]]
    return tuple(entries), taken if entries else set()


def _entries_within(line):
    """Pointers in one line: 某标题(2版) 某标题(3版)."""
    found = list(_PAGE_WITHIN.finditer(line.half))
    return [
        GuideDraft(_clean(line.text[match.start("title") : match.end("title")]), _number(match))
        for match in found
    ]


def _entries_below(lines, start, most=None):
    """Pointers in the lines from `start`; a title may take two lines, a page may stand above or below its titles."""
    entries, taken, waiting, page = [], set(), [], None
    for index in range(start, min(len(lines), start + (most or 40))):
        line = lines[index]
        title, number = _pointer(line)
        if number is None:
            if not _may_wait(lines, index, page is not None and not waiting):
                break
            if page is not None:
                entries.append(GuideDraft(_clean(line.text), page))
                taken.add(index)
            else:
                waiting.append(index)
            continue
        if not title and not waiting:
            page = number
            taken.add(index)
            continue
        text = "".join(lines[at].text for at in waiting) + title
        entries.append(GuideDraft(_clean(text), number))
        taken |= {*waiting, index}
        waiting, page = [], None
    return entries, taken


def _may_wait(lines, index, after_page):
    """Whether a line without a page is a part of the guide: in one block with the page that follows or stands above."""
    line = lines[index]
    if len(line.text) > 30 or "。" in line.text or line.indented:
        return False
    if after_page:
        return True
    following = lines[index + 1] if index + 1 < len(lines) else None
    return bool(following and not following.gap and _pointer(following)[1] is not None)


def _pointer(line):
    """(title, page) of a line; page is None where it points nowhere."""
    if len(line.text) > 60 or "。" in line.text:
        return line.text, None
    found = _PAGE_FIRST.match(line.half) or _PAGE_LAST.match(line.half)
    if not found:
        return line.text, None
    return _clean(line.text[found.start("title") : found.end("title")]), _number(found)


def _number(found):
    return read_number(found["page"] or found["pages"])


def _clean(text):
    return text.strip(_TRIM + "\u3000\t")

"""Which lines of a page are its masthead's, its running head's and its foot's, and which are copy.

They stand at the head (before any running text), at the foot (after it), or alone between blank lines; lines that
state nothing by themselves but stand among those that do are the paper's name, its English name or slogans.
"""

import re

from articles.bylines import read_byline
from issues.imports.pagetext.facts import WORD, Fact, facts_of
from issues.imports.pagetext.lines import ends_sentence
from issues.imports.pagetext.marks import (
    column_name,
    is_advertisement,
    is_caption,
    pointer_line,
    without_mark,
)

# Facts that only a front page's masthead states; then those that no other line of a page states.
FRONT = {"page_count", "license", "sponsor", "publisher", "supervisor", "postal_code", "price"}
_STRONG = FRONT | {"issue_number", "year_number", "weekday", "page_credit", "website", "lunar_date"}
PAPER_NAME = re.compile(
    r"《?[\u3400-\u9fff]{1,12}(?:报|周刊|导刊|时讯|快讯|新闻|视窗)(?:·[\u3400-\u9fff]{1,4}版)?》?"
)
# The same where the line could be a headline as well: no 天气预报, no 一周快讯.
_NAME_OF_PAPER = re.compile(r"《?[\u3400-\u9fff]{1,12}(?:(?<![预海喜捷简通墙])报|周刊|导刊)》?")
ENGLISH = re.compile(r"[A-Za-z][A-Za-z.&'’ -]{4,}")
HAN = re.compile(r"[\u3400-\u9fff·/]+")
_SHORT_HAN = re.compile(r"[\u3400-\u9fff·/]{1,8}")
_EDGE = 8  # a bare page number is the page's only within so many lines of either end
_HAN_NAME = r"(?P<name>(?!丨)[\u3400-\u9fff·/]{2,8})"
_NUMBER_THEN_NAME = re.compile(rf"P?(?P<number>\d{{1,2}})[ /|·丨>]+{_HAN_NAME}")
_NAME_THEN_NUMBER = re.compile(rf"{_HAN_NAME}[ /|·]+P?(?P<number>\d{{1,2}})")


def facts_in(lines, guide):
    """Return for each line the facts that it gives to the masthead, [] where it belongs to the copy."""
    found = [
        [] if index in guide or len(line.text) > 150 else facts_of(line) for index, line in enumerate(lines)
    ]
    head, foot = zones(lines, found)
    dated = any(kinds(facts) >= {"date", "weekday"} for facts in found)
    for index, facts in enumerate(found):
        outside = index < head or index > foot
        edge = index < _EDGE or index >= len(lines) - _EDGE
        if not facts and (index < 4 or index >= len(lines) - 2):
            found[index] = _bare_page_line(lines[index])
        elif facts and not _states(lines, index, facts, outside, edge, dated):
            found[index] = []
    return found


def zones(lines, found):
    """Return the (first, last) index of running text: what is before is the head, what is after the foot."""
    running = [
        i for i, line in enumerate(lines) if "。" in line.half or (len(line.text) > 40 and not found[i])
    ]
    return (running[0], running[-1]) if running else (len(lines), len(lines))


def kinds(facts):
    """Return the kinds of the facts of one line, bare words left out."""
    return {fact.kind for fact in facts} - {WORD}


def _states(lines, index, facts, outside, edge, dated):
    """Whether a line with these facts is the masthead's and not a line of copy that mentions them."""
    stated, words = kinds(facts), [fact.value for fact in facts if fact.kind == WORD]
    alone = lines[index].gap and (index + 1 == len(lines) or lines[index + 1].gap)
    if words:
        short = sum(map(len, words)) <= 24 and not re.search(r"[。!?;]", lines[index].half)
        named = all(PAPER_NAME.fullmatch(word) or ENGLISH.fullmatch(word) for word in words)
        others = [word for word in words if not PAPER_NAME.fullmatch(word)]
        paged = "page" in stated and edge and len(others) == 1 and bool(_SHORT_HAN.fullmatch(others[0]))
        return short and (outside or alone) and (bool(stated & _STRONG) or named or paged)
    if stated <= {"page", "page_name"}:
        return (outside and edge) or bool(alone)
    if stated == {"date"}:
        return index < 4 or (outside and not dated)
    return "page_credit" in stated or outside or bool(alone)


def _bare_page_line(line):
    found = _NUMBER_THEN_NAME.fullmatch(line.half) or _NAME_THEN_NUMBER.fullmatch(line.half)
    if not found:
        return []
    number = Fact("page", (int(found["number"]), ""), line.number, line.text)
    return [number, Fact("page_name", found["name"], line.number, line.text)]


def lines_among(lines, facts, guide, text):
    """Return the indexes of lines that state nothing but stand at the head or foot among those that do.

    `facts` are those of each line that states some, `guide` the indexes of lines that the guide took, `text` the
    (first, last) index of running text.
    """
    known = sorted(facts.keys() | guide)
    is_front = bool(guide) or any(fact.kind in FRONT for stated in facts.values() for fact in stated)
    first, last = text
    end = max((index for index in known if index < first), default=-1) + 1
    while 0 < end < first and _closes_head(lines, end, first, is_front, end - 1 in guide):
        end += 1
    head = range(end)
    below = [index for index in known if index > last]
    start = below[0] if below else len(lines)
    while below and start > last + 1 and (_could_be_name(lines[start - 1]) or _is_of_block(lines, start - 1)):
        start -= 1
    among = {
        index for index in [*head, *range(start, len(lines))] if index not in facts and index not in guide
    }
    section = {index for index in range(min(facts, default=0)) if _could_be_section(lines[index])}
    named = {index for index in among if is_front or _could_be_name(lines[index]) or index > last}
    return ((named | section) & among) - _copy(lines, among)


def _closes_head(lines, index, text, is_front, below_guide):
    """Whether a line below the masthead's last still belongs to it and is no headline of the `text` further down."""
    if index + 1 >= text or _stands_below_title(lines[index + 1].text):
        return False
    line, below = lines[index], lines[index + 1]
    if is_front and _is_in_even_parts(line.half):
        return True
    ends_block = below.gap or _could_be_name(below) or _is_pair(lines, index, text)
    if line.gap or below_guide or not ends_block:
        return False
    return bool(_NAME_OF_PAPER.fullmatch(line.half)) or (is_front and _could_be_slogan(line.text))


def _is_pair(lines, index, text):
    """Whether a line and the one below it, of one length, stand together above a headline: a slogan on two lines."""
    if index + 2 >= text or _stands_below_title(lines[index + 2].text):
        return False
    first, second, below = lines[index : index + 3]
    return len(first.text) == len(second.text) and not second.gap and below.gap > 0


def _could_be_slogan(text):
    return not (ends_sentence(text) or column_name(text) or is_advertisement(text) or without_mark(text))


def _stands_below_title(text):
    """A byline, a caption, a deck that a dash opens: the line above is the title of a piece."""
    return bool(read_byline(text)) or is_caption(text) or text.startswith(("—", "―"))


def _is_in_even_parts(half):
    """创新 安全 绿色 共赢: a slogan has three parts or more of one length, a headline two at most."""
    parts = half.split()
    lengths = set(map(len, parts))
    return len(parts) > 2 and len(lengths) == 1 and lengths != {1} and all(map(HAN.fullmatch, parts))


def _is_of_block(lines, index):
    """Whether a line stands right above the masthead's first and is no end of copy."""
    return (
        not lines[index + 1].gap
        and not ends_sentence(lines[index].text)
        and not pointer_line(lines[index].text)
    )


def _could_be_section(line):
    return len(line.text) <= 6 and bool(HAN.fullmatch(line.text))


def _copy(lines, among):
    """Of the lines among facts those that are copy after all: credit lines and what stands in columns."""
    return {index for index in among if read_byline(lines[index].text) or len(lines[index].text) > 30}


def _could_be_name(line):
    text = "".join(line.text.split())
    return bool(PAPER_NAME.fullmatch(text) or ENGLISH.fullmatch(line.half))

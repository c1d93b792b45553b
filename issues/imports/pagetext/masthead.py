"""The masthead, running heads and foots of a page: takes their lines out and reads the paper's and the page's facts.

Where they stand: at the head (before any running text), at the foot (after it), or alone between blank lines. Lines
that state nothing by themselves but stand among those that do are the paper's name, its English name or slogans.
"""

import re
from dataclasses import dataclass, field, replace

from articles.bylines import half_width, read_byline
from issues.imports.draft import CreditDraft, MastheadDraft, PageDraft, Problem, gettext_noop
from issues.imports.pagetext.dates import DATE, read_date, read_number
from issues.imports.pagetext.facts import WORD, Fact, facts_of
from issues.imports.pagetext.lines import ends_sentence, has_open_quote
from issues.imports.pagetext.marks import (
    column_name,
    is_advertisement,
    is_caption,
    pointer_line,
    without_mark,
)

# Facts that only a front page's masthead states; then those that no other line of a page states.
_FRONT = {"page_count", "license", "sponsor", "publisher", "supervisor", "postal_code", "price"}
_STRONG = _FRONT | {"issue_number", "year_number", "weekday", "page_credit", "website", "lunar_date"}
_PAPER_NAME = re.compile(
    r"《?[\u3400-\u9fff]{1,12}(?:报|周刊|导刊|时讯|快讯|新闻|视窗)(?:·[\u3400-\u9fff]{1,4}版)?》?"
)
# The same where the line could be a headline as well: no 天气预报, no 一周快讯.
_NAME_OF_PAPER = re.compile(r"《?[\u3400-\u9fff]{1,12}(?:(?<![预海喜捷简通墙])报|周刊|导刊)》?")
_PAPER_AND_PAGE = re.compile(
    r"(?P<paper>[\u3400-\u9fff]+(?:报|周刊|导刊|时讯))·(?P<page>[\u3400-\u9fff]{2,6})"
)
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z.&'’ -]{4,}")
_HAN = re.compile(r"[\u3400-\u9fff·/]+")
_SHORT_HAN = re.compile(r"[\u3400-\u9fff·/]{1,8}")
_EDGE = 8  # a bare page number is the page's only within so many lines of either end
_HAN_NAME = r"(?P<name>(?!丨)[\u3400-\u9fff·/]{2,8})"
_NUMBER_THEN_NAME = re.compile(rf"P?(?P<number>\d{{1,2}})[ /|·丨>]+{_HAN_NAME}")
_NAME_THEN_NUMBER = re.compile(rf"{_HAN_NAME}[ /|·]+P?(?P<number>\d{{1,2}})")
_LINE_GOES_ON = re.compile(r"[的和与及、,]$")


@dataclass
class _Sheet:
    """The facts in printed order, and what is wrong with them."""

    facts: list
    problems: list = field(default_factory=list)

    def all(self, kind):
        return [fact for fact in self.facts if fact.kind == kind and fact.value is not None]

    def first(self, kind, default=None):
        """The value of the first fact of a kind; another that contradicts it is a problem."""
        found = self.all(kind)
        for other in found[1:]:
            if _same(other.value) != _same(found[0].value):
                self.report(other.line, _CONTRADICTS, text=other.text, first=found[0].text, at=found[0].line)
        return found[0].value if found else default

    def line_of(self, kind):
        return next((fact.line for fact in self.all(kind)), None)

    def report(self, line, message, **params):
        self.problems.append(Problem(line, message, params))


_CONTRADICTS = gettext_noop("“%(text)s” contradicts “%(first)s” in line %(at)d.")
_NO_FIELD = gettext_noop("The masthead has no field for “%(text)s”.")
_NOT_PLACED = gettext_noop("Not placed: “%(text)s”.")
_WRONG_WEEKDAY = gettext_noop("%(date)s is not the weekday that is printed beside it.")
_NO_SUCH_DAY = gettext_noop("“%(text)s” is no day of the calendar.")
_NO_DATE = gettext_noop("The page has no date.")
_NO_NUMBER = gettext_noop("The page has no page number.")
_DOUBLE = gettext_noop("A double issue: only its first number was taken from “%(text)s”.")
_SECTION = gettext_noop("Page “%(label)s”: its number in the whole paper is not known.")


@dataclass(frozen=True)
class _Word:
    """What stands among the facts and states none itself."""

    text: str
    line: int
    gap: int
    kinds: frozenset  # of the facts in its line


def read_masthead(lines, guide):
    """(masthead, page, the other lines, problems); `guide` are the indexes of lines that the guide took."""
    found = _facts(lines, guide)
    facts = {index: facts for index, facts in enumerate(found) if facts}
    sheet = _Sheet([fact for facts in found for fact in facts if fact.kind != WORD])
    among = _lines_among(lines, facts, guide, sheet, _zones(lines, found))
    words = [
        word for index in sorted(among | facts.keys()) for word in _words(lines[index], facts.get(index, ()))
    ]
    masthead, page = _assemble(sheet, _merged(words))
    running = {masthead.name, masthead.name_en, page.name} - {""}
    taken = facts.keys() | among | guide
    taken |= {index for index, line in enumerate(lines) if _same(line.text) in map(_same, running)}
    rest = [_parted(line, index - 1 in taken) for index, line in enumerate(lines) if index not in taken]
    return masthead, page, rest, tuple(sheet.problems)


def _parted(line, below_taken):
    """A line below one that was taken out does not continue what stands above that."""
    return replace(line, gap=max(line.gap, 1)) if below_taken else line


def _facts(lines, guide):
    """For each line the facts that it gives to the masthead, [] where it belongs to the copy."""
    found = [
        [] if index in guide or len(line.text) > 150 else facts_of(line) for index, line in enumerate(lines)
    ]
    head, foot = _zones(lines, found)
    dated = any(_kinds(facts) >= {"date", "weekday"} for facts in found)
    for index, facts in enumerate(found):
        outside = index < head or index > foot
        edge = index < _EDGE or index >= len(lines) - _EDGE
        if not facts and (index < 4 or index >= len(lines) - 2):
            found[index] = _bare_page_line(lines[index])
        elif facts and not _states(lines, index, facts, outside, edge, dated):
            found[index] = []
    return found


def _zones(lines, found):
    """(first, last) index of running text: what is before is the head, what is after the foot."""
    running = [
        i for i, line in enumerate(lines) if "。" in line.half or (len(line.text) > 40 and not found[i])
    ]
    return (running[0], running[-1]) if running else (len(lines), len(lines))


def _kinds(facts):
    return {fact.kind for fact in facts} - {WORD}


def _states(lines, index, facts, outside, edge, dated):
    """Whether a line with these facts is the masthead's and not a line of copy that mentions them."""
    kinds, words = _kinds(facts), [fact.value for fact in facts if fact.kind == WORD]
    alone = lines[index].gap and (index + 1 == len(lines) or lines[index + 1].gap)
    if words:
        short = sum(map(len, words)) <= 24 and not re.search(r"[。!?;]", lines[index].half)
        named = all(_PAPER_NAME.fullmatch(word) or _ENGLISH.fullmatch(word) for word in words)
        others = [word for word in words if not _PAPER_NAME.fullmatch(word)]
        paged = "page" in kinds and edge and len(others) == 1 and bool(_SHORT_HAN.fullmatch(others[0]))
        return short and (outside or alone) and (bool(kinds & _STRONG) or named or paged)
    if kinds <= {"page", "page_name"}:
        return (outside and edge) or bool(alone)
    if kinds == {"date"}:
        return index < 4 or (outside and not dated)
    return "page_credit" in kinds or outside or bool(alone)


def _bare_page_line(line):
    found = _NUMBER_THEN_NAME.fullmatch(line.half) or _NAME_THEN_NUMBER.fullmatch(line.half)
    if not found:
        return []
    number = Fact("page", (int(found["number"]), ""), line.number, line.text)
    return [number, Fact("page_name", found["name"], line.number, line.text)]


def _lines_among(lines, facts, guide, sheet, zones):
    """Indexes of lines that state nothing but stand at the head or foot among those that do."""
    stated = sorted(facts.keys() | guide)
    is_front = bool(guide) or any(fact.kind in _FRONT for fact in sheet.facts)
    first, last = zones
    end = max((index for index in stated if index < first), default=-1) + 1
    while 0 < end < first and _closes_head(lines, end, first, is_front, end - 1 in guide):
        end += 1
    head = range(end)
    below = [index for index in stated if index > last]
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
    return len(parts) > 2 and len(lengths) == 1 and lengths != {1} and all(map(_HAN.fullmatch, parts))


def _is_of_block(lines, index):
    """Whether a line stands right above the masthead's first and is no end of copy."""
    return (
        not lines[index + 1].gap
        and not ends_sentence(lines[index].text)
        and not pointer_line(lines[index].text)
    )


def _could_be_section(line):
    return len(line.text) <= 6 and bool(_HAN.fullmatch(line.text))


def _copy(lines, among):
    """Of the lines among facts those that are copy after all: credit lines and what stands in columns."""
    return {index for index in among if read_byline(lines[index].text) or len(lines[index].text) > 30}


def _could_be_name(line):
    text = "".join(line.text.split())
    return bool(_PAPER_NAME.fullmatch(text) or _ENGLISH.fullmatch(line.half))


def _words(line, facts):
    if not facts:
        return [_Word(line.text, line.number, line.gap, frozenset())]
    kinds = frozenset(_kinds(facts))
    return [_Word(fact.value, line.number, 1, kinds) for fact in facts if fact.kind == WORD]


def _merged(words):
    """Words printed on several lines made one: upright names, English names, slogans broken at a quotation."""
    merged = []
    for word in words:
        last = merged[-1] if merged else None
        if last and not word.gap and not word.kinds and not last.kinds and _goes_on(last.text, word.text):
            glue = " " if _ENGLISH.fullmatch(word.text) else ""
            merged[-1] = replace(last, text=last.text + glue + word.text)
        else:
            merged.append(word)
    return merged


def _goes_on(text, following):
    upright = len(following) == 1 and (len(text) <= 4)
    english = bool(_ENGLISH.fullmatch(text) and _ENGLISH.fullmatch(following))
    quoted = has_open_quote(text) or (text.endswith("”") and following.startswith("“"))
    return upright or english or quoted or bool(_LINE_GOES_ON.search(half_width(text)))


def _assemble(sheet, words):
    _set_date(sheet, words)
    name = _take(words, lambda word: _PAPER_NAME.fullmatch("".join(word.text.split())))
    name_en = half_width(_take(words, lambda word: _ENGLISH.fullmatch(half_width(word.text))))
    number = _take(words, lambda word: re.fullmatch(r"\d{1,2}", half_width(word.text)) and word.kinds)
    page_name = sheet.first("page_name") or _take(
        words, lambda word: "page" in word.kinds and len(word.text) <= 8
    )
    both = _PAPER_AND_PAGE.fullmatch(page_name)
    if both:
        name, page_name = name or both["paper"], both["page"]
    is_front = any(fact.kind in _FRONT for fact in sheet.facts)
    if not name and is_front:
        name = _take(words, lambda word: len(word.text) <= 6 and _HAN.fullmatch(word.text))
    if not page_name and not is_front:
        page_name = _take(words, lambda word: len(word.text) <= 6 and _HAN.fullmatch(word.text))
    name = "".join(name.split()).strip("《》")
    known = {_same(name), _same(name_en), _same(page_name)}
    slogans = tuple(word.text for word in words if _same(word.text) not in known)
    if not is_front:
        for word in words:
            sheet.report(word.line, _NOT_PLACED, text=word.text)
        slogans = ()
    return _masthead(sheet, name, name_en, slogans), _page(sheet, page_name, number, is_front)


def _set_date(sheet, words):
    """2022年9月 over a large 16: the day stands by itself, near the month."""
    for month in [] if sheet.all("date") else sheet.all("month"):
        day = _take(
            words,
            lambda word, at=month.line: abs(word.line - at) <= 2 and re.fullmatch(r"\d{1,2}", word.text),
        )
        if day:
            date = read_date(DATE.match(f"{month.value[0]}-{month.value[1]}-{day}"))
            sheet.facts.append(Fact("date", date, month.line, f"{month.text}{day}"))


def _take(words, is_it):
    """The text of the first word that `is_it`, taken out with all that repeat it; '' where there is none."""
    text = next((word.text for word in words if is_it(word)), "")
    words[:] = [word for word in words if _same(word.text) != _same(text)]
    return text


def _masthead(sheet, name, name_en, slogans):
    date = sheet.first("date")
    _check_date(sheet, date)
    _number_issue(sheet)
    texts = ("website", "supervisor", "sponsor", "publisher", "license", "price", "postal_code", "lunar_date")
    for fact in sheet.all("unplaced"):
        sheet.report(fact.line, _NO_FIELD, text=fact.text)
    return MastheadDraft(
        name=name,
        name_en=name_en,
        date=date,
        page_count=sheet.first("page_count"),
        issue_number=sheet.first("issue_number"),
        year_number=sheet.first("year_number"),
        slogans=slogans,
        date_line=sheet.line_of("date"),
        issue_number_line=sheet.line_of("issue_number"),
        **{field: sheet.first(field, "") for field in texts},
    )


def _check_date(sheet, date):
    for fact in sheet.facts:
        if fact.kind == "date" and fact.value is None:
            sheet.report(fact.line, _NO_SUCH_DAY, text=fact.text)
    weekday = sheet.first("weekday")
    if date and weekday is not None and date.weekday() != weekday:
        sheet.report(sheet.line_of("weekday"), _WRONG_WEEKDAY, date=date.isoformat())
    if date is None:
        sheet.report(None, _NO_DATE)


def _number_issue(sheet):
    """第22期 beside 总第945期 is the number in the year."""
    for fact in sheet.all("last_issue_number")[:1]:
        sheet.report(fact.line, _DOUBLE, text=fact.text)
    running = [fact for fact in sheet.all("issue_number") if "总" in fact.text]
    for index, fact in enumerate(sheet.facts):
        if (
            running
            and fact.kind == "issue_number"
            and "总" not in fact.text
            and fact.value != running[0].value
        ):
            sheet.facts[index] = replace(fact, kind="year_number")


def _page(sheet, name, number, is_front):
    pages = sheet.all("page")
    value, label = sheet.first("page", (read_number(number) if number else None, ""))
    if label and label[0] != "A":
        sheet.report(pages[0].line, _SECTION, label=label)
        value = None
    if value is None and not label and is_front:
        value = 1  # the front page prints the masthead instead of its number
    if value is None and not label:
        sheet.report(None, _NO_NUMBER)
    credits = dict.fromkeys(fact.value for fact in sheet.all("page_credit"))
    return PageDraft(
        number=value,
        name=name,
        credits=tuple(CreditDraft(role, name) for role, name in credits),
        label=label,
        number_line=sheet.line_of("page"),
    )


def _same(value):
    """A value as it compares: width and white space make no difference."""
    return "".join(half_width(value).split()) if isinstance(value, str) else value

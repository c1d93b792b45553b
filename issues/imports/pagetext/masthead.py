"""The masthead, running heads and foots of a page: takes their lines out (headfoot.py) and reads what they say."""

import re
from dataclasses import dataclass, field, replace

from articles.bylines import half_width
from issues.imports.draft import CreditDraft, MastheadDraft, PageDraft, Problem, gettext_noop
from issues.imports.pagetext.dates import DATE, read_date, read_number
from issues.imports.pagetext.facts import WORD, Fact
from issues.imports.pagetext.headfoot import (
    ENGLISH,
    FRONT,
    HAN,
    PAPER_NAME,
    facts_in,
    kinds,
    lines_among,
    zones,
)
from issues.imports.pagetext.lines import has_open_quote

_PAPER_AND_PAGE = re.compile(
    r"(?P<paper>[\u3400-\u9fff]+(?:报|周刊|导刊|时讯))·(?P<page>[\u3400-\u9fff]{2,6})"
)
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
    found = facts_in(lines, guide)
    facts = {index: facts for index, facts in enumerate(found) if facts}
    sheet = _Sheet([fact for facts in found for fact in facts if fact.kind != WORD])
    among = lines_among(lines, facts, guide, zones(lines, found))
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


def _words(line, facts):
    if not facts:
        return [_Word(line.text, line.number, line.gap, frozenset())]
    beside = frozenset(kinds(facts))
    return [_Word(fact.value, line.number, 1, beside) for fact in facts if fact.kind == WORD]


def _merged(words):
    """Words printed on several lines made one: upright names, English names, slogans broken at a quotation."""
    merged = []
    for word in words:
        last = merged[-1] if merged else None
        if last and not word.gap and not word.kinds and not last.kinds and _goes_on(last.text, word.text):
            glue = " " if ENGLISH.fullmatch(word.text) else ""
            merged[-1] = replace(last, text=last.text + glue + word.text)
        else:
            merged.append(word)
    return merged


def _goes_on(text, following):
    upright = len(following) == 1 and (len(text) <= 4)
    english = bool(ENGLISH.fullmatch(text) and ENGLISH.fullmatch(following))
    quoted = has_open_quote(text) or (text.endswith("”") and following.startswith("“"))
    return upright or english or quoted or bool(_LINE_GOES_ON.search(half_width(text)))


def _assemble(sheet, words):
    _set_date(sheet, words)
    name = _take(words, lambda word: PAPER_NAME.fullmatch("".join(word.text.split())))
    name_en = half_width(_take(words, lambda word: ENGLISH.fullmatch(half_width(word.text))))
    number = _take(words, lambda word: re.fullmatch(r"\d{1,2}", half_width(word.text)) and word.kinds)
    page_name = sheet.first("page_name") or _take(
        words, lambda word: "page" in word.kinds and len(word.text) <= 8
    )
    both = _PAPER_AND_PAGE.fullmatch(page_name)
    if both:
        name, page_name = name or both["paper"], both["page"]
    is_front = any(fact.kind in FRONT for fact in sheet.facts)
    if not name and is_front:
        name = _take(words, lambda word: len(word.text) <= 6 and HAN.fullmatch(word.text))
    if not page_name and not is_front:
        page_name = _take(words, lambda word: len(word.text) <= 6 and HAN.fullmatch(word.text))
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

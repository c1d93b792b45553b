"""Page texts to printed issues: which page belongs to which issue, by its text and else by the names of file and folder.

Nothing is guessed: a page that fits no issue, or two, is listed with the reason, and so is an issue whose pages
contradict each other.
"""

import datetime
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from issues.imports.catalogue.files import is_text
from issues.imports.draft import Draft
from issues.imports.pagetext import PageTextError, read_page
from issues.imports.saving.edition import page_number
from issues.imports.saving.errors import PageImportError

_DATE = re.compile(
    r"(?<!\d)(?P<y>\d{4})(?:(?P<m>\d\d)(?P<d>\d\d)|[-._年](?P<m2>\d{1,2})[-._月](?P<d2>\d{1,2})日?)(?!\d)"
)
_NUMBER = re.compile(r"第?\s*(\d{1,6})\s*期|[Nn][Oo]\.?\s*(\d{1,6})")
# 943 alone, or 943-1; two digits are more likely a page.
_BARE_NUMBER = re.compile(r"^\s*(\d{1,6})\s*$")
_LEADING_NUMBER = re.compile(r"^(\d{3,6})(?=[-_ ])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAGE = re.compile(
    r"0*(\d{1,2})\s*版|(?:^|[^a-z])(?:page|p|[a-d])[-_ ]?0*(\d{1,2})(?!\d)|(?:^|[-_ ])0*(\d{1,2})$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """What the names of a file and its folders say of a page."""

    number: int | None = None
    date: datetime.date | None = None
    page: int | None = None


@dataclass(frozen=True)
class PageText:
    """A page that was read: its draft, and which issue it says that it belongs to."""

    path: str
    folder: str
    draft: Draft
    number: int | None
    date: datetime.date | None
    faults: tuple[str, ...] = ()


@dataclass
class PrintedIssue:
    """The pages of one printed issue, and what stands against taking them in."""

    number: int | None
    date: datetime.date | None
    pages: list[PageText] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)

    @property
    def label(self):
        """What the issue is called before it is there: 第943期, or its date."""
        return _("No. %(number)s") % {"number": self.number} if self.number else str(self.date)

    @property
    def files(self):
        return [page.path for page in self.pages]


@dataclass(frozen=True)
class Catalogue:
    """Printed issues in order of time, and (path, reason) of the files that belong to none."""

    issues: list[PrintedIssue]
    unread: list[tuple[str, str]]


def group(files):
    """Read the Files and return the Catalogue that they make."""
    pages, unread = [], []
    broken = defaultdict(list)
    for file in files:
        if not is_text(file.name):
            unread.append((file.path, _not_read(file.name)))
            continue
        try:
            pages.append(_read(file))
        except PageTextError as error:
            reason = _sentence(error)
            unread.append((file.path, reason))
            named = named_by(file.name)
            broken[named.number or named.date].append(f"{file.path}: {reason}")
    issues, homeless = _issues(pages)
    for issue in issues:
        issue.faults += broken.get(issue.number, []) + broken.get(issue.date, [])
        _look_through(issue)
    issues.sort(key=lambda issue: (issue.date or datetime.date.max, issue.number or 0))
    return Catalogue(issues, sorted(unread + homeless))


def named_by(path):
    """Return what the names of a file and of its folders, the nearest first, say (Named)."""
    number, date, rest = _facts(path.stem, is_file=True)
    page = _PAGE.search(rest)
    for folder in reversed(path.parts[:-1]):
        of_folder = _facts(folder, is_file=False)
        number, date = number or of_folder[0], date or of_folder[1]
    return Named(
        number, date, int(next(filter(None, page.groups()))) if page and any(page.groups()) else None
    )


def _facts(name, is_file):
    """Return (number, date, what is left of the name)."""
    date, rest = _date(name)
    said = _NUMBER.search(rest) or (_LEADING_NUMBER if is_file else _BARE_NUMBER).search(rest)
    digits = said and next(filter(None, said.groups()))
    if not digits or ("期" not in said[0] and _YEAR.fullmatch(digits)):
        return None, date, rest
    return int(digits), date, rest[: said.start()] + rest[said.end() :]


def _date(name):
    for said in _DATE.finditer(name):
        try:
            date = datetime.date(int(said["y"]), int(said["m"] or said["m2"]), int(said["d"] or said["d2"]))
        except ValueError:
            continue
        return date, name[: said.start()] + name[said.end() :]
    return None, name


def _not_read(path):
    if path.suffix.lower() == ".pdf":
        return _("PDF files are not read yet: give the text of the page.")
    return _("This is no text file (.txt).")


def _sentence(error):
    message = _(error.message) % error.params if error.params else _(error.message)
    if not error.line:
        return message
    return _("line %(number)s: %(message)s") % {"number": error.line, "message": message}


def _read(file):
    """Return the PageText of a file; what its text doesn't say, its names do. Raises PageTextError."""
    draft, named = read_page(file.data), named_by(file.name)
    said = draft.masthead
    faults = []
    if named.number and said.issue_number and named.number != said.issue_number:
        facts = {"file": file.path, "named": named.number, "number": said.issue_number}
        faults.append(_("%(file)s: its name says No. %(named)s, its text No. %(number)s.") % facts)
    if named.date and said.date and named.date != said.date:
        facts = {"file": file.path, "named": named.date, "date": said.date}
        faults.append(_("%(file)s: its name says %(named)s, its text %(date)s.") % facts)
    return PageText(
        path=file.path,
        folder=str(file.name.parent),
        draft=_numbered(draft, named.page),
        number=said.issue_number or named.number,
        date=said.date or named.date,
        faults=tuple(faults),
    )


def _numbered(draft, number):
    """Give a draft the page number that its file's name says, where the text says none."""
    try:
        number = page_number(draft)
    except PageImportError:
        return replace(draft, page=replace(draft.page, number=number))
    return replace(draft, page=replace(draft.page, number=number))


def _issues(pages):
    """Return (PrintedIssues, [(path, reason)] of the pages that fit none or several)."""
    by_number, by_date = {}, {}
    homeless, later = [], []
    for page in sorted(pages, key=lambda page: (page.number is None, page.path)):
        if page.number:
            _join(by_number.setdefault(page.number, PrintedIssue(page.number, None)), page)
        else:
            later.append(page)
    for page in later:
        issue, reason = _home(page, by_number, by_date)
        if issue:
            _join(issue, page)
        else:
            homeless.append((page.path, reason))
    return [*by_number.values(), *by_date.values()], homeless


def _home(page, by_number, by_date):
    """Return (PrintedIssue, "") of a page that bears no number, or (None, why it has none)."""
    beside = {id(i): i for i in (*by_number.values(), *by_date.values()) if _shares_folder(i, page)}
    if not page.date:
        if len(beside) == 1:
            return next(iter(beside.values())), ""
        return None, _(
            "Nothing says which issue the page belongs to: neither its text nor its name has number or date."
        )
    same_day = [issue for issue in by_number.values() if issue.date == page.date]
    if len(same_day) > 1:
        same_day = [issue for issue in same_day if id(issue) in beside]
        if len(same_day) != 1:
            return None, _("Several issues are of %(date)s: name the file or folder by the number.") % {
                "date": page.date
            }
    if same_day:
        return same_day[0], ""
    return by_date.setdefault(page.date, PrintedIssue(None, page.date)), ""


def _shares_folder(issue, page):
    return any(other.folder == page.folder for other in issue.pages)


def _join(issue, page):
    if issue.date and page.date and issue.date != page.date:
        facts = {"file": page.path, "date": page.date, "issue": issue.label, "other": issue.date}
        issue.faults.append(_("%(file)s is of %(date)s, other pages of %(issue)s are of %(other)s.") % facts)
    issue.date = issue.date or page.date
    issue.faults += page.faults
    issue.pages.append(page)


def _look_through(issue):
    """Put the pages of an issue in order, give each its number and date, and note what is wrong with them."""
    issue.pages = [_with_facts(page, issue) for page in issue.pages]
    numbers = Counter(page.draft.page.number for page in issue.pages)
    for page in issue.pages:
        if not page.draft.page.number:
            message = _("%(file)s: nothing says which page this is, neither its text nor its name.")
            issue.faults.append(message % {"file": page.path})
    if not issue.date:
        issue.faults.append(_("No page bears a date, nor does a file or folder."))
    for number in sorted(number for number, count in numbers.items() if number and count > 1):
        files = _(", ").join(page.path for page in issue.pages if page.draft.page.number == number)
        issue.faults.append(
            _("Several files are page %(number)s: %(files)s") % {"number": number, "files": files}
        )
    issue.pages.sort(key=lambda page: (page.draft.page.number or 0, page.path))
    count = max([*filter(None, numbers), _printed_count(issue) or 0], default=0)
    issue.missing = [number for number in range(1, count + 1) if number not in numbers]


def _printed_count(issue):
    return next((p.draft.masthead.page_count for p in issue.pages if p.draft.masthead.page_count), None)


def _with_facts(page, issue):
    """Give a page's draft its issue's number and date, and the front page the count of pages that none prints."""
    masthead = replace(page.draft.masthead, issue_number=issue.number, date=issue.date)
    if page.draft.page.number == 1 and not masthead.page_count:
        count = _printed_count(issue) or max(p.draft.page.number or 1 for p in issue.pages)
        masthead = replace(masthead, page_count=count)
    return replace(page, draft=replace(page.draft, masthead=masthead))

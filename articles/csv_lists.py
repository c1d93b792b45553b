"""The paper's lists as CSV for spreadsheet programs: written, read back unchanged, and taken in as a whole or not at all."""

import csv
import datetime
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from articles.models import Official, Severity, WatchWord

MOST_BYTES = 5 * 1024 * 1024
# What a spreadsheet would take for a formula (owasp.org/www-community/attacks/CSV_Injection), perhaps marked already.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_MARKED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_DATE = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?")
_DELIMITERS = "\t;,"
_SEVERITIES = {
    Severity.BLOCK: ("拦截", "拦截签发", "阻止", "禁止", "禁用", "必改", "错误", "block", "error"),
    Severity.WARNING: ("提醒", "警告", "提示", "存疑", "", "warning", "warn"),
}


class ListError(ValueError):
    """The file can't be taken in; `messages` says why, a line each, each with its line in the file."""

    def __init__(self, messages):
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass(frozen=True)
class Column:
    """A column: the model's field, its heading, other headings that it may have, and how its cells are read and written."""

    field: str
    heading: str
    others: tuple = ()
    read: Callable = str
    write: Callable = str


@dataclass(frozen=True)
class PaperList:
    """A list of the paper: its rows are known by the fields of `key`, the first column of all must be filled."""

    model: type[Model]
    columns: tuple
    key: tuple

    def key_of(self, row):
        """What a row (an instance) is known by."""
        return tuple(getattr(row, field) for field in self.key)


@dataclass
class Report:
    """What an import has done, in numbers of rows."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def line(self):
        """The report in one line."""
        return _("%(added)s added, %(changed)s changed, %(unchanged)s unchanged") % vars(self)


def _severity(cell):
    for severity, words in _SEVERITIES.items():
        if cell.casefold() in words:
            return severity
    facts = {"cell": cell}
    raise ValueError(_("“%(cell)s” is no severity: write 拦截 or 提醒.") % facts)


def _date(cell):
    if not cell:
        return None
    found = _DATE.fullmatch(cell)
    try:
        return datetime.date(*map(int, found.groups()))
    except (AttributeError, ValueError) as error:
        raise ValueError(_("“%(cell)s” is no date: write 2020-05-22.") % {"cell": cell}) from error


def _rank(cell):
    if cell and not re.fullmatch(r"\d{1,4}", cell):
        raise ValueError(_("“%(cell)s” is no whole number.") % {"cell": cell})
    return int(cell or 0)


def _written(value):
    return "" if value is None else str(value)


WORDS = PaperList(
    WatchWord,
    (
        Column("term", "词语", ("词", "词条", "term", "word")),
        Column("replacement", "替换", ("替换为", "改为", "建议", "replacement")),
        Column("severity", "级别", ("等级", "severity"), _severity, lambda value: _SEVERITIES[value][0]),
        Column("note", "备注", ("说明", "note")),
    ),
    ("term",),
)
PEOPLE = PaperList(
    Official,
    (
        Column("name", "姓名", ("name",)),
        Column("post", "职务", ("post",)),
        Column("since", "起", ("任职起", "开始", "from", "since"), _date, _written),
        Column("until", "止", ("任职止", "结束", "until", "to"), _date, _written),
        Column("rank", "排序", ("次序", "rank", "order"), _rank),
    ),
    ("name", "post", "since"),
)


def written(paper_list):
    """Return the whole list as CSV: UTF-8 with a byte order mark and CRLF, as Excel wants it; no cell is a formula."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([column.heading for column in paper_list.columns])
    for row in paper_list.model.objects.all():
        cells = (column.write(getattr(row, column.field)) for column in paper_list.columns)
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return made.getvalue().encode("utf-8-sig")


@transaction.atomic
def take_in(paper_list, data):
    """Add and change the rows of a CSV file (bytes: UTF-8, UTF-16 or GB18030; comma, semicolon or tab).

    Rows that the file doesn't name stay. Returns a Report; raises ListError where a row is bad, and takes in nothing.
    """
    rows = _read(paper_list, _decoded(data))
    standing = {paper_list.key_of(row): row for row in paper_list.model.objects.select_for_update()}
    report = Report()
    for row in rows:
        before = standing.get(paper_list.key_of(row))
        if before is None:
            row.save()
            report.added += 1
        elif _copied(row, before, paper_list):
            before.save()
            report.changed += 1
        else:
            report.unchanged += 1
    return report


def _copied(row, before, paper_list):
    """Copy what is new in `row` to `before`; returns whether anything is."""
    changed = False
    for column in paper_list.columns:
        value = getattr(row, column.field)
        if getattr(before, column.field) != value:
            setattr(before, column.field, value)
            changed = True
    return changed


def _decoded(data):
    if len(data) > MOST_BYTES:
        raise ListError([_("The file is larger than %(size)s MB.") % {"size": MOST_BYTES >> 20}])
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ListError([_("The file is neither UTF-8 nor GB18030 text.")])


def _read(paper_list, text):
    """Return the rows of the text as unsaved instances; raises ListError that names every bad line."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows, problems, known = [], [], {}
    try:
        places = _places(paper_list, next(lines, []))
        begin = lines.line_num + 1
        for cells in lines:
            if any(cell.strip() for cell in cells):
                try:
                    row = _row(paper_list, places, cells)
                    _refuse_second(paper_list.key_of(row), begin, known)
                    rows.append(row)
                except ValueError as error:
                    problems += [_at_line(begin, message) for message in _messages(error)]
            begin = lines.line_num + 1
    except csv.Error as error:
        problems.append(
            _at_line(lines.line_num, _("This line can't be read (%(error)s).") % {"error": error})
        )
    if problems:
        raise ListError(problems)
    return rows


def _delimiter(text):
    heading = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=heading.count)


def _places(paper_list, heading):
    """Return {column: its place} from the heading, in Chinese or English; raises ListError where columns are missing."""
    names = [cell.strip().casefold() for cell in heading]
    places = {}
    for column in paper_list.columns:
        known = (column.heading, *column.others, _label(paper_list, column))
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None:
            places[column] = place
    needed = [c.heading for c in paper_list.columns if c.field in paper_list.key[:2] and c not in places]
    if needed:
        facts = {
            "needed": "、".join(needed),
            "all": ",".join(column.heading for column in paper_list.columns),
        }
        raise ListError([_at_line(1, _("The heading lacks %(needed)s: it reads %(all)s.") % facts)])
    if strange := [cell for n, cell in enumerate(heading) if cell.strip() and n not in places.values()]:
        facts = {
            "names": "、".join(_("“%(title)s”") % {"title": cell.strip()} for cell in strange),
            "all": ",".join(column.heading for column in paper_list.columns),
        }
        said = _("No column of the list is called %(names)s, or it stands twice: the heading reads %(all)s.")
        raise ListError([_at_line(1, said % facts)])
    return places


def _label(paper_list, column):
    """What the form calls a column, which a heading may be copied from."""
    return str(paper_list.model._meta.get_field(column.field).verbose_name).casefold()


def _row(paper_list, places, cells):
    """Return an unsaved row; raises ValueError or ValidationError where it is bad."""
    if any(cell.strip() for n, cell in enumerate(cells) if n not in places.values()):
        raise ValueError(_("There are more cells than headings."))
    row = paper_list.model()
    for column, place in places.items():
        cell = cells[place].strip() if place < len(cells) else ""
        setattr(row, column.field, column.read(cell[1:] if _MARKED.match(cell) else cell))
    try:
        row.clean_fields()
        row.clean()
        row.validate_constraints()
    except ValidationError as error:
        raise ValueError(*_named(row, error)) from error
    return row


def _named(row, error):
    """The messages of a ValidationError, each with the name of its field."""
    if not hasattr(error, "error_dict"):
        return error.messages
    names = {field.name: str(field.verbose_name) for field in row._meta.fields}
    said = _("%(what)s: %(said)s")
    return [
        said % {"what": names[field], "said": message} if field in names else message
        for field, messages in error.message_dict.items()
        for message in messages
    ]


def _messages(error):
    return [str(message) for message in error.args]


def _refuse_second(key, line, known):
    if key in known:
        raise ValueError(_("The same stands in line %(line)s already.") % {"line": known[key]})
    known[key] = line


def _at_line(number, message):
    return _("Line %(line)s: %(said)s") % {"line": number, "said": message}

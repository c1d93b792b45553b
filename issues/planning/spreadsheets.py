"""Tables as files for spreadsheet programs: xlsx, and CSV that Excel opens with its Chinese right."""

import csv
import io
import unicodedata
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet would take for a formula (owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NARROWEST, _WIDEST = 8, 60


@dataclass(frozen=True)
class Table:
    """A named table: a header, rows of texts, whole numbers and dates, and how many of the last rows are totals."""

    name: str
    header: tuple
    rows: list
    totals: int = 0


def xlsx(tables):
    """Return the bytes of a workbook with a sheet for each Table: numbers are numbers, the header stays in sight."""
    # Half a second to load, which only an export needs.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(str(table.name)[:31])
        rows = [table.header, *table.rows]
        for number, row in enumerate(rows, 1):
            is_bold = number == 1 or number > len(rows) - table.totals
            for column, value in enumerate(row, 1):
                _write_cell(sheet.cell(number, column), value, is_bold)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.header))}{len(rows) - table.totals}"
        for column in range(len(table.header)):
            width = max(_width(row[column]) for row in rows if column < len(row)) + 3
            sheet.column_dimensions[get_column_letter(column + 1)].width = min(
                max(width, _NARROWEST), _WIDEST
            )
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def csv_bytes(table):
    """Return the table as CSV: UTF-8 with a byte order mark and CRLF, as Excel wants it; no cell is a formula."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerows([_harmless(value) for value in row] for row in (table.header, *table.rows))
    return made.getvalue().encode("utf-8-sig")


def download(data, name, content_type):
    """Return a response that a browser saves under `name`."""
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "no-store"
    return response


def _harmless(value):
    if isinstance(value, int):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_cell(cell, value, is_bold):
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    if isinstance(value, int):
        cell.value, cell.number_format = value, "#,##0"
    elif hasattr(value, "isoformat"):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif value is not None:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))
        # A text that begins with = stays a text.
        cell.data_type = "s"
    if is_bold:
        cell.font = Font(bold=True)


def _width(value):
    """The width of a cell's text in half-width characters."""
    text = f"{value:,}" if isinstance(value, int) else str(value if value is not None else "")
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)

"""A sheet that was sent: one page's PDF out of a file, what it is called, what its text and its head say."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from issues.imports.pagepdf.document import HALVES, PdfError, opened
from issues.imports.pagepdf.matching import fold, pairs_of
from issues.imports.pagepdf.reading import read_pdf


@dataclass
class Sheet:
    """One page's PDF (bytes), the pairs of signs in its text, and what it is called.

    `named` is the page number in its file's name, None where there is none; `is_spread`: it is wider than high.
    """

    data: bytes
    pairs: set
    sent_as: str
    named: int | None = None
    is_spread: bool = False

    @cached_property
    def printed(self):
        """The PageReading of what is printed on it; None where its text can't be read or is not to be trusted."""
        try:
            return read_pdf(self.data, 1)[0]
        except PdfError:
            return None

    @property
    def pairs_by_line(self):
        """The pairs of its text read line by line: in the file its signs may come in any order."""
        return pairs_of(fold(self.printed.text)) if self.printed else set()

    @property
    def number(self):
        """The page number that it prints, else the one in its file's name, else None."""
        return (self.printed and self.printed.draft.page.number) or self.named

    def halves(self):
        """Return its left and its right half as Sheets; the number in its name is that of neither."""
        names = _("%(sheet)s, left half"), _("%(sheet)s, right half")
        return [
            self._cut(crop, name % {"sheet": self.sent_as}) for crop, name in zip(HALVES, names, strict=True)
        ]

    def _cut(self, crop, name):
        with opened(self.data) as pdf:
            data = pdf.alone(1, crop)
        with opened(data) as pdf:
            return Sheet(data, _pairs(pdf.sheet(1)), name)


def sheets_of(name, data):
    """Return the Sheets of a PDF file. Raises PdfError."""
    with opened(data) as pdf:
        return [_taken_out(pdf, number, name) for number in range(1, pdf.count + 1)]


def _taken_out(pdf, number, name):
    sheet, is_one_of_many = pdf.sheet(number), pdf.count > 1
    called = _("%(file)s, sheet %(sheet)s") % {"file": name, "sheet": number} if is_one_of_many else name
    if sheet.is_turned:
        called = _("%(sheet)s, turned upright") % {"sheet": called}
    return Sheet(
        pdf.alone(number),
        _pairs(sheet),
        called,
        None if is_one_of_many else _number_in(name),
        sheet.is_spread,
    )


def _pairs(sheet):
    return pairs_of(fold("".join(sign.text for sign in sheet.read().signs)))


def _number_in(name):
    """Return the page number in a file's name: the last number before its suffix (20200522-02.pdf, A03.pdf, 2版.pdf)."""
    numbers = re.findall(r"\d+", name.rsplit(".", 1)[0])
    return int(numbers[-1]) if numbers and len(numbers[-1]) <= 3 else None

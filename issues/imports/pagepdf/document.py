"""Opens a PDF and hands out its sheets; PDFium does the reading and drawing, and is held while a document is open."""

import io
from contextlib import contextmanager

import pypdfium2 as pdfium
from pypdfium2 import raw

from issues.imports.draft import gettext_noop
from issues.imports.pagepdf import glyphs, upright
from issues.pdfium import ALONE

MOST_BYTES = 300 * 1024 * 1024
# A broadsheet spread is 780 mm by 545 mm; posters are larger, and nothing that is read is.
_LARGEST_MM, _SMALLEST_MM = 1300, 20
_LONGEST = 3  # times the other side; drawing a strip at a page's width would take all memory
_MM = 25.4 / 72
# How much wider than high a sheet with two pages is, at least; a headline over both is of so many lines at most.
_SPREAD, _HEADLINE_LINES = 1.15, 2
# What of a spread's width each of its two pages takes.
HALVES = ((0, 0.5), (0.5, 1))


class PdfError(ValueError):
    """A PDF that can't be used. `message` is English with `params`, for gettext; `sheet` is counted from 1, or None."""

    def __init__(self, message, sheet=None, **params):
        super().__init__(message % params if params else message)
        self.message, self.params, self.sheet = message, params, sheet


class Sheet:
    """One sheet of an open document, as it is seen: turned and cropped as the file says. Sizes are in points.

    One whose text lies on its side is turned upright (`is_turned`).
    """

    def __init__(self, page, number):
        self._page, self.number, self._glyphs = page, number, None
        self.is_turned = upright.stand_up(page)
        self.width, self.height = page.get_size()

    @property
    def is_spread(self):
        """Whether it shows two pages side by side: it is wider than high, and no text runs across its middle."""
        return self.width >= _SPREAD * self.height and not self._runs_across()

    def _runs_across(self):
        middle = self.width / 2
        return sum(sign.left < middle < sign.right for sign in self.read().signs) > _HEADLINE_LINES

    def read(self):
        """Return the Glyphs of the sheet; they are read once."""
        if self._glyphs is None:
            self._glyphs = glyphs.read(self._page)
        return self._glyphs

    def draw(self, width):
        """Return the sheet as an RGB image `width` pixels wide."""
        bitmap = self._page.render(scale=width / self.width, rev_byteorder=True, prefer_bgrx=False)
        image = bitmap.to_pil().convert("RGB")  # a copy: the bitmap's memory is PDFium's
        bitmap.close()
        return image


class Document:
    """An open PDF; its sheets are counted from 1."""

    def __init__(self, pdf):
        self._pdf = pdf
        self.count = len(pdf)

    def sheet(self, number):
        """Return the Sheet of that number. Raises PdfError where it is broken or far too large for paper."""
        try:
            sheet = Sheet(self._pdf[number - 1], number)
        except pdfium.PdfiumError as error:
            raise PdfError(gettext_noop("The sheet can't be read."), number) from error
        size = [round(side * _MM) for side in (sheet.width, sheet.height)]
        if max(size) > min(_LARGEST_MM, _LONGEST * min(size)) or min(size) < _SMALLEST_MM:
            raise PdfError(
                gettext_noop("The sheet measures %(width)s × %(height)s mm: that is no newspaper page."),
                number,
                width=size[0],
                height=size[1],
            )
        return sheet

    def alone(self, number, crop=None):
        """Return the PDF, as bytes, of one sheet alone; `crop` (left, right as shares of the width) cuts a part out."""
        made = pdfium.PdfDocument.new()
        try:
            made.import_pages(self._pdf, [number - 1])
            if crop:
                _crop(made[0], crop)
            return _saved(made)
        finally:
            made.close()


@contextmanager
def opened(data):
    """Give the Document of a PDF's bytes. Raises PdfError for what is no PDF, broken, or locked by a password."""
    if len(data) > MOST_BYTES:
        raise PdfError(gettext_noop("The file is larger than %(size)s MB."), size=MOST_BYTES >> 20)
    with ALONE:
        pdf = _open(data)
        try:
            yield Document(pdf)
        finally:
            pdf.close()


def bundled(files):
    """Return one PDF, as bytes, of the PDFs (bytes) in `files`, in their order."""
    with ALONE:
        made = pdfium.PdfDocument.new()
        try:
            for data in files:
                part = _open(data)
                made.import_pages(part)
                part.close()
            return _saved(made)
        finally:
            made.close()


def _open(data):
    if not data.strip():
        raise PdfError(gettext_noop("The file is empty."))
    try:
        pdf = pdfium.PdfDocument(data)
        count = len(pdf)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            said = gettext_noop("The file is locked by a password: save it without one.")
        elif getattr(error, "err_code", None) == raw.FPDF_ERR_SECURITY:
            said = gettext_noop(
                "The file is locked in a way that can't be opened: save it without protection."
            )
        elif b"%PDF-" not in data[:1024]:
            said = gettext_noop("This is no PDF.")
        else:
            said = gettext_noop("The file is broken: export the page again.")
        raise PdfError(said) from error
    if not count:
        pdf.close()
        raise PdfError(gettext_noop("There is no page in the file."))
    return pdf


def _crop(page, crop):
    """Narrow the page to a part of its width as it is seen."""
    left, bottom, right, top = page.get_bbox()
    turned = page.get_rotation() % 360
    lengthwise = turned in (90, 270)
    start, end = crop if turned in (0, 90) else (1 - crop[1], 1 - crop[0])
    if lengthwise:
        span = top - bottom
        box = (left, bottom + start * span, right, bottom + end * span)
    else:
        span = right - left
        box = (left + start * span, bottom, left + end * span, top)
    page.set_mediabox(*box)
    page.set_cropbox(*box)


def _saved(pdf):
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()

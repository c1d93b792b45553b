"""A PDF of pages, read into drafts: each sheet as it is seen, a sheet with two pages side by side as two.

What can't be read says so: a scan without text, and text that is not what is seen, are refused.
"""

from collections import defaultdict
from dataclasses import dataclass, replace

from issues.imports.draft import Draft, gettext_noop
from issues.imports.pagepdf import trust
from issues.imports.pagepdf.document import HALVES, PdfError, opened
from issues.imports.pagepdf.layout import read_layout

# Pixels across: type of a newspaper's smallest size has a shape at that width.
_WIDTH = 3200
# Signs of one font that are held against what is seen.
_OF_A_FONT = 20
_NO_TEXT = gettext_noop(
    "There is no text on the page, or hardly any: it is a scan, or its letters are drawn as outlines. Export it with "
    "its text, or paste the text."
)
_WRONG_TEXT = gettext_noop(
    "The text in the file is not what the page shows: its fonts give the signs wrong, or it was guessed from a scan. "
    "Export the page with other settings, or paste its text."
)
_NO_SUCH_PAGE = gettext_noop("The file has %(count)s pages: there is no page %(number)s in it.")


@dataclass(frozen=True)
class PageReading:
    """What was read of one page of a file: its Draft, the text that was read, and the PDF of this page alone."""

    draft: Draft
    text: str
    data: bytes


def is_pdf(data):
    """Say whether bytes are a PDF by their first words (ISO 32000-1, 7.5.2), which some programs put white space before."""
    return data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-")


def read_pdf(data, number=None):
    """Return the PageReadings of a PDF's bytes, in the order of its pages; `number`, from 1, reads that page alone.

    Raises PdfError, with the sheet, where one can't be read.
    """
    places = places_of(data)
    if number is not None and not 1 <= number <= len(places):
        raise PdfError(_NO_SUCH_PAGE, count=len(places), number=number)
    chosen = places if number is None else [places[number - 1]]
    return tuple(read_place(data, *place) for place in chosen)


def places_of(data):
    """Return (sheet, crop) for each page of a PDF's bytes, a sheet with two side by side counted as two.

    `crop` is the shares of the sheet's width that the page takes, None for all of it. Raises PdfError.
    """
    with opened(data) as pdf:
        numbers = range(1, pdf.count + 1)
        return [
            (number, crop)
            for number in numbers
            for crop in (HALVES if pdf.sheet(number).is_spread else (None,))
        ]


def read_place(data, sheet, crop):
    """Return the PageReading of one of a PDF's places. Raises PdfError, with the sheet."""
    with opened(data) as pdf:
        pdf.sheet(sheet)  # as it is seen: turned upright
        alone = pdf.alone(sheet, crop)
    with opened(alone) as page:
        seen = page.sheet(1)
        glyphs = seen.read()
        if not glyphs.has_text:
            raise PdfError(_NO_TEXT, sheet)
        image = seen.draw(_WIDTH)
        if trust.is_right(glyphs, image) is False:
            raise PdfError(_WRONG_TEXT, sheet)
        return PageReading(*read_layout(glyphs, _wrong_fonts(glyphs, image)), alone)


def _wrong_fonts(glyphs, image):
    """The fonts that give other signs than are seen, where all in all the text is right."""
    by_font = defaultdict(dict)
    for sign in glyphs.signs:
        by_font[sign.font].setdefault(sign.text, sign)
    if len(by_font) == 1:
        return frozenset()
    return frozenset(
        font
        for font, signs in by_font.items()
        if trust.is_right(replace(glyphs, signs=tuple(signs.values())[:_OF_A_FONT], unmapped=0), image)
        is False
    )

"""Writes copy for layout as a Word document: headline lines in Word's own styles, pictures at their own size."""

import datetime
import io
from itertools import pairwise

from django.core.files.storage import default_storage
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from issues.outlets import body, layout
from issues.outlets.embedding import embeddable

_FONT, _HEAD_FONT = "宋体", "黑体"
_SIZE = 10.5  # points: 五号, as copy is typed
# For each kind: Word's style, size in points, whether it stands in the middle.
_LOOKS = {
    layout.FACT: ("Normal", 9, False),
    layout.NUMBER: ("Normal", 9, False),
    layout.COLUMN: ("Normal", 10.5, False),
    layout.KICKER: ("Normal", 14, True),
    layout.TITLE: ("Title", 22, True),
    layout.DECK: ("Subtitle", 14, True),
    layout.BYLINE: ("Normal", 10.5, True),
    layout.CAPTION: ("Caption", 9, True),
    layout.CREDIT: ("Caption", 9, True),
    body.SUBHEAD: ("Heading 2", 12, False),
    body.VERSE: ("Normal", 10.5, True),
}
_INDENTED = {body.PARAGRAPH, body.ITEM, body.QUOTE}
_WIDEST, _TALLEST = Cm(16), Cm(22)


def word_document(name, author, facts, pieces):
    """Return the bytes of a .docx called `name`, by `author`, made now.

    `facts` and each of `pieces` are layout Lines, every piece on a page of its own.
    """
    document = Document()
    _say_whose(document, name, author)
    _set_styles(document)
    _write_all(document, facts)
    for number, lines in enumerate(pieces):
        if number:
            document.add_section(WD_SECTION.NEW_PAGE)
        _write_all(document, lines)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _say_whose(document, name, author):
    """The properties of the library's own template tell of its maker and of 2013."""
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = name[:255], author[:255], author[:255]
    # Written as UTC, without the zone (ECMA-376 part 2, W3CDTF).
    properties.created = properties.modified = datetime.datetime.now(tz=datetime.UTC).replace(tzinfo=None)
    properties.comments, properties.revision = "", 1


def _set_styles(document):
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for name in ("Normal", "Title", "Subtitle", "Heading 2", "Caption"):
        font = document.styles[name].font
        font.name, font.size, font.italic = "Times New Roman", Pt(_SIZE), False
        font.color.rgb = RGBColor(0, 0, 0)
        fonts = font.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), _FONT if name in ("Normal", "Caption") else _HEAD_FONT)
    _without_rule(document.styles["Title"])


def _without_rule(style):
    """Word's own title has a blue line below it."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _write_all(document, lines):
    """A blank line parts stanzas."""
    for above, line in pairwise([None, *lines]):
        if above and line.kind == above.kind == body.VERSE:
            document.add_paragraph()
        _write(document, line)


def _write(document, line):
    writer = {layout.PICTURE: _picture, body.TABLE: _table}.get(line.kind, _paragraph)
    writer(document, line)


def _paragraph(document, line):
    style, size, is_centred = _LOOKS.get(line.kind, ("Normal", _SIZE, False))
    paragraph = document.add_paragraph(style=style)
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if line.kind in _INDENTED:
        _indent(paragraph)
    for run in line.runs:
        written = paragraph.add_run(run.text)
        written.font.size = Pt(size)
        written.bold, written.italic = run.is_bold or None, run.is_italic or None


def _indent(paragraph):
    """An indent of two characters, whatever their size (ECMA-376 part 1, 17.3.1.12)."""
    paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZE)
    paragraph._p.pPr.ind.set(qn("w:firstLineChars"), "200")


def _table(document, line):
    width = max(map(len, line.rows))
    table = document.add_table(len(line.rows), width, "Table Grid")
    for cells, row in zip(table.rows, line.rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = " ".join(text.split())


def _picture(document, line):
    with default_storage.open(line.photo.file) as file:
        picture = embeddable(file.read())
    scale = min(1, _WIDEST / Cm(picture.width), _TALLEST / Cm(picture.height))
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run().add_picture(io.BytesIO(picture.data), width=int(Cm(picture.width) * scale))

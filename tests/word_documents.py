"""Word documents as reporters write them, made with python-docx; what it can't write is written as XML."""

import io
import re
import zipfile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from tests.factories import picture_file

FIRST = (
    "本报讯（记者 林小禾 通讯员 何芳）五月的一个早晨，修伞匠把摊子支在了胡同口的槐树下，街坊们排着队来修伞。"
)
SECOND = "他说，伞坏了不要扔，骨子换一根还能再用十年，这门手艺他做了四十年，如今也教给了两个徒弟。"


class Copy:
    """A document that grows by lines; `bytes()` is the file."""

    def __init__(self):
        self.document = Document()

    def line(self, text="", size=None, bold=False, centred=False, style=None):
        paragraph = self.document.add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold = bold or None
        run.font.size = Pt(size) if size else None
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
        return paragraph

    def lines(self, *texts):
        for text in texts:
            self.line(text)

    def picture(self, colour="brown", form="JPEG", size=(1200, 800)):
        self.document.add_picture(picture_file(size, colour, form), width=Cm(8))

    def table(self, *rows, style=None):
        table = self.document.add_table(len(rows), len(rows[0]), style)
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
        return table

    def xml(self, inner):
        """A paragraph of the XML given, with the prefixes of Word's own."""
        element = parse_xml(f"<w:p {nsdecls('w', 'r', 'wp', 'a', 'pic')} {_MORE}>{inner}</w:p>")
        self.document.element.body.insert(len(self.document.element.body) - 1, element)

    def bytes(self):
        made = io.BytesIO()
        self.document.save(made)
        return made.getvalue()


_MORE = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def story(title="胡同口来了修伞匠", *paragraphs):
    """A title, large and in the middle, and paragraphs of text."""
    copy = Copy()
    copy.line(title, size=22, bold=True, centred=True)
    copy.lines(*(paragraphs or (FIRST, SECOND)))
    return copy


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text, by="李编辑"):
    return f'<w:ins w:id="1" w:author="{by}" w:date="2026-05-01T08:00:00Z">{run(text)}</w:ins>'


def deleted(text, by="李编辑"):
    gone = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="{by}" w:date="2026-05-01T08:00:00Z">{gone}</w:del>'


def rezipped(data, parts):
    """The file with its parts of those names replaced, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def picture_of(data):
    """(name, bytes) of the first picture in the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = next(name for name in archive.namelist() if name.startswith("word/media/"))
        return name, archive.read(name)


def in_document(data, pattern, replacement):
    """The file with a change made in the XML of its text."""
    text = part(data, "word/document.xml")
    changed = re.sub(pattern, replacement, text, flags=re.DOTALL)
    assert changed != text, pattern
    return rezipped(data, {"word/document.xml": changed})

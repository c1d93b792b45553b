"""Print files as layout programs and scanners make them hard: each takes a page's PDF (bytes) and returns another."""

import io
import json
import random
import re
import tempfile
from pathlib import Path

import pikepdf
import pylopdf_fonts_zh_cn
import typst

from issues.imports.pagepdf import document
from issues.imports.pagepdf.lines import OPENING
from issues.outlets.cards import lettering

_FONTS = [str(Path(pylopdf_fonts_zh_cn.__file__).parent), str(Path(lettering.__file__).parent / "fonts")]
_SIGN_BY_SIGN = """
#let sheet = json(bytes(sys.inputs.sheet))
#set page(width: sheet.width * 1pt, height: sheet.height * 1pt, margin: 0pt)
#set text(top-edge: "baseline", bottom-edge: "baseline")
#for item in sheet.items {
  let thing = if "text" in item { text(font: item.font, size: item.size * 1pt, item.text) }
    else if "file" in item { image(item.file, width: item.w * 1pt, height: item.h * 1pt) }
    else { rect(width: item.w * 1pt, height: item.h * 1pt, stroke: 0.3pt) }
  place(dx: item.x * 1pt, dy: item.y * 1pt, thing)
}
"""


# What a set page's fonts are called, and what Typst calls them.
_FACES = {"Bold": "Noto Serif CJK SC", "Sans": "Noto Sans SC", "": "Noto Serif SC"}


def sign_by_sign(data, seed=1, wrong=0):
    """Every sign is a run of its own, and they come in no order at all; a share `wrong` of them is another sign."""
    chooser = random.Random(seed)
    with document.opened(data) as pdf, tempfile.TemporaryDirectory() as folder:
        sheet = pdf.sheet(1)
        glyphs, image = sheet.read(), sheet.draw(1600)
        scale = image.width / glyphs.width
        texts = [glyph.text for glyph in glyphs.signs]
        items = [
            {
                "text": chooser.choice(texts) if chooser.random() < wrong else glyph.text,
                # Alone on its line, an opening mark is set half an em further left.
                "x": glyph.left + glyph.size / 2 * (glyph.text in OPENING),
                "y": glyph.bottom - 0.12 * glyph.size,
                "size": glyph.size,
                "font": next(font for part, font in _FACES.items() if part in glyph.font),
            }
            for glyph in glyphs.signs
        ]
        for number, box in enumerate(glyphs.pictures):
            image.crop([round(side * scale) for side in box]).save(f"{folder}/{number}.jpg")
            items.append({"file": f"{number}.jpg", **_extent(box)})
        items += [_extent(box) for box in (*glyphs.rules, *glyphs.frames)]
        chooser.shuffle(items)
        page = {"width": glyphs.width, "height": glyphs.height, "items": items}
        Path(folder, "page.typ").write_text(_SIGN_BY_SIGN, encoding="utf-8")
        return typst.compile(
            f"{folder}/page.typ",
            font_paths=_FONTS,
            ignore_system_fonts=True,
            sys_inputs={"sheet": json.dumps(page)},
        )


def _extent(box):
    left, top, right, bottom = box
    return {"x": left, "y": top, "w": right - left, "h": bottom - top}


def without_unicode(data):
    """Its fonts don't say which signs their shapes are."""

    def forget(font):
        del font["/ToUnicode"]

    return _with_fonts(data, forget)


def with_wrong_unicode(data):
    """Its fonts say of each shape that it is another sign, as some of Founder's do."""

    def confuse(font):
        table = font["/ToUnicode"].read_bytes().decode("ascii")
        lied = re.sub(r"(<[0-9A-Fa-f]+>\s*)<([4-9][0-9A-Fa-f]{3})>", _another, table)
        font["/ToUnicode"].write(lied.encode("ascii"))

    return _with_fonts(data, confuse)


def _another(found):
    code = int(found[2], 16)
    return f"{found[1]}<{0x4E00 + (code - 0x4E00) * 7 % 0x5000:04X}>"


def scanned(data):
    """Nothing but a picture."""
    made = io.BytesIO()
    _drawn(data, 2200).save(made, "PDF", resolution=144)
    return made.getvalue()


def scanned_with_guesses(data):
    """A picture, and over it the invisible text of a recognition that was wrong at every third sign."""
    with (
        pikepdf.open(io.BytesIO(sign_by_sign(data, wrong=0.35))) as pdf,
        pikepdf.open(io.BytesIO(scanned(data))) as scan,
    ):
        page = pdf.pages[0]
        page.contents_coalesce()
        page.Contents.write(re.sub(rb"\b0 Tr", b"3 Tr", page.Contents.read_bytes()))
        page.add_underlay(scan.pages[0])
        return _saved(pdf)


def turned(data, by=90):
    """It was set sideways, and says that it is to be turned."""
    with pikepdf.open(io.BytesIO(data)) as source:
        width, height = _size(source.pages[0])
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(height, width) if by in (90, 270) else (width, height))
        source.pages[0].rotate(-by, relative=False)
        page.add_overlay(source.pages[0])
        page.rotate(by, relative=False)
        return _saved(pdf)


def spread(left, right):
    """Two pages side by side on one sheet."""
    with pikepdf.open(io.BytesIO(left)) as one, pikepdf.open(io.BytesIO(right)) as other:
        width, height = _size(one.pages[0])
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(2 * width, height))
        page.add_overlay(one.pages[0], pikepdf.Rectangle(0, 0, width, height))
        page.add_overlay(other.pages[0], pikepdf.Rectangle(width, 0, 2 * width, height))
        return _saved(pdf)


def locked(data, password="secret"):
    """It opens with a password only."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        made = io.BytesIO()
        pdf.save(made, encryption=pikepdf.Encryption(user=password, owner=password))
        return made.getvalue()


def enormous():
    """A few bytes that claim a sheet of three metres by three."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(8400, 8400))
    return _saved(pdf)


def _with_fonts(data, change):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if (
                isinstance(thing, pikepdf.Dictionary)
                and thing.get("/Type") == "/Font"
                and "/ToUnicode" in thing
            ):
                change(thing)
        return _saved(pdf)


def _drawn(data, width):
    with document.opened(data) as pdf:
        return pdf.sheet(1).draw(width)


def _size(page):
    left, bottom, right, top = (float(side) for side in page.mediabox)
    return right - left, top - bottom


def _saved(pdf):
    made = io.BytesIO()
    pdf.save(made)
    return made.getvalue()


def joined(*files):
    """One PDF of several."""
    return document.bundled(files)


def sheets_of(data):
    """Say how many sheets a PDF has."""
    with document.opened(data) as pdf:
        return pdf.count


def on_its_side(data):
    """It was set upright, and is shown lying on its side."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        return _saved(pdf)


def cropped(data, top=0, bottom=1):
    """Only what lies between two heights of it is shown, in shares from its top."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        width, height = _size(page)
        page.mediabox = page.cropbox = page.trimbox = [0, (1 - bottom) * height, width, (1 - top) * height]
        return _saved(pdf)

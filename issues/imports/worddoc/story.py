"""The text of a Word document in reading order: paragraphs, pictures and tables as Word shows them, nothing judged yet."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from issues.imports.draft import Problem, gettext_noop
from issues.imports.worddoc.items import Paragraph, Picture, Table, Trouble
from issues.imports.worddoc.ooxml import child, children, get, inside, name, number, value
from issues.imports.worddoc.signs import sign
from issues.imports.worddoc.styles import CONTENTS, PLAIN, Look

_CHART = gettext_noop("A chart or a diagram was left out: save it as a picture in Word and put that in.")
_OBJECT = gettext_noop("An embedded file (%(kind)s) was left out.")
_FORMULA = gettext_noop("A formula was taken as plain text, look at it: “%(text)s”.")
_SIGN = gettext_noop("A sign of the font %(font)s was left out.")
_CONTENTS = gettext_noop("The table of contents was left out.")
_PRIVATE, _HEX = re.compile("[\uf000-\uf0ff]"), re.compile("[0-9A-Fa-f]{1,6}")
_LINE_ENDS = {"w:br", "w:cr"}
_MOST_WORDS = 200  # characters of what a comment stands on
_CONTENTS_GALLERY = "Table of Contents"
_HOLDERS = {"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:del", "w:moveFrom"}


@dataclass
class _Field:
    """A field that stands open: its code is not text, its result is."""

    code: str = ""
    is_code: bool = True

    @property
    def hides(self):
        return self.is_code or self.code.split()[:1] == ["TOC"]


@dataclass
class Remark:
    """The words that a comment stands on, or that stand before a note."""

    identity: str
    words: str = ""


@dataclass
class Story:
    """Reads items out of a part; comments' words and notes' places are noted by the way.

    `numbering` and `styles` are the document's; `problems` are those that have no place.
    """

    styles: object
    numbering: object
    problems: list = field(default_factory=list)
    remarks: dict = field(default_factory=dict)  # a comment's id: Remark
    notes: list = field(default_factory=list)  # (footnote or endnote, Remark)
    _open: set = field(default_factory=set)
    _fields: list = field(default_factory=list)
    _pieces: list = field(default_factory=list)  # of the paragraph that is read: (text, size, is_bold)
    _beside: list = field(default_factory=list)  # pictures and boxes of that paragraph
    _look: Look = PLAIN
    _size: float = 10.5
    _bold: bool = False
    _font: str = ""
    _in_box: bool = False

    def read(self, container):
        """The items right in `container` (a body, a cell, a box, a note), in order."""
        items = []
        for element in container:
            reader = {"w:p": self._paragraph, "w:tbl": self._table}.get(name(element), self._wrapper)
            items += reader(element)
        return items

    def _wrapper(self, element):
        """Content controls, custom XML and the like: what they hold stands as it is; a table of contents goes."""
        kind = name(element)
        if kind in ("w:commentRangeStart", "w:commentRangeEnd"):
            _INLINE[kind](self, element)
        if kind == "mc:AlternateContent":
            element = _choice(element)
        elif kind not in _HOLDERS:
            return []
        if value(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery") == _CONTENTS_GALLERY:
            self._tell_of_contents()
            return []
        return self.read(element if element is not None else ())

    # Paragraphs

    def _paragraph(self, element):
        outer = self._pieces, self._beside, self._look
        self._pieces, self._beside = [], []
        self._look = replace(self.styles.look(element), in_box=self._in_box)
        self._inline(element)
        items = [*self._beside, *self._said()]
        self._pieces, self._beside, self._look = outer
        return items

    def _said(self):
        """The paragraph with its number and the look of most of its words; [] of a contents list."""
        if self._look.role == CONTENTS:
            self._tell_of_contents()
            return []
        number = self.numbering.next(*self._look.number) if self._look.number else ""
        words = [piece for piece in self._pieces if piece[0].strip()]
        if not words:
            return [Paragraph("", self._look)]
        size = _commonest_size(words)
        look = replace(self._look, size=size, is_bold=all(is_bold for _text, _size, is_bold in words))
        return [Paragraph(number + "".join(text for text, _size, _bold in self._pieces), look)]

    def _inline(self, element):
        for one in element:
            reader = _INLINE.get(name(one))
            if reader:
                reader(self, one)
            elif name(one) not in _SILENT:
                self._inline(one)

    def _run(self, run):
        size, bold, is_hidden = self.styles.words(run, self._look)
        if is_hidden:
            return
        before = self._size, self._bold, self._font
        self._size, self._bold, self._font = size, bold, _font(run)
        self._inline(run)
        self._size, self._bold, self._font = before

    def _add(self, text):
        if any(one.hides for one in self._fields):
            return
        self._pieces.append((text, self._size, self._bold))
        for identity in tuple(self._open):
            self.remarks[identity].words += text
            if len(self.remarks[identity].words) > _MOST_WORDS:
                self._open.discard(identity)

    def _text(self, element):
        text = "".join(element.itertext())
        self._add(_PRIVATE.sub(self._known_sign, text))

    def _known_sign(self, found):
        return self._known(self._font, ord(found[0]))

    def _known(self, font, place):
        known = sign(font, place)
        if not known:
            self._trouble(_SIGN, font=font or "?")
        return known

    def _tab(self, element):
        self._add("\t")

    def _line_end(self, element):
        self._add("\n")

    def _sign(self, element):
        """A sign of a font with signs of its own, which no other font has in that place."""
        code = get(element, "w:char") or ""
        self._add(self._known(get(element, "w:font"), int(code, 16) if _HEX.fullmatch(code) else 0))

    def _formula(self, element):
        text = "".join(part.text or "" for part in inside(element, "m:t"))
        if text.strip():
            self._trouble(_FORMULA, text=text[:20])
            self._add(text)

    def _ruby(self, element):
        base = child(element, "w:rubyBase")
        if base is not None:
            self._inline(base)

    # Fields

    def _field_mark(self, element):
        kind = get(element, "w:fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].is_code = False
            if self._fields[-1].hides:
                self._tell_of_contents()
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if ended.is_code and ended.code.split()[:1] == ["EQ"]:
                self._trouble(_FORMULA, text=ended.code.strip()[:20])

    def _field_code(self, element):
        if self._fields:
            self._fields[-1].code += "".join(element.itertext())

    # Comments and notes

    def _remark_begins(self, element):
        identity = get(element, "w:id")
        self.remarks[identity] = Remark(identity)
        self._open.add(identity)

    def _remark_ends(self, element):
        self._open.discard(get(element, "w:id"))

    def _note(self, element):
        before = "".join(text for text, _size, _bold in self._pieces)
        kind = "footnotes" if name(element) == "w:footnoteReference" else "endnotes"
        self.notes.append((kind, Remark(get(element, "w:id"), before[-12:].strip())))

    # Pictures and boxes

    def _drawing(self, element):
        for found in _own_parts(element):
            kind = name(found)
            if kind == "a:blip":
                self._picture(get(found, "r:embed") or get(found, "r:link"))
            elif kind in ("c:chart", "dgm:relIds"):
                self._trouble(_CHART)
            elif kind == "w:txbxContent":
                self._box(found)

    def _shape(self, element):
        """A VML picture, box or lettering, as WPS and old Word write them."""
        for found in _own_parts(element):
            kind = name(found)
            if kind == "v:imagedata":
                self._picture(get(found, "r:id") or get(found, "r:pict") or get(found, "o:relid"))
            elif kind == "v:textpath" and get(found, "string"):
                self._beside.append(Paragraph(get(found, "string"), Look(in_box=True)))
            elif kind == "w:txbxContent":
                self._box(found)

    def _object(self, element):
        embedded = inside(element, "o:OLEObject")
        if embedded:
            kind = (get(embedded[0], "ProgID") or "OLE").partition(".")[0]
            self._trouble(_OBJECT, kind=kind)
        else:
            self._shape(element)

    def _picture(self, relation):
        if relation:
            self._beside.append(Picture(relation))

    def _box(self, content):
        outer, self._in_box = self._in_box, True
        items = self.read(content)
        self._in_box = outer
        self._beside += items

    def _alternative(self, element):
        chosen = _choice(element)
        if chosen is not None:
            self._inline(chosen)

    # Tables

    def _table(self, element):
        rows = [tuple(self._cells(row)) for row in _rows(element)]
        return [Table(tuple(rows))]

    def _cells(self, row):
        for cell in _inner(row, "w:tc"):
            properties = child(cell, "w:tcPr")
            merge = child(properties, "w:vMerge")
            goes_on = merge is not None and get(merge, "w:val") in (None, "continue")
            yield () if goes_on else tuple(self.read(cell))
            span = number(value(properties, "w:gridSpan")) or 1
            yield from [()] * (min(span, 64) - 1)

    def _trouble(self, message, **params):
        self._beside.append(Trouble(message, params))

    def _tell_of_contents(self):
        problem = Problem(None, _CONTENTS)
        if problem not in self.problems:
            self.problems.append(problem)


def _choice(element):
    """What stands for Word of today; for older programs where it says nothing that is known here."""
    choice = child(element, "mc:Choice")
    return choice if choice is not None else child(element, "mc:Fallback")


def _font(run):
    fonts = child(run, "w:rPr", "w:rFonts")
    return get(fonts, "w:ascii") or get(fonts, "w:hAnsi") or ""


def _own_parts(shape):
    """What is inside a shape, but for what its boxes hold and what stands there for older programs."""
    for part in shape:
        if name(part) == "mc:Fallback":
            continue
        yield part
        if name(part) != "w:txbxContent":
            yield from _own_parts(part)


def _commonest_size(words):
    signs = Counter()
    for text, size, _is_bold in words:
        signs[size] += len(text)
    return signs.most_common(1)[0][0]


def _rows(table):
    return _inner(table, "w:tr")


def _inner(element, wanted):
    """The rows of a table or the cells of a row, also those that a content control holds."""
    for one in children(element, wanted, "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:del"):
        if name(one) == wanted:
            yield one
        else:
            yield from _inner(one, wanted)


_SILENT = {"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:fldData", "w:rt"}
_INLINE = {
    "w:r": Story._run,
    "w:t": Story._text,
    "w:tab": Story._tab,
    "w:ptab": Story._tab,
    **dict.fromkeys(_LINE_ENDS, Story._line_end),
    "w:noBreakHyphen": lambda story, element: story._add("-"),
    "w:sym": Story._sign,
    "w:ruby": Story._ruby,
    "m:oMath": Story._formula,
    "w:fldChar": Story._field_mark,
    "w:instrText": Story._field_code,
    "w:commentRangeStart": Story._remark_begins,
    "w:commentRangeEnd": Story._remark_ends,
    "w:footnoteReference": Story._note,
    "w:endnoteReference": Story._note,
    "w:drawing": Story._drawing,
    "w:pict": Story._shape,
    "w:object": Story._object,
    "mc:AlternateContent": Story._alternative,
}

"""A cleaned body as a row of lines with their bold and italic runs, for whoever sets them by other means than HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

PARAGRAPH, SUBHEAD, ITEM, QUOTE, VERSE, TABLE = "paragraph", "subhead", "item", "quote", "verse", "table"


@dataclass(frozen=True)
class Run:
    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass
class Line:
    """One line of a body; `rows` (of texts of cells) only for a table. A line break within is a line feed."""

    kind: str
    runs: list = field(default_factory=list)
    rows: list = field(default_factory=list)

    @property
    def text(self):
        return "".join(run.text for run in self.runs)


def lines_of(html):
    """Return the Lines of a body as articles/richtext.py has cleaned it, jump marks left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [line for line in reader.lines if line.rows or line.text.strip()]


@dataclass
class _List:
    is_numbered: bool
    count: int = 0
    mark: str = ""  # of the item whose text has not begun


class _Reader(HTMLParser):
    """Reads well-formed blocks; a table in a table is text of its cell."""

    def __init__(self):
        super().__init__()
        self.lines, self._open, self._lists, self._line, self._wide = [], [], [], None, 0

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "br":
            self._break(attributes)
            return
        self._open.append(tag)
        opener = getattr(self, f"_open_{tag}", None)
        if opener and not self._is_in_cell(self._open[:-1]):
            opener(attributes)

    def handle_endtag(self, tag):
        self._open.pop()
        if self._is_in_cell(self._open):
            return
        if tag in ("p", "h3", "li", "caption", "table", "blockquote"):
            self._line = None
        elif tag in ("ul", "ol"):
            self._lists.pop()
        elif tag in ("td", "th"):
            self.lines[-1].rows[-1] += [""] * self._wide

    def handle_data(self, text):
        if self._is_in_cell(self._open):
            self.lines[-1].rows[-1][-1] += text
            return
        if self._line is None:
            self._begin(self._kind())
        self._line.runs.append(Run(text, "strong" in self._open, "em" in self._open))

    def _is_in_cell(self, path):
        return "td" in path or "th" in path

    def _begin(self, kind):
        self._line = Line(kind)
        self.lines.append(self._line)
        if self._lists and self._lists[-1].mark:
            self._line.runs.append(Run(self._lists[-1].mark))
            self._lists[-1].mark = ""

    def _kind(self):
        return ITEM if self._lists else QUOTE if "blockquote" in self._open else PARAGRAPH

    def _break(self, attributes):
        if attributes.get("class") == "jump":
            return
        if self._is_in_cell(self._open):
            self.handle_data(" ")
        elif self._line is not None:
            self._line.runs.append(Run("\n"))

    def _open_p(self, attributes):
        is_verse = "verse" in attributes.get("class", "")
        self._begin(VERSE if is_verse and not self._lists else self._kind())

    def _open_h3(self, attributes):
        self._begin(SUBHEAD)

    def _open_ul(self, attributes):
        self._lists.append(_List(is_numbered=False))

    def _open_ol(self, attributes):
        self._lists.append(_List(is_numbered=True))

    def _open_li(self, attributes):
        self._line = None
        items = self._lists[-1]
        items.count += 1
        items.mark = f"{items.count}. " if items.is_numbered else "· "

    def _open_table(self, attributes):
        self._line = None
        self.lines.append(Line(TABLE))

    def _open_caption(self, attributes):
        table = self.lines.pop()
        self._begin(PARAGRAPH)
        self.lines.append(table)

    def _open_tr(self, attributes):
        self.lines[-1].rows.append([])

    def _open_td(self, attributes):
        self.lines[-1].rows[-1].append("")
        span = attributes.get("colspan", "1")
        self._wide = int(span) - 1 if span.isdigit() else 0

    _open_th = _open_td

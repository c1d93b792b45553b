"""A passage: one paragraph, headline line, caption, credit line … with how it stands on the page."""

from dataclasses import dataclass

from articles.bylines import Byline
from issues.imports.pagetext.lines import is_open

HEAD, BODY, SUBHEAD, CAPTION, CREDIT = "headline line", "body", "subhead", "caption", "credit line"
COLUMN, ADVERTISEMENT, POINTER, SOURCE = "column", "advertisement", "pointer", "source"
TABLE, VERSE = "table", "verse"


@dataclass(frozen=True)
class Passage:
    kind: str
    text: str
    line: int
    gap: int  # blank lines above
    indented: bool = False
    wrapped: bool = False  # set by indents and column width, not by blank lines
    full: bool = False  # its last line fills the column
    byline: Byline | None = None

    @property
    def is_open(self):
        return is_open(self.text)

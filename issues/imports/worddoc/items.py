"""What a Word document is a row of: paragraphs, pictures, tables, and what could not be read."""

from dataclasses import dataclass

from issues.imports.worddoc.styles import PLAIN, Look


@dataclass(frozen=True)
class Paragraph:
    text: str
    look: Look = PLAIN


@dataclass(frozen=True)
class Picture:
    """A picture; `relation` is the id under which the document's relationships have its part or address."""

    relation: str


@dataclass(frozen=True)
class Table:
    """Rows of cells, a cell being a tuple of items; a merged cell is followed by empty ones."""

    rows: tuple


@dataclass(frozen=True)
class Trouble:
    """What could not be read, at its place among the items."""

    message: str
    params: dict

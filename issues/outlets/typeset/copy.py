"""What stands on a page as plain data for whoever sets it: pieces, their text, their pictures."""

from dataclasses import dataclass, field

PARAGRAPH, SUBHEAD, VERSE, TABLE, NOTE = "paragraph", "subhead", "verse", "table", "note"
SIGNATURE, POINTER, CAPTION = "signature", "pointer", "caption"
_NARROWEST = 0.6


@dataclass(frozen=True)
class Block:
    """A paragraph, or a line of verse: `runs` are (text, face); a table has `rows` of texts of cells instead."""

    kind: str
    runs: tuple = ()
    rows: tuple = ()
    is_indented: bool = True

    @property
    def text(self):
        return "".join(text for text, _face in self.runs)


@dataclass(frozen=True)
class Picture:
    """A photo that can be set: its Photo, its caption, and who took it."""

    photo: object
    caption: str
    credit: str

    @property
    def shape(self):
        """Width over height of the room that it takes; one that is very tall stands in the middle of a wider room."""
        return max(_NARROWEST, self.photo.width / self.photo.height)

    @property
    def is_tall(self):
        return self.photo.width < _NARROWEST * self.photo.height


@dataclass
class Piece:
    """A piece as it stands on one page; `missing_signs` are those that no face has."""

    placement: object
    column: str = ""
    kicker: str = ""
    title: str = ""
    deck: str = ""
    byline: str = ""
    blocks: list = field(default_factory=list)
    pictures: list = field(default_factory=list)
    missing_signs: list = field(default_factory=list)
    lost_pictures: int = 0

    article = property(lambda self: self.placement.article)
    prominence = property(lambda self: self.placement.prominence)
    is_boxed = property(lambda self: self.article.is_advertisement)
    is_feature = property(lambda self: not self.article.dateline and not self.is_boxed)

"""The draft of a page: what a reader made of its text, before anything is saved."""

import dataclasses
import datetime
import typing
from dataclasses import dataclass, field

PARAGRAPH, SUBHEAD, TABLE, VERSE = BLOCK_TYPES = ("paragraph", "subhead", "table", "verse")


class DraftError(ValueError):
    """JSON that is no draft; the message names the place, as in `articles.0.title`."""


def gettext_noop(message):
    """Mark `message` for translation: the readers know nothing of languages, who shows a problem does."""
    return message


def _provenance():
    """The line of the text a fact was read from: for messages, not a part of the JSON."""
    return field(default=None, compare=False, metadata={"json": False})


@dataclass(frozen=True)
class Problem:
    """What the reader could not place or does not believe: a line, and a message with its parameters."""

    line: int | None
    message: str
    params: dict = field(default_factory=dict, metadata={"json": False})

    def render(self, translate=str):
        """The sentence for people; `translate` takes the English template and gives it in their language."""
        message = translate(self.message)
        return message % self.params if self.params else message


@dataclass(frozen=True)
class CreditDraft:
    role: str = ""
    name: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, a subhead, a table (rows by lines, cells by tabs) or verse (line by line)."""

    type: str = PARAGRAPH
    text: str = ""


@dataclass(frozen=True)
class PhotoDraft:
    caption: str = ""
    credits: tuple[CreditDraft, ...] = ()
    line: int | None = _provenance()


@dataclass(frozen=True)
class GuideDraft:
    """One pointer of the front page's guide."""

    title: str = ""
    page: int | None = None


@dataclass(frozen=True)
class MastheadDraft:
    name: str = ""
    name_en: str = ""
    date: datetime.date | None = None
    page_count: int | None = None
    issue_number: int | None = None
    website: str = ""
    supervisor: str = ""
    sponsor: str = ""
    publisher: str = ""
    license: str = ""
    slogans: tuple[str, ...] = ()
    year_number: int | None = None
    price: str = ""
    postal_code: str = ""
    lunar_date: str = ""
    date_line: int | None = _provenance()
    issue_number_line: int | None = _provenance()


@dataclass(frozen=True)
class PageDraft:
    number: int | None = None
    name: str = ""
    credits: tuple[CreditDraft, ...] = ()
    guide: tuple[GuideDraft, ...] = ()
    label: str = field(default="", metadata={"json": False})  # as printed where it is no plain number: A3
    number_line: int | None = _provenance()


@dataclass(frozen=True)
class ArticleDraft:
    """One piece on the page. A photo piece has no blocks and one photo, which holds the credits."""

    column: str = ""
    is_advertisement: bool = False
    title: str = ""
    kicker: str = ""
    subtitle: str = ""
    dateline: str = ""
    credits: tuple[CreditDraft, ...] = ()
    blocks: tuple[Block, ...] = ()
    photos: tuple[PhotoDraft, ...] = ()
    continued_on: int | None = None
    continued_from: int | None = None
    see_page: int | None = None
    title_line: int | None = _provenance()


@dataclass(frozen=True)
class Draft:
    masthead: MastheadDraft = MastheadDraft()
    page: PageDraft = PageDraft()
    articles: tuple[ArticleDraft, ...] = ()
    problems: tuple[Problem, ...] = ()


def to_json(draft, translate=str):
    """The draft as the dictionary that `import_page --format json` prints; problems speak through `translate`."""
    data = _plain(draft)
    data["problems"] = [
        {"line": problem.line, "message": problem.render(translate)} for problem in draft.problems
    ]
    return data


def from_json(data):
    """The draft of such a dictionary, as a form sends it back. Raises DraftError."""
    return _build(Draft, data, "")


def _plain(value):
    if dataclasses.is_dataclass(value):
        printed = (item.name for item in dataclasses.fields(value) if item.metadata.get("json", True))
        return {name: _plain(getattr(value, name)) for name in printed}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _build(kind, value, where):
    """`value` as an instance of the annotated type `kind`; `where` is its place in the JSON."""
    if dataclasses.is_dataclass(kind):
        return _build_record(kind, value, where)
    if typing.get_origin(kind) is tuple:
        item_kind = typing.get_args(kind)[0]
        items = _of(list, value, where)
        return tuple(_build(item_kind, item, f"{where}.{number}") for number, item in enumerate(items))
    if value is None and type(None) in typing.get_args(kind):
        return None
    wanted = next(iter(typing.get_args(kind)), kind)
    return _date(value, where) if wanted is datetime.date else _of(wanted, value, where)


def _build_record(kind, value, where):
    hints = typing.get_type_hints(kind)
    known = {item.name for item in dataclasses.fields(kind) if item.metadata.get("json", True)}
    unknown = _of(dict, value, where).keys() - known
    if unknown:
        raise DraftError(f"{where or 'draft'}: unknown key {min(unknown)}")
    return kind(
        **{name: _build(hints[name], item, f"{where}.{name}".lstrip(".")) for name, item in value.items()}
    )


def _of(kind, value, where):
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise DraftError(f"{where or 'draft'}: expected {kind.__name__}")
    return value


def _date(value, where):
    try:
        return datetime.date.fromisoformat(_of(str, value, where))
    except ValueError as error:
        raise DraftError(f"{where}: not a date") from error

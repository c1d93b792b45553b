"""A Word document as the draft of an article: a pure function from bytes, without models and without a database.

    container  what the file is, and its parts within bounds (errors: why it can't be read)
    ooxml      the XML, transitional and strict alike
    changes    tracked changes accepted or refused
    story      paragraphs, pictures and tables in reading order (styles: how they look; numbering: their numbers)
    entries    the same as numbered lines
    captions   which line is whose caption (pictures: the bytes that a photo is made of)
    cues       what each line is, by its setting, then by its words
    piece      the lines as an article, by the rules of a printed page (heading: kicker, title, deck)

Nothing outside the file is ever fetched. Nothing is guessed silently: what has no place is in `problems`.
"""

from dataclasses import dataclass, field

from issues.imports.draft import ArticleDraft, Problem, gettext_noop
from issues.imports.pagetext.lines import is_copy_number
from issues.imports.worddoc import captions, cues, entries, errors, pictures
from issues.imports.worddoc.changes import ACCEPTED, CHOICES, REFUSED, settle
from issues.imports.worddoc.container import open_package
from issues.imports.worddoc.errors import WordDocumentError
from issues.imports.worddoc.numbering import Numbering
from issues.imports.worddoc.ooxml import child, children, get, inside, name
from issues.imports.worddoc.piece import read_piece
from issues.imports.worddoc.story import Story
from issues.imports.worddoc.styles import Styles

__all__ = ["ACCEPTED", "CHOICES", "REFUSED", "Comment", "WordDocumentError", "WordDraft", "read_document"]

_NOTES = gettext_noop("The document has footnotes or endnotes: %(count)s. They stand in the internal note.")


@dataclass(frozen=True)
class Comment:
    """A comment or a note: who wrote it ("" for a note), what it says, and the words that it stands on."""

    author: str
    text: str
    words: str = ""


@dataclass(frozen=True)
class WordDraft:
    """What was read of a document.

    `pictures` has the bytes of pictures by the line of their PhotoDraft; `lines` the document's text, a line each,
    None where a picture stands; `changes` says how many tracked changes there were.
    """

    article: ArticleDraft
    pictures: dict = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    notes: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: tuple = ()
    changes: int = 0


def read_document(data, changes=ACCEPTED):
    """The WordDraft of a .docx file's bytes, its tracked changes ACCEPTED or REFUSED. Raises WordDocumentError."""
    package = open_package(data)
    root = package.xml(package.main)
    if name(root) != "w:document" or child(root, "w:body") is None:
        raise errors.NoWordDocument
    count = settle(root, changes)
    story = Story(Styles(package.beside("styles")), Numbering(package.beside("numbering")))
    found, problems = entries.entries_of(story.read(child(root, "w:body")))
    if not found:
        raise errors.EmptyDocument
    taken, left = _pictures(package, found)
    found = [cues.without_label(one) for one in found]
    article, doubts = _article([one for one in found if not is_copy_number(one.line)], taken)
    notes = _notes(package, story, changes)
    told = [*story.problems, *problems, *left, *doubts]
    if notes:
        told.append(Problem(None, _NOTES, {"count": len(notes)}))
    return WordDraft(
        article=article,
        pictures=taken,
        comments=_comments(package, story),
        notes=notes,
        problems=tuple(sorted(told, key=lambda problem: problem.line or 0)),
        lines=_lines(found),
        changes=count,
    )


def _pictures(package, found):
    """({line: bytes}, Problems) of the pictures among the entries."""
    taken, problems = {}, []
    for entry in found:
        if entry.kind == entries.PICTURE:
            try:
                taken[entry.number] = pictures.picture_data(package, entry.relation)
            except pictures.NoPhoto as error:
                problems.append(Problem(entry.number, error.message, error.params))
    return taken, problems


def _article(found, taken):
    """(ArticleDraft, Problems); a picture that could not be taken in is a photo only with its caption."""
    size = cues.usual_size(found)
    photos = [one for one in captions.captioned(found, size) if one.caption or one.picture.number in taken]
    passages = cues.passages_of(found, photos, size)
    return read_piece(passages, {one.number: one for one in found}, cues.subhead_looks(found, size))


def _lines(found):
    """The lines as a reader sees them, each at its number."""
    lines = {entry.number: None for entry in found if entry.kind == entries.PICTURE}
    for entry in found:
        if entry.kind != entries.PICTURE:
            rows = entry.text.split("\n")
            lines |= {entry.number + offset: row for offset, row in enumerate(rows)}
    return tuple(lines.get(number, "") for number in range(1, max(lines, default=0) + 1))


def _comments(package, story):
    root = package.beside("comments")
    found = children(root, "w:comment") if root is not None else []
    comments = (
        Comment(get(one, "w:author") or "", _text(one), _words(story.remarks.get(get(one, "w:id"))))
        for one in found
    )
    return tuple(comment for comment in comments if comment.text)


def _words(remark):
    return " ".join(remark.words.split()) if remark else ""


def _notes(package, story, changes):
    """The foot- and endnotes in the order of their marks, with the words before the mark."""
    texts = {}
    for kind in ("footnotes", "endnotes"):
        root = package.beside(kind)
        if root is not None:
            settle(root, changes)
            texts |= {(kind, get(one, "w:id")): _text(one) for one in children(root)}
    told = (Comment("", texts.get((kind, remark.identity), ""), remark.words) for kind, remark in story.notes)
    return tuple(note for note in told if note.text)


def _text(element):
    """The text of a comment or a note, its paragraphs in one line."""
    paragraphs = ("".join(part.text or "" for part in inside(one, "w:t")) for one in inside(element, "w:p"))
    return " ".join(text.strip() for text in paragraphs if text.strip())

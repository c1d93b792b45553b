"""What each line of a Word document is: by its style and setting first, then by its words as on a printed page."""

import re
from collections import Counter
from dataclasses import replace

from articles.bylines import half_width, read_byline
from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import ends_sentence, with_next
from issues.imports.pagetext.passage import (
    BODY,
    CAPTION,
    CREDIT,
    HEAD,
    POINTER,
    SOURCE,
    SUBHEAD,
    TABLE,
    VERSE,
    Passage,
)
from issues.imports.pagetext.passages import first_passage
from issues.imports.pagetext.runs import Run, kind_of
from issues.imports.pagetext.verse import with_names, with_verse
from issues.imports.worddoc import entries, styles

_LONGEST_HEAD, _LONGEST_SUBHEAD = 60, 36  # characters
_MOST_ABOVE = 20  # headline lines and photos: no headline has more
_OPEN_ENDS = ("：", ":", "，", ",", "、", "；", "_", "！", "!")
_HEADLINE_ROLES = {styles.TITLE, styles.DECK, styles.KICKER}
# Reporters write which line is which: 标题：…
_LABELS = {
    styles.KICKER: r"引题|肩题|眉题",
    styles.TITLE: r"(?:主|大|文章)?标题|主题|题目",
    styles.DECK: r"副标题?|副题",
}
_LABEL = re.compile(
    "|".join(rf"(?P<{role}>[【\[]?(?:{words})[】\]]?\s*[:：])" for role, words in _LABELS.items())
)


def usual_size(found):
    """The size in points of most of the running text of a document's Entries."""
    texts = [entry for entry in found if entry.kind == entries.TEXT]
    running = [one for one in texts if len(one.text) > 45 or one.text.endswith(("。", "。”"))] or texts
    signs = Counter()
    for entry in running:
        signs[entry.look.size] += len(entry.text)
    return signs.most_common(1)[0][0] if signs else 10.5


def without_label(entry):
    """A line with what it says to be as its role: 标题：某某 is 某某, a title."""
    found = _LABEL.match(half_width(entry.text))
    if entry.kind != entries.TEXT or not found or not entry.text[found.end() :].strip():
        return entry
    look = replace(entry.look, role=found.lastgroup)
    return replace(entry, line=entry.line.cut(found.end()), look=look)


def passages_of(found, photos, size):
    """The Passages of a document's Entries; `photos` are its Captioned, `size` is its usual_size.

    A picture's passage is its caption, which may be empty, with the picture's number as its line.
    """
    at = {photo.place.number: photo for photo in photos}
    taken = {one.number for photo in photos for one in (photo.picture, photo.caption) if one}
    texts = [one for one in found if one.kind != entries.PICTURE and one.number not in taken]
    below = {entry.number: following for entry, following in with_next(texts)}
    reads_words = not subhead_looks(texts, size)
    passages = []
    for entry in found:
        if entry.number in at:
            passages.append(_of_photo(at[entry.number]))
        elif entry.number in below:
            passages.append(_passage(entry, below[entry.number], passages, size, reads_words))
    named = with_names(_with_stanzas(passages, {entry.number: entry for entry in found}))
    return _with_doubtful_heads_as_text(with_verse(named), found, size) if reads_words else named


def _with_stanzas(passages, found):
    """The lines of verse of one paragraph as one Passage."""
    kept = []
    for passage in passages:
        stanza = found[passage.line].stanza if passage.kind == VERSE else ()
        if stanza and kept and kept[-1].kind == VERSE and kept[-1].line == stanza[0]:
            kept[-1] = replace(kept[-1], text=f"{kept[-1].text}\n{passage.text}")
        else:
            kept.append(passage)
    return kept


def subhead_looks(found, size):
    """The Looks of the headings below the first running text of a document."""
    texts = [one for one in found if one.kind != entries.PICTURE]
    first = next((index for index, one in enumerate(texts) if _is_running(one)), len(texts))
    return {one.look for one in texts[first:] if is_set_as_head(one, size) and not kind_of(one.line)}


def _is_running(entry):
    long = len(entry.text) > _LONGEST_HEAD or marks.opens_with_dateline(entry.text)
    return entry.kind == entries.TABLE or long or ends_sentence(entry.text)


def _with_doubtful_heads_as_text(passages, found, size):
    """A line that only its words make a heading is one where running text stands right below it."""
    set_so = {one.number for one in found if is_set_as_head(one, size) or one.look.role in _HEADLINE_ROLES}
    kept = []
    for passage, following in with_next(passages):
        is_doubtful = passage.kind == HEAD and passage.line not in set_so and not _is_above_text(kept)
        heads_text = following and following.kind in (BODY, TABLE) and not passage.text.endswith(_OPEN_ENDS)
        kept.append(replace(passage, kind=BODY) if is_doubtful and not heads_text else passage)
    return kept


def _of_photo(photo):
    number = (photo.picture or photo.caption).number
    text = photo.caption.text if photo.caption else ""
    return Passage(CAPTION, text, number, photo.place.line.gap)


def _passage(entry, below, above, size, reads_words):
    kind = _kind_by_setting(entry, below, above, size)
    if not kind and ((entry.look.number and above) or not (reads_words or _is_above_text(above))):
        kind = BODY
    if not kind:
        return _by_words(entry, below, above)
    return replace(_plain(kind, entry), byline=read_byline(entry.text) if kind == CREDIT else None)


def _kind_by_setting(entry, below, above, size):
    """The kind that a line has by its style, by saying so itself, or by how it is set; None where neither tells."""
    if entry.kind == entries.TABLE:
        return TABLE
    if entry.look.role in _HEADLINE_ROLES and _is_above_text(above):
        return HEAD
    if _is_verse(entry, above, size):
        return VERSE
    if kind := _kind_by_words(entry, below):
        return kind
    if is_set_as_head(entry, size):
        return HEAD if _is_above_text(above) else SUBHEAD
    return None


def _is_verse(entry, above, size):
    """Whether a line is one of several short ones of a plain paragraph; below the title it takes three of them."""
    fewest = 3 if _is_above_text(above) else 2
    goes_on = bool(above) and above[-1].kind == VERSE and above[-1].line + 1 == entry.number
    is_first = entry.number in entry.stanza[:1] and len(entry.stanza) >= fewest
    is_plain = not entry.look.is_bold and not entry.look.level and entry.look.size <= size
    return is_plain and (is_first or (goes_on and bool(entry.stanza)))


def _kind_by_words(entry, below):
    """The kind of a line that says by itself what it is; a title that is nothing but a name is no byline."""
    kind = kind_of(entry.line)
    is_title = kind == CREDIT and entry.look.level == 1 and below is not None
    return None if is_title else kind


def _by_words(entry, below, above):
    line = below.line if below else None
    before_text = bool(below and kind_of(below.line) in (None, CREDIT))
    run = Run(None, (entry.line,), before_text=before_text, below=line)
    passage = first_passage(run, above[-1] if above else None)[0]
    return replace(passage, kind=BODY) if passage.kind == CAPTION else passage


def _plain(kind, entry):
    return Passage(kind, entry.text, entry.number, entry.line.gap, entry.line.indented)


def _is_above_text(above):
    """Whether nothing but headline lines and photos stands above."""
    after = {BODY, TABLE, VERSE, CREDIT, SOURCE, POINTER, SUBHEAD}
    return len(above) <= _MOST_ABOVE and not any(passage.kind in after for passage in above)


def is_set_as_head(entry, size):
    """Whether a line is set as a heading: by a heading style, or short and larger, bold or in the middle."""
    look, text = entry.look, entry.text
    if entry.kind != entries.TEXT or marks.opens_with_dateline(text) or look.role == styles.CAPTION:
        return False
    if look.level or look.role == styles.SUBHEAD:
        return len(text) <= 2 * _LONGEST_HEAD
    if len(text) > _LONGEST_HEAD or (ends_sentence(text) and not text.endswith(("！", "？", "!", "?", "…"))):
        return False
    if look.size >= size + 1.5:
        return True
    return len(text) <= _LONGEST_SUBHEAD and (look.is_bold or (look.is_centred and not look.in_box))

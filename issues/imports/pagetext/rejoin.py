"""Paragraphs that the end of a column or a photo broke in the middle, made one again."""

import re
from dataclasses import replace

from articles.bylines import half_width
from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import ends_sentence, glued, has_open_quote, with_next
from issues.imports.pagetext.passage import BODY, CAPTION, CREDIT, HEAD, TABLE

_LONGEST_PARAGRAPH = 3000  # characters: nothing is joined to a paragraph so long
_LONGEST_CAPTION = 60  # characters of a caption that nothing marks
_STOP_INSIDE = re.compile(r"。(?![”’」』)）]*$)")


def rejoined(found):
    """The same passages, with every broken paragraph in the place of its first part."""
    found = _with_numbered_captions(found)
    result, open_at = [], None
    for (passage, following), text_below in zip(with_next(found), _texts_below(found), strict=True):
        if open_at is not None and _continues(result[open_at], passage, following):
            result[open_at] = _continued(result[open_at], passage)
            continue
        above = result[open_at] if open_at is not None else None
        result.append(_in_place(passage, above, result, following, text_below))
        if result[-1].kind == BODY and is_caption_of(result[-1], following):
            continue  # it only interrupts
        if result[-1].kind == BODY:
            open_at = len(result) - 1
        elif passage.kind not in (CAPTION, CREDIT):
            open_at = None
    return result


def _with_numbered_captions(found):
    """Sentences with a circled number, up to a picture's credit, are captions."""
    result = []
    for passage in reversed(found):
        below = result[-1] if result else None
        numbered = bool(below) and below.kind == CAPTION and _is_circled(below)
        is_caption = passage.kind == BODY and _is_circled(passage) and (numbered or _credits_picture(below))
        result.append(replace(passage, kind=CAPTION) if is_caption else passage)
    return result[::-1]


def _is_circled(passage):
    return "①" <= passage.text[0] <= "⑳" and len(passage.text) <= _LONGEST_CAPTION


def _continued(broken, passage):
    if marks.is_note_label(broken.text):
        return replace(passage, text=f"{broken.text}\u3000{passage.text}", line=broken.line, gap=broken.gap)
    return replace(broken, text=glued(broken.text, passage.text), full=passage.full)


def _in_place(passage, above, before, following, text_below):
    """The passage as what its place makes of it: half a paragraph that looked like a headline, a bare caption."""
    if passage.kind == HEAD and _is_first_half(before, passage, text_below):
        return replace(passage, kind=BODY)
    if passage.kind == HEAD and _is_caption_without_stop(passage, before, following, text_below):
        return replace(passage, kind=CAPTION)
    if above and _is_bare_caption(passage, above, following):
        return replace(passage, kind=CAPTION)
    return passage


def _is_caption_without_stop(passage, before, following, text_below):
    """A headline-like line between a piece's text and the next headline, right above or before a picture's credit."""
    below_text = bool(before) and before[-1].kind in (BODY, CAPTION, CREDIT)
    titles_text = bool(text_below) and text_below.kind == BODY
    return below_text and not titles_text and _credits_picture(following) and not following.gap


def _is_bare_caption(passage, above, following):
    """Where indents open paragraphs, one sentence without an indent that continues nothing."""
    alone = _is_plain_text(passage) and not passage.wrapped and not _is_plain_text(following)
    indents = above.indented and (not above.full or _is_closed(above.text))
    sentence = passage.text.endswith(("。", "。”")) and len(passage.text) <= _LONGEST_CAPTION
    return alone and indents and sentence and not _STOP_INSIDE.search(passage.text)


def _texts_below(found):
    """For each passage the next one that is no photo's caption or credit."""
    below, texts = None, []
    for passage in reversed(found):
        texts.append(below)
        below = below if passage.kind in (CAPTION, CREDIT) else passage
    return texts[::-1]


def _continues(broken, passage, following):
    """Whether `passage` goes on where the paragraph `broken` stopped."""
    if len(broken.text) > _LONGEST_PARAGRAPH or _is_closed(broken.text):
        return False
    if marks.is_note_label(broken.text):
        return passage.kind == BODY
    if passage.kind == HEAD:
        goes_on = not ends_sentence(broken.text) and _is_plain_text(following)
        return broken.is_open and (goes_on or _closes_quote(broken.text, passage.text))
    if not _is_plain_text(passage) or is_caption_of(passage, following) or marks.is_signature(passage.text):
        return False
    if broken.is_open:
        return not (ends_sentence(broken.text) and passage.text.startswith(("“", "「")))
    return broken.wrapped and broken.full and not marks.is_numbered(passage.text)


def _closes_quote(text, following):
    """Whether a short line ends the sentence and the quotation that a text leaves open."""
    return has_open_quote(text) and ends_sentence(following) and not has_open_quote(text + following)


def _is_closed(text):
    """Whether a text is whole without the end of a sentence: a credit, a pointer, whom to ask, who signs."""
    ending = marks.take_closing_credit(text)[1] or marks.take_pointer_at_end(text)[1]
    return bool(ending) or marks.is_detail(text) or marks.is_signature(text)


def _is_plain_text(passage):
    """Whether a passage is text that nothing marks as a paragraph's beginning."""
    is_text = bool(passage) and passage.kind == BODY
    return is_text and not passage.indented and not marks.opens_with_dateline(passage.text)


def is_caption_of(passage, following):
    """An unmarked caption: a short text with a picture's credit behind it, one sentence with the credit right below."""
    text, byline = marks.take_closing_credit(passage.text)
    if byline:
        is_short = len(text) <= 2 * _LONGEST_CAPTION and not marks.opens_with_dateline(text)
        return is_short and byline.of_picture and not byline.of_report
    is_sentence = len(text) <= _LONGEST_CAPTION and not _STOP_INSIDE.search(text)
    return is_sentence and _credits_picture(following)


def _credits_picture(passage):
    return bool(passage and passage.kind == CREDIT and passage.byline.of_picture)


def _is_first_half(before, passage, below):
    """Whether a line that could be a headline is a paragraph's first half: too long, with commas, alone among body."""
    half = half_width(passage.text)
    if not (before and before[-1].kind in (BODY, TABLE) and _is_plain_text(below)):
        return False
    word = re.search(r"[A-Za-z0-9]$", half) and re.match(r"[A-Za-z0-9]", half_width(below.text))
    return (
        bool(word) or ("," in half and len(half) >= 20) or half.endswith((",", "、")) or has_open_quote(half)
    )

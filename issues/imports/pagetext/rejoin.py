"""Paragraphs that the end of a column or a photo broke in the middle, made one again."""

import re
from dataclasses import replace

from articles.bylines import half_width
from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import ends_sentence, glued, has_open_quote, with_next
from issues.imports.pagetext.passage import BODY, CAPTION, CREDIT, HEAD, TABLE

_LONGEST_PARAGRAPH = 3000  # characters: nothing is joined to a paragraph so long
_STOP_INSIDE = re.compile(r"。(?![”’」』)）]*$)")


def rejoined(found):
    """The same passages, with every broken paragraph in the place of its first part."""
    result, open_at = [], None
    for passage, following in with_next(found):
        if open_at is not None and _continues(result[open_at], passage, following):
            broken = result[open_at]
            result[open_at] = replace(broken, text=glued(broken.text, passage.text), full=passage.full)
            continue
        is_half = passage.kind == HEAD and _is_first_half(result, passage, following)
        result.append(replace(passage, kind=BODY) if is_half else passage)
        if result[-1].kind == BODY:
            open_at = len(result) - 1
        elif passage.kind not in (CAPTION, CREDIT):
            open_at = None
    return result


def _continues(broken, passage, following):
    """Whether `passage` goes on where the paragraph `broken` stopped."""
    if len(broken.text) > _LONGEST_PARAGRAPH:
        return False
    if passage.kind == HEAD:
        breaks_off = broken.is_open and not ends_sentence(broken.text) and not _is_closed(broken.text)
        return breaks_off and _is_plain_text(following)
    if not _is_plain_text(passage) or marks.is_signature(broken.text) or marks.is_signature(passage.text):
        return False
    if is_caption_of(passage, following):
        return False
    if broken.is_open and not _is_closed(broken.text):
        return not (ends_sentence(broken.text) and passage.text.startswith(("“", "「")))
    return broken.wrapped and broken.full and not marks.is_numbered(passage.text)


def _is_closed(text):
    """Whether a credit stands behind the last sentence."""
    return bool(marks.take_closing_credit(text)[1])


def _is_plain_text(passage):
    """Whether a passage is text that nothing marks as a paragraph's beginning."""
    is_text = bool(passage) and passage.kind == BODY
    return is_text and not passage.indented and not marks.opens_with_dateline(passage.text)


def is_caption_of(passage, following):
    """An unmarked caption: one sentence with a picture's credit line right below."""
    is_credit = bool(following and following.kind == CREDIT and following.byline.of_picture)
    return is_credit and len(passage.text) <= 60 and not _STOP_INSIDE.search(passage.text)


def _is_first_half(before, passage, following):
    """Whether a line that could be a headline is a paragraph's first half: too long, with commas, alone among body."""
    half = half_width(passage.text)
    alone = bool(before) and before[-1].kind in (BODY, TABLE) and _is_plain_text(following)
    return alone and (("," in half and len(half) >= 20) or half.endswith((",", "、")) or has_open_quote(half))

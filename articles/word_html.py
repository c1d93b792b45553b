"""Pasted HTML of Word or WPS made plain before it is cleaned: what only its styles and classes tell is told by tags.

Headings that are paragraphs by their tag become subheads; the bullets that Word writes out go, its numbers stay;
comments in the margin are no copy. The guard (nh3) comes after: what is wrong here can only look wrong.
"""

import re
from html import unescape

_MARKS = re.compile(r"mso-|\bMso[A-Z]|msocom")
# The comments' text comes last in what Word puts on the clipboard.
_COMMENT_LIST = re.compile(r"<div[^<>]*mso-element:\s*comment-list", re.IGNORECASE)
_COMMENT_MARK = re.compile(r"<a\b[^<>]*\bmsocomanchor\b[^<>]*>[^<]{0,60}</a>", re.IGNORECASE)
_LIST_MARK = re.compile(
    r"<span[^<>]*mso-list:\s*Ignore[^<>]*>([^<]{0,40})(?:<span[^<>]*>[^<]{0,200}</span>)?\s*</span>",
    re.IGNORECASE,
)
# 1. （一） 二、 ③ a) iv. 第三条: what isn't one is a bullet, a letter of a font of signs.
_NUMBER = re.compile(
    r"[(（]?(?:\d+(?:\.\d+)*|[一二三四五六七八九十百]+|[a-zA-Z]{1,5}(?=[.)）]))[)）.．、]?|[①-⑳]|第.{1,5}[章节条]"
)
_PARAGRAPH = re.compile(r"<p\b[^<>]*>|</p\s*>", re.IGNORECASE)
_IS_HEADING = re.compile(r"\bMso(?:Title|Subtitle|Heading)|mso-outline-level:\s*[1-9]", re.IGNORECASE)


def plainer(html):
    """Return `html` without what only Word understands; anything else comes back as it was."""
    if not _MARKS.search(html):
        return html
    html = _COMMENT_LIST.split(html, maxsplit=1)[0]
    return _with_headings(_LIST_MARK.sub(_number, _COMMENT_MARK.sub("", html)))


def _number(mark):
    text = unescape(mark[1]).strip()
    return mark[1].strip() if _NUMBER.fullmatch(text) else ""


def _with_headings(html):
    """The same with each paragraph that is a heading by its class or outline as one by its tag."""
    open_heading = False

    def retagged(tag):
        nonlocal open_heading
        closing = "</h3>" if open_heading else ""
        is_end = tag[0].startswith("</")
        open_heading = not is_end and bool(_IS_HEADING.search(tag[0]))
        return (closing or tag[0]) if is_end else closing + ("<h3>" if open_heading else tag[0])

    return _PARAGRAPH.sub(retagged, html)

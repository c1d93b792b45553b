"""Sets guarded HTML as a row of well-formed blocks: loose text gets a paragraph, empty blocks go, marks find a place.

Why this can't undo what the guard did: it reads only what nh3 has written, where `<` and `>` are nothing but the
ends of tags (nh3 escapes them in text and in attributes), and it writes only tags of its own list, with the
attributes that nh3 let stand, and text without either sign. Every tag that it opens it closes.
"""

import re
from dataclasses import dataclass

from articles.signs import UNSHOWABLE

ALIASES = {"b": "strong", "i": "em", "tfoot": "tbody", **dict.fromkeys(("h1", "h2", "h4", "h5", "h6"), "h3")}
INLINE = {"strong", "em", "a"}
LEAVES = {"p", "h3"}
CONTAINERS = {"ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td"}
# These only part lines, as pasted pages have them; what stands in one becomes a paragraph.
LINES = {
    "div",
    "section",
    "article",
    "header",
    "footer",
    "address",
    "center",
    "pre",
    "dl",
    "dt",
    "dd",
    "figure",
}

_TOKEN = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>|([^<]+)")
_HOLD_TEXT = {"li", "th", "td", "caption"}
_ONLY_IN = {
    "li": ("ul", "ol"),
    "caption": ("table",),
    "thead": ("table",),
    "tbody": ("table",),
    "tr": ("thead", "tbody"),
    "th": ("tr",),
    "td": ("tr",),
}
# Lists, tables and quotes inside each other beyond this are laid flat: no print has them.
_DEEPEST = 12
_WHITE = " \t\r\n\f"
# A line that a program has broken between two Chinese signs is no space.
_CHINESE = r"[—‘-”…\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
_BROKEN_LINE = re.compile(rf"({_CHINESE})[ \t\r\f]*\n[{_WHITE}]*(?={_CHINESE})")
_INVISIBLE = re.compile(f"[\u00ad\u200b\u2060\ufeff{UNSHOWABLE}]")


@dataclass(frozen=True, eq=False)
class _Element:
    """One opened tag; two of the same tag are two. A stand-in is not in the source, but loose text needs one."""

    name: str
    attributes: str = ""
    is_stand_in: bool = False


def set_in_blocks(html, jump):
    """Return `html`, as nh3 has written it, as a row of blocks; `jump` is the tag of a jump mark."""
    setter = _Setter(jump)
    paths = [_within([], _Element("div"))]
    for closing, name, attributes, text in _TOKEN.findall(html):
        if text:
            setter.text(text, paths[-1])
        elif name == "br":
            setter.mark(is_jump=f"<br{attributes}>" == jump)
        elif closing:
            setter.leave(ALIASES.get(name, name), paths.pop())
        else:
            element = _Element(ALIASES.get(name, name), attributes.replace(' class=""', ""))
            setter.enter(element.name)
            paths.append(_within(paths[-1], element))
    return setter.finish()


def _within(path, element):
    """Return the elements that stand open in `element`: containers, then a paragraph or subhead, then inline ones."""
    blocks = [one for one in path if one.name in CONTAINERS and not one.is_stand_in]
    leaf = element if element.name in LEAVES else next((one for one in path if one.name in LEAVES), None)
    inline = [one for one in path if one.name in INLINE and not _is_bold_subhead(leaf, one)]
    if element.name in INLINE:
        is_link_to_nothing = element.name == "a" and "href=" not in element.attributes
        is_again = any(one.name == element.name for one in inline)
        is_moot = is_link_to_nothing or is_again or _is_bold_subhead(leaf, element)
        return path if is_moot else [*path, element]
    if element.name in LEAVES:
        return [*blocks, element, *inline]
    if element.name in CONTAINERS and _fits(element, blocks):
        blocks.append(element)
    parent = blocks[-1].name if blocks else None
    if parent in _HOLD_TEXT and blocks[-1] is element:
        return [*blocks, *inline]
    return [*blocks, _Element("li" if parent in ("ul", "ol") else "p", is_stand_in=True), *inline]


def _is_bold_subhead(leaf, inline):
    """Bold says nothing in a subhead, which is bold by itself."""
    return leaf is not None and leaf.name == "h3" and inline.name == "strong"


def _fits(element, blocks):
    parents = _ONLY_IN.get(element.name)
    return blocks[-1:] and blocks[-1].name in parents if parents else len(blocks) < _DEEPEST


class _Setter:
    """Writes words into the elements that they belong in, each opened only when there is something to hold."""

    def __init__(self, jump):
        self.jump = jump
        self.out, self.open = [], []
        self.is_fresh, self.gap, self.breaks, self.jumps, self.last = True, "", 0, 0, ""

    def text(self, text, path):
        text = _INVISIBLE.sub("", text.replace("&nbsp;", " ").replace("\x0b", " "))
        words = text.lstrip(None if self.is_fresh or self.breaks else _WHITE)
        self.gap += text[: len(text) - len(words)]
        if words:
            self._write(_spaced(words.rstrip(_WHITE)), path)
            self.gap = words[len(words.rstrip(_WHITE)) :]

    def mark(self, is_jump):
        self.jumps += is_jump
        self.breaks += not is_jump
        self.gap = self.gap if is_jump else ""

    def enter(self, name):
        if name not in INLINE:
            self._end_line()

    def leave(self, name, path):
        cell = [one for one in path if one.name in CONTAINERS]
        if name in ("th", "td") and cell[-1:] and cell[-1] not in self.open:
            self._write("", cell)  # an empty cell keeps its place
        if name not in INLINE:
            self._end_line()

    def finish(self):
        if self.jumps:
            self._end_line()
            self._write("", [_Element("p")])
        self._move([])
        return "".join(self.out)

    def _write(self, words, path):
        leaf = next((one for one in path if one.name in LEAVES), _Element("none"))
        is_verse = bool(leaf.attributes)
        if leaf.name == "p" and not is_verse and self._parts_paragraphs():
            self._end_line()
        breaks = 0 if self.is_fresh else self.breaks if is_verse else min(self.breaks, 1)
        is_parted = self.is_fresh or breaks
        self._move(path, "" if is_parted else _spaced(self.last + self.gap + words[:1])[1:-1])
        self.out += [breaks * "<br>", self.jumps * self.jump, words]
        self.is_fresh, self.gap, self.breaks, self.jumps, self.last = False, "", 0, 0, words[-1:]

    def _parts_paragraphs(self):
        """Two line breaks, or one before a typed indent, are how people part paragraphs."""
        return self.breaks > 1 or (self.breaks == 1 and "\u3000" in self.gap)

    def _end_line(self):
        """Close what holds a line of text; lists, tables and quotes stay open until something stands beside them."""
        self._move([one for one in self.open if one.name in CONTAINERS])
        self.is_fresh, self.gap, self.breaks = True, "", 0

    def _move(self, path, space=""):
        shared = 0
        while shared < min(len(path), len(self.open)) and path[shared] is self.open[shared]:
            shared += 1
        self.out += [f"</{one.name}>" for one in reversed(self.open[shared:])]
        self.out.append(space)
        self.out += [f"<{one.name}{one.attributes}>" for one in path[shared:]]
        self.open = list(path)


def _spaced(text):
    """Return `text` with each run of white space as one space, or none where a line of Chinese was broken."""
    return re.sub(rf"[{_WHITE}]+", " ", _BROKEN_LINE.sub(r"\1", text))

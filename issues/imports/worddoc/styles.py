"""How a paragraph and its words look, by their own properties and by the styles that these build on."""

import re
from dataclasses import dataclass

from issues.imports.worddoc.ooxml import child, children, get, is_on, number, value

TITLE, DECK, KICKER, SUBHEAD, CAPTION, CONTENTS = "title", "deck", "kicker", "subhead", "caption", "contents"
# Built-in names are English in every edition of Word; the rest is what newsrooms call their own.
_ROLES = {
    TITLE: r"title|(?:文章|大|主|总)?标题|主题|题目",
    DECK: r"subtitle|副标题?|副题",
    KICKER: r"引题|肩题|眉题|上辅题",
    SUBHEAD: r"小标题|插题|分题",
    CAPTION: r"caption|题注|图注|图片?说明|图说",
    CONTENTS: r"toc(?: \d| heading)|目录\s?\d?|table of figures",
}
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_MOST_PARENTS = 20  # styles may build on each other in a circle


@dataclass(frozen=True)
class Look:
    """How a paragraph is set. `size` is in points, `level` 1 for a heading 1, `number` of its list (numId, level)."""

    role: str = ""
    level: int | None = None
    size: float = 10.5
    is_bold: bool = False
    is_centred: bool = False
    is_indented: bool = False
    number: tuple | None = None
    in_box: bool = False
    is_drop_cap: bool = False


PLAIN = Look()


class Styles:
    """The styles of a document; `root` is its styles part, or None."""

    def __init__(self, root):
        found = children(root, "w:style") if root is not None else []
        self._by_id = {get(style, "w:styleId"): style for style in found}
        self._default = next(
            (style for style in found if get(style, "w:type") == "paragraph" and get(style, "w:default") in ("1", "true")),
            None,
        )  # fmt: skip
        self._document = child(root, "w:docDefaults", "w:rPrDefault", "w:rPr") if root is not None else None

    def look(self, paragraph):
        """The Look of a w:p, but for what its words say themselves."""
        properties = child(paragraph, "w:pPr")
        chain = self._chain(value(properties, "w:pStyle"))
        levels = [properties, *(child(style, "w:pPr") for style in chain)]
        role, level = _role_and_level(chain, levels)
        words = [child(style, "w:rPr") for style in chain] + [self._document]
        return Look(
            role=role,
            level=level,
            size=_size(words) or 10.5,
            is_bold=_first(is_on(child(one, "w:b")) for one in words) or False,
            is_centred=_first(value(one, "w:jc") for one in levels) == "center",
            is_indented=_is_indented(levels),
            number=_number(levels),
            is_drop_cap=get(child(properties, "w:framePr"), "w:dropCap") in ("drop", "margin"),
        )

    def words(self, run, look):
        """(size in points, whether bold, whether hidden) of a w:r in a paragraph of that Look."""
        properties = child(run, "w:rPr")
        if properties is None:
            return look.size, look.is_bold, False
        chain = self._chain(value(properties, "w:rStyle"), default=False)
        levels = [properties, *(child(style, "w:rPr") for style in chain)]
        bold = _first(is_on(child(one, "w:b")) for one in levels)
        hidden = bool(_first(is_on(child(one, "w:vanish")) for one in levels))
        return _size(levels) or look.size, look.is_bold if bold is None else bold, hidden

    def _chain(self, style_id, default=True):
        """The style of that id and those that it builds on, nearest first."""
        style = self._by_id.get(style_id, self._default if default else None)
        chain = []
        while style is not None and len(chain) < _MOST_PARENTS:
            chain.append(style)
            style = self._by_id.get(value(style, "w:basedOn"))
        return chain


def _first(values):
    return next((one for one in values if one is not None), None)


def _size(levels):
    halves = _first(number(value(one, "w:sz")) for one in levels)
    return halves / 2 if halves else None


def _role_and_level(chain, levels):
    """What the nearest style with a telling name says, and the heading's level by name or outline."""
    names = [(value(style, "w:name") or "").strip().lower() for style in chain]
    for called in names:
        role = next((role for role, words in _ROLES.items() if re.fullmatch(words, called)), None)
        heading = _HEADING.fullmatch(called)
        if role or heading:
            return role or "", int(heading[1]) if heading and not role else None
    outline = number(_first(value(one, "w:outlineLvl") for one in levels))
    return "", outline + 1 if outline is not None and 0 <= outline < 9 else None


def _is_indented(levels):
    wanted = ("w:firstLine", "w:firstLineChars")
    indents = (child(one, "w:ind") for one in levels if one is not None)
    found = (number(get(indent, key)) for indent in indents for key in wanted)
    return bool(_first(found))


def _number(levels):
    for one in levels:
        properties = child(one, "w:numPr")
        identity = value(properties, "w:numId")
        if identity is not None:
            return None if identity == "0" else (identity, number(value(properties, "w:ilvl")) or 0)
    return None

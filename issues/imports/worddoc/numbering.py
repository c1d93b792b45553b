"""Writes out the numbers that Word gives to paragraphs by itself: 一、 （二） 3. ④ (ECMA-376 part 1, 17.9)."""

import re

from issues.imports.worddoc.ooxml import children, get, number, value

_DIGITS = "零一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


class Numbering:
    """The lists of a document, counted as its paragraphs are read; `root` is its numbering part, or None."""

    def __init__(self, root):
        lists = children(root, "w:abstractNum") if root is not None else []
        self._abstract = {get(one, "w:abstractNumId"): _levels(one) for one in lists}
        used = children(root, "w:num") if root is not None else []
        self._lists = {get(one, "w:numId"): value(one, "w:abstractNumId") for one in used}
        self._restarts = {get(one, "w:numId"): _restarts(one) for one in used}
        self._counts, self._begun = {}, set()

    def next(self, identity, level):
        """The number of the next paragraph of list `identity` at `level` (0 …) as printed; "" for a bullet."""
        abstract = self._lists.get(identity)
        levels = self._abstract.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        self._begin(identity, counts)
        start = levels[level][0]
        counts[level] = counts.get(level, start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return self._printed(levels, counts, level)

    def _begin(self, identity, counts):
        if identity not in self._begun:
            self._begun.add(identity)
            counts.update({level: start - 1 for level, start in self._restarts.get(identity, {}).items()})

    def _printed(self, levels, counts, level):
        _start, form, pattern = levels[level]
        if form in ("bullet", "none"):
            return ""

        def written(found):
            at = int(found[1]) - 1
            start, its_form, _pattern = levels.get(at, (1, "decimal", ""))
            return _written(counts.get(at, start), its_form)

        return re.sub(r"%([1-9])", written, pattern)


def _levels(abstract):
    """{level: (start, form, pattern)} of an abstract list."""
    return {
        number(get(one, "w:ilvl")): (
            _or(number(value(one, "w:start")), 1),
            value(one, "w:numFmt") or "decimal",
            value(one, "w:lvlText") or "",
        )
        for one in children(abstract, "w:lvl")
    }


def _restarts(used):
    starts = {
        number(get(one, "w:ilvl")): number(value(one, "w:startOverride"))
        for one in children(used, "w:lvlOverride")
    }
    return {level: start for level, start in starts.items() if start is not None}


def _or(first, second):
    return second if first is None else first


def _written(count, form):
    return _FORMS.get(form, str)(count)


def _chinese(count):
    """十二 for 12; what no list of copy reaches stays in figures."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    before = {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十")
    return before + (_DIGITS[ones] if ones else "")


def _circled(count):
    return chr(0x2460 + count - 1) if 0 < count <= 20 else str(count)


def _letter(count):
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count < 100 else str(count)


def _roman(count):
    written = ""
    for size, sign in _ROMAN:
        written += sign * (max(count, 0) // size)
        count %= size
    return written


_FORMS = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), _chinese),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital"), _chinese),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "decimalZero": lambda count: f"{count:02d}",
}  # fmt: skip

"""Breaks a headline into lines as a newspaper does: no mark at a line's start, its parts whole, its lines even."""

import re
from dataclasses import dataclass, replace
from itertools import accumulate

# What no line begins with, and what none ends with (W3C, Requirements for Chinese Text Layout, 3.1.3).
_CLOSING = "，。、；：？！）》〉」』】〕”’…—·～,.;:?!)%℃"
_OPENING_WIDE = "（《〈「『【〔“‘"
_OPENING = f"{_OPENING_WIDE}("
# A short quoted run, “两会”, stays whole; so do a number and a Latin word of any sane length.
_UNIT = re.compile(
    rf"[{_OPENING}{_CLOSING}]*"
    rf"(?:(?<=“)[^“”]{{1,6}}(?=”)|[0-9A-Za-z][!-~]{{0,19}}|[^{_OPENING}{_CLOSING}])?"
    rf"[{_CLOSING}]*"
)
# A space beside a Latin word is a space; any other parts a headline.
_PARTING = re.compile(r"(?<![!-~])\s+(?![!-~])")
_PAUSE = re.compile(r"[，。、；：？！—…]$")
# What a break costs, in square ems of unevenness: between parts, after a pause or at a space, anywhere else.
_AT_PART, _AT_PAUSE, _ELSEWHERE = 0, 3, 9
_CUT = "……"
_LEADING = 1.32  # from base line to base line, in ems


@dataclass(frozen=True)
class _Unit:
    """What is never broken; `gap` stands after it within a line, a break after it has a `cost`."""

    text: str
    gap: str = ""
    cost: float = _ELSEWHERE


def fit(text, measure, box, sizes, most_lines):
    """Return (size, lines): `text` as large as it can be set in `box`, (width, height) in pixels.

    `measure` gives a text's width in ems, `sizes` are the smallest and the largest in pixels. What does not fit at
    the smallest is cut, and ends in ……; without any sign there are no lines.
    """
    units = _units(text)
    fitting = most_lines * box[0] / sizes[0]
    while len(units) > 1 and measure(_line(units)) > fitting:
        units = _cut(units)
    while units:
        width = _width_of(units, measure)
        counts = range(1, min(most_lines, len(units)) + 1)
        settings = [_set(units, width, box, sizes[1], count) for count in counts]
        size, lines = max(settings, key=lambda setting: setting[0])
        if size >= sizes[0]:
            return size, lines
        units = _cut(units)
    return sizes[0], []


def height(size, lines):
    """Return the height in pixels of `lines` set at `size`."""
    return round(size * _LEADING * len(lines))


def hang(text, size):
    """Return by how much a line that opens with a mark hangs out to the left: half of the mark's em is blank."""
    return size // 2 if text[0] in _OPENING_WIDE else 0


def base_line(size):
    """Return how far the first base line of a text set at `size` stands below its top."""
    return round(size * (_LEADING + 0.76) / 2)


def _units(text):
    units = []
    for part in _PARTING.split(text.strip()):
        for word in part.split():
            found = [unit for unit in _UNIT.findall(word) if unit]
            units += [_Unit(unit, "", _AT_PAUSE if _PAUSE.search(unit) else _ELSEWHERE) for unit in found]
            units[-1] = replace(units[-1], gap=" ", cost=_AT_PAUSE)
        if units:
            units[-1] = replace(units[-1], gap="\u3000", cost=_AT_PART)
    return units


def _cut(units):
    """Return `units` without the last, the mark of the cut in its place; nothing of a single one."""
    if len(units) < 2:
        return []
    return [*units[:-2], _Unit(units[-2].text.rstrip(_CLOSING) + _CUT)]


def _set(units, width, box, largest, count):
    """Return the (size, lines) of `units` in just `count` lines."""
    rows = _rows(units, width, count)
    widest = max(width(start, end) for start, end in rows)
    size = min(largest, box[0] / widest, box[1] / (count * _LEADING))
    return int(size), [_line(units[start:end]) for start, end in rows]


def _width_of(units, measure):
    """Return a function that gives the width of a line of the units from `start` to before `end`."""
    gaps = [measure(unit.gap) for unit in units]
    widths = [measure(unit.text) + gap for unit, gap in zip(units, gaps, strict=True)]
    edges = list(accumulate(widths, initial=0))
    return lambda start, end: edges[end] - edges[start] - gaps[end - 1]


def _rows(units, width, count):
    """Return the (start, end) of each of `count` lines, as even as can be, broken where it costs least."""
    ideal = width(0, len(units)) / count
    best = {0: (0, [])}  # for each number of units set so far: the least cost, and the lines
    for _ in range(count):
        longer = {}
        for start, (cost, rows) in best.items():
            for end in range(start + 1, len(units) + 1):
                total = cost + (width(start, end) - ideal) ** 2 + units[end - 1].cost
                if end not in longer or total < longer[end][0]:
                    longer[end] = (total, [*rows, (start, end)])
        best = longer
    return best[len(units)][1]


def _line(units):
    return "".join(unit.text + unit.gap for unit in units).rstrip()

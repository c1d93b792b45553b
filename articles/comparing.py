"""Compares two texts by character, line by line, so that the marks of what went and what came read well."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
# Signs in a row that stand once in each of two texts hold them together (patience diff).
_ANCHOR = 4
# Between two anchors, more pairs of signs than this are two other texts, and are not worth the time.
_MOST_PAIRS = 60_000
# Lines that share less than this of their pairs of signs are two lines, not one that was changed.
_ALIKE = 0.3
# More pairs of lines than this are paired in order, without asking which are alike.
_MOST_LINE_PAIRS = 10_000
# Fewer signs than this between two longer changes stand there by chance.
_ISLAND = 5
_CLAUSE_ENDS = "。！？；…，、：\n"


@dataclass(frozen=True)
class Run:
    """Signs in a row that stand in both texts, in the first only, or in the second only."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """One line of each side, as runs; () for the side that has no such line."""

    before: tuple[Run, ...]
    after: tuple[Run, ...]

    @property
    def is_changed(self):
        return any(run.kind != SAME for run in (*self.before, *self.after))


@dataclass(frozen=True)
class Part:
    """One part of a thing (its title, its text, a photo) in lines; `raw` is what its words don't tell (bold, a link)."""

    key: str
    label: str
    lines: tuple[str, ...]
    raw: str = ""


@dataclass(frozen=True)
class Difference:
    """A part in which two states differ: its rows, the whole part's. Without a changed row only its form differs."""

    key: str
    label: str
    rows: tuple[Row, ...]
    added: int
    removed: int

    @property
    def is_of_form(self):
        return not any(row.is_changed for row in self.rows)


def compare_parts(before, after):
    """Return the Differences of two states, each a list of Parts, in the order of the second; what went comes last."""
    old, new = ({part.key: part for part in parts} for parts in (before, after))
    pairs = [(old.get(key), part) for key, part in new.items()]
    pairs += [(part, None) for key, part in old.items() if key not in new]
    return [_difference(one, other) for one, other in pairs if _differ(one, other)]


def _differ(one, other):
    """A part that isn't there is like one with nothing in it."""
    said = [(part.lines, part.raw) if part else ((), "") for part in (one, other)]
    return said[0] != said[1]


def _difference(one, other):
    rows = tuple(compare_lines(one.lines if one else (), other.lines if other else ()))
    told = other or one
    return Difference(
        told.key, told.label, rows, _count(rows, "after", ADDED), _count(rows, "before", REMOVED)
    )


def _count(rows, side, kind):
    return sum(len(run.text) for row in rows for run in getattr(row, side) if run.kind == kind)


def compare_lines(before, after):
    """Return two lists of lines as Rows: equal lines side by side, changed ones beside what they were."""
    rows, before, after = [], list(before), list(after)
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            rows += [_row(line, line) for line in before[i:j]]
        else:
            rows += [_row(one, other) for one, other in _paired(before[i:j], after[k:m])]
    return rows


def _row(one, other):
    if one is None or other is None:
        return Row(_whole(REMOVED, one), _whole(ADDED, other))
    runs = compare(one, other)
    return Row(*(tuple(run for run in runs if run.kind in (SAME, kind)) for kind in (REMOVED, ADDED)))


def _whole(kind, line):
    return () if line is None else (Run(kind, line),)


def _paired(before, after):
    """Yield the lines of two stretches that have none in common, in order, those that are alike beside each other."""
    i = k = 0
    for j, m in [*_alike(before, after), (len(before), len(after))]:
        yield from ((line, None) for line in before[i:j])
        yield from ((None, line) for line in after[k:m])
        if j < len(before):
            yield before[j], after[m]
        i, k = j + 1, m + 1


def _alike(before, after):
    """Return the pairs (number before, number after) of lines that are alike, in order, the likest in all."""
    if len(before) == len(after) == 1 or len(before) * len(after) > _MOST_LINE_PAIRS:
        return [(n, n) for n in range(min(len(before), len(after)))]
    likeness = _likeness(before, after)
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for n in range(len(before) - 1, -1, -1):
        for m in range(len(after) - 1, -1, -1):
            best[n][m] = max(best[n + 1][m], best[n][m + 1], likeness[n][m] + best[n + 1][m + 1])
    return _path(best, likeness)


def _path(best, likeness):
    n = m = 0
    found = []
    while n < len(likeness) and m < len(likeness[n]):
        if likeness[n][m] and best[n][m] == likeness[n][m] + best[n + 1][m + 1]:
            found.append((n, m))
            n, m = n + 1, m + 1
        elif best[n][m] == best[n + 1][m]:
            n += 1
        else:
            m += 1
    return found


def _likeness(before, after):
    """Return, for each two lines, how much of their pairs of signs they share, 0 for less than `_ALIKE`."""
    pairs = [
        [{line[n : n + 2] for n in range(max(1, len(line) - 1))} for line in side] for side in (before, after)
    ]
    shares = [[2 * len(one & other) / (len(one) + len(other)) for other in pairs[1]] for one in pairs[0]]
    return [[share if share >= _ALIKE else 0.0 for share in row] for row in shares]


def compare(before, after):
    """Return two texts as Runs: what stands in both once, what went before what came in its place."""
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    old, new = (text[head : len(text) - tail] for text in (before, after))
    end = before[len(before) - tail :]
    steps = _without_islands(_joined([(before[:head], before[:head]), *_changes(old, new), (end, end)]))
    return _runs(_slid(steps))


def _shared(one, other):
    """Return the number of signs with which both begin."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low


# A comparison on its way is a list of steps (old, new): the same text twice, or what a change took and gave.


def _changes(old, new):
    if len(old) * len(new) <= _MOST_PAIRS:
        return _closely(old, new)
    steps, i, k = [], 0, 0
    for n, m in _anchors(old, new):
        if n >= i and m >= k:
            kept = _shared(old[n:], new[m:])
            steps += [*_changes(old[i:n], new[k:m]), (old[n : n + kept], new[m : m + kept])]
            i, k = n + kept, m + kept
    return [*steps, *_changes(old[i:], new[k:])] if steps else [(old, new)]


def _closely(old, new):
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(old[i:j], new[k:m]) for _tag, i, j, k, m in codes]


def _anchors(old, new):
    """Return the places (in old, in new) of signs in a row that stand once in each, in the order of both."""
    places = [_once(text) for text in (old, new)]
    return _rising([(n, places[1][signs]) for signs, n in places[0].items() if signs in places[1]])


def _once(text):
    rows = [text[n : n + _ANCHOR] for n in range(len(text) - _ANCHOR + 1)]
    counted = Counter(rows)
    return {signs: n for n, signs in enumerate(rows) if counted[signs] == 1}


def _rising(pairs):
    """Return the longest row of pairs, sorted by their first, whose second rises too."""
    ends, heads, before = [], [], {}
    for pair in pairs:
        at = bisect_left(ends, pair[1])
        before[pair] = heads[at - 1] if at else None
        ends[at : at + 1], heads[at : at + 1] = [pair[1]], [pair]
    pair, row = heads[-1] if heads else None, []
    while pair:
        row.append(pair)
        pair = before[pair]
    return row[::-1]


def _joined(steps):
    """Return the steps with what is the same, and what is changed, each in one piece."""
    joined = []
    for old, new in steps:
        if joined and (joined[-1][0] == joined[-1][1]) == (old == new):
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new)
        elif old or new:
            joined.append((old, new))
    return joined


def _without_islands(steps):
    """Take few signs that stand by chance between two changes as changed with them."""
    kept = []
    for step in steps:
        kept.append(step)
        while len(kept) > 2 and _is_island(*kept[-3:]):
            kept[-3:] = [_sum(kept[-3:])]
    return kept


def _is_island(before, step, after):
    is_between = before[0] != before[1] and step[0] == step[1] and after[0] != after[1]
    # An island is shorter than the changes on either side of it.
    return is_between and len(step[0]) < min(_ISLAND, max(map(len, before)), max(map(len, after)))


def _sum(steps):
    return tuple("".join(sides) for sides in zip(*steps, strict=True))


def _slid(steps):
    """Move what only came or only went to the left, to the sentence or clause that it begins."""
    for n in range(1, len(steps) - 1):
        changed = steps[n][0] or steps[n][1]
        if "" in steps[n]:
            by = _clause_begins(steps[n - 1][0], changed)
            moved = changed[len(changed) - by :]
            changed = moved + changed[: len(changed) - by]
            steps[n] = (changed, "") if steps[n][0] else ("", changed)
            before, after = steps[n - 1][0], steps[n + 1][0]
            steps[n - 1], steps[n + 1] = (before[: len(before) - by],) * 2, (moved + after,) * 2
    return [step for step in steps if step != ("", "")]


def _clause_begins(before, changed):
    """Return by how many signs `changed` must move left to begin a clause, 0 where it can't or does already."""
    by = 0
    while True:
        if by == len(before) or before[len(before) - by - 1] in _CLAUSE_ENDS:
            return by
        if by == len(changed) or before[len(before) - by - 1] != changed[len(changed) - by - 1]:
            return 0
        by += 1


def _runs(steps):
    return [
        run
        for old, new in steps
        for run in ([Run(SAME, old)] if old == new else [Run(REMOVED, old), Run(ADDED, new)])
        if run.text
    ]

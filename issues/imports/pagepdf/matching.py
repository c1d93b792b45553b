"""Finds on a sheet the lines of the pieces that are known to stand there, whatever their order and line breaks.

A line is looked up by its pairs of signs in all texts at once: where many of its pairs stand in one text at one
distance, it was printed from there. A few wrong or missing signs shift or drop pairs and change nothing. What is too
short to tell is settled by what stands next to it.
"""

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from issues.imports.pagepdf.boxes import grown, touch
from issues.imports.pagepdf.lines import Line

# How many signs a line and its text may drift apart: signs that one of them has and the other has not.
_DRIFT = 3
# The share of a line's pairs that must be found in one text; fewer signs than these say too little alone.
_ENOUGH, _TELLING = 0.5, 4
# With so many of them, a line is of one text.
_WHOLE = 0.8
# How far a neighbour may stand from a line that says too little, in em of its type.
_NEAR = 1.6


@dataclass
class Wanted:
    """A piece to be found: any key, the texts that are printed of it, in their order, and its pictures' captions.

    `beside` is a word that belongs to it where it stands on a level with it: the page number of a pointer.
    """

    key: object
    texts: tuple
    pictures: tuple = ()
    beside: str = ""


@dataclass
class Found:
    """The Lines that belong to a piece, and how many of its signs they make up (0 to 1)."""

    key: object
    lines: list = field(default_factory=list)
    share: float = 0


def fold(text):
    """Return the letters and digits of a text, width and case made one: what a line is compared by."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def pairs_of(text):
    """Return the set of pairs of signs that stand next to each other in a folded text."""
    return {text[place : place + 2] for place in range(len(text) - 1)}


def match(lines, pieces):
    """Return ({key: Found}, [Lines of no piece]) of a sheet's Lines and the Wanted that may stand on it."""
    texts = {piece.key: fold("\n".join(piece.texts)) for piece in pieces}
    pairs, whole = _index(texts), _whole_texts(pieces)
    told = [part for line in lines for part in _told(line, pairs, whole)]
    lines, owners = [line for line, _ in told], [owner for _, owner in told]
    _settle(lines, owners, texts)
    _drop_strays(lines, owners)
    _take_beside(lines, owners, pieces)
    found = {piece.key: Found(piece.key) for piece in pieces}
    for line, owner in zip(lines, owners, strict=True):
        if owner is not None:
            found[owner].lines.append(line)
    for one in found.values():
        one.share = _share(one.lines, texts[one.key])
    return found, [line for line, owner in zip(lines, owners, strict=True) if owner is None]


def _index(texts):
    pairs = defaultdict(list)
    for key, text in texts.items():
        for place in range(len(text) - 1):
            pairs[text[place : place + 2]].append((key, place))
    return pairs


def _whole_texts(pieces):
    """Return {text: key} of the texts that one piece alone has: a line that says nothing else is that one."""
    whole = defaultdict(set)
    for piece in pieces:
        for text in piece.texts:
            whole[fold(text)].add(piece.key)
    return {text: next(iter(keys)) for text, keys in whole.items() if len(keys) == 1 and len(text) > 1}


def _told(line, pairs, whole):
    """Return [(Line, key)]: the line, or its two parts where they are of two pieces and have met over a gutter."""
    text = fold(line.text)
    if text in whole:
        return [(line, whole[text])]
    key, count = _tell(text, pairs)
    if count >= _WHOLE * (len(text) - 1):
        return [(line, key)]
    best = count + _TELLING, [(line, key)]
    for end in range(_TELLING, len(line.glyphs) - _TELLING + 1):
        parts = [Line(line.glyphs[:end], line.is_vertical), Line(line.glyphs[end:], line.is_vertical)]
        (left, some), (right, more) = (_tell(fold(part.text), pairs) for part in parts)
        if None not in (left, right) and left != right and some + more > best[0]:
            best = some + more, list(zip(parts, (left, right), strict=True))
    return best[1]


def _tell(text, pairs):
    """Return (key, pairs found) of the text that a line was printed from, (None, 0) where that is not clear."""
    if len(text) < _TELLING:
        return None, 0
    votes = Counter()
    for place in range(len(text) - 1):
        for key, at in pairs.get(text[place : place + 2], ()):
            votes[key, at - place] += 1
    if not votes:
        return None, 0
    best = {}
    for (key, shift), count in votes.most_common(40):
        near = sum(votes[key, shift + drift] for drift in range(-_DRIFT, _DRIFT + 1))
        best[key] = max(best.get(key, 0), near or count)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    key, count = ranked[0]
    is_clear = len(ranked) < 2 or count > ranked[1][1]
    return (key, count) if is_clear and count >= _ENOUGH * (len(text) - 1) else (None, 0)


def _settle(lines, owners, texts):
    """Give the lines that told nothing to a piece next to them which holds what they say."""
    near = _Neighbours(lines)
    waiting = [index for index, owner in enumerate(owners) if owner is None]
    while waiting:
        left = []
        for index in waiting:
            owner = _by_neighbours(index, lines, owners, texts, near)
            if owner is None:
                left.append(index)
            owners[index] = owner
        if len(left) == len(waiting):
            return
        waiting = left


def _by_neighbours(index, lines, owners, texts, near):
    said = fold(lines[index].text)
    beside = Counter(owners[other] for other in near.of(index) if owners[other] is not None)
    for key, _count in beside.most_common():
        if said in texts[key] or _alike(said, texts[key]):
            return key
    return None


def _alike(said, text):
    """Whether most of a line's pairs stand somewhere in the text."""
    pairs = [said[i : i + 2] for i in range(len(said) - 1)]
    return bool(pairs) and sum(pair in text for pair in pairs) >= _ENOUGH * len(pairs)


class _Neighbours:
    """Which lines stand next to a line, in any direction."""

    def __init__(self, lines):
        self._boxes = [line.box for line in lines]
        self._sizes = [line.size for line in lines]
        self._rows = defaultdict(list)
        for index, (_, top, _, bottom) in enumerate(self._boxes):
            for row in range(int(top // 40), int(bottom // 40) + 1):
                self._rows[row].append(index)

    def of(self, index):
        reach = grown(self._boxes[index], _NEAR * self._sizes[index])
        rows = range(int(reach[1] // 40), int(reach[3] // 40) + 1)
        found = {other for row in rows for other in self._rows.get(row, ())} - {index}
        return [other for other in sorted(found) if touch(reach, self._boxes[other])]


def _drop_strays(lines, owners):
    """Take back what is few signs far from the rest of its piece: a name or a phrase that others print too."""
    of_piece = defaultdict(list)
    for index, owner in enumerate(owners):
        if owner is not None:
            of_piece[owner].append(index)
    for indexes in of_piece.values():
        groups = _groups(lines, indexes)
        whole = sum(len(lines[i].glyphs) for i in indexes)
        most = max(sum(len(lines[i].glyphs) for i in group) for group in groups)
        for group in groups:
            signs = sum(len(lines[i].glyphs) for i in group)
            if signs < most and signs < max(8, 0.04 * whole) and max(lines[i].size for i in group) < 16:
                for index in group:
                    owners[index] = None


def _take_beside(lines, owners, pieces):
    for piece in pieces:
        own = [line.box for line, owner in zip(lines, owners, strict=True) if owner == piece.key]
        for index, line in enumerate(lines):
            on_a_level = any(_level(line.box, box) for box in own)
            if (
                owners[index] is None
                and piece.beside
                and fold(line.text) == fold(piece.beside)
                and on_a_level
            ):
                owners[index] = piece.key


def _level(one, other):
    middle = (one[1] + one[3]) / 2
    return other[1] < middle < other[3]


def _groups(lines, indexes):
    """Part lines into groups that stand together."""
    left, groups = set(indexes), []
    while left:
        group, rim = [], [left.pop()]
        while rim:
            one = rim.pop()
            group.append(one)
            reach = grown(lines[one].box, 4 * lines[one].size)
            near = {i for i in left if touch(reach, lines[i].box)}
            left -= near
            rim += near
        groups.append(group)
    return groups


def _share(lines, text):
    """How much of the text the lines make up: the share of its signs that they have, each counted once."""
    if not text:
        return 1.0
    said = Counter("".join(fold(line.text) for line in lines))
    wanted = Counter(text)
    return sum((said & wanted).values()) / len(text)

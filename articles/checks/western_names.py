"""Finds a name from another tongue that stands in two ways in one piece: 马可·汉森 and 马克·汉森."""

import re
from itertools import combinations

from articles.checks.alike import is_written_alike
from articles.checks.names import HAN

WESTERN = re.compile(rf"[{HAN}]{{1,7}}(?:[·•‧][{HAN}]{{1,7}})+")


def in_two_ways(lines):
    """Yield (line, start, wrong, line of the other, other) for each such pair, the later one first."""
    found = {}
    for line in lines:
        for name in WESTERN.finditer(line.text):
            found.setdefault(re.sub("[·•‧]", "·", name.group()), (line, name.start()))
    for one, other in combinations(found, 2):
        if _is_same_person(one, other):
            yield *found[other], other, found[one][0], one


def _is_same_person(one, other):
    """Whether all parts but one are the same, and that one differs in a single sign that sounds or looks alike."""
    parts, others = one.split("·"), other.split("·")
    if len(parts) != len(others):
        return False
    # What stands before the first part and behind the last may be none of the name.
    pairs = [
        _ends(parts[0], others[0]),
        *([pair] for pair in zip(parts[1:-1], others[1:-1], strict=True)),
        _heads(parts[-1], others[-1]),
    ]
    same = [any(a == b for a, b in pair) for pair in pairs]
    apart = [any(is_written_alike(a, b) for a, b in pair) for pair in pairs]
    return same.count(False) == 1 and apart[same.index(False)]


def _ends(one, other):
    """Both words cut to their last signs, from the length of the shorter down to two."""
    return [(one[-n:], other[-n:]) for n in range(min(len(one), len(other)), 1, -1)]


def _heads(one, other):
    return [(one[:n], other[:n]) for n in range(min(len(one), len(other)), 1, -1)]

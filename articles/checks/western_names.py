"""Finds a name from another tongue that stands in two ways in one piece: 马可·汉森 and 马克·汉森."""

import re
from itertools import combinations

from articles.checks.alike import one_apart
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
    """Whether all parts but one are the same, and that one differs in a single sign."""
    parts, others = one.split("·"), other.split("·")
    if len(parts) != len(others):
        return False
    differing = [pair for pair in zip(parts, others, strict=True) if pair[0] != pair[1]]
    return len(differing) == 1 and one_apart(*differing[0]) is not None

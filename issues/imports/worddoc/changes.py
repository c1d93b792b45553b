"""Settles tracked changes in a part's XML: as if all were accepted, or all refused (ECMA-376 part 1, 17.13.5)."""

from itertools import pairwise

from issues.imports.worddoc.ooxml import child, children, get, inside, name

ACCEPTED, REFUSED = CHOICES = "accepted", "refused"
_NEW, _OLD = {"w:ins", "w:moveTo"}, {"w:del", "w:moveFrom"}
# Inside these the same names mark a paragraph's end, a table's row, a number's: not a stretch of text.
_PROPERTIES = {"w:rPr", "w:trPr", "w:tcPr", "w:numPr", "m:ctrlPr"}
_RESTORED = {"w:delText": "t", "w:delInstrText": "instrText"}


def settle(root, changes):
    """Make `root` read as if its changes were all ACCEPTED or all REFUSED; returns how many there were."""
    stretches = _stretches(root)
    marks = [paragraph for paragraph in inside(root, "w:p") if _mark(paragraph, _NEW | _OLD) is not None]
    count = _count(stretches) or len(marks)
    dropped = _OLD if changes == ACCEPTED else _NEW
    for stretch in stretches:
        if name(stretch) in dropped:
            _remove(stretch)
    _drop_rows(root, dropped)
    for element in inside(root, *_RESTORED):
        element.tag = element.tag.rpartition("}")[0] + "}" + _RESTORED[name(element)]
    # From the last to the first, so that no text is moved twice.
    for paragraph in reversed(marks):
        if _mark(paragraph, dropped) is not None:
            _join_to_next(paragraph)
    return count


def _stretches(root):
    return [found for found in inside(root, *_NEW, *_OLD) if name(found.getparent()) not in _PROPERTIES]


def _count(stretches):
    """How many changes there are: neighbours of one kind and hand are one, both ends of a move too."""
    counted = [one for one in stretches if name(one) != "w:moveTo"]
    joined = sum(
        later.getprevious() is earlier and name(later) == name(earlier) and _hand(later) == _hand(earlier)
        for earlier, later in pairwise(counted)
    )
    return len(counted) - joined


def _hand(change):
    return get(change, "w:author"), get(change, "w:date")


def _mark(paragraph, kinds):
    """The change of a paragraph's end mark, where it is one of `kinds`."""
    properties = child(paragraph, "w:pPr", "w:rPr")
    return None if properties is None else next(iter(children(properties, *kinds)), None)


def _drop_rows(root, dropped):
    for row in inside(root, "w:tr"):
        properties = child(row, "w:trPr")
        if properties is not None and children(properties, *dropped):
            _remove(row)


def _join_to_next(paragraph):
    """Without its end mark a paragraph is one with the next; the last one of its place stands as it is."""
    following = paragraph.getnext()
    if following is None or name(following) != "w:p":
        return
    content = [one for one in paragraph if name(one) != "w:pPr"]
    first = next(iter(following), None)
    place = 1 if first is not None and name(first) == "w:pPr" else 0
    for offset, one in enumerate(content):
        following.insert(place + offset, one)
    _remove(paragraph)


def _remove(element):
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)

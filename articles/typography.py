"""Says whether a change of copy is more than typography, by the signs that it changes and where."""

import re

from django.utils.translation import gettext as _

from articles import comparing, piece_parts

# Letters, figures and Chinese signs are counted: marks and spaces are what typography puts right.
_SIGN = re.compile(r"\w")
_END = re.compile(r"[。！？!?]")
# So many signs in one place are a word put right; more is another wording.
MOST_IN_A_PLACE = 6
# So many in all, or the share of the whole piece where that is more.
MOST, SHARE = 20, 0.02
# The desk's own parts, which nobody prints.
_UNPRINTED = {"tags", "internal_note", "is_advertisement"}


def refusal(before, after, reviewed=None):
    """Return why the change from one piece to another (snapshots) is more than typography, "" where it isn't.

    `reviewed` is the piece before the same person's earlier corrections, where there are any: in one place they
    count together, so that no sentence is rewritten in small steps.
    """
    signs = sum(_size(*place) for place in _places(before, after))
    most = max(MOST, int(SHARE * sum(_count(text) for text in _texts(before).values())))
    places = _places(reviewed or before, after)
    largest = max((_size(*place) for place in places), default=0)
    has_sentence = any(_adds_sentence(*place) for place in places)
    if signs <= most and largest <= MOST_IN_A_PLACE and not has_sentence:
        return ""
    facts = {"signs": signs, "most": most, "largest": largest, "most_there": MOST_IN_A_PLACE}
    said = _(
        "More than typography: %(signs)s characters are changed (at most %(most)s), up to %(largest)s in one place "
        "(at most %(most_there)s)."
    )
    more = [_("A sentence was added.")] if has_sentence else []
    way = _(
        "Ask an editor, who can change the copy and have it reviewed again. Your text is kept below, and not saved."
    )
    return "".join([said % facts, *more, way])


def _texts(piece):
    parts = piece_parts.parts_of(piece)
    return {part.key: "\n".join(part.lines) for part in parts if part.key not in _UNPRINTED}


def _places(before, after):
    """Return (what went, what came) for each place that differs."""
    old, new = _texts(before), _texts(after)
    return [place for key in old | new for place in _of_text(old.get(key, ""), new.get(key, ""))]


def _of_text(old, new):
    places = [["", ""]]
    for run in comparing.compare(old, new):
        if run.kind == comparing.SAME:
            places.append(["", ""])
        else:
            places[-1][run.kind == comparing.ADDED] += run.text
    return [tuple(place) for place in places if any(place)]


def _count(text):
    return len(_SIGN.findall(text))


def _size(went, came):
    return max(_count(went), _count(came))


def _adds_sentence(went, came):
    ends = len(_END.findall(came)) - len(_END.findall(went))
    return ends > 0 and _count(came) - _count(went) > 1

"""The lines of a headline to kicker, title and deck.

Print's habits: a kicker may be long and may end in a dash; a title is short, has no comma, and may have two parts, by a
space or on two lines; a deck may open with a dash and parts its clauses by semicolons.
"""

import re

from articles.bylines import half_width

_WHO_SPOKE = re.compile(r"(?:讲话|主持|出席|致辞|参加|主持会议)(?: |$)")
_KICKER_END = re.compile(r"[—:,;、]$|(?:强调|指出|要求|提出|勉励)$")
_EVENT = re.compile(r"(?:召开|举行|举办|开幕|闭幕|揭晓|启动)$")
_REPORT = re.compile(
    r"(?:见闻|侧记|纪实|扫描|综述|巡礼|走笔|采访记|走访记|见闻录|.{5}(?:小记|札记|访谈)|答(?:读者|记者|网友)问)$"
)
_MARKS = "■◆◇●○▲▼★☆◎▍▎▌□"


def read_headline(lines, stands_apart=False):
    """(kicker, title, deck) of headline lines in printed order; the first of them may stand apart from the others."""
    lines = [" ".join(line.strip(_MARKS + " \u3000").split()) for line in lines]
    first, last = _title_lines(lines, stands_apart)
    return tuple(" ".join(part) for part in (lines[:first], lines[first:last], lines[last:]))


def _title_lines(lines, stands_apart):
    """The slice of `lines` that is the title."""
    above = next(
        (index for index, line in enumerate(lines[:-1], 1) if _KICKER_END.search(half_width(line))), 0
    )
    below = next((index for index in range(above + 1, len(lines)) if _is_deck(lines[index])), len(lines))
    if below - above == 1:
        return above, below
    middle = lines[above:below]
    pairs = range(1 if stands_apart and not above else 0, len(middle) - 1)
    parts = [index for index in pairs if _are_two_parts(*middle[index : index + 2])]
    if parts and parts[0] < 2:
        return above + parts[0], above + parts[0] + 2
    has_deck = (below - above > 2 or below < len(lines)) and not stands_apart
    if above or _first_is_title(*middle[:2], has_deck):
        return above, above + 1
    return above + 1, above + 2


def _is_deck(line):
    half = half_width(line)
    return (
        bool(re.match(r"[—―-]{1,2}", line))
        or ";" in half
        or bool(_WHO_SPOKE.search(half) or _REPORT.search(half))
    )


def _are_two_parts(one, other):
    """A title on two lines: of about one length, short, without commas."""
    plain = not re.search(r"[,;:。]", half_width(one + other))
    return (
        plain
        and abs(len(one) - len(other)) <= 1
        and max(len(one), len(other)) <= 14
        and " " not in one + other
    )


def _first_is_title(one, other, has_deck):
    """A kicker is clearly longer than its title; a deck below it needs no more than that the title is not longer."""
    return _weight(other) > (1.34 if has_deck else 0.75) * _weight(one)


def _weight(line):
    """How little a line is like a title: its length, its commas, and the plain statement that something took place.

    A line that asks or exclaims is like one even with a comma.
    """
    half = half_width(line)
    commas = len(re.findall("[,;]", half)) - half.endswith(("?", "!"))
    return len(line) + 6 * max(commas, 0) + 4 * bool(_EVENT.search(line))

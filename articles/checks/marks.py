"""Finds quotation marks, brackets and title marks that have no partner or stand in each other wrongly.

Chinese practice (GB/T 15834): “ ” hold ‘ ’, 《 》 hold 〈 〉; a quotation of several paragraphs opens each of them and
closes only the last.
"""

import re

from django.utils.translation import gettext as _

from articles.checks.lines import BODY, Doubt

_CLOSING = {
    "“": '”"',
    "‘": "’'",
    "（": "）)",
    "(": ")）",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "［": "］]",
    "[": "]］",
    "「": "」",
    "『": "』",
}
_CLOSERS = frozenset("".join(_CLOSING.values())) - set("\"'")
_INSIDE_ITSELF = {"“": "‘ ’", "《": "〈 〉"}
# ‘ ’ stand only inside “ ”: around them they are the wrong way about.
_OUTSIDE = {"“": "‘"}
_TOKEN = re.compile("[" + re.escape("".join(_CLOSING) + "".join(sorted(_CLOSERS)) + '"') + "]")
# 1） （一） a) ①） at the head of a line or of a part of it.
_ENUMERATOR = re.compile(
    r"(?:^|[\s。；：，、;:,.])(?:[0-9０-９]{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3}|[①-⑳])$"
)
_SECONDS = re.compile(r"\d[’′]\d{1,2}$")  # 5’30”
_APOSTROPHE = re.compile(r"[0-9A-Za-z]$")
# Lines of verse and rows of a table may share a pair of marks.
_SHORT_LINE = 24


def unpaired(copy):
    """Yield a Doubt for each mark without its partner, and for each pair that stands wrongly in another."""
    body = [line for line in copy.lines if line.kind in BODY]
    over = _Run(body)
    for line in copy.lines:
        if line.kind in BODY:
            continue
        yield from _doubts(line, _Reader(line.text).read())
    yield from over.doubts()


class _Run:
    """The paragraphs of a body, read one after the other: what one leaves open the next may take up."""

    def __init__(self, lines):
        self.lines = lines
        self.faults = [_Reader(line.text).read() for line in lines]

    def doubts(self):
        for index, line in enumerate(self.lines):
            self._forgive(index)
            yield from _doubts(line, self.faults[index])

    def _forgive(self, index):
        left_open = [fault for fault in self.faults[index] if fault.is_left_open]
        for fault in left_open:
            if self._goes_on(index, fault):
                self.faults[index].remove(fault)
            else:
                self._pair_with_short_lines(index, fault)

    def _goes_on(self, index, fault):
        """Whether a quotation runs on into the next paragraph, which opens with its mark again."""
        following = next((line for line in self.lines[index + 1 :] if line.kind == "paragraph"), None)
        if fault.mark not in "“‘「『" or following is None:
            return False
        text = self.lines[index].text
        if fault.mark in text[fault.at + 1 :]:
            return False
        opens = fault.at == 0 or not text[: fault.at].strip() or text[fault.at - 1] in "：:，—"
        return (
            opens and text.rstrip()[-1:] in "。！？…；：，" and following.text.lstrip().startswith(fault.mark)
        )

    def _pair_with_short_lines(self, index, fault):
        for other in range(index + 1, min(index + 5, len(self.lines))):
            partner = next((one for one in self.faults[other] if one.mark in _CLOSING[fault.mark]), None)
            between = self.lines[index : other + 1]
            if partner and all(len(line.text) <= _SHORT_LINE for line in between):
                self.faults[index].remove(fault)
                self.faults[other].remove(partner)
                return


class _Fault:
    def __init__(self, mark, at, message, end=None, is_left_open=False):
        self.mark, self.at, self.message, self.end = mark, at, message, end or at + 1
        self.is_left_open = is_left_open


def _doubts(line, faults):
    return [
        Doubt(line, fault.at, fault.end, fault.message) for fault in sorted(faults, key=lambda one: one.at)
    ]


class _Reader:
    """Reads one line's marks with a stack; says each fault once and reads on as if it were mended."""

    def __init__(self, text):
        self.text = text
        self.tokens = [(found.group(), found.start()) for found in _TOKEN.finditer(text)]
        self.open, self.faults = [], []

    def read(self):
        for index, (mark, at) in enumerate(self.tokens):
            if mark in _CLOSING:
                self._take_opening(index, mark, at)
            elif mark == '"':
                self._take_half_quote()
            elif not self._is_no_mark(mark, at):
                self._take_closing(index, mark, at)
        for mark, at in self.open:
            self._lonely_opening(mark, at)
        return self.faults

    def _is_no_mark(self, mark, at):
        before = self.text[:at]
        if mark == "’" and not any(opened == "‘" for opened, _at in self.open):
            return bool(_APOSTROPHE.search(before))
        if mark == "”" and _SECONDS.search(before):
            return True
        has_partner = any(mark in _CLOSING[opened] for opened, _at in self.open)
        return mark in "）)" and not has_partner and bool(_ENUMERATOR.search(before))

    def _take_opening(self, index, mark, at):
        if mark in _INSIDE_ITSELF and self.open and self.open[-1][0] == mark:
            if self._closes_twice(index, mark):
                facts = {"mark": f"{mark}{_CLOSING[mark][0]}", "inner": _INSIDE_ITSELF[mark]}
                message = _("%(mark)s inside %(mark)s: the inner pair is %(inner)s.") % facts
                self.faults.append(_Fault(mark, at, message))
            else:
                self._lonely_opening(*self.open.pop())
                if not self._is_closed(index, mark):
                    return  # “东城“: the second was meant to close
        if (
            self.open
            and self.open[-1][0] == _OUTSIDE.get(mark)
            and not any(o == mark for o, _at in self.open)
        ):
            message = _("‘ ’ around “ ”: the outer pair is “ ”, the inner ‘ ’.")
            self.faults.append(_Fault(*self.open[-1], message))
        self.open.append((mark, at))

    def _is_closed(self, index, mark):
        """Whether the mark is closed before another of its kind opens."""
        kind = (token for token, _at in self.tokens[index + 1 :] if token == mark or token in _CLOSING[mark])
        return next(kind, mark) != mark

    def _closes_twice(self, index, mark):
        """Whether this pair and the one around it are both closed before another opens."""
        closing = _CLOSING[mark]
        following = [token for token, _at in self.tokens[index + 1 :] if token == mark or token in closing]
        return len(following) > 1 and all(token in closing for token in following[:2])

    def _take_half_quote(self):
        if self.open and self.open[-1][0] == "“":
            self.open.pop()  # half-width, which another rule says

    def _take_closing(self, index, mark, at):
        partner = next(
            (place for place in reversed(range(len(self.open))) if mark in _CLOSING[self.open[place][0]]),
            None,
        )
        if partner is None:
            self._lonely_closing(index, mark, at)
        elif partner == len(self.open) - 1:
            self.open.pop()
        elif self._crosses(index):
            facts = {
                "one": self.open[partner][0] + mark,
                "other": self.open[-1][0] + _CLOSING[self.open[-1][0]][0],
            }
            message = _("%(one)s and %(other)s cross: one pair must stand inside the other.") % facts
            self.faults.append(_Fault(mark, self.open[partner][1], message, at + 1))
            del self.open[partner]
        else:
            for lonely in self.open[partner + 1 :]:
                self._lonely_opening(*lonely)
            del self.open[partner:]

    def _crosses(self, index):
        """Whether the last opened mark is closed further on, before another of its kind opens."""
        mark = self.open[-1][0]
        for token, _at in self.tokens[index + 1 :]:
            if token == mark:
                return False
            if token in _CLOSING[mark]:
                return True
        return False

    def _lonely_opening(self, mark, at):
        facts = {"mark": mark, "partner": _CLOSING[mark][0]}
        message = _("%(mark)s opens and is never closed with %(partner)s.") % facts
        self.faults.append(_Fault(mark, at, message, is_left_open=True))

    def _lonely_closing(self, index, mark, at):
        opening = next(one for one, closing in _CLOSING.items() if mark in closing)
        if self.faults and self.faults[-1].mark == mark and self._is_second(index, mark):
            return
        if self.open and not self._crosses(index):
            lonely, start = self.open.pop()
            message = _("%(one)s is closed with %(other)s.") % {"one": lonely, "other": mark}
            self.faults.append(_Fault(lonely, start, message, at + 1))
            return
        facts = {"mark": mark, "partner": opening}
        message = _("%(mark)s closes what no %(partner)s has opened.") % facts
        self.faults.append(_Fault(mark, at, message))

    def _is_second(self, index, mark):
        """Whether the mark before is the same one: ”东城” is one fault."""
        return index > 0 and self.tokens[index - 1][0] == mark

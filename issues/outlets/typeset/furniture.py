"""The head of a page: the nameplate on the front page, the running head inside."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues import page_credits
from issues.outlets.typeset import ragged
from issues.outlets.typeset.fonts import BOLD, SANS, SERIF
from issues.outlets.typeset.geometry import INK, LEFT, MM, RED, RIGHT, SOFT, TOP, WHITE
from issues.templatetags import paper

_NAME_SIZE, _NAME_TRACKING = 118, 0.05
_NAME_EN_SIZE, _NAME_EN_TRACKING = 13, 0.32
_EAR, _EAR_HEIGHT = 70 * MM, 112
_FACTS = 170 * MM  # the width of the facts of a running head
_BELOW = 5 * MM  # from the head to the body


def front(canvas, issue):
    """Draw the nameplate with its ears and the imprint line; returns where the body begins."""
    masthead, width = issue.masthead, RIGHT - LEFT
    room = width - 2 * _EAR - 16 * MM
    signs = len(masthead.name)
    size = min(_NAME_SIZE, room / (signs * (1 + _NAME_TRACKING)))
    top = TOP + 2 * MM
    canvas.text(masthead.name, BOLD, (LEFT, top), width, size, "center", RED, _NAME_TRACKING)
    at = LEFT, top + size * 1.1
    canvas.text(masthead.name_en, SERIF, at, width, _NAME_EN_SIZE, "center", tracking=_NAME_EN_TRACKING)
    _date_ear(canvas, issue, top + size * 0.06)
    _slogan_ear(canvas, masthead, top + size * 0.06)
    bottom = top + size * 1.1 + _NAME_EN_SIZE * 1.9
    _double_rule(canvas, bottom)
    line = "\u3000\u3000".join(_imprint(masthead))
    canvas.text(line, SANS, (LEFT, bottom + 10), width, 9.5, "center", SOFT)
    canvas.rule((LEFT, bottom + 26), width, 0.6, RED)
    return bottom + 26 + _BELOW


def _double_rule(canvas, y):
    canvas.rule((LEFT, y), RIGHT - LEFT, 2.4, RED)
    canvas.rule((LEFT, y + 4), RIGHT - LEFT, 0.6, RED)


def _date_ear(canvas, issue, top):
    canvas.box((LEFT, top), _EAR, _EAR_HEIGHT, stroke=0.6, ink=RED)
    day = date_format(issue.date, "Y年n月j日")
    week = " ".join(filter(None, [date_format(issue.date, "l"), issue.lunar_date]))
    number = paper.running_number(issue)
    pages = ngettext("this issue: %(pages)s page", "this issue: %(pages)s pages", issue.page_count) % {
        "pages": issue.page_count
    }
    lines = [(day, BOLD, 19, INK), (week, SANS, 12.5, INK)]
    lines.append(("\u3000".join(filter(None, [number, pages])), SANS, 11.5, SOFT))
    if issue.title and issue.number:
        lines.append((issue.title, BOLD, 12, RED))
    step = _EAR_HEIGHT / (len(lines) + 0.6)
    for row, (text, face, size, ink) in enumerate(lines):
        y = top + step * (row + 0.8) - size / 2
        canvas.text(text, face, (LEFT + 4, y), _EAR - 8, size, "center", ink)


def _slogan_ear(canvas, masthead, top):
    left, room, size = RIGHT - _EAR, _EAR - 10, 12
    slogans = [canvas.settable(slogan) for slogan in masthead.slogan_lines]
    if not slogans:
        return
    lines = [line for slogan in slogans for line in _slogan_lines(slogan, room / size)]
    canvas.box((left, top), _EAR, _EAR_HEIGHT, stroke=0.6, ink=RED)
    step = min(24, (_EAR_HEIGHT - 4) / len(lines))
    y = top + (_EAR_HEIGHT - step * len(lines)) / 2
    for line in lines:
        own = min(size, step * 0.8)
        canvas.text(line, SANS, (left + 5, y + (step - own) / 2), room, own, "center", RED)
        y += step


def _slogan_lines(slogan, room):
    """A slogan in few even lines; it is set a little smaller before it takes another."""
    for count in range(1, 4):
        lines, widest = ragged.even(slogan, SANS, count)
        if widest <= room * 1.1:
            return lines
    return ragged.lines(slogan, SANS, room)


def _imprint(masthead):
    said = (
        (_("supervised by %(body)s"), "body", masthead.supervisor),
        (_("sponsored by %(body)s"), "body", masthead.sponsor),
        (_("published by %(body)s"), "body", masthead.publisher),
        (_("licence %(number)s"), "number", masthead.license),
        (_("postal code %(code)s"), "code", masthead.postal_code),
        (_("price %(price)s"), "price", masthead.price),
    )
    return [*(text % {name: value} for text, name, value in said if value), *filter(None, [masthead.website])]


def running(canvas, page):
    """Draw the running head of an inner page; returns where the body begins."""
    issue, label = page.issue, page.label or str(page.number)
    side = 15 * MM
    canvas.box((LEFT, TOP), side, side, RED)
    canvas.text(label, BOLD, (LEFT, TOP + 5.2), side, 32, "center", WHITE)
    canvas.text(page.name, BOLD, (LEFT + 19 * MM, TOP + 9), 110 * MM, 30)
    left, width = RIGHT - _FACTS, _FACTS
    canvas.text(issue.masthead.name, BOLD, (left, TOP + 1), width, 17, "right", RED)
    day = f"{date_format(issue.date, 'Y年n月j日')} {date_format(issue.date, 'l')}"
    facts = [day, paper.running_number(issue), page_credits.line(page.credits.all())]
    line = "\u3000".join(filter(None, facts))
    canvas.text(line, SANS, (left, TOP + 26), width, 10, "right", SOFT)
    _double_rule(canvas, TOP + 17 * MM)
    return TOP + 17 * MM + 4 + _BELOW

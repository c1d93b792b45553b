"""What templates need to print a newspaper: pictures, credits, datelines, page numbers, headlines."""

import re

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from articles import credit_lines, richtext
from articles.models import Reporter
from issues import foreign_words, makeup

register = template.Library()

# A picture's share of the screen, by the columns of four that it stands across (page.css); a phone's margins are wide.
_PHONE = "88vw"
_SIZES = {
    1: "(min-width: 60em) 24vw, (min-width: 40em) 48vw, " + _PHONE,
    2: "(min-width: 60em) 48vw, (min-width: 40em) 94vw, " + _PHONE,
    3: "(min-width: 60em) 72vw, (min-width: 40em) 94vw, " + _PHONE,
    4: "(min-width: 40em) 94vw, " + _PHONE,
}
# The space that parts a headline, not one between Latin words.
_PARTED = re.compile(r"(?<![A-Za-z.,!?])\s+|\s+(?![A-Za-z])")
_QUOTED = re.compile("(“[^”]*”)")
_SHORT_QUOTED = re.compile("(“[^”]{1,6}”)")
# What a comma, a semicolon or a colon ends; a quoted run is not cut.
_CLAUSE = re.compile("(?:“[^”]*”|[^，；：])+[，；：]?|[，；：]")
# The dash of 9:00—12:00, which no line is broken at.
_TIMES = re.compile(r"(?<=:\d\d)([—–～-]+)(?=\d{1,2}:\d\d)")
_WORD_JOINER = "\u2060"
# A photo that is narrower than a column of text is shown no wider than it is.
_SMALL_PHOTO = 640
# One or two signs of a clause that has just begun.
_STUB = re.compile(r"(?<=[。！？”，；：、])[^。！？”]{1,2}$")


@register.simple_tag
def picture(photo, columns=4, sizes="", eager=False):
    """The <img> of a Photo or a Reporter's portrait in all the sizes it is served in; "" where it has no file."""
    if not photo.file:
        return ""
    kind = "portrait" if isinstance(photo, Reporter) else "photo"
    sources = [(reverse(f"media:{kind}", args=[photo.key, width]), width) for width in photo.widths]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" decoding="async" {}>',
        _middling(sources),
        ", ".join(f"{address} {width}w" for address, width in sources),
        f"{photo.width}px" if photo.width < _SMALL_PHOTO else sizes or _SIZES[columns],
        photo.width,
        photo.height,
        photo.name if kind == "portrait" else photo.alt or photo.caption,
        mark_safe('fetchpriority="high"' if eager else 'loading="lazy"'),
    )


@register.filter
def frame(photo):
    """The names of the frame that a picture takes: its shape, and whether it is narrower than a column."""
    name = makeup.frame(photo.width / photo.height)[0]
    return f"{name} small" if photo.width < _SMALL_PHOTO else name


@register.filter
def credit_line(credits):
    """Credits as printed: the role once before its names, 记者 林小禾 通讯员 柏青."""
    return credit_lines.line(_pairs(credits))


@register.filter
def photo_credit(credits):
    """A photo's credits as printed under it; who is named by office only took the picture (摄)."""
    return credit_lines.under_photo(_pairs(credits))


@register.filter
def grouped(number):
    """26,091: a count as Chinese newspapers print it, in thousands and not in 万."""
    return f"{number:,}"


@register.filter
def title_parts(title):
    """A headline whose parts (parted by a space) stay whole where a line breaks."""
    parts = ((_unbroken(part),) for part in _PARTED.split(title.strip()))
    return format_html_join("\u3000", '<span class="part">{}</span>', parts)


@register.filter
def clauses(line):
    """A kicker or a deck that breaks between its clauses first."""
    parts = ((_unbroken(clause),) for clause in _CLAUSE.findall(line))
    return format_html_join("", '<span class="part">{}</span>', parts)


@register.filter
def foreign(text):
    """Escaped text whose foreign phrases are marked as such."""
    return mark_safe(foreign_words.marked(conditional_escape(text)))


@register.filter
def found(runs):
    """Runs of copy (articles/search/marking.py) with what was found marked, and foreign phrases, whole or in part."""
    text = "".join(run.text for run in runs)
    phrases, start, html = list(foreign_words.phrases(text)), 0, []
    for run in runs:
        parts = _in_parts(text, phrases, start, start + len(run.text))
        html.append(f"<mark>{parts}</mark>" if run.is_hit else parts)
        start += len(run.text)
    return mark_safe("".join(html))


@register.filter
def slogan_parts(slogan):
    """A slogan whose quoted words stay whole where a line breaks."""
    parts = ((part,) for part in _QUOTED.split(slogan) if part)
    return format_html_join("", '<span class="part">{}</span>', parts)


@register.simple_tag
def body(html, opening="", level=3):
    """A cleaned body for the page: subheads at `level`, `opening` run in before the first paragraph's words."""
    html = _TIMES.sub(rf"{_WORD_JOINER}\1{_WORD_JOINER}", richtext.with_subheads_at(html, level))
    html = _in_frames(foreign_words.marked(html))
    if opening:
        html = _run_in(html, format_html('<span class="opening">{}</span>', opening))
    return mark_safe(html)


@register.simple_tag
def whole_body(article, opening=""):
    """An article's body, joined over its jump."""
    return body(richtext.joined(article.body), opening, level=2)


@register.filter
def opening(article):
    """What opens the first paragraph in print: 本报讯（记者 林小禾）; "" without a dateline."""
    return credit_lines.opening(article.dateline, _pairs(article.credits.all()))


@register.filter
def excerpt(article, length=90):
    """The first words of a body as plain text, for a description."""
    text = richtext.plain(richtext.joined(article.body)).replace("\n", "")
    if len(text) <= length:
        return text
    words = _STUB.sub("", text[:length])
    return words if words.endswith(("。", "！", "？")) else f"{words.rstrip('，、；：')}……"


@register.filter
def first_photo(placement):
    """The first picture of what stands there, or None."""
    return next((photo for photo in placement.article.photos.all() if photo.file), None)


@register.filter
def first_with_photo(placements):
    """The first of those placements that brings a picture, or None."""
    return next(filter(first_photo, placements), None)


@register.filter
def titles(bands):
    """The headlines of a page as made up, in one line, without its advertisements."""
    placements = [piece.placement for band in bands for _, pieces in band for piece in pieces]
    return "；".join(place.title for place in placements if not place.article.is_advertisement)


@register.filter
def page_numbered(pages, number):
    """The page of that number among `pages`, or None."""
    return next((page for page in pages if page.number == number), None)


@register.filter
def by_weight(placements):
    """Placements with the lead first, then the second, then the rest in print order; what is only continued later."""
    ranks = {"lead": 0, "second": 1}
    return sorted(placements, key=lambda placement: (ranks.get(placement.prominence, 2), placement.part))


@register.filter
def other_part(placement, step):
    """The place of the part before (-1) or after (1) this one, or None."""
    places = placement.article.placements.all()
    return next((place for place in places if place.part == placement.part + step), None)


@register.filter
def running_number(issue):
    """总第943期, or 总第943—944期; a special issue without a number has its title."""
    if not issue.number:
        return issue.title
    numbers = f"{issue.number}—{issue.last_number}" if issue.last_number else issue.number
    return gettext("running No. %(number)s") % {"number": numbers}


def _unbroken(line):
    """A line whose short quoted runs, “两会”, stay whole where it breaks."""
    runs = _SHORT_QUOTED.split(line)
    whole = format_html_join("", '{}<span class="whole">{}</span>', zip(runs[::2], runs[1::2], strict=False))
    return foreign(whole + conditional_escape(runs[-1]))


def _in_parts(text, phrases, start, end):
    """What stands from `start` to `end`, escaped, with what it has of each of the foreign `phrases` marked."""
    html, at = [], start
    for first, last in phrases:
        opens, closes = max(first, start), min(last, end)
        if opens < closes:
            part = conditional_escape(text[opens:closes])
            html += [conditional_escape(text[at:opens]), foreign_words.in_span(part, text[first:last])]
            at = closes
    return "".join([*html, conditional_escape(text[at:end])])


def _in_frames(html):
    """Tables stand in a frame that scrolls, by keyboard too, where they are wider than the screen (WCAG 2.2, 1.4.10)."""
    if "<table" not in html:
        return html
    frame = format_html('<div class="wide" role="region" aria-label="{}" tabindex="0">', gettext("table"))
    return html.replace("<table", f"{frame}<table").replace("</table>", "</table></div>")


def _pairs(credits):
    return [(credit.role, credit.name) for credit in credits]


def _run_in(html, opening):
    paragraph = '<p class="continued">' if html.startswith('<p class="continued">') else "<p>"
    if html.startswith(paragraph):
        return paragraph + conditional_escape(opening) + html.removeprefix(paragraph)
    return f"<p>{conditional_escape(opening)}</p>{html}"


def _middling(sources):
    """The address for a browser that knows no srcset: the size nearest under 1000 pixels."""
    return next((address for address, width in reversed(sources) if width <= 1000), sources[0][0])

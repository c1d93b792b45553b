"""Draws a book's cover, by which a shelf of issues is told apart."""

import io
from functools import lru_cache, partial

from django.template.defaultfilters import date as dated
from django.utils.formats import date_format
from PIL import Image, ImageDraw, ImageOps

from issues.outlets.cards import lettering, lines
from issues.templatetags.paper import running_number

_SIZE = _WIDTH, _HEIGHT = 1200, 1600
_MARGIN = 80
_MEASURE = _WIDTH - 2 * _MARGIN
_PAPER, _INK, _SOFT, _VERMILION = "#fbfaf6", "#1d1b19", "#6b665f", "#b3271c"
_PICTURE = (_MEASURE, 620)
_FACES_STAND_HIGH = (0.5, 0.35)  # where a photo that is cut keeps its middle
_QUALITY = 85


def cover(book, images):
    """Return the cover of a Book as JPEG, 1200 × 1600; None where there is no font for the paper's name.

    `images` are its pictures, {stored name: JPEG}. What no font has the signs for is left out.
    """
    issue, masthead = book.issue, book.issue.masthead
    if not masthead.name or not lettering.can_set(masthead.name):
        return None
    front = [photo for chapter in book.chapters[:1] for entry in chapter.entries for photo in entry.photos]
    picture = next((images[photo.file] for photo in front if photo.file in images), None)
    facts = f"{date_format(issue.date)}　{dated(issue.date, 'l')}　{running_number(issue)}"
    titles = [(lead.place.title, lead.place.page.printed_label) for lead in book.leads]
    written = [line if lettering.can_set(line) else "" for line in (masthead.name, masthead.name_en, facts)]
    return _draw(*written, tuple(pair for pair in titles if lettering.can_set("".join(pair))), picture)


@lru_cache(maxsize=16)
def _draw(name, english, facts, titles, picture):
    """The cover; the same words and picture give the same one, so that the last ones are kept."""
    image = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    _centred(draw, 270, name, min(210, _MEASURE * 0.92 / lettering.width(name, 1)), _VERMILION)
    _centred(draw, 350, english, 34, _INK, tracking=0.18)
    draw.rectangle((_MARGIN, 390, _WIDTH - _MARGIN, 396), _VERMILION)
    _centred(draw, 455, facts, 36, _INK)
    draw.line((_MARGIN, 490, _WIDTH - _MARGIN, 490), _SOFT)
    top = 530
    if picture:
        photo = Image.open(io.BytesIO(picture))
        image.paste(ImageOps.fit(photo, _PICTURE, centering=_FACES_STAND_HIGH), (_MARGIN, top))
        top += _PICTURE[1] + 30
    _list(draw, top, titles)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()


def _list(draw, top, titles):
    """The first title large, the others each in a line with its page."""
    for place, (title, label) in enumerate(titles):
        sizes, most = ((44, 76), 2) if place == 0 else ((32, 40), 1)
        box = (_MEASURE - (0 if place == 0 else 150), _HEIGHT)
        size, rows = lines.fit(title, partial(lettering.width, size=1), box, sizes, most)
        height = lines.height(size, rows)
        if not rows or top + height > _HEIGHT - _MARGIN:
            return
        for number, row in enumerate(rows):
            at = top + lines.base_line(size) + round(number * lines.height(size, [row]))
            lettering.write(draw, (_MARGIN, at), row, size, _INK)
        if place:
            x = _WIDTH - _MARGIN - lettering.width(label, 30)
            lettering.write(draw, (x, top + lines.base_line(size)), label, 30, _SOFT)
        top += height + (24 if place else 40)
        if place + 1 < len(titles):
            draw.line((_MARGIN, top - 12, _WIDTH - _MARGIN, top - 12), "#d8d4cb")


def _centred(draw, base_line, text, size, ink, tracking=0.0):
    if not text:
        return
    size = int(min(size, size * _MEASURE / lettering.width(text, size, tracking)))
    x = (_WIDTH - lettering.width(text, size, tracking) + tracking * size) / 2
    lettering.write(draw, (x, base_line), text, size, ink, tracking)

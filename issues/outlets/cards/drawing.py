"""Draws a share card: the photo where one fills it, else the words on the paper's ground, in its look."""

import io
from dataclasses import replace

from django.core.files.storage import default_storage
from PIL import Image, ImageDraw, ImageOps

from articles import photos
from issues.outlets.cards import lettering, lines
from issues.outlets.cards.facts import SIZES

# The colours of base.css.
_PAPER, _INK, _SOFT, _HAIRLINE, _VERMILION = "#fcfbf8", "#1b1a18", "#5d5952", "#cfcabf", "#b3271c"
_FACES_STAND_HIGH = (0.5, 0.35)  # where a photo that is cut to a card keeps its middle
# WeChat's share interface takes a thumbnail of 32 kB at most (WXMediaMessage, thumbData).
_MOST_BYTES = {"square": 32 * 1024}
_QUALITIES = (88, 80, 70, 60, 50, 40, 30, 20)
_TRACKING = 0.06  # of the paper's name, as on the front page
_TRACKING_EN = 0.3
_GAP = 10  # between the kicker, the title and the deck


def jpeg(card, shape):
    """Return the bytes of the Card drawn in a `shape` of SIZES: a JPEG, which every one of those services takes."""
    most = _MOST_BYTES.get(shape)
    image = _photo(card.picture, SIZES[shape]) or _drawn(card, shape)
    for quality in _QUALITIES:
        made = io.BytesIO()
        image.save(made, "JPEG", quality=quality, optimize=True, progressive=True)
        if not most or made.tell() <= most:
            break
    return made.getvalue()


def is_photo(picture, shape):
    """Say whether the card shows nothing but the photo."""
    return bool(picture and picture.filling(SIZES[shape]))


def _photo(picture, size):
    served = picture and picture.filling(size)
    return ImageOps.fit(_opened(picture, served), size, centering=_FACES_STAND_HIGH) if served else None


def _opened(picture, width):
    with default_storage.open(photos.rendition_name(picture.name, width)) as file:
        return Image.open(file, formats=["WEBP"]).convert("RGB")


def _drawn(card, shape):
    """A headline with a sign that no font here has gives way to the nameplate: better no words than boxes."""
    if not lettering.can_set(card.title):
        card = replace(card, kicker="", title="", deck="", is_front=True)
    image = Image.new("RGB", SIZES[shape], _PAPER)
    _LAYOUTS[shape, card.is_front](image, ImageDraw.Draw(image), card)
    return image


def _wide(image, draw, card):
    """A piece: running head, headline, a small picture beside it where there is one."""
    left, right = 72, image.width - 72
    _write(draw, (left, 106), card.paper, 62, _VERMILION, _TRACKING)
    _write(draw, (right, 104), f"{card.date}　{card.number}", 30, _SOFT, align=1)
    _rule(draw, left, right, 132)
    draw.line((left, 560, right, 560), _HAIRLINE, 2)
    _write(draw, (left, 604), card.place, 28, _SOFT)
    _write(draw, (right, 604), card.paper_en, 20, _SOFT, _TRACKING_EN, align=1)
    room = _beside(image, card.picture, (left, 170, right, 530), share=0.42)
    _headline(draw, card, room, title=(46, 108), most_lines=3, small=(28, 36))


def _wide_front(image, draw, card):
    """An issue or a page: the nameplate, and what leads."""
    left, right = 72, image.width - 72
    _write(draw, (600, 178), card.paper, 150, _VERMILION, _TRACKING, align=0.5)
    _write(draw, (600, 226), card.paper_en, 24, _INK, _TRACKING_EN, align=0.5)
    _rule(draw, left, right, 254)
    _write(draw, (left, 306), card.date, 30, _INK)
    _write(draw, (600, 306), card.place, 30, _INK, align=0.5)
    _write(draw, (right, 306), card.number, 30, _INK, align=1)
    draw.line((left, 326, right, 326), _HAIRLINE, 2)
    _headline(draw, card, (left, 336, right, 610), title=(44, 96), most_lines=2, small=(26, 32), align=0.5)


def _square(image, draw, card):
    left, right = 30, image.width - 30
    _write(draw, (left, 68), card.paper, 46, _VERMILION, _TRACKING, most_width=right - left)
    _rule(draw, left, right, 86)
    _write(draw, (left, 376), card.date, 22, _SOFT)
    _headline(draw, card, (left, 106, right, 344), title=(34, 68), most_lines=4)


def _square_front(image, draw, card):
    left, right, middle = 30, image.width - 30, image.width / 2
    _write(draw, (middle, 168), card.paper, 96, _VERMILION, _TRACKING, align=0.5, most_width=right - left)
    _rule(draw, left, right, 206)
    _write(draw, (middle, 276), card.number, 38, _INK, align=0.5, most_width=right - left)
    _write(draw, (middle, 332), card.place or card.date, 30, _SOFT, align=0.5, most_width=right - left)


_LAYOUTS = {
    ("wide", False): _wide,
    ("wide", True): _wide_front,
    ("square", False): _square,
    ("square", True): _square_front,
}


def _headline(draw, card, room, title, most_lines, small=None, align=0.0):
    """Set kicker, title and deck in the middle of `room`, kicker and deck in a line each.

    `title` and `small` are the least and most pixels of the title, and of the other two; these only where given.
    """
    left, top, right, bottom = room
    box = right - left, bottom - top
    above, below = (_whole(text, box, small) if small else (0, []) for text in (card.kicker, card.deck))
    rest = box[1] - _height(*above) - _height(*below)
    middle = _fitted(card.title, (box[0], rest), title, most_lines)
    top += (rest - lines.height(*middle)) // 2
    for block, ink in ((above, _SOFT), (middle, _INK), (below, _SOFT)):
        if not block[1]:
            continue
        _lines(draw, (left + align * box[0], top), *block, ink, align)
        top += lines.height(*block) + _GAP


def _height(size, texts):
    """Return the height of a kicker or a deck with the gap that parts it from the title."""
    return lines.height(size, texts) + _GAP if texts else 0


def _whole(text, box, sizes):
    """A kicker or a deck that is too long for a line is left out: the card can do without it."""
    fits = lettering.can_set(text) and lettering.width(text, sizes[0]) <= box[0]
    return _fitted(text, box, sizes, 1) if fits else (0, [])


def _fitted(text, box, sizes, most_lines):
    return lines.fit(text, lettering.ems, box, sizes, most_lines)


def _lines(draw, at, size, texts, ink, align):
    """Write the lines one below the other."""
    left, top = at
    for number, text in enumerate(texts):
        base = top + lines.height(size, texts[:number]) + lines.base_line(size)
        out = 0 if align else lines.hang(text, size)
        _write(draw, (left - out, base), text, size, ink, align=align)


def _write(draw, at, text, size, ink, tracking=0.0, align=0.0, most_width=None):
    """Write one line that ends (`align` 1), stands in the middle of (0.5) or begins (0) at the point `at`."""
    if not text or not lettering.can_set(text):
        return
    width = lettering.width(text, size, tracking) - tracking * size
    if most_width and width > most_width:
        size, width = int(size * most_width / width), most_width
    lettering.write(draw, (at[0] - align * width, at[1]), text, size, ink, tracking)


def _rule(draw, left, right, top):
    """The rule below the nameplate."""
    draw.rectangle((left, top, right - 1, top + 4), _VERMILION)
    draw.rectangle((left, top + 8, right - 1, top + 8), _VERMILION)


def _beside(image, picture, room, share):
    """Put the picture, no larger than it is, at the right of `room`, in `share` of its width; returns what is left."""
    left, top, right, bottom = room
    if picture is None:
        return room
    box = round((right - left) * share), bottom - top
    small = _opened(picture, _sharp_enough(picture, box))
    small.thumbnail(box, Image.Resampling.LANCZOS)
    image.paste(small, (right - small.width, top + (bottom - top - small.height) // 2))
    return left, top, right - small.width - 44, bottom


def _sharp_enough(picture, box):
    width = min(box[0], box[1] * picture.width / picture.height)
    served = photos.widths(picture.width)
    return next((each for each in served if each >= width), served[-1])

"""Makes up a page: shares its columns out among the pieces in print order, so that neighbours end level.

A page is a pile of bands; a band is one to four stacks side by side that fill its columns; a stack is one or
more pieces over each other. Every way to cut the pieces into bands and stacks is weighed by the empty paper it
leaves and by what offends a make-up editor's eye, and the lightest is taken, much as a paragraph is broken
into lines (Knuth and Plass, Breaking Paragraphs into Lines, 1981). Heights are estimates in em of body text;
the style sheet (page.css) has the same figures.
"""

from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, combinations, pairwise
from math import ceil

COLUMNS = 4
COLUMN_WIDTH, GUTTER = 18, 2
LINE = 1.75
MOST_IN_A_BAND = 7
# The tallest column that is read without scrolling back up: about one screen.
TALLEST_COLUMN = 42
TALLEST_PICTURE = 26
# Fewer lines than these under a picture look like a caption.
FEWEST_UNDER = 4
# A text under a gallery of no more lines of a column than these is set across, in one measure of so many em.
LONGEST_MEASURE = 8
MEASURE = 40

# How the columns of a band may be shared out among its stacks.
_SHARES = {1: [(4,)], 2: [(3, 1), (2, 2), (1, 3)], 3: [(2, 1, 1), (1, 1, 2), (1, 2, 1)], 4: [(1, 1, 1, 1)]}
# How ill at ease a piece is across one, two, three and four columns.
_ILL_AT_EASE = {
    "lead": (200, 0, 4, 8),
    "second": (12, 0, 6, 24),
    "normal": (0, 3, 14, 40),
    "brief": (0, 30, 90, 150),
}
_TITLE_SIZE = {"lead": 2.7, "second": 1.9, "normal": 1.5, "brief": 1.15}
_GALLERY_ROW, _GALLERY_GAP = 9, 0.75
# The frames of a gallery, narrowest first: name, shape (width over height), and the widest picture it takes.
_FRAMES = [
    ("upright", 0.75, 0.87),
    ("square", 1, 1.16),
    ("landscape", 1.5, 1.65),
    ("wide", 1.78, float("inf")),
]
_CAPTION_WIDTH, _CAPTION_LINE = 20, 1.3
_BOX, _BOX_SIDES = 3.2, 2.4


@dataclass(frozen=True)
class Copy:
    """How much a piece brings: headlines in characters, text in lines a block, pictures as width over height."""

    prominence: str
    title: int
    kicker: int = 0
    deck: int = 0
    text: tuple = ()
    pictures: tuple = ()
    captions: int = 0
    is_boxed: bool = False


@dataclass(frozen=True)
class Setting:
    """One way to set a piece across some columns.

    `way` says where its pictures go: the first "above" the text, "inside" its first column, or "beside" it, across
    `beside` columns, the text beginning under it and going on next to it; or all of them above the text as a
    "gallery", which has a "measure" of few words below it. Pictures that are left stand at the end of the text.
    `cuts` are the blocks before which a text beside a picture goes on next to it, and below both.
    """

    height: float
    blemish: float = 0
    way: str = "above"
    beside: int = 0
    cuts: tuple = ()

    @property
    def has_gallery(self):
        """Whether all its pictures stand above the text in rows."""
        return self.way in ("gallery", "measure")


@dataclass(frozen=True)
class Stack:
    """Pieces over each other: their numbers in the list given, and the columns they are set across."""

    columns: int
    pieces: range


def make_up(copies):
    """Return the page as a list of bands, each a tuple of Stacks; `copies` is a sequence in print order."""
    lightest = {len(copies): (0.0, [])}
    settings = cache(lambda number, columns: setting(copies[number], columns))
    for start in reversed(range(len(copies))):
        ends = range(start + 1, min(start + MOST_IN_A_BAND, len(copies)) + 1)
        choices = (
            (_weight(band, settings) + lightest[end][0], [band, *lightest[end][1]])
            for end in ends
            for band in _bands(start, end)
        )
        lightest[start] = min(choices, key=lambda choice: choice[0])
    return lightest[0][1]


def setting(copy, columns):
    """Return the Setting of `copy` across `columns` columns that leaves least paper empty and looks best."""
    head = _head_height(copy, columns) + (_BOX if copy.is_boxed else 1.6)
    best = min(_ways(copy, columns), key=lambda way: way.height * columns + way.blemish)
    blemish = best.blemish + _blemish(copy, columns, best.height)
    return replace(best, height=head + best.height, blemish=blemish)


def frame(picture):
    """Return the (name, shape) of the frame that a picture of that width over height takes in a gallery."""
    return next((name, shape) for name, shape, widest in _FRAMES if picture < widest)


def lines(text, is_boxed=False):
    """Return how many lines of a column a plain text takes, with its indents."""
    width = COLUMN_WIDTH - _BOX_SIDES if is_boxed else COLUMN_WIDTH
    return sum(ceil((len(paragraph) + 2) / width) for paragraph in text.split("\n"))


def column_sets(text, columns, cuts=()):
    """Return where to cut a text, as (start, end) of its blocks: at `cuts`, then so that each run's columns fit a screen.

    `text` is the lines of each block.
    """
    start = max(cuts, default=0)
    rest = sum(text[start:])
    sets = max(1, round(rest * LINE / columns / TALLEST_COLUMN)) if columns > 1 else 1
    edges, filled = {0, *cuts, len(text)}, 0
    share = rest / sets
    for number, block in enumerate(text[start:], start=start):
        if filled // share < (filled + block) // share < sets:
            edges.add(number + 1)
        filled += block
    return list(pairwise(sorted(edges)))


def _bands(start, end):
    """Every way to cut the pieces from `start` to `end` into stacks, and to share the columns among them."""
    for count, shares in _SHARES.items():
        for cuts in combinations(range(start + 1, end), count - 1):
            edges = [start, *cuts, end]
            runs = [range(a, b) for a, b in pairwise(edges)]
            for share in shares:
                yield tuple(Stack(columns, run) for columns, run in zip(share, runs, strict=True))


def _weight(band, settings):
    heights = [sum(settings(n, stack.columns).height for n in stack.pieces) for stack in band]
    tallest = max(heights)
    gaps = ((stack.columns, tallest - height) for stack, height in zip(band, heights, strict=True))
    empty = sum(columns * gap * (1 + gap / 10) for columns, gap in gaps)
    blemishes = sum(settings(n, stack.columns).blemish for stack in band for n in stack.pieces)
    return empty + blemishes + max(0, tallest - 2 * TALLEST_COLUMN)


def _blemish(copy, columns, body_height):
    """What offends the eye, in em of a column that one would rather leave empty."""
    title_lines = ceil(copy.title * title_size(copy.prominence, columns) / _width(columns))
    tall = max(0, body_height - TALLEST_COLUMN) if columns > 1 else 0
    shallow = 20 if columns > 1 and copy.text and sum(copy.text) < 5 * columns else 0
    return (
        _ILL_AT_EASE[copy.prominence][columns - 1] + 15 * max(0, title_lines - 2) + columns * tall + shallow
    )


def title_size(prominence, columns):
    """Return the size of a title in em of body text; the style sheet sets the same."""
    return _TITLE_SIZE[prominence] if columns > 1 else min(_TITLE_SIZE[prominence], 1.5)


def _head_height(copy, columns):
    size, width = title_size(copy.prominence, columns), _width(columns)
    title = ceil(copy.title * size / width) * size * 1.3
    kicker = ceil(copy.kicker / width) * 1.6
    deck = ceil(copy.deck / width) * 1.7 + 0.6 if copy.deck else 0
    return title + kicker + deck + 0.8


def _ways(copy, columns):
    """Yield a Setting without its headline for each way to set text and pictures."""
    pictures, width = copy.pictures, _width(columns)
    more = sum(_picture_height(picture, COLUMN_WIDTH) for picture in pictures[1:])
    text, all_text = sum(copy.text) * LINE, sum(copy.text) * LINE + more
    captions = ceil(copy.captions / (columns * _CAPTION_WIDTH)) * _CAPTION_LINE
    if not text:
        yield Setting(_gallery_height(pictures, width - _BOX_SIDES) + captions)
    elif not pictures:
        yield Setting(_level(text, columns))
    else:
        above = _picture_height(pictures[0], width)
        yield Setting(above + _level(all_text, columns), columns * max(0, above - TALLEST_PICTURE))
        small = {"lead": 100, "second": 30}.get(copy.prominence, 0)
        if columns > 1:
            picture = _picture_height(pictures[0], COLUMN_WIDTH)
            height = max(picture + LINE, _level(all_text + picture, columns))
            few = 30 if height - picture < FEWEST_UNDER * LINE else 0
            yield Setting(height, small + few + columns * height - all_text - picture, "inside")
        if len(pictures) > 1 and columns > 1:
            gallery = _gallery_height(pictures, width) + captions
            if sum(copy.text) > LONGEST_MEASURE:
                yield Setting(gallery + _level(text, columns), 0, "gallery")
            else:
                yield Setting(gallery + text * COLUMN_WIDTH / min(width, MEASURE) + LINE, 0, "measure")
        for beside in range(1, columns):
            yield _beside(copy, columns, beside, more, small if beside == 1 else 0)


def _beside(copy, columns, beside, more, blemish):
    """The text cut where what stands under the picture ends about level with what stands next to it."""
    picture, narrow = _picture_height(copy.pictures[0], _width(beside)), columns - beside
    filled = [lines * LINE for lines in accumulate(copy.text, initial=0)]
    end = _end_of_set(filled, columns, TALLEST_COLUMN * columns - picture * beside, more)
    rest = filled[-1] - filled[end] + more if end < len(copy.text) else 0
    next_to = filled[end] + (0 if rest else more)

    def levels(under):
        below = _level(filled[under], beside) if under else 0
        return picture + below, _level(next_to - filled[under], narrow)

    fewest = FEWEST_UNDER * LINE * beside
    under = min(
        (number for number in range(end) if not number or filled[number] >= fewest),
        key=lambda number: max(levels(number)),
    )
    left, right = levels(under)
    top = max(left, right)
    empty = (top - left) * beside + (top - right) * narrow
    tall = columns * max(0, picture - TALLEST_PICTURE - 3)
    height = top + (_level(rest, columns) + 1.8 if rest else 0)
    return Setting(height, blemish + tall + empty, "beside", beside, (under, end))


def _end_of_set(filled, columns, room, more):
    """How many blocks stand with the picture: all, or where that would be much more than a screen, what `room` takes."""
    if filled[-1] + more < room + columns * TALLEST_COLUMN * 0.4:
        return len(filled) - 1
    return max(1, sum(height <= room for height in filled[1:]))


def _level(height, columns):
    return height / columns + (LINE if columns > 1 else 0)


def _width(columns):
    return columns * (COLUMN_WIDTH + GUTTER) - GUTTER


def _picture_height(picture, width):
    return width / picture + 3


def _gallery_height(pictures, width):
    """Rows that fill the width, as frames that grow from `_GALLERY_ROW` in height do."""
    height, row = 0, []
    for _, shape in map(frame, pictures):
        if row and _row_width([*row, shape]) > width:
            height, row = height + _row_height(row, width), []
        row.append(shape)
    return height + (_row_height(row, width) if row else 0)


def _row_width(row):
    return sum(row) * _GALLERY_ROW + (len(row) - 1) * _GALLERY_GAP


def _row_height(row, width):
    return (width - (len(row) - 1) * _GALLERY_GAP) / sum(row) + 3

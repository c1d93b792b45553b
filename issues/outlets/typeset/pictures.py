"""Photos on a page: how they stand together in a block, how much is cut off them, and their files for print."""

import io
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import exp, log

from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from articles import photos
from issues.outlets.typeset import fonts, ragged

_GAP = 6  # points between photos, and above a caption
_CAPTION = 0.86  # of the body's size
_CAPTION_LEADING = 1.35
# How far the frame may depart from the photo's shape (the logarithm of their ratio): what is cut off for it.
_MOST_CUT = 0.3
_MOST_ROWS, _MOST_ODD = 4, 2  # rows of an album, and photos by which one may have more than another
_MOST_UNEVEN = 1.6  # the logarithm of the ratio of two photos' sizes in an album
_LARGE_SHARES = (0.72, 0.68, 0.64, 0.6, 0.56, 0.5)
_DPI = 200  # newsprint is screened at 85 to 100 lines an inch, which needs twice the pixels
_FACES_STAND_HIGH = (0.5, 0.4)
_QUALITY = 88


@dataclass(frozen=True)
class Frame:
    """A picture's place in its block, in points, with its caption's lines below it."""

    picture: object
    x: float
    y: float
    width: float
    height: float
    caption: tuple  # lines, each of (text, "left" or "right"): the credit stands at the right
    caption_size: float

    @property
    def bottom(self):
        """Where the caption ends."""
        lines = len(self.caption) * self.caption_size * _CAPTION_LEADING
        return self.y + self.height + (lines + _GAP * 0.6 if lines else 0)

    def caption_top(self, number):
        """Return the top of a line of the caption."""
        return self.y + self.height + _GAP * 0.75 + number * self.caption_size * _CAPTION_LEADING


def is_there(photo):
    """Say whether the photo's file can be read."""
    return default_storage.exists(_source(photo))


def ways(pictures, width, size):
    """Return the Ways in which `pictures` may stand in a block `width` points wide; `size` is that of the body."""
    found, small = [], size * _CAPTION
    for count in range(1, min(_MOST_ROWS, len(pictures)) + 1):
        for cuts in combinations(range(1, len(pictures)), count - 1):
            rows = [pictures[a:b] for a, b in pairwise((0, *cuts, len(pictures)))]
            if max(map(len, rows)) - min(map(len, rows)) <= _MOST_ODD:
                found.append(Way([Stack.of(rows, 0, width, small)]))
    if 3 <= len(pictures) <= 4:
        found += _beside(pictures, width, small)
    return found


@dataclass(frozen=True)
class Stack:
    """Rows of photos over each other from `x` on: of each row its photos, their widths, its height, the captions' below."""

    x: float
    rows: tuple

    @classmethod
    def of(cls, rows, x, width, small):
        """Return rows that fill `width`, the photos of each equally high and whole."""
        made = []
        for row in rows:
            room = width - _GAP * (len(row) - 1)
            total = sum(picture.shape for picture in row)
            widths = [room * picture.shape / total for picture in row]
            captions = [_caption(picture, own, small) for picture, own in zip(row, widths, strict=True)]
            below = max(_caption_height(lines, small) for lines in captions)
            made.append((row, widths, room / total, captions, below, small))
        return cls(x, tuple(made))

    @property
    def natural(self):
        """How high the photos are together where nothing is cut off."""
        return sum(row[2] for row in self.rows)

    @property
    def rest(self):
        """How high all else is."""
        return sum(row[4] for row in self.rows) + _GAP * (len(self.rows) - 1)

    def frames(self, height):
        """Yield the Frames of the stack as high as `height`."""
        scale, y = (height - self.rest) / self.natural, 0
        for row, widths, high, captions, below, small in self.rows:
            x = self.x
            for picture, own, caption in zip(row, widths, captions, strict=True):
                yield _framed(picture, x, y, own, high * scale, caption, small)
                x += own + _GAP
            y += high * scale + below + _GAP


@dataclass
class Way:
    """Stacks beside each other, all equally high."""

    stacks: list

    def __post_init__(self):
        frames = [frame for stack in self.stacks for frame in stack.frames(stack.natural + stack.rest)]
        sizes = [frame.width * frame.height for frame in frames]
        self._uneven = max(0, log(max(sizes) / min(sizes)) - _MOST_UNEVEN)
        self.lowest = max(stack.natural / exp(_MOST_CUT) + stack.rest for stack in self.stacks)
        self.highest = min(stack.natural * exp(_MOST_CUT) + stack.rest for stack in self.stacks)

    def amiss(self, height):
        """Return what is amiss where it is `height` points high: 0 for nothing, 1 for the most that may be cut off."""
        cuts = [log((height - stack.rest) / stack.natural) / _MOST_CUT for stack in self.stacks]
        return max(cut * cut for cut in cuts) + self._uneven

    def frames(self, height):
        """Return its Frames where it is `height` points high."""
        return tuple(frame for stack in self.stacks for frame in stack.frames(height))


def _beside(pictures, width, small):
    """The first photo large at the left, the others over each other at its right."""
    for large in _LARGE_SHARES:
        left = width * large
        yield Way(
            [
                Stack.of([pictures[:1]], 0, left, small),
                Stack.of([[picture] for picture in pictures[1:]], left + _GAP, width - left - _GAP, small),
            ]
        )


def _framed(picture, x, y, width, height, caption, caption_size):
    """A Frame; a very tall picture stands whole in the middle of its room."""
    if picture.is_tall:
        own = min(width, height * picture.photo.width / picture.photo.height)
        x, width = x + (width - own) / 2, own
    return Frame(picture, x, y, width, height, tuple(caption), caption_size)


def _caption(picture, width, size):
    """The lines of a caption, the credit at the right: in the last line where there is room, else below it."""
    room = width / size
    lines = [((line, "left"),) for line in ragged.lines(picture.caption, fonts.SANS, room)]
    credit = [((line, "right"),) for line in ragged.lines(picture.credit, fonts.SANS, room)]
    if lines and len(credit) == 1:
        both = fonts.ems(lines[-1][0][0] + picture.credit, fonts.SANS) + 1
        if both <= room:
            return [*lines[:-1], lines[-1] + credit[0]]
    return [*lines, *credit]


def _caption_height(lines, size):
    return len(lines) * size * _CAPTION_LEADING + _GAP * 0.9 if lines else 0


def jpeg(frame):
    """Return the bytes of the frame's photo, cut to its shape and no larger than print needs: a JPEG."""
    with default_storage.open(_source(frame.picture.photo)) as file:
        image = Image.open(file).convert("RGB")
    shape = frame.width / frame.height
    width = min(round(frame.width / 72 * _DPI), image.width, round(image.height * shape))
    image = ImageOps.fit(
        image,
        (max(1, width), max(1, round(width / shape))),
        Image.Resampling.LANCZOS,
        centering=_FACES_STAND_HIGH,
    )
    made = io.BytesIO()
    image.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()


def _source(photo):
    """The largest size made of the photo: upright, and in sRGB."""
    return photos.rendition_name(photo.file, photos.widths(photo.width)[-1])

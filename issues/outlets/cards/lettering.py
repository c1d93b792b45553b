"""The letters of share cards: a bold serif that the paper brings along, or a font of the machine for a rarer sign.

The font holds GB 2312, the 8,105 signs of 通用规范汉字表 (Unihan's kTGH) and Latin letters. With fontTools:
pyftsubset NotoSerifCJK-Bold.ttc --font-number=2 --text-file=SIGNS --no-hinting --layout-features=''
--drop-tables+=BASE,VORG,vhea,vmtx,GPOS,GSUB --output-file=NotoSerifSC-Bold.otf
"""

from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageFont

_OWN = (str(Path(__file__).parent / "fonts" / "NotoSerifSC-Bold.otf"), 0)
# (file, number of the face in it) where Linux, macOS and Windows keep a Chinese font with rarer signs.
_OF_MACHINES = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/System/Library/Fonts/Supplemental/Songti.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
)
_NO_SIGN = "\U0010ffff"  # for which a font draws what it draws for every sign that it lacks
_MEASURED_AT = 100


def can_set(text):
    """Say whether there is a font here for each sign of `text`."""
    return all(_face_of(sign) for sign in text)


def width(text, size, tracking=0.0):
    """Return how wide `text` (a text that can be set) is at `size` pixels; `tracking` is in ems after each sign."""
    return sum(_font(face, size).getlength(run) for face, run in _runs(text)) + len(text) * tracking * size


def ems(text):
    """Return how wide `text` is in ems."""
    return width(text, _MEASURED_AT) / _MEASURED_AT


def write(draw, at, text, size, ink, tracking=0.0):
    """Write `text` (a text that can be set) on a PIL drawing, its base line beginning at the point `at`."""
    x, y = at
    for face, run in _runs(text):
        font = _font(face, size)
        for part in run if tracking else [run]:
            draw.text((x, y), part, ink, font, anchor="ls")
            x += font.getlength(part) + tracking * size


def _runs(text):
    return [(face, "".join(signs)) for face, signs in groupby(text, _face_of)]


@lru_cache(maxsize=20_000)
def _face_of(sign):
    """Return the first face that has the sign, or None."""
    return next((face for face in (_OWN, *_installed()) if _has(face, sign)), None)


@lru_cache
def _installed():
    return tuple(face for face in _OF_MACHINES if Path(face[0]).exists())


def _has(face, sign):
    font = _font(face, _MEASURED_AT)
    return sign.isspace() or bytes(font.getmask(sign)) != bytes(font.getmask(_NO_SIGN))


@lru_cache(maxsize=32)  # a face takes a megabyte or two
def _font(face, size):
    path, number = face
    return ImageFont.truetype(path, size, number, layout_engine=ImageFont.Layout.BASIC)

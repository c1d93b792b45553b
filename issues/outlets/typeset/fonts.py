"""The faces of the set pages, all free (SIL OFL): where their files lie, which signs they have, how wide these are."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from PIL import ImageFont

from issues.outlets.cards import lettering

SERIF, BOLD, SANS, BLACK = "serif", "bold", "sans", "black"
# What stands for a sign that no face has: the geta, as compositors set it for a missing type.
GETA = "〓"

_WHOLE = Path(pylopdf_fonts_zh_cn.__file__).parent
_OWN = Path(lettering.__file__).parent / "fonts"
_SERIF_FILE, _SANS_FILE = _WHOLE / "NotoSerifSC-Regular.otf", _WHOLE / "NotoSansSC-Regular.otf"
_BOLD_FILE = _OWN / "NotoSerifSC-Bold.otf"
# The files of each face, in the order in which a sign is looked for; faces.typ has the same.
_FILES = {
    SERIF: (_SERIF_FILE, _SANS_FILE),
    BOLD: (_BOLD_FILE, _SERIF_FILE, _SANS_FILE),
    SANS: (_SANS_FILE, _SERIF_FILE),
    BLACK: (_SANS_FILE, _SERIF_FILE),
}
_NO_SIGN = "\U0010ffff"  # for which a font draws what it draws for every sign that it lacks
_MEASURED_AT = 200  # pixels: for widths
_COMPARED_AT = 32  # for shapes
# What has no shape of its own, variation selectors among them; Latin ligatures are set as their letters.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")


@lru_cache
def template(name):
    """Return the Typst source of that name, behind the faces that all of them set in."""
    here = Path(__file__).parent
    return (here / "faces.typ").read_bytes() + (here / name).read_bytes()


@lru_cache(maxsize=1)
def book():
    """Return the fonts as Typst takes them: these and no other, so that every machine sets the same."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_WHOLE), str(_OWN)],
    )


def settable(text):
    """Return (text, missing): `text` with a geta for each sign that no face has, and those signs, each once."""
    text = _LIGATURES.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), _INVISIBLE.sub("", text))
    missing = [sign for sign in dict.fromkeys(text) if not _is_settable(sign)]
    for sign in missing:
        text = text.replace(sign, GETA)
    return text, missing


def ems(text, face):
    """Return how wide `text`, all of which can be set, is in `face`, in ems: never less than Typst sets it."""
    return sum(_advance(sign, face) for sign in text)


@lru_cache(maxsize=20_000)
def _is_settable(sign):
    return sign.isspace() or any(_has(file, sign) for file in _FILES[SERIF])


@lru_cache(maxsize=20_000)
def _advance(sign, face):
    file = next((file for file in _FILES[face] if _has(file, sign)), _SERIF_FILE)
    return _font(file, _MEASURED_AT).getlength(sign) / _MEASURED_AT


@lru_cache(maxsize=40_000)
def _has(file, sign):
    if sign.isspace():
        return file is not _BOLD_FILE or sign == "\u3000"
    return _drawn(file, sign) != _no_sign(file)


@lru_cache
def _no_sign(file):
    return _drawn(file, _NO_SIGN)


def _drawn(file, sign):
    return bytes(_font(file, _COMPARED_AT).getmask(sign))


@lru_cache
def _font(file, size):
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)

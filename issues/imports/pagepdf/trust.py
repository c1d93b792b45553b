"""Looks whether the signs that a file says it shows are the signs that are seen.

Some programs write files that look right and read wrong: their fonts map Han to other Han or to punctuation (known
of Founder's typesetting), or a scan has the guesses of a text recognition under it. So a sample of the signs is cut
out of the drawn sheet and held against the shape that a common font gives the same sign, and against shapes of other
signs: what is seen should be more like what is said than like most of the others.
"""

import random
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps, ImageStat

_FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent
_FACES = ("NotoSerifSC-Regular.otf", "NotoSansSC-Regular.otf")
# Common signs of many shapes, for comparison.
_OTHERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"
_SIDE = 32  # pixels of a shape
_SAMPLE, _AMONG = 80, 60
# A sign is told by its shape where no more than this share of the others is more like it.
_RANK = 0.1
# Fewer than these can't be judged. Less of them than this share told makes a text wrong; of one that is invisible,
# which some program has guessed from a scan, more is asked.
FEWEST, _RIGHT, _RIGHT_GUESSES = 12, 0.6, 0.9
# More signs without a meaning than this share of all make a text wrong.
_UNMAPPED = 0.1
# In pixels of the drawn sheet: smaller type has no shape.
_SMALLEST = 12


def is_right(glyphs, image, seed=1):
    """Say whether the signs of a sheet (Glyphs) are what its picture shows; None where there are too few to tell.

    `image` is the sheet drawn; `seed` chooses the sample.
    """
    if glyphs.unmapped > _UNMAPPED * (len(glyphs.signs) + glyphs.unmapped):
        return False
    told = share_told(glyphs, image, seed)
    if told is None:
        return None
    guessed = sum(glyph.is_hidden for glyph in glyphs.signs) > len(glyphs.signs) / 2
    return told >= (_RIGHT_GUESSES if guessed else _RIGHT)


def share_told(glyphs, image, seed=1):
    """Return the share of a sample of signs whose shape is that of what they are said to be; None for too few."""
    scale = image.width / glyphs.width
    signs = {g.text: g for g in glyphs.signs if g.size * scale >= _SMALLEST and g.text.isalnum()}
    chooser = random.Random(seed)  # noqa: S311 - a sample, the same each time
    chosen = chooser.sample(sorted(signs), min(_SAMPLE, len(signs)))
    results = [
        result
        for text in chosen
        if (result := _is_told(text, signs[text], image, scale, chooser)) is not None
    ]
    return sum(results) / len(results) if len(results) >= FEWEST else None


def _is_told(text, glyph, image, scale, chooser):
    seen = _seen(image, [side * scale for side in glyph.box])
    if seen is None:
        return None
    mine = _unlike(seen, text)
    others = chooser.sample(_OTHERS, _AMONG)
    better = sum(_unlike(seen, other) < mine for other in others if other != text)
    return better <= _RANK * _AMONG


def _unlike(seen, text):
    return min(
        ImageStat.Stat(ImageChops.difference(seen, shape)).sum[0]
        for face in _FACES
        if (shape := _shape(text, face)) is not None
    )


@lru_cache(maxsize=4096)
def _shape(text, face):
    font = _font(face)
    left, top, right, bottom = font.getbbox(text)
    if right <= left or bottom <= top:
        return None
    drawn = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(drawn).text((-left, -top), text, font=font, fill=255)
    return _in_square(drawn)


@lru_cache
def _font(face):
    return ImageFont.truetype(_FONTS / face, 2 * _SIDE)


def _seen(image, box):
    """The ink in a box of the drawn sheet, light on dark; None where nothing is to be seen."""
    left, top, right, bottom = (round(side) for side in box)
    cut = image.crop((left, top, right, bottom)).convert("L")
    if min(cut.size) < 4:
        return None
    corners = [
        cut.getpixel(at)
        for at in ((0, 0), (cut.width - 1, 0), (0, cut.height - 1), (cut.width - 1, cut.height - 1))
    ]
    dark_on_light = sorted(corners)[1] > ImageStat.Stat(cut).mean[0]
    ink = ImageOps.autocontrast(ImageOps.invert(cut) if dark_on_light else cut, cutoff=2)
    edges = ink.point(lambda tone: 255 if tone > 96 else 0).getbbox()
    return _in_square(ink.crop(edges)) if edges else None


def _in_square(ink):
    """A shape in a square of `_SIDE`, filled by its longer side and centred by the other, as both shapes are."""
    return ImageOps.pad(ink, (_SIDE, _SIDE), Image.Resampling.BOX, color=0)

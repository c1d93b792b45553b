"""Texts of picture files: from bytes in whatever code, freed of what no page shows, and of what only a machine says."""

import codecs
import re

from articles import signs

# Of the signs outside ASCII, so many are of GB 2312 in any Chinese text; in Latin-1 read as GB 18030 they are rare ones.
_COMMON = 0.75
# A name that a camera, a telephone or a program gives to the file.
_FILE_NAME = re.compile(
    r"_?[a-z]{0,8}[_-]?\d{3,}[\w()-]*(?:\.\w{3,4})?|dcim\w*|oplus_\d+"
    r"|\S+\.(?:jpe?g|png|webp|avif|hei[cf]|tiff?|psd|raw|nef|cr[23]|arw|dng)",
    re.IGNORECASE | re.ASCII,
)
_CHAT_NAME = re.compile(
    r"(?:微信图片|微信截图|QQ图片|QQ截图|屏幕截图|截屏|mmexport)[\d_ -]*(?:\.\w{3,4})?", re.IGNORECASE
)
# What cameras and programs put where nobody has typed anything.
_PLACEHOLDERS = frozenset(
    "default untitled unknown none null n/a ascii screenshot sony samsung nikon canon panasonic fujifilm pentax olympus "
    "leica kodak casio huawei xiaomi oppo vivo honor apple iphone user owner admin administrator author artist "
    "photographer photo image picture picasa adobe photoshop 微软用户 微软中国 用户 未知 无标题 未命名 默认".split()
)
_PLACEHOLDER_LINES = re.compile(
    r"(?:(?:olympus|minolta|konica minolta|sanyo|kodak|casio|samsung|sony) digital (?:still )?camera"
    r"|samsung camera pictures|exif[ _]jpeg[ _](?:picture|t\w*)|digital still camera|created with gimp|windows user"
    r"|microsoft windows.*|your name|default description)",
    re.IGNORECASE,
)
_HAS_LETTER = re.compile(r"[^\W\d_]")


def decoded(data, code=None):
    """Return `data` (bytes) as text: in `code` where that is declared and fits, else UTF-8, GB 18030 or Latin-1.

    A sign that was cut at the end, as fields of a fixed length do, is left out.
    """
    data = data.rstrip(b"\0")
    for attempt in (code, "utf-8", "gb18030"):
        text = _in(data, attempt) if attempt else None
        if text is not None and (attempt != "gb18030" or _is_chinese(text)):
            return text
    return data.decode("latin-1")


def _in(data, code):
    try:
        return codecs.getincrementaldecoder(code)().decode(data)
    except UnicodeDecodeError:
        return None


def _is_chinese(text):
    foreign = [sign for sign in text if sign > "\x7f"]
    common = sum(_is_of_gb2312(sign) for sign in foreign)
    return common >= _COMMON * len(foreign)


def _is_of_gb2312(sign):
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def passage(text):
    """Return a text of several lines as a page can show it; "" for what nobody has typed."""
    lines = (" ".join(line.split(" ")).strip() for line in signs.showable(_without_marks(text)).splitlines())
    shown = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return "" if _is_placeholder(shown) else shown


def line(text):
    """Return a text of one line as a page can show it; "" for what nobody has typed."""
    shown = " ".join(signs.showable(_without_marks(text)).split())
    return "" if _is_placeholder(shown) else shown


def _without_marks(text):
    return text.replace("\ufeff", "").replace("\ufffc", "")


def _is_placeholder(text):
    """Say whether a camera or a program has written the text; question marks alone are Chinese that one could not write."""
    return bool(
        not _HAS_LETTER.search(text)
        or text.lower() in _PLACEHOLDERS
        or _PLACEHOLDER_LINES.fullmatch(text)
        or _FILE_NAME.fullmatch(text)
        or _CHAT_NAME.fullmatch(text)
        or text[:1] in "{["  # notes of a program to itself
    )

"""Frees typed text of the signs that no page can show."""

import re

# Word's soft line break and the page break part words; the rest is nothing (HTML Standard, 13.2.3.5, and noncharacters).
_BREAKS = re.compile("[\x0b\x0c]+")
UNSHOWABLE = "\x00-\x08\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
_UNSHOWABLE = re.compile(f"[{UNSHOWABLE}]")


def showable(text):
    """Return `text` with a space for each soft break in it, and without what no page can show."""
    return _UNSHOWABLE.sub("", _BREAKS.sub(" ", text))

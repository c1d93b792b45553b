"""Makes text fit for XML."""

import re

# All that XML 1.0 (2.2, Char) does not allow, though a field can hold it: Word's soft line break is a U+000B.
_NOT_ALLOWED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text):
    """Return `text` without the signs that no XML may hold."""
    return _NOT_ALLOWED.sub("", text)

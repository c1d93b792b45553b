"""How tags are written in one line: parted by 、 ， ； , ; or white space, the marks a Chinese desk types."""

import re

# As long as taggit's Tag.name.
_LONGEST = 100
_SEPARATORS = re.compile(r"[、，；,;\s]+")


def parse(line):
    """Return the tags of one typed line, in order, each once; case does not part two tags.

    Raises ValueError, which taggit's form field shows as its own message, where one is longer than a tag can be.
    """
    seen = {}
    for name in _SEPARATORS.split(line or ""):
        if len(name) > _LONGEST:
            raise ValueError(name)
        if name:
            seen.setdefault(name.casefold(), name)
    return list(seen.values())


def join(tags):
    """Return taggit's Tag objects as the line that `parse` reads back."""
    return "、".join(tag.name for tag in tags)

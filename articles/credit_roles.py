"""Says of a printed role (记者, 摄影, 文/图) whether it is of the text or of the pictures."""

import re

# A role of pictures alone: 摄影, 摄影记者, 供图, 插图, 漫画; 文/图 and 采写摄影 are of the text as well.
_OF_PICTURES = re.compile(r"^(?!.*(?:文|采写)).*(?:摄|图|绘|漫画)")
_OF_BOTH = re.compile(r"文.*[图摄]|[图摄].*文|采写摄影")


def is_of_text(role):
    """Say whether who is credited so wrote the text: every role but one of pictures alone."""
    return not _OF_PICTURES.search(role)


def is_of_pictures(role):
    """Say whether who is credited so made the pictures that have no credit of their own."""
    return bool(_OF_PICTURES.search(role) or _OF_BOTH.search(role))

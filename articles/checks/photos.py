"""Finds what a piece's photos lack: a file, a caption, pixels for print, words for who can't see them."""

import re

from django.utils.translation import gettext as _

from articles.checks.finding import Finding

# What is typed where a caption is still to come.
_PLACEHOLDER = re.compile(r"图片?说明?|说明|待补|待定|暂无|[xX]+|无|文字说明|图注|caption", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")


def faults(article, least):
    """Return all Findings about the photos of `article`, as they are loaded; `least` as for `too_small`."""
    return [*unprintable(article), *too_small(article, least), *undescribed(article)]


def unprintable(article):
    """Yield a Finding for each photo without a file, and of copy, not of an advertisement, without a caption."""
    for number, photo in _numbered(article):
        if not photo.file:
            message = _("The photo has no picture file yet.")
            yield _finding("photo_without_file", "block", message, number, photo)
        if not _has_caption(photo) and not article.is_advertisement:
            message = _("The photo has no caption.")
            yield _finding("photo_without_caption", "block", message, number)


def too_small(article, least):
    """Yield a Finding for each photo whose longer side has fewer pixels than `least`."""
    for number, photo in _numbered(article):
        if photo.file and max(photo.width, photo.height) < least:
            facts = {"width": photo.width, "height": photo.height, "least": least}
            message = _("%(width)s × %(height)s pixels: for print the longer side needs %(least)s.") % facts
            yield _finding("low_resolution", "warning", message, number, photo)


def undescribed(article):
    """Yield a Finding for each photo without an alternative text (WCAG 2.2, 1.1.1).

    The site falls back on the caption, which says mostly what is not to be seen: who, when, why. Whether it describes
    the picture well enough is for an editor to say, who then passes over the warning.
    """
    message = _("No alternative text: who can't see the photo gets only its caption.")
    for number, photo in _numbered(article):
        if photo.file and not photo.alt.strip():
            yield _finding("photo_undescribed", "warning", message, number, photo)


def _numbered(article):
    return enumerate(article.photos.all(), 1)


def _finding(rule, severity, message, number, photo=None):
    place = _("photo %(number)s") % {"number": number}
    return Finding(rule, severity, place, message, photo.caption[:30] if photo else "")


def _has_caption(photo):
    caption = _NO_LETTER.sub("", photo.caption)
    return bool(caption) and not _PLACEHOLDER.fullmatch(caption)

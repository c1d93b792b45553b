"""The pictures of a sheet, each with the rows of its caption: what is set below it, or marked as a caption beside it."""

from articles.bylines import read_byline
from issues.imports.pagepdf import boxes as box_of
from issues.imports.pagepdf.layout.regions import Picture
from issues.imports.pagetext import marks

# In em of the caption: how far below its picture it stands, and a row of it below the one before.
_BELOW, _LEADING = 1.8, 0.9


def pictures_of(glyphs, rows, setting):
    """Return (Pictures, the rows that are no captions)."""
    left, found = list(rows), []
    for box in glyphs.photos:
        if _is_ground(box, rows):
            continue
        caption = _caption(box, left, setting)
        left = [row for row in left if row not in caption]
        found.append(Picture(box, caption))
    return tuple(found), left


def _is_ground(box, rows):
    """Whether text stands on a picture: then it is what lies under a piece."""
    return sum(box_of.holds(box, row.box) and row.text.endswith("。") for row in rows) > 2


def _caption(box, rows, setting):
    """The rows of a picture's caption, from top to bottom."""
    found = []
    for row in sorted(rows, key=lambda row: (row.box[1], row.box[0])):
        top = found[-1].box[1] - row.size / 2 if found else box[3] - 2
        foot = found[-1].box[3] + _LEADING * row.size if found else box[3] + _BELOW * row.size
        is_below = box[0] <= (row.box[0] + row.box[2]) / 2 <= box[2] and top < row.box[1] < foot
        if (
            is_below
            and not row.is_vertical
            and (_goes_on(found, row) if found else _may_caption(row, setting))
        ):
            found.append(row)
    return tuple(found)


def _goes_on(found, row):
    return row.font == found[0].font and abs(row.size - found[0].size) < 0.05 * row.size


def _may_caption(row, setting):
    byline = read_byline(row.text)
    if marks.is_caption(row.text) or (byline and byline.of_picture):
        return True
    is_other = row.font != setting.font and row.size < 1.04 * setting.size
    return setting.is_small(row) or (is_other and not marks.opens_with_dateline(row.text))

"""The headline of a piece, told by its type: the title is the largest, above it the kicker, below it deck and byline."""

from dataclasses import dataclass, replace
from itertools import pairwise

from articles.bylines import bare_names, read_byline
from issues.imports.pagepdf.layout.rows import LARGER, joined, levels
from issues.imports.pagetext import marks

# In shares of the title's size: what is no smaller is the title too.
_TITLE = 0.88
# In em of the larger of two rows: how far below the title its deck or byline stands at most.
_NEAR = 1.6
_LONGEST_DECK_ROW = 50


@dataclass(frozen=True)
class Headline:
    """The Rows of a headline, by what they are."""

    kicker: tuple = ()
    title: tuple = ()
    deck: tuple = ()
    byline: tuple = ()

    @property
    def rows(self):
        """All of them, as they are printed."""
        return (*self.kicker, *self.title, *self.deck, *self.byline)


def read_headline(region, setting):
    """Return (Headline, the glyphless rest: Rows that are not its own) of a region."""
    title = _title(region, setting)
    if not title:
        return Headline(), region.rows
    used = {id(row) for row in title}
    rest = [row for row in region.rows if id(row) not in used]
    read = _beside if title[0].is_vertical else _above_and_below
    headline, taken = read(title, rest, setting)
    taken = {id(row) for row in taken} | used
    return headline, tuple(row for row in region.rows if id(row) not in taken)


def _title(region, setting):
    """The largest rows of a region, where they are larger than running text or open it in another font."""
    large = [row for row in region.rows if row.size >= LARGER * setting.size]
    if not large:
        return _small_title(region, setting)
    size = max(row.size for row in large)
    first = min((row for row in large if row.size >= _TITLE * size), key=lambda row: row.box[1])
    title = [first]
    for row in sorted(large, key=lambda row: row.box[1]):
        near = row.box[1] - max(other.box[3] for other in title) < size
        if row is not first and row.size >= _TITLE * size and near and row.is_vertical == first.is_vertical:
            title.append(row)
    return title


def _small_title(region, setting):
    """A title no larger than running text: the first row, alone on its line, in another font."""
    if not region.rows:
        return []
    first = min(region.rows, key=lambda row: (row.box[1], row.box[0]))
    beside = [row for row in region.rows if row is not first and row.is_level_with(first)]
    is_title = not (setting.is_plain(first) or setting.is_small(first) or beside)
    return [first] if is_title and not _begins_text(first.text) and not read_byline(first.text) else []


def _begins_text(text):
    return marks.opens_with_dateline(text) or marks.is_editors_note(text) or text.endswith("。")


def _above_and_below(title, rest, setting):
    """(Headline, rows of it beside the title): what stands close above a title and close below it."""
    across = [row for row in rest if not row.is_vertical]
    kicker, above = _kicker(title, across, setting)
    deck, byline, below = _deck_and_byline(title, across, setting)
    byline += [row for row in kicker if _is_byline(row, setting)]
    kicker = tuple(row for row in kicker if row not in byline)
    return Headline(kicker, _in_levels(title, setting), tuple(deck), tuple(byline)), above + below


def _kicker(title, rest, setting):
    top, found, taken = min(row.box[1] for row in title), [], []
    for level in reversed(levels([row for row in rest if row.box[3] <= top + 2])):
        row = joined(level, setting.has_spaces)
        if top - row.box[3] > _NEAR * max(row.size, setting.size) or setting.is_plain(row):
            break
        found.insert(0, row)
        taken += level
        top = row.box[1]
    return found, taken


def _deck_and_byline(title, rest, setting):
    foot = max(row.box[3] for row in title)
    deck, byline, taken = [], [], []
    for level in levels([row for row in rest if row.box[1] >= foot - 2]):
        row = joined(level, setting.has_spaces)
        if row.box[1] - foot > _NEAR * max(row.size, setting.size):
            break
        if _is_byline(row, setting):
            byline.append(row)
        elif not byline and _is_deck(row, title, setting):
            deck.append(row)
        else:
            break
        taken += level
        foot = row.box[3]
    return deck, byline, taken


def _is_deck(row, title, setting):
    if setting.is_plain(row) or _begins_text(row.text) or len(row.text) > _LONGEST_DECK_ROW:
        return False
    if row.size >= LARGER * setting.size or row.text.startswith(("—", "―")):
        return True
    left, right = min(r.box[0] for r in title), max(r.box[2] for r in title)
    return abs((row.box[0] + row.box[2]) - (left + right)) < 2 * setting.size and not setting.is_small(row)


def _is_byline(row, setting):
    """Whether a row, set smaller than headlines are, names who wrote the piece."""
    byline = read_byline(row.text)
    names = bool(byline and not byline.of_picture) or bool(bare_names(row.text))
    return names and not setting.is_headline(row) and not marks.is_advertisement(row.text)


def _in_levels(rows, setting):
    return tuple(joined(level, setting.has_spaces) for level in levels(rows))


def _beside(title, rest, setting):
    """Of an upright headline: what is smaller stands to its right (kicker) or its left (deck, byline)."""
    top, foot = min(row.box[1] for row in title), max(row.box[3] for row in title)
    left, right = min(row.box[0] for row in title), max(row.box[2] for row in title)
    near = [
        row
        for row in rest
        if (row.is_vertical or len(row.glyphs) == 1) and top - 9 < row.middle < foot + 9
        and left - 3 * title[0].size < row.box[0] < right + 3 * title[0].size
    ]  # fmt: skip
    strips = _strips(near, setting)
    kicker = tuple(row for row in strips if row.box[0] >= right - 2)
    after = [row for row in strips if row.box[0] < right - 2]
    byline = tuple(row for row in after if _is_byline(row, setting))
    deck = tuple(row for row in after if row not in byline)
    return Headline(kicker, tuple(_strips(title, setting)), deck, byline), near


def _strips(rows, setting):
    """Upright rows, those of one strip joined, from right to left."""
    strips = []
    for row in sorted(rows, key=lambda row: (-row.box[0], row.box[1])):
        if strips and abs(strips[-1][0].box[0] - row.box[0]) < 0.4 * row.size:
            strips[-1].append(row)
        else:
            strips.append([row])
    return [
        joined([replace(strip[0], is_vertical=True), *strip[1:]], setting.has_spaces)
        for strip in (sorted(strip, key=lambda row: row.box[1]) for strip in strips)
    ]


def title_text(rows):
    """Return the title's text: two rows of about one length are its two parts, others one broken line."""
    text = rows[0].text
    for before, row in pairwise(rows):
        parts = abs(len(before.text) - len(row.text)) <= 1
        text += (" " if parts else "") + row.text
    return text

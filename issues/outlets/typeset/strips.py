"""Headlines that stand upright, down a strip one column wide, as features have them."""

from dataclasses import dataclass, replace
from math import ceil

from issues.outlets.typeset import fonts
from issues.outlets.typeset.geometry import COLUMN, INK, SOFT
from issues.outlets.typeset.heads import LABEL_SIDES, draw_label

_SIZES = {"lead": 40, "second": 36, "normal": 31, "brief": 26}
_LONGEST_UPRIGHT, _LONGEST_UPRIGHT_LINE = 16, 9
_MOST_GROWN = 1.35
_WIDEST = 0.94 * COLUMN
_DASHES = "—－-–~～…"
# From sign to sign of a title and of smaller lines, from line to line of both, in ems.
STEP, SMALL_STEP = 1.1, 1.12
PITCH, SMALL_PITCH = 1.25, 1.8
LABEL_PITCH, SMALL_DROP = 2.2, 0.5


@dataclass(frozen=True)
class Strip:
    """A headline down a strip one column wide: lines of signs from right to left, the column's label above them."""

    title: tuple
    size: float
    small: tuple
    small_size: float
    label: str
    label_size: float

    @property
    def height(self):
        """How tall it is, in points."""
        title = max(len(part) for part in self.title) * self.size * STEP
        small = max((len(part) for part in self.small), default=0) * self.small_size * SMALL_STEP
        label = LABEL_PITCH * self.label_size if self.label else 0
        return label + max(title, small + SMALL_DROP * self.size if small else 0)

    @property
    def width(self):
        """How wide its lines are, in points."""
        return len(self.title) * self.size * PITCH + len(self.small) * self.small_size * SMALL_PITCH

    def grown(self, height):
        """Return it with its title as much larger as `height` allows."""
        scale = min(_MOST_GROWN, height / self.height)
        larger = replace(self, size=self.size * scale)
        return larger if scale > 1 and larger.height <= height and larger.width <= _WIDEST else self


def strip(piece, grid):
    """Return the Strip of a piece whose headline may stand upright, or None.

    Features may: what is no report, under a short title of Chinese signs. Of leads only picture stories may.
    """
    small = [part.replace(" ", "\u3000") for part in (piece.deck, piece.byline) if part]
    if not piece.is_feature or piece.kicker or not _are_upright([piece.title.replace(" ", ""), *small]):
        return None
    if piece.prominence == "lead" and len(piece.pictures) < 2:
        return None
    label_size = grid.size * 0.95
    made = Strip(
        tuple(_parts(piece.title)),
        _SIZES[piece.prominence],
        tuple(small),
        grid.size * 1.1,
        piece.column,
        label_size,
    )
    label = (fonts.ems(piece.column, fonts.BLACK) + LABEL_SIDES) * label_size
    return made if max(made.width, label) <= _WIDEST else None


def draw(canvas, strip, at):
    """Draw a strip with its top left at the point `at`: its lines from right to left, in the middle of the column."""
    left, top = at
    if strip.label:
        draw_label(canvas, strip.label, strip.label_size, at, COLUMN, "center")
        top += LABEL_PITCH * strip.label_size
    x = left + (COLUMN + strip.width) / 2
    for title in strip.title:
        x -= strip.size * PITCH
        _draw(canvas, title, fonts.BOLD, (x + strip.size * (PITCH - 1) / 2, top), strip.size, STEP, INK)
    for small in strip.small:
        x -= strip.small_size * SMALL_PITCH
        at = x + strip.small_size * (SMALL_PITCH - 1) / 2, top + SMALL_DROP * strip.size
        _draw(canvas, small, fonts.SANS, at, strip.small_size, SMALL_STEP, SOFT)


def _draw(canvas, text, face, at, size, step, ink):
    """One line of signs from top to bottom; marks take the form that they have there."""
    x, y = at
    for sign in text:
        is_mark = not sign.isalnum() and sign != fonts.GETA
        canvas.sign(sign, fonts.SERIF if is_mark else face, (x, y), size, ink, 90 if sign in _DASHES else 0)
        y += size * step


def _parts(title):
    """A title in its parts, a long one of one part in two."""
    parts = title.split()
    if len(parts) == 1 and len(title) > _LONGEST_UPRIGHT_LINE:
        half = ceil(len(title) / 2)
        return [title[:half], title[half:]]
    return parts


def _are_upright(texts):
    """Whether the texts are short, and all their signs stand as they are in a column: no Latin letters, no figures."""
    return all(
        len(text) <= _LONGEST_UPRIGHT and not any("!" <= sign <= "~" for sign in text) for text in texts
    )

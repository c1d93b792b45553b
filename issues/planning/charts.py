"""Bar charts as plain numbers, which templates/admin/issues/_bars.html draws in SVG."""

from dataclasses import dataclass

# Shares of the chart's width, in percent: labels to the left of the bars, the longest bar, its number behind it.
LABELS, LONGEST = 26, 56
ROW = 28  # pixels


@dataclass(frozen=True)
class Bar:
    """One bar; `y` in pixels, `width` and `end` in percent of the chart's width."""

    label: str
    said: str
    kind: str
    y: int
    width: float
    end: float


@dataclass(frozen=True)
class Chart:
    """A bar chart with its name; the numbers stand in a table beside it as well."""

    name: str
    bars: tuple[Bar, ...]

    @property
    def height(self):
        return len(self.bars) * ROW + 4


def chart(name, rows):
    """Return the Chart of (label, number, what to say of it, kind) rows, the longest bar being the largest number."""
    largest = max((number for _label, number, _said, _kind in rows), default=0) or 1
    bars = []
    for place, (label, number, said, kind) in enumerate(rows):
        width = round(number / largest * LONGEST, 2)
        bars.append(Bar(str(label), str(said), kind, place * ROW, width, round(LABELS + width, 2)))
    return Chart(str(name), tuple(bars))

"""A page as it was printed, to be shown: its picture, and where on it what it holds can be chosen."""

from dataclasses import dataclass

from issues.outlines import outline
from issues.reaches import reaches


@dataclass(frozen=True)
class Region:
    """What of a printed page leads to a piece: the piece itself, or a pointer to it in the guide.

    `key` names it on its page; `outline` is SVG path data in pixels of the largest picture, `reach` the same of where
    a finger hits what is too small for it, or ""; `target` is the number of the page to which a pointer leads, None
    for a piece.
    """

    key: str
    article: int
    title: str
    outline: str
    reach: str
    target: int | None = None


@dataclass(frozen=True)
class PrintedPage:
    """The picture of a page, `width` by `height` pixels in its largest size, with its Regions in order."""

    key: str
    width: int
    height: int
    regions: tuple


def printed_page(shelf, page, placements, guide):
    """Return the PrintedPage of `page` (as reading.pages gives it), None where the shelf has no picture of it; one query.

    `placements` and `guide` are what of the shelf stands on the page. The pieces come first, then the pointers, each
    in the order given. What the shelf doesn't have, or whose place isn't known, has no region.
    """
    if not page.has_picture:
        return None
    print_file = page.print_file
    areas = shelf.areas.filter(print_file=print_file).values_list("is_guide", "article", "boxes")
    boxes = {(is_guide, article): boxes for is_guide, article, boxes in areas if boxes}
    things = {thing: said for thing, said in _things(placements, guide).items() if thing in boxes}
    width, height = print_file.width, print_file.height
    reached = reaches([boxes[thing] for thing in things], width, height)
    regions = []
    for (thing, (title, target)), reach in zip(things.items(), reached, strict=True):
        is_guide, article = thing
        key = f"{'guide' if is_guide else 'piece'}-{article}"
        regions.append(Region(key, article, title, outline(boxes[thing], width, height), reach, target))
    return PrintedPage(page.key, width, height, tuple(regions))


def _things(placements, guide):
    """Return {(is_guide, article): (title, target)} of all that can be chosen on the page, in order."""
    found = {}
    for place in placements:
        found.setdefault((False, place.article_id), (place.title, None))
    for entry in guide:
        found.setdefault((True, entry.article_id), (entry.title, entry.target))
    return found

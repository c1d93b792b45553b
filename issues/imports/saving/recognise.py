"""Reads a draft against what stands: which piece of the text is which, and what an editor has made of each."""

from dataclasses import dataclass

from issues.imports.saving import matching, ordering, said
from issues.imports.saving.matching import Standing


@dataclass(frozen=True)
class Piece:
    """One piece of the text: its place on the page, its number as a part, and what stands of it already.

    `place` is None where an editor drops the piece. `before`, `parts` and `corrected` are what the text last
    said, says, and says as corrected (None: dropped) of every part of the article; the lists are said.py's.
    """

    place: int | None
    number: int
    before: list
    parts: list
    corrected: list | None
    standing: Standing | None


@dataclass(frozen=True)
class Reading:
    """The text's Pieces in order, (place, part) of those that an editor has added, and every Standing of the page."""

    pieces: list[Piece]
    added: list[tuple[int, dict]]
    standing: list[Standing]


def recognise(page, draft, corrected, links):
    """Return the Reading of a draft; `corrected` is the draft itself where no editor has corrected it."""
    rough = _parts(draft, page, links)
    standing = matching.standing_pieces(page, [part["title"] or said.stand_in(part) for part in rough])
    found = matching.match(rough, standing, page)
    told = {index: part for index, piece in found.items() if (part := piece.said_on(page))}
    ranks = ordering.ranks(range(len(rough)), {index: part["order"] for index, part in told.items()})
    parts = _parts(draft, page, links, ranks, told)
    if corrected is draft:
        read = [_piece(page, place, part, part, found.get(place)) for place, part in enumerate(parts)]
        return Reading(read, [], standing)
    places, fixed = _corrected(page, parts, corrected, links)
    read = [
        _piece(page, places.get(index), part, fixed.get(places.get(index)), found.get(index))
        for index, part in enumerate(parts)
    ]
    return Reading(
        read, [(place, part) for place, part in fixed.items() if place not in places.values()], standing
    )


def _corrected(page, parts, corrected, links):
    """Return ({index in `parts`: place in the corrected draft}, {place: part}) of a corrected draft."""
    places = matching.match_corrected(parts, _parts(corrected, page, links))
    before = {place: parts[index] for index, place in places.items()}
    ranks = {place: part["order"] for place, part in before.items()}
    return places, dict(enumerate(_parts(corrected, page, links, ranks, before)))


def _parts(draft, page, links, ranks=None, told=None):
    ranks, told = ranks or {}, told or {}
    return [
        said.part(article, page.number, ranks.get(index, index), links, told.get(index))
        for index, article in enumerate(draft.articles)
    ]


def _piece(page, place, part, fixed, standing):
    before = standing.parts_in(page.issue_id) if standing else []
    number = (standing and standing.part_for(page)) or part_number(part)
    parts = with_part(before, number, part)
    return Piece(place, number, before, parts, fixed and with_part(parts, number, fixed), standing)


def part_number(part):
    """Return the number of a part whose other end isn't known: what is continued from another page is the second."""
    return 2 if part["continued_from"] else 1


def with_part(parts, number, part):
    """Return `parts` with `part` as number `number` (from 1); what isn't in yet is None."""
    padded = [*parts, *[None] * (number - len(parts))]
    return [*padded[: number - 1], part, *padded[number:]]

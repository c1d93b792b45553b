"""Puts a text's pieces on their page: where they stand, in what order, and what is printed beside them."""

from articles import richtext
from issues.imports.saving import ordering, said
from issues.imports.saving.errors import require_fit
from issues.imports.saving.merge import three_way
from issues.models import Placement, Prominence

# 字; what a desk sets as 简讯: shorter, and without a picture.
_BRIEF = 200
_BLANK = {"headline": "", "continued_on": None, "continued_from": None, "see_page": None}


def place(page, article, number, piece, printed):
    """Place part `number` of an article that the page didn't have; returns the Placement.

    Its prominence is a first guess by its place (the first leads) and length; no later import changes it.
    """
    last = page.placements.count()
    placement = Placement(page=page, article=article, part=number, order=last, **printed)
    placement.prominence = _prominence(last, piece)
    require_fit(placement, said.PRINTED)
    placement.save()
    return placement


def _prominence(place, piece):
    is_short = not piece["photos"] and 0 < richtext.count_characters(piece["body"]) < _BRIEF
    first = (Prominence.LEAD, Prominence.SECOND)
    return first[place] if place < len(first) else Prominence.BRIEF if is_short else Prominence.NORMAL


def print_beside(article, before, parts, corrected):
    """Set what is printed beside each part of an article, merged with what stands; says whether that changed anything.

    `before`, `parts` and `corrected` are what the text last said, says, and says as corrected (said.py). Every
    part is looked at: a new headline of the first tells on that of the second.
    """
    changed = False
    for placement in article.placements.all():
        number = placement.part
        if number <= len(parts) and parts[number - 1]:
            old = said.printed(before, number) if number <= len(before) and before[number - 1] else _BLANK
            now, fixed = said.printed(parts, number), said.printed(corrected, number)
            changed |= _print(placement, (old, now), (now, fixed))
    return changed


def _print(placement, *versions):
    """Merge each (base, theirs) of `versions` into what stands; say if it changed.

    Where the text names another page to see, the link to the old one goes (pointers.py finds the new).
    """
    ours = {name: getattr(placement, name) for name in said.PRINTED}
    merged = dict(ours)
    for base, theirs in versions:
        merged = {name: three_way(base[name], theirs[name], merged[name])[0] for name in said.PRINTED}
    if merged == ours:
        return False
    for name, value in merged.items():
        setattr(placement, name, value)
    if merged["see_page"] != ours["see_page"]:
        placement.see_article = None
    require_fit(placement, said.PRINTED)
    placement.save()
    return True


def arrange(page, before, now):
    """Give the page's placements the order of its text; returns whether an editor's order stands against it.

    `before` and `now` are article ids as the text last had them and has them now; what doesn't stand on the
    page is passed over.
    """
    placements = {placement.article_id: placement for placement in page.placements.order_by("order", "id")}
    had = [key for key in before if key in placements]
    now = [key for key in now if key in placements]
    standing = [key for key in placements if key in had or key not in now]
    order, is_kept = ordering.settle(standing, had, now)
    if order != list(placements):
        for index, key in enumerate(order):
            placements[key].order = index
        Placement.objects.bulk_update(placements.values(), ["order"])
    return is_kept

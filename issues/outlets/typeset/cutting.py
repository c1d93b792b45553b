"""Takes from a page what there is no room for, a little at a time: ends of long pieces, photos, then whole pieces."""

from math import ceil, inf

# A piece that takes more of the page than this is shortened rather than another left out; and by how much at a time.
_LARGE, _A_LITTLE = 0.3, 0.04
_RANKS = {"lead": 0, "second": 1, "normal": 2, "brief": 3}


def cut(settings, cells, room):
    """Take something from `settings`, a list of what is to be set; returns those that were taken whole, as a list.

    `cells` are the fewest that each takes, infinite where it fits no page; `room` are the page's.
    """
    misfits = [setting for setting, least in zip(settings, cells, strict=True) if least == inf]
    taken = misfits[0] if misfits else max(settings, key=_rows)
    if misfits and taken.drop_picture():
        return []
    if _rows(taken) > _LARGE * room:
        over = 0 if misfits else min(sum(cells) - room, room)
        taken.shorten(max(over, ceil(_rows(taken) * _A_LITTLE)))
        return []
    if not misfits:
        taken = max(reversed(settings), key=rank)
    settings.remove(taken)
    return [taken]


def rank(setting):
    """Return the place of a piece among the others of its page by its weight: 0 for the lead; the guide comes last."""
    return _RANKS[setting.piece.prominence] if setting.piece else len(_RANKS)


def _rows(setting):
    return setting.text_rows(1)

"""Settles the order of a page's pieces between its text and an editor who has moved some."""


def settle(standing, before, now):
    """Return (order, kept): the ids on a page in print order, and whether an editor's order overruled the text's.

    `standing` is how they stand, `before` and `now` how the text last had and now has them. The text's order
    is taken unless an editor has changed it; what the text doesn't know keeps its place, and a new piece
    comes after the one that it follows in the text.
    """
    known = [piece for piece in standing if piece in now]
    common = [piece for piece in now if piece in standing]
    told = [piece for piece in before if piece in known]
    reordered = [piece for piece in known if piece in before] != told
    kept = reordered and [piece for piece in common if piece in before] != told
    places = iter(known if reordered else common)
    order = [next(places) if piece in known else piece for piece in standing]
    for index, piece in enumerate(now):
        if piece not in order:
            order.insert(order.index(now[index - 1]) + 1 if index else 0, piece)
    return order, kept


def ranks(now, before):
    """Return a rank for each id of `now`, a list; `before` has those of the last text.

    Ranks rise in the text's order; while old pieces keep their order they keep their ranks too, so that
    a piece put between two others changes nothing of theirs.
    """
    old = [before[piece] for piece in now if piece in before]
    if old != sorted(set(old)):
        return {piece: float(index) for index, piece in enumerate(now)}
    made, low = {}, None
    for index, piece in enumerate(now):
        high = next((before[later] for later in now[index:] if later in before), None)
        made[piece] = low = before[piece] if piece in before else _between(low, high)
    return made


def _between(low, high):
    if low is None:
        return 0.0 if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2

"""Says as role and name, as credits are printed, who made a picture and who gave it."""

import re

from articles import bylines

# Where a caption's sentence ends and a credit line may begin.
_BREAK = re.compile(r"[。！？!?.）)\n]\s*")
_TOOK, _GAVE = "摄影", "供图"


def credits(creators, title, giver):
    """Return (role, name) pairs, of `creators` (texts) with the `title` that they share, and of `giver`, who supplied it.

    Each may be a whole credit line (新华社记者 某某 摄). Who is only named took the picture (IPTC Photo Metadata: Creator),
    and whoever is named besides has given it (Credit Line).
    """
    made = [pair for creator in creators for pair in _of_creator(creator, title)]
    given = bylines.parse_credits(giver) if giver else ()
    if given and _known(made) <= _known(given):
        return tuple(given)
    if giver and not given and not any(name in giver for name in _known(made)):
        given = ((_GAVE, giver),)
    return tuple(
        dict.fromkeys([*made, *(pair for pair in given if bylines.plain_name(pair[1]) not in _known(made))])
    )


def signed(caption):
    """Return (caption, credits) of a caption with the credit line that ends it, as agencies write them, taken off.

    Where none ends it, the caption is as it was and the credits are ().
    """
    for end in _BREAK.finditer(caption):
        byline = bylines.read_byline(caption[end.end() :])
        if byline and byline.of_picture:
            return caption[: end.end()].strip(), byline.credits
    return caption, ()


def _of_creator(text, title):
    named = bylines.parse_credits(text)
    # Alone, a body is read as one that supplies pictures; as the creator it has taken this one.
    if named:
        return named
    if title and (titled := bylines.parse_credits(f"{title} {text}")):
        return titled
    return bylines.parse_credits(f"{text} 摄") or ((_TOOK, text),)


def _known(pairs):
    return {bylines.plain_name(name) for _role, name in pairs}

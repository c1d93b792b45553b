"""Merges a piece three ways: what its text last said, what it says now, and how the copy stands.

What only the text has changed is taken; what the desk has changed stays. Where both have changed the same thing
differently, the desk's stays and is named, for a person to look at.
"""

from dataclasses import dataclass
from itertools import zip_longest

from articles import richtext

# Of a piece (articles/revisions.py) the text says these; tags and the internal note are the desk's alone.
_FIELDS = ("column", "kicker", "title", "deck", "dateline", "is_advertisement")
_CONTINUED = '<p class="continued">'
BLANK = {**dict.fromkeys(_FIELDS, ""), "is_advertisement": False, "body": "", "credits": [], "photos": []}


@dataclass(frozen=True)
class Field:
    """A field of a piece, or of its photo of that number (from 1)."""

    name: str
    photo: int | None = None


@dataclass(frozen=True)
class Merge:
    """The merged piece, the Fields in which only the desk differs, and those that both changed differently."""

    piece: dict
    kept: tuple[Field, ...] = ()
    clashes: tuple[Field, ...] = ()


def merge(base, theirs, ours):
    """Return the Merge of three pieces; `base` is None for copy that no text has written."""
    base = base or BLANK
    notes = []
    piece = dict(ours)
    for name in _FIELDS:
        piece[name] = _noted(notes, Field(name), three_way(base[name], theirs[name], ours[name]))
    piece["body"] = _noted(notes, Field("body"), _body(base["body"], theirs["body"], ours["body"]))
    piece["credits"] = _noted(
        notes, Field("credits"), _credits(base["credits"], theirs["credits"], ours["credits"])
    )
    piece["photos"] = _photos(notes, base["photos"], theirs["photos"], ours["photos"])
    return Merge(
        piece,
        kept=tuple(field for field, verdict in notes if verdict == "kept"),
        clashes=tuple(field for field, verdict in notes if verdict == "clash"),
    )


def three_way(base, theirs, ours):
    """Return (value, verdict) of one thing; the verdict is "kept", "clash", or None where nobody is overruled."""
    if ours == theirs:
        return ours, None
    if theirs == base:
        return ours, "kept"
    return (theirs, None) if ours == base else (ours, "clash")


def _noted(notes, field, settled):
    value, verdict = settled
    notes.append((field, verdict))
    return value


def _body(base, theirs, ours):
    """Settle a body page by page, so that one page's new text leaves the other page's edits alone.

    Where an editor has taken out or added a jump mark, pages can't be told apart and the body is one thing.
    """
    versions = [richtext.split_at_jumps(html) for html in (base, theirs, ours)]
    if len(versions[0]) != len(versions[2]):
        return three_way(base, theirs, ours)
    settled = [_part(*parts) for parts in zip_longest(*versions, fillvalue="")]
    verdicts = {verdict for _, verdict in settled}
    verdict = next((verdict for verdict in ("clash", "kept") if verdict in verdicts), None)
    merged = [part for part, _ in settled]
    stands = merged == versions[2] + [""] * (len(merged) - len(versions[2]))
    return (ours if stands else join(merged)), verdict


def _part(base, theirs, ours):
    """Settle one page's part; whether it opens in the middle of a paragraph is no difference."""
    settled, verdict = three_way(*(part.replace(_CONTINUED, "<p>", 1) for part in (base, theirs, ours)))
    return (ours if settled == ours.replace(_CONTINUED, "<p>", 1) else theirs), verdict


def join(parts):
    """Return one body of its pages' parts; a first part that is not in yet is empty, empty last ones fall off."""
    while len(parts) > 1 and not parts[-1]:
        parts = parts[:-1]
    return richtext.join_parts(parts)


def _credits(base, theirs, ours):
    """Settle the names as printed; each name's link to a person is settled by itself, the desk's before the text's."""
    printed, verdict = three_way(_printed(base), _printed(theirs), _printed(ours))
    links = [
        {(line["role"], line["name"]): line["reporter"] for line in version}
        for version in (base, theirs, ours)
    ]
    merged = [{"role": role, "name": name, "reporter": _link(links, (role, name))} for role, name in printed]
    return merged, verdict


def _link(links, line):
    base, theirs, ours = (version.get(line) for version in links)
    return three_way(base, theirs, ours)[0] if line in links[2] else theirs


def _printed(credits):
    return [(line["role"], line["name"]) for line in credits]


def _photos(notes, base, theirs, ours):
    """Settle photos by their keys: one that has gone from the text untouched leaves, one that the desk took off stays off."""
    before, now, standing = ({photo["key"]: photo for photo in version} for version in (base, theirs, ours))
    merged = []
    for number, photo in enumerate(ours, 1):
        said = before.get(photo["key"])
        if photo["key"] in now:
            merged.append(_photo(notes, number, said or _untold(photo), now[photo["key"]], photo))
        elif said and _says(said) == _says(photo):
            continue
        else:
            notes.append((Field("photo", number), "clash" if said else None))
            merged.append(photo)
    fresh = [photo for key, photo in now.items() if key not in standing and key not in before]
    notes += [
        (Field("photo", list(now).index(key) + 1), "kept")
        for key in now
        if key in before and key not in standing
    ]
    return merged + fresh


def _photo(notes, number, base, theirs, ours):
    caption = _noted(
        notes, Field("caption", number), three_way(base["caption"], theirs["caption"], ours["caption"])
    )
    settled = _credits(base["credits"], theirs["credits"], ours["credits"])
    part, _ = three_way(base["part"], theirs["part"], ours["part"])
    credits = _noted(notes, Field("credits", number), settled)
    return {**ours, "part": part, "caption": caption, "credits": credits}


def _untold(photo):
    return {**photo, "caption": "", "credits": []}


def _says(photo):
    return photo["caption"], _printed(photo["credits"])

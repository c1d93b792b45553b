"""Reads what the form of an article sends as a piece, whether it can be saved or not: what its writer means by it."""

from articles import bylines, revisions, richtext, tags
from articles.forms import credit_line
from articles.models import Photo, Reporter

_LINES = ("column", "kicker", "title", "deck", "dateline", "internal_note")


def piece_of(sent, article=None, fixed=()):
    """Return the piece (as revisions.snapshot does) that the fields `sent` (a QueryDict) stand for.

    `article` is the stored one, None for a new one; `fixed` are the fields that are no part of the form. What isn't
    sent stays as it is stored. Photos that are still to be uploaded have no file.
    """
    stored = revisions.snapshot(article) if article else {}
    piece = {field: sent.get(field, stored.get(field, "")).strip() for field in _LINES}
    # Browsers send line ends as \r\n, and the database keeps none of them.
    piece["internal_note"] = "\n".join(piece["internal_note"].splitlines())
    piece["body"] = richtext.clean(sent["body"]) if "body" in sent else stored.get("body", "")
    piece["tags"] = _tags(sent["tags"]) if "tags" in sent else stored.get("tags", [])
    is_marked = (
        stored.get("is_advertisement", False) if "is_advertisement" in fixed else "is_advertisement" in sent
    )
    piece["is_advertisement"] = is_marked
    piece["credits"] = _credits(sent) if _has_rows(sent, "credits") else stored.get("credits", [])
    piece["photos"] = _photos(sent, stored.get("photos", []), article)
    return piece


def _tags(line):
    try:
        return sorted(tags.parse(line))
    except ValueError:  # a tag that is too long: the form says so
        return [line]


def _has_rows(sent, prefix):
    return f"{prefix}-TOTAL_FORMS" in sent


def _rows(sent, prefix):
    """Return the rows of an inline that are not taken out, in their order, as {name: text}."""
    rows = []
    for n in range(_number(sent.get(f"{prefix}-TOTAL_FORMS"))):
        start = f"{prefix}-{n}-"
        row = {name.removeprefix(start): sent[name] for name in sent if name.startswith(start)}
        if "DELETE" not in row:
            rows.append(row)
    return sorted(rows, key=lambda row: _number(row.get("order")))


def _number(text):
    return int(text) if (text or "").isdecimal() and len(text) < 6 else 0


def _credits(sent):
    rows = [row for row in _rows(sent, "credits") if row.get("name") or row.get("reporter")]
    chosen = {row["reporter"] for row in rows if row.get("reporter", "").isdecimal()}
    names = {str(pk): name for pk, name in Reporter.objects.filter(pk__in=chosen).values_list("pk", "name")}
    return [
        {
            "role": row.get("role", "").strip(),
            "name": row.get("name", "").strip() or names.get(row.get("reporter"), ""),
            "reporter": _number(row.get("reporter")) or None,
        }
        for row in rows
    ]


def _photos(sent, stored, article):
    """Return the photos in the form's rows, then those ticked in the pool."""
    if not _has_rows(sent, "photos"):
        return stored
    standing = (
        {str(photo.pk): photo for photo in article.photos.prefetch_related("credits")} if article else {}
    )
    ticked = [pk for pk in sent.getlist("pool") if pk.isdecimal()]
    taken = Photo.objects.filter(pk__in=ticked, article=None).prefetch_related("credits") if ticked else []
    rows = [_photo(row, standing.get(row.get("id", "")), n) for n, row in enumerate(_rows(sent, "photos"))]
    return [*rows, *(_as_stored(photo) for photo in taken)]


def _photo(row, photo, number):
    blank = {
        "key": f"new {number}",
        "file": "",
        "width": 0,
        "height": 0,
        "credits": [],
        "caption": "",
        "alt": "",
    }
    before = _as_stored(photo) if photo else blank
    given = {name: row[name].strip().replace("\r\n", "\n") for name in ("caption", "alt") if name in row}
    line = row.get("credit_line")
    if line is None or (photo and line == credit_line(photo.credits.all())):
        return before | given
    pairs = bylines.parse_credits(line) or ([("", line)] if line.strip() else [])
    return before | given | {"credits": [{"role": role, "name": name} for role, name in pairs]}


def _as_stored(photo):
    fields = ("key", "file", "width", "height", "caption", "alt")
    credits = [{"role": credit.role, "name": credit.name} for credit in photo.credits.all()]
    return (
        {field: getattr(photo, field) for field in fields}
        | revisions.photo_facts(photo)
        | {"credits": credits}
    )

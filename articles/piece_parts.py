"""Says a whole piece (a snapshot of articles/revisions.py) as labelled parts in lines, ready to be compared."""

from django.utils.translation import gettext as _

from articles import revisions, richtext
from articles.comparing import Part
from articles.models import Article

# In the order of printing; the desk's own come last.
_HEAD = ("column", "kicker", "title", "deck", "dateline")


def parts_of(piece):
    """Return the Parts of a piece: headline lines, credits, body, each photo, then tags, note and advertisement.

    Parts with nothing in them have no lines. `piece` may lack what an older version didn't keep.
    """
    fields = {field: str(piece.get(field) or "") for field in revisions.FIELDS}
    return [
        *(_field(name, fields[name]) for name in _HEAD),
        Part("credits", _("credits"), _one(_credit_words(piece.get("credits", [])))),
        Part("body", label("body"), body_lines(fields["body"]), fields["body"]),
        *_photos(piece.get("photos", [])),
        Part("tags", label("tags"), _one("、".join(piece.get("tags", [])))),
        _field("internal_note", fields["internal_note"]),
        Part(
            "is_advertisement",
            label("is_advertisement"),
            _one(_("yes") if piece.get("is_advertisement") else ""),
        ),
    ]


def label(name):
    """Return what the desk calls a field of an article."""
    return str(Article._meta.get_field(name).verbose_name)


def body_lines(html):
    """Return a body's words, a block a line: subheads and jumps are marked, other form is left out."""
    marked = html.replace(richtext.JUMP, _("[jump]")).replace("<h3>", "<h3>" + _("[subhead]"))
    return tuple(richtext.plain(marked).split("\n")) if marked else ()


def _field(name, text):
    return Part(name, label(name), tuple(text.splitlines()))


def _one(line):
    return (line,) if line else ()


def _credit_words(credits):
    return "　".join(f"{credit['role']} {credit['name']}".strip() for credit in credits)


def _photos(photos):
    """A photo is known by its key: another one with the same caption is another photo."""
    return [
        Part(f"photo {photo['key']}", _("photo %(number)s") % {"number": n}, _photo_lines(photo, n))
        for n, photo in enumerate(photos, 1)
    ]


def _photo_lines(photo, number):
    facts = (
        (_("order"), str(number)),
        (_("picture"), _file_words(photo)),
        (_("photo headline"), photo.get("headline", "")),
        (_("caption"), photo["caption"]),
        (_("credits"), _credit_words(photo["credits"])),
        (_("alternative text"), photo["alt"]),
        (_("date taken"), photo.get("taken_on", "")),
        (_("place taken"), photo.get("place", "")),
    )
    said = _("%(what)s: %(said)s")
    return tuple(said % {"what": what, "said": " ".join(fact.splitlines())} for what, fact in facts if fact)


def _file_words(photo):
    """Name the stored file by its size and the last signs of its name, so that another one is seen to be another."""
    if not photo["file"]:
        return ""
    facts = {"width": photo["width"], "height": photo["height"], "name": photo["file"].rsplit(".")[0][-6:]}
    return _("%(width)s × %(height)s pixels (file %(name)s)") % facts

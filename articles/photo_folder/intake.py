"""Takes one file of an upload into the photo pool, with what it says of itself, or says why not."""

import io
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import access, photo_facts, photos
from articles.forms import set_credits
from articles.models import Credit, Photo

TAKEN, THERE, REFUSED, OTHER = "taken", "there", "refused", "other"
# More is no caption; an IPTC caption ends there as well (IIM 4.2, 2:120).
_LONGEST_CAPTION = 2000
_MOST_CREDITS = 10
_EXCERPT = 80


@dataclass(frozen=True)
class Outcome:
    """What became of a file: one of the states above, the photo that holds it, and sentences on it."""

    state: str
    path: str
    photo: Photo | None = None
    notes: tuple[str, ...] = ()


def take_in(file, user, taken):
    """Take a photo_folder.files.File into the pool for `user`; returns its Outcome. Nothing is left of a refused one.

    `taken` are the keys of the photos that the same upload has made before; the same bytes make no second photo.
    """
    if file.is_other:
        return Outcome(OTHER, file.path)
    if file.refusal:
        return Outcome(REFUSED, file.path, notes=(file.refusal,))
    try:
        stored = photos.take_in(io.BytesIO(file.data))
    except photos.PictureError as error:
        return Outcome(REFUSED, file.path, notes=(str(error),))
    standing = _standing(stored, user)
    if standing:
        return Outcome(THERE, file.path, standing, (_where(standing, taken),))
    notes = []
    photo = _made(stored, photo_facts.read(file.data), user, notes)
    return Outcome(TAKEN, file.path, photo, tuple(notes))


def _standing(stored, user):
    """Return the photo of the same bytes that the user may see, one in the pool before others, or None."""
    same = access.visible_photos(user).filter(file=stored.name).select_related("article")
    return same.order_by(F("article").asc(nulls_first=True), "-id").first()


def _where(photo, taken):
    if photo.pk in taken:
        return _("The same picture came twice in this upload.")
    if photo.article:
        return _("The same picture stands with “%(title)s”.") % {"title": photo.article.title}
    return _("The same picture is in the photo pool.")


@transaction.atomic
def _made(stored, facts, user, notes):
    photo = Photo(
        headline=_fitted(Photo, "headline", facts.headline, notes),
        caption=_cut(facts.caption, _LONGEST_CAPTION, _("caption"), notes),
        taken_on=_past(facts.taken_on, notes),
        place=_fitted(Photo, "place", facts.place, notes),
        added_by=user,
    )
    photo.show(stored)
    photo.save()
    set_credits(photo, [_credit(pair, notes) for pair in facts.credits[:_MOST_CREDITS]])
    notes += [_("The file also says: “%(text)s”") % {"text": _excerpt(text)} for text in facts.overruled]
    return photo


def _credit(pair, notes):
    role, name = pair
    return _fitted(Credit, "role", role, notes), _fitted(Credit, "name", name, notes)


def _fitted(model, name, text, notes):
    """Return `text` as long as the field takes it."""
    field = model._meta.get_field(name)
    return _cut(text, field.max_length, field.verbose_name, notes)


def _cut(text, most, what, notes):
    if len(text) <= most:
        return text
    facts = {"what": what, "count": most, "text": _excerpt(text[most - 1 :])}
    notes.append(_("%(what)s: more than %(count)s characters; left out: “%(text)s”") % facts)
    return f"{text[: most - 1]}…"


def _excerpt(text):
    text = " ".join(text.split())
    return text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 1]}…"


def _past(day, notes):
    """Return a date that has come; a camera whose clock is wrong may name another."""
    if day is None or day <= timezone.localdate():
        return day
    notes.append(_("By the camera's clock it was taken on %(date)s: left out.") % {"date": date_format(day)})
    return None

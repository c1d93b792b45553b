"""Keeps every version of a whole piece, its fields, credits, photos and tags, and can bring one back.

History, conflict checks and the merge of a repeated import all stand on it.
"""

from django.db import transaction
from django.db.models import Max
from django.utils.dateparse import parse_date

from articles import review
from articles.models import Article, Credit, Photo, Reporter, Revision, random_key
from articles.search import index

FIELDS = ("column", "kicker", "title", "deck", "dateline", "body", "is_advertisement", "internal_note")
_PHOTO_FIELDS = ("key", "file", "width", "height", "part", "caption", "alt")
# What the desk knows of a photo and doesn't print; a version names what there is of it.
_PHOTO_FACTS = ("headline", "taken_on", "place")


def snapshot(article):
    """Return the whole piece as plain data: the article's fields as given, the rest as stored (four queries)."""
    photos = article.photos.prefetch_related("credits")
    return {
        **{field: getattr(article, field) for field in FIELDS},
        "tags": sorted(article.tags.names()),
        "credits": _credits(article.credits.all()),
        "photos": [
            {
                **{field: getattr(photo, field) for field in _PHOTO_FIELDS},
                **photo_facts(photo),
                "credits": _credits(photo.credits.all()),
            }
            for photo in photos
        ],
    }


def photo_facts(photo):
    """Return what the desk knows of a photo and doesn't print, as plain data: what is empty is left out."""
    facts = {field: getattr(photo, field) for field in _PHOTO_FACTS if getattr(photo, field)}
    return {field: fact if isinstance(fact, str) else fact.isoformat() for field, fact in facts.items()}


def _credits(credits):
    return [{"role": c.role, "name": c.name, "reporter": c.reporter_id} for c in credits]


@transaction.atomic
def record(article, user, origin, piece=None):
    """Keep the piece as it stands now, for history and for search; returns the Revision, None where nothing changed.

    `origin` is a Revision.Origin, `user` may be None (a command). An import also keeps what the page's text
    said (`piece`, a snapshot), even where an editor has said the same before: the next import is measured
    against it. Whether a change reopens the review is for the caller to say (articles/review.py).
    Two who record at once come one after the other: the article's row is held until the first is done.
    """
    held = Article.objects.select_for_update().get(pk=article.pk)
    standing = snapshot(held)
    index.write([index.entry(held.pk, standing)])
    piece = piece or standing
    last = article.revisions.order_by("-number").first()
    says_nothing_new = origin != Revision.Origin.IMPORT or (last and last.origin == origin)
    if last and last.piece.items() >= piece.items() and says_nothing_new:
        return None
    return Revision.objects.create(
        article=article, number=last.number + 1 if last else 1, made_by=user, origin=origin, piece=piece
    )


def last_import(article):
    """Return the piece as its page's text last said it, or None for copy that no import has written."""
    revision = article.revisions.filter(origin=Revision.Origin.IMPORT).order_by("-number").first()
    return revision and revision.piece


class OvertakenError(ValueError):
    """Somebody has saved the piece since it was looked at."""


@transaction.atomic
def restore(article, number, user, seen=None):
    """Bring the whole piece back to revision `number`; returns the new Revision, None where it stands so already.

    Photos that have come since return to the pool, those that have gone come back; one that has moved to another
    article stays there, and this one gets a photo of its own over the same file. `seen` is the number of the last
    revision that the person has seen, where known. Raises Revision.DoesNotExist, and OvertakenError where there is a
    later one.
    """
    Article.objects.select_for_update().get(pk=article.pk)
    last = article.revisions.aggregate(last=Max("number"))["last"]
    if seen is not None and seen != last:
        raise OvertakenError
    write(article, article.revisions.get(number=number).piece)
    revision = record(article, user, Revision.Origin.RESTORE)
    if revision:
        review.reopen(article, user)
    return revision


@transaction.atomic
def write(article, piece):
    """Make the article and all that belongs to it be as `piece` (a snapshot) says; makes no revision."""
    for field in FIELDS:
        setattr(article, field, piece[field])
    article.save()
    article.tags.set(piece["tags"])
    _write_credits(piece["credits"], article=article)
    _write_photos(article, piece["photos"])


def _write_photos(article, wanted):
    kept = [photo["key"] for photo in wanted]
    article.photos.exclude(key__in=kept).update(article=None)
    taken = set(
        Photo.objects.filter(key__in=kept)
        .exclude(article=None)
        .exclude(article=article)
        .values_list("key", flat=True)
    )
    for order, data in enumerate(wanted):
        fields = {field: data[field] for field in _PHOTO_FIELDS} | {"article": article, "order": order}
        fields |= {field: data.get(field, "") for field in _PHOTO_FACTS}
        fields["taken_on"] = parse_date(fields["taken_on"])
        if data["key"] in taken:
            fields["key"] = random_key()
        photo, _ = Photo.objects.update_or_create(key=fields.pop("key"), defaults=fields)
        _write_credits(data["credits"], photo=photo)


def _write_credits(wanted, **owner):
    """Write the credits of one owner (article= or photo=); a reporter who is gone leaves the printed name."""
    Credit.objects.filter(**owner).delete()
    known = set(
        Reporter.objects.filter(pk__in=[c["reporter"] for c in wanted if c["reporter"]]).values_list(
            "pk", flat=True
        )
    )
    Credit.objects.bulk_create(
        Credit(
            **owner,
            order=order,
            role=credit["role"],
            name=credit["name"],
            reporter_id=credit["reporter"] if credit["reporter"] in known else None,
        )
        for order, credit in enumerate(wanted)
    )

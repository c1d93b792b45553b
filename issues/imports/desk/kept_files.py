"""Keeps an uploaded file between two steps of a form; its name travels signed, and what is left behind goes."""

import datetime

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from articles.models import random_key

_FOLDER = "word"
_SALT = "issues.kept-file"
# A form that lies open longer has been given up.
KEPT_FOR = datetime.timedelta(days=2)


class FileGone(LookupError):
    """What the form names is not there any more, or never was."""


def keep(data, suffix, facts):
    """Store `data`, sweep out what others have left, and return a signed token for it and `facts` (JSON)."""
    _sweep()
    name = default_storage.save(f"{_FOLDER}/{random_key()}.{suffix}", ContentFile(data))
    return signing.dumps([name, facts], salt=_SALT)


def kept(token):
    """Return (bytes, facts) of a token. Raises FileGone."""
    name, facts = _named(token)
    try:
        with default_storage.open(name) as file:
            return file.read(), facts
    except FileNotFoundError as error:
        raise FileGone from error


def drop(token):
    """Remove what the token names."""
    default_storage.delete(_named(token)[0])


def _named(token):
    try:
        return signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise FileGone from error


def _sweep():
    oldest = timezone.now() - KEPT_FOR
    try:
        names = default_storage.listdir(_FOLDER)[1]
    except FileNotFoundError:
        return
    for name in names:
        path = f"{_FOLDER}/{name}"
        if default_storage.get_modified_time(path) < oldest:
            default_storage.delete(path)

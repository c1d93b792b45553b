"""A stored picture, as photos and portraits have one."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import photos


def random_key():
    """Return 128 random bits for an address that can't be guessed."""
    return secrets.token_urlsafe(16)


class Picture(models.Model):
    """A stored picture: the original, which never leaves, and the sizes made from it (articles/photos.py)."""

    file = models.CharField(_("file"), max_length=200, blank=True, editable=False)
    width = models.PositiveIntegerField(_("width in pixels"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), default=0, editable=False)
    key = models.CharField(_("address key"), max_length=32, unique=True, default=random_key, editable=False)

    class Meta:
        abstract = True

    def attach(self, upload):
        """Store `upload` (an open binary file) as this picture; raises photos.PictureError when it is none."""
        self.show(photos.take_in(upload))

    def show(self, stored):
        """Make what `photos.take_in` has stored this picture."""
        self.file, self.width, self.height = stored.name, stored.width, stored.height

    @property
    def widths(self):
        """The widths in pixels that the picture is served in, smallest first."""
        return photos.widths(self.width) if self.file else []

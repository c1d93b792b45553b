"""The count of changes to what readers may see."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentVersion(models.Model):
    """One row, which the database itself counts up with every change (issues/caching/counting.py).

    `version` begins at the time of its making, in microseconds, so that no number ever comes twice.
    """

    version = models.BigIntegerField(_("version"))
    # The transaction that counted last, where the database numbers them (PostgreSQL).
    counted_in = models.BigIntegerField(_("counted in transaction"), null=True)

    class Meta:
        verbose_name = _("count of changes")
        verbose_name_plural = _("count of changes")

    def __str__(self):
        return str(self.version)

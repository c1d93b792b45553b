"""What search asks of a piece of copy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.copy import Article


class SearchEntry(models.Model):
    """A piece as search compares it: folded (articles/search/folding.py), its units parted by line feeds.

    The index of its pairs of signs hangs on `text` and is kept by the database itself (articles/search/schema.py).
    `headlines` are column, kicker and deck. `printed_on` and `place` order what is found, the second by one number, for
    speed: smaller the newer the issue is, and in an issue the earlier the piece stands in it; 0 before it has been in
    print. They are written with the sign-off of the issue (issues/searching.py), and say nothing of whether a reader
    may see the piece.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="search_entry", editable=False
    )
    printed_on = models.DateField(null=True, editable=False)
    place = models.BigIntegerField(default=0, editable=False)
    title = models.TextField(editable=False)
    headlines = models.TextField(editable=False)
    text = models.TextField(editable=False)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self):
        return self.title

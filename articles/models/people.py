"""The people who are credited."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.bylines import plain_name
from articles.models.pictures import Picture


class ReporterQuerySet(models.QuerySet):
    def named(self, name):
        """The people of that name, spaces inside it ignored (张 三 is 张三)."""
        return self.filter(name=plain_name(name))


class Reporter(Picture):
    """A person who is credited; `file` is the portrait."""

    name = models.CharField(_("name"), max_length=50)
    note = models.CharField(
        _("tells apart"),
        max_length=100,
        blank=True,
        help_text=_("Only where two people share a name: 政法部, 通讯员…"),
    )
    bio = models.TextField(_("about"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reporter",
        verbose_name=_("account"),
        help_text=_("Copy that credits this person is the account's own"),
    )
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)

    objects = ReporterQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporter")
        verbose_name_plural = _("reporters")
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "note"],
                name="one_reporter_a_name_and_note",
                violation_error_message=_(
                    "This person is already there. Two people of one name need a different note."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.name}（{self.note}）" if self.note else self.name

    def save(self, *args, **kwargs):
        self.clean()
        # Its table of phrases takes half a second to load, which no reader's process needs.
        from pypinyin import Style, lazy_pinyin

        self.sort_key = " ".join(lazy_pinyin(self.name, style=Style.TONE3))[:200]
        super().save(*args, **kwargs)

    def clean(self):
        # Before constraints are asked, so that 张 三 meets 张三.
        self.name = plain_name(self.name)

    def get_absolute_url(self):
        return reverse("paper:reporter", args=[self.pk])

"""The paper's own lists, against which copy is checked (articles/checks/)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

USUAL_DATELINES = "本报讯\n本报记者\n据新华社电\n新华社*电\n据新华社*电\n综合消息"


class Severity(models.TextChoices):
    BLOCK = "block", _("blocks sign-off")
    WARNING = "warning", _("warning")


class WatchWord(models.Model):
    """A word that the paper doesn't print, or prints otherwise."""

    term = models.CharField(_("term"), max_length=100, unique=True)
    replacement = models.CharField(_("replacement"), max_length=200, blank=True)
    severity = models.CharField(
        _("severity"), max_length=10, choices=Severity.choices, default=Severity.WARNING
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("watch word")
        verbose_name_plural = _("word list")
        ordering = ["term"]

    def __str__(self):
        return f"{self.term} → {self.replacement}" if self.replacement else self.term


class Official(models.Model):
    """A person whose post and place in the order must be printed right, for the time of office."""

    name = models.CharField(_("person's name"), max_length=50)
    post = models.CharField(_("post"), max_length=100, help_text=_("As printed: 区委副书记、区长"))
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), default=0, help_text=_("1 stands first"))

    class Meta:
        verbose_name = _("name and post")
        verbose_name_plural = _("names and posts")
        ordering = ["rank", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="office_ends_after_it_begins",
                violation_error_message=_("The end of office is before its beginning."),
            ),
        ]

    def __str__(self):
        return f"{self.post} {self.name}"

    def clean(self):
        self.name = "".join(self.name.split())


class HouseStyle(models.Model):
    """The measures of the paper's checks: one row, which an editor can change."""

    datelines = models.TextField(
        _("datelines"),
        default=USUAL_DATELINES,
        blank=True,
        help_text=_("A line each; * stands for any words: 新华社*电"),
    )
    longest_title = models.PositiveSmallIntegerField(_("longest title in characters"), default=30)
    smallest_photo = models.PositiveSmallIntegerField(
        _("least pixels of a photo's longer side for print"), default=1000
    )

    class Meta:
        verbose_name = _("house style")
        verbose_name_plural = _("house style")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1), name="one_house_style", violation_error_message=_("There is one only.")
            ),
        ]

    def __str__(self):
        return gettext("house style")

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    def clean(self):
        if not self.longest_title:
            raise ValidationError({"longest_title": _("A title has at least one character.")})

    @property
    def dateline_lines(self):
        return [line.strip() for line in self.datelines.splitlines() if line.strip()]

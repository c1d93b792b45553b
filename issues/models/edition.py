"""One week's paper and its masthead."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# The hour in Beijing at which an issue goes out on its date, where nobody says otherwise.
RELEASE_HOUR = datetime.time(7)


class Masthead(models.Model):
    """The paper's facts as printed, shared by issues until one changes."""

    name = models.CharField(_("name"), max_length=50)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    website = models.CharField(_("website"), max_length=100, blank=True)
    supervisor = models.CharField(_("supervisor"), max_length=100, blank=True)
    sponsor = models.CharField(_("sponsor"), max_length=100, blank=True)
    publisher = models.CharField(_("publisher"), max_length=100, blank=True)
    license = models.CharField(_("licence number"), max_length=100, blank=True)
    price = models.CharField(_("price"), max_length=30, blank=True)
    postal_code = models.CharField(_("postal issue code"), max_length=30, blank=True)
    slogans = models.TextField(_("slogans"), blank=True, help_text=_("A line each"))

    class Meta:
        verbose_name = _("masthead")
        verbose_name_plural = _("mastheads")
        ordering = ["-id"]

    def __str__(self):
        return self.name

    @property
    def slogan_lines(self):
        return [line for line in self.slogans.splitlines() if line.strip()]


class IssueState(models.TextChoices):
    PREPARATION = "preparation", _("in preparation")
    SIGNED_OFF = "signed_off", _("signed off")


class IssueQuerySet(models.QuerySet):
    def latest_first(self):
        return self.order_by("-date", "-id")

    def on(self, date):
        return self.filter(date=date)

    def numbered(self, number):
        """The issue that bears `number`, alone or as one of a double issue's two."""
        return self.filter(Q(number=number) | Q(number__lt=number, last_number__gte=number))


class Issue(models.Model):
    """One week's paper."""

    number = models.PositiveIntegerField(
        _("running number"), null=True, blank=True, help_text=_("总第…期; a special issue may have none")
    )
    last_number = models.PositiveIntegerField(
        _("last number"), null=True, blank=True, help_text=_("Only for a double issue: the second number")
    )
    year_number = models.PositiveSmallIntegerField(_("number in the year"), null=True, blank=True)
    date = models.DateField(_("date"), db_index=True)
    title = models.CharField(_("special title"), max_length=50, blank=True, help_text=_("特刊, 合刊…"))
    page_count = models.PositiveSmallIntegerField(_("number of pages"), default=4)
    lunar_date = models.CharField(_("lunar date"), max_length=50, blank=True)
    masthead = models.ForeignKey(Masthead, models.PROTECT, related_name="issues", verbose_name=_("masthead"))
    slug = models.SlugField(_("address"), unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=20, choices=IssueState.choices, default=IssueState.PREPARATION, editable=False
    )
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("signed by"),
    )
    signed_off_at = models.DateTimeField(_("signed off at"), null=True, editable=False)
    publish_at = models.DateTimeField(_("goes out at"), null=True, blank=True, help_text=_("Beijing time"))

    copy_due_at = models.DateTimeField(_("copy is due"), null=True, blank=True)
    reviews_due_at = models.DateTimeField(_("reviews are due"), null=True, blank=True)
    proofs_due_at = models.DateTimeField(_("proofs are due"), null=True, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-date", "-id"]
        permissions = [("sign_off_issue", _("Can sign off, schedule and call back an issue"))]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="one_issue_a_number",
                violation_error_message=_("There is already an issue of this number."),
            ),
            models.CheckConstraint(
                condition=Q(last_number__isnull=True) | Q(last_number__gt=F("number")),
                name="double_issue_runs_forward",
                violation_error_message=_("The last number of a double issue is above its first."),
            ),
            models.CheckConstraint(
                condition=Q(page_count__gte=1),
                name="issue_has_a_page",
                violation_error_message=_("An issue has at least one page."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state=IssueState.PREPARATION, signed_off_at__isnull=True, signed_off_by__isnull=True
                )
                | Q(state=IssueState.SIGNED_OFF, signed_off_at__isnull=False, signed_off_by__isnull=False),
                name="sign_off_has_a_hand_and_a_time",
                violation_error_message=_("A sign-off names who signed and when."),
            ),
        ]
        indexes = [models.Index(fields=["state", "publish_at"])]

    def __str__(self):
        return gettext("%(name)s, %(date)s") % {"name": self.label, "date": self.date.isoformat()}

    def save(self, *args, **kwargs):
        self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def clean(self):
        if self.last_number and not self.number:
            raise ValidationError({"number": _("A double issue needs its first number.")})
        first, last = self.number, self.last_number or self.number
        others = Issue.objects.exclude(pk=self.pk).filter(number__isnull=False)
        taken = (
            others.filter(Q(number__range=(first, last)) | Q(number__lt=first, last_number__gte=first))
            if first
            else None
        )
        if taken and taken.exists():
            raise ValidationError({"number": _("There is already an issue of this number.")})

    def get_absolute_url(self):
        return reverse("paper:issue", args=[self.slug])

    def _free_slug(self):
        """The number, or the date of an issue without one; a second such issue of a day gets -2."""
        if self.number:
            return str(self.number)
        taken = set(Issue.objects.exclude(pk=self.pk).filter(date=self.date).values_list("slug", flat=True))
        names = [str(self.date), *(f"{self.date}-{n}" for n in range(2, len(taken) + 2))]
        return next(name for name in names if name not in taken)

    @property
    def label(self):
        """What staff and readers call the issue: 第943期, 第943—944期, or its special title."""
        if not self.number:
            return self.title or gettext("special issue")
        numbers = f"{self.number}—{self.last_number}" if self.last_number else str(self.number)
        return gettext("No. %(number)s") % {"number": numbers}

    @property
    def is_signed_off(self):
        return self.state == IssueState.SIGNED_OFF

    def default_publish_at(self):
        """The issue's date at 07:00 in Beijing (settings.TIME_ZONE)."""
        return timezone.make_aware(
            datetime.datetime.combine(self.date, RELEASE_HOUR), timezone.get_default_timezone()
        )

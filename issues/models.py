"""The edition: a masthead, an issue, its pages, and what stands on them."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, CreditLine, random_key

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


def page_file_name(page, sent_as):
    """Return where a page's print file lies: a name of its own for each upload, that nobody can guess."""
    return f"pages/{random_key()}.pdf"


class Page(models.Model):
    """A printed page (版); its name is 版名."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pages", verbose_name=_("issue"))
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(
        _("printed label"), max_length=10, blank=True, help_text=_("Where it differs: A3")
    )
    name = models.CharField(_("name"), max_length=50, blank=True)
    pdf = models.FileField(_("print file (PDF)"), upload_to=page_file_name, blank=True)
    # What its text last said of the page itself: a new text is measured against it (imports/heading.py).
    last_text = models.JSONField(default=dict, editable=False)
    key = models.CharField(_("address key"), max_length=32, unique=True, default=random_key, editable=False)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["issue", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "number"],
                name="one_page_a_number",
                violation_error_message=_("The issue has a page of this number already."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="page_numbers_begin_at_one",
                violation_error_message=_("Page numbers begin at 1."),
            ),
        ]

    def __str__(self):
        return f"{self.issue.label} {self.printed_label} {self.name}".strip()

    def clean(self):
        _refuse_when_locked(self.issue_id and self.issue)

    def get_absolute_url(self):
        return reverse("paper:page", args=[self.issue.slug, self.number])

    @property
    def printed_label(self):
        """The label as readers say it: 2版, A3版."""
        return gettext("page %(label)s") % {"label": self.label or self.number}


class PageCredit(CreditLine):
    """Who made the page: 责任编辑, 美术编辑, 校对."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="credits", verbose_name=_("page"))

    class Meta(CreditLine.Meta):
        abstract = False
        verbose_name = _("page credit")
        verbose_name_plural = _("page credits")


class Prominence(models.TextChoices):
    LEAD = "lead", _("lead")
    SECOND = "second", _("second")
    NORMAL = "normal", _("normal")
    BRIEF = "brief", _("brief")


class PlacementQuerySet(models.QuerySet):
    def in_print_order(self):
        return self.order_by("page__number", "order", "id")


class Placement(models.Model):
    """An article, or one part of it, on a page.

    A jump is one article with two placements, part 1 and part 2; the pages printed in its jump lines
    (下转, 上接) are kept as printed, so that a part whose other end is not in yet is known.
    """

    page = models.ForeignKey(Page, models.CASCADE, related_name="placements", verbose_name=_("page"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="placements", verbose_name=_("article"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    prominence = models.CharField(
        _("prominence"), max_length=10, choices=Prominence.choices, default=Prominence.NORMAL
    )
    part = models.PositiveSmallIntegerField(_("part"), default=1)
    headline = models.CharField(
        _("own headline"),
        max_length=200,
        blank=True,
        help_text=_("Only where this part is headed differently"),
    )
    continued_on = models.PositiveSmallIntegerField(_("continued on page"), null=True, blank=True)
    continued_from = models.PositiveSmallIntegerField(_("continued from page"), null=True, blank=True)
    see_page = models.PositiveSmallIntegerField(_("see page"), null=True, blank=True)
    see_article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("points to")
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ["page", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "part"],
                name="one_place_for_each_part",
                violation_error_message=_("This part of the article stands on a page already."),
            ),
            models.UniqueConstraint(
                fields=["article", "page"],
                name="one_place_for_an_article_on_a_page",
                violation_error_message=_("The article stands on this page already."),
            ),
            models.CheckConstraint(
                condition=Q(part__gte=1),
                name="parts_begin_at_one",
                violation_error_message=_("Parts begin at 1."),
            ),
        ]

    def __str__(self):
        return f"{self.page} {self.title}"

    def clean(self):
        _refuse_when_locked(self.page_id and self.page.issue)
        elsewhere = Placement.objects.filter(article=self.article_id).exclude(pk=self.pk)
        if self.page_id and elsewhere.exclude(page__issue=self.page.issue_id).exists():
            raise ValidationError(_("The article stands in another issue already."))

    @property
    def title(self):
        return self.headline or self.article.title


class GuideEntry(models.Model):
    """A front-page pointer (今日导读) to a piece inside, linked to it once it is known."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="guide", verbose_name=_("page"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    target = models.PositiveSmallIntegerField(_("to page"))
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("points to")
    )

    class Meta:
        verbose_name = _("guide entry")
        verbose_name_plural = _("guide")
        ordering = ["order", "id"]

    def __str__(self):
        return self.title


class Imprint(models.Model):
    """What stands at the foot of every public page: one row, which an editor can change."""

    icp_number = models.CharField(_("ICP filing"), max_length=50, blank=True, help_text=_("京ICP备…号"))
    police_number = models.CharField(
        _("police filing"), max_length=50, blank=True, help_text=_("京公网安备…号")
    )
    news_licence = models.CharField(_("news-service licence"), max_length=50, blank=True)
    report_telephone = models.CharField(_("report telephone"), max_length=50, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True)
    about = models.TextField(_("about"), blank=True)

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprint")
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1), name="one_imprint", violation_error_message=_("There is one imprint only.")
            ),
        ]

    def __str__(self):
        return gettext("imprint")

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)


def _refuse_when_locked(issue):
    if issue and issue.is_signed_off:
        raise ValidationError(_("The issue is signed off: call it back to change its pages."))

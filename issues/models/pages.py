"""The pages of an issue and what stands on them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, CreditLine, random_key
from issues.models.edition import Issue


class Page(models.Model):
    """A printed page (版); its name is 版名."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="pages", verbose_name=_("issue"))
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(
        _("printed label"), max_length=10, blank=True, help_text=_("Where it differs: A3")
    )
    name = models.CharField(_("name"), max_length=50, blank=True)
    print_file = models.ForeignKey(
        "issues.PrintFile",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("print file"),
    )
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
        return f"{self.issue.label} {self.full_name}"

    def clean(self):
        _refuse_when_locked(self.issue_id and self.issue)

    def get_absolute_url(self):
        return reverse("paper:page", args=[self.issue.slug, self.number])

    @property
    def printed_label(self):
        """The label as readers say it: 2版, A3版."""
        return gettext("page %(label)s") % {"label": self.label or self.number}

    @property
    def full_name(self):
        """Label and name as readers say them: 2版 综合新闻."""
        return f"{self.printed_label} {self.name}".strip()


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


def _refuse_when_locked(issue):
    if issue and issue.is_signed_off:
        raise ValidationError(_("The issue is signed off: call it back to change its pages."))

"""Copy with its photos and credits, before and apart from any page."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import richtext, signs
from articles.models.people import Reporter
from articles.models.pictures import Picture
from articles.models.records import Withdrawal


class ArticleState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    FIRST_REVIEW = "first_review", _("passed first review")
    SECOND_REVIEW = "second_review", _("passed second review")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")


class ArticleQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(state=ArticleState.APPROVED)

    def not_withdrawn(self):
        standing = Withdrawal.objects.filter(article=models.OuterRef("pk"), lifted_at=None)
        return self.exclude(models.Exists(standing))


class Article(models.Model):
    """A piece of copy; the order of fields is the order of printing."""

    column = models.CharField(
        _("column"), max_length=50, blank=True, help_text=_("The standing heading over it")
    )
    kicker = models.CharField(_("kicker"), max_length=200, blank=True)
    title = models.CharField(_("title"), max_length=200)
    deck = models.CharField(_("deck"), max_length=300, blank=True)
    dateline = models.CharField(
        _("dateline"), max_length=50, blank=True, help_text=_("As printed: 本报讯, 据新华社电…")
    )
    body = models.TextField(_("body"), blank=True)
    is_advertisement = models.BooleanField(_("advertisement"), default=False)
    tags = TaggableManager(_("tags"), blank=True, help_text=_("Parted by 、 or a space"))
    internal_note = models.TextField(_("internal note"), blank=True, help_text=_("Readers never see it"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="copy",
        verbose_name=_("writer's account"),
        help_text=_("Whose copy it is until it is submitted"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=ArticleState.choices, default=ArticleState.DRAFT, editable=False
    )
    characters = models.PositiveIntegerField(_("characters"), default=0, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-id"]
        permissions = [
            ("handle_all_copy", _("Can see everyone's copy")),
            ("first_review_article", _("Can pass copy in first review")),
            ("second_review_article", _("Can pass copy in second review")),
            ("final_review_article", _("Can pass copy in final review")),
            ("minor_edit_article", _("Can correct typography without a new review")),
            ("admit_article", _("Can take in printed copy without review")),
            ("withdraw_article", _("Can withdraw an article")),
            ("correct_locked_article", _("Can make a minor edit to copy of a signed-off issue")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="article_has_a_title",
                violation_error_message=_("An article needs a title."),
            ),
        ]
        indexes = [
            models.Index(fields=["state"]),
            # Readers list the columns, and the pieces of one.
            models.Index(fields=["column", "state"], name="article_column"),
            # An import looks for its pieces by their headline, in the pool too.
            models.Index(fields=["title"], name="article_title"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        for line in ("column", "kicker", "title", "deck", "dateline"):
            setattr(self, line, signs.showable(getattr(self, line)))
        self.body = richtext.clean(self.body)
        self.characters = richtext.count_characters(self.body)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("paper:article", args=[self.pk])

    @property
    def copy_number(self):
        """The number that the piece bears on paper and in talk (稿号): year and running number, 2020-00123."""
        return f"{timezone.localtime(self.created_at).year}-{self.pk:05d}"

    @property
    def is_photo_piece(self):
        return not self.characters

    @property
    def withdrawal(self):
        """The withdrawal in force, or None; from `withdrawals` as they are loaded."""
        return next((w for w in self.withdrawals.all() if w.lifted_at is None), None)


class Photo(Picture):
    """A picture with its caption; the same file printed twice is two photos over one stored file."""

    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="photos", verbose_name=_("article")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    part = models.PositiveSmallIntegerField(
        _("part"), default=1, help_text=_("The part of a jump that it stands with; 1 for any other piece")
    )
    headline = models.CharField(
        _("photo headline"), max_length=200, blank=True, help_text=_("To find it by; it is not printed")
    )
    caption = models.TextField(_("caption"), blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What a reader who can't see it should know"),
    )
    taken_on = models.DateField(_("date taken"), null=True, blank=True)
    place = models.CharField(_("place taken"), max_length=100, blank=True)

    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["order", "id"]

    def __str__(self):
        return self.caption[:30] or gettext("photo without caption")

    def save(self, *args, **kwargs):
        for text in ("headline", "caption", "alt", "place"):
            setattr(self, text, signs.showable(getattr(self, text)))
        super().save(*args, **kwargs)


class CreditLine(models.Model):
    """Who did what, in printed order; the name stands as it was printed."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    role = models.CharField(
        _("role"), max_length=30, blank=True, help_text=_("As printed: 记者, 通讯员, 摄影…")
    )
    name = models.CharField(_("name"), max_length=50)

    class Meta:
        abstract = True
        ordering = ["order", "id"]

    def __str__(self):
        return f"{self.role} {self.name}".strip()


class Credit(CreditLine):
    """A credit of an article or of a photo; without a reporter it is a body (新华社, 受访者)."""

    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="credits", verbose_name=_("article")
    )
    photo = models.ForeignKey(
        Photo, models.CASCADE, null=True, blank=True, related_name="credits", verbose_name=_("photo")
    )
    reporter = models.ForeignKey(
        Reporter, models.PROTECT, null=True, blank=True, related_name="credits", verbose_name=_("reporter")
    )

    class Meta(CreditLine.Meta):
        abstract = False
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, photo__isnull=True)
                | Q(article__isnull=True, photo__isnull=False),
                name="credit_belongs_to_one_piece",
                violation_error_message=_("A credit belongs to an article or to a photo."),
            ),
        ]

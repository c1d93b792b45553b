"""Copy and the people and pictures in it, before and apart from any page."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import photos, richtext
from articles.bylines import plain_name


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
            ("approve_article", _("Can approve an article")),
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
        indexes = [models.Index(fields=["state"])]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.body = richtext.clean(self.body)
        self.characters = richtext.count_characters(self.body)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("paper:article", args=[self.pk])

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
    caption = models.TextField(_("caption"), blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What a reader who can't see it should know"),
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["order", "id"]

    def __str__(self):
        return self.caption[:30] or gettext("photo without caption")


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


class Withdrawal(models.Model):
    """An article taken back: who, when, and the paper's note to readers; in force until it is lifted."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="withdrawals", verbose_name=_("article")
    )
    note = models.TextField(_("note to readers"), blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), db_default=Now())
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lifted by"),
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-withdrawn_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(lifted_at__isnull=True),
                name="one_withdrawal_in_force",
                violation_error_message=_("This article is already withdrawn."),
            ),
        ]

    def __str__(self):
        return str(self.article)


class Revision(models.Model):
    """The whole piece as it stood after one change (articles/revisions.py)."""

    class Origin(models.TextChoices):
        EDIT = "edit", _("edit")
        IMPORT = "import", _("import")
        MERGE = "merge", _("import merged with edits")
        MINOR_EDIT = "minor_edit", _("minor edit")
        RESTORE = "restore", _("restore")

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("revision"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    made_at = models.DateTimeField(_("made at"), db_default=Now())
    origin = models.CharField(_("origin"), max_length=20, choices=Origin.choices)
    piece = models.JSONField(_("piece"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="one_revision_a_number"),
        ]

    def __str__(self):
        return f"{self.article} #{self.number}"

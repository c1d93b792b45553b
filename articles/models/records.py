"""What is kept of a piece of copy beside it: its versions, its reviews, its withdrawals."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Withdrawal(models.Model):
    """An article taken back: who, when, and the paper's note to readers; in force until it is lifted."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="withdrawals", verbose_name=_("article")
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

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="revisions", verbose_name=_("article")
    )
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


class Move(models.TextChoices):
    """What can be done with copy on its way to print (articles/review.py says by whom and when)."""

    SUBMIT = "submit", _("submit")
    RECALL = "recall", _("take back")
    FIRST = "first", _("pass first review")
    SECOND = "second", _("pass second review")
    FINAL = "final", _("pass final review")
    RETURN = "return", _("return")
    REOPEN = "reopen", _("reopened by a change")
    ADMIT = "admit", _("taken in as printed")


class Review(models.Model):
    """One move of a piece of copy: who made it, when, on which revision, with which opinion."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="reviews", verbose_name=_("article")
    )
    move = models.CharField(_("move"), max_length=20, choices=Move.choices)
    opinion = models.TextField(_("opinion"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("made at"), db_default=Now())
    revision = models.PositiveIntegerField(_("revision"), default=0)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["id"]

    def __str__(self):
        return f"{self.article} {self.get_move_display()}"

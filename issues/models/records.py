"""What is kept of an issue beside it: versions, proofs, preview links, corrections, printed errors, back-catalogue runs."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, random_key
from issues.models.edition import Issue
from issues.models.pages import Page


def _person(name, **options):
    """A foreign key to the account of whoever did it; the record outlives no account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=name, **options
    )


class EditionRevision(models.Model):
    """An issue, a page or a masthead as it stood after one change (issues/history.py)."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    number = models.PositiveIntegerField(_("revision"))
    made_by = _person(_("by"), null=True)
    made_at = models.DateTimeField(_("made at"), db_default=Now())
    origin = models.CharField(_("origin"), max_length=20)
    standing = models.JSONField(_("as it stood"))

    class Meta:
        verbose_name = _("edition revision")
        verbose_name_plural = _("edition revisions")
        ordering = ["content_type", "object_id", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "number"], name="one_edition_revision_a_number"
            ),
        ]

    def __str__(self):
        return f"{self.content_type} {self.object_id} #{self.number}"


class ProofRound(models.IntegerChoices):
    FIRST = 1, _("first proof")
    SECOND = 2, _("second proof")
    THIRD = 3, _("third proof")


class Proof(models.Model):
    """One of a page's three proofs (三校), read."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="proofs", verbose_name=_("page"))
    round = models.PositiveSmallIntegerField(_("proof"), choices=ProofRound.choices)
    read_by = _person(_("read by"))
    read_at = models.DateTimeField(_("read at"), db_default=Now())
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ["page", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "round"],
                name="one_proof_a_round",
                violation_error_message=_("This proof of the page is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.page} {self.get_round_display()}"

    def get_round_display(self):
        """The proof as the desk calls it; what follows the third is read again because the page has changed."""
        if self.round in ProofRound.values:
            return str(ProofRound(self.round).label)
        return gettext("re-reading %(number)s") % {"number": self.round - len(ProofRound)}


class PreviewLink(models.Model):
    """A link by which somebody without an account may preview one issue, until it expires or is revoked."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="preview_links", verbose_name=_("issue"))
    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    note = models.CharField(_("for whom"), max_length=100, blank=True)
    made_by = _person(_("by"))
    made_at = models.DateTimeField(_("made at"), db_default=Now())
    expires_at = models.DateTimeField(_("expires at"))
    revoked_by = _person(_("revoked by"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return f"{self.issue} {self.note}".strip()


class Correction(models.Model):
    """The paper's word on an error it has printed: what was wrong, what is right, and where it stood."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="corrections", verbose_name=_("article")
    )
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="corrections", verbose_name=_("issue"))
    page_number = models.PositiveSmallIntegerField(_("page"))
    place = models.CharField(_("place"), max_length=50, blank=True, help_text=_("标题, 第2段, 图片说明…"))
    wrong = models.CharField(_("wrong wording"), max_length=500)
    right = models.CharField(_("right wording"), max_length=500)
    note = models.CharField(_("note to readers"), max_length=500, blank=True)
    made_by = _person(_("by"), editable=False)
    made_at = models.DateTimeField(_("made at"), db_default=Now())

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at", "-id"]

    def __str__(self):
        return f"{self.wrong} → {self.right}"


class ErrorKind(models.TextChoices):
    """The kinds by which Chinese papers count printed errors."""

    WORD = "word", _("wrong, missing or superfluous character")
    GRAMMAR = "grammar", _("word or grammar")
    PUNCTUATION = "punctuation", _("punctuation")
    FIGURE = "figure", _("figure, date or unit")
    NAME = "name", _("name, post or order")
    FACT = "fact", _("fact or knowledge")
    LAYOUT = "layout", _("layout, photo or caption")
    OTHER = "other", _("other")


class PrintedError(models.Model):
    """An error found in a printed issue."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="printed_errors", verbose_name=_("issue"))
    page_number = models.PositiveSmallIntegerField(_("page"))
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="printed_errors",
        verbose_name=_("article"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ErrorKind.choices)
    wrong = models.CharField(_("wrong wording"), max_length=500)
    right = models.CharField(_("right wording"), max_length=500, blank=True)
    found_by = models.CharField(_("found by"), max_length=50, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = _person(_("recorded by"), editable=False)
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())

    class Meta:
        verbose_name = _("printed error")
        verbose_name_plural = _("printed-error ledger")
        ordering = ["-issue__date", "page_number", "id"]

    def __str__(self):
        return f"{self.wrong} → {self.right}"


class CatalogueRun(models.Model):
    """One taking-in of printed issues from a folder: who, why, and what became of each file."""

    source = models.CharField(_("folder"), max_length=300)
    reason = models.CharField(_("reason"), max_length=300)
    run_by = _person(_("by"))
    begun_at = models.DateTimeField(_("begun at"), db_default=Now())
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    outcome = models.JSONField(_("outcome"), default=list)

    class Meta:
        verbose_name = _("back-catalogue run")
        verbose_name_plural = _("back catalogue")
        ordering = ["-begun_at", "-id"]
        permissions = [("run_catalogue", _("Can release the back catalogue"))]

    def __str__(self):
        return self.source

"""A page as it was printed: its PDF, the picture made of it, and where its pieces stand on it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article, random_key


def page_file_name(print_file, sent_as):
    """Return where a print file lies: a name of its own for each upload, that nobody can guess."""
    return f"pages/{random_key()}.pdf"


class PrintedText(models.TextChoices):
    """What the text of a print file is worth."""

    READ = "read", _("readable")
    NONE = "none", _("hardly any text: a scan, or letters drawn as outlines")
    WRONG = "wrong", _("wrong: it reads otherwise than it looks")


class PrintFile(models.Model):
    """One page in PDF. It waits until it is read; then it is its page's `print_file`, or says why it is not."""

    page = models.ForeignKey(
        "issues.Page", models.SET_NULL, null=True, related_name="print_files", verbose_name=_("page")
    )
    file = models.FileField(_("print file (PDF)"), upload_to=page_file_name)
    sent_as = models.CharField(_("file name"), max_length=200, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    refusal = models.CharField(_("why it was not read"), max_length=300, blank=True)
    doubt = models.CharField(_("what speaks against it"), max_length=300, blank=True, db_default="")
    text = models.CharField(_("text"), max_length=10, choices=PrintedText.choices, blank=True)
    # In pixels, of the largest size of the picture; 0 where none has been made.
    width = models.PositiveIntegerField(_("width in pixels"), default=0)
    height = models.PositiveIntegerField(_("height in pixels"), default=0)

    class Meta:
        verbose_name = _("print file")
        verbose_name_plural = _("print files")
        ordering = ["page__number", "pk"]

    def __str__(self):
        return self.sent_as or self.file.name


class Whereabouts(models.TextChoices):
    """What is known of a piece on the picture of a page."""

    KNOWN = "known", _("its place is known")
    UNKNOWN = "unknown", _("it stands there, nobody has said where")
    ABSENT = "absent", _("it does not stand there")


# A share of a piece's signs that were found where they should be; below it a person is to look (and the
# picture of a page is kept back while the piece is not public, since a part of it may stand elsewhere).
SURE = 0.85


class Area(models.Model):
    """Where a piece, or a pointer to it in the guide, stands on a print file.

    `boxes` are [left, top, right, bottom] in shares of the page's width and height, from its top left corner.
    """

    print_file = models.ForeignKey(
        PrintFile, models.CASCADE, related_name="areas", verbose_name=_("print file")
    )
    # Copy that is gone stays hidden where it was printed.
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, related_name="areas", verbose_name=_("article")
    )
    is_guide = models.BooleanField(_("in the guide"), default=False)
    whereabouts = models.CharField(
        _("place"), max_length=10, choices=Whereabouts.choices, default=Whereabouts.KNOWN
    )
    boxes = models.JSONField(_("boxes"), default=list)
    confidence = models.FloatField(_("confidence"), default=0)
    is_by_hand = models.BooleanField(_("set by hand"), default=False)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(
                fields=["print_file", "article", "is_guide"], name="one_area_of_a_piece_on_a_print_file"
            )
        ]

    def __str__(self):
        return f"{self.article} {self.get_whereabouts_display()}"

    @property
    def is_doubtful(self):
        """Whether a person is to look at it."""
        known = self.whereabouts == Whereabouts.KNOWN
        return not self.is_by_hand and (
            self.whereabouts == Whereabouts.UNKNOWN or (known and self.confidence < SURE)
        )

    @staticmethod
    def doubtful(path=""):
        """Return the condition on areas, `path` being the lookup path that leads to them, that a person is to look."""
        unsure = Q(**{f"{path}whereabouts": Whereabouts.KNOWN, f"{path}confidence__lt": SURE})
        return Q(**{f"{path}is_by_hand": False}) & (unsure | Q(**{f"{path}whereabouts": Whereabouts.UNKNOWN}))

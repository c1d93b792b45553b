"""Who is at work on what, and what they have typed and not yet saved."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """A person who has the form of `subject` open, `since` when; it counts while it is fresh."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    subject = models.CharField(max_length=100, db_index=True, editable=False)
    since = models.DateTimeField(editable=False)
    seen_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["user", "subject"], name="one_presence_a_person_and_subject"),
        ]

    def __str__(self):
        return f"{self.user} {self.subject}"


class UnsavedText(models.Model):
    """What a person has typed into one opened form of `subject` and not saved; only that person gets it back.

    `form` names the opened form, `sequence` counts what it sends. Once the form is saved its `fields` are empty and
    the row stays a while, so that what is still on its way can't bring the text back.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    subject = models.CharField(max_length=100, editable=False)
    form = models.CharField(max_length=32, editable=False)
    sequence = models.BigIntegerField(default=0, editable=False)
    fields = models.JSONField(editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "subject", "form"], name="one_unsaved_text_an_opened_form"
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.subject}"

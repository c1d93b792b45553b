"""The words at the foot of every public page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


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

"""The edition: issues, their pages, what stands on them, and who may see it when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = _("Edition")

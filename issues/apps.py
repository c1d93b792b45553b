"""The edition: issues, their pages, what stands on them, and who may see it when."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = _("Edition")

    def ready(self):
        from issues.caching import counting

        post_migrate.connect(counting.count_changes, sender=self)

"""The copy desk: articles, the people who made them, and photos."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Copy desk")

    def ready(self):
        from articles.search import matching, schema  # noqa: F401  matching brings the lookup

        connection_created.connect(schema.give_functions)

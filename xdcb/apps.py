"""Puts the desk's own site in the place of Django's admin."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "xdcb.desk.DeskSite"

import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = "Makes the first staff account and prints its random password; does nothing where one is there."

    def handle(self, **options):
        staff = get_user_model().objects
        if staff.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(12)
        staff.create_superuser("admin", password=password)
        told = _("A staff account is made: name %(name)s, password %(password)s (not shown again).")
        self.stdout.write(told % {"name": "admin", "password": password})

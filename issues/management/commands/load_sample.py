from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from issues.imports import sample


class Command(BaseCommand):
    help = "Load the sample issue, signed off for its date; what is there already stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--user", help="user name of the editor who signs it off")

    def handle(self, *args, user, **options):
        editor = User.objects.filter(username=user).first()
        if user and editor is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": user})
        issue, reports = sample.load(editor)
        if not reports:
            self.stdout.write(_("%(issue)s is there already and stays as it is.") % {"issue": issue})
        for report in reports:
            self.stdout.write(report.lines()[0])

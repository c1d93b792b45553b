from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from issues.imports import sample
from issues.management.commands.attach_pdf import tell
from issues.management.named import user_named
from issues.models import Issue
from issues.set_pages import set_pages


class Command(BaseCommand):
    help = "Load the sample issue, signed off for its date; what is there already stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--user", help="user name of the editor who signs it off")
        parser.add_argument("--into-empty", action="store_true", help="only where there is no issue at all")
        parser.add_argument("--set-pages", action="store_true", help="also set its pages for print")
        parser.add_argument("--remove", action="store_true", help="take the sample issue out again")

    def handle(self, *args, user, into_empty, remove, **options):
        if remove:
            self._remove()
        elif not (into_empty and Issue.objects.exists()):
            self._load(user_named(user), options["set_pages"])

    def _load(self, editor, with_pages):
        issue, reports = sample.load(editor)
        if not reports:
            self.stdout.write(_("%(issue)s is there already and stays as it is.") % {"issue": issue})
        for report in reports:
            self.stdout.write(report.lines()[0])
        if reports and with_pages:
            tell(self.stdout, set_pages(issue, editor))

    def _remove(self):
        try:
            issue = sample.remove()
        except sample.EditedSampleError as error:
            message = _("The issue stays: it holds work of your own: %(titles)s") % {"titles": error}
            raise CommandError(message) from error
        said = (
            _("%(issue)s is taken out.") % {"issue": issue} if issue else _("There is no sample issue here.")
        )
        self.stdout.write(said)

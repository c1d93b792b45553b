"""attach_pdf: give an issue's pages their print files, one PDF a page or one for the whole issue."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.management.unreadable import unreadable
from issues.imports.print_files import run, sheets
from issues.management.named import issue_named, user_named


class Command(BaseCommand):
    help = "Give the pages of an issue their print files: the picture, and the areas of what stands on it."

    def add_arguments(self, parser):
        parser.add_argument(
            "files", nargs="*", type=Path, help="PDFs, of one page each or of the whole issue"
        )
        parser.add_argument("--issue", required=True, help="number or address of the issue")
        parser.add_argument("--page", type=int, help="number of the page, for a single sheet")
        parser.add_argument("--user", help="user name of the editor who sends them")

    def handle(self, *args, files, **options):
        issue = issue_named(options["issue"])
        user = user_named(options["user"])
        page = options["page"] and issue.pages.filter(number=options["page"]).first()
        if options["page"] and page is None:
            raise CommandError(_("The issue has no page %(number)s.") % {"number": options["page"]})
        if files:
            try:
                sheets.receive([(path.name, path.read_bytes()) for path in files], issue, user, page or None)
            except OSError as error:
                raise unreadable(error) from error
            except sheets.SheetsError as error:
                raise CommandError(str(error)) from error
        tell(self.stdout, run.read_waiting(issue, user))


def tell(stdout, outcomes):
    """Write a line for each outcome as it comes; a CommandError says how many failed."""
    failed = 0
    for outcome in outcomes:
        stdout.write(outcome.line())
        stdout.flush()
        failed += not outcome.is_read
    if failed:
        raise CommandError(_("%(count)s pages kept what they had.") % {"count": failed})

"""typeset_issue: set an issue's pages for print, where they have no print file."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from issues.issue_files import bound
from issues.management.commands.attach_pdf import tell
from issues.management.named import issue_named, user_named
from issues.outlets.typeset import typeset
from issues.set_pages import set_pages


class Command(BaseCommand):
    help = (
        "Set the pages of an issue for print and give them to readers; pages that have a print file keep it."
    )

    def add_arguments(self, parser):
        parser.add_argument("issue", help="number or address of the issue")
        parser.add_argument("--again", action="store_true", help="also set pages that have a print file")
        parser.add_argument(
            "--out", type=Path, help="write one PDF of all pages here, and change nothing else"
        )
        parser.add_argument("--user", help="user name of the editor who has it set")

    def handle(self, *args, out, **options):
        issue = issue_named(options["issue"])
        user = user_named(options["user"])
        if out is None:
            tell(self.stdout, set_pages(issue, user, options["again"]))
            return
        pages = typeset(issue).pages
        out.write_bytes(bound(issue, [page.pdf for page in pages]))
        for page in pages:
            for sentence in page.missing:
                self.stderr.write(f"{page.page.printed_label}　{sentence}")
        self.stdout.write(_("%(file)s: %(count)s pages") % {"file": out, "count": len(pages)})

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.management.unreadable import unreadable
from issues.imports.catalogue import files, run
from issues.management.named import user_named


class Command(BaseCommand):
    help = "Release printed issues from a folder of page texts; what is released already stays as it is."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", type=Path, help="page texts (.txt), also in subfolders named 943 or 2020-05-22"
        )
        parser.add_argument(
            "--user", required=True, help="user name of the editor-in-chief who releases them"
        )
        parser.add_argument(
            "--reason", required=True, help="why they go out without review; kept with each piece"
        )
        parser.add_argument(
            "--partial", action="store_true", help="also release issues of which a page is missing"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done and save nothing")

    def handle(self, *args, folder, user, reason, partial, dry_run, **options):
        chief = user_named(user)
        if not (chief and run.may_run(chief)):
            raise CommandError(_("“%(name)s” may not release the back catalogue.") % {"name": user})
        if not reason.strip():
            raise CommandError(_("Say why the issues are released without review."))
        if not folder.is_dir():
            raise CommandError(_("There is no folder “%(folder)s”.") % {"folder": folder})
        try:
            found = files.of_folder(folder)
        except OSError as error:
            raise unreadable(error) from error
        if dry_run:
            outcomes = run.rehearse(found, chief, reason, partial)
        else:
            outcomes = run.take_in(found, chief, reason, str(folder.resolve()), partial)
        self._tell(outcomes)

    def _tell(self, outcomes):
        counts = Counter()
        for outcome in outcomes:
            counts[outcome.state] += 1
            self.stdout.write(outcome.line())
            for message in outcome.messages[1:]:
                self.stdout.write(f"    {message}")
            self.stdout.flush()
        self.stdout.write(run.summary(counts))
        if counts[run.FAILED]:
            raise CommandError(
                _("%(count)s issues failed: put them right and run again.") % {"count": counts[run.FAILED]}
            )

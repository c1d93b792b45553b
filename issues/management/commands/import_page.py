"""import_page: read the text of one page into its issue; with --dry-run print the draft and save nothing."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from issues.imports.draft import to_json
from issues.imports.pagetext import PageTextError, read_page


class Command(BaseCommand):
    help = "Read the text of one page into its issue."
    requires_system_checks = []  # a dry run works without a database

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="text of one page, UTF-8 or GB18030")
        parser.add_argument("--dry-run", action="store_true", help="print what was read and save nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--issue", help="number or address of the issue, where the page does not say it")
        parser.add_argument("--user", help="user name of the editor who imports")

    def handle(self, *args, file, dry_run, **options):
        draft = read_file(file)
        if dry_run:
            show = as_json if options["format"] == "json" else as_text
            self.stdout.write(show(draft))
        else:
            report = save(draft, file, options["issue"], options["user"])
            self.stdout.write(report.to_json() if options["format"] == "json" else "\n".join(report.lines()))


def read_file(path):
    """The draft of the page in the file `path`; a CommandError names file and line."""
    try:
        return read_page(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except PageTextError as error:
        place = f"{path}:{error.line}" if error.line else str(path)
        message = _(error.message) % error.params
        raise CommandError(f"{place}: {message}") from error


def save(draft, path, issue, username):
    """Save the draft and return the Report; a CommandError names file and line."""
    # A dry run works without a database, and so without models.
    from django.contrib.auth.models import User

    from issues.imports.save import save_page
    from issues.imports.saving.errors import PageImportError

    user = User.objects.filter(username=username).first()
    if username and user is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": username})
    try:
        return save_page(draft, issue_number=issue, user=user, source=str(path))
    except PageImportError as error:
        raise CommandError(str(error)) from error


def as_json(draft):
    """The draft as the JSON object of the reader's answer."""
    return json.dumps(to_json(draft, _), ensure_ascii=False, indent=2)


def as_text(draft):
    """The draft for people: masthead, page, then a line an article, then the problems."""
    masthead, page = draft.masthead, draft.page
    lines = [f"{masthead.name} {masthead.date or ''} {masthead.issue_number or ''}".strip()]
    lines.append(f"{page.number or '?'} {page.name}".strip())
    lines += [
        f"  {article.title} ({len(article.blocks)}, {len(article.photos)})" for article in draft.articles
    ]
    lines += [f"! {problem.line or ''} {problem.render(_)}" for problem in draft.problems]
    return "\n".join(lines)

"""import_page: read a page's text or PDF into its issue; with --dry-run print the draft and save nothing."""

import json
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.management.unreadable import unreadable
from issues.imports.draft import Draft, to_json
from issues.imports.pagepdf.document import PdfError
from issues.imports.pagepdf.reading import is_pdf, places_of, read_pdf, read_place
from issues.imports.pagetext import PageTextError, read_page

# More is no issue of a newspaper: one page of it is meant.
_MOST_PAGES = 64


@dataclass(frozen=True)
class ReadPage:
    """A page that was read: its Draft, and its PDF as bytes; None where it came as text."""

    draft: Draft
    pdf: bytes | None = None


class Command(BaseCommand):
    help = "Read a page's text or PDF into its issue."
    requires_system_checks = []  # a dry run works without a database

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="text of one page, UTF-8 or GB18030; or a PDF of pages")
        parser.add_argument("--dry-run", action="store_true", help="print what was read and save nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--issue", help="number or address of the issue, where the page does not say it")
        parser.add_argument("--user", help="user name of the editor who imports")
        parser.add_argument("--sheet", type=int, help="only this page of a PDF, counted from 1; else all")

    def handle(self, *args, file, dry_run, sheet, **options):
        pages = read_file(file, sheet, self.stderr.write)
        if dry_run:
            show = as_json if options["format"] == "json" else as_text
            printed = [show(page.draft) for page in pages]
        else:
            reports = save(pages, file, options["issue"], options["user"])
            is_json = options["format"] == "json"
            printed = [report.to_json() if is_json else "\n".join(lines) for report, lines in reports]
        self.stdout.write(together(printed, options["format"]))


def read_file(path, sheet, tell):
    """The ReadPages of the file `path`; a CommandError names file and line, or sheet.

    `sheet` reads that page of a PDF alone; of several pages `tell` is called with a sentence before each.
    """
    try:
        data = path.read_bytes()
        if not is_pdf(data) and path.suffix.lower() != ".pdf":
            return [ReadPage(read_page(data))]
        readings = read_pdf(data, sheet) if sheet is not None else _readings(path, data, tell)
    except OSError as error:
        raise unreadable(error) from error
    except PageTextError as error:
        place = f"{path}:{error.line}" if error.line else str(path)
        message = _(error.message) % error.params
        raise CommandError(f"{place}: {message}") from error
    except PdfError as error:
        raise CommandError(_sentence(path, error)) from error
    return [ReadPage(reading.draft, reading.data) for reading in readings]


def _readings(path, data, tell):
    """Read all pages of a PDF; the CommandError names each that can't be read."""
    places = places_of(data)
    facts = {"file": path, "count": len(places)}
    if len(places) > _MOST_PAGES:
        raise CommandError(_("%(file)s has %(count)s pages: say with --sheet which one.") % facts)
    readings, errors = [], []
    for number, place in enumerate(places, start=1):
        if len(places) > 1:
            tell(_("%(file)s: reading page %(number)s of %(count)s") % {**facts, "number": number})
        try:
            readings.append(read_place(data, *place))
        except PdfError as error:
            errors.append(_sentence(path, error))
    if errors:
        # Of a spread each half may fail for the same reason.
        raise CommandError("\n".join(dict.fromkeys(errors)))
    return readings


def _sentence(path, error):
    place = _("%(file)s, sheet %(sheet)s") % {"file": path, "sheet": error.sheet} if error.sheet else path
    return f"{place}: {_(error.message) % error.params}"


def save(pages, path, issue, username):
    """Save the drafts, all or none, and give their PDFs to their pages; returns (Report, its lines) of each.

    A CommandError names file and line.
    """
    # A dry run works without a database, and so without models.
    from django.db import transaction

    from issues.imports.save import save_page
    from issues.imports.save_pdf import attach
    from issues.imports.saving.errors import PageImportError
    from issues.management.named import user_named

    user = user_named(username)
    try:
        with transaction.atomic() if len(pages) > 1 else nullcontext():
            reports = [
                save_page(page.draft, issue_number=issue, user=user, source=str(path)) for page in pages
            ]
    except PageImportError as error:
        raise CommandError(str(error)) from error
    attached = [
        [attach(page.pdf, path.name, report.page, user)] if page.pdf else []
        for page, report in zip(pages, reports, strict=True)
    ]
    return [(report, [*report.lines(), *said]) for report, said in zip(reports, attached, strict=True)]


def together(printed, form):
    """What was printed of several pages as one: in JSON a list, in text a block each; of one page as it is."""
    if len(printed) == 1 or form == "text":
        return "\n\n".join(printed)
    return "[\n" + ",\n".join(printed) + "\n]"


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

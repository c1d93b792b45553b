"""Takes PDF files in and sets each sheet waiting for its page: all of them, or none."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from issues.imports.pagepdf.document import PdfError
from issues.imports.print_files.placing import Pages, PlacingError
from issues.imports.print_files.sheet import sheets_of
from issues.models import PrintFile


class SheetsError(ValueError):
    """The files can't be taken; `messages` say which file and sheet, why, and what to do."""

    def __init__(self, *messages):
        self.messages = [*messages, _("Nothing was taken: mend this, and send all of the files again.")]
        super().__init__("\n".join(self.messages))


def receive(files, issue, user=None, page=None):
    """Set the sheets of `files` ((name, bytes) each) waiting for the issue's pages; returns their PrintFiles.

    Which page a sheet is, its text says; else the page number it prints; else its file's name (02版.pdf); else their
    order. `page` (a Page) takes a single sheet whatever it says. Where there are fewer sheets than pages, one that
    is wider than high is cut in two, unless a page's text runs across it. What waited for the same pages goes.
    Raises SheetsError, and keeps nothing then.
    """
    sheets = _sheets(files)
    if page:
        _refuse_more_than(1, sheets, files)
        placed = {page: sheets[0]}
    else:
        placed = _placed(sheets, issue, files)
    with transaction.atomic():
        PrintFile.objects.filter(page__in=placed, read_at=None).delete()
        return [_waiting(sheet, page, user) for page, sheet in placed.items()]


def waiting(issue):
    """The print files of an issue that are still to be read, those that were refused among them."""
    return PrintFile.objects.filter(page__issue=issue, read_at=None).select_related("page__issue")


def _sheets(files):
    made, errors = [], []
    for name, data in files:
        try:
            made += sheets_of(name, data)
        except PdfError as error:
            place = (
                _("%(file)s, sheet %(sheet)s") % {"file": name, "sheet": error.sheet} if error.sheet else name
            )
            errors.append(_("%(what)s: %(why)s") % {"what": place, "why": _(error.message) % error.params})
    if errors:
        raise SheetsError(*errors)
    return made


def _placed(sheets, issue, files):
    """Return {page: sheet}."""
    wanted = list(issue.pages.order_by("number"))
    _refuse_more_than(len(wanted), sheets, files)
    pages = Pages(issue, wanted)
    if len(sheets) < len(wanted):
        sheets = [part for sheet in sheets for part in _pages_on(sheet, pages)]
        _refuse_more_than(len(wanted), sheets, files)
    try:
        return pages.place(sheets)
    except PlacingError as error:
        raise SheetsError(
            str(error), _("If it is meant all the same, send it alone and choose its page.")
        ) from error


def _pages_on(sheet, pages):
    return sheet.halves() if sheet.is_spread and not pages.is_one_page(sheet) else [sheet]


def _refuse_more_than(pages, sheets, files):
    if len(sheets) > pages:
        facts = {"files": "、".join(name for name, _data in files), "sheets": len(sheets), "pages": pages}
        raise SheetsError(
            _("%(files)s: there are %(sheets)s sheets and %(pages)s pages; send one for each, or fewer.")
            % facts
        )


def _waiting(sheet, page, user):
    made = PrintFile(page=page, sent_as=sheet.sent_as[:200], sent_by=user)
    made.file.save(sheet.sent_as, ContentFile(sheet.data), save=False)
    made.save()
    return made

"""Takes PDF files in and sets each sheet waiting for its page: all of them, or none."""

import re
from collections import Counter
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from issues.imports.pagepdf import document
from issues.imports.pagepdf.matching import fold, pairs_of
from issues.imports.print_files import wanted
from issues.models import PrintFile

# The share of a page's pairs of signs that a sheet must have to be known as that page, and how many times more
# than of any other page.
_KNOWN, _CLEARLY = 0.3, 1.5


class SheetsError(ValueError):
    """The files can't be taken; `messages` say which file and sheet, and why."""

    def __init__(self, messages):
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass
class _Sheet:
    """One page's PDF out of the files, what its text says, and what it is called."""

    data: bytes
    pairs: set
    sent_as: str
    number: int | None = None
    is_spread: bool = False


def receive(files, issue, user=None, page=None):
    """Set the sheets of `files` ((name, bytes) each) waiting for the issue's pages; returns their PrintFiles.

    Which page a sheet is, its text says; else its file's name (02版.pdf); else their order. `page` (a Page) takes a
    single sheet whatever it says. Where there are fewer sheets than pages, one that is wider than high is cut in two.
    What waited for the same pages goes.
    Raises SheetsError, and keeps nothing then.
    """
    pages = [page] if page else list(issue.pages.order_by("number"))
    sheets = _sheets(files, len(pages))
    if len(sheets) > len(pages):
        raise SheetsError([_too_many(len(sheets), len(pages))])
    with transaction.atomic():
        placed = _placed(sheets, pages)
        PrintFile.objects.filter(page__in=placed, read_at=None).delete()
        return [_waiting(sheet, page, user) for page, sheet in placed.items()]


def waiting(issue):
    """The print files of an issue that are still to be read, those that were refused among them."""
    return PrintFile.objects.filter(page__issue=issue, read_at=None).select_related("page__issue")


def _too_many(sheets, pages):
    return _(
        "There are %(sheets)s sheets and %(pages)s pages: send as many as there are pages, or fewer."
    ) % {
        "sheets": sheets,
        "pages": pages,
    }


def _sheets(files, pages):
    made, errors = [], []
    for name, data in files:
        try:
            with document.opened(data) as pdf:
                made += [_whole(pdf, number, name) for number in range(1, pdf.count + 1)]
        except document.PdfError as error:
            place = (
                _("%(file)s, sheet %(sheet)s") % {"file": name, "sheet": error.sheet} if error.sheet else name
            )
            errors.append(_("%(what)s: %(why)s") % {"what": place, "why": _(error.message) % error.params})
    if errors:
        raise SheetsError(errors)
    are_fewer = len(made) < pages
    return [part for sheet in made for part in (_halves(sheet) if sheet.is_spread and are_fewer else [sheet])]


def _whole(pdf, number, name):
    """Take a sheet out of its file."""
    sheet, many = pdf.sheet(number), pdf.count > 1
    return _Sheet(
        pdf.alone(number),
        _pairs(sheet.read().signs),
        _("%(file)s, sheet %(sheet)s") % {"file": name, "sheet": number} if many else name,
        None if many else _number_in(name),
        sheet.is_spread,
    )


def _halves(spread):
    """Cut a sheet in two; the number in its name is that of neither."""
    halves = []
    for name, crop in ((_("%(sheet)s, left half"), (0, 0.5)), (_("%(sheet)s, right half"), (0.5, 1))):
        with document.opened(spread.data) as pdf:
            data = pdf.alone(1, crop)
        with document.opened(data) as pdf:
            halves.append(_Sheet(data, _pairs(pdf.sheet(1).read().signs), name % {"sheet": spread.sent_as}))
    return halves


def _pairs(signs):
    return pairs_of(fold("".join(sign.text for sign in signs)))


def _number_in(name):
    """Return the page number in a file's name: the last number before its suffix (20200522-02.pdf, A03.pdf, 2版.pdf)."""
    numbers = re.findall(r"\d+", name.rsplit(".", 1)[0])
    return int(numbers[-1]) if numbers and len(numbers[-1]) <= 3 else None


def _placed(sheets, pages):
    """Return {page: sheet}, in the order of the pages."""
    if len(pages) == 1:
        return {pages[0]: sheets[0]}
    said = {page: _pairs_on(page) for page in pages}
    placed, left = {}, []
    for sheet in sheets:
        page = _told_by_text(sheet, said)
        if page and page in placed:
            raise SheetsError([_two_of_one(placed[page], sheet, page)])
        if page:
            placed[page] = sheet
        else:
            left.append(sheet)
    for sheet in left:
        free = [page for page in pages if page not in placed]
        page = (
            next((page for page in free if page.number == sheet.number), None)
            if _is_unique(sheet, left)
            else None
        )
        placed[page or _next_free(sheet, left, free)] = sheet
    return {page: placed[page] for page in pages if page in placed}


def _is_unique(sheet, sheets):
    return sheet.number is not None and Counter(s.number for s in sheets)[sheet.number] == 1


def _next_free(sheet, left, free):
    """The first page that no other sheet's name asks for."""
    asked = {other.number for other in left if other is not sheet and _is_unique(other, left)}
    return next((page for page in free if page.number not in asked), free[0])


def _two_of_one(one, other, page):
    facts = {"one": one.sent_as, "other": other.sent_as, "page": page.full_name}
    return _("“%(one)s” and “%(other)s” are both %(page)s.") % facts


def _pairs_on(page):
    return pairs_of(fold("".join(text for piece in wanted.on_page(page) for text in piece.texts)))


def _told_by_text(sheet, said):
    shares = sorted(
        ((len(pairs & sheet.pairs) / len(pairs), page.number, page) for page, pairs in said.items() if pairs),
        reverse=True,
    )
    if not shares or shares[0][0] < _KNOWN:
        return None
    return shares[0][2] if len(shares) < 2 or shares[0][0] > _CLEARLY * shares[1][0] else None


def _waiting(sheet, page, user):
    made = PrintFile(page=page, sent_as=sheet.sent_as[:200], sent_by=user)
    made.file.save(sheet.sent_as, ContentFile(sheet.data), save=False)
    made.save()
    return made

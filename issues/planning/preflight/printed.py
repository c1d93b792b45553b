"""Holds the pages' print files against the pages: none sent, pieces not marked on the picture, a file kept from readers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues.areas_to_look_at import to_look_at
from issues.models import PrintedText
from issues.planning.preflight.finding import WARNING, Mending, of_page
from issues.print_lacking import lacking
from issues.print_withheld import withheld


def missing(edition):
    """Yield a finding for each page that has no print file while others of the issue have one."""
    if not _has_any(edition):
        return
    for page in edition.pages:
        if page.print_file is None and edition.standing[page.number]:
            message = _("The page has no print file; other pages have one.")
            yield of_page("print_file_missing", WARNING, message, page, mending=_print_files(page))


def areas_in_doubt(edition):
    """Yield a finding for each page of which a person is to say, or to check, where pieces stand on its picture."""
    counts = to_look_at(edition.issue) if _has_any(edition) else {}
    for page in edition.pages:
        if count := counts.get(page.pk):
            rule, message = _doubt(page.print_file, count)
            yield of_page(rule, WARNING, message, page, mending=_areas(page))


def of_another_issue(edition):
    """Yield a finding for each page whose print file prints another issue's number and date."""
    for page in edition.pages:
        if page.print_file and page.print_file.doubt:
            doubt = page.print_file.doubt
            yield of_page("print_file_of_another_issue", WARNING, doubt, page, mending=_print_files(page))


def without_a_piece(edition):
    """Yield a finding for each piece that stands on a page and not on its print file."""
    found = lacking(edition.issue) if _has_any(edition) else {}
    for page in edition.pages:
        for title in found.get(page.pk, ()):
            message = _(
                "“%(title)s” stands on the page and not on its print file. Set the page anew, or send it again."
            ) % {"title": title}
            yield of_page("print_file_lacks", WARNING, message, page, mending=_print_files(page))


def kept_from_readers(edition):
    """Yield a finding for each page whose print file shows what no reader may see."""
    said = withheld(edition.issue) if _has_any(edition) else {}
    for page in edition.pages:
        if page.pk in said:
            yield of_page("print_file_withheld", WARNING, said[page.pk], page, mending=_print_files(page))


def _has_any(edition):
    return any(page.print_file_id for page in edition.pages)


def _doubt(print_file, count):
    if print_file.text in ("", PrintedText.READ):
        message = ngettext(
            "%(count)s piece is to be looked at on the page's picture.",
            "%(count)s pieces are to be looked at on the page's picture.",
            count,
        )
        return "areas_doubtful", message % {"count": count}
    message = ngettext(
        "The text of the print file can't be used (%(why)s): %(count)s piece is to be marked by hand.",
        "The text of the print file can't be used (%(why)s): %(count)s pieces are to be marked by hand.",
        count,
    )
    return "areas_unmarked", message % {"why": print_file.get_text_display(), "count": count}


def _areas(page):
    return Mending(reverse("admin:issues_page_areas", args=[page.pk]), _("areas of its pieces"))


def _print_files(page):
    return Mending(reverse("admin:issues_issue_print_files", args=[page.issue_id]), _("Print files"))

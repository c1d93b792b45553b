"""What the PDFs of the paper are called where a reader keeps them."""

from django.utils.formats import date_format


def of_page(page):
    """Return the name of a page's PDF: the paper's, the date, the page."""
    return f"{_of(page.issue)}-{page.printed_label}.pdf"


def of_issue(issue):
    """Return the name of an issue's PDF: the paper's and the date."""
    return f"{_of(issue)}.pdf"


def _of(issue):
    return f"{issue.masthead.name}-{date_format(issue.date, 'Y-m-d')}"

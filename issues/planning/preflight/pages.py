"""Finds pages of the issue that are missing, empty, or more than its masthead says."""

from django.utils.translation import gettext as _

from issues.planning.preflight.finding import BLOCK, WARNING, IssueFinding, of_page


def missing(edition):
    """Yield a finding for each page that the masthead counts and the issue doesn't have."""
    for number in range(1, edition.issue.page_count + 1):
        if number not in edition.pages_by_number:
            yield IssueFinding("page_missing", BLOCK, _("The page is missing."), number)


def empty(edition):
    """Yield a finding for each page on which nothing is printed."""
    for page in edition.pages:
        if not edition.standing[page.number]:
            yield of_page("page_empty", BLOCK, _("Nothing stands on the page."), page)


def beyond_count(edition):
    """Yield a finding for each page above the number of pages that the masthead says."""
    for page in edition.pages:
        if page.number > edition.issue.page_count and edition.standing[page.number]:
            message = _("One page more than the masthead says (%(count)s).")
            yield of_page("page_beyond_count", WARNING, message % {"count": edition.issue.page_count}, page)

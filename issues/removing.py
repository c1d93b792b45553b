"""Takes a page out of its issue so that the issue's history knows of it, names what stood there and can bring it back."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.translation import gettext as _

from issues import history


def titles_on(page):
    """Return the titles of what stands on the page, in print order."""
    return list(page.placements.order_by("order", "id").values_list("article__title", flat=True))


def holds_anything(page):
    """Say whether anything would go with the page: pieces, credits, a guide, a print file."""
    return bool(page.print_file_id) or any(
        part.exists() for part in (page.placements, page.credits, page.guide)
    )


def told(page):
    """Return what removing the page does, in a sentence: which page, and which pieces go back to the pool."""
    named = page.full_name
    titles = "".join(_("“%(title)s”") % {"title": title} for title in titles_on(page))
    if not titles:
        return _("%(page)s was removed from the issue.") % {"page": named}
    facts = {"page": named, "titles": titles}
    return _("%(page)s was removed from the issue; %(titles)s went back to the pool.") % facts


def log(issue, user, said):
    """Log a sentence that `told` gave with the issue, whose history shows it."""
    LogEntry.objects.log_actions(user.pk, [issue], CHANGE, said, single_object=True)


@transaction.atomic
def remove(page, user):
    """Remove a page with all that belongs to it, as one version of its issue."""
    issue, said = page.issue, told(page)
    history.begin(issue)
    history.begin(page)
    page.delete()
    history.record(issue, user, "edit")
    log(issue, user, said)

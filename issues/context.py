"""What every page of the site shows around its content."""

from django.utils.functional import SimpleLazyObject

from issues.models import Imprint, Masthead
from issues.publication import published_issues


def paper(request):
    """Give templates the `imprint` of the foot and the latest issue's masthead; loaded only where shown."""
    return {
        "imprint": SimpleLazyObject(lambda: Imprint.objects.first() or Imprint()),
        "latest_masthead": SimpleLazyObject(_latest_masthead),
    }


def _latest_masthead():
    issue = published_issues().latest_first().select_related("masthead").first()
    return issue.masthead if issue else Masthead()

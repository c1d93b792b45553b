"""Names the pieces of a page that its print file doesn't show: given back to readers after the page was made without them."""

from collections import defaultdict

from django.db.models import Exists, OuterRef

from articles.models import Article
from issues.models import Area, Placement, Whereabouts


def lacking(issue):
    """Return {page's pk: [titles]} for the pages of `issue` where one that is not withdrawn is missing; one query.

    What a person has said not to stand there is meant to be missing.
    """
    absent = Area.objects.filter(
        print_file=OuterRef("page__print_file"),
        article=OuterRef("article"),
        is_guide=False,
        is_by_hand=False,
        whereabouts=Whereabouts.ABSENT,
    )
    standing = Placement.objects.filter(
        Exists(absent), page__issue=issue, article__in=Article.objects.not_withdrawn()
    )
    found = defaultdict(list)
    for page, title in standing.order_by("order", "pk").values_list("page", "article__title"):
        found[page].append(title)
    return dict(found)

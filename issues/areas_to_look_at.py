"""Counts the pieces of a page of which a person is to say, or to check, where they stand on its print file."""

from collections import Counter

from django.db.models import Exists, OuterRef

from issues.models import Area, GuideEntry, Placement


def never_looked_for(standing, is_guide):
    """Return those of `standing` (Placements, or GuideEntries with a piece) for which the page's file was not searched."""
    areas = Area.objects.filter(
        print_file=OuterRef("page__print_file"), article=OuterRef("article"), is_guide=is_guide
    )
    return standing.exclude(page__print_file=None).filter(~Exists(areas))


def to_look_at(issue):
    """Return {page's pk: count} for the pages that have any such piece; three queries."""
    doubtful = Area.objects.filter(Area.doubtful(), print_file__in=issue.pages.values("print_file"))
    placed = never_looked_for(Placement.objects.filter(page__issue=issue), is_guide=False)
    pointed = never_looked_for(GuideEntry.objects.filter(page__issue=issue).exclude(article=None), True)
    found = Counter(doubtful.values_list("print_file__page", flat=True))
    found.update(placed.values_list("page", flat=True))
    # Two entries may point to one piece: it has one area.
    found.update(page for page, _article in set(pointed.values_list("page", "article")))
    return dict(found)

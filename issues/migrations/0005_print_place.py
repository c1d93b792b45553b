"""Tells the search when and where in its issue the copy of signed-off issues is printed."""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def place_entries(apps, schema_editor):
    Entry, Placement = apps.get_model("articles", "SearchEntry"), apps.get_model("issues", "Placement")
    for issue in apps.get_model("issues", "Issue").objects.filter(state="signed_off"):
        stands = Placement.objects.filter(article=OuterRef("article"), page__issue=issue)
        stands = stands.order_by("page__number", "order", "id")
        place = stands.values_list(F("page__number") * 1000 + F("order") - issue.date.toordinal() * 10**6)[:1]
        entries = Entry.objects.filter(article__placements__page__issue=issue)
        entries.update(printed_on=issue.date, place=Subquery(place))


class Migration(migrations.Migration):

    dependencies = [
        ("issues", "0004_printed_on"),
        ("articles", "0005_search_apart"),
    ]

    operations = [migrations.RunPython(place_entries, migrations.RunPython.noop)]

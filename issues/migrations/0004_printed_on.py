"""Tells the search on which day the copy of signed-off issues was printed."""

from django.db import migrations


def date_entries(apps, schema_editor):
    Entry = apps.get_model("articles", "SearchEntry")
    for issue in apps.get_model("issues", "Issue").objects.filter(state="signed_off"):
        placed = Entry.objects.filter(article__placements__page__issue=issue)
        placed.update(printed_on=issue.date)


class Migration(migrations.Migration):

    dependencies = [
        ("issues", "0003_roles"),
        ("articles", "0003_search"),
    ]

    operations = [migrations.RunPython(date_entries, migrations.RunPython.noop)]

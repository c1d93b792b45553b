"""The search of printed openings and of headlines without their gaps, and where in its issue a piece is printed.

What finds are ordered by is read without the text beside it (articles/search/schema.py).
"""

from importlib import import_module

from django.db import migrations, models

from articles.search import schema

fill = import_module("articles.migrations.0003_search").fill


def fill_anew(apps, schema_editor):
    schema.remove(schema_editor.connection)
    apps.get_model("articles", "SearchEntry").objects.all().delete()
    schema.make(schema_editor.connection)
    schema.make_narrow(schema_editor.connection)
    fill(apps, schema_editor)


class Migration(migrations.Migration):

    dependencies = [("articles", "0004_columns")]

    operations = [
        migrations.AddField("searchentry", "place", models.BigIntegerField(default=0, editable=False)),
        migrations.RunPython(fill_anew, migrations.RunPython.noop),
    ]

"""Finds the copy of a column."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("articles", "0003_search")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["column", "state"], name="article_column"),
        ),
    ]

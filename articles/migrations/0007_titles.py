"""Finds copy by its headline, as an import does."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("articles", "0006_photo_facts")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["title"], name="article_title"),
        ),
    ]

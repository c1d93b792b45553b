"""The search entries of copy, the index of their pairs of signs, and an entry for all copy that is there already."""

import django.db.models.deletion
from django.db import migrations, models

from articles.search import folding, schema, units

AT_ONCE = 200


def make_index(apps, schema_editor):
    schema.make(schema_editor.connection)


def remove_index(apps, schema_editor):
    schema.remove(schema_editor.connection)


def fill(apps, schema_editor):
    Article, Entry = apps.get_model("articles", "Article"), apps.get_model("articles", "SearchEntry")
    last = 0
    while articles := list(Article.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        tags = tags_of(apps, articles)
        Entry.objects.bulk_create([entry(Entry, article, tags.get(article.pk, [])) for article in articles])
        last = articles[-1].pk


def tags_of(apps, articles):
    tagged = apps.get_model("taggit", "TaggedItem").objects.filter(
        content_type__app_label="articles",
        content_type__model="article",
        object_id__in=[article.pk for article in articles],
    )
    found = {}
    for pk, name in tagged.order_by("tag__name").values_list("object_id", "tag__name"):
        found.setdefault(pk, []).append(name)
    return found


def entry(Entry, article, tags):
    photos = article.photos.order_by("order", "id")
    piece = {
        **{field: getattr(article, field) for field in ("column", "kicker", "title", "deck", "dateline", "body")},
        "tags": tags,
        "credits": credits(article),
        "photos": [{"caption": photo.caption, "credits": credits(photo)} for photo in photos],
    }
    folded = [(unit.kind, folding.fold(unit.text)) for unit in units.units_of(piece)]
    return Entry(
        article_id=article.pk,
        title="\n".join(text for kind, text in folded if kind == units.TITLE),
        headlines="\n".join(text for kind, text in folded if kind == units.HEADLINE),
        text="\n".join(text for _, text in folded),
    )


def credits(owner):
    return list(owner.credits.order_by("order", "id").values("role", "name"))


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0002_desk"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("printed_on", models.DateField(editable=False, null=True)),
                ("title", models.TextField(editable=False)),
                ("headlines", models.TextField(editable=False)),
                ("text", models.TextField(editable=False)),
            ],
            options={"verbose_name": "search entry", "verbose_name_plural": "search entries"},
        ),
        migrations.RunPython(make_index, remove_index),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

from django.db import migrations

from issues import roles


def make_roles(apps, schema_editor):
    # The table of roles is read as it is today: a group gets what it lacks, and loses nothing.
    roles.set_up(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0002_desk"),
        ("articles", "0002_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]

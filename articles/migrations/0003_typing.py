import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="unsavedtext", name="one_unsaved_text_a_person_and_subject"
        ),
        migrations.AddField(
            model_name="presence",
            name="since",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="unsavedtext",
            name="form",
            field=models.CharField(default="", max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="unsavedtext", name="sequence", field=models.BigIntegerField(default=0)
        ),
        migrations.AddConstraint(
            model_name="unsavedtext",
            constraint=models.UniqueConstraint(
                fields=("user", "subject", "form"), name="one_unsaved_text_an_opened_form"
            ),
        ),
    ]

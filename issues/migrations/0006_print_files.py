"""A page's print file is a record of its own, with the areas of what stands on it; the old files become such."""

import django.db.models.deletion
import issues.models.print_files
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def take_over(apps, schema_editor):
    """Where their pieces stand is not known: nothing that isn't public is shown of them (publication.py)."""
    Page, PrintFile = apps.get_model("issues", "Page"), apps.get_model("issues", "PrintFile")
    for page in Page.objects.exclude(pdf=""):
        page.print_file = PrintFile.objects.create(page=page, file=page.pdf.name, read_at=timezone.now())
        page.save(update_fields=["print_file"])


def give_back(apps, schema_editor):
    for page in apps.get_model("issues", "Page").objects.exclude(print_file=None).select_related("print_file"):
        page.pdf = page.print_file.file.name
        page.save(update_fields=["pdf"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_search_apart'),
        ('issues', '0005_print_place'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PrintFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to=issues.models.print_files.page_file_name, verbose_name='print file (PDF)')),
                ('sent_as', models.CharField(blank=True, max_length=200, verbose_name='file name')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='sent at')),
                ('read_at', models.DateTimeField(null=True, verbose_name='read at')),
                ('refusal', models.CharField(blank=True, max_length=300, verbose_name='why it was not read')),
                ('text', models.CharField(blank=True, choices=[('read', 'readable'), ('none', 'no text: perhaps a scan'), ('wrong', 'wrong: it reads otherwise than it looks')], max_length=10, verbose_name='text')),
                ('width', models.PositiveIntegerField(default=0, verbose_name='width in pixels')),
                ('height', models.PositiveIntegerField(default=0, verbose_name='height in pixels')),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='print_files', to='issues.page', verbose_name='page')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
            ],
            options={
                'verbose_name': 'print file',
                'verbose_name_plural': 'print files',
                'ordering': ['page__number', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='page',
            name='print_file',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='issues.printfile', verbose_name='print file'),
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_guide', models.BooleanField(default=False, verbose_name='in the guide')),
                ('whereabouts', models.CharField(choices=[('known', 'its place is known'), ('unknown', 'it stands there, nobody has said where'), ('absent', 'it does not stand there')], default='known', max_length=10, verbose_name='place')),
                ('boxes', models.JSONField(default=list, verbose_name='boxes')),
                ('confidence', models.FloatField(default=0, verbose_name='confidence')),
                ('is_by_hand', models.BooleanField(default=False, verbose_name='set by hand')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='areas', to='articles.article', verbose_name='article')),
                ('print_file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='areas', to='issues.printfile', verbose_name='print file')),
            ],
            options={
                'verbose_name': 'area',
                'verbose_name_plural': 'areas',
                'constraints': [models.UniqueConstraint(fields=('print_file', 'article', 'is_guide'), name='one_area_of_a_piece_on_a_print_file')],
            },
        ),
        migrations.RunPython(take_over, give_back),
        migrations.RemoveField(
            model_name='page',
            name='pdf',
        ),
    ]

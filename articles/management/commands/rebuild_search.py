from django.core.management.base import BaseCommand
from django.db import connection

from articles import revisions
from articles.search import index, schema


class Command(BaseCommand):
    help = "Makes the search index agree with all copy; the site goes on meanwhile."

    def handle(self, **options):
        written, right = index.rebuild(revisions.snapshot)
        schema.count_anew(connection)
        self.stdout.write(f"written {written}, right already {right}")

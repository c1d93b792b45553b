from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from articles import csv_lists
from articles.management.unreadable import unreadable


class Command(BaseCommand):
    help = (
        "Write the paper's word list to a CSV file, or take one in; with --names the list of names and posts."
    )

    def add_arguments(self, parser):
        parser.add_argument("move", choices=["export", "import"])
        parser.add_argument("file", type=Path, help="CSV; read as UTF-8 or GB18030")
        parser.add_argument("--names", action="store_true", help="the list of names and posts instead")

    def handle(self, *args, move, file, names, **options):
        paper_list = csv_lists.PEOPLE if names else csv_lists.WORDS
        try:
            if move == "export":
                file.write_bytes(csv_lists.written(paper_list))
            else:
                self.stdout.write(csv_lists.take_in(paper_list, file.read_bytes()).line())
        except OSError as error:
            raise unreadable(error) from error
        except csv_lists.ListError as error:
            raise CommandError("\n".join(f"{file}: {message}" for message in error.messages)) from error

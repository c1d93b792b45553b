"""Makes the archive out of the pieces that the measured project has written down for it."""

import json
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from peer.models import ArticlePage, ArticlePhoto, IssuePage, PaperIndexPage, SheetPage


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("content", type=Path, help="JSON, written by tests/measure/speed_parts/paper.py")
        parser.add_argument("--editor", required=True)
        parser.add_argument("--password", required=True)

    def handle(self, *args, content, editor, password, **options):
        with transaction.atomic():
            get_user_model().objects.create_superuser(editor, password=password)
            index = PaperIndexPage(title="新东城报", slug="issues")
            Page.get_first_root_node().add_child(instance=index)
            Site.objects.update(root_page=index)
            self._images = {}
            issues = json.loads(content.read_text(encoding="utf-8"))
            for issue in issues:
                self._issue(index, issue, is_latest=issue is issues[-1])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _issue(self, index, issue, is_latest):
        facts = {name: issue[name] for name in ("number", "date", "slogans", "publisher", "license")}
        page = IssuePage(title=f"第{issue['number']}期", slug=str(issue["number"]), **facts)
        index.add_child(instance=page)
        for number, sheet in enumerate(issue["pages"], 1):
            made = SheetPage(
                title=f"{number}版 {sheet['name']}", slug=str(number), number=number, credits=sheet["credits"]
            )
            page.add_child(instance=made)
            for order, piece in enumerate(sheet["pieces"], 1):
                article = self._article(made, order, piece)
                if (
                    is_latest
                ):  # what an editor opens; a version of all the others takes minutes and is never read
                    article.save_revision(clean=False)

    def _article(self, sheet, order, piece):
        fields = ("title", "kicker", "deck", "column", "dateline", "byline", "body")
        article = ArticlePage(slug=f"a{order}", **{name: piece[name] for name in fields})
        article.photos = [
            ArticlePhoto(image=self._image(photo["file"]), caption=photo["caption"])
            for photo in piece["photos"]
        ]
        article.tags.add(*piece["tags"])
        return sheet.add_child(instance=article)

    def _image(self, file):
        if file not in self._images:
            with Path(file).open("rb") as opened:
                made = get_image_model()(title=Path(file).stem, file=ImageFile(opened, Path(file).name))
                made.save()
            self._images[file] = made
        return self._images[file]

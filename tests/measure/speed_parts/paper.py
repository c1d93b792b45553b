"""Fills an empty database with an archive of the sample issue's own pieces, and writes it down for the peer.

python -m tests.measure.speed_parts.paper --issues N --content FILE --editor NAME --password WORD

The sample issue is the latest; before it stand copies, a week apart each. WORD_IN of the copies hold WORD, in the
middle of a clause of their first piece.
"""

import argparse
import datetime
import json
import os
from pathlib import Path

WORD, WORD_IN = "琥珀", 91
_FIELDS = ("column", "kicker", "title", "deck", "dateline", "body", "is_advertisement", "characters", "state")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--issues", type=int, required=True)
    parser.add_argument("--content", type=Path, required=True)
    parser.add_argument("--editor", required=True)
    parser.add_argument("--password", required=True)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "xdcb.settings"
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    User.objects.create_superuser(asked.editor, password=asked.password)
    with Path(os.devnull).open("w") as nowhere:
        call_command("load_sample", stdout=nowhere)
    _copy(asked.issues - 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    asked.content.write_text(json.dumps(_written_down(), ensure_ascii=False), encoding="utf-8")


def _copy(count):
    """Make `count` older issues of the pages and pieces of the one that is there."""
    from django.db import transaction

    from issues.models import Issue, Page

    sample = Issue.objects.get()
    with transaction.atomic():
        issues = Issue.objects.bulk_create(_older(sample, weeks) for weeks in range(1, count + 1))
        for page in sample.pages.all():
            pages = Page.objects.bulk_create(
                Page(issue=issue, number=page.number, name=page.name) for issue in issues
            )
            _many(page.credits.all(), page=pages)
            _many(page.guide.all(), page=pages, article=None)
        pages = {(page.issue_id, page.number): page for page in Page.objects.exclude(issue=sample)}
        for article in _articles(sample):
            _copy_piece(article, issues, pages)


def _older(sample, weeks):
    from issues.models import Issue

    number, date = sample.number - weeks, sample.date - datetime.timedelta(weeks=weeks)
    facts = {name: getattr(sample, name) for name in ("masthead", "state", "signed_off_by", "signed_off_at")}
    issue = Issue(number=number, slug=str(number), date=date, page_count=sample.page_count, **facts)
    issue.publish_at = issue.default_publish_at()
    return issue


def _copy_piece(article, issues, pages):
    """Make a copy of a piece, with all that belongs to it, for each issue."""
    from articles import revisions
    from articles.models import Article, Photo, random_key
    from articles.search import index
    from issues import searching
    from issues.models import Placement

    places = list(article.placements.select_related("page").order_by("part"))
    is_first = places[0].page.number == 1 and places[0].order == 0
    fields = {name: getattr(article, name) for name in _FIELDS}
    copies = Article.objects.bulk_create(
        Article(
            **fields | {"body": _planted(article.body) if is_first and number < WORD_IN else article.body}
        )
        for number, _ in enumerate(issues)
    )
    _many(article.credits.all(), article=copies)
    for photo in article.photos.all():
        keys = [random_key() for _ in copies]
        _many(photo.credits.all(), photo=_many([photo], article=copies, key=keys))
    for copy in copies:
        copy.tags.add(*article.tags.names())
    for place in places:
        stands = [pages[issue.pk, place.page.number] for issue in issues]
        _many([place], page=stands, article=copies, see_article=None)
    snapshot, entries = revisions.snapshot(article), []
    for copy, issue in zip(copies, issues, strict=True):
        entry = index.entry(copy.pk, snapshot | {"body": copy.body})
        entry.printed_on = issue.date
        entry.place = searching.place_of(places[0].page.number, places[0].order, issue.date)
        entries.append(entry)
    index.write(entries)
    assert Photo.objects.filter(article__in=copies).count() == article.photos.count() * len(copies)
    assert Placement.objects.filter(article__in=copies).count() == len(places) * len(copies)


def _many(rows, **values):
    """Store a copy of each of `rows` for each of what `values` names, lists of equal length; returns the last ones."""
    made = []
    for row in rows:
        count = len(next(value for value in values.values() if isinstance(value, list)))
        own = {
            field.attname: getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if not field.primary_key and field.name not in values
        }
        made = type(row).objects.bulk_create(
            type(row)(
                **own,
                **{name: value[at] if isinstance(value, list) else value for name, value in values.items()},
            )
            for at in range(count)
        )
    return made


def _planted(body):
    at = body.index("<p>") + len("<p>") + 5
    return body[:at] + WORD + body[at:]


def _articles(issue):
    from articles.models import Article

    return Article.objects.filter(placements__page__issue=issue).distinct().order_by("pk")


def _written_down():
    """Return the archive as plain data, the oldest issue first."""
    from issues.models import Issue

    return [_issue(issue) for issue in Issue.objects.select_related("masthead").order_by("date")]


def _issue(issue):
    from issues.models import Placement

    masthead = issue.masthead
    placements = (
        Placement.objects.filter(page__issue=issue, part=1).in_print_order().select_related("article")
    )
    placements = placements.prefetch_related("article__credits", "article__photos", "article__tags")
    pages = issue.pages.prefetch_related("credits").order_by("number")
    return {
        "number": issue.number,
        "date": issue.date.isoformat(),
        "slogans": masthead.slogans,
        "publisher": masthead.publisher,
        "license": masthead.license,
        "pages": [
            {
                "name": page.name,
                "credits": " ".join(map(str, page.credits.all())),
                "pieces": [_piece(stands.article) for stands in placements if stands.page_id == page.pk],
            }
            for page in pages
        ],
    }


def _piece(article):
    from django.core.files.storage import default_storage

    return {
        **{
            name: getattr(article, name) for name in ("column", "kicker", "title", "deck", "dateline", "body")
        },
        "byline": " ".join(map(str, article.credits.all())),
        "tags": [tag.name for tag in article.tags.all()],
        "photos": [
            {"file": default_storage.path(photo.file), "caption": photo.caption}
            for photo in article.photos.all()
        ],
    }


if __name__ == "__main__":
    main()

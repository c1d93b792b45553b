"""Each public view asks the database the same number of questions, however much it has to show."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Photo
from issues.models import Area, PrintFile
from issues.outlets.sitemaps.parts import ISSUES_A_PART
from tests import factories as make

ADDRESSES = {
    "front": ("paper:front", []),
    "issue": ("paper:issue", [943]),
    "page": ("paper:page", [943, 1]),
    "article": ("paper:article", None),
    "archive": ("paper:archive", []),
    "year": ("paper:archive_year", [2020]),
    "day": ("paper:day", [datetime.date(2020, 5, 22)]),
    "reporter": ("paper:reporter", None),
    "tag": ("paper:tag", None),
    "corrections": ("paper:corrections", []),
    "corrections of a year": ("paper:corrections", []),
    "page names": ("paper:page_names", []),
    "pages of a name": ("paper:page_names", []),
    "columns": ("paper:columns", []),
    "column": ("paper:columns", []),
    "reporters": ("paper:reporters", []),
    "tags": ("paper:tags", []),
    "on this day": ("paper:on_this_day", []),
    "a day without an issue": ("paper:go", []),
    "epub": ("outlets:epub", [943]),
    "iiif manifest": ("outlets:iiif_manifest", [943]),
    "offline listing": ("outlets:offline_issue", [943]),
    "offline": ("outlets:offline", []),
    "web manifest": ("outlets:web_manifest", []),
    "latest feed": ("outlets:latest_feed", []),
    "issues feed": ("outlets:issues_feed", []),
    "corrections feed": ("outlets:corrections_feed", []),
    "tag feed": ("outlets:tag_feed", None),
    "reporter feed": ("outlets:reporter_feed", None),
    "sitemap": ("outlets:sitemap", []),
    "sitemap of issues": ("outlets:sitemap_part", None),
    "sitemap of lists": ("outlets:sitemap_part", ["lists", 1]),
    "sitemap of reporters": ("outlets:sitemap_part", ["reporters", 1]),
    "sitemap of tags": ("outlets:sitemap_part", ["tags", 1]),
    "news sitemap": ("outlets:news_sitemap", []),
    "robots": ("outlets:robots", []),
}
QUERY_STRINGS = {
    "corrections of a year": f"?year={timezone.localdate().year}",
    "pages of a name": "?name=要闻",
    "column": "?name=街坊",
    "on this day": "?date=05-22",
    "a day without an issue": "?to=2020-05-23",
}
PINNED = {
    "front": 17,
    "issue": 12,
    "page": 17,
    "article": 14,
    "archive": 7,
    "year": 7,
    "day": 8,
    "reporter": 12,
    "tag": 6,
    "corrections": 5,
    "corrections of a year": 5,
    "page names": 3,
    "pages of a name": 6,
    "columns": 3,
    "column": 5,
    "reporters": 4,
    "tags": 3,
    "on this day": 4,
    "a day without an issue": 5,
    "epub": 15,
    "iiif manifest": 5,
    "offline listing": 9,
    "offline": 2,
    "web manifest": 1,
    "latest feed": 13,
    "issues feed": 6,
    "corrections feed": 5,
    "tag feed": 14,
    "reporter feed": 15,
    "sitemap": 5,
    "sitemap of issues": 5,
    "sitemap of lists": 5,
    "sitemap of reporters": 1,
    "sitemap of tags": 1,
    "news sitemap": 1,
    "robots": 0,
}


def _fill(issue, person, page_count, pieces, photos, credits):
    """Return the first article of the first page; every piece has the photos and credits, one jumps, one points.

    Every page has a picture on which all of it stands.
    """
    firsts = []
    for number in range(1, page_count + 1):
        page = make.make_page(issue, number)
        page.credits.create(role="责任编辑", name="林叙白")
        for order in range(pieces):
            article = make.make_article(
                f"{issue.number}期{number}版第{order}篇", dateline="本报讯", column="街坊"
            )
            article.tags.add("社区")
            for place in range(credits):
                make.credit(article, reporter=person, order=place)
            for place in range(photos):
                make.credit(_photo(article, place), reporter=person)
            make.place(article, page, order=order, see_page=1, see_article=firsts[0] if firsts else None)
            firsts.append(article)
        page.guide.create(title="导读", target=1, article=firsts[0])
        for _ in range(pieces):
            make.make_correction(firsts[-1], page)
        _print(page, firsts[-pieces:], firsts[0])
    return firsts[0]


def _print(page, pieces, pointed_to):
    """A print file as it is known to the database: no view here opens one."""
    page.print_file = PrintFile.objects.create(
        page=page, file=f"pages/{page.pk}.pdf", width=3200, height=4472
    )
    page.save()
    known = {"print_file": page.print_file, "boxes": [[0.1, 0.1, 0.9, 0.9]], "confidence": 1}
    for piece in pieces:
        Area.objects.create(article=piece, **known)
    Area.objects.create(article=pointed_to, is_guide=True, **known)


def _photo(article, order):
    """A photo over the one stored file of this paper: it is drawn once."""
    stored = Photo.objects.first()
    if stored is None:
        return make.make_photo(article, order=order)
    facts = {"file": stored.file, "width": stored.width, "height": stored.height}
    return Photo.objects.create(article=article, order=order, caption="说明", **facts)


def _newspaper(issues, page_count, pieces, photos, credits):
    """Return the address arguments of an article, a person and a tag in a paper of that size; the latest is No. 943."""
    person = make.make_reporter()
    extra = make.make_signed_off_issue(number=None, date=datetime.date(2020, 5, 22), title="增刊")
    make.make_page(extra)
    for years_ago in range(1, issues + 1):
        date = datetime.date(2020 - years_ago, 5, 22)
        make.place(make.make_article(), make.make_page(make.make_signed_off_issue(number=None, date=date)))
    for age in reversed(range(issues)):
        date = datetime.date(2020, 5, 22) - datetime.timedelta(weeks=age)
        issue = make.make_signed_off_issue(number=943 - age, date=date)
        article = _fill(issue, person, page_count, pieces, photos, credits)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database in use has done for itself; without it, plans are guesses
    of_person, of_tag, part = [person.pk], [article.tags.get().pk], (issue.pk - 1) // ISSUES_A_PART + 1
    keys = {"article": [article.pk], "reporter": of_person, "tag": of_tag}
    return {**keys, "reporter feed": of_person, "tag feed": of_tag, "sitemap of issues": ["issues", part]}


def _count(client, name, keys):
    view, arguments = ADDRESSES[name]
    address = reverse(view, args=keys[name] if arguments is None else arguments)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address + QUERY_STRINGS.get(name, "")).status_code == 200
    return len(queries)


@pytest.mark.django_db
def test_each_public_view_asks_its_pinned_number_of_questions_of_a_small_paper(client):
    keys = _newspaper(issues=1, page_count=1, pieces=2, photos=1, credits=1)
    assert {name: _count(client, name, keys) for name in ADDRESSES} == PINNED


@pytest.mark.django_db
def test_each_public_view_asks_no_more_of_a_full_paper(client):
    keys = _newspaper(issues=12, page_count=4, pieces=6, photos=2, credits=3)
    assert {name: _count(client, name, keys) for name in ADDRESSES} == PINNED

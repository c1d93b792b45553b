"""Where the end of a piece leads: on along the page, over to the next page, at the issue's end to its overview."""

import re

import pytest
from django.urls import reverse

from tests import factories as make
from tests.edition import make_edition

pytestmark = pytest.mark.django_db


def _beside(client, article, namespace="paper"):
    """The words of each link under a piece by its kind: {"prev": …, "next": …, "end": …}."""
    html = client.get(reverse(f"{namespace}:article", args=[article.pk])).content.decode()
    nav = re.search(r'<nav class="beside".*?</nav>', html, re.DOTALL)[0]
    links = re.findall(
        r'<a (?:class="(end)" )?href="([^"]+)"(?: rel="(prev|next)")?>(.*?)</a>', nav, re.DOTALL
    )
    words = {
        end or rel: (href, " ".join(re.sub("<[^>]+>", " ", inner).split())) for end, href, rel, inner in links
    }
    assert len(words) == len(links)
    return words


def test_inside_a_page_it_leads_on_along_the_page(client):
    first, second, *_ = make_edition()
    assert _beside(client, first) == {"next": (f"/articles/{second.pk}/", "本版下一篇 1版第2篇")}


def test_at_a_pages_end_it_leads_to_the_first_piece_of_the_next_page_which_is_named(client):
    _, last, over, _ = make_edition()
    assert _beside(client, last)["next"] == (f"/articles/{over.pk}/", "下一版 2版 社区 2版第1篇")
    assert _beside(client, over)["prev"] == (f"/articles/{last.pk}/", "上一版 1版 要闻 1版第2篇")


def test_at_the_issues_end_it_leads_to_all_of_the_issue_and_never_into_another(client):
    *_, last = make_edition()
    make_edition(number=944, date=make.RELEASE.date())
    assert _beside(client, last)["end"] == ("/issues/943/", "本期完 本期全部稿件")
    assert "next" not in _beside(client, last)


def test_a_page_without_pieces_is_passed_over(client):
    _, last, *later = make_edition()
    for piece in later:
        piece.placements.all().delete()
    issue = last.placements.get().page.issue
    make.place(later[0], make.make_page(issue, 3, name="影像"))
    assert _beside(client, last)["next"] == (f"/articles/{later[0].pk}/", "下一版 3版 影像 2版第1篇")


def test_a_piece_is_met_where_it_begins_and_not_again_where_it_is_continued(client):
    _, second, third, fourth = make_edition()
    make.place(second, third.placements.get().page, part=2, order=0, continued_from=1)
    assert _beside(client, second)["next"][0] == f"/articles/{third.pk}/"
    assert _beside(client, third)["prev"][0] == f"/articles/{second.pk}/"
    assert _beside(client, third)["next"][0] == f"/articles/{fourth.pk}/"


def test_what_is_withdrawn_is_passed_over_by_readers_and_stands_in_a_preview(client):
    first, second, third, _ = make_edition()
    make.withdraw(second)
    assert _beside(client, first)["next"][0] == f"/articles/{third.pk}/"
    client.force_login(make.make_user())
    assert _beside(client, first, "preview")["next"][0] == f"/preview/articles/{second.pk}/"

"""What a browser is told to keep of an issue: all of what is out, nothing else, and again only what has changed."""

import datetime
import json
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from articles.models import ArticleState, Withdrawal
from articles.withdrawal import lift
from issues.models import Issue, IssueState
from tests import factories as make

pytestmark = pytest.mark.django_db
LISTING = "/issues/943/offline.json"


@pytest.fixture
def issue():
    return make.make_signed_off_issue()


@pytest.fixture
def lead(issue):
    """A piece with a photo that begins on page 1 and ends on page 2."""
    article = make.make_article("修伞匠的三十二根伞骨")
    make.make_photo(article, upload=make.picture_file((1200, 300)))
    make.place(article, make.make_page(issue, 1))
    make.place(article, make.make_page(issue, 2), part=2)
    return article


@pytest.fixture
def other(issue, lead):
    """A piece beside the lead's end, on page 2."""
    article = make.make_article("一碗热汤面的距离")
    make.place(article, issue.pages.get(number=2), order=1)
    return article


@pytest.fixture
def last(issue, other):
    """A piece alone on page 3."""
    article = make.make_article("月牙河畔的一天")
    make.place(article, make.make_page(issue, 3))
    return article


def _addresses(client, address=LISTING):
    return client.get(address).json()["addresses"]


def _picture(article, width=960):
    return reverse("media:photo", args=[article.photos.get().key, width])


def _of(article):
    return article.get_absolute_url()


def _code(article):
    return reverse("outlets:article_qr", args=[article.pk])


def _changed(before, after):
    return {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}


def test_listing_names_the_overview_every_page_article_its_code_and_picture_of_the_issue(
    client, lead, other, last
):
    assert set(_addresses(client)) == {
        "/issues/943/",
        "/issues/943/1/",
        "/issues/943/2/",
        "/issues/943/3/",
        _of(lead),
        _of(other),
        _of(last),
        _code(lead),
        _code(other),
        _code(last),
        _picture(lead),
    }


def test_every_address_of_the_listing_answers_a_reader(client, lead, other, last):
    assert {client.get(address).status_code for address in _addresses(client)} == {200}


def test_small_picture_is_kept_in_its_own_size_and_a_photo_without_a_file_not_at_all(client, lead):
    small, unseen = make.make_article("小图"), make.make_article("无图")
    photo = make.make_photo(small, upload=make.picture_file((300, 200)))
    unseen.photos.create(caption="未存图")
    make.place(small, lead.placements.first().page, order=1)
    make.place(unseen, lead.placements.first().page, order=2)
    pictures = {address for address in _addresses(client) if address.startswith("/media/")}
    assert pictures == {_picture(lead), reverse("media:photo", args=[photo.key, 300])}


def test_listing_says_what_the_list_of_kept_issues_shows(client, lead):
    listing = client.get(LISTING).json()
    assert (listing["title"], listing["day"]) == ("第943期", "2020年5月22日 星期五")
    assert (listing["date"], listing["front"]) == ("2020-05-22", "/issues/943/1/")
    Issue.objects.update(title="国庆特刊")
    assert client.get(LISTING).json()["title"] == "第943期 国庆特刊"


def test_issue_that_is_not_out_has_no_listing(client, issue, lead):
    assert client.get("/issues/942/offline.json").status_code == 404
    Issue.objects.update(publish_at=timezone.now() + datetime.timedelta(hours=1))
    assert client.get(LISTING).status_code == 404
    Issue.objects.update(
        publish_at=make.RELEASE, state=IssueState.PREPARATION, signed_off_by=None, signed_off_at=None
    )
    assert client.get(LISTING).status_code == 404


def test_editor_gets_no_other_listing_than_a_reader(client, lead, other):
    other.state = ArticleState.DRAFT
    other.save()
    make.withdraw(lead)
    readers = _addresses(client)
    client.force_login(make.make_user())
    assert _addresses(client) == readers
    assert _of(other) not in readers
    assert _of(lead) not in readers
    assert not [address for address in readers if address.startswith("/media/")]


def test_nothing_changes_while_nothing_is_changed(client, lead, other, last):
    make.make_article("另一篇")
    make.make_reporter(bio="新的简介")
    assert client.get(LISTING).json() == client.get(LISTING).json()


def test_changed_words_change_the_piece_its_pages_and_the_overview(client, lead, other, last):
    before = _addresses(client)
    lead.body = "<p>改过一个字。</p>"
    lead.save()
    assert _changed(before, _addresses(client)) == {
        "/issues/943/",
        "/issues/943/1/",
        "/issues/943/2/",
        _of(lead),
    }


def test_caption_changes_what_words_change_and_not_the_picture(client, lead, other, last):
    before = _addresses(client)
    lead.photos.update(caption="另一句说明。")
    assert _changed(before, _addresses(client)) == {
        "/issues/943/",
        "/issues/943/1/",
        "/issues/943/2/",
        _of(lead),
    }


def test_another_picture_at_the_same_address_is_fetched_again(client, lead, other, last):
    before = _addresses(client)
    photo = lead.photos.get()
    photo.attach(make.picture_file(colour="green"))
    photo.save()
    assert _picture(lead) in _changed(before, _addresses(client))


def test_correction_changes_the_piece_its_pages_and_the_overview(client, other, last):
    before = _addresses(client)
    make.make_correction(last, last.placements.get().page)
    assert _changed(before, _addresses(client)) == {"/issues/943/", "/issues/943/3/", _of(last)}


def test_new_headline_changes_every_page_of_the_issue_since_any_may_name_it(client, lead, other, last):
    before = _addresses(client)
    last.title = "月牙河畔的一夜"
    last.save()
    codes = {_code(lead), _code(other), _code(last)}
    assert _changed(before, _addresses(client)) == set(before) - codes - {_picture(lead)}


def test_withdrawal_takes_the_piece_its_code_and_picture_and_changes_all_other_pages(
    client, lead, other, last
):
    before = _addresses(client)
    make.withdraw(lead)
    after = _addresses(client)
    assert set(before) - set(after) == {_of(lead), _code(lead), _picture(lead)}
    assert _changed(before, after) == set(before) - {_code(other), _code(last)}


def test_end_of_a_withdrawal_brings_back_what_was_there(client, lead, other, last):
    before = client.get(LISTING).json()
    make.withdraw(other)
    lift(other, make.make_user())
    assert Withdrawal.objects.exists()
    assert client.get(LISTING).json() == before


def test_following_issue_changes_the_pages_that_lead_to_it_and_no_picture(client, lead, other, last):
    before = _addresses(client)
    make.make_signed_off_issue(number=944, date=datetime.date(2020, 5, 29))
    codes = {_code(lead), _code(other), _code(last)}
    assert _changed(before, _addresses(client)) == set(before) - codes - {_picture(lead)}


def test_change_in_another_issue_changes_nothing(client, lead, other, last):
    earlier = make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15))
    article = make.make_article("上一期的稿件")
    make.place(article, make.make_page(earlier))
    before = _addresses(client)
    article.title = "另一个标题"
    article.save()
    make.make_correction(article, earlier.pages.get())
    assert _addresses(client) == before


def test_withdrawal_in_another_year_changes_the_overview_which_may_name_the_piece(client, lead, other, last):
    earlier = make.make_signed_off_issue(number=900, date=datetime.date(2019, 5, 22))
    article = make.make_article("去年今日的稿件")
    make.place(article, make.make_page(earlier))
    before = _addresses(client)
    assert article.title in client.get("/issues/943/").content.decode()
    make.withdraw(article)
    assert _changed(before, _addresses(client)) == {"/issues/943/"}


def _digests(client, slugs, **headers):
    return client.get(reverse("outlets:offline_changes"), {"issues": slugs}, headers=headers)


def test_browser_learns_at_one_address_which_of_its_issues_have_changed_or_gone(client, lead, other):
    make.place(
        make.make_article(),
        make.make_page(make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15))),
    )
    before = _digests(client, "943,942,941").json()
    assert before == {
        "943": client.get(LISTING).json()["digest"],
        "942": client.get("/issues/942/offline.json").json()["digest"],
    }
    other.body = "<p>改过一个字。</p>"
    other.save()
    after = _digests(client, "943,942,941").json()
    assert after["943"] != before["943"]
    assert after["942"] == before["942"]


def test_question_about_four_issues_asks_the_database_no_more_than_one_about_one(
    client, lead, other, django_assert_num_queries
):
    for age in range(1, 4):
        date = datetime.date(2020, 5, 22) - datetime.timedelta(weeks=age)
        make.place(
            make.make_article(), make.make_page(make.make_signed_off_issue(number=943 - age, date=date))
        )
    for slugs in ("943", "943,942,941,940"):
        with django_assert_num_queries(9):
            assert len(_digests(client, slugs).json()) == len(slugs.split(","))


def test_unchanged_answers_are_not_sent_again(client, lead):
    for address in (LISTING, "/offline/changes.json?issues=943", "/manifest.webmanifest"):
        first = client.get(address)
        assert first["Cache-Control"] == "no-cache"
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    make.withdraw(lead)
    etag = _digests(client, "943")["ETag"]
    assert _digests(client, "943", **{"If-None-Match": etag}).status_code == 304


def test_question_for_more_issues_than_a_browser_keeps_is_cut_short(client):
    slugs = []
    for age in range(10):
        date = datetime.date(2020, 5, 22) - datetime.timedelta(weeks=age)
        slugs.append(make.make_signed_off_issue(number=943 - age, date=date).slug)
    assert set(_digests(client, ",".join(slugs)).json()) == set(slugs[:8])
    assert _digests(client, "").json() == {}


def _told(client):
    response = client.get("/service-worker.js")
    told = re.search(r'JSON\.parse\("(.*)"\);', response.content.decode())[1]
    return response, json.loads(json.loads(f'"{told}"'))


def test_worker_is_served_at_the_root_and_asked_for_again_at_every_use(client):
    response, told = _told(client)
    assert response["Content-Type"] == "text/javascript"
    assert response["Cache-Control"] == "no-cache"
    assert told["page"] == "/offline/"
    assert "/static/paper/base.css" in told["furniture"]
    assert "/static/paper/offline.js" in told["furniture"]
    assert not [address for address in told["furniture"] if address.endswith(".png")]


def test_release_is_another_as_soon_as_a_style_or_a_script_is(client, settings, tmp_path, lead):
    static = tmp_path / "static"
    shutil.copytree(Path(django_settings.STATICFILES_DIRS[0]) / "paper", static / "paper")
    settings.STATICFILES_DIRS = [static]
    first, listed = _told(client)[1]["release"], client.get(LISTING).json()
    assert listed["release"] == first
    assert _told(client)[1]["release"] == first
    (static / "paper" / "base.css").write_text("main { color: red }")
    second, now = _told(client)[1]["release"], client.get(LISTING).json()
    assert second != first
    assert now["release"] == second
    assert now["digest"] != listed["digest"]
    assert now["addresses"] == listed["addresses"]


def test_public_pages_have_their_issue_kept_and_previews_have_none(client, lead, other):
    client.force_login(make.make_user())
    for address in ("/", "/issues/943/", "/issues/943/1/", _of(lead)):
        assert f'data-listing="{LISTING}"' in client.get(address).content.decode()
        assert "offline.js" not in client.get(f"/preview{address}").content.decode()
    for address in ("/issues/", "/corrections/", "/offline/"):
        assert 'data-listing=""' in client.get(address).content.decode()
    for address in ("/shared/ended/", "/preview/articles/0/", "/admin/"):
        assert "offline.js" not in client.get(address).content.decode()


def test_withdrawn_piece_keeps_no_issue(client, lead):
    make.withdraw(lead)
    response = client.get(_of(lead))
    assert response.status_code == 410
    assert 'data-listing=""' in response.content.decode()


def test_phone_learns_the_papers_name_and_seal_for_its_home_screen(client, lead):
    response = client.get("/manifest.webmanifest")
    facts = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (facts["name"], facts["start_url"], facts["display"]) == ("新东城报", "/", "minimal-ui")
    assert {(icon["sizes"], icon["purpose"]) for icon in facts["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in facts["icons"])
    assert "/manifest.webmanifest" in client.get("/").content.decode()


def test_paper_without_an_issue_has_a_name_on_the_home_screen_all_the_same(client):
    assert client.get("/manifest.webmanifest").json()["name"]

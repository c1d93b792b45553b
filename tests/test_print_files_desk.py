"""Print files at the desk: asked before one is replaced, put back, taken off; what is told of them, and who may."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from issues import history, roles
from issues.models import Area, PrintedText, PrintFile, Whereabouts
from issues.outlets.typeset import typeset
from issues.planning import preflight
from issues.print_rights import LOCKED
from tests import factories as make

pytestmark = pytest.mark.django_db

UMBRELLA = (
    "<p>修伞匠的摊子摆在槐树底下，一把旧油布伞撑开，二十四根伞骨一根一根查过去，断了的换，锈了的磨。</p>"
)
KITES = "<p>放风筝的人在桥头站成一排，线轴转得飞快，老师傅说风要等，不能追，等来了，一松手它自己就上去。</p>"
TOP, FOOT = [0.05, 0.1, 0.95, 0.4], [0.05, 0.5, 0.95, 0.9]


def door(issue):
    return reverse("admin:issues_issue_print_files", args=[issue.pk])


def areas_door(page):
    return reverse("admin:issues_page_areas", args=[page.pk])


def as_role(client, role):
    client.force_login(make.make_staff(role))
    return client


def told(response):
    """What the page that follows tells."""
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def chief(client):
    return as_role(client, roles.CHIEF)


@pytest.fixture
def issue():
    """An issue in preparation: two pages, a piece on each."""
    issue = make.make_issue(page_count=2)
    for number, (title, body) in enumerate((("修伞", UMBRELLA), ("风筝", KITES)), start=1):
        make.place(make.make_article(title, body=body), make.make_page(issue, number), prominence="lead")
    return issue


def publish(issue):
    signed = {"state": "signed_off", "signed_off_by": make.make_user(), "signed_off_at": make.BEFORE}
    type(issue).objects.filter(pk=issue.pk).update(publish_at=make.RELEASE, **signed)


def print_of(page, boxes=TOP, text=PrintedText.READ, **overrides):
    """Give a page a print file on which its piece was found."""
    article = page.placements.get().article
    return make.make_print_file(page, {article: [boxes]}, text=text, **overrides)


def pages_of(issue):
    return list(issue.pages.order_by("number").select_related("print_file"))


def statuses(page):
    """What a reader gets who asks for the page's PDF and for its picture."""
    addresses = (
        reverse("media:page_file", args=[page.key]),
        reverse("media:page_picture", args=[page.key, 320]),
    )
    return tuple(Client().get(address).status_code for address in addresses)


def shown_boxes(client, issue):
    """The boxes to tick, by page number: whether each is ticked, and its value."""
    shown = client.get(f"{door(issue)}?set_all").content.decode()
    boxes = re.findall(r'name="page" value="(\d+-\d+)"( checked)?', shown)
    return shown, [(value, bool(ticked)) for value, ticked in boxes]


# ---- Setting anew ----


def test_setting_anew_asks_first_and_ticks_no_page_to_which_somebody_has_sent_a_file(chief, issue):
    first, second = pages_of(issue)
    sent = print_of(first, sent_as="要闻终稿.pdf")
    chief.post(door(issue), {"set": ""}).getvalue()
    assert pages_of(issue)[0].print_file == sent
    shown, boxes = shown_boxes(chief, issue)
    own = pages_of(issue)[1].print_file
    assert boxes == [(f"{first.pk}-{sent.pk}", False), (f"{second.pk}-{own.pk}", True)]
    assert "要闻终稿.pdf" in shown
    assert pages_of(issue)[0].print_file == sent, "asking changes nothing"
    chief.post(
        door(issue), {"set_ticked": "", "page": [value for value, ticked in boxes if ticked]}
    ).getvalue()
    first, second = pages_of(issue)
    assert (first.print_file, second.print_file != own) == (sent, True)


def test_a_sent_file_that_is_ticked_is_replaced_by_the_set_page(chief, issue):
    first, _second = pages_of(issue)
    sent = print_of(first, sent_as="要闻终稿.pdf")
    chief.post(door(issue), {"set_ticked": "", "page": [f"{first.pk}-{sent.pk}"]}).getvalue()
    first, second = pages_of(issue)
    assert first.print_file not in (None, sent)
    assert second.print_file is None, "a page that was not ticked is not set"


def test_where_no_page_is_ticked_or_a_file_came_in_between_it_is_asked_again(chief, issue):
    first, _second = pages_of(issue)
    old = print_of(first)
    new = print_of(first, sent_as="刚传的.pdf")
    for ticked in ([], [f"{first.pk}-{old.pk}"]):
        shown = chief.post(door(issue), {"set_ticked": "", "page": ticked}).content.decode()
        assert 'role="alert"' in shown
        assert f"{first.pk}-{new.pk}" in shown
    assert pages_of(issue)[0].print_file == new


def test_a_run_tells_at_once_that_pages_are_being_set_and_of_each_page_as_it_is_done(chief, issue):
    parts = iter(chief.post(door(issue), {"set": ""}).streaming_content)
    assert b"under-way" in next(parts)
    assert b"outcome begun" in next(parts)
    assert [page.print_file for page in pages_of(issue)] == [None, None]
    assert "1版" in next(parts).decode()
    assert [page.print_file is None for page in pages_of(issue)] == [False, True]
    assert "2版" in next(parts).decode()
    assert None not in [page.print_file for page in pages_of(issue)]


# ---- Put back ----


def test_a_former_file_is_put_back_with_its_areas_as_they_stood(chief, issue):
    page = pages_of(issue)[0]
    old = print_of(page, sent_as="一校.pdf")
    old.areas.update(boxes=[FOOT], is_by_hand=True)
    new = print_of(page, sent_as="二校.pdf")
    shown = chief.get(door(issue)).content.decode()
    assert f'name="put_back" value="{old.pk}"' in shown
    assert f'name="put_back" value="{new.pk}"' not in shown
    response = chief.post(door(issue), {"put_back": old.pk}, follow=True)
    assert "一校.pdf" in told(response)
    page = pages_of(issue)[0]
    assert page.print_file == old
    assert [(area.boxes, area.is_by_hand) for area in old.areas.all()] == [([FOOT], True)]
    assert history.latest(page).standing["pdf"] == old.file.name
    assert history.latest(page).made_by.username == roles.CHIEF
    assert "一校.pdf" in LogEntry.objects.get(object_id=page.pk).get_change_message()
    assert f'name="put_back" value="{new.pk}"' in response.content.decode(), "and the other way round"


def test_former_files_stand_newest_first_and_refused_ones_are_none(chief, issue):
    page = pages_of(issue)[0]
    files = [print_of(page, sent_as=f"{name}.pdf") for name in ("一校", "二校", "三校")]
    PrintFile.objects.create(page=page, file="pages/x.pdf", sent_as="坏的.pdf", refusal="文件已损坏")
    shown = chief.get(door(issue)).content.decode()
    offered = [int(key) for key in re.findall(r'name="put_back" value="(\d+)"', shown)]
    assert offered == [files[1].pk, files[0].pk]


def test_a_file_that_is_gone_from_the_store_is_not_put_back_and_this_is_told(chief, issue):
    page = pages_of(issue)[0]
    old, new = print_of(page, sent_as="一校.pdf"), print_of(page)
    default_storage.delete(old.file.name)
    assert "一校.pdf" in told(chief.post(door(issue), {"put_back": old.pk}, follow=True))
    assert pages_of(issue)[0].print_file == new


def test_no_file_of_another_issue_s_page_and_no_refused_one_is_put_back(chief, issue):
    page = pages_of(issue)[0]
    other = make.make_page(make.make_issue(944, date=issue.date.replace(day=29)))
    foreign = make.make_print_file(other)
    refused = PrintFile.objects.create(page=page, file="pages/x.pdf", refusal="文件已损坏")
    for key in (foreign.pk, refused.pk, 0, "x"):
        assert chief.post(door(issue), {"put_back": key}).status_code == 404
    assert pages_of(issue)[0].print_file is None


def test_a_withdrawn_piece_does_not_leak_by_an_old_file_that_shows_it(chief, issue):
    page = pages_of(issue)[0]
    old = print_of(page)
    print_of(page)
    publish(issue)
    assert statuses(page) == (200, 200)
    make.withdraw(page.placements.get().article)
    page.print_file.areas.update(whereabouts=Whereabouts.ABSENT, boxes=[])
    assert statuses(page) == (200, 200), "the new file was made without it"
    chief.post(door(issue), {"put_back": old.pk})
    assert statuses(page) == (404, 200), "its place in the picture is blanked"
    old.areas.update(confidence=0.5)
    assert statuses(page) == (404, 404), "nobody is sure what to blank"


def test_a_piece_that_came_after_the_old_file_is_looked_for_on_it(chief, issue):
    page = pages_of(issue)[0]
    old = make.make_print_file(page, data=typeset(issue).pages[0].pdf)
    print_of(page)
    late = make.make_article("后来的一篇", body=KITES)
    make.place(late, page, order=1)
    chief.post(door(issue), {"put_back": old.pk})
    found = {area.article.title: area.whereabouts for area in old.areas.all()}
    assert found == {"修伞": Whereabouts.KNOWN, "后来的一篇": Whereabouts.UNKNOWN}
    publish(issue)
    make.withdraw(late)
    assert statuses(page) == (404, 404), "a part of it may stand there"


def test_what_left_the_page_since_stays_hidden_on_an_old_file_that_is_looked_through_again(chief, issue):
    page = pages_of(issue)[0]
    leaving = make.make_article("撤下的一篇", body=KITES)
    old = make.make_print_file(page, {leaving: [FOOT]}, data=typeset(issue).pages[0].pdf)
    print_of(page)
    assert page.placements.get().article.title == "修伞", "it was never looked for on the old file"
    make.withdraw(leaving)
    chief.post(door(issue), {"put_back": old.pk})
    assert {area.article.title for area in old.areas.all()} == {"修伞", "撤下的一篇"}
    assert old.areas.get(article=leaving).boxes == [FOOT]
    publish(issue)
    assert statuses(page) == (404, 200)


# ---- Taken off ----


def test_taking_a_file_off_asks_first_and_hides_the_picture_from_readers(chief, issue):
    page = pages_of(issue)[0]
    file = print_of(page, sent_as="一校.pdf")
    publish(issue)
    assert f"?take_off={page.number}" in chief.get(door(issue)).content.decode()
    asked = chief.get(f"{door(issue)}?take_off={page.number}").content.decode()
    assert f'name="take_off" value="{file.pk}"' in asked
    assert "一校.pdf" in asked
    assert statuses(page) == (200, 200), "asking changes nothing"
    response = chief.post(door(issue), {"take_off": file.pk}, follow=True)
    assert "一校.pdf" in told(response)
    assert statuses(page) == (404, 404)
    page = pages_of(issue)[0]
    assert page.print_file is None
    assert history.latest(page).standing["pdf"] == ""
    assert "一校.pdf" in LogEntry.objects.get(object_id=page.pk).get_change_message()
    chief.post(door(issue), {"put_back": file.pk})
    assert statuses(page) == (200, 200)


def test_a_file_that_was_replaced_in_between_is_not_taken_off(chief, issue):
    page = pages_of(issue)[0]
    old, new = print_of(page), print_of(page)
    chief.post(door(issue), {"take_off": old.pk})
    assert pages_of(issue)[0].print_file == new
    assert not LogEntry.objects.exists()


def test_a_page_without_a_file_has_none_to_take_off(chief, issue):
    assert "take_off" not in chief.get(door(issue)).content.decode()
    assert chief.get(f"{door(issue)}?take_off=1").status_code == 302
    assert chief.get(f"{door(issue)}?take_off=9").status_code == 404


# ---- Who may ----


WAYS = {
    'name="again"',
    'name="put_back"',
    'name="files"',
    'href="?take_off',
    'href="?set_all',
    '/areas/"',
}


def ways(client, issue):
    """What of the ways to change a print file the page offers."""
    shown = client.get(door(issue)).content.decode()
    return {way for way in WAYS if way in shown}


@pytest.mark.parametrize("role", [roles.EDITOR, roles.DESK_HEAD, roles.CHIEF])
def test_until_sign_off_whoever_may_change_pages_changes_their_print_files(client, issue, role):
    page = pages_of(issue)[0]
    old, new = print_of(page), print_of(page)
    as_role(client, role)
    assert ways(client, issue) == WAYS
    client.post(door(issue), {"put_back": old.pk})
    assert pages_of(issue)[0].print_file == old
    client.post(door(issue), {"take_off": old.pk})
    assert pages_of(issue)[0].print_file is None
    assert client.get(f"{door(issue)}?set_all").status_code == 200
    client.post(door(issue), {"put_back": new.pk})
    assert pages_of(issue)[0].print_file == new


@pytest.mark.parametrize("publish_at", [None, make.RELEASE], ids=["signed off", "out"])
@pytest.mark.parametrize("role", [roles.EDITOR, roles.DESK_HEAD])
def test_after_sign_off_others_have_no_buttons_are_told_why_and_change_nothing(
    client, issue, role, publish_at
):
    page = pages_of(issue)[0]
    old, new = print_of(page), print_of(page)
    publish(issue)
    type(issue).objects.update(publish_at=publish_at)
    as_role(client, role)
    assert ways(client, issue) == set()
    assert str(LOCKED) in client.get(door(issue)).content.decode()
    upload = SimpleUploadedFile("1.pdf", make.pdf(), "application/pdf")
    posts = [
        {"put_back": old.pk},
        {"take_off": new.pk},
        {"again": 1},
        {"set": ""},
        {"set_ticked": "", "page": [f"{page.pk}-{new.pk}"]},
        {"read": ""},
        {"files": upload},
    ]
    for sent in posts:
        response = client.post(door(issue), sent, follow=True)
        assert response.redirect_chain == [(door(issue), 302)], sent
        assert told(response) == str(LOCKED)
    for asked in ("set_all", "take_off=1"):
        assert client.get(f"{door(issue)}?{asked}", follow=True).redirect_chain == [(door(issue), 302)]
    assert pages_of(issue)[0].print_file == new
    assert PrintFile.objects.count() == 2
    assert not LogEntry.objects.exists()


def test_after_sign_off_who_signs_off_still_changes_print_files(chief, issue):
    page = pages_of(issue)[0]
    old = print_of(page)
    print_of(page)
    publish(issue)
    assert ways(chief, issue) == WAYS
    assert str(LOCKED) not in chief.get(door(issue)).content.decode()
    chief.post(door(issue), {"put_back": old.pk})
    assert pages_of(issue)[0].print_file == old


@pytest.mark.parametrize("sent", [{"put_back": "1"}, {"take_off": "1"}, {"set_ticked": ""}, {"set": ""}])
def test_a_proofreader_sees_the_print_files_and_changes_none(client, issue, sent):
    print_of(pages_of(issue)[0])
    as_role(client, roles.PROOFREADER)
    assert ways(client, issue) == set()
    assert str(LOCKED) not in client.get(door(issue)).content.decode()
    assert client.post(door(issue), sent).status_code == 403


# ---- What is told ----


def findings(issue):
    return {
        (finding.rule, finding.page_number): finding
        for finding in preflight.run(issue)
        if "print" in finding.rule or "area" in finding.rule
    }


def test_the_preflight_says_nothing_of_print_files_where_the_issue_has_none_or_all_is_sure(issue):
    assert findings(issue) == {}
    for page in pages_of(issue):
        print_of(page)
    assert findings(issue) == {}


def test_the_preflight_names_pages_without_a_print_file_where_others_have_one(chief, issue):
    print_of(pages_of(issue)[0])
    found = findings(issue)
    assert list(found) == [("print_file_missing", 2)]
    assert not found["print_file_missing", 2].is_blocking
    shown = chief.get(reverse("admin:issues_issue_preflight", args=[issue.pk])).content.decode()
    assert door(issue) in shown


def test_the_preflight_counts_the_areas_to_be_looked_at_and_leads_to_them(chief, issue):
    first, second = pages_of(issue)
    for page in (first, second):
        print_of(page)
    assert (
        areas_door(first)
        not in chief.get(reverse("admin:issues_issue_preflight", args=[issue.pk])).content.decode()
    )
    Area.objects.filter(print_file=first.print_file).update(confidence=0.5)
    make.place(make.make_article("后来的一篇"), first, order=1)
    found = findings(issue)
    assert list(found) == [("areas_doubtful", 1)]
    assert "2" in found["areas_doubtful", 1].message
    assert not found["areas_doubtful", 1].is_blocking
    for address in ("issues_issue_preflight", "issues_issue_sign_off"):
        assert (
            f'href="{areas_door(first)}"'
            in chief.get(reverse(f"admin:{address}", args=[issue.pk])).content.decode()
        )
    board = chief.get(f"/admin/?issue={issue.slug}").content.decode()
    assert f'href="{areas_door(first)}"' in board
    Area.objects.filter(print_file=first.print_file).update(is_by_hand=True)
    assert "1" in findings(issue)["areas_doubtful", 1].message


def test_the_preflight_says_where_a_text_cannot_be_read_and_pieces_are_not_marked(issue):
    first, second = pages_of(issue)
    print_of(second)
    scan = print_of(first, text=PrintedText.NONE)
    assert findings(issue) == {}, "marked all the same"
    scan.areas.update(whereabouts=Whereabouts.UNKNOWN, boxes=[], confidence=0)
    found = findings(issue)
    assert list(found) == [("areas_unmarked", 1)]
    assert str(PrintedText.NONE.label) in found["areas_unmarked", 1].message


def test_after_a_withdrawal_the_desk_is_told_which_page_is_kept_from_readers_and_why(chief, issue):
    first, second = pages_of(issue)
    for page in (first, second):
        print_of(page)
    publish(issue)
    assert findings(issue) == {}
    withdrawal = make.withdraw(first.placements.get().article)
    found = findings(issue)
    assert list(found) == [("print_file_withheld", 1)]
    said = found["print_file_withheld", 1].message
    assert "修伞" in said
    assert "风筝" not in said
    shown = chief.get(door(issue)).content.decode()
    assert shown.count("kept-back") == 1
    assert said in shown
    assert said in chief.get(f"/admin/?issue={issue.slug}").content.decode(), "the board tells it too"
    assert statuses(first) == (404, 200)
    Area.objects.update(confidence=0.5)
    other = findings(issue)["print_file_withheld", 1].message
    assert (other != said, statuses(first)) == (True, (404, 404)), "the picture is kept back as well"
    withdrawal.delete()
    assert ("print_file_withheld", 1) not in findings(issue)


def test_before_release_it_is_told_what_readers_would_not_get(chief, issue):
    first, second = pages_of(issue)
    for page in (first, second):
        print_of(page)
    first.placements.get().article.placements.all().delete()
    gone = second.placements.get().article
    second.placements.all().delete()
    gone.delete()
    for order, page in enumerate((first, second)):
        make.place(make.make_article(f"新的第{order}篇"), page)
    found = findings(issue)
    assert "修伞" in found["print_file_withheld", 1].message
    assert "风筝" not in found["print_file_withheld", 2].message
    publish(issue)
    assert [statuses(page)[0] for page in (first, second)] == [404, 404]


def test_a_withdrawn_piece_that_the_file_was_never_searched_for_is_named(issue):
    first, second = pages_of(issue)
    for page in (first, second):
        print_of(page)
    late, inside = make.make_article("后来的一篇"), second.placements.get().article
    make.place(late, first, order=1)
    first.guide.create(title="看风筝", target=2, article=inside)
    for article in (late, inside):
        make.withdraw(article)
    said = findings(issue)["print_file_withheld", 1].message
    assert "后来的一篇" in said
    assert "风筝" in said
    assert "修伞" not in said


def test_a_piece_that_has_left_the_page_stays_hidden_after_a_new_look(chief, issue):
    page, other = pages_of(issue)
    print_of(page, data=typeset(issue).pages[0].pdf)
    gone = page.placements.get().article
    page.placements.all().delete()
    make.place(gone, other, order=1)
    make.place(make.make_article("新的一篇"), page)
    chief.post(door(issue), {"again": page.number})
    publish(issue)
    assert statuses(page)[0] == 200
    make.withdraw(gone)
    assert statuses(page)[0] == 404


def test_the_page_asks_the_same_number_of_questions_however_many_pages_files_and_pieces(chief, issue):
    counts = []
    for number in (3, 6):
        for more in range(number):
            page = make.make_page(issue, number * 10 + more)
            for order in range(2):
                make.place(make.make_article(f"{number}{more}{order}"), page, order=order)
            for _ in range(2):
                articles = [placement.article for placement in page.placements.all()]
                make.make_print_file(page, {article: [TOP] for article in articles})
            make.withdraw(articles[0])
        chief.get(door(issue))
        with CaptureQueriesContext(connection) as asked:
            chief.get(door(issue))
            preflight.run(issue)
        counts.append(len(asked))
    assert counts[0] == counts[1]

"""Sign-off: what stands against it, what is scheduled for when, what is locked, and how it is called back."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry

from articles import review, revisions
from articles.models import ArticleState, Photo, Revision
from issues import roles
from issues.models import Issue, IssueState, Proof
from issues.planning import signoff
from tests.browsing import fields_of
from tests.factories import (
    BEFORE,
    BEIJING,
    RELEASE,
    make_article,
    make_issue,
    make_page,
    make_reader_account,
    make_signed_off_issue,
    make_staff,
    make_user,
    place,
    withdraw,
)

pytestmark = pytest.mark.django_db

LINE = "2020年5月22日（星期五）07:00（北京时间）"
NOON = datetime.datetime(2020, 5, 22, 12, tzinfo=BEIJING)


@pytest.fixture
def chief(client):
    """A client logged in as the one who signs off."""
    user = make_reader_account("chief", ["issues.sign_off_issue", "issues.view_issue"])
    client.force_login(user)
    return client


def ready_issue(**overrides):
    """An issue of one page with one approved piece, proofread three times."""
    issue = make_issue(page_count=1, **overrides)
    page = make_page(issue)
    place(make_article(), page)
    for number in (1, 2, 3):
        Proof.objects.create(page=page, round=number, read_by=make_user())
    return issue


def door(issue):
    return f"/admin/issues/issue/{issue.pk}/sign-off/"


def press(client, issue, move, **changes):
    """Open the sign-off page, type `changes`, press the button `move`; returns the page that follows.

    The tests' issues are of long ago: that one goes out at once is ticked.
    """
    sent = fields_of(client.get(door(issue))) | {"at_once": "on"} | changes | {"move": move}
    return client.post(door(issue), sent, follow=True)


def texts(findings):
    return [finding.text for finding in findings]


def test_an_issue_of_approved_copy_is_signed_off_for_seven_on_its_date(chief):
    issue = ready_issue()
    response = press(chief, issue, "sign_off")
    issue.refresh_from_db()
    assert (issue.state, issue.publish_at) == (IssueState.SIGNED_OFF, RELEASE)
    assert issue.signed_off_by.username == "chief"
    assert f"已于{LINE}发布" in response.content.decode()


def test_the_field_says_beijing_time_and_the_weekday(chief):
    page = chief.get(door(ready_issue())).content.decode()
    assert 'value="2020-05-22T07:00"' in page
    assert "<strong>北京时间</strong>" in page
    assert LINE in page


def test_another_time_is_taken_as_beijing_time(chief):
    issue = ready_issue()
    press(chief, issue, "sign_off", publish_at="2020-05-22T12:00")
    issue.refresh_from_db()
    assert issue.publish_at == NOON


def test_a_sign_off_without_a_time_locks_and_does_not_publish(chief):
    issue = ready_issue()
    response = press(chief, issue, "sign_off", publish_at="")
    issue.refresh_from_db()
    assert (issue.is_signed_off, issue.publish_at) == (True, None)
    assert "已签发，未定发布时间" in response.content.decode()


def test_a_time_that_has_passed_is_taken_only_with_a_tick(chief):
    issue = ready_issue()
    response = press(chief, issue, "sign_off", at_once="")
    issue.refresh_from_db()
    assert not issue.is_signed_off
    assert "时间已过" in response.content.decode()
    press(chief, issue, "sign_off")
    issue.refresh_from_db()
    assert issue.publish_at == RELEASE


def test_a_time_to_come_needs_no_tick(chief):
    issue = ready_issue()
    press(chief, issue, "sign_off", publish_at="2099-01-01T07:00", at_once="")
    issue.refresh_from_db()
    assert issue.is_signed_off
    assert 'name="at_once"' not in chief.get(door(issue)).content.decode()


def test_an_issue_signed_off_without_a_time_shows_none_and_is_not_let_out_by_accident(chief):
    issue = make_signed_off_issue(publish_at=None)
    assert fields_of(chief.get(door(issue)))["publish_at"] == ""
    press(chief, issue, "reschedule", at_once="")
    issue.refresh_from_db()
    assert issue.publish_at is None
    assert (
        "时间已过"
        in press(chief, issue, "reschedule", publish_at="2020-05-22T07:00", at_once="").content.decode()
    )
    issue.refresh_from_db()
    assert issue.publish_at is None


def test_the_sign_off_page_says_what_is_locked_and_what_may_still_be_edited(chief):
    page = chief.get(door(ready_issue())).content.decode()
    assert (
        "签发后，本期版面与稿件锁定；总编辑可对稿件作小改（留痕，立即对读者生效），其余改动先撤回签发。"
        in page
    )


@pytest.mark.parametrize("state", [state for state in ArticleState if state != ArticleState.APPROVED])
def test_copy_that_is_not_approved_blocks(state):
    issue = make_issue(page_count=1)
    place(make_article("未批的稿", state=state), make_page(issue))
    assert texts(signoff.blockers(issue)) == [f"1版：《未批的稿》目前是“{state.label}”，还没有通过终审。"]
    with pytest.raises(signoff.SignOffError, match="未批的稿"):
        signoff.sign_off(issue, make_user(), RELEASE)
    assert not Issue.objects.get().is_signed_off


def test_a_withdrawal_in_force_blocks_and_a_lifted_one_does_not():
    issue = ready_issue()
    standing = withdraw(issue.pages.get().placements.get().article)
    assert texts(signoff.blockers(issue)) == ["1版：《胡同口来了修伞匠》已撤稿。"]
    standing.lifted_at, standing.lifted_by = RELEASE, make_user()
    standing.save()
    assert signoff.blockers(issue) == []


def test_an_issue_with_nothing_in_it_is_not_signed_off(chief):
    issue = make_issue()
    assert texts(signoff.blockers(issue)) == ["本期还没有稿件上版。"]
    make_page(issue)
    press(chief, issue, "sign_off", acknowledged="on")
    issue.refresh_from_db()
    assert not issue.is_signed_off


def test_blocked_copy_is_refused_at_the_address_too(chief):
    issue = make_issue(page_count=1)
    place(make_article(state=ArticleState.DRAFT), make_page(issue))
    response = chief.post(door(issue), {"move": "sign_off", "publish_at": "2020-05-22T07:00"})
    assert "未批准" in response.content.decode()
    issue.refresh_from_db()
    assert not issue.is_signed_off


def test_what_is_doubtful_must_be_seen_first(chief):
    issue = ready_issue()
    place(make_article("多出的"), make_page(issue, 2))
    response = press(chief, issue, "sign_off")
    issue.refresh_from_db()
    assert not issue.is_signed_off
    assert "超出报头所列版数（1版）。" in response.content.decode()
    assert "请核对存疑各项" in response.content.decode()
    press(chief, issue, "sign_off", acknowledged="on")
    issue.refresh_from_db()
    assert issue.is_signed_off


def test_missing_and_empty_pages_block_and_one_too_many_is_doubtful():
    issue = make_issue(page_count=3)
    place(make_article(), make_page(issue, 1))
    make_page(issue, 2)
    place(make_article("多出的"), make_page(issue, 4))
    assert texts(signoff.blockers(issue)) == ["2版：这一版上还没有内容。", "3版：还没有这一版。"]
    assert "4版：超出报头所列版数（3版）。" in texts(signoff.doubts(issue))
    assert {finding.page_number for finding in signoff.doubts(issue)} == {1, 4}, (
        "the empty page is no doubt too"
    )


def test_a_pointer_to_a_page_without_anything_blocks_and_one_to_a_filled_page_does_not():
    issue = make_issue(page_count=3)
    first = make_page(issue, 1)
    place(make_article("指向空版"), first, see_page=2)
    place(make_article("指向缺版"), first, see_page=4)
    place(make_article("修伞匠的故事"), first, see_page=3)
    make_page(issue, 2)
    place(make_article(), make_page(issue, 3))
    pointing = [text for text in texts(signoff.blockers(issue)) if "详见" in text]
    assert pointing == [
        "1版：《指向空版》注明详见2版，而该版缺版或是空版。",
        "1版：《指向缺版》注明详见4版，而该版缺版或是空版。",
    ]


def test_a_photo_without_its_picture_blocks():
    issue = ready_issue()
    Photo.objects.create(article=issue.pages.get().placements.get().article, caption="图呢")
    assert texts(signoff.blockers(issue)) == ["1版：《胡同口来了修伞匠》图片1：这张照片还没有图片文件。"]


def test_a_jump_without_its_other_end_blocks_and_a_whole_one_does_not():
    issue = make_issue(page_count=2)
    first, second = make_page(issue, 1), make_page(issue, 2)
    jumping = make_article("转版稿", body='<p>前半句，<br class="jump">后半句。</p>')
    place(jumping, first, continued_on=2)
    place(make_article("另一篇"), second)
    assert texts(signoff.blockers(issue)) == ["1版：《转版稿》注明下转2版，而该版没有它的下一部分。"]
    place(jumping, second, part=2, continued_from=1)
    assert signoff.blockers(issue) == []


def test_two_parts_without_a_mark_in_the_text_block():
    issue = make_issue(page_count=2)
    piece = make_article("无标记")
    place(piece, make_page(issue, 1), continued_on=2)
    place(piece, make_page(issue, 2), part=2, continued_from=1)
    assert texts(signoff.blockers(issue)) == ["1版：《无标记》正文里有0个转版标记，稿件却分在2处。"]


def test_a_scheduled_issue_can_be_rescheduled_and_called_back_before_its_time():
    issue = make_signed_off_issue(publish_at=NOON)
    user = make_user()
    moved = signoff.reschedule(issue, user, RELEASE, at=BEFORE)
    assert moved.publish_at == RELEASE
    back = signoff.call_back(issue, user, at=BEFORE)
    assert (back.state, back.signed_off_by, back.signed_off_at) == (IssueState.PREPARATION, None, None)
    assert back.publish_at == RELEASE, "the planned time is kept"


def test_after_its_time_an_issue_is_neither_called_back_nor_rescheduled():
    issue = make_signed_off_issue()
    for move in (signoff.call_back, lambda *given, at: signoff.reschedule(*given, NOON, at=at)):
        with pytest.raises(signoff.SignOffError, match="已经发布"):
            move(issue, make_user(), at=RELEASE)
    assert Issue.objects.get().publish_at == RELEASE


def test_the_page_of_a_published_issue_offers_no_way_back_and_refuses_one(chief):
    issue = make_signed_off_issue()
    page = chief.get(door(issue)).content.decode()
    assert 'name="move"' not in page
    refused = chief.post(door(issue), {"move": "call_back"})
    assert "已经发布" in refused.content.decode()
    issue.refresh_from_db()
    assert issue.is_signed_off


def test_a_waiting_issue_is_called_back_from_its_page(chief):
    issue = make_signed_off_issue(publish_at=datetime.datetime(2099, 1, 1, tzinfo=BEIJING))
    press(chief, issue, "call_back")
    issue.refresh_from_db()
    assert not issue.is_signed_off


def test_what_is_not_signed_off_can_not_be_called_back_and_what_is_not_signed_off_again():
    issue = ready_issue()
    with pytest.raises(signoff.SignOffError, match="尚未签发"):
        signoff.call_back(issue, make_user())
    signoff.sign_off(issue, make_user(), RELEASE)
    with pytest.raises(signoff.SignOffError, match="已经签发"):
        signoff.sign_off(issue, make_user(), RELEASE)


def test_every_move_is_logged_with_who_and_what():
    issue, user = ready_issue(), make_user()
    signoff.sign_off(issue, user, RELEASE)
    signoff.reschedule(issue, user, NOON, at=BEFORE)
    signoff.call_back(issue, user, at=BEFORE)
    entries = LogEntry.objects.order_by("pk")
    assert {entry.user for entry in entries} == {user}
    assert [entry.change_message.split("：")[0] for entry in entries] == ["签发", "改期", "撤回签发"]


@pytest.mark.parametrize(
    ("signed", "publish_at", "at", "line"),
    [
        (False, RELEASE, RELEASE, "未签发"),
        (True, None, RELEASE, "已签发，未定发布时间"),
        (True, RELEASE, BEFORE, f"定于{LINE}发布"),
        (True, RELEASE, RELEASE, f"已于{LINE}发布"),
    ],
)
def test_one_plain_line_says_where_an_issue_stands(signed, publish_at, at, line):
    issue = make_signed_off_issue(publish_at=publish_at) if signed else make_issue(publish_at=publish_at)
    assert signoff.release_line(issue, at=at) == line


def test_early_in_the_morning_the_day_is_beijings():
    """Half past midnight in Beijing is the day before in UTC."""
    issue = make_signed_off_issue(publish_at=datetime.datetime(2020, 5, 21, 16, 30, tzinfo=datetime.UTC))
    assert signoff.release_line(issue, at=BEFORE) == "已于2020年5月22日（星期五）00:30（北京时间）发布"


def test_who_may_not_sign_off_sees_neither_the_button_nor_the_page(client):
    issue = ready_issue()
    client.force_login(make_reader_account("clerk", ["issues.view_issue", "issues.change_issue"]))
    assert "sign-off" not in client.get(f"/admin/issues/issue/{issue.pk}/change/").content.decode()
    assert client.get(door(issue)).status_code == 403
    assert client.post(door(issue), {"move": "sign_off"}).status_code == 403


def test_the_sign_off_page_shows_what_stands_on_each_page_in_print_order(chief):
    issue = make_issue(page_count=2)
    first, second = make_page(issue, 1), make_page(issue, 2, name="综合新闻")
    place(make_article("丙"), second, order=1)
    place(make_article("乙"), first, order=2)
    place(make_article("甲"), first, order=1)
    page = chief.get(door(issue)).content.decode()
    page = page[page.index("page-standing") :]
    assert page.index(">甲<") < page.index(">乙<") < page.index("综合新闻") < page.index(">丙<")


def test_the_sign_off_page_takes_the_same_number_of_queries_however_full(chief, django_assert_num_queries):
    issue = make_issue(page_count=1)
    page = make_page(issue)
    place(make_article(), page)
    for count in (2, 30):
        for number in range(count):
            place(make_article(f"稿{count}-{number}"), page)
        with django_assert_num_queries(35):
            chief.get(door(issue))


def test_an_issue_that_changed_while_the_page_was_open_is_not_signed_off_unseen(chief):
    issue = ready_issue()
    sent = fields_of(chief.get(door(issue))) | {"at_once": "on", "move": "sign_off"}
    place(make_article("后来上版的稿"), issue.pages.get(), order=9)
    response = chief.post(door(issue), sent, follow=True)
    issue.refresh_from_db()
    assert not issue.is_signed_off
    assert "又有改动" in response.content.decode()
    press(chief, issue, "sign_off")
    issue.refresh_from_db()
    assert issue.is_signed_off


def test_a_refusal_for_want_of_the_tick_stands_at_the_top_and_leads_to_the_tick(chief):
    issue = ready_issue()
    place(make_article("多出的"), make_page(issue, 2))
    page = press(chief, issue, "sign_off").content.decode()
    assert page.index('class="errornote"') < page.index("请核对存疑各项") < page.index("standing-line")
    assert 'href="#id_acknowledged"' in page
    assert 'class="errornote"' not in chief.get(door(issue)).content.decode()


def test_a_refusal_for_want_of_the_tick_takes_no_change_of_another_for_seen(chief):
    issue = ready_issue()
    place(make_article("多出的"), make_page(issue, 2))
    seen = fields_of(chief.get(door(issue)))
    unchanged = chief.post(door(issue), seen | {"at_once": "on", "move": "sign_off"})
    assert fields_of(unchanged)["seen"] == seen["seen"]
    assert "又有改动" not in unchanged.content.decode()

    article = issue.pages.get(number=1).placements.get().article
    article.title = "别人刚改的题"
    article.save()
    revisions.record(article, make_user("li", last_name="李", first_name="编辑"), Revision.Origin.MINOR_EDIT)
    told = chief.post(door(issue), fields_of(unchanged) | {"at_once": "on", "move": "sign_off"})
    page = told.content.decode()
    assert "又有改动" in page
    assert "您打开本页之后的改动" in page
    changes = page[page.index("您打开本页之后的改动") :].partition("</section>")[0]
    assert "李编辑 《别人刚改的题》：小改" in changes
    issue.refresh_from_db()
    assert not issue.is_signed_off


def test_what_was_ticked_before_another_changed_the_issue_is_to_be_ticked_again(chief):
    issue = ready_issue()
    place(make_article("多出的"), make_page(issue, 2))
    sent = fields_of(chief.get(door(issue))) | {"acknowledged": "on", "at_once": "on", "move": "sign_off"}
    sent["publish_at"] = "2020-05-22T12:00"
    place(make_article("后来上版的稿"), issue.pages.get(number=1), order=9)
    again = fields_of(chief.post(door(issue), sent))
    assert ("acknowledged" in again, again["publish_at"]) == (False, "2020-05-22T12:00")
    chief.post(door(issue), again | {"acknowledged": "on", "at_once": "on", "move": "sign_off"})
    issue.refresh_from_db()
    assert (issue.is_signed_off, issue.publish_at) == (True, NOON)


def test_copy_that_was_edited_while_the_page_was_open_is_not_signed_off_unread(chief):
    issue = ready_issue()
    sent = fields_of(chief.get(door(issue))) | {"at_once": "on", "move": "sign_off"}
    article = issue.pages.get().placements.get().article
    article.title = "校样上改过的题"
    article.save()
    revisions.record(article, make_user(), Revision.Origin.MINOR_EDIT)
    chief.post(door(issue), sent)
    issue.refresh_from_db()
    assert not issue.is_signed_off


def test_minor_edits_since_the_final_review_are_listed_and_older_ones_are_not(chief):
    issue = ready_issue()
    article = issue.pages.get().placements.get().article
    minor_edit(article, "审前校过的题")
    review.admit(article, make_user(), "")
    assert "终审后的小改" not in chief.get(door(issue)).content.decode()
    minor_edit(article, "审后校过的题")
    page = chief.get(door(issue)).content.decode()
    assert "终审后的小改" in page
    assert page.index("终审后的小改") < page.index("审后校过的题")


def minor_edit(article, title):
    article.title = title
    article.save()
    revisions.record(article, make_user(), Revision.Origin.MINOR_EDIT)


def test_the_sign_off_page_shows_the_log_of_the_issue(chief):
    issue = ready_issue()
    press(chief, issue, "sign_off", publish_at="2099-01-01T07:00")
    press(chief, issue, "call_back")
    page = chief.get(door(issue)).content.decode()
    assert page.index("撤回签发：") < page.index("签发：定于2099年1月1日")


def test_only_the_editor_in_chief_signs_off(client):
    issue = ready_issue()
    for role in (roles.REPORTER, roles.EDITOR, roles.DESK_HEAD, roles.PROOFREADER):
        client.force_login(make_staff(role))
        for move in ("sign_off", "reschedule", "call_back"):
            assert client.post(door(issue), {"move": move}).status_code == 403
    client.force_login(make_staff(roles.CHIEF))
    press(client, issue, "sign_off")
    issue.refresh_from_db()
    assert (issue.is_signed_off, issue.signed_off_by.username) == (True, "总编辑")

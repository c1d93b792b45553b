"""Where the pieces of a page stand on its picture, said by hand: typed, saved, refused, kept from the next match."""

import pytest
from django.contrib.admin.models import LogEntry

from issues import roles
from issues.models import Area, PrintFile, Whereabouts
from issues.print_rights import LOCKED
from tests.browsing import fields_of, save, typed
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_signed_off_issue,
    make_staff,
    place,
)

pytestmark = pytest.mark.django_db

LEFT, RIGHT = [0.05, 0.1, 0.45, 0.5], [0.5, 0.1, 0.95, 0.5]


@pytest.fixture
def editor(client):
    client.force_login(make_staff(roles.EDITOR))
    return client


def door(page):
    return f"/admin/issues/page/{page.pk}/areas/"


def two_pieces(issue=None):
    """A page with 甲 and 乙, and a print file on which 甲 was found; returns (page, 甲, 乙)."""
    page = make_page(issue)
    pieces = [make_article(title) for title in "甲乙"]
    for order, article in enumerate(pieces):
        place(article, page, order=order)
    give_print_file(page, {pieces[0]: [LEFT]})
    return page, *pieces


def give_print_file(page, areas):
    """A print file, of whose picture only the size is asked for here."""
    page.print_file = PrintFile.objects.create(page=page, file="pages/1.pdf", width=3200, height=4472)
    page.save()
    for article, boxes in areas.items():
        Area.objects.create(print_file=page.print_file, article=article, boxes=boxes, confidence=1)


def key(article, kind="piece"):
    return f"{kind}-{article.pk}"


def marked(article, boxes, where="known", kind="piece"):
    """What is typed for one piece."""
    return {f"{key(article, kind)}-place": where, f"{key(article, kind)}-boxes": boxes}


def stored(article, is_guide=False):
    area = Area.objects.get(article=article, is_guide=is_guide)
    return area.whereabouts, area.boxes, area.is_by_hand, area.confidence


def test_boxes_typed_in_percent_are_kept_as_shares_and_set_by_hand(editor):
    page, _, second = two_pieces()
    shown = save(editor, door(page), **marked(second, "50 10 95 50；50%，50%，95%，62.375%"))
    assert "人工标定热区：《乙》" in shown.content.decode()
    assert stored(second) == (Whereabouts.KNOWN, [RIGHT, [0.5, 0.5, 0.95, 0.62375]], True, 1)


def test_a_piece_that_nobody_touched_stays_as_the_match_left_it(editor):
    page, first, second = two_pieces()
    Area.objects.update(boxes=[[0.0512345678, 0.1, 0.45, 0.5]], confidence=0.6)
    save(editor, door(page), **marked(second, "50 10 95 50"))
    assert stored(first) == (Whereabouts.KNOWN, [[0.0512345678, 0.1, 0.45, 0.5]], False, 0.6)


def test_nothing_changed_says_so_and_changes_nothing(editor):
    page, first, _ = two_pieces()
    assert "热区没有改动" in save(editor, door(page)).content.decode()
    assert stored(first) == (Whereabouts.KNOWN, [LEFT], False, 1)
    assert Area.objects.count() == 1
    assert not LogEntry.objects.exists()


def test_boxes_typed_over_those_of_the_match_are_meant_by_hand(editor):
    page, first, _ = two_pieces()
    save(editor, door(page), **{f"{key(first)}-boxes": "5 10 45 60"})
    assert stored(first) == (Whereabouts.KNOWN, [[0.05, 0.1, 0.45, 0.6]], True, 1)


def test_a_doubtful_place_is_confirmed_as_it_is(editor):
    page, first, _ = two_pieces()
    Area.objects.update(confidence=0.625)
    assert "请查看 62%" in editor.get(door(page)).content.decode()
    shown = save(editor, door(page), **{f"{key(first)}-place": "known"})
    assert stored(first) == (Whereabouts.KNOWN, [LEFT], True, 1)
    assert "请查看" not in shown.content.decode()


def test_a_piece_that_is_not_on_the_picture_has_no_boxes(editor):
    page, first, _ = two_pieces()
    save(editor, door(page), **{f"{key(first)}-place": "absent"})
    assert stored(first) == (Whereabouts.ABSENT, [], True, 1)


def test_what_is_left_to_the_next_match_keeps_its_boxes_till_then_and_is_sure_no_more(editor):
    page, first, _ = two_pieces()
    Area.objects.update(is_by_hand=True)
    save(editor, door(page), **{f"{key(first)}-place": "auto"})
    assert stored(first) == (Whereabouts.KNOWN, [LEFT], False, 0)
    assert "请查看" in editor.get(door(page)).content.decode()


def test_a_piece_whose_boxes_are_all_taken_away_is_unmarked_again(editor):
    page, first, _ = two_pieces()
    save(editor, door(page), **{f"{key(first)}-boxes": ""})
    assert stored(first) == (Whereabouts.UNKNOWN, [], False, 0)


def test_the_states_of_the_pieces_are_told_in_print_order_and_the_guide_after_them(editor):
    page, *_ = two_pieces()
    inside = make_article("丙")
    page.guide.create(title="看丙", target=2, article=inside)
    page.guide.create(title="没有链接", target=3)
    shown = editor.get(door(page)).content.decode()
    names = ["甲", "自动 100%", "乙", "未标出", "看丙", "导读", "未标出"]
    places = [shown.index(name, shown.index('class="areas-pieces"')) for name in names[:3]]
    assert places == sorted(places)
    assert shown.index("看丙") > shown.index(">乙<")
    assert "没有链接" not in shown


def test_a_pointer_in_the_guide_has_an_area_of_its_own(editor):
    page, first, _ = two_pieces()
    page.guide.create(title="看甲", target=1, article=first)
    shown = save(editor, door(page), **marked(first, "5 80 45 81", kind="guide"))
    assert "人工标定热区：导读《看甲》" in shown.content.decode()
    assert stored(first, is_guide=True) == (Whereabouts.KNOWN, [[0.05, 0.8, 0.45, 0.81]], True, 1)
    assert stored(first) == (Whereabouts.KNOWN, [LEFT], False, 1)


def test_copy_that_was_taken_off_the_page_can_still_be_marked_on_its_picture(editor):
    page, first, _ = two_pieces()
    first.placements.all().delete()
    assert "已不在本版" in editor.get(door(page)).content.decode()
    save(editor, door(page), **{f"{key(first)}-boxes": "5 10 45 60"})
    assert stored(first) == (Whereabouts.KNOWN, [[0.05, 0.1, 0.45, 0.6]], True, 1)


def test_copy_that_is_deleted_can_still_be_marked_on_the_picture(editor):
    page, *_ = two_pieces()
    area = Area.objects.create(print_file=page.print_file, boxes=[RIGHT], confidence=0.5)
    save(editor, door(page), **{f"area-{area.pk}-place": "known"})
    area.refresh_from_db()
    assert (area.is_by_hand, area.boxes, area.article) == (True, [RIGHT], None)


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ("5 10 45", "不是一个框"),
        ("5 10 45 五", "不是一个框"),
        ("1e1 10 45 50", "不是一个框"),
        ("nan 10 45 50", "不是一个框"),
        ("-1 10 45 50", "超出了版面"),
        ("5 10 45 100.1", "超出了版面"),
        ("45 10 5 50", "太小或左右、上下颠倒"),
        ("5 50 45 10", "太小或左右、上下颠倒"),
        ("5 10 5.4 50", "太小或左右、上下颠倒"),
        ("5 10 45 10.4", "太小或左右、上下颠倒"),
        ("\n".join(["5 10 45 50"] * 21), "最多20个框"),
        ("", "没有框"),
    ],
)
def test_boxes_that_can_not_be_are_refused_with_the_reason_and_stay_as_typed(editor, boxes, said):
    page, first, second = two_pieces()
    sent = {**marked(second, boxes), f"{key(first)}-boxes": "5 10 45 60"}
    response = save(editor, door(page), **sent)
    assert said in response.content.decode()
    assert {name: fields_of(response)[name] for name in sent} == sent
    assert not Area.objects.filter(is_by_hand=True).exists()
    # Put right, it is saved with all that was typed before.
    again = fields_of(response) | marked(second, "50 10 95 50")
    editor.post(door(page), again)
    assert stored(second) == (Whereabouts.KNOWN, [RIGHT], True, 1)
    assert stored(first) == (Whereabouts.KNOWN, [[0.05, 0.1, 0.45, 0.6]], True, 1)


def test_the_least_and_the_most_that_are_allowed_are_saved(editor):
    page, _, second = two_pieces()
    boxes = "\n".join(["0 0 100 100", *["99.5 99.5 100 100"] * 19])
    save(editor, door(page), **marked(second, boxes))
    assert stored(second)[1] == [[0, 0, 1, 1], *[[0.995, 0.995, 1, 1]] * 19]


def test_a_place_that_does_not_exist_is_refused(editor):
    page, first, _ = two_pieces()
    response = save(editor, door(page), **{f"{key(first)}-place": "elsewhere"})
    assert "选择一个有效的选项" in response.content.decode()
    assert stored(first) == (Whereabouts.KNOWN, [LEFT], False, 1)


def test_a_match_that_found_what_no_hand_may_draw_does_not_keep_other_pieces_from_being_saved(editor):
    page, first, second = two_pieces()
    Area.objects.update(boxes=[[0.1, 0.1, 0.101, 0.2]] * 25)
    save(editor, door(page), **marked(second, "50 10 95 50"))
    assert stored(second) == (Whereabouts.KNOWN, [RIGHT], True, 1)
    assert stored(first)[1] == [[0.1, 0.1, 0.101, 0.2]] * 25


def test_a_piece_of_another_page_is_not_touched(editor):
    page, *_ = two_pieces()
    other = make_page(page.issue, 2)
    article = make_article("外")
    place(article, other)
    give_print_file(other, {article: [LEFT]})
    save(editor, door(page), **marked(article, "50 10 95 50"))
    assert stored(article) == (Whereabouts.KNOWN, [LEFT], False, 1)


def test_who_saves_second_is_told_and_keeps_what_was_drawn(editor):
    page, first, second = two_pieces()
    third = make_article("丙")
    place(third, page, order=2)
    opened = typed(editor, door(page), **marked(first, "5 10 45 60"))
    save(editor, door(page), **marked(first, "5 10 45 55"), **marked(second, "50 10 95 50"))
    refused = editor.post(door(page), opened)
    shown = refused.content.decode()
    assert "未保存：您打开之后" in shown
    assert f'href="#{key(first)}"' in shown
    assert f'href="#{key(second)}"' in shown
    assert f'href="#{key(third)}"' not in shown
    assert stored(first)[1] == [[0.05, 0.1, 0.45, 0.55]]
    assert fields_of(refused)[f"{key(first)}-boxes"] == "5 10 45 60"
    # What was not touched is shown as the other has saved it.
    assert fields_of(refused)[f"{key(second)}-boxes"] == "50 10 95 50"
    # The plain save is refused again; the one over it takes what was drawn, and leaves the rest to the other.
    assert "未保存：您打开之后" in editor.post(door(page), fields_of(refused)).content.decode()
    over = shown.partition('name="over" value="')[2].partition('"')[0]
    editor.post(door(page), fields_of(refused) | {"over": over})
    assert stored(first)[1] == [[0.05, 0.1, 0.45, 0.6]]
    assert stored(second) == (Whereabouts.KNOWN, [RIGHT], True, 1)


def test_saving_over_it_is_refused_where_somebody_has_saved_once_more(editor):
    page, first, second = two_pieces()
    opened = typed(editor, door(page), **marked(first, "5 10 45 60"))
    save(editor, door(page), **marked(second, "50 10 95 50"))
    refused = editor.post(door(page), opened)
    over = refused.content.decode().partition('name="over" value="')[2].partition('"')[0]
    save(editor, door(page), **marked(second, "50 10 95 51"))
    again = editor.post(door(page), fields_of(refused) | {"over": over})
    assert "未保存：您打开之后" in again.content.decode()
    assert stored(first)[1] == [LEFT]


def test_boxes_drawn_on_an_old_print_file_are_not_saved_on_the_new_one(editor):
    page, first, _ = two_pieces()
    opened = typed(editor, door(page), **marked(first, "5 10 45 60"))
    give_print_file(page, {first: [LEFT]})
    assert "未保存：您打开之后" in editor.post(door(page), opened).content.decode()
    assert not Area.objects.filter(is_by_hand=True).exists()


def test_a_page_without_a_picture_sends_back_and_says_why(editor):
    page = make_page()
    response = editor.get(door(page), follow=True)
    assert response.redirect_chain == [(f"/admin/issues/page/{page.pk}/change/", 302)]
    assert "还没有版面PDF" in response.content.decode()


def test_an_issue_that_is_signed_off_and_out_keeps_its_areas_open_to_correction_by_who_signs_off(client):
    page, first, _ = two_pieces(make_signed_off_issue())
    client.force_login(make_staff(roles.CHIEF))
    save(client, door(page), **{f"{key(first)}-boxes": "5 10 45 60"})
    assert stored(first) == (Whereabouts.KNOWN, [[0.05, 0.1, 0.45, 0.6]], True, 1)


@pytest.mark.parametrize("role", [roles.EDITOR, roles.DESK_HEAD])
def test_nobody_else_sets_the_areas_of_an_issue_that_is_signed_off_and_is_told_so(client, role):
    page, first, _ = two_pieces(make_signed_off_issue())
    client.force_login(make_staff(role))
    sent = {f"{key(first)}-place": "absent", f"{key(first)}-boxes": ""}
    for response in (client.get(door(page), follow=True), client.post(door(page), sent, follow=True)):
        assert response.redirect_chain == [(f"/admin/issues/issue/{page.issue_id}/print-files/", 302)]
        assert [str(message) for message in response.context["messages"]] == [str(LOCKED)]
    assert stored(first) == (Whereabouts.KNOWN, [LEFT], False, 1)


@pytest.mark.parametrize(
    ("role", "is_led"), [(roles.PROOFREADER, False), (roles.EDITOR, False), (roles.CHIEF, True)]
)
def test_only_who_may_set_the_areas_is_led_to_them(client, role, is_led):
    page, *_ = two_pieces(make_signed_off_issue())
    client.force_login(make_staff(role))
    for shown in (
        f"/admin/issues/page/{page.pk}/change/",
        f"/admin/issues/issue/{page.issue_id}/change/",
        f"/admin/issues/issue/{page.issue_id}/print-files/",
        f"/admin/issues/issue/{page.issue_id}/preflight/",
    ):
        response = client.get(shown)
        assert response.status_code == 200
        assert (door(page) in response.content.decode()) is is_led, shown


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (roles.REPORTER, 403),
        (roles.PROOFREADER, 403),
        (roles.EDITOR, 200),
        (roles.DESK_HEAD, 200),
        (roles.CHIEF, 200),
    ],
)
def test_only_who_may_change_pages_may_see_and_set_areas(client, role, status):
    page, first, _ = two_pieces()
    client.force_login(make_staff(role))
    assert client.get(door(page)).status_code == status
    client.post(door(page), {f"{key(first)}-place": "absent", f"{key(first)}-boxes": ""})
    assert stored(first)[0] == Whereabouts.KNOWN


def test_the_log_of_the_page_tells_what_was_set_by_whom(editor):
    page, first, second = two_pieces()
    save(editor, door(page), **{f"{key(first)}-place": "absent"}, **marked(second, "50 10 95 50"))
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.user.username) == (str(page.pk), roles.EDITOR)
    assert entry.get_change_message() == "人工标定热区：《乙》；版面上没有：《甲》"


def test_the_editor_is_never_kept_by_a_browser(editor):
    page, *_ = two_pieces()
    assert "no-store" in editor.get(door(page))["Cache-Control"]


def test_the_form_of_a_page_leads_to_its_areas(editor):
    page, *_ = two_pieces()
    bare = make_page(page.issue, 2)
    assert f'href="{door(page)}"' in editor.get(f"/admin/issues/page/{page.pk}/change/").content.decode()
    assert door(bare) not in editor.get(f"/admin/issues/page/{bare.pk}/change/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_pieces(editor, django_assert_max_num_queries):
    page = make_page(make_issue())
    articles = [make_article(f"第{number}篇") for number in range(12)]
    for order, article in enumerate(articles):
        place(article, page, order=order)
    give_print_file(page, {article: [LEFT] for article in articles})
    page.guide.create(title="导读", target=1, article=articles[0])
    editor.get(door(page))
    with django_assert_max_num_queries(10):
        editor.get(door(page))

"""Moves of copy on the board: onto a page, between pages, in order, with prominence, back to the pool."""

import threading

import pytest
from django.db import connections

from articles.models import ArticleState
from issues import history, roles
from issues.models import GuideEntry, Issue, IssueState, Page, Placement
from issues.planning import board, next_issue, placing
from tests.factories import (
    RELEASE,
    make_article,
    make_issue,
    make_page,
    make_reader_account,
    make_signed_off_issue,
    make_staff,
    make_user,
    place,
)

pytestmark = pytest.mark.django_db

DOOR = "/admin/board/move/"
JSON = {"headers": {"accept": "application/json"}}
JUMPING = '<p>前半句，<br class="jump">后半句。</p>'


@pytest.fixture
def editor(client):
    client.force_login(make_staff(roles.EDITOR, last_name="林", first_name="叙白"))
    return client


@pytest.fixture
def pages():
    """Pages 1, 2 and 4 of an issue in preparation."""
    issue = make_issue()
    return [make_page(issue, number) for number in (1, 2, 4)]


def seen(issue):
    """What a board that is opened now sends with a move."""
    return board.load(issue, make_user()).seen


def move(client, article, page=None, part=1, **sent):
    """Send a move as the board's script does; `page` None is the pool."""
    sent.setdefault("seen", seen(Issue.objects.first()))
    where = {"page": page.pk} if page else {"pool": "1"}
    return client.post(DOOR, {"article": article.pk, "part": part, **where, **sent}, **JSON)


def standing(page):
    """Return the titles on the page in print order, and whether their orders count from 0."""
    placements = list(page.placements.order_by("order", "pk").select_related("article"))
    assert [placement.order for placement in placements] == list(range(len(placements)))
    return [placement.article.title for placement in placements]


def fill(page, *titles):
    return [place(make_article(title), page, order=order).article for order, title in enumerate(titles)]


def test_copy_from_the_pool_is_put_on_a_page_at_the_place_that_is_asked_for(editor, pages):
    fill(pages[0], "甲", "乙")
    answer = move(editor, make_article("丙"), pages[0], position=2, prominence="second")
    assert answer.status_code == 200
    assert standing(pages[0]) == ["甲", "丙", "乙"]
    assert Placement.objects.get(article__title="丙").prominence == "second"
    assert answer.json()["said"] == "《丙》：1版第2条，二条。"


def test_without_a_place_it_comes_last_and_is_normal(editor, pages):
    fill(pages[0], "甲", "乙")
    move(editor, make_article("丙"), pages[0])
    assert standing(pages[0]) == ["甲", "乙", "丙"]
    assert Placement.objects.get(article__title="丙").prominence == "normal"


def test_the_answer_shows_the_board_as_it_stands_then(editor, pages):
    answer = move(editor, make_article("修伞匠"), pages[1]).json()
    assert answer["moved"] is True
    assert answer["board"].count(">修伞匠</a>") == 1
    assert f'data-page="{pages[1].pk}" data-position="1"' in answer["board"]


def test_a_piece_moves_to_another_page_and_both_pages_count_anew(editor, pages):
    first, _second, _third = fill(pages[0], "甲", "乙", "丙")
    fill(pages[1], "丁")
    Placement.objects.filter(article=first).update(prominence="lead")
    move(editor, first, pages[1], position=1)
    assert standing(pages[0]) == ["乙", "丙"]
    assert standing(pages[1]) == ["甲", "丁"]
    assert Placement.objects.get(article=first).prominence == "lead"


@pytest.mark.parametrize(("position", "order"), [(1, "丙甲乙"), (2, "甲丙乙"), (3, "甲乙丙"), (99, "甲乙丙")])
def test_a_piece_is_put_elsewhere_on_its_page(editor, pages, position, order):
    third = fill(pages[0], "甲", "乙", "丙")[2]
    move(editor, third, pages[0], position=position)
    assert standing(pages[0]) == list(order)


def test_a_changed_prominence_leaves_the_piece_where_it_stands(editor, pages):
    first, *_others = fill(pages[0], "甲", "乙", "丙")
    move(editor, first, pages[0], prominence="brief")
    assert standing(pages[0]) == ["甲", "乙", "丙"]
    assert Placement.objects.get(article=first).prominence == "brief"


def test_a_piece_goes_back_to_the_pool(editor, pages):
    first, second = fill(pages[0], "甲", "乙")
    answer = move(editor, first)
    assert answer.json()["said"] == "《甲》已退回稿库。"
    assert standing(pages[0]) == ["乙"]
    assert not first.placements.exists()
    assert second.placements.exists()


def test_pieces_with_the_same_order_are_numbered_anew_by_the_first_move(editor, pages):
    for title in "甲乙丙":
        place(make_article(title), pages[0], order=0)
    move(editor, Placement.objects.get(article__title="丙").article, pages[0], position=2)
    assert standing(pages[0]) == ["甲", "丙", "乙"]


def test_a_part_of_a_jump_moves_as_that_part_and_its_lines_follow_it(editor, pages):
    article = make_article("粮仓", body=JUMPING)
    place(article, pages[0], continued_on=2)
    place(article, pages[1], part=2, continued_from=1, headline="老粮仓")
    move(editor, article, pages[2], part=2)
    first, second = article.placements.order_by("part")
    assert (first.page, first.continued_on) == (pages[0], 4)
    assert (second.page, second.continued_from, second.headline) == (pages[2], 1, "老粮仓")


def test_a_jump_is_taken_back_part_by_part_and_its_loose_part_is_offered_again(editor, pages):
    article = make_article("粮仓", body=JUMPING)
    place(article, pages[0], continued_on=2)
    place(article, pages[1], part=2, continued_from=1)
    move(editor, article, part=2)
    assert [placement.part for placement in article.placements.all()] == [1]
    loose = board.load(pages[0].issue, make_user()).loose
    assert [(card.article, card.part, card.characters) for card in loose] == [(article, 2, 4)]
    move(editor, article, pages[2], part=2)
    assert article.placements.get(part=1).continued_on == 4
    assert article.placements.get(part=2).continued_from == 1


def test_two_parts_of_a_jump_do_not_stand_on_one_page(editor, pages):
    article = make_article("粮仓", body=JUMPING)
    place(article, pages[0])
    place(article, pages[1], part=2)
    answer = move(editor, article, pages[0], part=2)
    assert answer.status_code == 409
    assert article.placements.get(part=2).page == pages[1]


def test_a_part_that_the_text_does_not_have_is_not_placed(editor, pages):
    assert "没有第2部分" in move(editor, make_article("甲"), pages[0], part=2).json()["said"]
    assert not Placement.objects.exists()


def test_pointers_and_guide_follow_the_piece_that_they_lead_to(editor, pages):
    inside = fill(pages[1], "里面的")[0]
    pointer = place(make_article("外面的"), pages[0], see_page=2, see_article=inside)
    entry = GuideEntry.objects.create(page=pages[0], title="里面的", target=2, article=inside)
    other = GuideEntry.objects.create(page=pages[0], title="别的", target=2)
    move(editor, inside, pages[2])
    for line in (pointer, entry, other):
        line.refresh_from_db()
    assert (pointer.see_page, entry.target, other.target) == (4, 4, 2)


def test_copy_that_stands_in_another_issue_is_not_taken_from_it(editor, pages):
    other = make_page(make_issue(number=944, date=RELEASE.date().replace(day=29)))
    article = fill(other, "别期的")[0]
    answer = move(editor, article, pages[0])
    assert answer.status_code == 409
    assert "另一期" in answer.json()["said"]
    assert article.placements.get().page == other


def test_a_signed_off_issue_is_locked(editor):
    page = make_page(make_signed_off_issue())
    article = fill(page, "甲")[0]
    assert "已签发" in move(editor, make_article("乙"), page).json()["said"]
    assert "已签发" in move(editor, article).json()["said"]
    assert standing(page) == ["甲"]


def test_a_page_that_another_has_changed_in_the_meantime_refuses_the_move_and_shows_how_it_stands(
    editor, pages
):
    first = fill(pages[0], "甲", "乙")[0]
    opened = seen(pages[0].issue)
    colleague = make_staff(roles.DESK_HEAD, last_name="阮", first_name="知秋")
    placing.put(make_article("丙"), 1, placing.Spot(pages[0], 1), colleague, board.read_seen(opened))
    answer = move(editor, first, pages[0], position=2, seen=opened)
    assert answer.status_code == 409
    assert "阮知秋" in answer.json()["said"]
    assert standing(pages[0]) == ["丙", "甲", "乙"]
    assert ">丙</a>" in answer.json()["board"]


def test_a_change_on_a_page_that_the_move_does_not_touch_is_no_hindrance(editor, pages):
    first = fill(pages[0], "甲", "乙")[0]
    opened = seen(pages[0].issue)
    placing.put(make_article("丙"), 1, placing.Spot(pages[2]), make_user(), board.read_seen(opened))
    assert move(editor, first, pages[1], seen=opened).status_code == 200


def test_a_move_that_does_not_say_what_was_seen_is_refused(editor, pages):
    assert move(editor, make_article("甲"), pages[0], seen="").status_code == 409
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"page": "9999"},
        {"article": "9999"},
        {"part": "0"},
        {"prominence": "huge"},
        {"position": "-1"},
        {"page": ""},
    ],
)
def test_what_cannot_be_a_move_is_refused_in_words_and_changes_nothing(editor, pages, sent):
    facts = {"article": make_article().pk, "part": 1, "page": pages[0].pk, "seen": seen(pages[0].issue)}
    answer = editor.post(DOOR, facts | sent, **JSON)
    assert answer.status_code == 409
    assert answer.json()["said"]
    assert not Placement.objects.exists()


def test_each_page_that_a_move_changes_has_it_in_its_history(editor, pages):
    first = fill(pages[0], "甲", "乙")[0]
    move(editor, first, pages[1])
    for page in pages[:2]:
        versions = list(history.versions(page))
        assert [version.origin for version in versions] == ["board", "before"]
        assert versions[0].made_by.username == roles.EDITOR
    assert history.latest(pages[2]) is None


def test_the_form_of_a_piece_works_without_a_script(editor, pages):
    facts = {"article": make_article("甲").pk, "part": 1, "page": pages[0].pk, "position": ""}
    address = f"{DOOR}?issue=943&q=甲"
    shown = editor.post(address, {**facts, "seen": seen(pages[0].issue)}, follow=True)
    assert shown.redirect_chain == [("/admin/?issue=943&q=%E7%94%B2", 302)]
    assert "《甲》：1版第1条" in shown.content.decode()
    assert standing(pages[0]) == ["甲"]


@pytest.mark.parametrize("role", [roles.EDITOR, roles.DESK_HEAD, roles.CHIEF])
def test_editors_desk_heads_and_the_editor_in_chief_move_copy(client, pages, role):
    client.force_login(make_staff(role))
    assert move(client, make_article(), pages[0]).status_code == 200


@pytest.mark.parametrize("role", [roles.REPORTER, roles.PROOFREADER])
def test_who_may_not_move_copy_is_refused_by_address(client, pages, role):
    client.force_login(make_staff(role))
    own = make_article(state=ArticleState.DRAFT)
    assert move(client, own, pages[0]).status_code == 403
    assert not Placement.objects.exists()


def test_without_one_of_the_rights_to_placements_nothing_is_moved(client, pages):
    rights = ["articles.handle_all_copy", "articles.view_article", "issues.view_issue", "issues.change_page"]
    client.force_login(
        make_reader_account("clerk", [*rights, "issues.add_placement", "issues.change_placement"])
    )
    assert move(client, make_article(), pages[0]).status_code == 403


def test_a_visitor_is_sent_to_the_login(client, pages):
    assert move(client, make_article(), pages[0]).status_code == 302
    assert not Placement.objects.exists()


def test_a_move_is_no_visit(editor):
    assert editor.get(DOOR).status_code == 405


def test_a_failing_move_leaves_no_version_behind(editor, pages):
    article = make_article("粮仓", body=JUMPING)
    place(article, pages[0])
    place(article, pages[1], part=2)
    move(editor, article, pages[0], part=2)
    assert all(history.latest(page) is None for page in Page.objects.all())
    assert Issue.objects.get().state == IssueState.PREPARATION


def _at_once(*moves):
    """Call the functions in threads of their own, at the same moment; returns the errors' types, None for none."""
    together, ends = threading.Barrier(len(moves), timeout=20), []

    def run(make):
        try:
            together.wait()
            make()
            ends.append(None)
        except (placing.PlacingError, next_issue.NextIssueError) as error:
            ends.append(type(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[each]) for each in moves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_onto_one_page_at_once_one_is_refused_and_no_order_is_doubled(pages):
    fill(pages[0], "甲", "乙")
    opened, user = board.read_seen(seen(pages[0].issue)), make_user()

    def put(article):
        return lambda: placing.put(article, 1, placing.Spot(pages[0], 1), user, opened)

    ends = _at_once(put(make_article("丙")), put(make_article("丁")))
    assert sorted(ends, key=str) == [placing.PlacingError, None]
    assert len(standing(pages[0])) == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_put_one_piece_into_two_issues_at_once_one_is_refused(pages):
    other = make_page(make_issue(number=944, date=RELEASE.date().replace(day=29)))
    article, user = make_article("甲"), make_user()

    def put(page):
        return lambda: placing.put(article, 1, placing.Spot(page), user, {page.pk: placing.version_of([])})

    assert sorted(_at_once(put(pages[0]), put(other)), key=str) == [placing.PlacingError, None]
    assert article.placements.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_the_next_issue_at_once_one_is_told_of_the_others(pages):
    last, user = pages[0].issue, make_user()

    def open_it():
        next_issue.open_next(last, user)

    assert sorted(_at_once(open_it, open_it), key=str) == [next_issue.NextIssueError, None]
    assert list(Issue.objects.order_by("number").values_list("number", flat=True)) == [943, 944]

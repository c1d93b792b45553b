"""The edition in the admin: issues, their pages, what stands on them; the masthead, the imprint, the way in."""

import datetime

import pytest

from issues.models import GuideEntry, Imprint, Issue, Masthead, Page, PageCredit, Placement
from tests.browsing import save, typed
from tests.factories import (
    RELEASE,
    make_article,
    make_issue,
    make_masthead,
    make_page,
    make_print_file,
    make_reader_account,
    make_signed_off_issue,
    make_user,
    place,
)

pytestmark = pytest.mark.django_db

ISSUES = "/admin/issues/issue/"
PAGES = "/admin/issues/page/"
EDITOR = [
    f"issues.{verb}_{model}"
    for verb in ("view", "add", "change", "delete")
    for model in ("issue", "page", "placement", "guideentry")
] + ["articles.view_article", "articles.handle_all_copy"]


@pytest.fixture
def desk(client):
    """A client logged in as someone with every right."""
    client.force_login(make_user())
    return client


@pytest.fixture
def editor(client):
    """A client logged in as an editor who may not sign off."""
    client.force_login(make_reader_account("clerk", EDITOR))
    return client


def form_of(thing):
    return f"/admin/issues/{thing._meta.model_name}/{thing.pk}/change/"


def test_a_new_issue_begins_where_the_last_one_left_off(desk):
    last = make_issue(943, masthead=make_masthead(), year_number=20)
    proposed = typed(desk, f"{ISSUES}add/")
    assert (proposed["number"], proposed["year_number"], proposed["masthead"]) == (
        "944",
        "21",
        str(last.masthead_id),
    )
    desk.post(f"{ISSUES}add/", proposed)
    new = Issue.objects.get(number=944)
    assert new.date == datetime.date(2020, 5, 29)
    assert new.publish_at == RELEASE + datetime.timedelta(days=7)
    assert [page.number for page in new.pages.order_by("number")] == [1, 2, 3, 4]


def test_after_a_double_issue_comes_the_number_after_its_second(desk):
    make_issue(943, last_number=944)
    assert typed(desk, f"{ISSUES}add/")["number"] == "945"


def test_another_date_moves_the_planned_time_to_it(desk):
    issue = make_issue(publish_at=RELEASE)
    save(desk, form_of(issue), date="2020-05-23")
    issue.refresh_from_db()
    assert issue.publish_at == RELEASE + datetime.timedelta(days=1)


def test_a_number_that_is_taken_is_refused_with_a_plain_message(desk):
    make_issue(943)
    page = save(desk, f"{ISSUES}add/", number="943").content.decode()
    assert "这个期号已经存在" in page
    assert Issue.objects.count() == 1


def test_the_list_says_date_weekday_release_pages_and_pieces(desk):
    issue = make_signed_off_issue()
    place(make_article(), make_page(issue))
    make_page(issue, 2)
    page = desk.get(ISSUES).content.decode()
    for words in (
        "第943期",
        "2020年5月22日 星期五",
        "已于2020年5月22日（星期五）07:00（北京时间）发布",
        "1/4",
    ):
        assert words in page


def test_an_issues_form_shows_its_pages_and_what_stands_there_in_print_order(desk):
    issue = make_issue()
    first, second = make_page(issue, 1), make_page(issue, 2)
    place(make_article("丙"), second)
    place(make_article("乙"), first, order=2)
    place(make_article("甲", kicker="甲的引题"), first, order=1)
    page = desk.get(form_of(issue)).content.decode()
    assert page.index("甲的引题") < page.index(">甲<") < page.index(">乙<") < page.index(">丙<")
    assert f"/preview/issues/{issue.slug}/" in page


def test_page_credits_are_typed_as_printed_and_come_back_so(desk):
    issue = make_issue()
    page = make_page(issue)
    save(
        desk, form_of(issue), **{"pages-0-credit_line": "责任编辑:程砚禾 美术编辑：纪小舟 校对:佘一丁、麦冬"}
    )
    assert [(c.role, c.name) for c in page.credits.all()] == [
        ("责任编辑", "程砚禾"),
        ("美术编辑", "纪小舟"),
        ("校对", "佘一丁"),
        ("校对", "麦冬"),
    ]
    assert (
        typed(desk, form_of(issue))["pages-0-credit_line"]
        == "责任编辑：程砚禾 美术编辑：纪小舟 校对：佘一丁、麦冬"
    )


def test_a_name_without_a_role_is_refused_at_the_line(desk):
    page = make_page()
    response = save(desk, form_of(page), credit_line="程砚禾 校对：佘一丁")
    assert "“程砚禾”之前没有身份" in response.content.decode()
    assert not PageCredit.objects.exists()


def test_an_article_is_placed_with_order_and_prominence(desk):
    page, article = make_page(), make_article()
    row = {"article": article.pk, "order": 1, "prominence": "lead", "part": 1}
    save(
        desk,
        form_of(page),
        **{"placements-TOTAL_FORMS": "1"},
        **{f"placements-0-{k}": str(v) for k, v in row.items()},
    )
    placed = Placement.objects.get()
    assert (placed.article, placed.page, placed.prominence) == (article, page, "lead")


def test_an_article_does_not_stand_in_two_issues(desk):
    article = make_article()
    place(article, make_page(make_issue(942, datetime.date(2020, 5, 15))))
    page = make_page(make_issue(943))
    row = {"placements-0-article": str(article.pk), "placements-0-part": "2", "placements-0-order": "0"}
    row |= {"placements-0-prominence": "normal", "placements-TOTAL_FORMS": "1"}
    assert "此稿已在另一期上版" in save(desk, form_of(page), **row).content.decode()
    assert Placement.objects.count() == 1


def test_the_guide_is_written_on_its_page(desk):
    page = make_page()
    row = {"guide-TOTAL_FORMS": "1", "guide-0-order": "1", "guide-0-title": "雨水花园", "guide-0-target": "2"}
    save(desk, form_of(page), **row)
    assert [(entry.title, entry.target) for entry in GuideEntry.objects.all()] == [("雨水花园", 2)]


@pytest.mark.parametrize("kind", ["issue", "page"])
def test_a_signed_off_issue_and_its_pages_are_read_only(editor, kind):
    issue = make_signed_off_issue()
    page = make_page(issue)
    thing = issue if kind == "issue" else page
    shown = editor.get(form_of(thing)).content.decode()
    assert "版面与稿件锁定；总编辑可对稿件作小改" in shown
    assert 'name="_save"' not in shown
    assert editor.post(form_of(thing), {"number": "7"}).status_code == 403
    refused = editor.post(f"/admin/issues/{kind}/{thing.pk}/delete/", {"post": "yes"})
    assert refused.status_code == 403
    assert "本期已签发" in refused.content.decode()


@pytest.mark.parametrize("kind", ["issue", "page"])
def test_an_issue_in_preparation_is_not_locked(editor, kind):
    issue = make_issue(masthead=make_masthead())
    page = make_page(issue)
    thing = issue if kind == "issue" else page
    assert 'name="_save"' in editor.get(form_of(thing)).content.decode()


def test_a_page_is_not_added_to_a_signed_off_issue(editor):
    issue = make_signed_off_issue()
    response = save(editor, f"{PAGES}add/", issue=str(issue.pk), number="5")
    assert "须先撤回签发" in response.content.decode()
    assert not Page.objects.exists()


def test_a_page_is_not_moved_into_a_signed_off_issue(editor):
    page = make_page(make_issue(942, datetime.date(2020, 5, 15)))
    issue = make_signed_off_issue()
    save(editor, form_of(page), issue=str(issue.pk), number="5")
    page.refresh_from_db()
    assert page.issue.number == 942


def test_a_locked_page_with_a_print_file_can_be_looked_at(editor):
    page = make_page(make_signed_off_issue())
    make_print_file(page)
    for thing in (page, page.issue):
        assert f"/media/pages/{page.key}.pdf" in editor.get(form_of(thing)).content.decode()


def test_copy_of_a_signed_off_issue_is_not_offered_for_another_page(editor):
    place(make_article("已签发的"), make_page(make_signed_off_issue()))
    make_article("可用的")
    query = {"app_label": "issues", "model_name": "placement", "field_name": "article", "term": ""}
    offered = [row["text"] for row in editor.get("/admin/autocomplete/", query).json()["results"]]
    assert offered == ["可用的"]


def test_the_imprint_is_one_form_without_a_list(desk):
    response = desk.get("/admin/issues/imprint/", follow=True)
    assert response.redirect_chain[-1][0] == "/admin/issues/imprint/1/change/"
    save(desk, "/admin/issues/imprint/1/change/", icp_number="京ICP备00000000号")
    assert Imprint.objects.get().icp_number == "京ICP备00000000号"
    assert desk.get("/admin/issues/imprint/add/").status_code == 403


def test_who_may_not_see_the_imprint_is_refused(editor):
    assert editor.get("/admin/issues/imprint/").status_code == 403
    assert not Imprint.objects.exists()


def test_the_newsroom_bears_the_papers_name_and_the_desks_words(desk):
    page = desk.get("/admin/").content.decode()
    assert "编辑部" in page
    make_masthead(name="胡同周报")
    page = desk.get("/admin/").content.decode()
    assert "胡同周报 编辑部" in page
    words = ["稿库", "稿件", "照片", "人员", "标签", "版面", "报头", "站点", "页脚信息"]
    places = [page.index(f">{word}</a>") for word in words]
    assert places == sorted(places)


def test_the_form_of_a_page_says_what_a_part_is_and_the_groups_have_names_of_their_own(desk):
    assert "转版稿件填在此版刊出的是第几部分" in desk.get(form_of(make_page())).content.decode()
    index = desk.get("/admin/").content.decode()
    assert ">出版</a>" in index
    assert "Add link" not in index


def test_a_masthead_is_changed_in_the_admin(desk):
    masthead = make_masthead()
    save(desk, form_of(masthead), slogans="一条\n两条")
    assert Masthead.objects.get().slogan_lines == ["一条", "两条"]


@pytest.mark.parametrize(("address", "queries"), [(ISSUES, 6), (PAGES, 8), ("/admin/issues/masthead/", 6)])
def test_a_list_takes_the_same_number_of_queries_however_long(
    desk, django_assert_num_queries, address, queries
):
    for count in (3, 20):
        for number in range(Issue.objects.count(), count):
            issue = make_issue(900 + number, datetime.date(2020, 1, 3) + datetime.timedelta(days=7 * number))
            page = make_page(issue)
            PageCredit.objects.create(page=page, role="校对", name="佘一丁")
            place(make_article(f"稿{number}"), page)
        with django_assert_num_queries(queries):
            assert desk.get(address).status_code == 200


def test_an_issues_form_takes_the_same_number_of_queries_however_full(desk, django_assert_num_queries):
    issue = make_issue()
    page = make_page(issue)
    # Django asks for the content type of a model once in a process.
    desk.get(form_of(issue))
    for count in (1, 30):
        for number in range(page.placements.count(), count):
            place(make_article(f"稿{number}"), page, order=number)
        with django_assert_num_queries(17):
            assert desk.get(form_of(issue)).status_code == 200

"""Five people in real browsers type and send each address of a move that is not theirs: refused, and nothing moves."""

import pytest

from articles.models import Article, ArticleState, Withdrawal
from issues import roles
from issues.models import CatalogueRun, Correction, Issue, Placement, PreviewLink, Proof
from issues.roles import CHIEF, DESK_HEAD, EDITOR, PROOFREADER, REPORTER
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_signed_off_issue,
    make_staff,
    make_user,
    place,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SEND = """async ([address, fields]) => {
  const body = new URLSearchParams(fields);
  body.set("csrfmiddlewaretoken", document.cookie.match(/csrftoken=([^;]+)/)[1]);
  return (await fetch(address, {method: "POST", body, redirect: "manual"})).status;
}"""
OPINION = {"opinion": "同意。"}
# What is tried: the move's name, its address, what is sent, and whose it is.
MOVES = [
    ("first review", "/admin/articles/article/{submitted}/move/first/", OPINION, {EDITOR}),
    ("second review", "/admin/articles/article/{first}/move/second/", OPINION, {DESK_HEAD}),
    ("final review", "/admin/articles/article/{second}/move/final/", OPINION, {CHIEF}),
    ("return", "/admin/articles/article/{submitted}/move/return/", OPINION, {EDITOR, DESK_HEAD, CHIEF}),
    ("several at once", "/admin/articles/article/move/final/?ids={second}", OPINION, {CHIEF}),
    ("withdrawal", "/admin/articles/article/withdraw/?ids={printed}", {"note": "撤"}, {CHIEF}),
    ("sign-off", "/admin/issues/issue/{issue}/sign-off/", {"move": "sign_off"}, {CHIEF}),
    ("call back", "/admin/issues/issue/{waiting}/sign-off/", {"move": "call_back"}, {CHIEF}),
    ("shared preview", "/admin/issues/issue/{issue}/links/", {"hours": "24"}, {CHIEF}),
    ("proof", "/admin/issues/page/{page}/proofs/", {"read": ""}, {PROOFREADER, CHIEF}),
    ("placing", "/admin/board/move/", {"article": "{submitted}", "part": "1", "page": "{page}"}, {EDITOR, DESK_HEAD, CHIEF}),
    ("next issue", "/admin/board/open-next/", {"after": "944"}, {EDITOR, DESK_HEAD, CHIEF}),
    ("correction", "/admin/issues/correction/add/?article={printed}", {"wrong": "甲", "right": "乙"}, {CHIEF}),
    ("back catalogue", "/admin/issues/cataloguerun/import/", {"reason": "补录"}, {CHIEF}),
]  # fmt: skip


@pytest.fixture
def world(transactional_db):
    """The numbers that fill the addresses: copy of each state, an open issue, one that waits, one that is out."""
    writer = make_staff(REPORTER, "别的记者")
    numbers = {
        state: make_article(f"稿在{state}", state, owner=writer).pk
        for state in (ArticleState.SUBMITTED, ArticleState.FIRST_REVIEW, ArticleState.SECOND_REVIEW)
    }
    issue = make_issue(number=944, page_count=1)
    page = make_page(issue)
    place(make_article("上版的稿"), page)
    printed = make_article("见报的稿")
    place(printed, make_page(make_signed_off_issue(number=943)))
    waiting = make_signed_off_issue(number=942, publish_at=None)
    return {
        "submitted": numbers[ArticleState.SUBMITTED],
        "first": numbers[ArticleState.FIRST_REVIEW],
        "second": numbers[ArticleState.SECOND_REVIEW],
        "issue": issue.pk,
        "page": page.pk,
        "printed": printed.pk,
        "waiting": waiting.pk,
    }


def standing():
    """All that a move could change."""
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Withdrawal, Placement, Proof, PreviewLink, Correction, CatalogueRun)
    ] + [
        list(Article.objects.order_by("pk").values_list("pk", "state", "owner")),
        list(Issue.objects.order_by("pk").values_list("pk", "state", "publish_at")),
    ]


def log_in(page, role):
    user = make_staff(role)
    user.set_password("wuyue-shiliu-2020")
    user.save()
    page.goto("/admin/login/")
    page.get_by_label("用户名").fill(role)
    page.get_by_label("密码").fill("wuyue-shiliu-2020")
    page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("role", list(roles.ROLES))
def test_a_move_that_is_not_theirs_is_refused_by_address_and_changes_nothing(new_page, world, role):
    page = new_page()
    log_in(page, role)
    before = standing()
    tried = [move for move in MOVES if role not in move[3]]
    assert tried
    answers = {}
    for name, address, fields, _whose in tried:
        filled = {key: value.format(**world) for key, value in fields.items()}
        answers[name] = page.evaluate(SEND, [address.format(**world), filled])
    assert {name: status for name, status in answers.items() if status not in (403, 404)} == {}
    assert standing() == before


def test_the_superuser_too_needs_three_people_for_three_reviews(new_page, world):
    page = new_page()
    user = make_user("root")
    user.set_password("wuyue-shiliu-2020")
    user.save()
    page.goto("/admin/login/")
    page.get_by_label("用户名").fill("root")
    page.get_by_label("密码").fill("wuyue-shiliu-2020")
    page.get_by_role("button", name="登录").click()
    for move in ("first", "second", "final"):
        page.goto(f"/admin/articles/article/{world['submitted']}/move/{move}/")
        opinion = page.locator("textarea[name=opinion]")
        if opinion.count():
            opinion.fill("同意。")
            page.locator(".move-form input[type=submit]").click()
    assert Article.objects.get(pk=world["submitted"]).state == ArticleState.FIRST_REVIEW

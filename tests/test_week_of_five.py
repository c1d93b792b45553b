"""One week of the newsroom in a real browser: five people, each with an own account, from planning to correction."""

import datetime

import pytest
from playwright.sync_api import expect

from articles.models import Article, ArticleState
from issues import roles
from issues.models import Issue, PageCredit, Proof
from tests.factories import make_article, make_page, make_signed_off_issue, make_staff, picture_file, place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READY = "window.CKEDITOR && CKEDITOR.instances.id_body && CKEDITOR.instances.id_body.status === 'ready'"
UMBRELLAS, WORKSHOP, CORRECTED = "槐树下的修伞匠", "葫芦架胡同添了木工房", "葫芦架胡同添了间木工房"
LAST_FRIDAY = datetime.date(2020, 5, 22)
PEOPLE = {
    roles.REPORTER: ("罗", "听澜"),
    roles.EDITOR: ("林", "叙白"),
    roles.DESK_HEAD: ("阮", "知秋"),
    roles.PROOFREADER: ("佘", "一丁"),
    roles.CHIEF: ("钟", "怀远"),
}


@pytest.fixture
def newsroom(new_page):
    """A browser for each of the five, logged in by the form, at the first page of the desk."""
    pages = {}
    for role, (last, first) in PEOPLE.items():
        user = make_staff(role, last_name=last, first_name=first)
        user.set_password("wuyue-shiliu-2020")
        user.save()
        pages[role] = page = new_page()
        page.goto("/admin/")
        page.get_by_label("用户名").fill(role)
        page.get_by_label("密码").fill("wuyue-shiliu-2020")
        page.get_by_role("button", name="登录").click()
        page.on("dialog", lambda dialog: dialog.accept())
    return pages


@pytest.fixture
def last_week(transactional_db):
    """The issue of last Friday: two pages, with their credits."""
    issue = make_signed_off_issue(number=943, date=LAST_FRIDAY, page_count=2)
    for number, name in ((1, "要闻"), (2, "社区")):
        page = make_page(issue, number, name=name)
        PageCredit.objects.create(page=page, role="责任编辑", name="林叙白")
        place(make_article(f"上周的{name}"), page)
    return issue


def told(page, words):
    """The desk says so in a message."""
    expect(page.locator(".messagelist")).to_contain_text(words)


def form_of(title):
    return f"/admin/articles/article/{Article.objects.get(title=title).pk}/change/"


def state_of(title):
    return Article.objects.get(title=title).state


def write(page, title, text, picture=None):
    page.goto("/admin/articles/article/add/")
    page.wait_for_function(READY)
    page.locator("[name=title]").fill(title)
    page.locator("[name=dateline]").fill("本报讯")
    page.evaluate("html => CKEDITOR.instances.id_body.setData(html)", f"<p>{text}</p>")
    if picture:
        page.locator("#photos-group .add-row a").click()
        page.locator("input[type=file][name=photos-0-upload]").set_input_files(picture)
        page.locator("[name=photos-0-caption]").fill("槐树下，修伞匠在换伞骨。")
        page.locator("[name=photos-0-credit_line]").fill("记者 罗听澜 摄")
    page.locator("input[name=_submit]").click()
    told(page, "提交")


def judge(page, title, button, opinion):
    """Open the piece, press the move's button, write the opinion, confirm."""
    page.goto(form_of(title))
    page.locator(".moves a", has_text=button).click()
    page.locator("textarea[name=opinion]").fill(opinion)
    page.locator(".move-form input[type=submit]").click()
    told(page, title)


def put(page, title, page_name):
    """Place the piece of the pool on a page by its menu."""
    page.goto("/admin/")
    card = page.locator(".card", has_text=title)
    card.locator("summary").click()
    option = card.locator("select[name=page] option", has_text=page_name).get_attribute("value")
    card.locator("select[name=page]").select_option(option)
    card.locator("button.go").click()
    expect(page.locator(".board [data-page]:not([data-page='']).card", has_text=title)).to_be_visible()


def open_the_week(editor):
    """Monday: this week's issue is opened after last week's pattern; returns it."""
    editor.goto("/admin/")
    editor.get_by_role("button", name="开下一期").click()
    expect(editor.get_by_role("heading", name="第944期")).to_be_visible()
    issue = Issue.objects.get(number=944)
    assert (issue.date, issue.page_count) == (datetime.date(2020, 5, 29), 2)
    assert [str(credit) for credit in PageCredit.objects.filter(page__issue=issue)] == ["责任编辑 林叙白"] * 2
    return issue


def return_and_mend(editor, reporter):
    """A piece comes back with the reason, which its writer reads on the first page of the desk."""
    judge(editor, WORKSHOP, "退回", "开门的钟点没有写。")
    reporter.goto("/admin/")
    expect(reporter.locator("#content")).to_contain_text("开门的钟点没有写。")
    reporter.goto(form_of(WORKSHOP))
    reporter.wait_for_function(READY)
    mended = "<p>六月起，葫芦架胡同的木工房每周六上午九点开门，十二岁以上都可以来学。</p>"
    reporter.evaluate("html => CKEDITOR.instances.id_body.setData(html)", mended)
    reporter.locator("input[name=_submit]").click()
    told(reporter, "提交")


def review_by_three(editor, head, chief, title):
    judge(editor, title, "初审通过", "事实清楚。")
    judge(head, title, "复审通过", "同意，标题可用。")
    judge(chief, title, "终审通过", "可发。")
    assert state_of(title) == ArticleState.APPROVED


def proofread(proofreader, issue):
    """Thursday: a character is corrected, which opens no new review, and three proofs of each page are read."""
    proofreader.goto(form_of(WORKSHOP))
    proofreader.locator("[name=title]").fill(CORRECTED)
    proofreader.locator("input[name=_save]").click()
    told(proofreader, CORRECTED)
    assert state_of(CORRECTED) == ArticleState.APPROVED
    for page in issue.pages.all():
        for _ in range(3):
            proofreader.goto(f"/admin/issues/page/{page.pk}/proofs/")
            proofreader.locator("button[name=read]").click()
            told(proofreader, "校")
    assert Proof.objects.filter(page__issue=issue, read_by__username=roles.PROOFREADER).count() == 6


def sign_off(chief, issue):
    """Friday: the editor-in-chief sees the minor edit, and lets the issue out."""
    chief.goto(f"/admin/issues/issue/{issue.pk}/sign-off/")
    expect(chief.locator("body")).to_contain_text("终审后的小改")
    chief.locator("input[name=publish_at]").fill("2020-05-29T07:00")
    for tick in ("acknowledged", "at_once"):
        if chief.locator(f"input[name={tick}]").count():
            chief.locator(f"input[name={tick}]").check()
    chief.locator("button[name=move][value=sign_off]").click()
    told(chief, "已于2020年5月29日")


def correct(chief):
    """Afterwards an error is found; it is corrected in words, and put right online."""
    chief.goto(form_of(UMBRELLAS))
    chief.locator(".object-tools").get_by_role("link", name="更正").click()
    chief.locator("[name=wrong]").fill("修了十二把伞")
    chief.locator("[name=right]").fill("修了二十一把伞")
    chief.locator("input[name=_save]").click()
    expect(chief.locator(".messagelist")).to_be_visible()
    assert state_of(UMBRELLAS) == ArticleState.APPROVED


def test_a_week_of_five_people_from_planning_to_correction(newsroom, last_week, new_page, tmp_path):
    reporter, editor, head, proofreader, chief = (newsroom[role] for role in PEOPLE)
    issue = open_the_week(editor)
    picture = tmp_path / "修伞.jpg"
    picture.write_bytes(picture_file((1600, 1000), "firebrick").read())
    write(reporter, UMBRELLAS, "五月的一个早晨，修伞匠把摊子支在了槐树下，一天修了十二把伞。", picture)
    write(reporter, WORKSHOP, "六月起，葫芦架胡同的木工房每周六开门，十二岁以上都可以来学。")
    return_and_mend(editor, reporter)
    for title in (UMBRELLAS, WORKSHOP):
        review_by_three(editor, head, chief, title)
    put(editor, UMBRELLAS, "要闻")
    put(editor, WORKSHOP, "社区")
    proofread(proofreader, issue)
    sign_off(chief, issue)

    reader = new_page()
    reader.goto("/issues/944/1/")
    expect(reader.get_by_role("heading", name=UMBRELLAS)).to_be_visible()
    reader.goto("/issues/944/2/")
    expect(reader.get_by_role("heading", name=CORRECTED)).to_be_visible()

    correct(chief)
    article = Article.objects.get(title=UMBRELLAS)
    for address in (article.get_absolute_url(), "/issues/944/", "/corrections/"):
        reader.goto(address)
        expect(reader.locator("main")).to_contain_text("修了十二把伞")
        expect(reader.locator("main")).to_contain_text("修了二十一把伞")
    reader.goto(article.get_absolute_url())
    expect(reader.locator("main")).to_contain_text("一天修了二十一把伞。")

"""Corrections after release: made by the editor-in-chief, put right in the text, shown wherever the piece stands."""

import datetime
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import revisions
from articles.models import ArticleState, Revision
from articles.richtext import JUMP
from issues import roles
from issues.models import Correction, Placement, PrintedError
from issues.planning import preview_links
from tests import factories as make
from tests.browsing import fields_of, save, typed

pytestmark = pytest.mark.django_db

BODY = "<p>修伞匠把摊子支在槐树下。</p><p>他数过，一把伞有<strong>三十</strong>一根伞骨。</p>"
SENTENCE = "本报第943期（2020年5月22日）2版《胡同口来了修伞匠》第2段中“三十一根”应为“三十二根”。特此更正。"


@pytest.fixture
def page():
    return make.make_page(make.make_signed_off_issue(), 2)


@pytest.fixture
def article(page):
    article = make.make_article(body=BODY)
    make.place(article, page)
    return article


@pytest.fixture
def chief(client):
    client.force_login(make.make_staff(roles.CHIEF, last_name="乔", first_name="望舒"))
    return client


def door(article, **facts):
    query = "&".join(f"{name}={value}" for name, value in facts.items())
    return f"/admin/issues/correction/add/?article={article.pk}&{query}"


def plain(client, address):
    """What a reader reads at the address, without tags."""
    html = client.get(address).content.decode()
    for tag in ("<a ", "</a", "<span", "</span"):
        while tag in html:
            start = html.index(tag)
            html = html[:start] + html[html.index(">", start) + 1 :]
    return html


def said_of(thing):
    return [
        entry.get_change_message()
        for entry in LogEntry.objects.filter(object_id=thing.pk, content_type__model=thing._meta.model_name)
    ]


def test_the_form_of_a_released_piece_leads_to_its_correction(chief, article):
    form = chief.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert "更正…" in form
    sent = fields_of(chief.get(door(article)))
    assert (sent["page_number"], sent["wrong"], sent["put_right"]) == ("2", "", "on")


def test_a_correction_puts_the_text_right_as_a_minor_edit_and_the_piece_stays_with_its_readers(
    chief, article
):
    answer = save(chief, door(article), wrong="三十一根", right="三十二根")
    article.refresh_from_db()
    correction = Correction.objects.get()
    assert article.body == BODY.replace("一根", "二根")
    assert article.state == ArticleState.APPROVED
    assert (correction.issue.number, correction.page_number, correction.place) == (943, 2, "第2段")
    assert correction.made_by.username == roles.CHIEF
    assert [r.origin for r in article.revisions.all()] == [Revision.Origin.MINOR_EDIT, Revision.Origin.EDIT]
    assert article.revisions.first().made_by == correction.made_by
    assert "一把伞有【三十一根】伞骨。" in answer.content.decode()


def test_a_correction_is_logged_with_its_piece_and_its_issue(chief, article, page):
    save(chief, door(article), wrong="三十一根", right="三十二根")
    said = "更正《胡同口来了修伞匠》：“三十一根”→“三十二根”"
    assert said in said_of(article)
    assert said_of(page.issue) == [f"发布后{said}"]


def test_readers_find_the_correction_with_the_piece_on_its_page_in_its_issue_and_among_all(
    chief, article, client
):
    save(chief, door(article), wrong="三十一根", right="三十二根", note="感谢读者指正。")
    client.logout()
    for address in (article.get_absolute_url(), "/issues/943/2/", "/issues/943/", "/corrections/"):
        told = plain(client, address)
        assert SENTENCE in told
        assert "感谢读者指正。" in told
    assert 'href="#corrections"' in client.get(article.get_absolute_url()).content.decode()
    assert 'href="#corrections">更正</a>' in client.get("/issues/943/2/").content.decode()
    assert 'href="/corrections/"' in client.get("/issues/").content.decode()


def test_another_page_of_the_issue_says_nothing_of_it(client, article, page):
    make.make_page(page.issue, 3)
    make.make_correction(article, page)
    assert "特此更正" not in client.get("/issues/943/3/").content.decode()


def test_a_page_is_called_by_its_printed_label(client, article, page):
    page.label = "A2"
    page.save()
    make.make_correction(article, page)
    assert "（2020年5月22日）A2版《" in plain(client, "/corrections/")


def test_quotation_marks_inside_the_quotation_are_single_and_a_correction_of_a_lone_mark_keeps_it(
    client, article, page
):
    make.make_correction(article, page, "“修伞将”", "“修伞匠”")
    make.make_correction(article, page, "说：”", "说：“")
    told = plain(client, "/corrections/")
    assert "“‘修伞将’”应为“‘修伞匠’”" in told
    assert "“说：””应为“说：“”。" in told


def test_wording_of_a_correction_is_text_and_never_markup(client, article, page):
    make.make_correction(article, page, "<b>甲</b>", "<i>乙</i>", place="<u>", note="<script>")
    for address in (article.get_absolute_url(), "/issues/943/2/", "/corrections/"):
        html = client.get(address).content.decode()
        assert "&lt;b&gt;甲" in html
        assert not any(tag in html for tag in ("<b>甲", "<i>乙", "<u>", "<script>"))


def test_all_corrections_stand_newest_first_by_year_in_pages(client, article, page):
    for age in range(35):
        day = timezone.now().replace(year=2021, month=6, day=1) - datetime.timedelta(days=20 * age)
        make.make_correction(article, page, f"误{age:02d}", f"正{age:02d}", made_at=day)
    first, second = plain(client, "/corrections/"), plain(client, "/corrections/?page=2")
    assert [first.index(f"误{age:02d}") for age in range(30)] == sorted(
        first.index(f"误{age:02d}") for age in range(30)
    )
    assert first.index("2021年</h2>") < first.index("2020年</h2>")
    assert "误30" not in first
    assert "误34" in second


def test_a_paper_without_corrections_says_so(client):
    assert "本报尚无更正" in client.get("/corrections/").content.decode()


def test_a_correction_is_not_public_before_it_was_made(client, article, page):
    make.make_correction(article, page, made_at=timezone.now() + datetime.timedelta(hours=1))
    assert "特此更正" not in client.get("/corrections/").content.decode()
    assert "特此更正" not in client.get(article.get_absolute_url()).content.decode()


def test_staff_see_corrections_in_the_preview(client, article, page):
    make.make_correction(article, page)
    client.force_login(make.make_staff(roles.EDITOR))
    assert "特此更正" in client.get("/preview/corrections/").content.decode()
    assert 'href="/preview/issues/943/2/"' in client.get("/preview/corrections/").content.decode()


@pytest.mark.parametrize(
    ("body", "wrong", "right", "becomes"),
    [
        ("<p>他姓<strong>杨</strong>树。</p>", "姓杨树", "姓杨，树", "<p>他姓<strong>杨，</strong>树。</p>"),
        ("<p>A&amp;B店的伞</p>", "A&B店", "A&C店", "<p>A&amp;C店的伞</p>"),
        ("<p>小于&lt;五</p>", "<五", "<六", "<p>小于&lt;六</p>"),
        ("<p>五月的早晨</p>", "五月", "<b>六月", "<p>&lt;b&gt;六月的早晨</p>"),
        ("<p>伞骨的的根数</p>", "的的", "的", "<p>伞骨的根数</p>"),
        ("<p><em>五</em>月一日</p>", "五月一日", "六月二日", "<p><em>六月二</em>日</p>"),
    ],
)
def test_the_wording_is_found_across_inline_tags_and_signs_that_html_writes_otherwise(
    chief, article, body, wrong, right, becomes
):
    article.body = body
    article.save()
    save(chief, door(article), wrong=wrong, right=right)
    article.refresh_from_db()
    assert article.body == becomes


def test_a_wording_in_the_headline_or_a_caption_is_put_right_there(chief, article):
    photo = make.make_photo(article, caption="修伞匠在柳树下干活。")
    save(chief, door(article), wrong="来了修伞匠", right="来了老修伞匠")
    save(chief, door(article), wrong="柳树下", right="槐树下")
    article.refresh_from_db()
    photo.refresh_from_db()
    assert (article.title, photo.caption) == ("胡同口来了老修伞匠", "修伞匠在槐树下干活。")
    assert [c.place for c in Correction.objects.all()] == ["图片说明", "标题"]
    assert article.revisions.first().piece["photos"][0]["caption"] == "修伞匠在槐树下干活。"


@pytest.mark.parametrize(
    ("wrong", "right", "field", "said"),
    [
        ("五十根", "六十根", "wrong", "没有找到"),
        ("伞", "扇", "wrong", "找到4处"),
        ("槐树下。他数过", "槐树下，他数过", "wrong", "没有找到"),
        ("三十一根", "三十一根", "right", "与错误文字相同"),
        ("来了修伞匠", "来" * 210, "right", "超出该栏的长度"),
    ],
)
def test_what_is_not_found_found_twice_or_no_change_is_told_at_its_field_and_changes_nothing(
    chief, article, wrong, right, field, said
):
    answer = save(chief, door(article), wrong=wrong, right=right)
    errors = answer.context["adminform"].form.errors
    assert said in str(errors[field])
    assert not Correction.objects.exists()
    article.refresh_from_db()
    assert article.body == BODY


def test_an_ambiguous_wording_is_told_with_its_places(chief, article):
    errors = save(chief, door(article), wrong="伞", right="扇").context["adminform"].form.errors
    assert "第2段" in str(errors["wrong"])
    assert "【伞】" in str(errors["wrong"])


def test_where_the_text_is_right_already_only_the_correction_is_made(chief, article):
    sent = typed(chief, door(article), wrong="五十根", right="三十一根", place="第2段")
    del sent["put_right"]
    chief.post(door(article), sent)
    article.refresh_from_db()
    assert (Correction.objects.get().place, article.body) == ("第2段", BODY)
    assert not article.revisions.exists()


def test_the_same_correction_is_not_made_twice(chief, article, page):
    make.make_correction(article, page, "五十根", "三十一根")
    sent = typed(chief, door(article), wrong="五十根", right="三十一根")
    del sent["put_right"]
    assert "已经发过" in chief.post(door(article), sent).content.decode()
    assert Correction.objects.count() == 1


def test_of_a_jump_the_page_is_that_of_the_part_in_which_the_wording_stands(chief, page):
    article = make.make_article("长篇", body=f"<p>前半截话{JUMP}后半截话。</p><p>末段的错字。</p>")
    make.place(article, page)
    make.place(article, make.make_page(page.issue, 3), part=2)
    refused = save(chief, door(article), wrong="错字", right="对字")
    assert "该文字在3版" in str(refused.context["adminform"].form.errors["page_number"])
    save(chief, door(article), wrong="错字", right="对字", page_number="3")
    correction = Correction.objects.get()
    assert (correction.page_number, correction.place) == (3, "第2段")
    save(chief, door(article), wrong="截话后半", right="截话，后半")
    article.refresh_from_db()
    assert "前半截话，" in article.body
    assert JUMP in article.body


def test_who_has_the_piece_open_meanwhile_is_told_of_the_correction(chief, article):
    address = f"/admin/articles/article/{article.pk}/change/"
    revisions.record(article, None, Revision.Origin.EDIT)
    opened = typed(chief, address, title="另一个标题")
    save(chief, door(article), wrong="三十一根", right="三十二根")
    assert "乔望舒" in chief.post(address, opened).content.decode()
    article.refresh_from_db()
    assert "三十</strong>二根" in article.body


def test_copy_that_was_never_public_is_changed_and_not_corrected(chief):
    waiting = make.make_article("还没发的稿")
    make.place(
        waiting, make.make_page(make.make_signed_off_issue(timezone.now() + datetime.timedelta(days=1)))
    )
    pooled = make.make_article("稿库里的稿")
    for article in (waiting, pooled):
        answer = chief.get(door(article), follow=True)
        assert "从未公开" in answer.content.decode()
        chief.post(door(article), {"wrong": "五月", "right": "六月", "page_number": "1", "put_right": "on"})
        assert "更正…" not in chief.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert not Correction.objects.exists()


def test_a_withdrawn_piece_is_not_corrected_and_takes_its_corrections_along(chief, article, page, client):
    make.make_correction(article, page)
    withdrawal = make.withdraw(article)
    assert "已撤稿" in chief.get(door(article), follow=True).content.decode()
    client.logout()
    for address in ("/corrections/", "/issues/943/", "/issues/943/2/", article.get_absolute_url()):
        assert "三十二根" not in client.get(address).content.decode()
    withdrawal.delete()
    assert "三十二根" in client.get("/corrections/").content.decode()


def test_without_a_piece_the_form_says_where_to_begin(chief):
    answer = chief.get("/admin/issues/correction/add/", follow=True)
    assert "请打开要更正的稿件" in answer.content.decode()


@pytest.mark.parametrize("role", [roles.REPORTER, roles.EDITOR, roles.DESK_HEAD, roles.PROOFREADER])
def test_nobody_but_the_editor_in_chief_corrects(client, article, page, role):
    correction = make.make_correction(article, page)
    client.force_login(make.make_staff(role))
    sent = {"wrong": "三十一根", "right": "九根", "page_number": "2", "put_right": "on"}
    assert client.get(door(article)).status_code == 403
    assert client.post(door(article), sent).status_code == 403
    assert client.post(f"/admin/issues/correction/{correction.pk}/change/", sent).status_code == 403
    assert "更正…" not in client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    correction.refresh_from_db()
    assert (Correction.objects.count(), correction.right) == (1, "三十二根")


def test_the_words_of_a_correction_can_be_changed_and_the_change_is_logged(chief, article, page):
    correction = make.make_correction(article, page)
    save(chief, f"/admin/issues/correction/{correction.pk}/change/", right="三十三根")
    correction.refresh_from_db()
    article.refresh_from_db()
    assert (correction.right, article.body) == ("三十三根", BODY)
    assert said_of(page.issue) == ["发布后修改《胡同口来了修伞匠》的更正：“三十一根”→“三十三根”"]


def test_a_correction_saved_unchanged_is_no_change(chief, article, page):
    correction = make.make_correction(article, page)
    save(chief, f"/admin/issues/correction/{correction.pk}/change/")
    assert said_of(page.issue) == []


def test_nobody_deletes_a_correction(client, article, page):
    correction = make.make_correction(article, page)
    client.force_login(make.make_user())
    assert (
        client.post(f"/admin/issues/correction/{correction.pk}/delete/", {"post": "yes"}).status_code == 403
    )
    assert Correction.objects.exists()


def test_corrections_are_listed_for_the_desk_with_a_constant_number_of_questions(client, article, page):
    client.force_login(make.make_staff(roles.EDITOR))

    def questions():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/issues/correction/").status_code == 200
        return len(queries)

    make.make_correction(article, page)
    questions()
    few = questions()
    for number in range(8):
        make.make_correction(article, page, f"误{number}", f"正{number}")
    assert questions() == few


def test_a_minor_edit_of_public_copy_is_logged_with_the_issue(chief, article, page):
    save(chief, f"/admin/articles/article/{article.pk}/change/", deck="新副题")
    assert said_of(page.issue) == ["发布后小改《胡同口来了修伞匠》，第2稿"]


def test_an_edit_of_copy_that_is_not_out_is_not_logged_with_the_issue(chief):
    issue = make.make_signed_off_issue(timezone.now() + datetime.timedelta(days=1))
    article = make.make_article()
    make.place(article, make.make_page(issue))
    save(chief, f"/admin/articles/article/{article.pk}/change/", deck="新副题")
    article.refresh_from_db()
    assert (article.deck, said_of(issue)) == ("新副题", [])


def test_the_address_of_all_corrections_is_permanent():
    assert reverse("paper:corrections") == "/corrections/"


def test_the_desk_reads_corrections_that_it_may_not_change(client, article, page):
    correction = make.make_correction(article, page)
    client.force_login(make.make_staff(roles.PROOFREADER))
    form = client.get(f"/admin/issues/correction/{correction.pk}/change/")
    assert "三十二根" in form.content.decode()
    assert 'name="wrong"' not in form.content.decode()


@pytest.mark.browser
def test_the_wording_that_is_typed_is_marked_in_the_piece_beside_the_form(new_page, article):
    from playwright.sync_api import expect

    user = make.make_staff(roles.CHIEF)
    user.set_password("shiliuhua-2020")
    user.save()
    desk = new_page()
    desk.goto(f"/admin/login/?next={door(article)}")
    desk.fill("[name=username]", roles.CHIEF)
    desk.fill("[name=password]", "shiliuhua-2020")
    desk.click("[type=submit]")
    desk.goto(door(article))
    desk.fill("[name=wrong]", "三十一根")
    expect(desk.locator("#piece-text mark")).to_have_text("三十一根")
    expect(desk.locator("#piece-text .found")).to_have_text("下面的文字中找到一处。")
    desk.fill("[name=wrong]", "伞")
    expect(desk.locator("#piece-text .found")).to_have_text("下面的文字中不止一处。")


def test_the_sample_issue_with_a_correction_is_not_removed_as_if_nobody_had_worked_on_it():
    call_command("load_sample", stdout=io.StringIO())
    place = Placement.objects.select_related("page__issue", "article").first()
    make.make_correction(place.article, place.page)
    with pytest.raises(CommandError, match=place.article.title):
        call_command("load_sample", remove=True)
    assert Correction.objects.exists()


def test_a_shared_link_shows_the_corrections_of_its_issue_alone(client, article, page):
    make.make_correction(article, page)
    other = make.make_page(make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15)))
    stranger = make.make_article("别期的稿")
    make.place(stranger, other)
    make.make_correction(stranger, other, "别期误", "别期正")
    client.get(preview_links.address(preview_links.make(page.issue, make.make_user(), hours=24)))
    told = plain(client, "/preview/corrections/")
    assert SENTENCE in told
    assert "别期误" not in told
    make.withdraw(article)
    assert SENTENCE not in plain(client, "/preview/corrections/")


def test_a_correction_goes_into_the_ledger_with_its_kind_unless_the_tick_is_taken_away(chief, article):
    sent = fields_of(chief.get(door(article)))
    assert (sent["in_ledger"], sent["kind"]) == ("on", "word")
    save(chief, door(article), wrong="三十一根", right="三十二根", kind="figure")
    error = PrintedError.objects.get()
    assert (error.issue.number, error.page_number, error.article) == (943, 2, article)
    assert (error.kind, error.wrong, error.right) == ("figure", "三十一根", "三十二根")
    assert error.recorded_by.username == roles.CHIEF
    sent = typed(chief, door(article), wrong="槐树", right="榆树")
    del sent["in_ledger"]
    chief.post(door(article), sent)
    assert Correction.objects.count() == 2
    assert PrintedError.objects.count() == 1


def test_an_error_that_is_in_the_ledger_is_not_entered_twice(chief, article):
    make.make_printed_error(
        article.placements.get().page.issue, article=article, wrong="三十一根", right="三十二根"
    )
    save(chief, door(article), wrong="有三十一根伞骨", right="有三十二根伞骨")
    assert Correction.objects.count() == 1
    assert PrintedError.objects.count() == 1

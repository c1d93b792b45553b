"""The copy desk in the admin: a piece with its credits, photos and tags is written, found, approved, withdrawn."""

import re

import pytest
from django.urls import reverse

from articles import revisions
from articles.models import Article, ArticleState, Credit, Photo, Reporter, Revision, Withdrawal
from issues import roles
from issues.models import Issue
from tests.browsing import fields_of, save, typed
from tests.factories import (
    credit,
    index,
    make_article,
    make_issue,
    make_page,
    make_photo,
    make_reader_account,
    make_reporter,
    make_signed_off_issue,
    make_staff,
    make_user,
    picture_file,
    place,
    withdraw,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
EDITOR = ["articles.handle_all_copy", "articles.delete_photo"] + [
    f"articles.{verb}_{model}" for verb in ("view", "add", "change") for model in ("article", "photo")
]


@pytest.fixture
def desk(client):
    """A client logged in as someone with every right."""
    client.force_login(make_user())
    return client


def log_in(client, *permissions, username="clerk"):
    client.force_login(make_reader_account(username, permissions))
    return client


def form_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def text(response):
    return response.content.decode()


def test_a_piece_is_written_with_credits_tags_and_a_photo_in_one_form(desk):
    person = make_reporter("林小禾")
    row = {"photos-TOTAL_FORMS": "1", "photos-0-upload": picture_file(), "photos-0-caption": "修伞匠在树下。"}
    row |= {
        "photos-0-credit_line": "记者 林小禾 通讯员 麦冬 摄",
        "photos-0-order": "1",
        "photos-0-alt": "",
        "photos-0-id": "",
    }
    save(
        desk,
        f"{LIST}add/",
        title="修伞匠来了",
        kicker="胡同里的手艺",
        body="<p>早晨，他“支起”摊子——</p>",
        tags="胡同、手艺",
        **{"credits-0-role": "记者", "credits-0-reporter": str(person.pk), "credits-0-order": "1"},
        **row,
    )
    article = Article.objects.get()
    assert article.body == "<p>早晨，他“支起”摊子——</p>"
    assert sorted(article.tags.names()) == ["手艺", "胡同"]
    assert [(c.role, c.name, c.reporter) for c in article.credits.all()] == [("记者", "林小禾", person)]
    photo = article.photos.get()
    assert (photo.width, photo.height, photo.caption) == (1200, 800, "修伞匠在树下。")
    assert [(c.role, c.name, c.reporter) for c in photo.credits.all()] == [
        ("记者", "林小禾", person),
        ("通讯员", "麦冬", None),
    ]


def test_a_save_keeps_one_version_of_the_whole_piece(desk):
    article = make_article(body="<p>一</p>")
    revisions.record(article, None, Revision.Origin.EDIT)
    save(
        desk,
        form_of(article),
        title="新题",
        tags="手艺",
        **{"credits-0-role": "记者", "credits-0-name": "林小禾"},
    )
    last = article.revisions.first()
    assert (last.number, last.origin, last.made_by.username) == (2, "edit", "editor")
    assert (last.piece["title"], last.piece["tags"], len(last.piece["credits"])) == ("新题", ["手艺"], 1)


def test_a_save_that_changes_nothing_makes_no_version_and_leaves_the_approval(desk):
    article = make_article()
    credit(make_photo(article), "白桦", "摄影")
    revisions.record(article, None, Revision.Origin.EDIT)
    save(desk, form_of(article))
    article.refresh_from_db()
    assert (article.revisions.count(), article.state) == (1, ArticleState.APPROVED)


def test_changed_copy_that_was_approved_goes_back_to_review_and_says_so(desk):
    article = make_article()
    response = save(desk, form_of(article), deck="新副题")
    article.refresh_from_db()
    assert article.state == ArticleState.SUBMITTED
    assert "退回重审" in text(response)
    assert article.revisions.count() == 2, "copy without a version keeps the one that was changed"


def test_a_draft_that_changes_stays_a_draft(desk):
    article = make_article(state=ArticleState.DRAFT)
    save(desk, form_of(article), deck="新副题")
    article.refresh_from_db()
    assert article.state == ArticleState.DRAFT


def test_the_second_of_two_is_told_who_changed_what_and_keeps_his_text(desk, client):
    article = make_article()
    revisions.record(article, None, Revision.Origin.EDIT)
    second = typed(desk, form_of(article), deck="第二人的副题")
    client.force_login(make_user("luo", first_name="听澜", last_name="罗"))
    save(client, form_of(article), title="第一人的标题")
    client.force_login(make_user())
    response = client.post(form_of(article), second)
    article.refresh_from_db()
    assert (article.title, article.deck) == ("第一人的标题", "")
    page = response.content.decode()
    assert response.status_code == 200
    assert "罗听澜于" in page
    assert "标题" in page
    assert "第二人的副题" in page
    assert f'<a href="{form_of(article)}" target="_blank"' in page
    again = response.context["adminform"].form["revision"].value()
    assert str(again) == "1", "a second press is refused as well"


def test_two_who_save_one_after_the_other_both_get_through(desk):
    article = make_article()
    save(desk, form_of(article), title="第一题")
    save(desk, form_of(article), title="第二题")
    article.refresh_from_db()
    assert article.title == "第二题"


def test_what_is_no_picture_is_refused_at_its_field_and_the_text_stays(desk):
    article = make_article()
    broken = picture_file()
    broken.truncate(100)
    row = {
        "photos-TOTAL_FORMS": "1",
        "photos-0-upload": broken,
        "photos-0-caption": "说明文字",
        "photos-0-order": "0",
    }
    response = save(desk, form_of(article), title="打好的标题", **row)
    formset = response.context["inline_admin_formsets"][1].formset
    assert "upload" in formset.forms[0].errors
    assert "打好的标题" in text(response)
    assert "说明文字" in text(response)
    assert not Photo.objects.exists()


def test_a_new_file_replaces_a_picture_and_keeps_its_caption(desk):
    article = make_article()
    photo = make_photo(article)
    before = photo.file
    save(desk, form_of(article), **{"photos-0-upload": picture_file(size=(640, 480), colour="green")})
    photo.refresh_from_db()
    assert photo.file != before
    assert (photo.width, photo.caption) == (640, "修伞匠在槐树下干活。")


def test_a_credit_line_that_names_nobody_is_refused(desk):
    article = make_article()
    make_photo(article)
    response = save(desk, form_of(article), **{"photos-0-credit_line": "这一天天气晴朗，大家都很高兴。"})
    assert "credit_line" in response.context["inline_admin_formsets"][1].formset.forms[0].errors


@pytest.mark.parametrize(
    "pairs",
    [
        [("记者", "罗听澜"), ("通讯员", "麦冬")],
        [("摄影", "白桦")],
        [("供图", "新华社")],
        [("", "资料图片")],
        [("记者", "罗听澜"), ("记者", "麦冬")],
    ],
)
def test_a_photos_credits_go_through_the_form_as_they_are(desk, pairs):
    article = make_article()
    photo = make_photo(article)
    person = make_reporter("罗听澜")
    for order, (role, name) in enumerate(pairs):
        credit(photo, name, role, order=order, reporter=person if name == "罗听澜" else None)
    save(desk, form_of(article), **{"photos-0-caption": "新说明"})
    assert [(c.role, c.name) for c in photo.credits.all()] == pairs
    line = typed(desk, form_of(article))["photos-0-credit_line"]
    save(desk, form_of(article), **{"photos-0-credit_line": f"{line} "})
    assert [(c.role, c.name) for c in photo.credits.all()] == pairs


def test_a_photo_taken_off_its_piece_goes_to_the_pool_and_can_be_taken_by_another(desk):
    first, second = make_article(), make_article("另一篇")
    photo = make_photo(first)
    save(desk, form_of(first), **{"photos-0-DELETE": "on"})
    photo.refresh_from_db()
    assert photo.article is None
    save(desk, form_of(second), pool=[photo.pk])
    photo.refresh_from_db()
    assert photo.article == second
    assert len(second.revisions.first().piece["photos"]) == 1


def test_a_photo_changed_in_its_own_form_is_a_change_of_its_article(desk):
    article = make_article()
    photo = make_photo(article)
    save(desk, reverse("admin:articles_photo_change", args=[photo.pk]), caption="改过的说明")
    article.refresh_from_db()
    assert article.revisions.first().piece["photos"][0]["caption"] == "改过的说明"
    assert article.state == ArticleState.SUBMITTED


def test_a_photo_that_moves_changes_both_articles(desk):
    first, second = make_article(), make_article("另一篇")
    photo = make_photo(first)
    save(desk, reverse("admin:articles_photo_change", args=[photo.pk]), article=str(second.pk))
    assert [len(a.revisions.first().piece["photos"]) for a in (first, second)] == [0, 1]


def test_a_credit_without_a_name_takes_the_persons_and_one_without_either_is_refused(desk):
    article, person = make_article(), make_reporter("林小禾")
    response = save(desk, form_of(article), **{"credits-0-role": "记者"})
    assert "name" in response.context["inline_admin_formsets"][0].formset.forms[0].errors
    save(desk, form_of(article), **{"credits-0-role": "记者", "credits-0-reporter": str(person.pk)})
    assert Credit.objects.get().name == "林小禾"


def test_withdrawing_asks_for_the_note_first_and_can_be_ended(desk):
    article = make_article()
    asked = desk.post(LIST, {"action": "withdraw", "_selected_action": [article.pk]}, follow=True)
    assert article.title in asked.content.decode()
    assert not Withdrawal.objects.exists()
    desk.post(asked.redirect_chain[-1][0], {"note": ""})
    assert not Withdrawal.objects.exists()
    desk.post(asked.redirect_chain[-1][0], {"note": "本文有误。"})
    assert [(w.note, w.withdrawn_by.username) for w in Withdrawal.objects.all()] == [("本文有误。", "editor")]
    assert "已撤稿" in desk.get(form_of(article)).content.decode()
    desk.post(LIST, {"action": "lift", "_selected_action": [article.pk]})
    lifted = Withdrawal.objects.get()
    assert (lifted.lifted_by.username, lifted.lifted_at is not None) == ("editor", True)


def test_who_may_not_withdraw_is_refused_at_the_address(client):
    article = make_article()
    log_in(client, *EDITOR)
    assert client.post(f"{LIST}withdraw/?ids={article.pk}", {"note": "撤"}).status_code == 403


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("q=修伞", {"修伞匠"}),
        ("q=旧书摊", {"书市"}),
        ("q=白桦", {"书市"}),
        ("q=没有", set()),
        ("state__exact=approved", {"修伞匠"}),
        ("placed=yes", {"修伞匠"}),
        ("placed=no", {"书市"}),
        ("page=2", {"修伞匠"}),
        ("page=3", set()),
        ("is_advertisement__exact=1", {"书市"}),
        ("withdrawn=yes", {"书市"}),
        ("withdrawn=no", {"修伞匠"}),
    ],
)
def test_copy_is_found_by_words_names_state_and_place(desk, query, titles):
    place(make_article("修伞匠"), make_page(number=2))
    fair = make_article("书市", state=ArticleState.DRAFT, body="<p>旧书摊。</p>", is_advertisement=True)
    credit(make_photo(fair, caption="书市一角。"), "白桦", "摄影")
    withdraw(fair)
    index(*Article.objects.all())
    found = desk.get(f"{LIST}?{query}").context["cl"].result_list
    assert {article.title for article in found} == titles


def test_copy_is_found_by_issue_and_by_the_person_in_text_or_picture(desk):
    issue, person = make_issue(), make_reporter()
    placed, pictured = make_article("上版稿"), make_article("图片稿")
    place(placed, make_page(issue))
    credit(placed, reporter=person)
    credit(make_photo(pictured), role="摄影", reporter=person)
    make_article("别人的稿")
    by_issue = desk.get(f"{LIST}?issue={issue.pk}").context["cl"].result_list
    by_person = desk.get(f"{LIST}?reporter={person.pk}").context["cl"].result_list
    assert [article.title for article in by_issue] == ["上版稿"]
    assert {article.title for article in by_person} == {"上版稿", "图片稿"}


def test_the_list_says_where_each_piece_stands(desk):
    place(make_article("上版稿"), make_page(number=2))
    make_article("库中稿")
    page = desk.get(LIST).content.decode()
    assert "第943期 2版" in page
    assert "稿库" in page


@pytest.mark.parametrize("typed_name", ["林小", "linxiaohe", "lin xiao", "lxh", "Lin"])
def test_people_are_found_by_name_pinyin_and_initials(desk, typed_name):
    make_reporter("林小禾")
    make_reporter("罗听澜")
    query = {"app_label": "articles", "model_name": "credit", "field_name": "reporter", "term": typed_name}
    found = desk.get("/admin/autocomplete/", query).json()["results"]
    assert [person["text"] for person in found] == ["林小禾"]


def test_a_person_gets_a_portrait_and_a_namesake_needs_a_note(desk):
    address = "/admin/articles/reporter/add/"
    save(desk, address, name="张 三", upload=picture_file())
    person = Reporter.objects.get()
    assert (person.name, person.width) == ("张三", 1200)
    save(desk, address, name="张三")
    assert Reporter.objects.count() == 1
    save(desk, address, name="张三", note="通讯员")
    assert Reporter.objects.count() == 2


def test_tags_in_use_are_offered_while_one_is_typed(desk):
    make_article().tags.add("胡同", "手艺")
    query = {"app_label": "articles", "model_name": "article", "field_name": "tags", "term": "胡"}
    assert [tag["text"] for tag in desk.get("/admin/autocomplete/", query).json()["results"]] == ["胡同"]


def test_the_history_lists_who_changed_a_piece_and_when(desk):
    article = make_article()
    save(desk, form_of(article), title="新题")
    page = desk.get(form_of(article)).content.decode()
    assert "修订记录" in page
    assert "editor" in page


def fill(count):
    """So many pieces, each with what the lists show of it."""
    issue = Issue.objects.first() or make_issue()
    page = issue.pages.first() or make_page(issue)
    for number in range(Article.objects.count(), count):
        article, person = make_article(f"稿{number}"), make_reporter(f"林{number}")
        credit(article, reporter=person)
        credit(Photo.objects.create(article=article, caption="说明"), reporter=person)
        place(article, page, order=number)


@pytest.mark.parametrize(
    ("address", "queries"),
    [(LIST, 13), ("/admin/articles/photo/", 7), ("/admin/articles/reporter/", 6), ("/admin/taggit/tag/", 6)],
)
def test_a_list_takes_the_same_number_of_queries_however_long(
    desk, django_assert_num_queries, address, queries
):
    for count in (5, 60):
        fill(count)
        with django_assert_num_queries(queries):
            assert desk.get(address).status_code == 200


def test_locked_copy_is_read_only_in_the_form_and_at_its_address(client):
    article = make_article()
    place(article, make_page(make_signed_off_issue()))
    photo = make_photo(article)
    log_in(client, *EDITOR)
    page = client.get(form_of(article)).content.decode()
    assert "已签发" in page
    assert 'name="title"' not in page
    assert client.post(form_of(article), {"title": "偷改"}).status_code == 403
    picture = reverse("admin:articles_photo_change", args=[photo.pk])
    assert client.post(picture, {"caption": "偷改"}).status_code == 403


def test_copy_of_an_issue_in_preparation_is_not_locked(client):
    article = make_article()
    place(article, make_page())
    log_in(client, *EDITOR)
    save(client, form_of(article), title="改了")
    article.refresh_from_db()
    assert article.title == "改了"


def test_the_chief_corrects_locked_copy_as_a_minor_edit_and_it_stays_approved(client):
    article = make_article()
    place(article, make_page(make_signed_off_issue()))
    log_in(client, *EDITOR, "articles.correct_locked_article")
    response = save(client, form_of(article), title="改正的标题")
    article.refresh_from_db()
    assert (article.title, article.state) == ("改正的标题", ArticleState.APPROVED)
    assert "《改正的标题》：这是对已签发稿件的小改，已记录，并已对读者生效" in text(response)
    assert article.revisions.first().origin == Revision.Origin.MINOR_EDIT


def test_a_photo_can_not_be_slipped_into_locked_copy(client):
    article, photo = make_article(), make_photo()
    place(article, make_page(make_signed_off_issue()))
    log_in(client, *EDITOR)
    save(client, reverse("admin:articles_photo_change", args=[photo.pk]), article=str(article.pk))
    photo.refresh_from_db()
    assert photo.article is None


def test_a_preview_is_offered_to_those_who_may_read_the_piece_and_opens_for_them(client):
    writer = make_staff(roles.REPORTER)
    article = make_article(owner=writer)
    address = f"/preview/articles/{article.pk}/"
    for person in (writer, make_staff(roles.EDITOR), make_staff(roles.PROOFREADER)):
        client.force_login(person)
        assert address in client.get(form_of(article)).content.decode()
        assert client.get(address).status_code == 200


def test_a_photo_leaves_a_piece_when_it_is_deleted_and_the_version_before_keeps_it(desk):
    article = make_article()
    photo = make_photo(article)
    desk.post(f"/admin/articles/photo/{photo.pk}/delete/", {"post": "yes"})
    assert [len(revision.piece["photos"]) for revision in article.revisions.order_by("number")] == [1, 0]


def test_good_pictures_stay_taken_in_when_another_row_is_wrong(desk):
    article = make_article()
    broken = picture_file()
    broken.truncate(100)
    rows = {"photos-TOTAL_FORMS": "2"}
    for number, upload in enumerate((picture_file(), broken)):
        rows |= {f"photos-{number}-upload": upload, f"photos-{number}-caption": f"说明{number}"}
        rows |= {f"photos-{number}-order": str(number)}
    refused = save(desk, form_of(article), **rows)
    assert "已收下" in text(refused)
    assert not Photo.objects.exists()
    again = fields_of(refused) | {"photos-1-upload": picture_file(size=(640, 480), colour="green")}
    desk.post(form_of(article), again)
    shown = [(photo.caption, photo.width) for photo in article.photos.order_by("order")]
    assert shown == [("说明0", 1200), ("说明1", 640)]


@pytest.mark.parametrize(
    ("address", "wrong", "right"),
    [
        ("/admin/articles/photo/add/", {"order": "x"}, {"order": "0"}),
        ("/admin/articles/reporter/add/", {"name": ""}, {"name": "张三"}),
    ],
)
def test_a_photos_and_a_persons_own_form_keep_the_picture_too(desk, address, wrong, right):
    refused = save(desk, address, upload=picture_file(), **wrong)
    assert "data:image/webp" in text(refused)
    desk.post(address, fields_of(refused) | right)
    picture = Photo.objects.first() or Reporter.objects.first()
    assert picture.width == 1200


def test_a_kept_picture_that_somebody_has_written_himself_is_refused(desk):
    forged = {"upload-kept": "originals/aa/secret.jpg"}
    assert "请重新选择文件" in text(save(desk, "/admin/articles/photo/add/", **forged))
    assert not Photo.objects.exists()


def test_a_photo_without_a_caption_can_be_opened_and_saved(desk):
    photo = make_photo(caption="")
    assert desk.get("/admin/articles/photo/").status_code == 200
    save(desk, reverse("admin:articles_photo_change", args=[photo.pk]), caption="", alt="槐树")
    photo.refresh_from_db()
    assert photo.alt == "槐树"


def test_a_namesake_typed_with_spaces_is_refused_with_a_plain_message(desk):
    make_reporter("尤沐禾")
    refused = save(desk, "/admin/articles/reporter/add/", name="尤 沐 禾")
    assert refused.status_code == 200
    assert "同名者须用备注区分" in text(refused)
    assert Reporter.objects.count() == 1


def test_a_minor_edit_before_the_release_is_not_said_to_be_with_readers(client):
    article = make_article()
    place(article, make_page(make_signed_off_issue(publish_at=None)))
    log_in(client, *EDITOR, "articles.correct_locked_article")
    said = text(save(client, form_of(article), title="改正的标题"))
    assert "对已签发稿件的小改，已记录。" in said
    assert "已对读者生效" not in said


def test_locked_copy_says_why_it_is_not_deleted_or_changed(desk):
    article = make_article()
    place(article, make_page(make_signed_off_issue()))
    refused = desk.post(reverse("admin:articles_article_delete", args=[article.pk]), {"post": "yes"})
    assert refused.status_code == 403
    assert "本期已签发" in text(refused)
    assert Article.objects.exists()


def test_who_lacks_a_right_is_told_so_and_nothing_of_a_lock(client):
    article = make_article()
    log_in(client, "articles.view_article")
    refused = text(client.post(form_of(article), {"title": "偷改"}))
    assert "您没有权限进行此操作" in refused
    assert "签发" not in refused


def test_the_history_and_the_browsers_tab_are_chinese(desk):
    article = make_article()
    save(desk, form_of(article), title="“新”题", body="<p>新。</p>")
    history = text(desk.get(reverse("admin:articles_article_history", args=[article.pk])))
    assert "标题" in history
    assert "正文" in history
    assert "Title" not in history
    assert "<title>有误：" in text(save(desk, form_of(article), title=""))


def test_a_title_that_begins_with_a_quotation_mark_gets_no_second_one(desk):
    article = make_article()
    said = text(save(desk, form_of(article), title="“新”题"))
    assert "““" not in said
    assert "已保存稿件：" in said


def test_photos_without_an_article_are_in_the_photo_pool(desk):
    assert "照片库" in text(desk.get("/admin/articles/photo/"))


def test_a_title_that_is_too_long_is_said_so_and_comes_back_whole(desk):
    article = make_article("短")
    address = f"/admin/articles/article/{article.pk}/change/"
    assert (
        "maxlength" not in re.search(r'<input[^>]*name="title"[^>]*>', desk.get(address).content.decode())[0]
    )
    long = "长" * 201
    page = save(desk, address, title=long).content.decode()
    assert f'value="{long}"' in page
    assert "200" in page
    article.refresh_from_db()
    assert article.title == "短"

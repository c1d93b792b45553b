"""Copy on its way to print: three reviews by three people, each with an opinion; returned, changed and sent again."""

import threading

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import review
from articles.models import Article, ArticleState, Move, Review, Revision
from issues import roles
from tests.browsing import fields_of, save, typed
from tests.factories import (
    credit,
    make_article,
    make_page,
    make_photo,
    make_reporter,
    make_signed_off_issue,
    make_staff,
    make_user,
    picture_file,
    place,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
DRAFT, SUBMITTED, APPROVED = ArticleState.DRAFT, ArticleState.SUBMITTED, ArticleState.APPROVED
FIRST_REVIEW, SECOND_REVIEW = ArticleState.FIRST_REVIEW, ArticleState.SECOND_REVIEW
RETURNED = ArticleState.RETURNED
REVIEWERS = {Move.FIRST: roles.EDITOR, Move.SECOND: roles.DESK_HEAD, Move.FINAL: roles.CHIEF}


@pytest.fixture
def staff():
    """One account of each role, by the role's name."""
    return {role: make_staff(role) for role in roles.ROLES}


@pytest.fixture
def as_role(client, staff):
    """A function that logs the account of a role in."""

    def log_in(role):
        client.force_login(staff[role])
        return client

    return log_in


def form_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def page_of(article, move):
    return reverse("admin:articles_article_move", args=[article.pk, move])


def move(client, article, name, opinion="可用。"):
    """Open the page of a move, write the opinion, press the button; returns the page that follows."""
    return save(client, page_of(article, name), opinion=opinion)


def state_of(article):
    return Article.objects.get(pk=article.pk).state


def text(response):
    return response.content.decode()


def test_copy_goes_from_its_writer_through_three_hands_to_approval(as_role, staff):
    article = make_article(state=DRAFT, owner=staff[roles.REPORTER])
    move(as_role(roles.REPORTER), article, Move.SUBMIT)
    assert state_of(article) == SUBMITTED
    for step, target in zip(REVIEWERS, (FIRST_REVIEW, SECOND_REVIEW, APPROVED), strict=True):
        said = move(as_role(REVIEWERS[step]), article, step, f"{step}意见")
        assert state_of(article) == target
        assert f"《{article.title}》：{step.label}" in text(said)
    kept = [(made.move, made.made_by.username, made.opinion) for made in article.reviews.all()]
    assert kept == [
        ("submit", "记者", ""),
        ("first", "编辑", "first意见"),
        ("second", "部主任", "second意见"),
        ("final", "总编辑", "final意见"),
    ]


def test_each_move_is_in_the_log_of_the_piece(as_role):
    article = make_article(state=SUBMITTED)
    move(as_role(roles.EDITOR), article, Move.FIRST, "事实清楚。")
    entry = LogEntry.objects.get()
    assert (entry.user.username, entry.object_id) == ("编辑", str(article.pk))
    assert entry.get_change_message() == "初审通过：事实清楚。"


@pytest.mark.parametrize(("step", "role"), REVIEWERS.items())
def test_a_review_without_an_opinion_is_refused(as_role, step, role):
    article = make_article(state=review.RULES[step].sources[0])
    refused = move(as_role(role), article, step, "　 ")
    assert "请写审稿意见" in text(refused)
    assert not Review.objects.exists()


def test_copy_is_returned_with_a_reason_and_not_without(as_role):
    article = make_article(state=FIRST_REVIEW)
    chief = as_role(roles.CHIEF)
    move(chief, article, Move.RETURN, "")
    assert state_of(article) == FIRST_REVIEW
    move(chief, article, Move.RETURN, "第二段数字无出处。")
    assert state_of(article) == RETURNED
    assert article.reviews.get().opinion == "第二段数字无出处。"


@pytest.mark.parametrize(
    ("state", "step", "role"),
    [
        (DRAFT, Move.FIRST, roles.EDITOR),
        (SUBMITTED, Move.SECOND, roles.DESK_HEAD),
        (SUBMITTED, Move.FINAL, roles.CHIEF),
        (FIRST_REVIEW, Move.FINAL, roles.CHIEF),
        (APPROVED, Move.FINAL, roles.CHIEF),
        (RETURNED, Move.SECOND, roles.DESK_HEAD),
    ],
)
def test_no_review_is_passed_out_of_its_turn(as_role, state, step, role):
    article = make_article(state=state)
    client = as_role(role)
    assert "不能这样操作" in text(client.get(page_of(article, step)))
    client.post(page_of(article, step), {"opinion": "可用。", f"revision-{article.pk}": "0"})
    assert state_of(article) == state


def test_who_has_not_the_right_to_a_review_is_refused_at_its_address(as_role):
    rights = {roles.EDITOR: Move.FIRST, roles.DESK_HEAD: Move.SECOND, roles.CHIEF: Move.FINAL}
    for step in review.REVIEWS:
        article = make_article(state=review.RULES[step].sources[0])
        for role in roles.ROLES:
            if rights.get(role) != step:
                answer = as_role(role).post(page_of(article, step), {"opinion": "可用。"})
                assert answer.status_code == (404 if role == roles.REPORTER else 403)
        assert state_of(article) == review.RULES[step].sources[0]


def test_nobody_reviews_copy_of_his_own_by_account_or_by_credit(as_role, staff):
    by_account = make_article(state=SUBMITTED, owner=staff[roles.EDITOR])
    by_credit = make_article(state=SUBMITTED)
    credit(by_credit, reporter=make_reporter(user=staff[roles.EDITOR]))
    for article in (by_account, by_credit):
        assert "不能审自己的稿件" in text(move(as_role(roles.EDITOR), article, Move.FIRST))
        assert state_of(article) == SUBMITTED


def test_a_superuser_too_passes_a_piece_only_once(client):
    article = make_article(state=SUBMITTED)
    client.force_login(make_user())
    move(client, article, Move.FIRST)
    refused = client.post(page_of(article, Move.SECOND), {"opinion": "可用。", f"revision-{article.pk}": "0"})
    assert "三审须由三人分别完成" in text(refused)
    assert state_of(article) == FIRST_REVIEW


def test_after_a_return_the_same_three_may_review_again(as_role, staff):
    article = make_article(state=SUBMITTED, owner=staff[roles.REPORTER])
    move(as_role(roles.EDITOR), article, Move.FIRST)
    move(as_role(roles.DESK_HEAD), article, Move.RETURN, "补采访。")
    save(as_role(roles.REPORTER), form_of(article), deck="补采后的副题", _submit="1")
    assert state_of(article) == SUBMITTED
    move(as_role(roles.EDITOR), article, Move.FIRST)
    assert state_of(article) == FIRST_REVIEW


def test_what_was_submitted_is_taken_back_by_its_writer_and_by_nobody_else(as_role, staff):
    article = make_article(state=SUBMITTED, owner=staff[roles.REPORTER])
    assert as_role(roles.CHIEF).post(page_of(article, Move.RECALL)).status_code == 403
    move(as_role(roles.REPORTER), article, Move.RECALL)
    assert state_of(article) == DRAFT


def test_what_has_passed_a_review_is_not_taken_back(as_role, staff):
    article = make_article(state=FIRST_REVIEW, owner=staff[roles.REPORTER])
    client = as_role(roles.REPORTER)
    client.post(page_of(article, Move.RECALL), {f"revision-{article.pk}": "0"})
    assert state_of(article) == FIRST_REVIEW


def test_copy_changed_since_it_was_read_is_not_passed_and_the_opinion_stays(as_role, client):
    article = make_article(state=SUBMITTED)
    sent = typed(as_role(roles.EDITOR), page_of(article, Move.FIRST), opinion="可用，写好的意见。")
    save(as_role(roles.DESK_HEAD), form_of(article), body="<p>改过的正文。</p>")
    refused = as_role(roles.EDITOR).post(page_of(article, Move.FIRST), sent)
    assert state_of(article) == SUBMITTED
    assert "打开之后稿件又有改动" in text(refused)
    assert "可用，写好的意见。" in text(refused)
    assert "改过的正文" in text(refused), "the new text is there to be read"
    client.post(page_of(article, Move.FIRST), fields_of(refused))
    assert state_of(article) == FIRST_REVIEW


def test_a_move_that_names_no_revision_is_refused(as_role):
    article = make_article(state=SUBMITTED)
    as_role(roles.EDITOR).post(page_of(article, Move.FIRST), {"opinion": "可用。"})
    assert state_of(article) == SUBMITTED


def test_the_page_of_a_move_shows_what_is_judged_and_what_was_said_before(as_role):
    article = make_article(state=SUBMITTED, kicker="胡同里的手艺", body="<p>正文一段。</p>")
    credit(article, "麦冬", "通讯员")
    make_photo(article, caption="图中是修伞匠。")
    move(as_role(roles.EDITOR), article, Move.FIRST, "标题再斟酌。")
    page = text(as_role(roles.DESK_HEAD).get(page_of(article, Move.SECOND)))
    for words in (
        "胡同里的手艺",
        article.title,
        "正文一段。",
        "通讯员 麦冬",
        "图中是修伞匠。",
        "标题再斟酌。",
    ):
        assert words in page
    assert article.copy_number in page


def test_a_move_that_there_is_not_is_no_address(as_role):
    article = make_article(state=SUBMITTED)
    for name in ("reopen", "admit", "approve"):
        assert as_role(roles.CHIEF).get(page_of(article, name)).status_code == 404


def test_the_form_offers_just_the_moves_that_are_possible(as_role, staff):
    article = make_article(state=SUBMITTED, owner=staff[roles.REPORTER])
    offered = {}
    for role in roles.ROLES:
        page = text(as_role(role).get(form_of(article)))
        offered[role] = [name for name in Move.values if f'href="{page_of(article, name)}"' in page]
    assert offered == {
        roles.REPORTER: ["recall"],
        roles.EDITOR: ["first", "return"],
        roles.DESK_HEAD: ["return"],
        roles.PROOFREADER: [],
        roles.CHIEF: ["return"],
    }


def test_a_form_can_not_set_a_state(as_role):
    article = make_article(state=SUBMITTED)
    save(as_role(roles.EDITOR), form_of(article), state=APPROVED, deck="新副题")
    assert state_of(article) == SUBMITTED


def test_a_writer_saves_and_submits_in_one(as_role, staff):
    save(as_role(roles.REPORTER), f"{LIST}add/", title="新稿", body="<p>一段。</p>", _submit="1")
    article = Article.objects.get()
    assert (article.state, article.owner) == (SUBMITTED, staff[roles.REPORTER])
    assert article.reviews.get().revision == article.revisions.get().number == 1


def test_where_submitting_is_refused_the_save_stands_and_the_reason_is_told(as_role):
    article = make_article(state=SUBMITTED)
    said = save(as_role(roles.EDITOR), form_of(article), deck="存下的副题", _submit="1")
    article.refresh_from_db()
    assert (article.deck, article.state) == ("存下的副题", SUBMITTED)
    assert "已保存，未送审" in text(said)


def test_a_change_of_approved_copy_opens_a_new_round(as_role, staff):
    article = make_article(state=SUBMITTED)
    for step, role in REVIEWERS.items():
        move(as_role(role), article, step)
    save(as_role(roles.EDITOR), form_of(article), deck="改动的副题")
    assert state_of(article) == SUBMITTED
    last = article.reviews.last()
    assert (last.move, last.made_by, last.revision) == (Move.REOPEN, staff[roles.EDITOR], 2)
    move(as_role(roles.EDITOR), article, Move.FIRST)
    assert state_of(article) == FIRST_REVIEW, "the new round knows nothing of the old one's hands"


@pytest.mark.parametrize(
    ("ticked", "state", "origin"), [(True, APPROVED, "minor_edit"), (False, SUBMITTED, "edit")]
)
def test_the_chief_says_whether_an_edit_of_approved_copy_is_minor(as_role, ticked, state, origin):
    article = make_article()
    tick = {"minor_edit": "on"} if ticked else {}
    save(as_role(roles.CHIEF), form_of(article), deck="改了标点", **tick)
    assert state_of(article) == state
    assert article.revisions.first().origin == origin


def test_an_editor_can_not_call_his_edit_minor(as_role):
    article = make_article()
    assert "minor_edit" not in typed(as_role(roles.EDITOR), form_of(article))
    save(as_role(roles.EDITOR), form_of(article), deck="改了事实", minor_edit="on")
    assert state_of(article) == SUBMITTED


def test_a_proofreader_s_correction_leaves_the_review_as_it_stands(as_role):
    article = make_article()
    photo = make_photo(article)
    credit(photo, "白桦", "摄影")
    credit(article, "林小禾")
    said = save(
        as_role(roles.PROOFREADER),
        form_of(article),
        title="胡同口来了修鞋匠",
        **{
            "photos-0-caption": "修伞匠在槐树下做活。",
            "photos-0-credit_line": "白华 摄",
            "credits-0-name": "林晓禾",
        },
    )
    article.refresh_from_db()
    assert (article.title, article.state) == ("胡同口来了修鞋匠", APPROVED)
    assert article.revisions.first().origin == Revision.Origin.MINOR_EDIT
    assert "已作为小改记录" in text(said)
    photo.refresh_from_db()
    assert (photo.caption, photo.credits.get().name, article.credits.get().name) == (
        "修伞匠在槐树下做活。",
        "白华",
        "林晓禾",
    )


def test_a_proofreader_corrects_words_and_nothing_else(as_role, staff):
    article = make_article(state=SUBMITTED, internal_note="原注", owner=staff[roles.REPORTER])
    article.tags.add("胡同")
    photo, pooled, person = make_photo(article), make_photo(), make_reporter("罗听澜")
    credit(article, "林小禾")
    before = photo.file
    save(
        as_role(roles.PROOFREADER),
        form_of(article),
        is_advertisement="on",
        tags="别的",
        internal_note="改注",
        owner=str(staff[roles.PROOFREADER].pk),
        pool=[pooled.pk],
        **{
            "photos-0-upload": picture_file(colour="green"),
            "photos-0-order": "7",
            "photos-0-DELETE": "on",
            "credits-0-reporter": str(person.pk),
            "credits-0-DELETE": "on",
        },
    )
    article.refresh_from_db()
    photo.refresh_from_db()
    assert (article.is_advertisement, article.internal_note, article.owner) == (
        False,
        "原注",
        staff[roles.REPORTER],
    )
    assert list(article.tags.names()) == ["胡同"]
    assert (photo.file, photo.order, photo.article) == (before, 0, article)
    assert article.credits.get().reporter is None
    assert list(article.photos.all()) == [photo]


def test_a_proofreader_does_not_touch_copy_that_is_with_its_writer(as_role):
    for state in (DRAFT, RETURNED):
        article = make_article(state=state)
        answer = as_role(roles.PROOFREADER).post(form_of(article), {"title": "改"})
        assert answer.status_code == 403


def test_a_photo_corrected_in_its_own_form_by_a_proofreader_is_a_minor_edit(as_role):
    article, other = make_article(), make_article("另一篇")
    photo = make_photo(article)
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    save(as_role(roles.PROOFREADER), address, caption="修伞匠在树下做活。", article=str(other.pk), order="9")
    photo.refresh_from_db()
    assert (photo.caption, photo.article, photo.order) == ("修伞匠在树下做活。", article, 0)
    assert (state_of(article), article.revisions.first().origin) == (APPROVED, "minor_edit")


LONG = (
    "<p>五月的一个早晨，修伞匠把摊子支在了槐树下。街坊们拿着坏了的伞来，排起了长队。</p>"
    "<p>一把伞收三块钱，修不好不要钱。他说这手艺是父亲传下来的。</p>"
)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("修伞匠把摊子支在了槐树下", "居委会已把整条胡同封闭了"),
        ("长队。", "长队。他没有照。"),
        ("一把伞收三块钱，修不好不要钱。", ""),
        ("五月", "六月某日午后的雨里"),
    ],
)
def test_a_proofreader_rewrites_no_sentence_as_a_minor_edit(as_role, wrong, right):
    article = make_article(body=LONG)
    refused = text(save(as_role(roles.PROOFREADER), form_of(article), body=LONG.replace(wrong, right)))
    assert "超出了文字校正的范围" in refused
    assert "请编辑修改并重新送审" in refused
    article.refresh_from_db()
    assert article.body == LONG
    assert not article.revisions.exists()
    assert right in refused, "what was typed stands in the form"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("早晨", "早上"),
        ("，", "、"),
        ("</p><p>", ""),
        ("坏了的伞", "“坏了的伞”"),
        ("修不好不要钱", "修不好，不收钱"),
    ],
)
def test_a_proofreader_puts_words_marks_and_paragraphs_right(as_role, wrong, right):
    article = make_article(body=LONG)
    save(as_role(roles.PROOFREADER), form_of(article), body=LONG.replace(wrong, right))
    article.refresh_from_db()
    assert article.body == LONG.replace(wrong, right)
    assert (article.state, article.revisions.first().origin) == (APPROVED, "minor_edit")


def test_a_proofreader_rewrites_no_sentence_in_small_steps(as_role):
    article, client = make_article(body=LONG), as_role(roles.PROOFREADER)
    save(client, form_of(article), body=LONG.replace("修伞匠把摊子", "居委会的摊子"))
    article.refresh_from_db()
    assert "居委会的摊子支在" in article.body
    again = article.body.replace("摊子支在了槐树", "人站到了河沿")
    assert "超出了文字校正的范围" in text(save(client, form_of(article), body=again))


def test_many_small_corrections_at_once_are_another_text(as_role):
    body = "".join(f"<p>第{n}家修伞铺开张的那天，街坊都来道贺。</p>" for n in "一二三四五六七八九十甲乙")
    article = make_article(body=body)
    refused = save(as_role(roles.PROOFREADER), form_of(article), body=body.replace("道贺", "骂街"))
    assert "共改动24个字（最多20个）" in text(refused)
    article.refresh_from_db()
    assert article.body == body


def test_the_chief_s_minor_edit_is_as_free_as_it_was(as_role):
    article = make_article(body=LONG)
    save(as_role(roles.CHIEF), form_of(article), body="<p>全文重写，一字不留。</p>", minor_edit="on")
    assert (state_of(article), article.revisions.first().origin) == (APPROVED, "minor_edit")


def test_a_proofreader_rewrites_no_caption_in_the_photo_s_own_form(as_role):
    photo = make_photo(make_article())
    address = reverse("admin:articles_photo_change", args=[photo.pk])
    refused = text(save(as_role(roles.PROOFREADER), address, caption="居民与施工方在胡同口发生争执。"))
    assert "超出了文字校正的范围" in refused
    photo.refresh_from_db()
    assert photo.caption == "修伞匠在槐树下干活。"


def test_whoever_wrote_a_piece_does_not_review_it_whosever_he_calls_it_then(as_role, staff):
    client = as_role(roles.EDITOR)
    save(client, f"{LIST}add/", title="编辑的稿", body="<p>一段。</p>")
    article = Article.objects.get()
    save(client, form_of(article), owner=str(staff[roles.REPORTER].pk), _submit="1")
    article.refresh_from_db()
    assert (article.owner, article.state) == (staff[roles.REPORTER], SUBMITTED)
    assert page_of(article, Move.FIRST) not in text(client.get(form_of(article)))
    assert "送审前由您写过" in text(move(client, article, Move.FIRST))
    assert state_of(article) == SUBMITTED
    assert article not in review.awaiting(staff[roles.EDITOR])
    other = make_staff(roles.EDITOR, "另一编辑")
    assert article in review.awaiting(other)
    client.force_login(other)
    move(client, article, Move.FIRST)
    assert state_of(article) == FIRST_REVIEW


def test_an_editor_reviews_copy_that_he_corrected_after_it_was_submitted(as_role, staff):
    save(as_role(roles.REPORTER), f"{LIST}add/", title="记者的稿", body="<p>一段。</p>", _submit="1")
    article = Article.objects.get()
    save(as_role(roles.EDITOR), form_of(article), body="<p>改顺的一段。</p>")
    assert article in review.awaiting(staff[roles.EDITOR])
    move(as_role(roles.EDITOR), article, Move.FIRST)
    assert state_of(article) == FIRST_REVIEW


def test_whose_submitted_copy_it_is_is_not_for_its_own_writer_to_change(as_role, staff):
    article = make_article(state=SUBMITTED, owner=staff[roles.EDITOR])
    save(as_role(roles.EDITOR), form_of(article), owner=str(staff[roles.REPORTER].pk), deck="副题")
    article.refresh_from_db()
    assert (article.owner, article.deck) == (staff[roles.EDITOR], "副题")
    save(as_role(roles.DESK_HEAD), form_of(article), owner=str(staff[roles.REPORTER].pk))
    article.refresh_from_db()
    assert article.owner == staff[roles.REPORTER]


def test_the_form_of_approved_copy_says_before_saving_that_a_change_reopens_the_review(as_role):
    approved, submitted = make_article(), make_article(state=SUBMITTED)
    told = {
        role: "保存改动后将退回初审" in text(as_role(role).get(form_of(approved)))
        for role in (roles.EDITOR, roles.CHIEF, roles.PROOFREADER)
    }
    assert told == {roles.EDITOR: True, roles.CHIEF: True, roles.PROOFREADER: False}
    assert "勾选小改的除外" in text(as_role(roles.CHIEF).get(form_of(approved)))
    assert "勾选小改的除外" not in text(as_role(roles.EDITOR).get(form_of(approved)))
    assert "保存改动后将退回初审" not in text(as_role(roles.EDITOR).get(form_of(submitted)))


def test_locked_copy_can_not_be_moved(as_role):
    article = make_article()
    place(article, make_page(make_signed_off_issue()))
    refused = move(as_role(roles.CHIEF), article, Move.RETURN, "退。")
    assert "本期已签发" in text(refused)
    assert state_of(article) == APPROVED


def test_several_pieces_are_passed_with_one_opinion_and_the_others_say_why_they_stay(as_role, staff):
    ready = [make_article(f"可审{n}", state=SUBMITTED) for n in range(2)]
    own = make_article("自己的", state=SUBMITTED, owner=staff[roles.EDITOR])
    draft = make_article("未送审", state=DRAFT)
    client = as_role(roles.EDITOR)
    ticked = [article.pk for article in (*ready, own, draft)]
    asked = client.post(LIST, {"action": "move_first", "_selected_action": ticked}, follow=True)
    assert "不能审自己的稿件" in text(asked)
    assert not Review.objects.exists(), "the list only asks"
    address = asked.redirect_chain[-1][0]
    said = text(client.post(address, fields_of(asked) | {"opinion": "均可用。"}, follow=True))
    assert [state_of(article) for article in (*ready, own, draft)] == [FIRST_REVIEW] * 2 + [SUBMITTED, DRAFT]
    assert [made.opinion for made in Review.objects.all()] == ["均可用。"] * 2
    assert "《自己的》未动：不能审自己的稿件" in said
    assert "《未送审》未动：" in said


def test_several_pieces_need_an_opinion_too(as_role):
    article = make_article(state=SUBMITTED)
    address = f"{LIST}move/first/?ids={article.pk}"
    refused = save(as_role(roles.EDITOR), address, opinion="")
    assert "请写审稿意见" in text(refused)
    assert state_of(article) == SUBMITTED


def test_one_of_several_that_changed_meanwhile_stays(as_role):
    first, second = (make_article(f"稿{n}", state=SUBMITTED) for n in range(2))
    address = f"{LIST}move/first/?ids={first.pk},{second.pk}"
    sent = typed(as_role(roles.EDITOR), address, opinion="可用。")
    save(as_role(roles.DESK_HEAD), form_of(first), deck="后来改的")
    as_role(roles.EDITOR).post(address, sent)
    assert (state_of(first), state_of(second)) == (SUBMITTED, FIRST_REVIEW)


def test_the_list_offers_each_role_its_own_moves(as_role):
    make_article()
    offered = {}
    for role in roles.ROLES:
        form = as_role(role).get(LIST).context["action_form"]
        choices = [name for name, _label in form.fields["action"].choices] if form else []
        offered[role] = [name.removeprefix("move_") for name in choices if name.startswith("move_")]
    assert offered == {
        roles.REPORTER: ["submit"],
        roles.EDITOR: ["submit", "first", "return"],
        roles.DESK_HEAD: ["submit", "second", "return"],
        roles.PROOFREADER: [],
        roles.CHIEF: ["submit", "final", "return"],
    }


def test_what_awaits_a_person_is_what_that_person_can_do(as_role, staff):
    staff["superuser"] = make_user()
    people, articles = list(staff.values()), []
    for number, state in enumerate([*ArticleState.values] * len(people)):
        article = make_article(f"稿{number}", state=state, owner=people[number % len(people)])
        articles.append(article)
        for step, hand in zip(
            (Move.FIRST, Move.SECOND), (people[number % 5], people[(number + 1) % 5]), strict=True
        ):
            Review.objects.create(article=article, move=step, made_by=hand, opinion="可用。")
    place(articles[0], make_page(make_signed_off_issue()))
    for person in people:
        fresh = Article.objects.all()
        able = {
            article.pk
            for article in fresh
            if set(review.moves_for(person, article)) & set(review.REVIEWS)
            or (Move.SUBMIT in review.moves_for(person, article) and article.owner_id == person.pk)
        }
        assert set(review.awaiting(person).values_list("pk", flat=True)) == able


def test_the_list_narrows_down_to_what_awaits_me(as_role, staff):
    make_article("待初审", state=SUBMITTED)
    make_article("退我的", state=RETURNED, owner=staff[roles.REPORTER])
    for role, titles in ((roles.EDITOR, ["待初审"]), (roles.REPORTER, ["退我的"]), (roles.DESK_HEAD, [])):
        found = as_role(role).get(f"{LIST}?awaiting=me").context["cl"].result_list
        assert [article.title for article in found] == titles


@pytest.mark.parametrize("form", ["{year}-{pk:05d}", "{pk:05d}", "{pk}"])
def test_a_piece_is_found_by_its_copy_number(as_role, form):
    wanted = make_article("要找的")
    make_article("别的")
    year = wanted.copy_number[:4]
    found = (
        as_role(roles.EDITOR).get(LIST, {"q": form.format(year=year, pk=wanted.pk)}).context["cl"].result_list
    )
    assert [article.title for article in found] == ["要找的"]


def test_a_copy_number_of_another_year_finds_nothing(as_role):
    article = make_article()
    found = as_role(roles.EDITOR).get(LIST, {"q": f"1999-{article.pk:05d}"}).context["cl"].result_list
    assert list(found) == []


def test_the_record_of_the_reviews_stands_in_the_form(as_role, staff):
    staff[roles.EDITOR].last_name, staff[roles.EDITOR].first_name = "罗", "听澜"
    staff[roles.EDITOR].save()
    article = make_article(state=SUBMITTED)
    move(as_role(roles.EDITOR), article, Move.FIRST, "事实清楚。")
    page = text(as_role(roles.CHIEF).get(form_of(article)))
    for words in ("三审记录", "罗听澜", "初审通过", "事实清楚。"):
        assert words in page


@pytest.mark.parametrize("several", [False, True])
def test_the_page_of_a_move_asks_the_same_number_of_questions_however_much_it_shows(as_role, several):
    client = as_role(roles.CHIEF)
    counts = []
    for size in (1, 6):
        pieces = [make_article(f"稿{n}", state=SECOND_REVIEW) for n in range(size if several else 1)]
        for article in pieces:
            for number in range(size):
                credit(article, f"人{number}", order=number)
                credit(make_photo(article), order=number)
                Review.objects.create(article=article, move=Move.FIRST, made_by=make_user(f"u{number}"))
        ids = ",".join(str(piece.pk) for piece in pieces)
        address = f"{LIST}move/final/?ids={ids}" if several else page_of(pieces[0], Move.FINAL)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_pass_a_piece_at_once_one_is_told_that_it_has_moved_on():
    together, told = threading.Barrier(2, timeout=20), []
    article = make_article(state=SUBMITTED)
    editors = [make_staff(roles.EDITOR, name) for name in ("甲", "乙")]

    def press(editor):
        try:
            together.wait()
            review.make(Article.objects.get(pk=article.pk), Move.FIRST, editor, "可用。")
        except review.ReviewError as error:
            told.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=(editor,)) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(told), article.reviews.count(), state_of(article)) == (1, 1, FIRST_REVIEW)


def test_new_copy_is_that_of_who_types_it_in_unless_another_is_named(client):
    editor = make_staff(roles.EDITOR)
    client.force_login(editor)
    save(client, "/admin/articles/article/add/", title="自己写的")
    assert Article.objects.get(title="自己写的").owner == editor
    save(client, "/admin/articles/article/add/", title="代人录入的", owner="")
    assert Article.objects.get(title="代人录入的").owner is None


def test_a_title_alone_is_saved_and_not_submitted(client):
    client.force_login(make_staff(roles.REPORTER))
    response = save(client, "/admin/articles/article/add/", title="只有题目", _submit="保存并送审")
    article = Article.objects.get(title="只有题目")
    assert article.state == DRAFT
    assert "还没有正文或照片" in response.content.decode()
    save(
        client,
        f"/admin/articles/article/{article.pk}/change/",
        body="<p>有了正文。</p>",
        _submit="保存并送审",
    )
    article.refresh_from_db()
    assert article.state == SUBMITTED

"""Preflight: what stops an issue and what should be looked at, by the command, at sign-off and in the admin."""

import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import ArticleState, HouseStyle, Official, Photo, WatchWord
from issues import roles
from issues.planning import preflight, proofs
from tests.factories import (
    credit,
    make_article,
    make_issue,
    make_page,
    make_photo,
    make_staff,
    make_user,
    picture_file,
    place,
    withdraw,
)

pytestmark = pytest.mark.django_db

LONG = (
    "<p>河沿胡同东口的废品收购站搬走了，取而代之的是一座一千多平方米的口袋公园。公园不大，却花了不少心思：入口的矮墙用旧砖砌成，"
    "墙上嵌着居民捐来的门牌；中间的小广场铺了透水砖，雨后不积水；最里面是一片种植池，由周边的居民认养，种上了月季和薄荷。</p>"
)
AD = (
    "<p>五月惠民，全城热购！家装节盛大开业，全场低至六折，前100名到店顾客免费领取豪礼一份。限时三天，欲购从速！"
    "订购热线：010-64009999。</p>"
)


def found(issue):
    """The findings of an issue as (rule, page, title)."""
    return [(f.rule, f.page_number, f.title) for f in preflight.run(issue)]


def rules(issue):
    return [finding.rule for finding in preflight.run(issue)]


def told(capsys, issue="943", *options):
    """Run the command; returns (exit code, what it printed)."""
    code = 0
    try:
        call_command("preflight", issue, *options)
    except SystemExit as left:
        code = left.code
    return code, capsys.readouterr().out


def one_page_issue(**overrides):
    """An issue of one page, and that page."""
    issue = make_issue(page_count=1, **overrides)
    return issue, make_page(issue)


def test_a_clean_issue_passes_and_the_command_says_so(capsys):
    _issue, page = one_page_issue()
    place(make_article(), page)
    assert told(capsys) == (0, "0处拦截签发、0处提醒\n")


def test_the_command_names_severity_page_piece_place_rule_and_words(capsys):
    _issue, page = one_page_issue()
    place(make_article(body="<p>“雨停了，他说。</p>"), page)
    place(make_article("未批的稿", state=ArticleState.DRAFT), page, order=2)
    code, printed = told(capsys)
    assert code == 1
    assert printed.splitlines() == [
        "提醒 [unpaired_marks] 1版：《胡同口来了修伞匠》第1段：标点 “ 后面没有配对的 ” 。",
        "    “雨停了，他说。",
        "拦截 [not_approved] 1版：《未批的稿》目前是“草稿”，还没有通过终审。",
        "1处拦截签发、1处提醒",
    ]


def test_the_command_answers_in_json_too(capsys):
    _issue, page = one_page_issue()
    article = make_article(state=ArticleState.RETURNED)
    place(article, page)
    code, printed = told(capsys, "943", "--format", "json")
    assert code == 1
    [finding] = json.loads(printed)
    assert finding == {
        "severity": "block",
        "rule": "not_approved",
        "page": 1,
        "article": article.pk,
        "title": "胡同口来了修伞匠",
        "place": "",
        "message": "目前是“已退回”，还没有通过终审。",
        "excerpt": "",
    }


def test_warnings_fail_the_command_only_where_asked(capsys):
    _issue, page = one_page_issue()
    place(make_article(body="<p>“雨停了，他说。</p>"), page)
    assert told(capsys)[0] == 0
    assert told(capsys, "943", "--warnings-as-errors")[0] == 1


@pytest.mark.parametrize("named", ["999", "2020-05-29", "9" * 30, "没有"])
def test_an_unknown_issue_is_named_and_exits_2(named):
    make_issue()
    with pytest.raises(CommandError, match=named) as error:
        call_command("preflight", named)
    assert error.value.returncode == 2


def test_an_issue_is_found_by_its_number_the_second_of_two_and_its_date(capsys):
    make_page(make_issue(943, last_number=944))
    make_issue(None, title="特刊")
    for named in ("943", "944", "2020-05-22"):
        assert told(capsys, named)[1] == "拦截 [issue_empty] 本期还没有稿件上版。\n1处拦截签发、0处提醒\n"


def test_missing_empty_and_surplus_pages_are_told_of():
    issue = make_issue(page_count=3)
    place(make_article(), make_page(issue, 1))
    place(make_article("只有标题", body=""), make_page(issue, 2))
    place(make_article("多出的"), make_page(issue, 4))
    assert found(issue) == [("page_empty", 2, ""), ("page_missing", 3, ""), ("page_beyond_count", 4, "")]


def test_withdrawn_copy_blocks():
    issue, page = one_page_issue()
    article = make_article()
    place(article, page)
    withdraw(article)
    assert rules(issue) == ["withdrawn_copy"]


def test_a_photo_needs_its_file_and_a_caption_and_an_advertisement_s_no_caption():
    issue, page = one_page_issue()
    piece, ad = make_article(), make_article("家装节", is_advertisement=True)
    for order, article in enumerate((piece, ad)):
        place(article, page, order=order)
        file = f"originals/{order}.jpg"
        Photo.objects.create(article=article, caption="（待补）", alt="伞", file=file, width=2000)
        Photo.objects.create(article=article, caption="修伞匠在干活。", order=1)
    assert found(issue) == [
        ("photo_without_caption", 1, "胡同口来了修伞匠"),
        ("photo_without_file", 1, "胡同口来了修伞匠"),
        ("photo_without_file", 1, "家装节"),
    ]


def test_a_photo_with_few_pixels_is_doubted_by_the_house_style():
    issue, page = one_page_issue()
    article = make_article()
    place(article, page)
    make_photo(article, upload=picture_file((900, 600)), alt="老人坐在槐树下修伞。")
    assert rules(issue) == ["low_resolution"]
    HouseStyle.objects.update_or_create(pk=1, defaults={"smallest_photo": 800})
    assert rules(issue) == []


def test_a_photo_without_alternative_text_is_pointed_out_until_it_has_one():
    issue, page = one_page_issue()
    article = make_article()
    place(article, page)
    photo = make_photo(article, alt=" ")
    [finding] = preflight.run(issue)
    assert (finding.rule, finding.severity, finding.article) == ("photo_undescribed", "warning", article)
    assert finding.place == "图片1"
    assert finding.excerpt == photo.caption
    photo.alt = "老人坐在槐树下修伞。"
    photo.save()
    assert preflight.run(issue) == []


def test_a_photo_whose_file_is_still_to_come_is_not_asked_for_its_alternative_text():
    issue, page = one_page_issue()
    article = make_article()
    place(article, page)
    Photo.objects.create(article=article, caption="修伞匠在干活。")
    assert rules(issue) == ["photo_without_file"]


def test_the_same_text_twice_blocks_and_another_s_announcement_does_not():
    issue = make_issue(page_count=2)
    first, second = make_page(issue, 1), make_page(issue, 2)
    original = make_article("废品站变公园", body=LONG)
    place(original, second)
    again = place(make_article("口袋公园开门", body=LONG.replace("月季", "菊花")), first)
    assert found(issue) == [("duplicate_placement", 2, "废品站变公园")]
    again.see_page, again.see_article = 2, original
    again.save()
    assert rules(issue) == []


def test_two_short_pieces_that_say_the_same_are_two():
    issue, page = one_page_issue()
    place(make_article("东边"), page)
    place(make_article("西边"), page, order=1)
    assert rules(issue) == []


def test_the_same_picture_under_two_pieces_is_doubted():
    issue, page = one_page_issue()
    for number in range(2):
        article = make_article(f"第{number}篇")
        place(article, page, order=number)
        make_photo(article, alt="老人坐在槐树下修伞。")
    assert found(issue) == [("duplicate_photo", 1, "第1篇")]


def test_what_reads_as_an_advertisement_and_is_not_marked_is_doubted():
    issue, page = one_page_issue()
    article = make_article("家装节盛大开幕", body=AD)
    place(article, page)
    assert rules(issue) == ["advertisement_unmarked"]
    article.is_advertisement = True
    article.save()
    assert rules(issue) == []


def test_a_public_notice_with_a_telephone_and_a_fee_is_no_advertisement():
    issue, page = one_page_issue()
    body = "<p>书画班即日起报名，每班二十人，收取材料费30元，其余由街道承担。咨询电话：010-64002222，额满为止。</p>"
    place(make_article("书画班报名", body=body), page)
    assert rules(issue) == []


def test_checks_know_the_issue_s_date_the_word_list_and_the_names():
    issue, page = one_page_issue()
    WatchWord.objects.create(term="红柳街道", replacement="柳荫街道", severity="block")
    Official.objects.create(name="何文远", post="区长", rank=1)
    body = "<p>昨日（5月20日），红<strong>柳街</strong>道召开会议，副区长何文远出席。</p>"
    place(make_article("街道开会", body=body), page)
    assert sorted(rules(issue)) == ["date_contradicts", "post_wrong", "watch_word"]
    assert [f.rule for f in preflight.run(issue, is_blocking_only=True)] == ["watch_word"]


def test_guide_lines_and_page_names_are_held_against_the_word_list():
    issue, page = one_page_issue()
    WatchWord.objects.create(term="修伞匠人", replacement="修伞匠")
    place(make_article(), page)
    page.guide.create(title="修伞匠人来了", target=1)
    assert [(f.rule, f.place) for f in preflight.run(issue)] == [("watch_word", "本期导读")]


def test_the_findings_stand_page_by_page_with_links_in_the_admin_and_at_sign_off(client):
    issue = make_issue(page_count=2)
    article = make_article("未批的稿", state=ArticleState.DRAFT)
    page = make_page(issue)
    place(article, page)
    client.force_login(make_user())
    for address in ("preflight", "sign-off"):
        shown = client.get(f"/admin/issues/issue/{issue.pk}/{address}/").content.decode()
        assert f'href="/admin/articles/article/{article.pk}/change/">未批的稿</a>' in shown
        assert f'href="/admin/issues/page/{page.pk}/change/">1版 要闻</a>' in shown
        assert shown.index("目前是“草稿”，") < shown.index("还没有这一版。")
    assert (
        f"/admin/issues/issue/{issue.pk}/preflight/"
        in client.get(f"/admin/issues/issue/{issue.pk}/change/").content.decode()
    )


def test_the_preflight_is_shown_to_who_may_see_all_copy_and_to_nobody_else(client):
    issue, page = one_page_issue()
    place(make_article(), page)
    address = f"/admin/issues/issue/{issue.pk}/preflight/"
    for role, code in ((roles.REPORTER, 403), (roles.PROOFREADER, 200), (roles.EDITOR, 200)):
        client.force_login(make_staff(role))
        assert client.get(address).status_code == code
    assert "三校未完成" in client.get(address).content.decode()
    for number in (1, 2, 3):
        proofs.record(page, make_staff(roles.PROOFREADER, f"校对{number}"), "")
    assert "没有发现问题" in client.get(address).content.decode()


def test_the_preflight_asks_the_same_number_of_questions_however_full(django_assert_num_queries):
    issue, page = one_page_issue()
    earlier = make_page(make_issue(942, date=issue.date.replace(day=15)))
    for count in (2, 20):
        for number in range(count):
            for where in (page, earlier):
                article = make_article(
                    f"{where.pk}版{count}组第{number}篇",
                    body=LONG.replace("门牌", f"门牌{count}{number}" * 40),
                )
                credit(article)
                credit(make_photo(article))
                place(article, where)
            page.guide.create(title=f"导读{number}", target=1)
        with django_assert_num_queries(18):
            preflight.run(issue)


def test_a_piece_s_form_asks_for_its_checks_and_shows_them(client):
    article = make_article(body="<p>“雨停了，他说。昨日（5月20日）的事。</p>")
    client.force_login(make_user())
    address = f"/admin/articles/article/{article.pk}/checks/"
    assert (
        f'data-from="{address}"'
        in client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    )
    part = client.get(f"{address}?part=1").content.decode()
    assert "标点不成对" in part
    assert "第1段" in part
    assert "<html" not in part
    assert "日期矛盾" not in part, "a piece in the pool has no day"
    place(article, make_page(make_issue()))
    assert "日期矛盾" in client.get(address).content.decode()


def test_a_reporter_reads_no_checks_of_foreign_copy(client):
    article = make_article(state=ArticleState.DRAFT)
    client.force_login(make_staff(roles.REPORTER))
    assert client.get(f"/admin/articles/article/{article.pk}/checks/").status_code in (403, 404)


def test_the_form_of_a_piece_shows_what_its_photos_lack(client):
    article = make_article(body=LONG)
    make_photo(article, caption="", alt="", upload=picture_file((400, 300)))
    client.force_login(make_staff(roles.EDITOR))
    page = client.get(f"/admin/articles/article/{article.pk}/checks/?part=1").content.decode()
    for words in ("没有图片说明", "像素", "替代文字"):
        assert words in page
    article.photos.update(caption="修伞匠在干活。", alt="一位老人", width=1600, height=1200)
    assert (
        "没有查出问题" in client.get(f"/admin/articles/article/{article.pk}/checks/?part=1").content.decode()
    )

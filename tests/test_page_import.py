"""A page's draft becomes copy placed on a page of an issue: once, whole or not at all."""

import datetime
import io
import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import review, revisions
from articles.models import Article, ArticleState, Credit, Photo, Reporter, Revision
from issues import history
from issues.imports.draft import Draft, MastheadDraft, PageDraft, Problem
from issues.imports.save import save_page
from issues.imports.saving.errors import PageImportError
from issues.models import GuideEntry, Issue, Masthead, Page, PageCredit, Placement, Prominence
from tests.drafts import DATE, front, inner, photo, piece, printed_credits
from tests.factories import (
    BEIJING,
    make_article,
    make_issue,
    make_page,
    make_reporter,
    make_signed_off_issue,
    make_user,
    picture_file,
    place,
)

pytestmark = pytest.mark.django_db

UMBRELLA = "五月的一个早晨，修伞匠把摊子支在了槐树下。"
BENCH = "胡同口新添了两张长椅，走累的人可以歇一歇脚。"
PUMP = "社区的小广场上响起水泵声，八台水泵一字排开。"


def counts():
    models = (
        Issue,
        Masthead,
        Page,
        Placement,
        Article,
        Photo,
        Credit,
        Reporter,
        Revision,
        GuideEntry,
        PageCredit,
    )
    return {model.__name__: model.objects.count() for model in models}


def writes(queries):
    return [query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]


def edit(headline, **fields):
    """An editor's change of one article, with its revision."""
    article = Article.objects.get(title=headline)
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    revisions.record(article, make_user(), Revision.Origin.EDIT)
    return article


def on_page(number=1):
    return [placement.title for placement in Placement.objects.in_print_order().filter(page__number=number)]


def refused(message, draft, **options):
    before = counts()
    with pytest.raises(PageImportError, match=message):
        save_page(draft, **options)
    assert counts() == before


# What a first import makes


def test_a_front_page_makes_its_issue_with_masthead_and_default_time():
    report = save_page(front(piece("修伞匠", UMBRELLA), year_number=20, lunar_date="闰四月初一"))
    issue = Issue.objects.get()
    assert (issue.number, issue.year_number, issue.date, issue.page_count) == (943, 20, DATE, 4)
    assert issue.lunar_date == "闰四月初一"
    assert issue.publish_at == datetime.datetime(2020, 5, 22, 7, tzinfo=BEIJING)
    assert (issue.masthead.name, issue.masthead.slogan_lines) == ("新东城报", ["活力东城", "精致东城"])
    assert (report.issue, report.page.number, report.created) == (issue, 1, ("修伞匠",))


def test_an_imported_piece_is_a_draft_with_all_that_was_printed():
    fields = {"kicker": "枣花胡同", "subtitle": "三十二根伞骨", "column": "街坊", "dateline": "本报讯"}
    printed = piece(
        "修伞匠",
        UMBRELLA,
        by=("记者 林小禾", "通讯员 柏 青"),
        photos=[photo("图为伞摊。", "摄影 燕北河")],
        **fields,
    )
    save_page(front(printed))
    article = Article.objects.get()
    assert (article.kicker, article.title, article.deck) == ("枣花胡同", "修伞匠", "三十二根伞骨")
    assert (article.column, article.dateline, article.state) == ("街坊", "本报讯", ArticleState.DRAFT)
    assert article.body == f"<p>{UMBRELLA}</p>"
    assert [str(credit) for credit in article.credits.all()] == ["记者 林小禾", "通讯员 柏 青"]
    assert [(p.caption, p.file, str(p.credits.get())) for p in article.photos.all()] == [
        ("图为伞摊。", "", "摄影 燕北河")
    ]
    revision = article.revisions.get()
    assert (revision.number, revision.origin) == (1, Revision.Origin.IMPORT)


def test_a_page_keeps_its_name_credits_and_guide():
    page = {"name": "要闻", "credits": printed_credits("责任编辑 程砚禾", "校对 佘一丁"), "label": "A1"}
    save_page(front(piece("修伞匠", UMBRELLA), guide=[("一碗热汤面", 2)], page=page))
    page = Page.objects.get()
    assert (page.name, page.label) == ("要闻", "A1")
    assert [str(credit) for credit in page.credits.all()] == ["责任编辑 程砚禾", "校对 佘一丁"]
    assert [(entry.title, entry.target) for entry in page.guide.all()] == [("一碗热汤面", 2)]


def test_the_first_piece_leads_and_short_ones_are_briefs():
    long = "胡同里的一天从扫院子开始。" * 20
    lone = piece("晨光", photos=[photo("月牙河的清晨。")])
    save_page(
        front(piece("甲", UMBRELLA), piece("乙", UMBRELLA), piece("丙", UMBRELLA), piece("丁", long), lone)
    )
    prominence = dict(Placement.objects.values_list("article__title", "prominence"))
    lead, second, brief, normal = Prominence.LEAD, Prominence.SECOND, Prominence.BRIEF, Prominence.NORMAL
    assert prominence == {"甲": lead, "乙": second, "丙": brief, "丁": normal, "晨光": normal}


def test_prominence_that_an_editor_has_set_outlives_a_new_text():
    save_page(front(piece("甲", UMBRELLA), piece("乙", BENCH)))
    Placement.objects.filter(article__title="甲").update(prominence=Prominence.BRIEF)
    save_page(front(piece("甲", UMBRELLA + "伞修好了。"), piece("乙", BENCH)))
    assert Placement.objects.get(article__title="甲").prominence == Prominence.BRIEF


# Which issue, masthead and page


def test_a_page_is_matched_by_number_and_by_date():
    save_page(front(piece("修伞匠", UMBRELLA)))
    save_page(inner(2, piece("长椅", BENCH)))
    save_page(inner(3, piece("水泵", PUMP), issue_number=943))
    assert Issue.objects.count() == 1
    assert list(Page.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_the_issue_can_be_named_where_the_page_bears_no_date():
    make_issue()
    save_page(inner(2, piece("长椅", BENCH), date=None), issue_number=943)
    assert on_page(2) == ["长椅"]


def test_a_page_without_date_is_refused_where_nobody_names_its_issue():
    make_issue()
    refused("没有日期|no date", inner(2, piece("长椅", BENCH), date=None))


def test_an_inner_page_whose_date_has_no_issue_is_refused():
    refused("2020-05-22", inner(2, piece("长椅", BENCH)))


def test_an_inner_page_is_refused_where_the_named_issue_is_not_there():
    refused("950", inner(2, piece("长椅", BENCH)), issue_number=950)


def test_a_front_page_makes_the_issue_that_is_named():
    save_page(front(piece("修伞匠", UMBRELLA), issue_number=None), issue_number=950)
    assert Issue.objects.get().number == 950


def test_a_page_that_contradicts_the_date_of_its_issue_is_refused_with_its_line():
    make_issue()
    other = front(piece("修伞匠", UMBRELLA), date=datetime.date(2020, 5, 29), date_line=3)
    refused("page1.txt.*3.*2020-05-29", other, source="page1.txt")


def test_a_page_that_contradicts_the_number_of_its_issue_is_refused_with_its_line():
    make_issue()
    refused(
        "page2.txt.*2.*934",
        inner(2, piece("长椅", BENCH), issue_number=934, issue_number_line=2),
        source="page2.txt",
    )
    refused("934", front(piece("修伞匠", UMBRELLA), issue_number=934))
    refused("943", front(piece("修伞匠", UMBRELLA)), issue_number=950)


def test_both_numbers_of_a_double_issue_are_its_own():
    make_issue(number=943, last_number=944)
    save_page(inner(2, piece("长椅", BENCH), issue_number=944))
    assert on_page(2) == ["长椅"]


def test_a_day_with_two_issues_asks_which_is_meant():
    make_issue()
    make_issue(number=None, title="特刊")
    refused("943", inner(2, piece("长椅", BENCH)))
    save_page(inner(2, piece("长椅", BENCH)), issue_number=943)
    save_page(inner(2, piece("水泵", PUMP)), issue_number="2020-05-22")
    assert Issue.objects.get(title="特刊").pages.get().placements.get().title == "水泵"


def test_an_issue_that_waits_for_its_number_gets_it_from_its_front_page():
    make_issue(number=None)
    save_page(front(piece("修伞匠", UMBRELLA)))
    assert Issue.objects.get().number == 943


def test_a_page_of_no_number_is_refused_unless_it_has_a_masthead():
    make_issue()
    refused("版|page", inner(None, piece("长椅", BENCH)))
    save_page(front(piece("修伞匠", UMBRELLA), page={"number": None}))
    assert on_page(1) == ["修伞匠"]


def test_a_signed_off_issue_takes_no_page():
    make_signed_off_issue()
    refused("签发|signed off", front(piece("修伞匠", UMBRELLA)))


def test_an_incomplete_masthead_neither_blanks_nor_doubles_the_stored_one():
    save_page(front(piece("修伞匠", UMBRELLA)))
    bare = {"name_en": "", "website": "", "slogans": ("活力东城",), "license": "京内资准字0707"}
    save_page(front(piece("长椅", BENCH), issue_number=944, date=datetime.date(2020, 5, 29), **bare))
    masthead = Masthead.objects.get()
    assert (masthead.website, masthead.slogan_lines) == ("www.xdcb.net", ["活力东城", "精致东城"])
    assert masthead.license == "京内资准字0707"


def test_a_changed_fact_makes_a_masthead_that_keeps_the_rest():
    save_page(front(piece("修伞匠", UMBRELLA), license="京内资准字0707"))
    save_page(
        front(
            piece("长椅", BENCH),
            issue_number=944,
            date=datetime.date(2020, 5, 29),
            license="京内资准字0808",
            website="",
        )
    )
    old, new = Masthead.objects.order_by("id")
    assert (old.license, new.license, new.website) == ("京内资准字0707", "京内资准字0808", "www.xdcb.net")
    assert Issue.objects.get(number=944).masthead == new


def test_facts_of_an_issue_are_filled_where_blank_and_left_where_they_differ():
    make_issue(page_count=8)
    report = save_page(front(piece("修伞匠", UMBRELLA), year_number=20, page_count=4))
    issue = Issue.objects.get()
    assert (issue.year_number, issue.page_count) == (20, 8)
    assert any("8" in line and "4" in line for line in report.left)


def test_a_page_name_that_an_editor_has_given_stays_and_is_reported():
    make_page(make_issue(), number=2, name="都市")
    report = save_page(inner(2, piece("长椅", BENCH)))
    assert Page.objects.get().name == "都市"
    assert any("都市" in line for line in report.left)


def test_a_new_text_updates_what_the_page_itself_bears():
    page = {"credits": printed_credits("责任编辑 程砚禾")}
    save_page(front(piece("修伞匠", UMBRELLA), guide=[("一碗热汤面", 2), ("水泵", 3)], page=page))
    meant = make_article("食堂里的一天")
    GuideEntry.objects.filter(title="一碗热汤面").update(article=meant)
    page = {"name": "头版", "credits": printed_credits("责任编辑 佘一丁")}
    report = save_page(front(piece("修伞匠", UMBRELLA), guide=[("一碗热汤面", 2), ("长椅", 4)], page=page))
    page = Page.objects.get()
    assert (page.name, str(page.credits.get())) == ("头版", "责任编辑 佘一丁")
    assert [(entry.title, entry.article) for entry in page.guide.all()] == [
        ("一碗热汤面", meant),
        ("长椅", None),
    ]
    assert report.left == ()


def test_what_an_editor_has_changed_of_a_page_stays_over_a_new_text():
    save_page(
        front(
            piece("修伞匠", UMBRELLA),
            guide=[("一碗热汤面", 2)],
            page={"credits": printed_credits("校对 佘一丁")},
        )
    )
    GuideEntry.objects.update(title="热汤面")
    report = save_page(front(piece("修伞匠", UMBRELLA), page={"name": "头版"}))
    assert (Page.objects.get().name, GuideEntry.objects.get().title) == ("头版", "热汤面")
    assert PageCredit.objects.get().name == "佘一丁"
    assert report.left == ()
    report = save_page(front(piece("修伞匠", UMBRELLA), guide=[("一碗面", 2)]))
    assert GuideEntry.objects.get().title == "热汤面"
    assert len(report.left) == 1


def test_a_corrected_page_name_stays_when_the_same_text_comes_again():
    raw = inner(2, piece("长椅", BENCH), page={"name": "综台新闻"})
    make_issue()
    save_page(raw, corrected=replace(raw, page=replace(raw.page, name="综合新闻")))
    with CaptureQueriesContext(connection) as queries:
        save_page(raw)
    assert writes(queries) == []
    assert Page.objects.get().name == "综合新闻"


def test_what_a_column_can_t_hold_is_refused_by_name():
    refused("长|200", front(piece("修" * 201, UMBRELLA)))
    refused("50", front(piece("修伞匠", UMBRELLA, by=("记者 " + "林" * 51,))))


def test_an_error_late_in_the_page_leaves_nothing_of_it():
    refused("200", front(piece("修伞匠", UMBRELLA, by=("记者 林小禾",)), piece("长" * 201, BENCH)))


# People


def test_a_name_printed_with_a_space_is_the_same_person():
    known = make_reporter("柏青")
    save_page(front(piece("修伞匠", UMBRELLA, by=("通讯员 柏 青",))))
    assert Credit.objects.get().reporter == known
    assert Credit.objects.get().name == "柏 青"


def test_a_new_person_is_made_and_a_body_is_not():
    by = ("记者 林小禾", "摄影 新华社", "供图 受访者", "来源 本报综合", "摄影 区文旅局", "供图 柏青")
    save_page(front(piece("修伞匠", UMBRELLA, by=by)))
    assert [reporter.name for reporter in Reporter.objects.all()] == ["林小禾"]
    assert [credit.reporter_id is not None for credit in Credit.objects.order_by("order")] == [True] + [
        False
    ] * 5


def test_a_name_of_two_people_is_a_choice_and_can_be_given():
    first, second = make_reporter("张三", note="摄影部"), make_reporter("张三", note="政法部")
    draft = front(piece("修伞匠", UMBRELLA, by=("记者 张 三",)))
    report = save_page(draft)
    assert Credit.objects.get().reporter is None
    assert [(choice.name, set(choice.reporters)) for choice in report.choices] == [("张三", {first, second})]
    report = save_page(draft, choices={"张三": second.pk})
    assert Credit.objects.get().reporter == second
    assert report.choices == ()
    assert save_page(draft).choices == ()


# The same page again


def full_page():
    return front(
        piece(
            "修伞匠",
            UMBRELLA,
            BENCH,
            by=("记者 林小禾", "供图 受访者"),
            photos=[photo("图为伞摊。", "摄影 燕北河")],
        ),
        piece("长椅", BENCH, continued_on=3, kicker="枣花胡同"),
        piece("晨光", photos=[photo("月牙河的清晨。", "通讯员 柏 青")], see_page=4),
        piece("", PUMP),
        guide=[("一碗热汤面", 2)],
        page={"credits": printed_credits("责任编辑 程砚禾")},
    )


def test_the_same_page_again_writes_nothing():
    save_page(full_page())
    before, changed = counts(), list(Article.objects.values_list("changed_at", flat=True))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = save_page(full_page())
    assert writes(queries) == []
    assert counts() == before
    assert list(Article.objects.values_list("changed_at", flat=True)) == changed
    assert (len(report.unchanged), report.created, report.updated, report.left) == (4, (), (), ())


def test_the_same_page_again_writes_nothing_over_an_editor_s_work():
    save_page(full_page())
    article = edit("修伞匠", title="修伞匠和他的伞", body="<p>改过的正文。</p>")
    article.tags.add("胡同")
    picture = article.photos.get()
    picture.attach(picture_file())
    picture.alt, picture.caption = "一个伞摊", "图为槐树下的伞摊。"
    picture.save()
    Placement.objects.filter(article__title="晨光").update(order=0, see_page=2)
    Placement.objects.filter(article=article).update(order=9)
    history.record(Page.objects.get(), None, "board")
    with CaptureQueriesContext(connection) as queries:
        report = save_page(full_page())
    assert writes(queries) == []
    assert report.kept == 3
    assert report.left == ()


def test_a_page_of_many_pieces_takes_a_few_queries_a_piece():
    def take(size):
        page = front(*(piece(f"第{n}件 {UMBRELLA[n : n + 9]}", UMBRELLA[n:] * 3) for n in range(size)))
        with CaptureQueriesContext(connection) as first:
            save_page(page)
        with CaptureQueriesContext(connection) as again:
            save_page(page)
        Placement.objects.all().delete()
        Article.objects.all().delete()
        return len(first), len(again)

    (few, few_again), (many, many_again) = take(2), take(12)
    assert (many - few) / 10 <= 20  # four of them for the search
    assert (many_again - few_again) / 10 <= 5


# A changed page


def test_a_changed_text_updates_what_no_editor_has_touched():
    save_page(front(piece("修伞匠", UMBRELLA), piece("长椅", BENCH)))
    report = save_page(front(piece("修伞匠", UMBRELLA + "伞修好了。"), piece("长椅", BENCH)))
    assert (report.updated, report.unchanged) == (("修伞匠",), ("长椅",))
    assert Article.objects.get(title="修伞匠").body == f"<p>{UMBRELLA}伞修好了。</p>"
    origins = (
        Article.objects.get(title="修伞匠").revisions.order_by("number").values_list("origin", flat=True)
    )
    assert list(origins) == [Revision.Origin.IMPORT, Revision.Origin.IMPORT]


def test_an_editor_s_change_and_a_text_s_change_of_other_fields_are_merged_as_a_revision():
    save_page(front(piece("修伞匠", UMBRELLA)))
    article = edit("修伞匠", deck="三十二根伞骨")
    report = save_page(front(piece("修伞匠", UMBRELLA, kicker="枣花胡同")))
    article.refresh_from_db()
    assert (article.kicker, article.deck) == ("枣花胡同", "三十二根伞骨")
    assert article.revisions.first().origin == Revision.Origin.MERGE
    assert article.revisions.first().piece == revisions.snapshot(article)
    assert (report.updated, report.kept, report.left) == (("修伞匠",), 1, ())


def test_what_text_and_editor_have_both_changed_stays_and_is_reported_by_piece_and_field():
    save_page(front(piece("修伞匠", UMBRELLA)))
    article = edit("修伞匠", body="<p>改过的正文。</p>")
    report = save_page(front(piece("修伞匠", UMBRELLA + "伞修好了。")))
    article.refresh_from_db()
    assert article.body == "<p>改过的正文。</p>"
    assert any("修伞匠" in line and "正文" in line for line in report.left)
    assert save_page(front(piece("修伞匠", UMBRELLA + "伞修好了。"))).left == ()


def test_a_retitled_piece_is_not_doubled():
    save_page(front(piece("修伞匠", UMBRELLA, PUMP), piece("长椅", BENCH)))
    report = save_page(front(piece("伞摊的早晨", UMBRELLA, PUMP), piece("长椅", BENCH)))
    assert (report.updated, report.created) == (("伞摊的早晨",), ())
    assert Article.objects.count() == 2


def test_a_piece_that_the_desk_has_retitled_is_known_by_its_last_text():
    save_page(front(piece("修伞匠", UMBRELLA), piece("长椅", BENCH)))
    edit("修伞匠", title="伞摊的早晨")
    report = save_page(front(piece("修伞匠", "完全是另外一篇文字了。"), piece("长椅", BENCH)))
    assert (report.updated, report.created) == (("伞摊的早晨",), ())
    assert Article.objects.get(title="伞摊的早晨").body == "<p>完全是另外一篇文字了。</p>"


def test_a_piece_that_has_gone_from_the_text_returns_to_the_pool_and_comes_back_as_itself():
    both = front(piece("修伞匠", UMBRELLA), piece("长椅", BENCH))
    save_page(both)
    bench = Article.objects.get(title="长椅")
    report = save_page(front(piece("修伞匠", UMBRELLA)))
    assert (report.returned, on_page()) == (("长椅",), ["修伞匠"])
    assert not bench.placements.exists()
    save_page(both)
    assert (on_page(), Article.objects.count()) == (["修伞匠", "长椅"], 2)
    assert bench.placements.exists()


def test_a_piece_that_an_editor_has_taken_off_or_moved_stays_so():
    save_page(front(piece("修伞匠", UMBRELLA), piece("长椅", BENCH), piece("水泵", PUMP)))
    Placement.objects.get(article__title="长椅").delete()
    other = make_page(Issue.objects.get(), number=2)
    Placement.objects.filter(article__title="水泵").update(page=other)
    report = save_page(front(piece("修伞匠", UMBRELLA), piece("长椅", BENCH), piece("水泵", PUMP)))
    assert (on_page(1), on_page(2)) == (["修伞匠"], ["水泵"])
    assert Article.objects.count() == 3
    assert len(report.left) == 2


def test_a_piece_that_an_editor_has_placed_by_hand_is_left_where_it_is():
    save_page(front(piece("修伞匠", UMBRELLA), piece("长椅", BENCH)))
    place(make_article("启事"), Page.objects.get(), order=1)
    report = save_page(front(piece("长椅", BENCH), piece("修伞匠", UMBRELLA)))
    assert on_page() == ["长椅", "修伞匠", "启事"]
    assert report.returned == ()


def test_copy_from_the_keyboard_that_stands_on_the_page_is_only_filled_where_blank():
    page = make_page(make_issue(), number=2, name="综合新闻")
    place(make_article("修伞匠", body="<p>键盘上写的。</p>"), page)
    report = save_page(inner(2, piece("修伞匠", UMBRELLA, kicker="枣花胡同", by=("记者 林小禾",))))
    article = Article.objects.get()
    assert (article.body, article.kicker) == ("<p>键盘上写的。</p>", "枣花胡同")
    assert [str(credit) for credit in article.credits.all()] == ["记者 林小禾"]
    assert len(report.left) == 2


def test_pieces_follow_the_text_s_order_unless_an_editor_has_reordered_them():
    save_page(front(piece("甲", UMBRELLA), piece("乙", BENCH), piece("丙", PUMP)))
    save_page(front(piece("丙", PUMP), piece("甲", UMBRELLA), piece("乙", BENCH)))
    assert on_page() == ["丙", "甲", "乙"]
    for order, title in enumerate("乙甲丙"):
        Placement.objects.filter(article__title=title).update(order=order)
    report = save_page(front(piece("甲", UMBRELLA), piece("丙", PUMP), piece("乙", BENCH)))
    assert on_page() == ["乙", "甲", "丙"]
    assert len(report.left) == 1


def test_approved_copy_that_the_text_changes_goes_back_to_review():
    save_page(front(piece("修伞匠", UMBRELLA), piece("长椅", BENCH)))
    for article in Article.objects.all():
        review.admit(article, None, "")
    report = save_page(front(piece("修伞匠", UMBRELLA + "伞修好了。"), piece("长椅", BENCH)))
    assert Article.objects.get(title="修伞匠").state == ArticleState.SUBMITTED
    assert Article.objects.get(title="长椅").state == ArticleState.APPROVED
    assert any("修伞匠" in line for line in report.left)


def test_a_new_caption_keeps_the_picture():
    save_page(front(piece("晨光", photos=[photo("月牙河的清晨。", "摄影 燕北河")])))
    picture = Photo.objects.get()
    picture.attach(picture_file())
    picture.save()
    save_page(front(piece("晨光", photos=[photo("月牙河的清晨，薄雾未散。", "摄影 燕北河")])))
    kept = Photo.objects.get()
    assert (kept.pk, kept.file) == (picture.pk, picture.file)
    assert kept.caption == "月牙河的清晨，薄雾未散。"


# A draft that an editor corrects before it is saved


def test_a_corrected_draft_is_an_edit_over_the_import_of_the_text():
    raw, editor = front(piece("修伞匠", UMBRELLA, by=("记者 林小禾",))), make_user()
    fixed = replace(raw, articles=(replace(raw.articles[0], title="修伞匠和伞", subtitle="三十二根伞骨"),))
    save_page(raw, corrected=fixed, user=editor)
    article = Article.objects.get()
    assert (article.title, article.deck) == ("修伞匠和伞", "三十二根伞骨")
    last, first = article.revisions.all()
    assert (first.origin, first.piece["title"]) == (Revision.Origin.IMPORT, "修伞匠")
    assert (last.origin, last.made_by, last.piece["title"]) == (Revision.Origin.EDIT, editor, "修伞匠和伞")
    with CaptureQueriesContext(connection) as queries:
        save_page(raw)
    assert writes(queries) == []


def test_a_draft_that_needed_no_correction_is_one_revision():
    raw = front(piece("修伞匠", UMBRELLA))
    save_page(raw, corrected=replace(raw), user=make_user())
    assert Article.objects.get().revisions.get().origin == Revision.Origin.IMPORT


def test_an_editor_drops_and_adds_pieces_of_a_draft():
    raw = front(piece("修伞匠", UMBRELLA), piece("本期导读一行", "不是一篇稿件。"), piece("长椅", BENCH))
    fixed = replace(
        raw, articles=(raw.articles[0], piece("水泵", PUMP), raw.articles[2], piece("启事", "征稿启事一则。"))
    )
    report = save_page(raw, corrected=fixed, user=make_user())
    assert on_page() == ["修伞匠", "水泵", "长椅", "启事"]
    assert report.returned == ("本期导读一行",)
    assert Article.objects.get(title="水泵").revisions.get().origin == Revision.Origin.EDIT
    with CaptureQueriesContext(connection) as queries:
        save_page(raw)
    assert writes(queries) == []
    assert on_page() == ["修伞匠", "水泵", "长椅", "启事"]


def test_an_editor_s_facts_stand_for_what_the_text_lacks():
    raw = Draft(MastheadDraft(), PageDraft(), (piece("长椅", BENCH),), (Problem(4, "No date."),))
    make_issue()
    fixed = replace(raw, masthead=MastheadDraft(date=DATE), page=PageDraft(number=2, name="综合新闻"))
    report = save_page(raw, corrected=fixed)
    assert (report.page.number, report.page.name) == (2, "综合新闻")
    assert any("4" in line for line in report.problems)


def test_a_piece_without_a_headline_is_filed_under_its_first_words_and_reported():
    report = save_page(front(piece("", UMBRELLA)))
    assert UMBRELLA.startswith(Article.objects.get().title.rstrip("…"))
    assert any("五月" in line for line in report.problems)


# The command

FRONT_TEXT = f"""2020年5月22日 星期五
本期4版
总第943期

新东城报

NEW DONGCHENG WEEKLY

和风街道宣传部主办

修伞匠出摊了

本报讯（记者 林小禾）{UMBRELLA}伞是旧的，补丁摞着补丁，每一块补丁的针脚都一样密。

“这把伞就是我的招牌。”修伞匠说完自己先笑了。

三块边角地 长成小花园

本报讯（通讯员 柏 青）{BENCH}旧砖立起来做花池的边，碎瓦片侧着码成水波纹。

花园里不立牌子，只在每丛花旁边插一块木片，写着花名和种花人的门牌号。
"""
INNER_TEXT = f"""2版 综合新闻
2020年5月22日 星期五

水泵逐台试机

本报讯（记者 林小禾）{PUMP}三十多位居民把汛期要用的家当从头到尾试了一遍。

夜里也有人接电话，从接到电话到出水，用了十一分钟。
"""


@pytest.fixture
def run(tmp_path):
    """Run import_page over a text (or bytes) in a file of that name; returns what it prints."""

    def command(text, *options, name="page.txt"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        printed = io.StringIO()
        call_command("import_page", str(path), *options, stdout=printed)
        return printed.getvalue()

    return command


def test_the_command_imports_a_page_and_says_what_it_did(run):
    report = json.loads(run(FRONT_TEXT, "--format", "json"))
    assert (report["issue"], report["page"]) == ("943", 1)
    assert report["created"] == ["修伞匠出摊了", "三块边角地 长成小花园"]
    assert "修伞匠出摊了" in run(FRONT_TEXT.replace("针脚都一样密", "针脚一样密"))
    report = json.loads(run(FRONT_TEXT.replace("针脚都一样密", "针脚一样密"), "--format", "json"))
    assert (report["created"], report["updated"], len(report["unchanged"])) == ([], [], 2)


def test_the_command_s_issue_and_user_are_used(run):
    editor = make_user()
    make_issue()
    run(INNER_TEXT.replace("2020年5月22日 星期五", ""), "--issue", "943", "--user", editor.username)
    assert Article.objects.get().revisions.get().made_by == editor
    with pytest.raises(CommandError, match="nobody"):
        run(INNER_TEXT, "--user", "nobody")


def test_a_dry_run_saves_nothing(run):
    run(FRONT_TEXT, "--dry-run")
    assert Issue.objects.count() == Article.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"", "page.txt"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "page.txt"),
        (INNER_TEXT.replace("2020年5月22日 星期五", ""), "page.txt"),
        (INNER_TEXT, "page.txt:2"),
        (FRONT_TEXT.replace("总第943期", "总第942期"), "page.txt:1"),
    ],
    ids=["empty", "no text", "no date", "no issue of its date", "another date"],
)
def test_what_can_t_be_imported_is_refused_with_file_and_line(run, text, place):
    make_issue(number=942, date=datetime.date(2020, 5, 15))
    before = counts()
    with pytest.raises(CommandError, match=place):
        run(text)
    assert counts() == before


def test_a_page_in_another_encoding_is_the_same_page(run):
    run(FRONT_TEXT)
    before = counts()
    run(FRONT_TEXT.replace("\n", "\r\n").encode("gb18030"))
    run(b"\xef\xbb\xbf" + FRONT_TEXT.encode())
    assert counts() == before

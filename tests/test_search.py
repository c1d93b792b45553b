"""Readers find every stretch of two or more signs that stands in published copy, nothing else."""

import datetime
import runpy

import pytest
from django.urls import reverse

from articles.models import ArticleState
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make.make_page(make.make_signed_off_issue())


@pytest.fixture
def printed(page):
    """A function that prints a piece on page 1 of the issue and takes it into the search."""

    def print_it(title="胡同口来了修伞匠", on=page, **fields):
        article = make.make_article(title, **fields)
        make.place(article, on, order=on.placements.count())
        make.index(article)
        return article

    return print_it


def asked(client, words, **narrowed):
    return client.get(reverse("paper:search"), {"q": words, **narrowed})


def titles(client, words, **narrowed):
    """The titles found, in order, as a reader sees them."""
    return [article.title for article in asked(client, words, **narrowed).context.get("results", [])]


@pytest.mark.parametrize(
    "words",
    ["修伞", "伞匠把", "的一个早", "五月的一个早晨，修伞匠把摊子支在了槐树下。", "早晨，修", "树下"],
)
def test_any_stretch_of_the_text_is_found(client, printed, words):
    printed("老手艺")
    assert titles(client, words) == ["老手艺"]


@pytest.mark.parametrize("words", ["伞修", "修匠", "早晨修", "五月早晨", "下五"])
def test_signs_that_do_not_stand_together_are_not_found(client, printed, words):
    printed("老手艺")
    assert titles(client, words) == []


def test_a_stretch_is_found_across_bold_links_line_breaks_of_the_source_and_a_jump(client, printed):
    printed(
        "甲",
        body='<p>修<strong>伞</strong>匠把<a href="https://a.example">摊</a>子<br class="jump">支在树下</p>',
    )
    for words in ("修伞匠", "把摊子支在", "子支"):
        assert titles(client, words) == ["甲"], words


def test_no_hit_runs_from_one_paragraph_or_cell_into_the_next(client, printed):
    printed("甲", body="<p>第一段到此</p><p>为止另起</p><table><tr><td>左格</td><td>右格</td></tr></table>")
    assert titles(client, "此为") == []
    assert titles(client, "格右") == []
    assert titles(client, "右格") == ["甲"]


def test_every_printed_part_is_searched_and_the_internal_note_is_not(client, printed, page):
    article = printed(
        "主标题",
        column="街谈巷议",
        kicker="引题在上",
        deck="副题在下",
        dateline="据新华社电",
        internal_note="内部备注",
    )
    make.credit(article, name="张　三", role="通讯员")
    photo = make.make_photo(article, caption="图中是槐花")
    make.credit(photo, name="李四光", role="摄")
    article.tags.add("非遗传承")
    make.index(article)
    for words in ("主标", "巷议", "引题", "副题", "新华社", "张三", "通讯员", "槐花", "李四光", "非遗"):
        assert titles(client, words) == ["主标题"], words
    assert titles(client, "备注") == []


@pytest.mark.parametrize(
    ("printed_words", "typed"),
    [
        ("臺灣後臺發展", "台湾后台发展"),
        ("头发与发展", "頭髮與發展"),
        ("ＡＢＣ公司", "abc公司"),
        ("5G网络", "５ｇ網絡"),
        ("（双减）政策", "(双减)政策"),
        ("cafe\u0301开业", "CAFÉ开业"),
    ],
)
def test_width_case_and_traditional_signs_make_no_difference(client, printed, printed_words, typed):
    printed("甲", body=f"<p>{printed_words}</p>")
    assert titles(client, typed) == ["甲"]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("app", True),
        ("apple", True),
        ("APPLE", True),
        ("apples", False),
        ("pple", False),
        ("20", True),
        ("2023", True),
        ("023", False),
        ("2023年", True),
        ("202年", False),
        ("covid-19", True),
        ("ovid-19", False),
        ("“apple”", True),
        ("“app”", False),
    ],
)
def test_latin_words_and_numbers_are_found_by_their_beginning(client, printed, typed, is_found):
    printed("甲", body="<p>他用Apple手机，2023年起记录COVID-19。</p>")
    assert titles(client, typed) == (["甲"] if is_found else [])


def test_several_words_are_all_required_in_any_order_and_place(client, printed):
    printed("甲", body="<p>修伞匠来了。</p><p>槐花开了。</p>")
    printed("乙", body="<p>修伞匠走了。</p>")
    assert titles(client, "槐花 修伞") == ["甲"]
    assert set(titles(client, "修伞")) == {"甲", "乙"}


def test_a_minus_leaves_out_and_quotation_marks_keep_together(client, printed):
    printed("甲", body="<p>修伞匠来了。</p>")
    printed("乙", body="<p>修伞匠走了 明天回。</p>")
    assert titles(client, "修伞 -走了") == ["甲"]
    assert titles(client, "修伞 －“来了”") == ["乙"]
    assert titles(client, "“走了 明天”") == ["乙"]
    assert titles(client, "「走了 后天」") == []
    assert titles(client, "修伞 的 了") == []
    assert set(titles(client, "修伞 了")) == {"甲", "乙"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("伞", "请至少输入两个字"),
        ("a", "请至少输入两个字"),
        ("7", "请至少输入两个字"),
        ("，。！", "只有标点"),
        ("“”", "只有标点"),
        ("-", "只有标点"),
        ("-修伞", "排除"),
        ("- “", "只有标点"),
        ("修" * 10_000, "太长"),
        ("修伞\x00", "空字符"),
        ("', \" OR 1=1 --", "没有"),
        ("%_", "只有标点"),
        ("NEAR(修伞 匠)", "没有"),
        ("", "任何相连的两个字"),
        ("  　", "任何相连的两个字"),
    ],
)
def test_odd_input_gets_a_helpful_answer(client, printed, typed, told):
    printed()
    response = asked(client, typed)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not response.context.get("results")


def test_a_name_typed_with_a_space_is_offered_without_it(client, printed):
    article = printed()
    make.credit(article, name="张 三")
    make.index(article)
    response = asked(client, "张 三")
    assert f'href="{reverse("paper:search")}?q=%E5%BC%A0%E4%B8%89"' in response.content.decode()
    assert titles(client, "张三") == [article.title]


def test_title_comes_before_kicker_and_deck_before_text_newer_first_on_equal(client, printed):
    older = make.make_page(make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15)))
    printed("正文里有", body="<p>说说月牙河。</p>")
    printed("副题里有", deck="月牙河的桥")
    printed("月牙河旧桥", on=older)
    printed("月牙河新桥")
    printed("引题里有", on=older, kicker="月牙河边")
    assert titles(client, "月牙河") == ["月牙河新桥", "月牙河旧桥", "副题里有", "引题里有", "正文里有"]
    assert titles(client, "月牙河", order="newest")[:3] == ["正文里有", "副题里有", "月牙河新桥"]
    assert titles(client, "月牙河", order="oldest")[:2] == ["月牙河旧桥", "引题里有"]


def test_search_is_narrowed_by_date_page_reporter_tag_and_photo(client, printed, page):
    second = make.make_page(page.issue, 2)
    later = make.make_page(make.make_signed_off_issue(number=944, date=datetime.date(2020, 5, 29)))
    first, other, last = printed("甲"), printed("乙", on=second), printed("丙", on=later)
    make.credit(first, name="林 小禾", reporter=make.make_reporter("林小禾"))
    make.credit(make.make_photo(other), name="摄影人")
    last.tags.add("Apple")
    assert titles(client, "修伞", since="2020-05-29") == ["丙"]
    assert set(titles(client, "修伞", until="2020-05-22")) == {"甲", "乙"}
    assert titles(client, "修伞", sheet=2) == ["乙"]
    assert titles(client, "修伞", reporter="林小禾") == ["甲"]
    assert titles(client, "修伞", reporter="摄影人") == ["乙"]
    assert titles(client, "修伞", tag="apple") == ["丙"]
    assert titles(client, "修伞", kind="photos") == ["乙"]
    assert titles(client, "修伞", sheet=2, tag="Apple") == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("since", "昨天", "日期请写成2020-05-22的样子。"),
        ("sheet", "头版", "请输入版次的数字"),
        ("until", "1999-01-01", "早于起始日期"),
        ("order", "random", "请从列表里选一项"),
    ],
)
def test_nonsense_in_a_field_is_told_at_the_field_and_finds_nothing(client, printed, field, value, told):
    printed()
    response = (
        asked(client, "修伞", since="2020-01-01", **{field: value})
        if field != "since"
        else asked(client, "修伞", since=value)
    )
    assert told in str(response.context["form"].errors[field])
    assert told in response.content.decode()
    assert "results" not in response.context


def test_a_piece_that_is_not_out_is_found_by_nobody_and_by_staff_in_the_preview(client, printed, page):
    printed("草稿", state=ArticleState.DRAFT)
    gone = printed("撤下的")
    make.withdraw(gone)
    unplaced = make.make_article("没上版")
    ahead = make.make_page(make.make_issue(number=944, date=datetime.date(2020, 5, 29)))
    printed("下期的", on=ahead)
    make.index(unplaced)
    printed("见报的")
    assert titles(client, "修伞") == ["见报的"]
    client.force_login(make.make_user())
    response = client.get(reverse("preview:search"), {"q": "修伞"})
    assert {article.title for article in response.context["results"]} == {
        "草稿",
        "没上版",
        "撤下的",
        "下期的",
        "见报的",
    }


def test_a_piece_that_jumps_is_listed_once(client, printed, page):
    article = printed("甲")
    make.place(article, make.make_page(page.issue, 2), part=2)
    assert titles(client, "修伞") == ["甲"]
    assert titles(client, "修伞", sheet=2) == ["甲"]


def test_hits_are_marked_as_printed_in_title_and_excerpt(client, printed):
    printed(
        "修傘匠回來了",
        body="<p>"
        + "铺垫的话说了很多。" * 12
        + "修伞匠&lt;老周&gt;坐在槐树下。"
        + "收尾的话也不少。" * 12
        + "</p>",
    )
    response = asked(client, "修伞匠 槐树").content.decode()
    assert "<mark>修傘匠</mark>回來了" in response
    assert "<mark>修伞匠</mark>&lt;老周&gt;坐在<mark>槐树</mark>下。" in response
    [result] = asked(client, "修伞匠").context["results"]
    excerpt = "".join(run.text for run in result.excerpt)
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert len(excerpt) == 84 + 2


def test_an_excerpt_begins_with_no_end_of_a_sentence_or_of_an_opening(client, printed):
    article = printed("甲", body="<p>早上七点，胡同里起了雾。雾散了才看见树。</p>", dateline="本报讯")
    make.credit(article, name="罗听澜", role="记者")
    make.credit(article, name="麦冬", role="通讯员")
    make.index(article)
    assert [shown(client, word) for word in ("胡同", "散了")] == [
        "…早上七点，胡同里起了雾。雾散了才看见树。",
        "…雾散了才看见树。",
    ]


def test_a_hit_in_a_caption_or_a_name_is_shown_where_it_stands(client, printed):
    article = printed("甲")
    make.make_photo(article, caption="老周的工具箱")
    make.index(article)
    assert "老周的<mark>工具箱</mark>" in asked(client, "工具箱").content.decode()


def test_twenty_results_a_page_and_counts_stop_at_a_thousand(client, page, monkeypatch):
    monkeypatch.setattr("issues.searching.MOST", 30)
    for number in range(45):
        article = make.make_article(f"第{number}篇")
        make.place(article, page, order=number)
        make.index(article)
    response = asked(client, "修伞")
    assert len(response.context["results"]) == 20
    assert "超过30篇" in response.content.decode()
    assert len(asked(client, "修伞", page=2).context["results"]) == 10
    assert [article.title for article in asked(client, "“第7篇”").context["results"]] == ["第7篇"]
    assert "共1篇" in asked(client, "“第7篇”").content.decode()


def test_what_is_not_out_or_holds_the_signs_apart_takes_no_place_among_the_results(client, page, monkeypatch):
    monkeypatch.setattr("issues.searching.MOST", 4)
    monkeypatch.setattr("issues.searching.RANKED", 5)
    monkeypatch.setattr("issues.searching.LOOKED_AT", 2)
    for number in range(12):
        says = "修伞匠" if number % 3 else "伞匠修伞"
        article = make.make_article(
            f"第{number}篇", body=f"<p>{says}</p>", state="approved" if number % 2 else "draft"
        )
        make.place(article, page, order=number)
        make.index(article)
    response = asked(client, "修伞匠")
    assert [article.title for article in response.context["results"]] == ["第1篇", "第5篇", "第7篇", "第11篇"]
    assert "共4篇" in response.content.decode()


def test_words_that_stand_in_no_one_piece_are_offered_one_by_one(client, printed):
    printed("甲")
    response = asked(client, "修伞 飞船").content.decode()
    assert "没有同时包含" in response
    assert "?q=%E9%A3%9E%E8%88%B9" in response


def shown(client, words, **narrowed):
    """What stands under the first result's title."""
    return "".join(run.text for run in asked(client, words, **narrowed).context["results"][0].excerpt)


def test_ten_thousand_signs_are_answered_with_what_was_typed_and_nothing_cuts_them_in_the_form(client):
    response = asked(client, "修伞" * 5000).content.decode()
    assert "太长" in response
    assert f'value="{"修伞" * 5000}"' in response
    assert (
        "maxlength" not in response[response.index('id="search-q"') - 300 : response.index('id="search-q"')]
    )


def test_gunicorn_leaves_the_length_of_an_address_to_us(pytestconfig):
    assert (
        runpy.run_path(str(pytestconfig.rootpath / "xdcb/deploy/gunicorn.conf.py"))["limit_request_line"] == 0
    )


def test_the_text_begins_the_excerpt_where_only_the_headline_or_a_tag_holds_the_word(client, printed):
    article = printed("沙袋先到", dateline="本报讯", body="<p>水泵一字排开。</p><p>雨停了。</p>")
    make.credit(article, name="罗听澜")
    article.tags.add("养老", "防汛")
    make.index(article)
    assert shown(client, "沙袋先到") == "本报讯（记者 罗听澜）水泵一字排开。 雨停了。"
    assert shown(client, "养老") == "标签：养老　本报讯（记者 罗听澜）水泵一字排开。 雨停了。"
    assert "标签：<mark>养老</mark>" in asked(client, "养老").content.decode()


def test_the_excerpt_of_a_short_deck_or_byline_goes_on_with_the_text_and_fills_two_lines_at_most(
    client, printed
):
    article = printed("甲", deck="副题在下", body=f"<p>{'铺垫的话。' * 40}</p>")
    make.credit(article, name="罗听澜")
    make.index(article)
    assert shown(client, "副题在下").startswith("副题在下　铺垫的话。")
    assert shown(client, "罗听澜").startswith("记者 罗听澜　铺垫的话。")
    assert len(shown(client, "罗听澜")) == 84 + 1


@pytest.mark.parametrize(
    "typed",
    [
        "（记者 罗听澜）",
        "(记者 罗听澜 通讯员 麦冬)",
        "本报讯（记者 罗听澜）",
        "本报讯（记者 罗听澜 通讯员 麦冬）",
        "“本报讯（记者 罗听澜 通讯员 麦冬）水泵”",
        "麦冬）水泵一字",
    ],
)
def test_the_opening_is_found_as_it_is_printed(client, printed, typed):
    article = printed("甲", dateline="本报讯", body="<p>水泵一字排开。</p>")
    make.credit(article, name="罗听澜")
    make.credit(article, name="麦　冬", role="通讯员", order=1)
    make.index(article)
    assert titles(client, typed) == ["甲"]


@pytest.mark.parametrize("typed", ["“麦冬 罗听澜”", "讯水泵", "“本报讯 水泵”", "水泵（记者"])
def test_what_is_not_printed_in_the_opening_is_not_found(client, printed, typed):
    article = printed("甲", dateline="本报讯", body="<p>水泵一字排开。</p>")
    make.credit(article, name="罗听澜")
    make.credit(article, name="麦冬", role="通讯员", order=1)
    make.index(article)
    assert titles(client, typed) == []


def test_an_opening_before_a_table_or_without_text_is_found_by_itself(client, printed):
    printed("甲", dateline="综合消息", body="<table><tr><td>左格</td></tr></table>")
    printed("乙", dateline="综合消息", body="")
    assert set(titles(client, "综合消息")) == {"甲", "乙"}
    assert titles(client, "息左") == []


def test_credits_are_found_as_the_line_that_is_printed(client, printed):
    article = printed("甲")
    make.credit(article, name="罗听澜")
    make.credit(article, name="麦冬", role="通讯员", order=1)
    photo = make.make_photo(article, caption="槐花")
    make.credit(photo, name="燕北河")
    make.index(article)
    assert titles(client, "“罗听澜 通讯员 麦冬”") == ["甲"]
    assert titles(client, "“记者 燕北河 摄”") == ["甲"]


def test_a_headline_is_found_without_the_gaps_that_part_it_and_marked(client, printed):
    printed("一院一张图 家家有回音", deck="甲　乙", body="<p>一院一张图。家家有回音。</p>")
    assert titles(client, "一院一张图家家有回音") == ["一院一张图 家家有回音"]
    assert titles(client, "一院一张图 家家有回音") == ["一院一张图 家家有回音"]
    assert titles(client, "甲乙") == ["一院一张图 家家有回音"]
    assert "<mark>图 家</mark>家" in asked(client, "图家").content.decode()
    printed("Open Day来了", body="<p>无</p>")
    assert titles(client, "OpenDay") == []


def offered(client, words):
    """The words that are offered by themselves where nothing is found."""
    return asked(client, words).context["by_themselves"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("“月牙河 图书室”", ["月牙河", "图书室"]),
        ("月牙河 “图书室” -飞船", ["月牙河", "图书室"]),
        ("胡同、图书室", ["胡同", "图书室"]),
        ("胡同，图书室，胡同", ["胡同", "图书室"]),
        ("罗听澜 麦 冬", ["罗听澜", "麦冬"]),
        ("没有的词", []),
    ],
)
def test_words_that_find_nothing_together_are_offered_whole_and_by_themselves(client, printed, typed, words):
    printed()
    assert offered(client, typed) == words


def test_of_one_phrase_it_is_not_said_that_several_words_were_asked_for(client, printed):
    printed()
    assert "没有原样含有这段文字的稿件" in asked(client, "“月牙河 图书室”").content.decode()
    assert "没有同时包含" in asked(client, "月牙河 图书室").content.decode()


def test_what_fits_is_listed_newest_first_where_there_is_no_word(client, printed, page):
    older = make.make_page(make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15)))
    articles = printed("旧", on=older), printed("新"), printed("别人的"), printed("撤下的")
    for article in (*articles[:2], articles[3]):
        make.credit(article, name="罗听澜")
    make.withdraw(articles[3])
    assert titles(client, "", reporter="罗听澜") == ["新", "旧"]
    assert titles(client, "", reporter="罗听澜", order="oldest") == ["旧", "新"]
    assert "共2篇" in asked(client, "", reporter="罗听澜").content.decode()
    response = asked(client, "", sheet=9).content.decode()
    assert "没有符合条件的稿件。" in response
    assert "不加筛选" not in response


@pytest.mark.parametrize("typed", ["罗听澜", "羅聽瀾", "罗　听 澜"])
def test_a_reporter_is_meant_by_any_spelling_of_the_name(client, printed, typed):
    make.credit(printed("甲"), name="罗 听澜")
    make.credit(printed("乙"), name="羅聽瀾")
    assert set(titles(client, "修伞", reporter=typed)) == {"甲", "乙"}


@pytest.mark.parametrize("typed", ["图书室Ａ", "圖書室a"])
def test_a_tag_is_meant_by_any_spelling_of_it(client, printed, typed):
    printed("甲").tags.add("图书室A")
    assert titles(client, "修伞", tag=typed) == ["甲"]


def test_a_reporter_or_tag_that_is_in_no_published_copy_is_told_at_the_field_with_those_like_it(
    client, printed
):
    article = printed("甲")
    make.credit(article, name="罗听澜", reporter=make.make_reporter("罗听澜"))
    article.tags.add("图书室")
    draft = printed("草稿", state=ArticleState.DRAFT)
    make.credit(draft, name="罗听潮", reporter=make.make_reporter("罗听潮"))
    response = asked(client, "修伞", reporter="罗听潮", tag="图书馆")
    errors = response.context["form"].errors
    assert errors["reporter"] == ["没有这位记者：罗听潮。是不是要找：罗听澜？"]
    assert errors["tag"] == ["没有这个标签：图书馆。是不是要找：图书室？"]
    html = response.content.decode()
    assert html.index("没有这位记者") < html.index("请先改正") < html.index("不加筛选")


def test_a_leaf_below_the_first_is_the_first_and_one_beyond_the_last_the_last(client, page):
    for number in range(21):
        article = make.make_article(f"第{number}篇")
        make.place(article, page, order=number)
        make.index(article)
    leaves = {
        typed: asked(client, "修伞", page=typed).context["pieces"].number for typed in ("0", "-1", "x", "9")
    }
    assert leaves == {"0": 1, "-1": 1, "x": 1, "9": 2}

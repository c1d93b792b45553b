"""The text of a page is read into its masthead, its page line and its pieces, as a page editor would enter them."""

import datetime
import json
import pathlib
import subprocess
import sys
import time

import pytest

from issues.imports.draft import Draft, DraftError, from_json, to_json
from issues.imports.pagetext import PageTextError, read_page

ROOT = pathlib.Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

HEAD = "2版 街坊\n2021年3月12日 星期五\n\n"
FIRST = "本报讯（记者 方晚舟）河边新修的步道3月10日开放，早起的居民走了个来回。步道全长两公里，隔一百米有一张长椅。"
SECOND = "步道用的是拆下来的旧砖。砌砖的师傅说，每一块都是挑过的。"


def read(text):
    return read_page(text.encode())


def piece(body, head=HEAD):
    """The only article of a page with this copy."""
    (article,) = read(head + body).articles
    return article


def texts(article, kind="paragraph"):
    return [block.text for block in article.blocks if block.type == kind]


def credits(holder):
    return [(credit.role, credit.name) for credit in holder.credits]


def problems(text):
    return [(problem.line, problem.render()) for problem in read(text).problems]


# Bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_encodings_of_a_newsroom_give_the_same_draft(encoding, line_end):
    text = f"{HEAD}步道开放\n\n{FIRST}\n\n{SECOND}\n"
    assert read_page(text.replace("\n", line_end).encode(encoding)) == read(text)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 2),
        ("第一行\n第二行".encode() + b"\xe4\xb8", 2),
        ("第一行\n".encode("gb18030") + b"\xff\xff", 2),
        (b"", None),
        (" \n\u3000\n".encode(), None),
    ],
)
def test_what_is_no_text_is_refused_with_its_line(data, line):
    with pytest.raises(PageTextError) as error:
        read_page(data)
    assert error.value.line == line


# Masthead and page line

FRONT = """2021年3月12日　星期五　辛丑年正月廿九
今日8版　总第1207期
中共临湖市委主管　临湖市融媒体中心主办
国内统一刊号：CN 33-0107
邮发代号：31-88　零售价：1.00元
临湖晚报
LINHU EVENING NEWS
数字报：www.linhuwb.example

要闻导读

市民夜校开到家门口　　　　详见3版
老码头变身城市书房　　　　详见5版

步道开放

"""


def test_a_masthead_in_any_order_gives_each_fact_its_field():
    masthead = read(FRONT + FIRST).masthead
    assert (masthead.name, masthead.name_en) == ("临湖晚报", "LINHU EVENING NEWS")
    assert (masthead.date, masthead.lunar_date) == (datetime.date(2021, 3, 12), "辛丑年正月廿九")
    assert (masthead.issue_number, masthead.page_count) == (1207, 8)
    assert (masthead.supervisor, masthead.sponsor, masthead.publisher) == (
        "中共临湖市委",
        "临湖市融媒体中心",
        "",
    )
    assert (masthead.license, masthead.postal_code, masthead.price) == ("CN 33-0107", "31-88", "1.00元")
    assert masthead.website == "www.linhuwb.example"
    assert (masthead.date_line, masthead.issue_number_line) == (1, 2)


def test_a_front_page_without_a_number_is_page_one_with_its_guide():
    page = read(FRONT + FIRST).page
    assert page.number == 1
    assert [(entry.title, entry.page) for entry in page.guide] == [
        ("市民夜校开到家门口", 3),
        ("老码头变身城市书房", 5),
    ]


@pytest.mark.parametrize("heading", ["导 读", "要　目", "今日看点"])
def test_a_guides_heading_may_be_spaced(heading):
    page = read(FRONT.replace("要闻导读", heading) + FIRST).page
    assert [entry.page for entry in page.guide] == [3, 5]


def test_pointers_in_a_row_are_a_guide_without_a_heading():
    body = f"步道开放\n\n{FIRST}\n\n3版：市民夜校开到家门口\n5版：老码头变身城市书房\n"
    assert [entry.page for entry in read(FRONT.split("要闻导读", maxsplit=1)[0] + body).page.guide] == [3, 5]
    assert read(f"{HEAD}步道开放\n\n{FIRST}\n\n3版：市民夜校开到家门口\n").page.guide == ()
    see = "市民夜校开到家门口……详见3版\n老码头变身城市书房……详见5版\n"
    assert [entry.page for entry in read(f"{HEAD}步道开放\n\n{FIRST}\n\n{see}").page.guide] == [3, 5]


def test_a_masthead_at_the_foot_is_read_with_its_slogans():
    foot = "\n\n梧桐新报\nWUTONG NEWS\n倾听街坊声音\n记录城市温度\n2023年4月21日 星期五\n第16期　总第688期　本期共四版\n"
    foot += "主管主办：梧桐区委宣传部\n编辑出版：梧桐新报编辑部\n"
    masthead = read(f"步道开放\n\n{FIRST}{foot}").masthead
    assert masthead.name == "梧桐新报"
    assert (masthead.issue_number, masthead.year_number, masthead.page_count) == (688, 16, 4)
    assert masthead.supervisor == masthead.sponsor == "梧桐区委宣传部"
    assert masthead.publisher == "梧桐新报编辑部"
    assert masthead.slogans == ("倾听街坊声音", "记录城市温度")


def test_a_slogan_broken_inside_quotation_marks_is_one():
    head = "梧桐新报\n\n建设“宜居的\n和谐的老街”\n\n让“巷子”有“故事”\n“故事”有人听\n\n梧桐区委宣传部主办\n\n"
    assert read(f"{head}步道开放\n\n{FIRST}").masthead.slogans == (
        "建设“宜居的和谐的老街”",
        "让“巷子”有“故事”“故事”有人听",
    )


@pytest.mark.parametrize(
    "printed",
    [
        "2021年3月12日",
        "2021-03-12",
        "2021.3.12",
        "２０２１年３月１２日",
        "二〇二一年三月十二日",
        "二○二一年三月十二日",
    ],
)
def test_a_date_is_read_in_every_usual_form(printed):
    assert read(f"2版 街坊\n{printed} 星期五\n\n步道开放\n\n{FIRST}").masthead.date == datetime.date(
        2021, 3, 12
    )


@pytest.mark.parametrize(
    ("line", "number", "name"),
    [
        ("2版 街坊", 2, "街坊"),
        ("第四版：服务", 4, "服务"),
        ("02版　综合新闻", 2, "综合新闻"),
        ("3 社区", 3, "社区"),
        ("综合　03", 3, "综合"),
        ("A5 图片故事", 5, "图片故事"),
        ("第4版 | 社会", 4, "社会"),
        ("第 三 版　　社 会", 3, "社会"),
        ("2/街坊", 2, "街坊"),
        ("街坊/第2版", 2, "街坊"),
        ("A02街坊", 2, "街坊"),
        ("P02 街坊", 2, "街坊"),
        ("02丨街坊", 2, "街坊"),
        ("02版 街坊 · 社区", 2, "街坊·社区"),
    ],
)
def test_a_page_line_gives_number_and_name(line, number, name):
    page = read(f"{line}\n2021年3月12日 星期五\n\n步道开放\n\n{FIRST}").page
    assert (page.number, page.name) == (number, name)


@pytest.mark.parametrize(
    "line",
    [
        "责任编辑:方晚舟　美编 董 帆　校对/秦 朗",
        "责任编辑/方晚舟 美编/董 帆 校对/秦 朗",
        "责任编辑：方晚舟　/　美编：董 帆　/　校对：秦 朗",
        "责任编辑：方晚舟 ■ 美编：董 帆 ■ 校对：秦 朗",
    ],
)
def test_page_credits_are_read_with_every_separator(line):
    page = read(f"{HEAD}{line}\n\n步道开放\n\n{FIRST}").page
    assert credits(page) == [("责任编辑", "方晚舟"), ("美编", "董 帆"), ("校对", "秦 朗")]


def test_the_papers_name_may_stand_in_the_page_line():
    draft = read(f"临湖晚报 街坊 A2\n2021年3月12日 星期五\n\n步道开放\n\n{FIRST}")
    assert (draft.page.number, draft.page.name, draft.problems) == (2, "街坊", ())
    assert read(f"2版 街坊\n2021年3月12日 《临湖周刊》\n\n步道开放\n\n{FIRST}").masthead.name == "临湖周刊"


def test_a_page_name_may_stand_behind_the_papers():
    draft = read(f"临湖晚报·副刊 第4版\n2021年3月12日 星期五\n\n步道开放\n\n{FIRST}")
    assert (draft.masthead.name, draft.page.name) == ("临湖晚报", "副刊")
    draft = read(f"要闻·社区 第4版\n2021年3月12日 星期五\n\n步道开放\n\n{FIRST}")
    assert (draft.masthead.name, draft.page.name) == ("", "要闻·社区")


def test_the_papers_name_right_below_the_page_line_is_no_headline():
    headline = f"步道开放\n两公里有二十张长椅；旧砖铺地\n\n{FIRST}"
    draft = read(f"{HEAD.strip()}\n临湖晚报\n\n{headline}")
    assert (draft.masthead.name, [article.title for article in draft.articles]) == ("临湖晚报", ["步道开放"])
    draft = read(f"{HEAD.strip()}\n天气预报\n\n{headline}")
    assert (draft.masthead.name, draft.articles[0].title) == ("", "天气预报")
    assert piece(FIRST, f"{HEAD.strip()}\n步道见报\n\n").title == "步道见报"


@pytest.mark.parametrize("slogan", ["说街坊话 办街坊事", "\n创新 安全 绿色 共享", "说街坊话\n办街坊事"])
def test_a_slogan_closes_the_masthead_above_the_first_headline(slogan):
    front = FRONT.split("\n\n", maxsplit=1)[0]
    draft = read(f"{front}\n{slogan}\n\n把旧砖铺成路\n\n{FIRST}")
    assert draft.masthead.slogans == tuple(slogan.strip().split("\n"))
    assert [(article.kicker, article.title) for article in draft.articles] == [("", "把旧砖铺成路")]


@pytest.mark.parametrize("below", [FIRST, f"——老街居民的两公里\n\n{FIRST}", f"记者 方晚舟\n\n{SECOND}"])
def test_a_headline_right_below_the_masthead_is_no_slogan(below):
    draft = read(f"{FRONT.split(chr(10) * 2, maxsplit=1)[0]}\n步道开放\n\n{below}")
    assert (draft.masthead.slogans, [article.title for article in draft.articles]) == ((), ["步道开放"])


def test_an_english_name_may_be_printed_in_full_width():
    front = FRONT.replace("LINHU EVENING NEWS", "ＬＩＮＨＵ　ＮＥＷＳ")
    masthead = read(front + FIRST).masthead
    assert (masthead.name_en, masthead.slogans) == ("LINHU NEWS", ())


def test_the_website_may_be_labelled_with_its_name():
    front = FRONT.replace("数字报：", "临湖网：")
    assert read(front + FIRST).masthead.website == "www.linhuwb.example"
    notice = f"步道开放\n\n{FIRST}\n\n报名请登录临湖网：www.linhuwb.example\n"
    assert read(HEAD + notice).masthead.website == ""


def test_who_drew_for_the_page_is_among_its_credits():
    page = read(f"{HEAD}责任编辑 方晚舟 插图 董 帆\n\n步道开放\n\n{FIRST}").page
    assert credits(page) == [("责任编辑", "方晚舟"), ("插图", "董 帆")]
    assert read(f"{HEAD}步道开放\n\n{FIRST}\n\n图为新铺的步道。\n摄影 董 帆\n").page.credits == ()


@pytest.mark.parametrize("headline", ["首部街巷词典出版", "河边读书节闭幕 居民主办", "河边步道交居民主管"])
def test_a_headline_about_publishing_states_no_publisher(headline):
    draft = read(f"{HEAD}{headline}\n\n{FIRST}")
    assert (draft.masthead.publisher, draft.masthead.sponsor, draft.masthead.supervisor) == ("", "", "")
    assert [article.title for article in draft.articles] == [headline]


def test_running_heads_and_feet_are_no_copy():
    body = f"步道开放\n\n{FIRST}\n\n2版 街坊\n\n{SECOND}\n\n临湖晚报　　2版 街坊\n— 2 —\n"
    assert len(texts(piece(body))) == 2


def test_a_page_that_contradicts_itself_says_so_with_its_lines():
    text = f"2版 街坊\n2021年3月12日 星期四\n\n步道开放\n\n{FIRST}\n\n2021年3月13日 星期六\n"
    found = problems(text)
    assert (2, "2021-03-12 is not the weekday that is printed beside it.") in found
    assert (8, "“2021年3月13日” contradicts “2021年3月12日” in line 2.") in found


def test_a_page_without_date_or_number_says_so():
    assert problems(f"步道开放\n\n{FIRST}") == [
        (None, "The page has no date."),
        (None, "The page has no page number."),
    ]


def test_what_the_masthead_has_no_field_for_is_a_problem():
    text = FRONT.replace("今日8版", "今日8版　新闻热线：6655443") + FIRST
    assert problems(text) == [(2, "The masthead has no field for “新闻热线：6655443”.")]


# Headlines


@pytest.mark.parametrize(
    ("lines", "kicker", "title", "deck"),
    [
        (["步道开放"], "", "步道开放", ""),
        (["全市老旧街区步道改造工程现场推进会召开", "走得稳 坐得下"], "全市老旧街区步道改造工程现场推进会召开", "走得稳 坐得下", ""),
        (["步道开放", "两公里有二十张长椅；旧砖铺地，雨天不滑"], "", "步道开放", "两公里有二十张长椅；旧砖铺地，雨天不滑"),
        (["步道开放", "——老街居民的两公里"], "", "步道开放", "——老街居民的两公里"),
        (["区长到河边调研时强调", "走得稳 坐得下"], "区长到河边调研时强调", "走得稳 坐得下", ""),
        (["走得稳，也坐得下来", "老街步道侧记"], "", "走得稳，也坐得下来", "老街步道侧记"),
        (["开张满百天，老街步道迎来第一万个行人——", "步道开放"], "开张满百天，老街步道迎来第一万个行人——", "步道开放", ""),
        (["老街加装电梯，这些事要知道？", "区房管局负责人答读者问"], "", "老街加装电梯，这些事要知道？", "区房管局负责人答读者问"),
        (["河边的长椅，坐坐吧！", "老街步道百日小记"], "", "河边的长椅，坐坐吧！", "老街步道百日小记"),
        (["来了“旧砖师傅”", "", "十二位老工匠进街巷", "手把手教砌墙 一个月铺完两公里"], "", "来了“旧砖师傅”", "十二位老工匠进街巷 手把手教砌墙 一个月铺完两公里"),
        (["老街步道改造工程推进会在河边举行", "", "边走边商量", "旧砖怎么铺 长椅放哪里"], "老街步道改造工程推进会在河边举行", "边走边商量", "旧砖怎么铺 长椅放哪里"),
        (["把旧砖铺成路", "把长椅留给人"], "", "把旧砖铺成路 把长椅留给人", ""),
        (["老街步道改造工程推进会在河边举行", "边走边商量", "旧砖铺地；长椅挪位"], "老街步道改造工程推进会在河边举行", "边走边商量", "旧砖铺地；长椅挪位"),
    ],
)  # fmt: skip
def test_headline_lines_are_kicker_title_and_deck(lines, kicker, title, deck):
    article = piece("\n".join(lines) + "\n\n" + FIRST)
    assert (article.kicker, article.title, article.subtitle) == (kicker, title, deck)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("【河边事】", "河边事"),
        ("■河边事", "河边事"),
        ("图片新闻", "图片新闻"),
        ("读者来信", "读者来信"),
        ("好人榜", "好人榜"),
        ("本报评论员文章", "本报评论员文章"),
    ],
)
def test_a_standing_heading_is_the_column(line, column):
    article = piece(f"{line}\n步道开放\n\n{FIRST}")
    assert (article.column, article.title, article.kicker) == (column, "步道开放", "")


def test_a_standing_heading_over_text_is_the_title():
    assert piece(f"简讯\n\n{SECOND}").title == "简讯"


def test_a_title_may_end_in_dots():
    assert piece(f"六十年，他只砌砖……\n\n□ 记者 方晚舟\n\n{SECOND}").title == "六十年，他只砌砖……"


def test_a_mark_says_which_piece_is_an_advertisement():
    draft = read(f"{HEAD}步道开放\n\n{FIRST}\n\n广告\n\n洗衣店开业\n\n干洗大衣八折，地址在小区南门。\n")
    assert [(article.title, article.is_advertisement) for article in draft.articles] == [
        ("步道开放", False),
        ("洗衣店开业", True),
    ]


# Paragraphs


def test_paragraphs_parted_by_blank_lines_stand_one_by_one():
    assert texts(piece(f"步道开放\n\n{FIRST}\n\n{SECOND}"))[1] == SECOND


WRAPPED = """步道开放
　　本报讯（记者 方晚舟）河边新修的步
道3月10日开放，早起的居民走了个来
回。步道全长两公里，隔一百米有一张
长椅。
　　步道用的是拆下来的旧砖。砌砖的师
傅说，每一块都是挑过的，一共用了30

0块。
　　秋天还会种上银杏。
"""


def test_lines_wrapped_at_column_width_are_joined_over_the_column_end():
    assert texts(piece(WRAPPED)) == [
        "河边新修的步道3月10日开放，早起的居民走了个来回。步道全长两公里，隔一百米有一张长椅。",
        "步道用的是拆下来的旧砖。砌砖的师傅说，每一块都是挑过的，一共用了300块。",
        "秋天还会种上银杏。",
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("他们把拆下来的旧砖一块一块码好，排在河边的空地上，等着", "师傅来挑。"),
        ("“砖要挑过才能用。挑一块看三面。", "三面都好才留下。”师傅说。"),
        ("这条路一共用了旧砖三万两千块，其中河边一段就用了1", "200块。"),
        ("店里的机器叫Open", "Source，是学生自己装的。"),
    ],
)
def test_a_paragraph_that_a_column_end_broke_is_one(first, second):
    glue = " " if first.endswith("Open") else ""
    assert texts(piece(f"步道开放\n\n{FIRST}\n\n{first}\n\n{second}"))[1:] == [first + glue + second]


def test_a_short_line_ends_the_quotation_that_a_column_end_broke():
    body = "步道开放\n    砌砖的师傅掂了掂手里的砖，对身边的人说：“这块砖三面都好，比新的还\n\n结实！”\n    大家都笑了。\n"
    assert texts(piece(body))[0].endswith("比新的还结实！”")


def test_a_quotation_over_two_paragraphs_stays_two():
    body = f"步道开放\n\n{FIRST}\n\n“砖要挑过才能用。挑一块看三面。\n\n“三面都好才留下。”师傅说。"
    assert len(texts(piece(body))) == 3


def test_an_unfinished_paragraph_is_a_problem():
    unfinished = "树下的长椅一共有二十张，隔一百米有一张。其余的，要等到秋天"
    found = problems(f"{HEAD}步道开放\n\n{FIRST}\n\n{unfinished}\n")
    assert found == [(8, "The paragraph does not end as a sentence: “一张。其余的，要等到秋天”.")]


def test_each_item_of_a_list_is_a_paragraph():
    body = "步道须知\n\n步道开放以后，请记住三条。\n1.骑车请下来推行。\n2.遛狗请牵好绳子。\n3.果皮请带走。\n"
    assert texts(piece(body)) == [
        "步道开放以后，请记住三条。",
        "1.骑车请下来推行。",
        "2.遛狗请牵好绳子。",
        "3.果皮请带走。",
    ]


def test_a_long_line_that_announces_a_list_is_text():
    body = "步道须知\n\n步道开放以后，河边社区提醒各位居民记住以下三条：\n（一）骑车请下来推行。\n（二）果皮请带走。\n"
    article = piece(body)
    assert (article.title, article.subtitle, len(texts(article))) == ("步道须知", "", 3)


def test_questions_and_answers_are_text():
    body = f"对话砌砖人方大年：\n“砖要挑过才能用”\n\n记者：您挑砖看什么？\n\n方大年：看三面。\n\n记者：挑了多少年？\n\n方大年：{SECOND}"
    article = piece(body)
    assert (article.kicker, article.title) == ("对话砌砖人方大年：", "“砖要挑过才能用”")
    assert (len(texts(article)), texts(article, "subhead")) == (4, [])


def test_questions_and_answers_line_by_line_are_paragraphs():
    assert (
        len(
            texts(
                piece(
                    f"砖要挑过才能用\n\n本报记者 方晚舟\n\n问：怎么挑？\n答：看三面。\n问：挑多久？\n答：{SECOND}"
                )
            )
        )
        == 4
    )


def test_a_short_speech_that_breaks_off_is_text():
    assert len(texts(piece(f"步道开放\n\n{FIRST}\n\n“你听……”\n\n{SECOND}"))) == 3


def test_what_closes_a_notice_is_text_and_no_headline():
    body = f"寻物启事\n\n{SECOND}\n\n联系人：孟女士\n\n河边社区\n2021年3月10日\n\n更正\n\n{SECOND}"
    first, second = read(HEAD + body).articles
    assert texts(first) == [SECOND, "联系人：孟女士", "河边社区", "2021年3月10日"]
    assert second.title == "更正"


def test_rows_of_cells_are_a_table():
    body = f"步道开放\n\n{FIRST}\n\n项目\t时间\n磨剪子\t周二\n理发\t周三\n\n{SECOND}"
    assert texts(piece(body), "table") == ["项目\t时间\n磨剪子\t周二\n理发\t周三"]


def test_short_lines_in_stanzas_are_verse():
    article = piece("夏夜\n\n□ 苏小禾\n\n蝉把白天的热\n一点一点念完\n\n院墙低下头来\n听花说话\n")
    assert [block.type for block in article.blocks] == ["verse", "verse"]
    assert article.blocks[0].text == "蝉把白天的热\n一点一点念完"
    assert credits(article) == [("", "苏小禾")]


def test_a_line_of_verse_that_looks_like_a_name_is_none():
    article = piece("夏夜\n\n苏 禾\n\n蝉把白天的热\n一点一点念完\n\n院墙低下头来\n路很长\n")
    assert [block.text.split()[-1] for block in article.blocks] == ["一点一点念完", "路很长"]


# Where a piece ends

TWO_HEADS = f"步道开放\n\n两公里有二十张长椅；旧砖铺地\n\n{FIRST}\n\n"


def test_short_lines_inside_a_long_piece_are_subheads():
    article = piece(f"{TWO_HEADS}旧砖从哪里来\n\n{SECOND}\n\n长椅放在哪里\n\n{SECOND}")
    assert texts(article, "subhead") == ["旧砖从哪里来", "长椅放在哪里"]


def test_marked_and_numbered_lines_are_subheads():
    article = piece(
        WRAPPED
        + "◆旧砖从哪里来\n　　砌砖的师傅说，每一块都是挑过的。\n二、长椅放在哪里\n　　长椅放在树下。\n"
    )
    assert texts(article, "subhead") == ["旧砖从哪里来", "二、长椅放在哪里"]


def test_marked_brief_items_are_paragraphs_without_their_mark():
    items = "▲3月8日，街道请居民试走步道，共1\n\n20人参加。 （孟 欣）\n\n▲书屋添了新书。 （钱小雨）\n"
    article = piece(f"简讯\n\n{items}")
    assert texts(article) == ["3月8日，街道请居民试走步道，共120人参加。", "书屋添了新书。"]
    assert [name for _, name in credits(article)] == ["孟 欣", "钱小雨"]


def test_a_headline_that_ends_in_a_number_is_one():
    for text in (f"3月10日，{SECOND}", f"20张长椅都刷了漆。{SECOND}"):
        assert piece(f"步道两公里，长椅20\n\n{text}").title == "步道两公里，长椅20"


def test_the_data_of_a_book_are_no_subhead():
    article = piece(f"《一条街的旧砖》\n\n方晚舟\n河边出版社2021年2月出版\n\n{SECOND}\n\n{SECOND}")
    assert texts(article, "subhead") == []
    assert "河边出版社2021年2月出版" in texts(article)


def test_plain_subheads_go_on_below_an_editors_note():
    note = "【编者按】本栏请居民讲自己的事。"
    body = f"步道开放\n\n{note}\n\n本报记者 方晚舟\n\n旧砖从哪里来\n{SECOND}\n\n长椅放在哪里\n{SECOND}\n\n银杏种在哪里\n{SECOND}"
    assert len(texts(piece(body), "subhead")) == 3


def test_a_column_that_ends_above_a_subhead_opens_no_piece():
    text = (
        f"{WRAPPED}\n旧砖从哪里来\n　　砌砖的师傅说，每一块都是挑过的。\n长椅放在哪里\n　　长椅放在树下。\n"
    )
    assert texts(piece(text), "subhead") == ["旧砖从哪里来", "长椅放在哪里"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一天：等水退", "第二天：架起一条长长的绳索"),
        ("6月7日 晴", "6月8日 多云转小雨"),
        ("镜头一", "镜头二 雨后"),
    ],
)
def test_headings_of_one_count_are_subheads(first, second):
    text = f"步道开放\n\n本报记者 方晚舟\n\n{first}\n　　砌砖的师傅说，每一块都是挑过的。\n\n{second}\n　　长椅放在树下。\n"
    assert texts(piece(text), "subhead") == [first, second]


def test_a_box_right_below_the_headline_is_no_part_of_it():
    article = piece(f"步道何时开放？\n\n社区回答：秋天\n\n居民反映\n{SECOND}\n\n部门回应\n{SECOND}")
    assert texts(article, "subhead") == ["居民反映", "部门回应"]
    assert (article.title, article.subtitle) == ("步道何时开放？", "社区回答：秋天")


def test_a_mark_that_stands_above_titles_opens_a_piece():
    text = f"{HEAD}■河边事\n{WRAPPED}\n■老街事\n老槐树体检\n　　树洞干净，没有虫眼。\n\n■微心愿\n　　想找几本旧画报。\n"
    assert [article.title for article in read(text).articles] == ["步道开放", "老槐树体检", "微心愿"]


@pytest.mark.parametrize("line", ["链接", "【新闻链接】", "记者手记", "■延伸阅读"])
def test_a_box_beside_a_piece_is_a_part_of_it(line):
    article = piece(f"步道开放\n\n{FIRST}\n\n{line}\n\n{SECOND}")
    assert texts(article, "subhead") == [line.strip("【】■")]


def test_below_a_box_a_headline_opens_a_piece():
    text = f"{HEAD}步道开放\n\n{FIRST}\n\n链接\n\n{SECOND}\n\n老槐树体检\n\n{SECOND}"
    assert [article.title for article in read(text).articles] == ["步道开放", "老槐树体检"]


def test_briefs_below_their_columns_name_are_pieces():
    text = f"{HEAD}简讯\n\n步道开放\n\n{SECOND}\n\n银杏下种\n\n{SECOND}\n\n老槐树体检\n\n{SECOND}"
    assert [article.title for article in read(text).articles] == ["步道开放", "银杏下种", "老槐树体检"]


def test_an_indented_heading_with_its_own_author_is_a_part_of_a_piece_titled_at_the_margin():
    part = "　　{}\n　　本报记者 {}\n　　步道用的是拆下来的旧砖。\n"
    parts = part.format("旧砖从哪里来", "方晚舟") + part.format("长椅放在哪里", "何 芳")
    article = piece(f"步道开放\n　　早起的居民走了个来回。\n{parts}")
    assert (len(texts(article, "subhead")), credits(article)) == (2, [("记者", "方晚舟"), ("记者", "何 芳")])


def test_a_box_with_a_title_is_a_piece():
    box = read(f"{HEAD}步道开放\n\n{FIRST}\n\n相关链接\n\n旧砖怎样挑\n\n{SECOND}").articles[1]
    assert (box.column, box.title) == ("相关链接", "旧砖怎样挑")


@pytest.mark.parametrize(
    "second",
    [
        f"旧砖有了去处\n\n{FIRST}",
        f"旧砖有了去处\n\n本报记者 方晚舟\n\n{SECOND}",
        f"旧砖有了去处\n\n三万块旧砖铺成路；一块也没有丢\n\n{SECOND}",
        f"旧砖有了去处\n\n（上接1版）{SECOND}",
        f"更正\n\n{SECOND}",
        f"旧砖有了去处\n\n{SECOND}",
    ],
)
def test_a_headline_opens_a_new_piece(second):
    assert len(read(f"{HEAD}步道开放\n\n{FIRST}\n\n{second}").articles) == 2


def test_a_piece_ends_with_its_jump():
    articles = read(
        f"{HEAD}{TWO_HEADS}{SECOND}（下转3版）\n\n旧砖有了去处\n\n{SECOND}\n\n长椅放在哪里\n\n{SECOND}"
    ).articles
    assert articles[0].continued_on == 3
    assert len(articles) > 1


def test_in_wrapped_text_a_blank_line_above_a_short_line_opens_a_piece():
    text = f"{HEAD}{WRAPPED}\n老槐树体检\n　　树洞干净，没有虫眼。\n"
    assert [article.title for article in read(text).articles] == ["步道开放", "老槐树体检"]


def test_a_headline_without_text_and_text_without_headline_are_problems():
    found = problems(f"{HEAD}{FIRST}\n\n旧砖有了去处\n")
    assert [message.split(":")[0] for _, message in found] == [
        "Text without a headline",
        "A headline without text",
    ]


# Datelines, credits, pointers


@pytest.mark.parametrize(
    ("opening", "dateline", "names"),
    [
        ("本报讯（记者 方晚舟 通讯员 何 芳）", "本报讯", [("记者", "方晚舟"), ("通讯员", "何 芳")]),
        ("本报讯 ", "本报讯", []),
        ("本报讯 记者方晚舟报道：", "本报讯", [("记者", "方晚舟")]),
        ("据新华社电 ", "据新华社电", []),
        ("新华社北京5月20日电 ", "新华社北京5月20日电", []),
        ("【本报讯】（见习记者 方晚舟）", "本报讯", [("见习记者", "方晚舟")]),
    ],
)
def test_a_dateline_and_its_credits_leave_the_text(opening, dateline, names):
    article = piece(f"步道开放\n\n{opening}{SECOND}")
    assert (article.dateline, credits(article), texts(article)) == (dateline, names, [SECOND])


@pytest.mark.parametrize("opening", ["据新华社报道，", "本报记者在现场看到，"])
def test_a_source_inside_a_sentence_stays_in_the_text(opening):
    article = piece(f"步道开放\n\n{opening}{SECOND}")
    assert (article.dateline, texts(article)) == ("", [opening + SECOND])


def test_a_students_byline_is_no_subhead():
    article = piece(f"步道开放\n□本报学生记者 方晚舟\n　　{SECOND}\n")
    assert credits(article) == [("学生记者", "方晚舟")]
    assert texts(article, "subhead") == []


@pytest.mark.parametrize("byline", ["本报记者 方晚舟", "□记者 方晚舟", "■ 记者 方晚舟", "记者 方晚舟 文/图"])
def test_a_byline_stands_below_the_headline(byline):
    article = piece(f"步道开放\n\n{byline}\n\n{SECOND}")
    assert (article.title, credits(article), texts(article)) == ("步道开放", [("记者", "方晚舟")], [SECOND])


def test_a_closing_credit_leaves_the_text():
    article = piece(f"步道开放\n\n{SECOND}（记者 方晚舟）")
    assert (credits(article), texts(article)) == ([("记者", "方晚舟")], [SECOND])


def test_a_unit_in_closing_brackets_signs():
    article = piece(f"步道开放\n\n{SECOND}（宣传部）")
    assert (credits(article), texts(article)) == ([("", "宣传部")], [SECOND])


@pytest.mark.parametrize("closing", ["（方晚舟）", "（方晚舟 何 芳）", "\n\n（方晚舟）"])
def test_names_alone_in_closing_brackets_are_the_credit(closing):
    article = piece(f"步道开放\n\n{SECOND}{closing}")
    assert (credits(article)[0], texts(article)) == (("", "方晚舟"), [SECOND])


@pytest.mark.parametrize("closing", ["（一等奖）", "（笑声）"])
def test_a_word_in_closing_brackets_stays_in_the_text(closing):
    assert texts(piece(f"步道开放\n\n{SECOND}{closing}")) == [SECOND + closing]


def test_a_role_and_a_name_over_two_lines_are_one_credit():
    body = "步道开放\n　　本报讯（记者 方晚舟 通讯员 \n石 磊）河边新修的步道3月10日开放，\n早起的居民走了个来回。\n"
    assert credits(piece(body)) == [("记者", "方晚舟"), ("通讯员", "石 磊")]


def test_a_closing_source_is_the_dateline():
    assert piece(f"便民消息三则\n\n{SECOND}\n\n（本报综合）").dateline == "本报综合"


def test_an_editors_note_is_a_paragraph_and_the_dateline_comes_after_it():
    article = piece(f"步道开放\n\n编者按：本栏请居民讲自己的事。\n\n本报记者 方晚舟\n\n{SECOND}")
    assert texts(article) == ["编者按：本栏请居民讲自己的事。", SECOND]
    assert credits(article) == [("记者", "方晚舟")]


@pytest.mark.parametrize("label", ["编者按", "【编者按】", "■编前"])
def test_a_label_of_a_note_stands_with_the_note_below_it(label):
    article = piece(
        f"步道开放\n\n{label}\n　　本栏请居民讲自己的事。\n\n本报记者 方晚舟 摄影 谷 雨\n\n{SECOND}"
    )
    assert (article.title, len(texts(article)), article.photos) == ("步道开放", 2, ())
    assert credits(article) == [("记者", "方晚舟"), ("摄影", "谷 雨")]


@pytest.mark.parametrize(
    ("pointer", "on", "see"),
    [
        ("（下转第3版）", 3, None),
        ("(下转A3版)", 3, None),
        ("（紧接三版）", 3, None),
        ("（详见2版）", None, 2),
        ("（相关报道见4版）", None, 4),
        ("（更多报道请看4版）", None, 4),
        ("（下转3版 相关报道见4版）", 3, 4),
        ("\n\n（下转3版）", 3, None),
    ],
)
def test_a_closing_pointer_leaves_the_text(pointer, on, see):
    article = piece(f"步道开放\n\n{SECOND}{pointer}")
    assert (article.continued_on, article.see_page, texts(article)) == (on, see, [SECOND])


@pytest.mark.parametrize(
    "pointer", ["（上接1版）", "（上接第1版《步道开放》）", "（紧接第一版）", "▲上接1版 "]
)
def test_an_opening_pointer_leaves_the_text(pointer):
    article = piece(f"步道开放\n\n{pointer}{SECOND}")
    assert (article.continued_from, texts(article)) == (1, [SECOND])


def test_a_pointer_to_another_issue_is_a_problem():
    text = f"{HEAD}步道开放\n\n（上接3月5日6版）{SECOND}"
    assert read(text).articles[0].continued_from is None
    assert problems(text) == [(6, "“上接3月5日6版” points to a page of another issue.")]


# Photos


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("\n\n记者 谷 雨 摄影报道", [("记者", "谷 雨")]),
        ("\n\n谷雨/摄", [("摄影", "谷雨")]),
        ("（新华社供图）", [("供图", "新华社")]),
        (" 通讯员 谷 雨 摄", [("通讯员", "谷 雨")]),
    ],
)
def test_a_photo_with_its_text_is_an_article_without_blocks(credit, names):
    article = piece(f"石榴花开\n\n5月27日，河边的石榴花开了。图为居民在花下合影。{credit}")
    assert (article.title, article.blocks, credits(article)) == ("石榴花开", (), [])
    (photo,) = article.photos
    assert photo.caption == "5月27日，河边的石榴花开了。图为居民在花下合影。"
    assert credits(photo) == names


def test_text_and_picture_by_one_hand_below_a_paragraph_are_a_photo_with_its_text():
    article = piece("石榴花开\n\n5月27日，河边的石榴花开了，居民在花下合影。\n\n图/文 谷 雨")
    assert (article.blocks, credits(article), len(article.photos)) == ((), [], 1)
    article = piece(f"步道开放\n\n{FIRST}\n\n图/文 谷 雨")
    assert (texts(article)[0][:4], article.photos) == ("河边新修", ())


def test_a_caption_that_interrupts_a_paragraph_is_taken_out_of_it():
    body = f"步道开放\n\n{FIRST}\n\n秋天还会种上银杏，河边的两公里都种满，一共\n\n图为工人铺设旧砖。\n\n记者 谷 雨 摄\n\n六十棵。"
    article = piece(body)
    assert texts(article)[1:] == ["秋天还会种上银杏，河边的两公里都种满，一共六十棵。"]
    assert [(photo.caption, credits(photo)) for photo in article.photos] == [
        ("图为工人铺设旧砖。", [("记者", "谷 雨")])
    ]


def test_an_unmarked_caption_that_interrupts_a_paragraph_is_taken_out_of_it():
    body = f"步道开放\n\n{FIRST}\n\n秋天还会种上银杏，河边的两公里都种满，一共\n\n工人在铺设旧砖。\n记者 谷 雨 摄\n\n六十棵。"
    article = piece(body)
    assert texts(article)[1:] == ["秋天还会种上银杏，河边的两公里都种满，一共六十棵。"]
    assert [photo.caption for photo in article.photos] == ["工人在铺设旧砖。"]


def test_a_sentence_with_a_photo_credit_behind_it_is_a_caption():
    article = piece(f"步道开放\n\n{FIRST}\n\n{SECOND}\n\n工人在铺设旧砖。 本报记者 谷 雨 摄")
    assert [(photo.caption, credits(photo)) for photo in article.photos] == [
        ("工人在铺设旧砖。", [("记者", "谷 雨")])
    ]
    assert len(texts(article)) == 2


def test_several_sentences_with_a_photo_credit_behind_them_are_a_caption():
    article = piece(f"步道开放\n\n{FIRST}\n\n{SECOND}\n\n工人在铺砖。砖都是挑过的。 本报记者 谷 雨 摄")
    assert [photo.caption for photo in article.photos] == ["工人在铺砖。砖都是挑过的。"]


@pytest.mark.parametrize(
    "caption",
    ["工人在铺设旧砖 记者 谷 雨 摄", "工人在铺设旧砖\n记者 谷 雨 摄", "▲工人在铺设旧砖 记者 谷 雨 摄"],
)
def test_a_caption_may_have_no_full_stop(caption):
    article = piece(f"步道开放\n\n{FIRST}\n\n{SECOND}\n\n{caption}")
    assert [(photo.caption, credits(photo)) for photo in article.photos] == [
        ("工人在铺设旧砖", [("记者", "谷 雨")])
    ]


def test_numbered_captions_each_are_a_photo():
    article = piece(f"步道开放\n\n{SECOND}\n\n图① 工人铺砖。\n图② 居民散步。\n\n记者 谷 雨 摄")
    assert [credits(photo) for photo in article.photos] == [[("记者", "谷 雨")]] * 2


def test_circled_numbers_above_a_photo_credit_are_captions():
    article = piece(f"步道开放\n\n{SECOND}\n\n①工人铺砖。\n②居民散步。\n记者 谷 雨 摄")
    assert [photo.caption for photo in article.photos] == ["①工人铺砖。", "②居民散步。"]
    assert [credits(photo) for photo in article.photos] == [[("记者", "谷 雨")]] * 2
    assert piece(f"步道开放\n\n{SECOND}\n\n①先铺砖。\n②后种树。").photos == ()


def test_a_photo_report_as_a_whole_is_credited_to_the_piece():
    article = piece(f"步道开放\n\n{SECOND}\n\n居民们都说好。（记者 方晚舟 摄影报道）")
    assert (credits(article), article.photos) == ([("记者", "方晚舟")], ())


def test_a_photo_may_come_from_the_papers_files():
    article = piece("石榴花开\n\n5月27日，河边的石榴花开了，居民在花下合影。\n资料图片")
    assert (article.blocks, [credits(photo) for photo in article.photos]) == (
        (),
        [[("图片来源", "资料图片")]],
    )


def test_the_photographer_named_below_the_headline_is_the_pieces():
    article = piece(f"步道开放\n\n□文/方晚舟\n图/谷 雨\n\n{FIRST}\n\n{SECOND}")
    assert ("图", "谷 雨") in credits(article)
    assert article.photos == ()


def test_where_indents_open_paragraphs_a_sentence_without_one_is_a_caption():
    article = piece(WRAPPED + "\n工人在铺设旧砖。\n")
    assert ([photo.caption for photo in article.photos], len(texts(article))) == (["工人在铺设旧砖。"], 3)


def test_several_photos_of_a_piece_each_keep_their_credit():
    body = f"步道开放\n\n{FIRST}\n\n上图：工人铺砖。　谷雨/摄\n下图：居民散步。　通讯员 秦 朗 摄"
    assert [credits(photo) for photo in piece(body).photos] == [[("摄影", "谷雨")], [("通讯员", "秦 朗")]]


def test_one_credit_line_serves_all_captions_above_it():
    body = f"步道开放\n\n{FIRST}\n\n左图：工人铺砖。\n右图：居民散步。\n本报记者 谷 雨 摄"
    assert [credits(photo) for photo in piece(body).photos] == [[("记者", "谷 雨")]] * 2


def test_a_sentence_with_a_photo_credit_below_is_a_caption():
    article = piece(f"步道开放\n\n{FIRST}\n\n{SECOND}\n\n工人在铺设旧砖。\n记者 谷 雨 摄")
    assert [photo.caption for photo in article.photos] == ["工人在铺设旧砖。"]
    assert len(texts(article)) == 2


# The draft


def test_a_draft_goes_to_json_and_back():
    data = json.loads(json.dumps(to_json(read(FRONT + FIRST))))
    assert to_json(from_json(data)) == data
    assert list(data["articles"][0]) == [
        "column", "is_advertisement", "title", "kicker", "subtitle", "dateline", "credits", "blocks", "photos",
        "continued_on", "continued_from", "see_page",
    ]  # fmt: skip
    assert to_json(Draft())["masthead"]["date"] is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"pages": {}}, "draft: unknown key pages"),
        ({"articles": {}}, "articles: expected list"),
        ({"articles": [{"title": 3}]}, "articles.0.title: expected str"),
        ({"masthead": {"date": "heute"}}, "masthead.date: not a date"),
    ],
)
def test_json_that_is_no_draft_is_refused_with_its_place(data, message):
    with pytest.raises(DraftError, match=message):
        from_json(data)


@pytest.mark.parametrize(
    "line", ["好", "　　他说，", "（（（", "图为", "“", "记者 王晚", "甲\t乙", "。", "第3版", "【】"]
)
def test_any_text_is_read_in_time_that_grows_with_its_length(line):
    start = time.perf_counter()
    read(f"{line}\n" * 3000)
    assert time.perf_counter() - start < 20


# Pages that page editors have answered for


@pytest.mark.skipif(not (SHARED / "pages").is_dir(), reason="the answered pages are not here")
def test_the_answered_pages_are_read_as_their_editors_would():
    command = [sys.executable, str(SHARED / "pages" / "score_pages.py"), sys.executable, "0.97"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seed page is not here")
def test_the_seed_page_is_read_whole():
    (path,) = (SHARED / "seeds").glob("*.txt")
    draft = read_page(path.read_bytes())
    assert [len(texts(article)) for article in draft.articles] == [11, 7, 8, 6, 0]
    assert [len(texts(article, "subhead")) for article in draft.articles] == [0, 0, 3, 2, 0]
    assert [article.dateline for article in draft.articles] == ["本报讯"] * 4 + [""]
    assert [bool(article.subtitle) for article in draft.articles] == [False, True, True, True, False]
    assert [role for role, _ in credits(draft.articles[4].photos[0])] == ["记者", "通讯员"]
    assert draft.articles[4].see_page == 2
    assert (draft.masthead.issue_number, len(draft.masthead.slogans), draft.problems) == (943, 2, ())

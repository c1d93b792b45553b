"""What is told fits the day on which the issue comes out, Friday, 22 May 2020, and the names that the body has."""

import pytest

from tests.checking import OFFICIALS, excerpts, findings


@pytest.mark.parametrize(
    "text",
    [
        "5月26日，儿童剧在社区剧场上演，六十多名孩子观看了演出。",
        "5月25日上午，区委书记带队调研夏季防汛准备工作。",
        "截至5月30日，全街道已有一百零六名指导员上岗。",
    ],
)
def test_a_day_to_come_that_is_told_as_past_is_found(text):
    assert len(excerpts("date_contradicts", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "5月26日，儿童剧将在社区剧场上演。",
        "截至5月30日，居民可到社区报名。",
        "截至5月20日，全街道已有一百零六名指导员上岗。",
        "5月26日起，食堂延长开放时间，方便了下班的人。",
    ],
)
def test_a_day_to_come_that_is_told_as_such_is_no_fault(text):
    assert excerpts("date_contradicts", text) == []


def test_a_day_that_is_over_and_is_told_as_to_come_is_found():
    (finding,) = findings("今年的荷花展将于5月18日开幕，届时有五十多个品种。")
    assert finding.rule == "date_contradicts"
    assert finding.message == "本期出报时5月18日已过，文中却写作将来。"


@pytest.mark.parametrize(
    "text",
    [
        "今年的荷花展将于5月28日开幕。",
        "荷花展原定将于5月18日开幕，因雨推迟。",
        "荷花展已于5月18日开幕。",
        "馆方曾宣布将于5月18日开放。",
    ],
)
def test_a_plan_of_old_and_a_day_to_come_are_no_fault(text):
    assert excerpts("date_contradicts", text) == []


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("骆春林：一条邮路二十年", ("投递员骆春霖跨上自行车。", "二十年里，骆春霖骑坏了六辆车。")),
        ("崔广田：守着钟表铺", ("崔广甸学修表。", "崔广甸不爱多收钱。")),
        ("法律门诊开进青槐社区", ("周末，青杨社区门口排起了队。",)),
    ],
)
def test_a_name_in_the_headline_that_the_body_has_with_another_sign_is_found(title, body):
    assert len(excerpts("headline_name", *body, title=title)) == 1


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("守着胡同里的那盏灯", ("枣花胡同的灯亮了。",)),
        ("演员谈新戏：先把自己放下", ("演员说，演戏不能糊弄。",)),
        ("骆春霖：一条邮路二十年", ("投递员骆春霖跨上自行车。", "二十年里，骆春霖骑坏了六辆车。")),
        ("法律门诊走进老旧社区", ("周末，青杨社区门口排起了队。",)),
    ],
)
def test_what_only_looks_like_a_name_in_a_headline_is_no_fault(title, body):
    assert excerpts("headline_name", *body, title=title) == []


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("八年修成一部街巷志", "编纂工作历时七年。"),
        ("巡演百场再聚首", "剧组纪念该剧上演八十场。"),
    ],
)
def test_a_round_figure_that_the_body_tells_otherwise_is_found(title, body):
    assert len(excerpts("headline_figure", body, title=title)) == 1


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("七年修成一部街巷志", "编纂工作历时七年。"),
        ("巡演百场再聚首", "剧组一年里演了一百零三场。"),
        ("百家饭香", "食堂开了三家分店。"),
    ],
)
def test_a_round_figure_that_fits_is_no_fault(title, body):
    assert excerpts("headline_figure", body, title=title) == []


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("凌晨三点，庞金锁的小店亮灯。", "庞锁金说，老爷子不说话。"),
        ("快递员欧阳振飞冲进楼道。", "欧阳振飞拔下保险销。", "欧阳震飞的胳膊被烫伤。"),
        ("留学生马可·汉森来了。", "马克·汉森说，只有这一场有西瓜。"),
        ("老兵耿广德讲往事。", "老兵都德广和孩子们在一起。"),
    ],
)
def test_one_person_in_two_ways_is_found_in_rare_names_too(paragraphs):
    assert len(excerpts("name_two_ways", *paragraphs)) == 1


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("车玉蓉原名车玉荣，十六岁登台。", "车玉蓉说，先把戏唱好。"),
        ("一位叫王建国，一位叫汪建国。", "王建国说，好。", "汪建国说，也好。"),
        ("马可·汉森来了。", "安娜·汉森说，好听。"),
        ("吉林市的雪下得早。", "吉林市里，吉林石化开工。"),
        ("杭州时有小雨。", "杭州已入梅，杭州时晴时雨。"),
        ("发展文旅商、体育。", "推动文商旅、体育融合。"),
        ("菲德尔·卡斯特罗来访。", "劳尔·卡斯特罗也来过。"),
    ],
)
def test_two_people_and_one_who_changed_the_name_are_no_fault(paragraphs):
    assert excerpts("name_two_ways", *paragraphs) == []


def test_single_quotes_around_double_ones_are_the_wrong_way_about():
    (finding,) = findings("作者写道：‘它听见过“五更鸡”，只是不说。’")
    assert finding.rule == "unpaired_marks"
    assert excerpts("unpaired_marks", "作者写道：“它听见过‘五更鸡’，只是不说。”") == []


@pytest.mark.parametrize("dateline", ["新华社北京5月20日电", "据人民网消息", "本报讯"])
def test_a_star_in_the_list_of_datelines_stands_for_any_words(dateline):
    listed = OFFICIALS.__class__(datelines=("本报讯", "新华社*电", "据*消息"))
    assert excerpts("dateline_unlisted", "正文。", dateline=dateline, house=listed) == []
    assert excerpts("dateline_unlisted", "正文。", dateline="新华社快讯", house=listed) == ["新华社快讯"]


def test_a_deputy_of_the_first_rank_and_a_plain_one_are_told_apart():
    posts = OFFICIALS.posts
    first = OFFICIALS.__class__(posts=(*posts, posts[0].__class__("邵启明", "常务副区长", rank=7)))
    assert len(excerpts("post_wrong", "常务副区长周立到会。", house=first)) == 1
    assert excerpts("post_wrong", "副区长邵启明、副区长周立到会。", house=first) == []


def test_a_post_carries_over_the_names_that_are_enumerated_behind_it():
    assert excerpts("post_name", "副区长周立、王守政到会。", house=OFFICIALS) == []
    posts = (*OFFICIALS.posts, OFFICIALS.posts[0].__class__("季晓岚", "东城区副区长", rank=8))
    listed = OFFICIALS.__class__(posts=posts)
    assert len(excerpts("post_name", "副区长周立、季晓兰到会。", house=listed)) == 1


def test_a_post_of_old_is_held_against_the_year_that_is_told():
    assert len(excerpts("post_wrong", "2015年5月，时任区长李四平为读者递上借阅证。", house=OFFICIALS)) == 1
    assert excerpts("post_wrong", "2017年5月，时任副区长李四平为读者递上借阅证。", house=OFFICIALS) == []
    assert excerpts("post_wrong", "李四平曾任桥东街道办事处主任、区农委主任。", house=OFFICIALS) == []


@pytest.mark.parametrize(
    "text",
    [
        "0分之一的人在0000年0月0日来过。",
        "9" * 80 + "人参加。",
        "二〇〇〇年廿廿日（星期八），一千亿亿万户。",
        "《“（《",
        "马·",
    ],
)
def test_figures_and_dates_that_make_no_sense_stop_no_check(text):
    assert [one.rule for one in findings(text + "周四（5月22日）。")][-1] == "weekday_contradicts"

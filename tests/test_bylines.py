"""Credit lines of every printed form are read into who did what."""

import pytest

from articles.bylines import bare_names, looks_like_name, names_in, parse_credits, plain_name, read_byline


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("记者 常青禾 通讯员 麦冬 摄影报道", [("记者", "常青禾"), ("通讯员", "麦冬")]),
        ("（记者卢见山　通讯员万宁、白桦）", [("记者", "卢见山"), ("通讯员", "万宁"), ("通讯员", "白桦")]),
        ("本报记者 谷 雨 季晚晴 通讯员 秦 朗", [("记者", "谷 雨"), ("记者", "季晚晴"), ("通讯员", "秦 朗")]),
        ("□记者 尹 航", [("记者", "尹 航")]),
        ("□ 苏小禾", [("", "苏小禾")]),
        ("文/季晚晴 图/谷 雨", [("文", "季晚晴"), ("图", "谷 雨")]),
        ("季晚晴 文 谷雨 图", [("文", "季晚晴"), ("图", "谷雨")]),
        ("邓小禾/摄", [("摄影", "邓小禾")]),
        ("记者尹航 摄", [("记者", "尹航")]),
        ("通讯员石小禾摄", [("通讯员", "石小禾")]),
        ("本报记者季晚晴文/图", [("记者", "季晚晴")]),
        ("见习记者 陆 杨", [("见习记者", "陆 杨")]),
        ("新华社记者 月晚 摄", [("新华社记者", "月晚")]),
        ("（新华社供图）", [("供图", "新华社")]),
        ("受访者供图", [("供图", "受访者")]),
        ("图片由区融媒体中心提供", [("供图", "区融媒体中心")]),
        ("来源：晚风日报", [("来源", "晚风日报")]),
        ("策划/张晚 统筹/李晴 记者 王禾", [("策划", "张晚"), ("统筹", "李晴"), ("记者", "王禾")]),
        ("阿依古丽·买买提 摄", [("摄影", "阿依古丽·买买提")]),
        ("图/欧阳 晚晴", [("图", "欧阳 晚晴")]),
        ("本报评论员", [("", "本报评论员")]),
        ("见习生 季晚晴", [("见习生", "季晚晴")]),
        ("本报驻京记者 季晚晴", [("驻京记者", "季晚晴")]),
        ("通讯员石 磊", [("通讯员", "石 磊")]),
        ("记者季晚晴参与采写", [("记者", "季晚晴")]),
        ("讲述人：季晚晴 记录人：王禾", [("讲述人", "季晚晴"), ("记录人", "王禾")]),
        ("本报记者 季晚晴 摄影 木 禾", [("记者", "季晚晴"), ("摄影", "木 禾")]),
        ("本版摄影：季晚晴", [("摄影", "季晚晴")]),
        ("本版图片均由季晚晴摄", [("摄影", "季晚晴")]),
        ("新华社发（季晚晴摄）", [("摄影", "季晚晴")]),
        ("季晚晴 摄（资料图片）", [("摄影", "季晚晴")]),
        ("季晚晴 摄（区摄影家协会供图）", [("摄影", "季晚晴"), ("供图", "区摄影家协会")]),
        ("学生记者 季晚晴 通讯员 王禾", [("学生记者", "季晚晴"), ("通讯员", "王禾")]),
        ("（总经办）", [("", "总经办")]),
        ("季晚晴 摄/新华社", [("摄影", "季晚晴")]),
        ("本报资料图片", [("图片来源", "本报资料图片")]),
        ("（季晚晴、王禾）", [("", "季晚晴"), ("", "王禾")]),
        ("（工 宣）", [("", "工 宣")]),
        ("（季晚晴 通讯员 王禾）", [("", "季晚晴"), ("通讯员", "王禾")]),
    ],
)
def test_a_credit_line_names_who_did_what_in_printed_order(line, credits):
    assert list(parse_credits(line)) == credits


@pytest.mark.parametrize(
    "line",
    [
        "停车有序 晾晒有架",
        "记者手记",
        "记者节 我们在路上",
        "摄影 作品展",
        "图书馆 开门",
        "记者走进社区，看到了一间小屋。",
        "",
        "（笑）",
        "（一等奖）",
        "本报评论员文章",
        "资料图片展",
        "（江南）",
        "作者单位：河边小学",
    ],
)
def test_a_headline_or_a_sentence_is_no_credit_line(line):
    assert parse_credits(line) == ()


def test_a_line_says_whether_it_speaks_of_a_picture():
    assert read_byline("记者 尹航 摄").of_picture is True
    assert read_byline("记者 尹航").of_picture is False
    assert read_byline("记者 尹航 文/图").of_picture is False
    assert read_byline("记者 尹航 文/图").of_both is True
    assert read_byline("文/尹航 图/谷雨").of_both is False
    assert read_byline("记者 尹航 摄影 谷雨").of_picture is False
    assert read_byline("资料图片").of_picture is True
    assert read_byline("记者 尹航 摄影报道").of_report is True


def test_a_name_printed_with_a_space_inside_is_one_person():
    assert plain_name("张 三") == plain_name("张　三") == "张三"
    assert plain_name("John Smith") == "John Smith"


def test_names_in_a_row_are_parted_where_they_are():
    assert names_in("谷 雨 季晚晴") == ("谷 雨", "季晚晴")
    assert names_in("万宁、白桦") == ("万宁", "白桦")


def test_bare_names_are_told_by_their_surname():
    assert bare_names("谷 雨 季晚晴") == ("谷 雨", "季晚晴")
    assert bare_names("雨前看图") == ()
    assert looks_like_name("欧阳晚晴") is True
    assert looks_like_name("看图") is False


@pytest.mark.parametrize(
    ("line", "credits"),
    [
        ("记者 高 远 通讯员 何 文 摄影报道", (("记者", "高 远"), ("通讯员", "何 文"))),
        ("通讯员 尚 文 供图", (("通讯员", "尚 文"),)),
        ("记者 欧阳 文", (("记者", "欧阳 文"),)),
        ("记者 图 雅 摄", (("记者", "图 雅"),)),
        ("记者 王 芳 张 平 摄", (("记者", "王 芳"), ("记者", "张 平"))),
        ("文 何 静 图 谷 雨", (("文", "何 静"), ("图", "谷 雨"))),
        ("文/何 静 图/谷 雨", (("文", "何 静"), ("图", "谷 雨"))),
    ],
)
def test_half_of_a_parted_name_is_no_label(line, credits):
    assert parse_credits(line) == credits

"""The headline says nothing that the body doesn't: no other figure, no other name."""

import pytest

from tests.checking import excerpts, findings


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("修伞匠和他的三十六根伞骨", "这里有三十二根伞骨。"),
        ("十三处院子由居民自己出主意", "共有12处院子参与。5月13日启动。"),
        ("社区1.3万户居民受益", "社区共有1.2万户居民。"),
        ("完成率达98%", "完成率达到百分之九十五。"),
        ("社区食堂开张200天", "食堂开张整整一百天。"),
        ("三名学生获奖", "五名学生获奖，其中两名来自和风小学。"),
        ("投入350万元改造", "投入资金300万元。"),
        ("85岁老人的一碗面", "82岁的谷淑媛第一个进门。"),
        ("第十三届读书节开幕", "第十二届读书节开幕。"),
        ("5.3公里步道开通", "长3.5公里的步道开通。"),
        ("近千人参加", "吸引三百余人参加。"),
        ("8月1日起施行", "7月1日起施行。"),
        ("主队3:1获胜", "主队以3比2获胜。"),
        ("收入增长三成", "收入增长两成。"),
        ("两位管账人", "由院里推选的三位“管账人”轮流签字。"),
        ("食堂百日卖出三万份饭", "食堂开张一百天，卖出了二万三千多份饭菜。"),
    ],
)
def test_a_figure_that_only_the_headline_has_is_found(title, body):
    assert len(excerpts("headline_figure", body, title=title)) == 1


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("1.2万户 3% 2位老人", "共有12000户。百分之三的人。两位老人。"),
        ("12000户受益 增长三成", "共有一万二千户，增长百分之三十。"),
        ("逾百人参加 百余人到场", "一百二十三人参加。"),
        ("近千名居民", "共有972名居民。"),
        ("35户搬新家", "三处院子20户，另两处15户。"),
        ("两人获奖", "林小禾、麦冬获奖。"),
        ("一批好书 第一时间 千家万户 四合院里 “十四五” 双11", "正文没有数字。"),
        ("占三成 1.2万户", "占比29.6%，共12034户。"),
        ("一条胡同 两种声音", "三条胡同。"),
        ("主队3:2获胜", "主队以3比2获胜。"),
        ("24小时守护", "日夜都有人。"),
    ],
)
def test_a_figure_in_another_notation_or_a_set_phrase_is_no_fault(title, body):
    assert excerpts("headline_figure", body, title=title) == []


def test_a_figure_may_stand_in_a_caption_only():
    assert excerpts("headline_figure", "正文。", title="四十盏灯", captions=("四十盏灯亮了。",)) == []


def test_kicker_and_deck_are_held_against_the_body_too():
    (finding,) = findings("走访了四十户家庭。", deck="志愿者走访50户家庭")
    assert (finding.rule, finding.place) == ("headline_figure", "副题")
    assert finding.message == "正文和图片说明里都没有“50户”这个数字。"


@pytest.mark.parametrize(
    ("title", "body", "near"),
    [
        ("谷淑嫒：一碗热汤面", "82岁的谷淑媛第一个进门。谷淑媛说，好吃。", "谷淑媛"),
        ("谷淑芳的一碗热汤面", "82岁的谷淑媛第一个进门。谷淑媛说，好吃。", "谷淑媛"),
        ("修伞匠魏长胜的摊子", "修伞匠魏长顺今年六十七岁。", "魏长顺"),
        ("《胡同里的回声》上演", "话剧《胡同里的四季》上演。", ""),
        ("“晨光合唱队”唱响月牙河", "“晨光合唱团”在月牙河畔排练。", "晨光合唱团"),
        ("和丰街道启动院落微更新", "和风街道启动院落微更新。", "和风街道"),
        ("西槐街道启动院落微更新", "东柳街道启动院落微更新。东柳街道办事处负责。", ""),
        ("社区书记何长河：食堂要办长久", "社区书记石建国介绍，食堂开张。", ""),
    ],
)
def test_a_name_that_only_the_headline_has_is_found(title, body, near):
    (finding,) = findings(body, title=title)
    assert finding.rule == "headline_name"
    assert near in finding.message


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("谷淑媛在和风街道读《四季》", "82岁的谷淑媛说，和风街道的《胡同里的四季》好看。"),
        ("“小门槛”里有大学问 高质量发展：安全第一", "正文说了别的。"),
        ("《条例》施行", "《东城区文明行为促进条例》施行。"),
        ("多条街道亮灯 老旧小区换新", "晴川社区的路亮了，枣花小区换了门。"),
    ],
)
def test_a_headlines_own_words_are_no_names(title, body):
    assert excerpts("headline_name", body, title=title) == []


@pytest.mark.parametrize("line", ["kicker", "title", "deck"])
def test_who_does_something_in_the_headline_stands_in_the_body(line):
    deck = {"title": "签约首日过半"} | {line: "王小明带头签约"}
    (finding,) = findings("签约首日，居民排起了队。李桂兰说，她等了三年。", **deck)
    assert (finding.rule, finding.place) == (
        "headline_name",
        {"kicker": "引题", "title": "标题", "deck": "副题"}[line],
    )
    assert "王小明" in finding.message
    assert findings("王小明第一个签约。", **deck) == []


@pytest.mark.parametrize(
    ("deck", "body"),
    [
        ("高质量率先突破", "高质量发展走在前列。"),
        ("老党员带头签约", "居民党员来签约。"),
        ("方女士捐赠旧书", "方女士来了。"),
    ],
)
def test_a_word_before_what_is_done_is_no_name(deck, body):
    assert excerpts("headline_name", body, title="正文", deck=deck) == []

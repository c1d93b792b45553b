"""Two texts side by side by character: what went and what came is marked, and the marks read well."""

import time

import pytest

from articles import comparing, piece_parts
from articles.comparing import compare, compare_lines, compare_parts
from articles.revisions import FIELDS

MARKS = {"same": "{}", "removed": "[{}]", "added": "<{}>"}


def marked(before, after):
    """Return one line: 在[了]<老>槐树下."""
    return "".join(MARKS[run.kind].format(run.text) for run in compare(before, after))


def side(runs):
    return "".join(MARKS[run.kind].format(run.text) for run in runs)


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        ("修伞匠来了。", "修伞匠来了。", "修伞匠来了。"),
        ("", "修伞匠", "<修伞匠>"),
        ("修伞匠", "", "[修伞匠]"),
        (
            "修伞匠把摊子支在槐树下。",
            "修鞋匠把摊子摆在老槐树下。",
            "修[伞]<鞋>匠把摊子[支]<摆>在<老>槐树下。",
        ),
        ("借出四十二次。", "借出四十三次。", "借出四十[二]<三>次。"),
        ("2020年5月22日", "2020年5月23日", "2020年5月2[2]<3>日"),
    ],
)
def test_changes_are_marked_by_character(before, after, read):
    assert marked(before, after) == read


def test_a_sign_that_two_changes_have_in_common_by_chance_is_marked_with_them():
    assert marked("下着雨的早晨里", "刮大风的黄昏里") == "[下着雨的早晨]<刮大风的黄昏>里"
    assert marked("北京大学", "南京小学") == "[北]<南>京[大]<小>学", "one sign for one is marked for itself"


def test_a_sentence_put_in_between_is_marked_from_its_first_sign():
    assert marked("甲来。甲走。", "甲来。甲坐。甲走。") == "甲来。<甲坐。>甲走。"
    assert marked("记者王某，记者李某", "记者王某，记者张某，记者李某") == "记者王某，<记者张某，>记者李某"


def test_another_text_is_taken_out_and_put_in_whole():
    assert marked("今天下雨了", "明晨放风筝") == "[今天下雨了]<明晨放风筝>"


def test_paragraphs_stand_beside_what_they_were():
    before = ["第一段不变。", "第二段说的是修伞匠和他的摊子。", "第三段要走。"]
    after = ["第一段不变。", "新来的一段话。", "第二段说的是修鞋匠和他的摊子。"]
    rows = [(side(row.before), side(row.after)) for row in compare_lines(before, after)]
    assert rows == [
        ("第一段不变。", "第一段不变。"),
        ("", "<新来的一段话。>"),
        ("第二段说的是修[伞]匠和他的摊子。", "第二段说的是修<鞋>匠和他的摊子。"),
        ("[第三段要走。]", ""),
    ]


@pytest.mark.parametrize(
    "after", [[], ["甲"], ["乙", "甲"], ["甲", "丙丁", "乙"], ["丙丁戊己", "甲乙丙丁"], ["甲乙丙丁。"] * 3]
)
def test_nothing_of_either_text_is_lost(after):
    before = ["甲乙丙丁。", "戊己庚辛。", "甲乙丙丁。"]
    rows = compare_lines(before, after)
    texts = [
        ["".join(run.text for run in runs) for runs in sides if runs]
        for sides in zip(*pairs_of(rows), strict=True)
    ]
    assert texts == ([before, after] if after else [before, []])


def pairs_of(rows):
    return [(row.before, row.after) for row in rows]


def test_two_bodies_of_five_thousand_characters_are_compared_in_a_tenth_of_a_second():
    signs = "的一是了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学"
    text = "".join(signs[(n * n + 7 * n) % len(signs)] + ("。" if n % 40 == 39 else "") for n in range(4900))
    edited = "".join(("改" if n % 90 == 50 else sign) for n, sign in enumerate(text))
    other = "".join(signs[(3 * n * n + n) % len(signs)] for n in range(5000))
    paragraphs, edited_paragraphs = text.split("。"), edited.split("。")
    for before, after in (
        ([text], [edited]),
        ([text], [other]),
        (paragraphs, edited_paragraphs),
        (paragraphs, [other]),
    ):
        started = time.perf_counter()
        compare_lines(before, after)
        assert time.perf_counter() - started < 0.1


def piece(**changes):
    blank = dict.fromkeys(FIELDS, "") | {"is_advertisement": False, "tags": [], "credits": [], "photos": []}
    return blank | changes


def photo(key, caption, file="originals/ab/abcdef.jpg", **changes):
    facts = {"key": key, "file": file, "width": 1200, "height": 800, "part": 1, "alt": "", "credits": []}
    return facts | {"caption": caption} | changes


def differences(before, after):
    return compare_parts(piece_parts.parts_of(before), piece_parts.parts_of(after))


def told(difference):
    return [(side(row.before), side(row.after)) for row in difference.rows if row.is_changed]


def test_a_piece_is_compared_part_by_part_and_only_what_differs_is_told():
    before = piece(title="旧题", body="<p>甲。</p>", tags=["胡同"])
    after = piece(title="新题", body="<p>甲。</p>", tags=["胡同"], is_advertisement=True)
    found = differences(before, after)
    assert [(d.label, told(d)) for d in found] == [
        ("标题", [("[旧]题", "<新>题")]),
        ("广告", [("", "<是>")]),
    ]


def test_a_paragraph_made_a_subhead_and_a_jump_are_seen():
    found = differences(
        piece(body="<p>谁来管</p>"), piece(body='<h3>谁来管</h3><p><br class="jump">续。</p>')
    )
    assert told(found[0]) == [("谁来管", "<〔小标题〕>谁来管"), ("", "<〔下转〕续。>")]


def test_a_body_that_differs_in_form_only_says_so():
    [found] = differences(piece(body="<p>甲乙</p>"), piece(body="<p>甲<strong>乙</strong></p>"))
    assert found.is_of_form
    assert (found.added, found.removed) == (0, 0)


def test_credits_are_read_as_a_line():
    before = piece(credits=[{"role": "记者", "name": "柏青", "reporter": 1}])
    after = piece(credits=[*before["credits"], {"role": "通讯员", "name": "麦冬", "reporter": None}])
    [found] = differences(before, after)
    assert told(found) == [("记者 柏青", "记者 柏青<　通讯员 麦冬>")]


def test_a_photo_that_came_one_that_went_and_one_whose_caption_changed():
    before = piece(photos=[photo("a", "槐树。"), photo("b", "水井。")])
    after = piece(photos=[photo("a", "老槐树。"), photo("c", "石桥。")])
    found = differences(before, after)
    assert [(d.key, d.label) for d in found] == [
        ("photo a", "图片1"),
        ("photo c", "图片2"),
        ("photo b", "图片2"),
    ]
    assert told(found[0]) == [("图片说明：槐树。", "图片说明：<老>槐树。")]
    assert ("", "<图片说明：石桥。>") in told(found[1])
    assert ("[图片说明：水井。]", "") in told(found[2])


def test_another_picture_under_the_same_caption_is_seen():
    [found] = differences(
        piece(photos=[photo("a", "槐树。")]), piece(photos=[photo("a", "槐树。", "originals/cd/123456.jpg")])
    )
    assert told(found)


def test_what_is_compared_with_nothing_tells_only_what_is_there():
    found = compare_parts([], piece_parts.parts_of(piece(title="修伞匠来了")))
    assert [(d.label, d.added, d.removed) for d in found] == [("标题", 5, 0)]


def test_equal_states_have_no_differences():
    parts = [comparing.Part("title", "标题", ("修伞匠",))]
    assert compare_parts(parts, parts) == []

"""An issue is set for print from its placements: each page a PDF, nothing lost, nothing over anything else."""

import io
import itertools
import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from articles import richtext
from articles.models import Article, Photo
from issues import reading
from issues.models import GuideEntry, Issue
from issues.outlets.typeset import typeset
from issues.publication import StaffShelf
from tests import factories as make

pytestmark = pytest.mark.django_db

MM = 72 / 25.4
BEGINS_NO_LINE = "，。、；：！？）》〉」』】”’%％℃…—"
ENDS_NO_LINE = "（《〈「『【“‘"
SENTENCES = (
    "五月的一个早晨，修伞匠把摊子支在了槐树下。",
    "“这把伞就是我的招牌。”他说，“三十二根伞骨，换过二十九根（还剩三根），你说还算不算原来那把？”",
    "邻居们笑了；孩子们围上来，把《伞的故事》念了一遍又一遍……",
    "2020年5月18日，气温23.5℃，湿度45%。",
)


@dataclass(frozen=True)
class Sign:
    """A sign read back from a page: where it begins on its base line, and its edges, in shares of the page."""

    text: str
    x: float
    base: float
    box: tuple


def signs_of(pdf):
    """The signs of a PDF of one page, in the order in which they are drawn, white space left out."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    width, height = page.get_size()
    text = page.get_textpage()
    found = []
    for index in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
        if pdfium.FPDFText_IsGenerated(text.raw, index) == 1 or sign.isspace():
            continue
        x, y = pdfium.c_double(), pdfium.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
        left, bottom, right, top = text.get_charbox(index)
        box = left / width, 1 - top / height, right / width, 1 - bottom / height
        found.append(Sign("-" if sign in "\x02\ufffe" else sign, x.value / width, 1 - y.value / height, box))
    text.close()
    document.close()
    return found


def lines_of(signs):
    """Texts of signs that follow each other on one base line."""
    lines, last = [], None
    for sign in signs:
        if last and abs(sign.base - last.base) < 0.0005 and 0 < sign.x - last.x < 0.03:
            lines[-1] += sign.text
        else:
            lines.append(sign.text)
        last = sign
    return lines


def within(signs, boxes):
    """The text of the signs that stand in one of the boxes."""
    return "".join(sign.text for sign in signs if any(_holds(box, sign) for box in boxes))


def _holds(box, sign):
    left, top, right, bottom = box
    middle = (sign.box[0] + sign.box[2]) / 2
    return left - 0.002 <= middle <= right + 0.002 and top <= sign.base - 0.001 <= bottom


def squeezed(text):
    return re.sub(r"\s", "", text)


def overlaps(page):
    """The pairs of boxes of a set page that lie over each other."""
    boxes = [(pk, box) for areas in (page.areas, page.guide) for pk, found in areas.items() for box in found]
    return [
        (first, second)
        for first, second in itertools.combinations(boxes, 2)
        if min(first[1][2], second[1][2]) - max(first[1][0], second[1][0]) > 0.001
        and min(first[1][3], second[1][3]) - max(first[1][1], second[1][1]) > 0.001
    ]


def covered(signs):
    """The pairs of signs of which one lies over half of the other; the two halves of a dash (——) are one."""
    squares, found = {}, []
    for sign in signs:
        if sign.text == "—":
            continue
        left, top, right, bottom = sign.box
        for square in itertools.product(
            range(int(left * 50), int(right * 50) + 1), range(int(top * 50), int(bottom * 50) + 1)
        ):
            found += [
                (sign.text, other.text)
                for other in squares.get(square, ())
                if _lies_over(sign.box, other.box)
            ]
            squares.setdefault(square, []).append(sign)
    return found


def _lies_over(first, second):
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (first, second))
    return wide > 0 and high > 0 and wide * high > smaller / 2


def body(characters, start=0):
    """A body of whole sentences, some `characters` long."""
    paragraphs, length = [], 0
    for number in itertools.count(start):
        paragraph = "".join(SENTENCES[(number + step) % 4] for step in range(2 + number % 2))
        paragraphs.append(f"<p>{paragraph}</p>")
        length += len(paragraph)
        if length >= characters:
            return "".join(paragraphs)
    return None


def make_issue(**facts):
    """An issue beside the sample's."""
    return make.make_issue(900, **facts)


def set_page(*pieces):
    """A page of an issue set with `pieces` of (article, prominence); its TypesetPage."""
    page = make.make_page(make_issue())
    for order, (article, prominence) in enumerate(pieces):
        make.place(article, page, order=order, prominence=prominence)
    return typeset(page.issue).pages[0]


def assert_sound(page):
    """Nothing lies over anything else, all stands on the paper, and each piece reads as it was written."""
    assert overlaps(page) == []
    signs = signs_of(page.pdf)
    assert covered(signs) == []
    assert all(sign.box[0] > 0 and sign.box[1] > 0 and sign.box[2] < 1 and sign.box[3] < 1 for sign in signs)
    for placement in reading.laid_out(StaffShelf()).filter(page=page.page):
        written = squeezed(placement.title + richtext.plain(reading.copy_on(placement)))
        printed = within(signs, page.areas[placement.article_id])
        assert sorted(written) == sorted(set_of(written, printed)), placement.title


def set_of(written, printed):
    """Of what is printed in a piece's areas, as many of each sign as were written: the rest is byline and captions."""
    kept, left = [], list(written)
    for sign in printed:
        if sign in left:
            left.remove(sign)
            kept.append(sign)
    return kept


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker, tmp_path_factory):
    """The sample issue, and its pages set, made once for all tests that only read them."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("sample"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        call_command("load_sample", stdout=io.StringIO())
        issue = Issue.objects.get()
        yield issue, typeset(issue).pages
        transaction.set_rollback(True)


def test_each_page_of_the_sample_is_a_tabloid_sheet_with_embedded_chinese_fonts(sample):
    _issue, pages = sample
    assert [page.page.number for page in pages] == [1, 2, 3, 4]
    for page in pages:
        document = pypdfium2.PdfDocument(page.pdf)
        assert len(document) == 1
        for box in (document[0].get_mediabox(), document[0].get_trimbox()):
            assert [round(edge / MM, 1) for edge in box] == [0, 0, 390, 545]
        assert document.get_metadata_dict()["Title"].startswith("新东城报 2020-05-22 ")
        document.close()
        assert b"NotoSerifSC" in page.pdf
        assert b"/FontFile3" in page.pdf
        assert len(page.pdf) < 1_500_000


def test_all_copy_of_the_sample_is_set_once_and_can_be_read_out_of_the_pages(sample):
    _issue, pages = sample
    for page in pages:
        assert page.missing == ()
        assert set(page.areas) == set(page.page.placements.values_list("article", flat=True))
        assert_sound(page)


def test_captions_and_photo_credits_stand_in_their_pieces(sample):
    _issue, pages = sample
    for page in pages:
        signs = signs_of(page.pdf)
        for placement in reading.laid_out(StaffShelf()).filter(page=page.page):
            printed = within(signs, page.areas[placement.article_id])
            for photo in reading.photos_on(placement):
                names = "".join(credit.name for credit in photo.credits.all())
                written = squeezed(photo.caption + names)
                assert sorted(set_of(written, printed)) == sorted(written)


def test_no_line_of_the_sample_begins_with_a_closing_mark_or_ends_with_an_opening_one(sample):
    _issue, pages = sample
    lines = [line for page in pages for line in lines_of(signs_of(page.pdf)) if len(line) > 8]
    assert len(lines) > 300
    assert [line for line in lines if line[0] in BEGINS_NO_LINE[:-1]] == []
    assert [line for line in lines if line[-1] in ENDS_NO_LINE] == []


def test_every_stack_of_a_sample_page_ends_level_at_its_foot(sample):
    _issue, pages = sample
    for page in pages:
        boxes = [box for found in page.areas.values() for box in found]
        for share in (0.1, 0.3, 0.5, 0.7, 0.9):
            foot = max(bottom for left, _top, right, bottom in boxes if left <= share <= right)
            # The lower margin is 15 mm of 545; text that does not come out even leaves a line or two.
            assert 0.945 < foot <= 1 - 14 / 545, (page.page.number, share)


def test_the_front_page_bears_the_nameplate_with_the_papers_facts_and_the_guide(sample):
    issue, pages = sample
    text = squeezed("".join(sign.text for sign in signs_of(pages[0].pdf)))
    for fact in ("新东城报", "NEWDONGCHENGWEEKLY", "2020年5月22日", "总第943期", "本期4版"):
        assert fact in text
    assert squeezed(issue.masthead.license) in text
    guide = GuideEntry.objects.filter(page__issue=issue)
    assert set(pages[0].guide) == {entry.pk for entry in guide}
    for entry in guide:
        assert squeezed(entry.title) in within(signs_of(pages[0].pdf), pages[0].guide[entry.pk])


def test_an_inner_page_bears_its_number_name_and_credits(sample):
    _issue, pages = sample
    text = squeezed("".join(sign.text for sign in signs_of(pages[1].pdf)))
    assert text.startswith("2综合新闻")
    assert "责任编辑：林叙白" in text


def test_a_feature_has_its_headline_upright(sample):
    _issue, pages = sample
    article = Article.objects.get(title="五月的炸酱面")
    large = [sign for sign in signs_of(pages[3].pdf) if sign.box[3] - sign.box[1] > 0.012]
    title = [sign for sign in large if within([sign], pages[3].areas[article.pk])]
    assert "".join(sign.text for sign in title) == article.title
    middles = [(sign.box[0] + sign.box[2]) / 2 for sign in title]
    assert max(middles) - min(middles) < 0.01
    assert title == sorted(title, key=lambda sign: sign.base)


def test_the_same_copy_gives_the_same_bytes():
    article = make.make_article(body=body(600), dateline="本报讯")
    make.make_photo(article)
    page = make.make_page(make_issue())
    make.place(article, page, prominence="lead")
    assert typeset(page.issue).pages[0].pdf == typeset(page.issue).pages[0].pdf


def test_a_withdrawn_piece_is_not_set_nor_is_its_guide_entry():
    withdrawn = make.make_article("要撤的稿件", body=body(300))
    page = make.make_page(make.make_signed_off_issue(number=900))
    make.place(withdrawn, page, prominence="lead")
    make.place(make.make_article("留下的稿件"), page, order=1)
    GuideEntry.objects.create(page=page, title="要撤的稿件", target=2, article=withdrawn)
    make.withdraw(withdrawn)
    (made,) = typeset(page.issue).pages
    assert withdrawn.pk not in made.areas
    assert made.guide == {}
    assert "要撤的稿件" not in "".join(sign.text for sign in signs_of(made.pdf))


def test_a_piece_too_long_for_its_page_is_set_as_far_as_there_is_room_and_what_is_missing_is_told():
    article = make.make_article("长篇通讯", body=body(16_000))
    brief = make.make_article("短讯", body=body(100))
    page = set_page((article, "lead"), (brief, "brief"))
    (said,) = page.missing
    count = int(re.search(r"[0-9]{3,}", said)[0])
    assert "长篇通讯" in said
    printed = len(within(signs_of(page.pdf), page.areas[article.pk])) - len("长篇通讯")
    assert printed + count == len(squeezed(richtext.plain(article.body)))
    assert printed > 5_000
    assert overlaps(page) == []


def test_of_too_many_pieces_the_last_are_left_out_and_named():
    articles = [make.make_article(f"消息第{n}则", body=body(500, n)) for n in range(30)]
    page = set_page(*((article, "brief") for article in articles))
    left_out = [article for article in articles if article.pk not in page.areas]
    assert 0 < len(left_out) < 20
    assert len(page.missing) == len(left_out)
    assert all(any(article.title in said for said in page.missing) for article in left_out)
    assert overlaps(page) == []


def test_twenty_briefs_fill_a_page():
    briefs = [make.make_article(f"街坊消息之{n}", body=body(90 + 10 * n, n)) for n in range(20)]
    assert_sound(set_page(*((article, "brief") for article in briefs)))


def test_a_single_piece_is_a_page_too():
    assert_sound(set_page((make.make_article(body=body(200)), "lead")))


def test_a_page_without_copy_bears_its_head_alone():
    front = make.make_page(make_issue(page_count=2))
    make.make_page(front.issue, 2, name="副刊")
    for page in typeset(front.issue).pages:
        assert (page.areas, page.missing) == ({}, ())
    assert "2副刊" in "".join(sign.text for sign in signs_of(page.pdf))


def test_verse_tables_lists_quotes_and_subheads_are_set_whole():
    html = (
        "<p>导语一段。</p><h3>小标题在此</h3><table><tbody><tr><td>项目</td><td>时间</td><td>地点</td></tr>"
        f"<tr><td>磨剪子</td><td>周二9:00—11:00</td><td>服务站门厅{SENTENCES[0]}</td></tr></tbody></table>"
        '<p class="verse">槐花落了一夜<br>扫街的人没舍得用力</p><p class="verse">他把花拢到树根</p>'
        f"<blockquote><p>{SENTENCES[1]}</p></blockquote><ul><li>甲</li><li>{SENTENCES[2]}</li></ul>"
        "<p>English words, it’s well-known, and http://www.example.com/a/very/long/path?query=123456789012345678901234</p>"
    )
    page = set_page(
        (make.make_article("各种稿件" * 12, kicker="引题" * 20, deck="副题" * 40, body=html), "lead")
    )
    assert page.missing == ()
    assert_sound(page)


def test_a_sign_that_no_font_has_is_replaced_and_told():
    article = make.make_article("㐂与𠮷", body="<p>店主姓𠮷，名㐂。</p>", dateline="")
    page = set_page((article, "normal"))
    (said,) = page.missing
    assert "𠮷" in said
    assert "㐂" not in said.replace("㐂与𠮷", "")
    printed = within(signs_of(page.pdf), page.areas[article.pk])
    assert "店主姓〓，名㐂。" in printed


def test_signs_without_a_shape_of_their_own_are_left_out_and_ligatures_are_letters():
    article = make.make_article("葛\U000e0100城", body="<p>\u200b</p><p>oﬃce，Wi\u00adFi。</p>", dateline="")
    page = set_page((article, "lead"))
    assert page.missing == ()
    assert within(signs_of(page.pdf), page.areas[article.pk]) == "葛城office，WiFi。"


def test_a_photo_whose_file_is_gone_is_left_out_and_told():
    article = make.make_article(body=body(300))
    photo = make.make_photo(article, caption="只剩说明。")
    Photo.objects.filter(pk=photo.pk).update(file="originals/00/none.jpg")
    page = set_page((article, "lead"))
    (said,) = page.missing
    assert article.title in said
    assert "只剩说明。" in within(signs_of(page.pdf), page.areas[article.pk])


@pytest.mark.parametrize("size", [(900, 1400), (1600, 700), (400, 2400), (300, 200)])
def test_photos_of_any_shape_stand_between_the_columns(size):
    article = make.make_article(body=body(500), dateline="本报讯")
    make.make_photo(article, upload=make.picture_file(size))
    page = set_page((article, "lead"), (make.make_article("另一篇", body=body(700)), "second"))
    assert page.missing == ()
    assert_sound(page)


def test_an_album_of_nine_photos_is_set_with_all_of_them():
    article = make.make_article("影像", body="", dateline="")
    for number in range(9):
        upload = make.picture_file((600 + number, 400 if number % 3 else 900))
        make.make_photo(article, caption=f"第{number}张。", upload=upload, order=number)
    page = set_page((article, "lead"))
    assert page.missing == ()
    assert_sound(page)
    document = pypdfium2.PdfDocument(page.pdf)
    assert len(list(document[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=5))) == 9
    document.close()


def test_a_letters_signature_stands_at_the_right_of_its_column():
    article = make.make_article("来信", body="<p>编辑同志：</p><p>谢谢。</p><p>读者 安小棠</p>", dateline="")
    page = set_page((article, "brief"))
    signature = [sign for sign in signs_of(page.pdf) if sign.text in "安棠"]
    column = max(page.areas[article.pk], key=lambda box: box[3])
    assert len(signature) == 2
    assert all(column[2] - sign.box[2] < 0.04 for sign in signature)


def test_a_jump_is_set_on_both_pages_with_its_jump_lines():
    html = f'<p>{SENTENCES[0]}在各自的<br class="jump">院子里走一圈。</p>{body(300)}'
    article = make.make_article("跨版文章", body=html, dateline="本报讯")
    front = make.make_page(make_issue(page_count=2))
    inner = make.make_page(front.issue, 2, name="综合")
    make.place(article, front, prominence="lead", continued_on=2)
    make.place(article, inner, part=2, prominence="second", continued_from=1, headline="跨版文章（续）")
    with translation.override("zh-hans"):
        first, second = typeset(front.issue).pages
    printed = within(signs_of(first.pdf), first.areas[article.pk])
    assert printed.endswith("在各自的（下转2版）")
    assert "（上接1版）院子里走一圈。" in within(signs_of(second.pdf), second.areas[article.pk])

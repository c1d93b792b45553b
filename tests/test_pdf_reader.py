"""A page's PDF alone gives the page: by the command and in the admin, read, corrected, saved, and kept as print file."""

import datetime
import io
import json
import re
from functools import partial

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from articles.models import Article, Photo
from issues.imports import sample
from issues.imports.pagetext import read_page
from issues.imports.save import save_page
from issues.models import Page
from issues.outlets.typeset import typeset
from tests import hard_pages, set_pages
from tests.browsing import fields_of
from tests.factories import make_issue, make_masthead, make_signed_off_issue, make_user, picture_file
from tests.factories import pdf as empty_pdf

pytestmark = pytest.mark.django_db

DOOR = "/admin/issues/issue/import/"
TITLES = {
    1: [
        "停车有序 晾晒有架",
        "修伞匠把摊子支在槐树下",
        "图书室晚上亮灯到九点",
        "晨光漫过月牙河",
        "拧紧水龙头 留住每一滴",
    ],
    2: ["停车有序 晾晒有架", "竹帘下的午后", "便民服务 请您对表", "五月"],
}


@pytest.fixture
def desk(client):
    """A client logged in as someone with every right."""
    client.force_login(make_user())
    return client


def run(folder, data, name="版面.pdf", **options):
    """Run the command on a PDF; returns what it prints."""
    path, said = folder / name, io.StringIO()
    path.write_bytes(data)
    call_command("import_page", path, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def imported(tmp_path):
    """The command on a PDF, with its options."""
    return partial(run, tmp_path)


@pytest.fixture
def draft(tmp_path):
    """The JSON that a dry run prints of a PDF."""
    return lambda data, **options: json.loads(run(tmp_path, data, dry_run=True, format="json", **options))


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """The draft of the front page."""
    folder = tmp_path_factory.mktemp("front")
    return json.loads(run(folder, set_pages.front(), dry_run=True, format="json"))


@pytest.fixture(scope="module")
def inner(tmp_path_factory):
    """The draft of the inner page."""
    folder = tmp_path_factory.mktemp("inner")
    return json.loads(run(folder, set_pages.inner(), dry_run=True, format="json"))


def titled(answer, title):
    """The only piece with this title."""
    (piece,) = [piece for piece in answer["articles"] if piece["title"] == title]
    return piece


def texts(piece, kind="paragraph"):
    return [block["text"] for block in piece["blocks"] if block["type"] == kind]


def people(holder):
    return [(credit["role"], credit["name"].replace(" ", "")) for credit in holder["credits"]]


def send(client, data, name="版面.pdf", **fields):
    """Choose the file and press the button; returns the page with the draft."""
    return client.post(DOOR, {"file": SimpleUploadedFile(name, data), "text": "", **fields})


# What a page's PDF says


def test_a_front_pages_masthead_and_guide_are_read(front):
    assert front["masthead"] == {
        "name": "新东城报",
        "name_en": "NEW DONGCHENG WEEKLY",
        "date": "2020-05-29",
        "page_count": 2,
        "issue_number": 944,
        "website": "www.xdcb.net",
        "supervisor": "",
        "sponsor": "中共北京市东城区委宣传部",
        "publisher": "东城区融媒体中心",
        "license": "京内资准字0707-L0117",
        "slogans": ["努力打造“文化东城”“活力东城”"],
        "year_number": None,
        "price": "",
        "postal_code": "",
        "lunar_date": "",
    }
    assert front["page"]["number"] == 1
    assert front["page"]["guide"] == [
        {"title": "竹帘下的午后", "page": 2},
        {"title": "河边的一天", "page": 2},
    ]
    assert front["problems"] == []


def test_an_inner_pages_head_is_read(inner):
    assert (inner["page"]["number"], inner["page"]["name"]) == (2, "生活")
    assert people(inner["page"]) == [("责任编辑", "林叙白"), ("校对", "佘一丁")]
    assert (inner["masthead"]["name"], inner["masthead"]["issue_number"]) == ("新东城报", 944)
    assert inner["problems"] == []


def test_every_piece_is_found_in_the_order_of_reading_and_none_is_made_up(front, inner):
    for number, answer in ((1, front), (2, inner)):
        assert [piece["title"] for piece in answer["articles"]] == TITLES[number]


def test_a_headlines_parts_are_told_by_their_type_and_place(front):
    lead = front["articles"][0]
    assert lead["kicker"] == "槐安街道召开居民议事大会，二十个社区的代表到会"
    assert lead["subtitle"] == "三百条意见写成一张清单；办到哪一步，每月贴出来"
    assert lead["dateline"] == "本报讯"
    assert people(lead) == [("记者", "林小禾"), ("通讯员", "何芳")]


def test_a_text_is_read_column_after_column_with_its_paragraphs_and_subheads(front):
    blocks = front["articles"][0]["blocks"]
    assert [block["type"] for block in blocks] == ["paragraph", "subhead"] + ["paragraph"] * 2 + [
        "subhead"
    ] + ["paragraph"] * 2
    assert texts(front["articles"][0], "subhead") == ["先写下来，再排次序", "谁来办，办到哪一步"]
    assert blocks[2]["text"] == (
        "街道把三百条意见按社区分开，又按急缓排出次序，排在最前面的是十二处坡道。负责记录的居民邬秀珍说，写得最多的一句话是"
        "“能不能先来看看”，工作人员第二天就去看了，回来又添了九条。"
    )
    assert blocks[-1]["text"].endswith("就在旁边画一个圈。")


def test_a_photos_caption_and_credit_go_with_its_piece(front):
    (photo,) = front["articles"][0]["photos"]
    assert (photo["caption"], people(photo)) == ("图为居民在墙上贴意见。", [("记者", "燕北河")])
    alone = titled(front, "晨光漫过月牙河")
    assert (alone["blocks"], alone["credits"], alone["see_page"]) == ([], [], 2)
    assert alone["photos"][0]["caption"] == "5月20日清晨，河上薄雾未散，早起的居民沿河散步。"


def test_an_advertisement_and_a_column_are_told_by_the_small_box_over_them(front, inner):
    marked = [piece["title"] for piece in front["articles"] if piece["is_advertisement"]]
    assert marked == ["拧紧水龙头 留住每一滴"]
    assert [piece["column"] for piece in inner["articles"]] == ["", "街坊", "", ""]


def test_an_upright_headline_has_its_byline_and_its_text_over_two_columns(inner):
    story = titled(inner, "竹帘下的午后")
    assert people(story) == [("", "闻一舟")]
    assert len(texts(story)) == 5
    assert texts(story)[0].endswith("我数着数着就睡着了。")


def test_a_jump_has_its_pages_on_both_ends(front, inner):
    assert titled(front, "停车有序 晾晒有架")["continued_on"] == 2
    assert titled(inner, "停车有序 晾晒有架")["continued_from"] == 1


def test_a_table_is_read_by_cells_and_a_poem_by_lines(inner):
    table = "项目\t时间\t地点\n理发\t每周三\t活动室\n量血压\t每周一\t小屋\n磨剪子\t每周二\t门厅"
    assert [(b["type"], b["text"]) for b in titled(inner, "便民服务 请您对表")["blocks"]] == [
        ("paragraph", "社区服务站公布6月的便民服务安排，各项服务均不收费。具体时间如下："),
        ("table", table),
        ("paragraph", "需要上门服务的老人，请提前一天向楼门长登记。"),
    ]
    poem = titled(inner, "五月")
    assert texts(poem, "verse") == [
        "槐花落了一夜\n扫街的人没舍得用力",
        "他把花拢到树根\n像替谁掖好被角",
        "卖豆腐的铃铛经过\n叫醒了一半胡同",
    ]
    assert people(poem) == [("", "温如故")]


def test_a_page_that_this_system_sets_is_read_back_as_it_was(draft):
    meant = read_page((sample.FOLDER / "page1.txt").read_bytes())
    issue = save_page(meant).issue
    for photo in Photo.objects.all():
        photo.attach(picture_file())
        photo.save()
    (page,) = typeset(issue).pages
    read = {piece["title"]: piece for piece in draft(page.pdf)["articles"]}
    for piece in meant.articles:
        if piece.blocks:
            found = read[piece.title]
            assert (found["kicker"], found["subtitle"].strip("—")) == (
                piece.kicker,
                piece.subtitle.strip("—"),
            )
            assert [block["text"] for block in found["blocks"]] == [block.text for block in piece.blocks]


# Hard files


def test_a_page_without_a_rule_or_a_frame_is_parted_by_its_white(front, draft):
    bare = draft(without_rules(set_pages.front()))
    assert bare["articles"][:-1] == front["articles"][:-1]  # the last is the boxed advertisement


def test_a_page_that_was_set_sideways_is_read_as_it_is_seen(inner, draft):
    assert draft(hard_pages.turned(set_pages.inner())) == inner


def test_a_sheet_with_two_pages_is_two_pages(front, inner, draft):
    assert draft(hard_pages.spread(set_pages.front(), set_pages.inner())) == [front, inner]


def test_of_a_file_of_several_pages_one_can_be_asked_for(inner, draft):
    both = hard_pages.joined(set_pages.front(), set_pages.inner())
    assert draft(both, sheet=2) == inner
    with pytest.raises(CommandError, match="共有2版，没有第3个"):
        draft(both, sheet=3)


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (hard_pages.scanned, "没有文字"),
        (hard_pages.with_wrong_unicode, "与版面上看到的不一致"),
        (hard_pages.scanned_with_guesses, "与版面上看到的不一致"),
        (hard_pages.locked, "有密码"),
        (lambda data: data[:2000], "已损坏"),
        (lambda _data: hard_pages.enormous(), "不是报纸版面"),
        (lambda _data: empty_pdf(), "没有文字"),
        (lambda _data: "并不是".encode(), "已损坏|不是PDF"),
    ],
    ids="scan wrong-unicode bad-recognition locked cut-off enormous empty no-pdf".split(),
)
def test_what_cant_be_read_or_not_be_trusted_says_so(draft, spoilt, said):
    with pytest.raises(CommandError, match=said):
        draft(spoilt(set_pages.inner()))


def test_a_font_that_gives_wrong_signs_is_noticed_line_by_line(draft):
    answer = draft(with_wrong_font(set_pages.front(), "NotoSansSC"))
    doubted = [problem["line"] for problem in answer["problems"] if "字体" in problem["message"]]
    assert len(doubted) > 5
    assert titled(answer, "修伞匠把摊子支在槐树下")["blocks"]


def without_rules(data):
    """The page without what is drawn on it."""
    pdf, bare = pypdfium2.PdfDocument(data), io.BytesIO()
    page = pdf[0]
    for thing in list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=1)):
        page.remove_obj(thing)
    page.gen_content()
    pdf.save(bare)
    return bare.getvalue()


def with_wrong_font(data, name):
    """The page with a font that says of each of its shapes that it is another sign."""
    spoilt = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font and name in str(font.BaseFont):
                table = font.ToUnicode.read_bytes().decode()
                font.ToUnicode.write(re.sub(r"(<\w+>\s*)<([4-9]\w{3})>", _another_sign, table).encode())
        pdf.save(spoilt)
    return spoilt.getvalue()


def _another_sign(found):
    return f"{found[1]}<{0x4E00 + (int(found[2], 16) - 0x4E00) * 7 % 0x5000:04X}>"


# The command saves


def test_the_command_saves_the_page_and_its_print_file(imported):
    said = imported(set_pages.front())
    page = Page.objects.get()
    assert (page.issue.number, page.issue.date) == (944, datetime.date(2020, 5, 29))
    assert [placement.article.title for placement in page.placements.order_by("order")] == TITLES[1]
    assert page.print_file.sent_as == "版面.pdf"
    assert page.print_file.areas.filter(whereabouts="known").count() == 5
    assert "版面图已生成" in said
    before = Article.objects.count()
    assert "未变5篇" in imported(set_pages.front())
    assert Article.objects.count() == before


def test_of_a_file_of_several_pages_all_are_saved_or_none(imported):
    with pytest.raises(CommandError):  # the issue of the inner page, which comes first, isn't there yet
        imported(hard_pages.joined(set_pages.inner(), set_pages.front()))
    assert not Page.objects.exists()
    reports = json.loads(imported(hard_pages.joined(set_pages.front(), set_pages.inner()), format="json"))
    assert [report["page"] for report in reports] == [1, 2]
    assert all(page.print_file for page in Page.objects.all())
    jumped = Article.objects.get(title="停车有序 晾晒有架")
    assert [placement.page.number for placement in jumped.placements.order_by("part")] == [1, 2]


def test_pages_of_a_file_that_cannot_be_read_are_named_all_at_once_and_the_reading_is_told(imported, capsys):
    spoilt = hard_pages.joined(
        hard_pages.scanned(set_pages.front()), set_pages.inner(), hard_pages.scanned(set_pages.inner())
    )
    with pytest.raises(CommandError) as refused:
        imported(spoilt)
    assert ["第1张" in line or "第3张" in line for line in str(refused.value).splitlines()] == [True, True]
    told = capsys.readouterr().err
    assert [f"正在识读第{number}页（共3页）" in told for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert not Page.objects.exists()


def test_of_a_book_one_page_is_to_be_named_and_none_is_read(imported):
    with pytest.raises(CommandError, match="共65页：请用 --sheet 指明哪一页"):
        imported(empty_pdf(pages=65))


def test_a_file_that_is_not_there_is_told_in_the_language_of_the_desk(tmp_path):
    with pytest.raises(CommandError, match=r"没有\.pdf：没有这个文件"):
        call_command("import_page", tmp_path / "没有.pdf")


# The form


def test_the_draft_of_a_pdf_is_shown_beside_its_text_and_saved_with_its_print_file(desk):
    shown = send(desk, set_pages.front())
    assert "停车有序 晾晒有架</li>" in shown.content.decode()
    assert "读自“版面.pdf”" in shown.content.decode()
    fields = fields_of(shown)
    assert (fields["masthead-issue_number"], fields["piece0-title"]) == ("944", "停车有序 晾晒有架")
    assert not Page.objects.exists()
    saved = desk.post(DOOR, fields | {"piece0-title": "停车晾晒都有序", "save": "1"}, follow=True)
    page = Page.objects.get()
    assert saved.redirect_chain[-1][0] == f"/admin/issues/page/{page.pk}/change/"
    assert page.placements.filter(article__title="停车晾晒都有序").exists()
    assert page.print_file.sent_as == "版面.pdf"
    again = desk.post(DOOR, fields | {"save": "1"}, follow=True)
    assert "请重新选择文件" in again.content.decode()
    assert Page.objects.count() == 1


def test_a_problem_of_a_pdf_leads_to_its_line(desk):
    shown = send(desk, with_wrong_font(set_pages.front(), "NotoSansSC")).content.decode()
    lines = [int(line) for line in re.findall(r'<a href="#line-(\d+)">', shown)]
    assert f'<li id="line-{lines[0]}" class="doubtful">' in shown


def test_the_form_asks_which_page_of_a_file_is_meant(desk):
    both = hard_pages.joined(set_pages.front(), set_pages.inner())
    assert "共有2版" in send(desk, both).content.decode()
    assert fields_of(send(desk, both, sheet="2"))["page-name"] == "生活"


def test_what_cant_be_read_is_refused_in_the_form(desk):
    assert "没有文字" in send(desk, hard_pages.scanned(set_pages.front())).content.decode()
    assert "有密码" in send(desk, hard_pages.locked(set_pages.front())).content.decode()


def test_a_wrong_issue_is_put_right_beside_the_draft_of_a_pdf(desk):
    make_masthead()
    issue = make_issue(number=944, date=datetime.date(2020, 5, 29))
    fields = fields_of(send(desk, set_pages.inner())) | {"save": "1"}
    refused = desk.post(DOOR, fields | {"issue": "九四四"})
    assert "请填数字" in refused.content.decode()
    desk.post(DOOR, fields_of(refused) | {"save": "1", "issue": "944"})
    assert issue.pages.get(number=2).print_file


def test_a_signed_off_issue_takes_no_pdf(desk):
    make_signed_off_issue(number=944, date=datetime.date(2020, 5, 29))
    fields = fields_of(send(desk, set_pages.front())) | {"save": "1"}
    assert "签发" in desk.post(DOOR, fields).content.decode()
    assert not Page.objects.exists()

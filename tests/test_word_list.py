"""The paper's own lists: kept in the admin, written as CSV and taken in as a whole or not at all."""

import datetime
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command

from articles import csv_lists, house
from articles.models import HouseStyle, Official, WatchWord
from issues import roles
from tests.browsing import save
from tests.factories import make_staff

pytestmark = pytest.mark.django_db

WORDS, PEOPLE = "/admin/articles/watchword/", "/admin/articles/official/"


@pytest.fixture
def chief(client):
    client.force_login(make_staff(roles.CHIEF))
    return client


def send(client, address, text, encoding="utf-8-sig"):
    """Import a file; returns the page that follows."""
    file = io.BytesIO(text if isinstance(text, bytes) else text.encode(encoding))
    file.name = "词表.csv"
    return client.post(f"{address}import/", {"file": file}, follow=True).content.decode()


def words():
    return list(WatchWord.objects.order_by("term").values_list("term", "replacement", "severity", "note"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_file_of_excel_or_wps_is_read_in_any_encoding_and_with_any_separator(chief, encoding, delimiter):
    lines = [
        ("词语", "替换", "级别", "备注"),
        ("弱势群体", "困难群众", "提醒", "称谓平等"),
        ("第一", "", "拦截", ""),
    ]
    page = send(chief, WORDS, "\r\n".join(map(delimiter.join, lines)), encoding)
    assert "新增2条，更新0条，未变0条" in page
    assert words() == [("弱势群体", "困难群众", "warning", "称谓平等"), ("第一", "", "block", "")]


def test_english_headings_and_another_order_of_columns_are_read(chief):
    send(chief, WORDS, "severity,term\nblock,第一\n,亲自\n")
    assert words() == [("亲自", "", "warning", ""), ("第一", "", "block", "")]


def test_an_import_changes_what_is_there_adds_what_is_new_and_leaves_the_rest(chief):
    WatchWord.objects.create(term="旧词", replacement="甲")
    WatchWord.objects.create(term="照旧", replacement="乙")
    WatchWord.objects.create(term="没提到")
    page = send(chief, WORDS, "词语,替换\n旧词,新\n照旧,乙\n新词,丙\n")
    assert "新增1条，更新1条，未变1条" in page
    assert [word[:2] for word in words()] == [("新词", "丙"), ("旧词", "新"), ("没提到", ""), ("照旧", "乙")]
    assert LogEntry.objects.get().change_message == "CSV导入：新增1条，更新1条，未变1条"


def test_bad_lines_are_named_by_their_number_and_nothing_is_taken_in(chief):
    text = (
        '词语,替换,级别\n好词,,\n"分两\n行",,\n,空,\n坏词,,严重\n好词,再,\n' + "长" * 101 + ",,\n多,,,,了\n"
    )
    page = send(chief, WORDS, text)
    for line in (
        "第5行：词语：此字段不能为空。",
        "第6行：级别“严重”无法识别，请写“拦截”或“提醒”。",
        "第7行：与第2行重复。",
        "第9行：这一行的单元格比表头多。",
    ):
        assert line in page
    assert "第8行：词语" in page
    assert words() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"\xff\xff\x80\x81", "文件既不是UTF-8也不是GB18030文本"),
        ("", "第1行：表头缺少“词语”"),
        ("好词,替换\n", "第1行：表头缺少“词语”"),
        (b"x" * (csv_lists.MOST_BYTES + 1), "文件超过5 MB"),
    ],
)
def test_what_is_no_list_is_refused(chief, text, said):
    assert said in send(chief, WORDS, text)
    assert words() == []


def test_an_export_is_harmless_in_a_spreadsheet_and_comes_back_unchanged(chief):
    tricky = ["=1+1", "'=甲", "＋号", "-", "@人", "普通,带“逗号”", "'引号", '带"引号"']
    for term in tricky:
        WatchWord.objects.create(term=term, replacement=f"={term}", severity="block", note="两\n行")
    before = words()
    response = chief.get(f"{WORDS}export/")
    text = response.content.decode("utf-8-sig")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert text.startswith("词语,替换,级别,备注\r\n")
    assert "\n=" not in text
    assert ",=" not in text
    assert "未变8条" in send(chief, WORDS, response.content)
    WatchWord.objects.all().delete()
    assert "新增8条" in send(chief, WORDS, response.content)
    assert words() == before


def test_names_and_posts_are_taken_in_with_their_dates_and_come_back_unchanged(chief):
    text = "姓名,职务,起,止,排序\n何 文,区委副书记、区长,2019/6/1,,2\n贺长林,区长,2011年1月1日,2019-05-31,\n"
    assert "新增2条" in send(chief, PEOPLE, text)
    assert list(Official.objects.order_by("pk").values_list("name", "post", "since", "until", "rank")) == [
        ("何文", "区委副书记、区长", datetime.date(2019, 6, 1), None, 2),
        ("贺长林", "区长", datetime.date(2011, 1, 1), datetime.date(2019, 5, 31), 0),
    ]
    assert "未变2条" in send(chief, PEOPLE, chief.get(f"{PEOPLE}export/").content)
    assert "更新1条，未变0条" in send(
        chief, PEOPLE, "姓名,职务,起,止\n何文,区委副书记、区长,2019-06-01,2020-05-01\n"
    )


def test_a_bad_date_a_bad_rank_and_an_end_before_the_beginning_are_named(chief):
    text = "姓名,职务,起,止,排序\n甲某,局长,五月,,\n乙某,局长,2020-02-30,,\n丙某,局长,,,头名\n戊某,局长,,,99999999999999999999\n丁某,局长,2020-05-02,2020-05-01,1\n"
    page = send(chief, PEOPLE, text)
    assert "第2行：日期“五月”无法识别" in page
    assert "第3行：日期“2020-02-30”无法识别" in page
    assert "第4行：“头名”不是整数" in page
    assert "第5行：“99999999999999999999”不是整数" in page
    assert "第6行：任职截止早于起始。" in page
    assert not Official.objects.exists()


def test_the_command_writes_and_reads_both_lists(tmp_path, capsys):
    WatchWord.objects.create(term="旧词", replacement="新词")
    Official.objects.create(name="何文", post="区长")
    for options in ([], ["--names"]):
        file = str(tmp_path / "list.csv")
        call_command("word_list", "export", file, *options)
        call_command("word_list", "import", file, *options)
        assert capsys.readouterr().out == "新增0条，更新0条，未变1条\n"
    (tmp_path / "bad.csv").write_text("词语,级别\n甲,乙\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"bad\.csv: 第2行"):
        call_command("word_list", "import", str(tmp_path / "bad.csv"))
    with pytest.raises(CommandError, match=r"none\.csv"):
        call_command("word_list", "import", str(tmp_path / "none.csv"))


def test_who_only_reads_the_list_exports_it_and_imports_nothing(client):
    client.force_login(make_staff(roles.EDITOR))
    page = client.get(WORDS).content.decode()
    assert "导出CSV" in page
    assert "导入CSV" not in page
    assert client.get(f"{WORDS}export/").status_code == 200
    assert client.post(f"{WORDS}import/", {}).status_code == 403


def test_a_word_is_found_by_search_and_filtered_by_severity(chief):
    WatchWord.objects.create(term="弱势群体", replacement="困难群众")
    WatchWord.objects.create(term="第一", severity="block")
    assert "弱势群体" in chief.get(f"{WORDS}?q=困难").content.decode()
    page = chief.get(f"{WORDS}?severity__exact=block").content.decode()
    assert "弱势群体" not in page
    assert "第一" in page


def test_people_in_office_are_told_from_those_who_were(chief):
    Official.objects.create(name="何文", post="区长")
    Official.objects.create(name="贺长林", post="区长", until=datetime.date(2019, 5, 31))
    now, before = (chief.get(f"{PEOPLE}?office={when}").content.decode() for when in ("now", "before"))
    assert ("何文" in now, "贺长林" in now) == (True, False)
    assert ("何文" in before, "贺长林" in before) == (False, True)


def test_the_house_style_is_one_row_that_the_chief_changes(chief):
    address = chief.get("/admin/articles/housestyle/").url
    save(chief, address, longest_title="24", datelines="本报讯\n据新华社电")
    style = HouseStyle.objects.get()
    assert (style.longest_title, style.dateline_lines) == (24, ["本报讯", "据新华社电"])
    assert house.load().longest_title == 24
    assert chief.get("/admin/articles/housestyle/add/").status_code == 403


def test_the_lists_stand_under_their_own_heading(chief):
    page = chief.get("/admin/").content.decode()
    assert page.index("检查") < page.index("词表") < page.index("姓名职务表") < page.index("本报规范")


def test_the_lists_are_loaded_with_three_questions_however_long(django_assert_num_queries):
    for number in range(20):
        WatchWord.objects.create(term=f"词{number}")
        Official.objects.create(name=f"甲某{number}", post="局长")
    with django_assert_num_queries(3):
        loaded = house.load()
    assert (len(loaded.words), len(loaded.posts), loaded.longest_title) == (20, 20, 30)


def test_the_labels_of_the_forms_are_headings_too(chief):
    send(chief, WORDS, "词语,改为,级别,备注\n其它,其他,提醒,\n")
    assert words() == [("其它", "其他", "warning", "")]
    labels = [Official._meta.get_field(name).verbose_name for name in ("name", "post", "since")]
    send(chief, PEOPLE, f"{','.join(map(str, labels))}\n何文,区长,2019-06-01\n")
    assert Official.objects.get().since == datetime.date(2019, 6, 1)


@pytest.mark.parametrize("heading", ["词语,换成", "词语,替换,换成", "词语,换成,备注", "词语,替换,改为"])
def test_a_column_that_the_list_does_not_have_is_refused_by_its_name(chief, heading):
    columns = heading.split(",")
    page = send(chief, WORDS, f"{heading}\n{','.join('甲' for _ in columns)}\n")
    name = "改为" if "改为" in columns else "换成"
    assert f"第1行：表头里的《{name}》" in page or f"第1行：表头里的“{name}”" in page
    assert words() == []

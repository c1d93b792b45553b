"""Printed issues come in from a folder, or through the admin, and are released in one step."""

import datetime
import io
import zipfile

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Move, Reporter, Review, Revision
from issues import roles
from issues.imports.catalogue import files as catalogue_files
from issues.imports.catalogue.files import of_folder
from issues.imports.catalogue.grouping import named_by
from issues.imports.catalogue.run import take_in
from issues.models import CatalogueRun, Issue, IssueState, Page, Placement
from tests import factories as make

pytestmark = pytest.mark.django_db

IMPORT = "/admin/issues/cataloguerun/import/"
FRONT = """{date}
本期2版
总第{number}期
www.xdcb.net

新东城报

NEW DONGCHENG WEEKLY

东城区融媒体中心出版

{title}

本报讯（记者 林小禾）五月的一个早晨，修伞匠把摊子支在了槐树下。

街坊们把攒了一冬的伞都拿了出来。
"""
INNER = """新东城报　　{date}　　2版 社区

河边的长椅

本报讯（通讯员 苏禾禾）河边添了三把长椅，走累了可以坐一坐。
"""


@pytest.fixture
def chief():
    return make.make_staff(roles.CHIEF, username="zong")


def write(folder, number=501, date="2018年1月12日", title="胡同口来了修伞匠", **texts):
    """Write the two pages of an issue into a folder of its own; `texts` gives others, by file name without .txt."""
    place = folder / str(number)
    place.mkdir(parents=True)
    pages = {"1": FRONT.format(number=number, date=date, title=title), "2": INNER.format(date=date)}
    for name, said in (pages | texts).items():
        if said is not None:
            (place / f"{name}.txt").write_text(said, encoding="utf-8")
    return place


def run(folder, *options, user="zong", reason="补录往期"):
    """Run the command and return what it prints; a failed issue's CommandError is left out."""
    said = io.StringIO()
    try:
        call_command("import_catalogue", str(folder), *options, user=user, reason=reason, stdout=said)
    except CommandError as error:
        said.write(str(error))
    return said.getvalue()


def everything():
    models = (Issue, Page, Placement, Article, Reporter, Revision, Review, LogEntry)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def outcomes():
    return [(outcome["state"], outcome["name"]) for outcome in CatalogueRun.objects.first().outcome]


def test_a_folder_of_page_texts_becomes_released_issues(chief, tmp_path, client):
    write(tmp_path, 501, "2018年1月12日")
    write(tmp_path, 502, "2018年1月19日")
    said = run(tmp_path)
    assert "第501期（2018-01-12）：已发布　2 个版，2 篇稿件" in said
    assert said.splitlines()[-1] == "已发布 2"
    for number in (501, 502):
        issue = Issue.objects.get(number=number)
        assert (issue.state, issue.publish_at) == (IssueState.SIGNED_OFF, issue.default_publish_at())
        assert client.get(issue.get_absolute_url()).status_code == 200
    assert "胡同口来了修伞匠" in client.get("/issues/501/1/").content.decode()


def test_who_released_them_and_why_is_kept_with_each_piece_each_issue_and_the_run(chief, tmp_path):
    write(tmp_path)
    run(tmp_path, reason="补录2018年，100%已印出")
    issue = Issue.objects.get()
    assert issue.signed_off_by == chief
    reviews = Review.objects.filter(move=Move.ADMIT)
    assert {(review.made_by, review.opinion) for review in reviews} == {(chief, "补录2018年，100%已印出")}
    assert reviews.count() == Article.objects.count() == 2
    logged = LogEntry.objects.get(object_id=str(issue.pk))
    assert logged.user == chief
    assert "补录2018年，100%已印出" in logged.get_change_message()
    taken = CatalogueRun.objects.get()
    assert (taken.run_by, taken.reason, taken.source) == (chief, "补录2018年，100%已印出", str(tmp_path))
    assert taken.ended_at >= taken.begun_at


def test_a_second_run_changes_nothing_and_says_so(chief, tmp_path):
    write(tmp_path)
    run(tmp_path)
    before = everything()
    assert "第501期（2018-01-12）：未改动" in run(tmp_path)
    assert everything() == before
    assert CatalogueRun.objects.count() == 2


def test_an_issue_that_fails_stays_out_whole_and_the_others_go_in(chief, tmp_path):
    write(tmp_path, 501, "2018年1月12日", **{"2": "新东城报　2018年1月13日　2版\n\n标题\n\n正文。"})
    write(tmp_path, 502, "2018年1月19日")
    said = run(tmp_path)
    assert list(Issue.objects.values_list("number", flat=True)) == [502]
    assert "501/2.txt" in said
    assert "2018-01-13" in said
    assert "有 1 期未能导入，改正后可以再次运行。" in said
    assert not Article.objects.exclude(placements__page__issue__number=502).exists()


def test_what_failed_is_put_right_and_taken_in_by_the_next_run(chief, tmp_path):
    place = write(tmp_path, **{"2": None})
    assert "缺版：2" in run(tmp_path)
    assert not Issue.objects.exists()
    (place / "2.txt").write_text(INNER.format(date="2018年1月12日"), encoding="utf-8")
    assert "第501期（2018-01-12）：已发布" in run(tmp_path)
    assert Issue.objects.get().pages.count() == 2


def test_an_issue_of_which_a_page_is_missing_goes_out_only_where_that_is_asked_for(chief, tmp_path):
    write(tmp_path, **{"2": None})
    assert "缺版：2" in run(tmp_path, "--partial")
    assert Issue.objects.get().is_signed_off


def test_an_issue_that_the_desk_is_working_on_is_never_touched(chief, tmp_path):
    issue = make.make_issue(number=501)
    own = make.make_article("编辑自己的稿子", state="draft")
    make.place(own, make.make_page(issue))
    before = everything()
    write(tmp_path)
    assert "保持原样　这一期正在编辑中" in run(tmp_path)
    assert everything() == before


def test_a_released_issue_whose_files_have_changed_stays_as_it_is_and_is_named(chief, tmp_path):
    place = write(tmp_path)
    run(tmp_path)
    before = everything()
    changed = (place / "2.txt").read_text(encoding="utf-8").replace("三把长椅", "五把长椅")
    (place / "2.txt").write_text(changed, encoding="utf-8")
    said = run(tmp_path)
    assert "保持原样　这一期已经发布" in said
    assert "2版 社区：新建0篇，更新1篇" in said
    assert everything() == before


def test_a_minor_edit_made_since_does_not_make_an_issue_differ_from_its_files(chief, tmp_path):
    write(tmp_path)
    run(tmp_path)
    article = Article.objects.get(title="河边的长椅")
    Article.objects.filter(pk=article.pk).update(title="河边的三把长椅")
    assert "第501期（2018-01-12）：未改动" in run(tmp_path)
    article.refresh_from_db()
    assert article.title == "河边的三把长椅"


def test_a_rehearsal_says_what_would_be_done_and_saves_nothing(chief, tmp_path):
    write(tmp_path, 501)
    write(tmp_path, 502, "2018年1月19日", **{"2": None})
    before = everything()
    said = run(tmp_path, "--dry-run")
    assert "第501期（2018-01-12）：将发布" in said
    assert "缺版：2" in said
    assert everything() == before
    assert not CatalogueRun.objects.exists()


@pytest.mark.parametrize("folder", ["501", "第501期", "2018-01-12", "20180112", "2018年1月12日", "No.501"])
def test_what_a_page_does_not_say_is_taken_from_the_folder_s_name(chief, tmp_path, folder):
    place = tmp_path / "往期" / folder
    place.mkdir(parents=True)
    (place / "第1版.txt").write_text(FRONT.format(number=501, date="2018年1月12日", title="修伞匠"), "utf-8")
    (place / "第2版.txt").write_text("河边的长椅\n\n本报讯 河边添了三把长椅。\n", encoding="utf-8")
    run(tmp_path)
    assert [page.number for page in Issue.objects.get(number=501).pages.all()] == [1, 2]


@pytest.mark.parametrize(
    ("path", "number", "date", "page"),
    [
        ("943/1.txt", 943, None, 1),
        ("2020/943/page2.txt", 943, None, 2),
        ("第943期/A03.txt", 943, None, 3),
        ("2020-05-22/2版 综合新闻.txt", None, "2020-05-22", 2),
        ("20200522_03.txt", None, "2020-05-22", 3),
        ("943-4.txt", 943, None, 4),
        ("第943期第2版.txt", 943, None, 2),
        ("2020/要闻.txt", None, None, None),
        ("01-要闻.txt", None, None, None),
        ("20201332_1.txt", None, None, 1),
    ],
)
def test_a_name_says_number_date_and_page_and_nothing_is_guessed(path, number, date, page):
    named = named_by(catalogue_files.File(path).name)
    assert (named.number, named.date and str(named.date), named.page) == (number, date, page)


def test_a_name_that_contradicts_the_text_keeps_the_issue_out(chief, tmp_path):
    write(tmp_path, 501).rename(tmp_path / "777")
    said = run(tmp_path)
    assert "777/1.txt：文件名写的是第777期，正文写的是第501期。" in said
    assert not Issue.objects.exists()


def test_two_files_of_one_page_keep_the_issue_out(chief, tmp_path):
    write(tmp_path, **{"2版": INNER.format(date="2018年1月12日")})
    assert "第2版有不止一个文件" in run(tmp_path)
    assert not Issue.objects.exists()


def test_a_file_that_fits_no_issue_is_listed_and_disturbs_none(chief, tmp_path):
    write(tmp_path)
    (tmp_path / "说明.txt").write_text("这里是往期。", encoding="utf-8")
    (tmp_path / "501" / "2.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / ".DS_Store").write_bytes(b"\x00")
    said = run(tmp_path)
    assert "说明.txt：未读取　看不出是哪一期的版" in said
    assert "501/2.pdf：未读取　暂不能读取 PDF" in said
    assert said.splitlines()[-1] == "已发布 1、未读取 2"


def test_a_damaged_page_keeps_its_issue_out(chief, tmp_path):
    place = write(tmp_path, **{"2": None})
    (place / "2.txt").write_bytes(b"\x00\x01\x02")
    assert "501/2.txt" in run(tmp_path)
    assert not Issue.objects.exists()


def test_gb18030_pages_are_read(chief, tmp_path):
    place = write(tmp_path)
    for path in place.iterdir():
        path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    run(tmp_path)
    assert Article.objects.filter(title="胡同口来了修伞匠").exists()


def test_an_issue_of_tomorrow_is_not_a_printed_one(chief, tmp_path):
    day = timezone.localdate() + datetime.timedelta(days=1)
    write(tmp_path, 501, f"{day.year}年{day.month}月{day.day}日")
    assert "还没有出报" in run(tmp_path)
    assert not Issue.objects.exists()


@pytest.mark.parametrize("role", [roles.REPORTER, roles.EDITOR, roles.DESK_HEAD, roles.PROOFREADER])
def test_only_the_editor_in_chief_may_release_them(tmp_path, client, role):
    user = make.make_staff(role)
    write(tmp_path)
    assert "没有导入往期的权限" in run(tmp_path, user=user.username)
    client.force_login(user)
    assert client.get(IMPORT).status_code == 403
    assert not Issue.objects.exists()


def test_an_empty_reason_and_a_folder_that_is_not_there_are_refused(chief, tmp_path):
    assert "请写明为什么" in run(tmp_path, reason=" ")
    assert "没有“" in run(tmp_path / "nowhere")


def test_who_stops_half_way_loses_none_that_is_done(chief, tmp_path):
    write(tmp_path, 501, "2018年1月12日")
    write(tmp_path, 502, "2018年1月19日")
    told = take_in(of_folder(tmp_path), chief, "补录", "往期")
    next(told)
    told.close()
    assert list(Issue.objects.values_list("number", flat=True)) == [501]
    assert outcomes() == [("released", "第501期（2018-01-12）")]
    assert CatalogueRun.objects.get().ended_at
    run(tmp_path)
    assert outcomes() == [("unchanged", "第501期（2018-01-12）"), ("released", "第502期（2018-01-19）")]


# Through the admin


def archive(folder, code="utf-8", **more):
    """Return a zip archive of the folder as an upload; names as Windows packs them where `code` is gbk."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*.txt")):
            packed.writestr(_entry(path.relative_to(folder).as_posix(), code), path.read_bytes())
        for name, data in more.items():
            packed.writestr(name, data)
    return SimpleUploadedFile("往期.zip", made.getvalue())


class _AsOldPackersDo(zipfile.ZipInfo):
    """An entry without the flag that says UTF-8, which Python sets for names outside ASCII."""

    def _encodeFilenameFlags(self):  # noqa: N802
        return self.filename.encode("cp437"), 0


def _entry(name, code):
    if code == "utf-8":
        return name
    return _AsOldPackersDo(name.encode(code).decode("cp437"))


def send(client, *uploads, **fields):
    """Send the form and return the whole page that follows."""
    answer = client.post(IMPORT, {"files": list(uploads), "reason": "补录往期", **fields})
    return (answer.getvalue() if answer.streaming else answer.content).decode()


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


def test_the_page_tells_of_each_issue_of_an_archive_and_counts_them(desk, tmp_path):
    write(tmp_path, 501, "2018年1月12日")
    write(tmp_path, 502, "2018年1月19日", **{"2": None})
    shown = send(desk, archive(tmp_path))
    assert (
        '<span class="state released">已发布</span> <a href="/issues/501/">第501期（2018-01-12）</a>' in shown
    )
    assert (
        '<span class="state failed">未能导入</span> 第502期（2018-01-19）<ul><li>缺版：2</li></ul>' in shown
    )
    assert '<p class="standing-line" role="status">已发布 1、未能导入 1</p>' in shown
    assert CatalogueRun.objects.get().source == "往期.zip"


def test_each_issue_is_told_before_the_next_is_begun(desk, tmp_path):
    write(tmp_path, 501, "2018年1月12日")
    write(tmp_path, 502, "2018年1月19日")
    parts = iter(desk.post(IMPORT, {"files": [archive(tmp_path)], "reason": "补录"}).streaming_content)
    assert [Issue.objects.count() for part in parts if b'<li class="outcome">' in part] == [1, 2]


def test_several_text_files_are_taken_as_they_are(desk, tmp_path):
    place = write(tmp_path)
    uploads = [SimpleUploadedFile(path.name, path.read_bytes()) for path in sorted(place.iterdir())]
    assert "已发布 1" in send(desk, *uploads)


def test_names_that_windows_has_packed_in_gbk_are_read(desk, tmp_path):
    place = write(tmp_path, **{"2": "河边的长椅\n\n本报讯 河边添了三把长椅。\n"})
    (place / "2.txt").rename(place / "2版 社区.txt")
    place.rename(tmp_path / "第501期")
    assert "已发布 1" in send(desk, archive(tmp_path, "gbk"))
    assert outcomes() == [("released", "第501期（2018-01-12）")]


@pytest.mark.parametrize("name", ["../2.txt", "/etc/2.txt", "501\\..\\..\\2.txt", "C:/2.txt"])
def test_a_path_that_leads_out_of_the_archive_is_refused(desk, tmp_path, name):
    write(tmp_path)
    assert "压缩包里有指向包外的路径" in send(desk, archive(tmp_path, **{name: b"x"}))
    assert not Issue.objects.exists()


def test_an_archive_that_unpacks_to_more_than_the_bound_is_refused(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue_files, "MOST_BYTES", 1024 * 1024)
    write(tmp_path)
    bomb = {f"600/{number}.txt": b"0" * 600_000 for number in range(2)}
    assert "一次不能超过 1 MB 文字" in send(desk, archive(tmp_path, **bomb))
    assert not Issue.objects.exists()


def test_what_is_no_archive_is_told_at_the_field(desk):
    assert "不是 zip 压缩包" in send(desk, SimpleUploadedFile("往期.zip", b"PK nonsense"))


def test_files_and_reason_are_asked_for(desk):
    shown = send(desk, reason="")
    assert shown.count("errorlist") == 2
    assert not CatalogueRun.objects.exists()


def test_runs_are_listed_with_what_became_of_each_issue_and_can_t_be_edited(desk, tmp_path):
    write(tmp_path, 501, "2018年1月12日")
    write(tmp_path, 502, "2018年1月19日", **{"2": None})
    run(tmp_path)
    listed = desk.get("/admin/issues/cataloguerun/").content.decode()
    assert "已发布 1、未能导入 1" in listed
    assert IMPORT in listed
    address = f"/admin/issues/cataloguerun/{CatalogueRun.objects.get().pk}/change/"
    shown = desk.get(address).content.decode()
    assert shown.index("第502期（2018-01-19）") < shown.index("第501期（2018-01-12）")
    assert desk.post(address, {"reason": "别的"}).status_code == 403
    assert desk.get("/admin/issues/cataloguerun/add/").status_code == 403


def test_the_list_of_runs_asks_the_same_number_of_questions_of_many(desk, chief):
    def count():
        with CaptureQueriesContext(connection) as queries:
            desk.get("/admin/issues/cataloguerun/")
        return len(queries)

    CatalogueRun.objects.create(source="一", reason="补录", run_by=chief)
    small = count()
    for number in range(8):
        someone = make.make_user(f"chief{number}")
        CatalogueRun.objects.create(source=str(number), reason="补录", run_by=someone)
    assert count() == small

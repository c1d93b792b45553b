"""Print files: sent by the desk or set by the system, read page by page; what readers get of them, and what not."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from PIL import Image

from issues.models import Area, PrintFile, Whereabouts
from issues.outlets.typeset import typeset
from issues.planning import preflight
from tests import factories as make
from tests import hard_pages

pytestmark = pytest.mark.django_db

UMBRELLA = "<p>修伞匠的摊子摆在槐树底下，一把旧油布伞撑开，二十四根伞骨一根一根查过去，断了的换，锈了的磨。</p><p>街坊说，他的手比眼睛还亮，摸一摸就知道哪一根要歇了。</p>"
KITES = "<p>放风筝的人在桥头站成一排，线轴转得飞快，老师傅说风要等，不能追，等来了，一松手它自己就上去。</p><p>孩子们听不懂，只管仰着头看。</p>"
LAMPS = "<p>夜市里的灯一盏接一盏亮起来，卖糖画的铜勺一斜，龙须就落在石板上，凉了，揭下来，插在稻草把上。</p>"


@pytest.fixture
def desk(client):
    client.force_login(make.make_user())
    return client


@pytest.fixture
def issue():
    """A published issue of two pages, a piece on each."""
    issue = make.make_signed_off_issue(page_count=2)
    for number, (title, body) in enumerate(
        (("修伞匠的二十四根伞骨", UMBRELLA), ("等风来的人", KITES)), start=1
    ):
        page = make.make_page(issue, number, name=("要闻", "副刊")[number - 1])
        make.place(make.make_article(title, body=body), page, prominence="lead")
    return issue


@pytest.fixture
def pdfs(issue):
    """The PDF of each page."""
    return [page.pdf for page in typeset(issue).pages]


def door(issue):
    return reverse("admin:issues_issue_print_files", args=[issue.pk])


def send(desk, issue, *files):
    """Send (name, bytes) files; returns what the page tells."""
    uploads = [SimpleUploadedFile(name, data, "application/pdf") for name, data in files]
    return desk.post(door(issue), {"files": uploads}).getvalue().decode()


def set_all_anew(desk, issue):
    """Tick all pages, those with a file that was sent among them; returns what the run tells."""
    marks = re.findall(r'name="page" value="([\d-]+)"', desk.get(f"{door(issue)}?set_all").content.decode())
    return desk.post(door(issue), {"set_ticked": "", "page": marks}).getvalue().decode()


def pages_of(issue):
    return list(issue.pages.order_by("number").select_related("print_file"))


def areas_of(page):
    return {area.article.title: area for area in page.print_file.areas.select_related("article")}


def picture(page, width=320, client=None):
    answer = (client or Client()).get(reverse("media:page_picture", args=[page.key, width]))
    return Image.open(io.BytesIO(answer.getvalue())).convert("RGB") if answer.status_code == 200 else None


def test_one_pdf_of_the_issue_gives_each_page_its_picture_and_its_areas(desk, issue, pdfs):
    said = send(desk, issue, ("第943期.pdf", hard_pages.joined(*pdfs)))
    assert "1版" in said
    assert "2版" in said
    first, second = pages_of(issue)
    assert first.print_file.sent_as == "第943期.pdf 第1张"
    (piece,) = areas_of(first).values()
    assert (piece.whereabouts, piece.confidence) == (Whereabouts.KNOWN, 1)
    left, top, right, bottom = piece.boxes[0]
    assert 0 < left < 0.1
    assert 0.9 < right < 1
    assert 0 < top < bottom < 1
    assert list(areas_of(second)) == ["等风来的人"]
    assert [picture(first, width).size[0] for width in (320, 1280, 3200)] == [320, 1280, 3200]


def test_page_files_in_any_order_and_under_any_name_come_to_their_pages(desk, issue, pdfs):
    send(desk, issue, ("排版1.pdf", pdfs[1]), ("排版2.pdf", pdfs[0]))
    assert [list(areas_of(page)) for page in pages_of(issue)] == [["修伞匠的二十四根伞骨"], ["等风来的人"]]


def test_scans_come_to_their_pages_by_the_numbers_in_their_names_and_say_that_they_have_no_text(
    desk, issue, pdfs
):
    said = send(
        desk,
        issue,
        ("2020-0522-02.pdf", hard_pages.scanned(pdfs[1])),
        ("2020-0522-01.pdf", hard_pages.scanned(pdfs[0])),
    )
    first, second = pages_of(issue)
    assert (first.print_file.sent_as, second.print_file.sent_as) == ("2020-0522-01.pdf", "2020-0522-02.pdf")
    assert said.count("没有文字") == 2
    assert [area.is_doubtful for area in areas_of(first).values()] == [True]
    assert picture(first) is not None, "nothing is hidden: the picture is there without areas"


@pytest.mark.parametrize(
    "hard", [hard_pages.without_unicode, hard_pages.with_wrong_unicode, hard_pages.scanned_with_guesses]
)
def test_text_that_reads_otherwise_than_it_looks_is_noticed_and_not_used(desk, issue, pdfs, hard):
    said = send(desk, issue, ("01.pdf", hard(pdfs[0])))
    assert "所读与所见不符" in said
    assert [area.whereabouts for area in areas_of(pages_of(issue)[0]).values()] == [Whereabouts.UNKNOWN]


def test_a_spread_is_cut_into_its_two_pages(desk, issue, pdfs):
    send(desk, issue, ("通版.pdf", hard_pages.spread(pdfs[1], pdfs[0])))
    first, second = pages_of(issue)
    assert list(areas_of(first)) == ["修伞匠的二十四根伞骨"]
    assert (first.print_file.sent_as, second.print_file.sent_as) == ("通版.pdf 右半", "通版.pdf 左半")
    assert first.print_file.height > first.print_file.width


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "空"),
        (b"<html>", "这不是PDF"),
        (b"%PDF-1.7\n%%EOF", "文件已损坏"),
        ("locked", "有密码"),
        ("enormous", "2963 × 2963 mm"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason_and_nothing_is_taken(
    desk, issue, pdfs, data, told
):
    send(desk, issue, ("好的.pdf", pdfs[0]))
    kept = pages_of(issue)[0].print_file
    bad = {"locked": lambda: hard_pages.locked(pdfs[0]), "enormous": hard_pages.enormous}.get(
        data, lambda: data
    )()
    said = send(desk, issue, ("坏的.pdf", bad), ("好的.pdf", pdfs[1]))
    if data:
        assert "坏的.pdf" in said
    assert told in said
    first, second = pages_of(issue)
    assert first.print_file == kept, "the page keeps what it had"
    assert second.print_file is None, "a good file beside a bad one is not taken either"


def test_more_sheets_than_pages_and_two_files_of_one_page_are_refused(desk, issue, pdfs):
    said = send(desk, issue, *[(f"{n}.pdf", pdfs[0]) for n in range(3)])
    assert "0.pdf、1.pdf、2.pdf：共3张，而版面只有2个" in said
    assert "未收取任何文件" in said
    said = send(desk, issue, ("甲.pdf", pdfs[0]), ("乙.pdf", pdfs[0]))
    assert "“甲.pdf”和“乙.pdf”都是1版 要闻" in said
    assert not PrintFile.objects.exists()


def test_a_page_of_another_issue_is_refused_by_the_number_and_date_it_prints(desk, issue, pdfs):
    following = make.make_signed_off_issue(number=944, date=issue.date + timedelta(days=7), page_count=2)
    for number, title in ((1, "夜市的灯"), (2, "巷口的井")):
        piece = make.make_article(title, body=f"<p>{title}，说的是另一件事。</p>")
        make.place(piece, make.make_page(following, number), prominence="lead")
    said = send(desk, following, ("01.pdf", pdfs[0]))
    assert "“01.pdf”是另一期的版面：上面印着" in said
    assert "第943期" in said
    assert "2020年5月22日" in said
    assert "未收取任何文件" in said
    assert not PrintFile.objects.exists()


def test_a_page_that_lacks_the_copy_of_every_page_is_refused_by_order_and_taken_where_its_page_is_said(
    desk, issue, pdfs, tmp_path
):
    other = make.make_signed_off_issue(page_count=1, number=issue.number + 1, date=issue.date)
    make.place(make.make_article("等风来的人", body=KITES + LAMPS), make.make_page(other, 1))
    strange = hard_pages.cropped(pdfs[0], top=0.14)
    said = send(desk, other, ("送来的.pdf", strange))
    assert "“送来的.pdf”上几乎没有1版 要闻的内容" in said
    path = tmp_path / "送来的.pdf"
    path.write_bytes(strange)
    call_command("attach_pdf", str(path), issue=other.slug, page=1)
    page = pages_of(other)[0]
    assert page.print_file.sent_as == "送来的.pdf"
    assert page.print_file.doubt == ""
    upload = SimpleUploadedFile("选定的.pdf", pdfs[0], "application/pdf")
    said = desk.post(door(other), {"files": upload, "page": page.pk}).getvalue().decode()
    assert pages_of(other)[0].print_file.sent_as == "选定的.pdf"
    doubt = "请核对是否传错了文件：上面印着第943期"
    assert doubt not in said, "its date is that of the issue"
    other.date += timedelta(days=7)
    other.save()
    upload.seek(0)
    said = desk.post(door(other), {"files": upload, "page": page.pk}).getvalue().decode()
    assert doubt in said
    assert doubt in desk.get(door(other)).content.decode()
    assert "print_file_of_another_issue" in {finding.rule for finding in preflight.run(other)}


def test_sheets_without_copy_to_hold_them_against_come_to_the_pages_whose_numbers_they_print(
    desk, issue, pdfs
):
    for page in pages_of(issue):
        page.placements.all().delete()
    send(desk, issue, ("甲.pdf", pdfs[1]), ("乙.pdf", pdfs[0]))
    assert [page.print_file.sent_as for page in pages_of(issue)] == ["乙.pdf", "甲.pdf"]


def test_a_page_that_lies_on_its_side_is_turned_upright(desk, issue, pdfs):
    said = send(desk, issue, ("1版.pdf", hard_pages.on_its_side(pdfs[0])))
    assert "1版.pdf（已转正）" in said
    first = pages_of(issue)[0].print_file
    assert first.height > first.width
    assert [area.confidence for area in first.areas.all()] == [1]


def test_one_page_that_is_wider_than_high_is_not_cut(desk, issue, pdfs):
    send(desk, issue, ("横版.pdf", hard_pages.cropped(pdfs[0], bottom=0.6)))
    first, second = pages_of(issue)
    assert first.print_file.sent_as == "横版.pdf"
    assert first.print_file.width > first.print_file.height
    assert second.print_file is None


def test_what_could_not_be_read_waits_with_its_reason_and_is_read_when_asked_again(desk, issue, pdfs):
    PrintFile.objects.all().delete()
    page = pages_of(issue)[0]
    waiting = PrintFile(page=page, sent_as="1.pdf")
    waiting.file.save("1.pdf", io.BytesIO(b"%PDF-1.7 torn"), save=True)
    said = desk.post(door(issue), {"read": ""}).getvalue().decode()
    assert "1.pdf：文件已损坏" in said
    assert "文件已损坏" in desk.get(door(issue)).content.decode()
    with default_storage.open(waiting.file.name, "wb") as file:
        file.write(pdfs[0])
    desk.post(door(issue), {"read": ""}).getvalue()
    page.refresh_from_db()
    assert page.print_file == waiting
    assert "文件已损坏" not in desk.get(door(issue)).content.decode()


def test_an_area_set_by_hand_is_moved_by_no_new_look(desk, issue, pdfs):
    send(desk, issue, ("1.pdf", pdfs[0]))
    pages_of(issue)[0].print_file.areas.update(boxes=[[0.1, 0.1, 0.2, 0.2]], is_by_hand=True)
    desk.post(door(issue), {"again": "1"})
    (area,) = areas_of(pages_of(issue)[0]).values()
    assert (area.boxes, area.is_by_hand) == ([[0.1, 0.1, 0.2, 0.2]], True)


def test_on_a_new_file_what_was_set_by_hand_stays_where_the_piece_stays_and_is_else_looked_at_or_gives_way(
    desk, issue, pdfs
):
    send(desk, issue, ("1.pdf", pdfs[0]))

    def sent_again(boxes, data=pdfs[0]):
        """The area after its page was sent again, once it was set by hand; and what was told."""
        pages_of(issue)[0].print_file.areas.update(boxes=boxes, is_by_hand=True)
        said = send(desk, issue, ("01.pdf", data))
        (area,) = areas_of(pages_of(issue)[0]).values()
        return area, said

    (found,) = areas_of(pages_of(issue)[0]).values()
    [[left, top, right, bottom]] = found.boxes
    better = [[left, top, right, bottom - 0.01 * (bottom - top)]]
    area, said = sent_again(better)
    assert (area.boxes, area.is_by_hand, "待查看" in said) == (better, True, False)
    other = [[left, top, (left + right) / 2, bottom]]
    area, said = sent_again(other)
    assert (area.boxes, area.is_doubtful, "1处待查看" in said) == (other, True, True)
    area, said = sent_again([[0.1, 0.8, 0.2, 0.9]])
    assert (area.boxes, area.is_doubtful, area.confidence) == (found.boxes, False, 1)
    assert "有1篇手工标过的稿件换了位置" in said
    area, _said = sent_again(better, hard_pages.scanned(pdfs[0]))
    assert (area.boxes, area.is_doubtful) == (better, True)
    make.withdraw(area.article)
    assert picture(pages_of(issue)[0]) is None, "what to blank is not known for sure"


def test_that_a_piece_was_not_on_the_last_file_says_nothing_of_the_new_one(desk, issue, pdfs):
    send(desk, issue, ("01.pdf", hard_pages.scanned(pdfs[0])))
    page = pages_of(issue)[0]
    page.print_file.areas.update(whereabouts=Whereabouts.ABSENT, is_by_hand=True)
    make.withdraw(page.placements.get().article)
    assert picture(page) is not None
    send(desk, issue, ("01.pdf", hard_pages.scanned(pdfs[0])))
    assert picture(page) is None


def test_a_page_set_anew_without_the_pointer_to_a_withdrawn_piece_is_public(desk, issue):
    first, second = pages_of(issue)
    article = second.placements.get().article
    first.guide.create(title="等风来的人", target=2, article=article)
    make.place(make.make_article("桥头的线轴", body=UMBRELLA), second, order=1)
    desk.post(door(issue), {"set": ""}).getvalue()
    make.withdraw(article)
    set_all_anew(desk, issue)
    reader = Client()
    assert [
        reader.get(reverse("media:page_file", args=[page.key])).status_code for page in (first, second)
    ] == [200, 200]


def test_a_page_of_another_paper_gives_a_piece_no_area(desk, issue, pdfs):
    call_command("attach_pdf", _kept(pdfs[1]), issue="943", page=1, stdout=io.StringIO())
    (area,) = areas_of(pages_of(issue)[0]).values()
    assert (area.whereabouts, area.boxes) == (Whereabouts.UNKNOWN, [])


def _kept(data):
    file = Path(default_storage.path("sent.pdf"))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def test_a_withdrawn_piece_is_blanked_in_the_picture_at_once_and_its_pdf_withheld_until_remade(
    desk, issue, pdfs
):
    send(desk, issue, ("943.pdf", hard_pages.joined(*pdfs)))
    first, second = pages_of(issue)
    article = first.placements.get().article
    left, top, right, bottom = areas_of(first)[article.title].boxes[0]
    before = picture(first, 1280)
    withdrawal = make.withdraw(article)
    after = picture(first, 1280)
    inside = [round(side * by) for side, by in zip((left, top, right, bottom), before.size * 2, strict=True)]
    assert len(before.crop(inside).getcolors(1_000_000)) > 50
    assert len(after.crop(inside).convert("L").point(lambda tone: tone // 32).getcolors()) == 1
    above = (0, 0, before.width, inside[1] - 20)
    assert before.crop(above).tobytes() != after.crop((0, 0, 10, 10)).tobytes()
    assert _difference(before.crop(above), after.crop(above)) < 3, "the rest of the page stays"
    reader, pdf = Client(), reverse("media:page_file", args=[first.key])
    assert reader.get(pdf).status_code == 404
    assert reader.get(reverse("media:page_file", args=[second.key])).status_code == 200
    set_all_anew(desk, issue)
    assert reader.get(pdf).status_code == 200, "the page was set again without the piece"
    assert areas_of(pages_of(issue)[0])[article.title].whereabouts == Whereabouts.ABSENT
    withdrawal.delete()
    assert reader.get(pdf).status_code == 200


def _difference(one, other):
    from PIL import ImageChops, ImageStat

    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_a_piece_that_is_taken_off_a_printed_page_leaves_its_picture(desk, issue, pdfs):
    send(desk, issue, ("1.pdf", pdfs[0]))
    page = pages_of(issue)[0]
    page.placements.all().delete()
    assert Client().get(reverse("media:page_file", args=[page.key])).status_code == 404
    image = picture(page, 1280)
    box = Area.objects.get().boxes[0]
    inside = image.crop([round(side * by) for side, by in zip(box, image.size * 2, strict=True)])
    assert len(inside.convert("L").point(lambda tone: tone // 32).getcolors()) == 1


def test_a_picture_is_kept_back_while_nobody_knows_where_a_hidden_piece_stands_on_it(desk, issue, pdfs):
    send(desk, issue, ("01.pdf", hard_pages.scanned(pdfs[0])))
    page = pages_of(issue)[0]
    assert picture(page) is not None
    make.withdraw(page.placements.get().article)
    assert picture(page) is None
    assert picture(page, client=desk) is not None, "the desk sees it"


def test_a_pointer_in_the_guide_is_blanked_with_its_piece(desk, issue):
    first, second = pages_of(issue)
    article = second.placements.get().article
    first.guide.create(title="等风来的人", target=2, article=article)
    send(desk, issue, ("1.pdf", typeset(issue).pages[0].pdf))
    pointer = pages_of(issue)[0].print_file.areas.get(is_guide=True)
    assert pointer.whereabouts == Whereabouts.KNOWN
    make.withdraw(article)
    assert Client().get(reverse("media:page_file", args=[first.key])).status_code == 404
    image = picture(first, 1280)
    inside = image.crop([round(side * by) for side, by in zip(pointer.boxes[0], image.size * 2, strict=True)])
    assert len(inside.convert("L").point(lambda tone: tone // 32).getcolors()) == 1


def test_a_piece_that_came_to_the_page_after_its_print_file_holds_the_file_back_while_it_is_hidden(
    desk, issue, pdfs
):
    send(desk, issue, ("1.pdf", pdfs[0]))
    page = pages_of(issue)[0]
    late = make.make_article("后来的一篇")
    make.place(late, page, order=1)
    reader, pdf = Client(), reverse("media:page_file", args=[page.key])
    assert reader.get(pdf).status_code == 200
    make.withdraw(late)
    assert reader.get(pdf).status_code == 404, "nobody has looked whether it stands there"
    desk.post(door(issue), {"again": "1"})
    page.refresh_from_db()
    assert areas_of(page)["后来的一篇"].whereabouts == Whereabouts.ABSENT
    assert reader.get(pdf).status_code == 200


def test_the_desk_sees_which_areas_are_to_be_looked_at(desk, issue, pdfs):
    send(desk, issue, ("1.pdf", pdfs[0]))
    Area.objects.update(confidence=0.5)
    assert "1处待查看" in desk.get(door(issue)).content.decode()


def test_the_system_sets_the_pages_that_have_no_print_file(desk, issue, pdfs):
    send(desk, issue, ("1.pdf", pdfs[0]))
    desk.post(door(issue), {"set": ""}).getvalue()
    first, second = pages_of(issue)
    assert first.print_file.sent_as == "1.pdf"
    assert "排版" in second.print_file.sent_as
    assert list(areas_of(second)) == ["等风来的人"]


def test_who_may_not_change_pages_sends_none(client, issue, pdfs):
    client.force_login(make.make_reader_account("clerk", ["issues.view_page", "issues.view_issue"]))
    assert client.get(door(issue)).status_code == 200
    assert client.post(door(issue), {"set": ""}).status_code == 403
    client.force_login(make.make_reader_account("writer"))
    assert client.get(door(issue)).status_code == 403


def test_an_older_version_of_a_page_brings_its_print_file_and_its_areas_back(desk, issue, pdfs):
    type(issue).objects.update(state="preparation", signed_off_by=None, signed_off_at=None, publish_at=None)
    send(desk, issue, ("1.pdf", pdfs[0]))
    page = pages_of(issue)[0]
    old = page.print_file
    send(desk, issue, ("1.pdf", hard_pages.scanned(pdfs[0])), ("2.pdf", pdfs[1]))
    page.refresh_from_db()
    assert page.print_file != old
    address = reverse("admin:issues_page_restore", args=[page.pk]) + "?number=2"
    desk.post(address, {"seen": 3})
    page.refresh_from_db()
    assert page.print_file == old
    assert [area.confidence for area in areas_of(page).values()] == [1]


def test_the_command_tells_of_each_page_and_fails_where_a_file_cannot_be_used(issue, pdfs, tmp_path):
    for number, data in enumerate(pdfs, start=1):
        (tmp_path / f"{number}.pdf").write_bytes(data)
    out = io.StringIO()
    call_command("attach_pdf", tmp_path / "1.pdf", tmp_path / "2.pdf", issue="943", stdout=out)
    assert [line[:2] for line in out.getvalue().splitlines()] == ["1版", "2版"]
    (tmp_path / "bad.pdf").write_bytes(hard_pages.locked(pdfs[0]))
    with pytest.raises(CommandError, match=r"bad\.pdf：文件有密码"):
        call_command("attach_pdf", tmp_path / "bad.pdf", issue="943")
    with pytest.raises(CommandError, match="没有“944”这一期"):
        call_command("attach_pdf", tmp_path / "1.pdf", issue="944")


def test_the_command_sets_an_issue_and_writes_it_as_one_pdf(issue, tmp_path):
    out = tmp_path / "943.pdf"
    call_command("typeset_issue", "943", out=out, stdout=io.StringIO())
    assert hard_pages.sheets_of(out.read_bytes()) == 2
    assert not PrintFile.objects.exists()
    call_command("typeset_issue", "943", stdout=io.StringIO())
    assert all(page.print_file for page in pages_of(issue))

"""Importing a page in the admin: its draft stands beside its text, is corrected, and only then saved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Credit, Revision
from issues.models import Issue, Page
from tests.browsing import fields_of
from tests.factories import (
    make_issue,
    make_masthead,
    make_reader_account,
    make_reporter,
    make_signed_off_issue,
    make_user,
)

pytestmark = pytest.mark.django_db

DOOR = "/admin/issues/issue/import/"
TEXT = """新东城报

NEW DONGCHENG WEEKLY

2020年5月29日 星期五
本期4版
总第944期
www.xdcb.net

槐安街道召开居民议事大会

停车有序 晾晒有架

本报讯(记者 林小禾 通讯员 何芳)5月26日,槐安街道召开居民议事大会,二十个社区的代表到会,大家把想办的事写在纸上。

代表们说,停车位和晾衣架是今年最想办成的两件事,街道答应在入冬以前办好,并且每个月贴出办到了哪一步。

修伞匠把摊子支在槐树下

本报讯(记者 罗听澜)五月的一个早晨,修伞匠把摊子支在了胡同口的槐树下,街坊们排着队来修伞,有人一次带来了三把。

他说,伞坏了不要扔,骨子换一根还能再用十年,这门手艺他做了四十年,如今也教给了两个徒弟。
"""


@pytest.fixture
def desk(client):
    """A client logged in as someone with every right."""
    client.force_login(make_user())
    return client


def read(client, text=TEXT, **fields):
    """Paste the text and press the button; returns the page with the draft."""
    return client.post(DOOR, {"text": text, **fields})


def save(client, shown, **changes):
    """Press "save to the page" on the page with the draft, with `changes` typed in."""
    return client.post(DOOR, fields_of(shown) | changes | {"save": "1"}, follow=True)


def shown_text(response):
    return response.content.decode()


def test_the_draft_is_shown_beside_the_text_and_nothing_is_saved(desk):
    shown = read(desk)
    page = shown_text(shown)
    assert '<li id="line-5">2020年5月29日 星期五</li>' in page
    fields = fields_of(shown)
    assert (fields["masthead-date"], fields["masthead-issue_number"]) == ("2020-05-29", "944")
    assert (fields["piece0-title"], fields["piece0-kicker"]) == (
        "停车有序 晾晒有架",
        "槐安街道召开居民议事大会",
    )
    assert fields["piece0-credits"] == "记者 林小禾 通讯员 何芳"
    assert len([line for line in fields["piece0-blocks"].split("\n") if line]) == 2
    assert not Issue.objects.exists()
    assert not Article.objects.exists()


def test_a_problem_names_its_line_and_leads_to_it(desk):
    unfinished = TEXT.rstrip().removesuffix("。")
    page = shown_text(read(desk, unfinished))
    line = len(unfinished.split("\n"))
    assert f'<a href="#line-{line}">第{line}行</a>' in page
    assert f'<li id="line-{line}" class="doubtful">' in page
    assert 'class="doubtful"' not in shown_text(read(desk))


def test_what_is_saved_untouched_is_what_was_read(desk):
    response = save(desk, read(desk))
    page = Page.objects.get()
    assert response.redirect_chain[-1][0] == f"/admin/issues/page/{page.pk}/change/"
    assert "停车有序 晾晒有架" in shown_text(response)
    titles = [p.article.title for p in page.placements.order_by("order")]
    assert titles == ["停车有序 晾晒有架", "修伞匠把摊子支在槐树下"]
    assert set(Revision.objects.values_list("origin", flat=True)) == {"import"}
    assert Revision.objects.first().made_by.username == "editor"


def test_the_same_page_again_changes_nothing(desk):
    save(desk, read(desk))
    before = list(Revision.objects.values_list("pk", flat=True))
    save(desk, read(desk))
    assert list(Revision.objects.values_list("pk", flat=True)) == before
    assert Article.objects.count() == 2


def test_corrections_are_saved_and_kept_when_the_same_text_comes_again(desk):
    changes = {"piece0-title": "停车晾晒都有序", "piece0-credits": "记者 林小禾", "page-name": "要闻"}
    changes["piece1-blocks"] = "第一段。\n\n## 四十年\n第二段。\n> 一行\n> 二行\n\n| 甲 | 乙"
    save(desk, read(desk), **changes)
    first, second = Article.objects.order_by("pk")
    assert first.title == "停车晾晒都有序"
    assert [(c.role, c.name) for c in first.credits.all()] == [("记者", "林小禾")]
    assert second.body == (
        '<p>第一段。</p><h3>四十年</h3><p>第二段。</p><p class="verse">一行<br>二行</p>'
        "<table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>"
    )
    assert Page.objects.get().name == "要闻"
    save(desk, read(desk))
    first.refresh_from_db()
    assert first.title == "停车晾晒都有序"
    assert Article.objects.count() == 2


def test_a_piece_can_be_left_out(desk):
    save(desk, read(desk), **{"piece1-is_removed": "on"})
    assert [p.article.title for p in Page.objects.get().placements.all()] == ["停车有序 晾晒有架"]


def test_a_piece_can_be_joined_to_the_one_above_its_title_becomes_a_subhead(desk):
    save(desk, read(desk), **{"piece1-joins_above": "on"})
    placed = Page.objects.get().placements.get().article
    assert placed.title == "停车有序 晾晒有架"
    assert "<h3>修伞匠把摊子支在槐树下</h3>" in placed.body
    assert [c.name for c in placed.credits.all()] == ["林小禾", "何芳", "罗听澜"]


def test_a_photo_can_be_added_to_a_piece(desk):
    added = {"piece1-photo0-caption": "修伞匠在树下。", "piece1-photo0-credits": "白桦 摄"}
    save(desk, read(desk), **added)
    photo = Article.objects.get(title="修伞匠把摊子支在槐树下").photos.get()
    assert photo.caption == "修伞匠在树下。"
    assert [(c.role, c.name) for c in photo.credits.all()] == [("摄影", "白桦")]


def test_of_two_people_of_one_name_the_editor_chooses(desk):
    one, other = make_reporter("林小禾"), make_reporter("林小禾", note="通讯员")
    shown = read(desk)
    assert "指哪一位" in shown_text(shown)
    save(desk, shown, **{"person-林小禾": str(other.pk)})
    assert Credit.objects.get(name="林小禾").reporter == other
    assert not one.credits.exists()


def test_without_a_choice_the_credit_is_linked_to_nobody(desk):
    make_reporter("林小禾")
    make_reporter("林小禾", note="通讯员")
    save(desk, read(desk))
    assert Credit.objects.get(name="林小禾").reporter is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_in_its_encoding(desk, encoding):
    upload = SimpleUploadedFile("1.txt", TEXT.replace("\n", "\r\n").encode(encoding))
    shown = desk.post(DOOR, {"file": upload})
    assert fields_of(shown)["piece0-title"] == "停车有序 晾晒有架"
    save(desk, shown)
    assert Article.objects.count() == 2


def test_a_file_that_is_no_text_is_refused_at_its_field(desk):
    response = desk.post(DOOR, {"file": SimpleUploadedFile("1.txt", b"\x00\x01\x02")})
    assert response.context["form"].errors["file"]
    assert "第1行：这不是文本文件" in shown_text(response)


def test_nothing_to_read_is_refused(desk):
    assert "请粘贴版面文字" in shown_text(desk.post(DOOR, {"text": " \n "}))


def test_a_credit_line_that_is_none_is_refused_at_its_field_and_the_text_stays(desk):
    response = save(
        desk, read(desk), **{"piece0-credits": "今天天气很好，大家都很高兴。", "piece1-title": "改过的题"}
    )
    page = shown_text(response)
    assert "请连同身份写明" in page
    assert fields_of(response)["piece1-title"] == "改过的题"
    assert fields_of(response)["text"] == TEXT
    assert not Issue.objects.exists()


def test_a_signed_off_issue_refuses_a_page_and_the_form_stays(desk):
    make_signed_off_issue(number=944, date="2020-05-29")
    response = save(desk, read(desk), **{"piece0-title": "改过的题"})
    assert "第944期" in shown_text(response)
    assert "errornote" in shown_text(response)
    assert fields_of(response)["piece0-title"] == "改过的题"
    assert not Page.objects.exists()


def test_a_page_that_contradicts_the_issues_date_is_refused(desk):
    make_issue(944, "2020-05-22", masthead=make_masthead())
    response = save(desk, read(desk))
    assert "2020-05-22" in shown_text(response)
    assert not Article.objects.exists()


def test_a_page_without_its_issue_is_placed_by_the_number_that_is_typed(desk):
    make_issue(944, "2020-05-29", masthead=make_masthead())
    inner = TEXT[TEXT.index("槐安街道") :]
    shown = read(desk, "2版 综合新闻\n\n" + inner, issue="944")
    save(desk, shown)
    assert (Page.objects.get().issue.number, Page.objects.get().number) == (944, 2)


def test_import_needs_the_right_to_it(client):
    client.force_login(make_reader_account("clerk", ["issues.view_issue"]))
    assert client.get(DOOR).status_code == 403
    assert read(client).status_code == 403


def test_the_lists_of_those_who_may_import_offer_it(client):
    client.force_login(make_reader_account("clerk", ["issues.view_issue"]))
    assert DOOR not in shown_text(client.get("/admin/issues/issue/"))
    client.force_login(
        make_reader_account("page-editor", ["issues.view_issue", "issues.add_issue", "issues.change_page"])
    )
    assert DOOR in shown_text(client.get("/admin/issues/issue/"))

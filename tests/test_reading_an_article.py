"""What a reader finds at an article's address, at a person's, at a tag's, and staff in a preview."""

import datetime
import re

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return make.make_page(make.make_signed_off_issue())


def _html(client, name, *args, status=200):
    response = client.get(reverse(name, args=args))
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def _text(html):
    return re.sub(r"\s", "", re.sub(r"<[^>]+>", "", html))


def test_an_article_is_joined_over_its_jump(client, page):
    article = make.make_article(body='<p>走到院子<br class="jump">门口。</p>')
    make.place(article, page, continued_on=2)
    make.place(article, make.make_page(page.issue, 2), part=2, continued_from=1)
    html = _html(client, "paper:article", article.pk)
    assert "<p>走到院子门口。</p>" in html
    assert f'href="/issues/943/1/#article-{article.pk}"' in html
    assert f'href="/issues/943/2/#article-{article.pk}"' in html


def test_an_article_shows_its_headline_credits_and_where_it_stood(client, page):
    person = make.make_reporter("程砚禾")
    article = make.make_article("一院一张图", kicker="引题在此", deck="副题在此", dateline="本报讯")
    make.credit(article, "程砚禾", "记者", reporter=person, order=0)
    make.credit(article, "受访者", "供图", order=1)
    make.place(article, page)
    html = _html(client, "paper:article", article.pk)
    assert re.search(rf'<a [^>]*href="/reporters/{person.pk}/"[^>]*>程砚禾</a>', html)
    assert ">受访者</span>" in html
    for part in ("引题在此", "一院一张图", "副题在此", "2020年5月22日", "总第943期", "1版要闻", "本报讯"):
        assert part in _text(html)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("短文。", "短文。"),
        ("一" * 119 + "。" + "二" * 9, "一" * 119 + "。"),
        ("一" * 117 + "。二三四", "一" * 117 + "。"),
        ("一" * 110 + "。" + "二" * 20, "一" * 110 + "。" + "二" * 9 + "……"),
        ("一" * 119 + "，二三", "一" * 119 + "……"),
    ],
)
def test_a_summary_ends_with_a_sentence_or_with_six_points(client, page, body, words):
    article = make.make_article(body=f"<p>{body}</p>")
    make.place(article, page)
    assert f'name="description" content="{words}">' in _html(client, "paper:article", article.pk)


def test_a_small_photo_is_shown_no_wider_than_it_is(client, page):
    article = make.make_article()
    make.make_photo(article, upload=make.picture_file((400, 600)))
    make.place(article, page)
    assert 'sizes="400px"' in _html(client, "paper:article", article.pk)


def test_subheads_are_headings_under_the_title(client, page):
    article = make.make_article(body="<h3>先画图</h3><p>再动土。</p>")
    make.place(article, page)
    assert "<h2>先画图</h2>" in _html(client, "paper:article", article.pk)


def test_an_article_leads_to_its_neighbours_on_the_page(client, page):
    first, middle, last = (make.make_article(title) for title in ("甲篇", "乙篇", "丙篇"))
    for order, article in enumerate((first, middle, last)):
        make.place(article, page, order=order)
    html = _html(client, "paper:article", middle.pk)
    assert re.search(rf'<a href="/articles/{first.pk}/" rel="prev">.*?甲篇</a>', html)
    assert re.search(rf'<a href="/articles/{last.pk}/" rel="next">.*?丙篇</a>', html)
    assert 'rel="prev"' not in _html(client, "paper:article", first.pk)


def test_a_withdrawn_article_answers_gone_with_the_papers_note(client, page):
    article = make.make_article("撤下的题目")
    make.place(article, page)
    make.withdraw(article, note="本文有误，现予撤回。")
    html = _html(client, "paper:article", article.pk, status=410)
    assert "本文有误，现予撤回。" in html
    assert "撤下的题目" not in html


def test_tags_of_an_article_lead_to_what_else_bears_them(client, page):
    article, other = make.make_article("甲篇"), make.make_article("乙篇")
    for order, piece in enumerate((article, other)):
        piece.tags.add("社区")
        make.place(piece, page, order=order)
    tag = article.tags.get()
    assert f'href="/tags/{tag.pk}/"' in _html(client, "paper:article", article.pk)
    html = _html(client, "paper:tag", tag.pk)
    assert "甲篇" in html
    assert "乙篇" in html


def test_a_persons_pieces_stand_newest_first_and_each_once(client, page):
    person = make.make_reporter("燕北河")
    older = make.make_page(make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15)))
    newer = make.make_article("这一周的照片")
    make.credit(newer, reporter=person)
    make.credit(make.make_photo(newer), reporter=person)
    make.credit(make.make_photo(newer, order=1), reporter=person)
    make.place(newer, page)
    # Written later, printed earlier.
    written_later = make.make_article("上一周的照片")
    make.credit(make.make_photo(written_later), reporter=person)
    make.place(written_later, older)
    html = _html(client, "paper:reporter", person.pk)
    assert html.index("这一周的照片") < html.index("上一周的照片")
    assert html.count("这一周的照片") == 1
    assert "见报2篇" in _text(html)


def test_a_long_list_is_parted_into_pages(client, page):
    for order in range(31):
        article = make.make_article(f"第{order}篇稿件")
        article.tags.add("社区")
        make.place(article, page, order=order)
    address = reverse("paper:tag", args=[article.tags.get().pk])
    first, second = (client.get(address, {"page": number}).content.decode() for number in (1, 2))
    assert first.count("篇稿件</span>") == 30
    assert second.count("篇稿件</span>") == 1
    assert 'rel="next"' in first
    assert 'rel="prev"' in second


def test_a_preview_says_so_marks_what_is_not_approved_and_stays_inside(client):
    issue = make.make_issue()
    page = make.make_page(issue)
    draft, withdrawn = make.make_article("还没审的稿", state="draft"), make.make_article("撤下的稿")
    make.place(draft, page)
    make.place(withdrawn, page, order=1)
    make.withdraw(withdrawn)
    client.force_login(make.make_user())
    html = _html(client, "preview:page", 943, 1)
    assert "预览 · 尚未公开" in html
    assert re.search(r'还没审的稿.{0,60}class="mark">草稿', html)
    assert re.search(r'撤下的稿.{0,60}class="mark">已撤稿', html)
    inside = re.findall(r'<a [^>]*?href="(/[^"]*)"', html)
    assert inside
    assert all(address.startswith("/preview/") for address in inside)


def test_readers_see_no_preview_bar(client, page):
    assert "预览" not in _html(client, "paper:page", 943, 1)


def test_a_preview_is_refused_in_the_papers_voice(client):
    make.make_issue()
    client.force_login(make.make_reader_account())
    assert "您没有权限进行此操作。" in _html(client, "preview:issue", 943, status=403)


def test_copy_on_no_page_is_shown_to_staff_only(client):
    article = make.make_article("稿库里的稿", state="draft")
    assert client.get(reverse("paper:article", args=[article.pk])).status_code == 404
    client.force_login(make.make_user())
    assert "尚未上版。" in _html(client, "preview:article", article.pk)

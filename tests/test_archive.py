"""A reader finds his way through back issues: by year and day, page, column, person, tag and correction."""

import datetime
import re

import pytest
from django.urls import reverse

from issues import archive, archive_calendar, personal_figures
from issues.publication import ReadersShelf
from tests import factories as make

pytestmark = pytest.mark.django_db


def _html(client, view, *args, status=200, **asked):
    response = client.get(reverse(view, args=args), asked)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def _text(html):
    return re.sub(r"\s", "", re.sub(r"<[^>]+>", "", html))


def _issue(date, number=None, **facts):
    return make.make_signed_off_issue(number=number, date=datetime.date.fromisoformat(date), **facts)


def _printed(page, title, **facts):
    """A piece that stands on `page`."""
    article = make.make_article(title, **facts)
    make.place(article, page, order=page.placements.count())
    return article


def _in_order(html, *words):
    assert [html.index(word) for word in words] == sorted(html.index(word) for word in words)


def test_the_calendar_has_twelve_months_whose_weeks_begin_on_monday(client):
    _issue("2020-05-22", 943)
    html = _html(client, "paper:archive")
    assert re.findall(r"<caption>(\d+)月</caption>", html) == [str(month) for month in range(1, 13)]
    may = html[html.index('id="month-5"') : html.index('id="month-6"')]
    assert re.findall(r'<abbr title="(星期.)">(.)</abbr>', may) == [
        (f"星期{day}", day) for day in "一二三四五六日"
    ]
    # 1 May 2020 was a Friday.
    assert re.search(r"<tr>(<td></td>){4}<td>1</td><td>2</td><td>3</td></tr>", may)


def test_only_the_days_with_an_issue_are_links_and_say_which(client):
    _issue("2020-05-22", 943)
    html = _html(client, "paper:archive_year", 2020)
    calendar = html[html.index('class="calendar"') :].partition("</section>")[0]
    assert re.findall(r"<a [^>]+>.+?</a>", calendar) == [
        '<a href="/issues/943/">22<span class="spoken"> 第943期</span></a>'
    ]


def test_a_day_with_several_issues_leads_to_the_page_of_the_day(client):
    _issue("2020-05-22", 943)
    _issue("2020-05-22", title="特刊")
    html = _html(client, "paper:archive")
    assert re.search(
        r'<a class="of-several" href="/2020-05-22/">22<span class="spoken"> 共2期</span></a>', html
    )


def test_a_month_is_five_weeks_or_six_and_holds_each_of_its_days_once():
    for year, month in [(2020, 2), (2021, 2), (2020, 5), (2020, 8)]:
        weeks = archive_calendar.months(year, [])[month - 1].weeks
        days = [day.date for week in weeks for day in week if day]
        assert days == sorted(set(days))
        assert {day.month for day in days} == {month}
        assert all(len(week) == 7 for week in weeks)


def test_an_issue_that_is_not_out_is_on_no_calendar_but_the_previews(client):
    _issue("2020-05-22", 943)
    make.make_issue(number=944, date=datetime.date(2020, 5, 29))
    assert "/issues/944/" not in _html(client, "paper:archive")
    client.force_login(make.make_user())
    assert 'href="/preview/issues/944/">29' in _html(client, "preview:archive")


def test_a_year_leads_to_the_years_with_issues_before_and_after_it(client):
    for date in ("2017-05-22", "2019-05-22", "2020-05-22"):
        _issue(date)
    html = _html(client, "paper:archive_year", 2019)
    assert 'href="/archive/2017/" rel="prev"' in html
    assert 'href="/archive/2020/" rel="next"' in html
    assert 'rel="next"' not in _html(client, "paper:archive_year", 2020)
    assert 'rel="prev"' not in _html(client, "paper:archive_year", 2017)
    _html(client, "paper:archive_year", 2018, status=404)
    _html(client, "paper:archive_year", 0, status=404)


def test_a_dozen_years_are_offered_in_one_line():
    offered = archive.offered(list(range(2020, 2008, -1)), 2015)
    assert (len(offered.shown), offered.decades) == (12, [])


def test_seventy_years_are_offered_by_decade():
    years = [year for year in range(2025, 1955, -1) if year not in range(1966, 1970)]
    offered = archive.offered(years, 1971)
    assert offered.shown == list(range(1979, 1969, -1))
    latest_of_each = (2025, 2019, 2009, 1999, 1989, 1979, 1965, 1959)
    assert offered.decades == [(year - year % 10, year) for year in latest_of_each]
    assert (archive.offered(years, 1970).previous, archive.offered(years, 1965).following) == (1965, 1970)


def test_the_page_of_a_day_with_several_issues_leads_on_and_back(client):
    _issue("2020-05-15", 942)
    _issue("2020-05-22", 943)
    _issue("2020-05-22", title="特刊")
    _issue("2020-05-29", 944)
    html = _html(client, "paper:day", datetime.date(2020, 5, 22))
    assert 'href="/issues/942/" rel="prev"' in html
    assert 'href="/issues/944/" rel="next"' in html


def test_page_names_are_listed_with_how_many_pages_bear_them_and_since_when(client):
    for date in ("2018-05-22", "2020-05-22"):
        issue = _issue(date)
        make.make_page(issue, 1, name="要闻")
        make.make_page(issue, 2, name="")
    make.make_page(issue, 3, name="副刊")
    make.make_page(make.make_issue(number=1), 1, name="副刊")
    text = _text(_html(client, "paper:page_names"))
    assert "要闻2个版2018—2020年" in text
    assert "副刊1个版2020年" in text
    assert text.index("要闻2") < text.index("副刊1")


def test_pages_of_a_name_stand_newest_first_with_their_headlines(client):
    for date, number in (("2020-05-15", 942), ("2020-05-22", 943)):
        issue = _issue(date, number)
        _printed(make.make_page(issue, 1, name="要闻"), f"{number}要闻")
        _printed(make.make_page(issue, 3, name="副刊"), f"{number}副刊")
    html = _html(client, "paper:page_names", name="副刊")
    _in_order(html, "/issues/943/3/", "943副刊", "/issues/942/3/", "942副刊")
    assert "943要闻" not in html


def test_pages_of_a_name_are_parted_into_leaves_that_keep_the_name(client):
    for week in range(16):
        date = datetime.date(2020, 5, 22) - datetime.timedelta(weeks=week)
        make.make_page(make.make_signed_off_issue(number=943 - week, date=date), 1, name="要闻")
    html = _html(client, "paper:page_names", name="要闻")
    assert "/issues/928/1/" not in html
    older = re.search(r'<a href="([^"]+)" rel="next">', html).group(1).replace("&amp;", "&")
    assert "/issues/928/1/" in client.get(reverse("paper:page_names") + older).content.decode()


@pytest.mark.parametrize("name", ["paper:page_names", "paper:columns"])
@pytest.mark.parametrize("asked", ["", "没有"])
def test_a_name_that_nothing_bears_is_not_found(client, name, asked):
    page = make.make_page(_issue("2020-05-22"), name="")
    _printed(page, "没有栏目的稿")
    _html(client, name, status=404, name=asked)


def test_columns_are_listed_with_how_many_pieces_readers_find_under_them(client):
    page = make.make_page(_issue("2020-05-22"))
    for title in ("甲", "乙", "丙"):
        _printed(page, title, column="街坊")
    make.withdraw(_printed(page, "丁", column="街坊"))
    make.withdraw(_printed(page, "戊", column="撤下的栏目"))
    make.make_article("稿库里的稿", column="稿库里的栏目")
    _printed(page, "己", column="手艺")
    text = _text(_html(client, "paper:columns"))
    assert "街坊3篇" in text
    assert "手艺1篇" in text
    assert text.index("街坊3") < text.index("手艺1")
    assert "撤下的栏目" not in text
    assert "稿库里的栏目" not in text


def test_pieces_of_a_column_stand_newest_first_by_the_date_of_print(client):
    older, newer = _issue("2020-05-15"), _issue("2020-05-22")
    _printed(make.make_page(newer), "这一周", column="街坊")
    page = make.make_page(older)
    _printed(page, "上一周", column="街坊")
    _printed(page, "别的栏目", column="手艺")
    html = _html(client, "paper:columns", name="街坊")
    _in_order(html, "这一周", "上一周")
    assert "别的栏目" not in html


def test_a_jump_stands_once_in_a_list_with_its_first_place(client):
    issue = _issue("2020-05-22", 943)
    article = make.make_article("沙袋先到", body='<p>上<br class="jump">下</p>', column="防汛")
    make.place(article, make.make_page(issue, 2, name="综合新闻"), part=2)
    make.place(article, make.make_page(issue, 1), part=1)
    html = _html(client, "paper:columns", name="防汛")
    assert html.count("沙袋先到") == 1
    assert "1版 要闻" in html


def test_reporters_are_listed_by_the_initial_of_their_pinyin(client):
    page = make.make_page(_issue("2020-05-22"))
    article = _printed(page, "稿")
    for name in ("燕北河", "程砚禾", "尤沐禾", "Anna"):
        make.credit(article, name, reporter=make.make_reporter(name))
    make.make_reporter("没有见报的人")
    html = _html(client, "paper:reporters")
    assert re.findall(r'<h2 id="initial-\w+"[^>]*>(.)</h2>', html) == ["A", "C", "Y"]
    _in_order(html, ">Anna<", ">程砚禾<", ">燕北河<", ">尤沐禾<")
    assert "没有见报的人" not in html


def test_two_people_of_one_name_are_told_apart_in_the_list(client):
    article = _printed(make.make_page(_issue("2020-05-22")), "稿")
    for note in ("政法部", "通讯员"):
        make.credit(article, reporter=make.make_reporter(note=note))
    text = _text(_html(client, "paper:reporters"))
    assert "林小禾（政法部）" in text
    assert "林小禾（通讯员）" in text


def _figures(client, person):
    html = _html(client, "paper:reporter", person.pk)
    return _text(html[html.index('<dl class="figures"') :].partition("</dl>")[0])


def _career(person):
    return personal_figures.career(ReadersShelf(), person)


def test_a_reporters_figures_are_pieces_characters_photos_and_the_time_in_print(client):
    person = make.make_reporter("燕北河")
    old, new = make.make_page(_issue("2018-05-18")), make.make_page(_issue("2020-05-22"))
    make.credit(_printed(old, "文", body=f"<p>{'字' * 300}</p>"), reporter=person)
    pictured = _printed(new, "图", body=f"<p>{'字' * 50}</p>")
    make.credit(make.make_photo(pictured), reporter=person)
    text = _figures(client, person)
    assert text == "见报2篇文字300字图片1幅首次见报2018年5月18日最近见报2020年5月22日"


def test_a_reporters_figures_leave_out_what_readers_dont_get_and_advertisements(client):
    person = make.make_reporter("燕北河")
    page = make.make_page(_issue("2020-05-22"))
    body = f"<p>{'字' * 100}</p>"
    make.credit(_printed(page, "见报", body=body), reporter=person)
    withdrawn = _printed(page, "撤下", body=body)
    make.withdraw(withdrawn)
    for article in (
        withdrawn,
        _printed(page, "广告", body=body, is_advertisement=True),
        _printed(page, "没审", body=body, state="draft"),
        _printed(make.make_page(make.make_issue(number=1)), "没出", body=body),
        make.make_article("稿库", body=body),
    ):
        make.credit(article, reporter=person)
        make.credit(make.make_photo(article), reporter=person)
    assert _figures(client, person).startswith("见报1篇文字100字首次")


def test_text_counts_in_full_for_each_of_its_authors_and_not_for_who_took_the_pictures():
    writer, other, taker = (make.make_reporter(name) for name in ("程砚禾", "尤沐禾", "燕北河"))
    article = _printed(make.make_page(_issue("2020-05-22")), "稿", body=f"<p>{'字' * 100}</p>")
    for order, (person, role) in enumerate([(writer, "记者"), (other, "通讯员"), (taker, "摄影")]):
        make.credit(article, person.name, role, reporter=person, order=order)
    own = make.make_photo(article)
    make.make_photo(article, order=1)
    make.credit(own, "程砚禾", "摄影", reporter=writer)
    found = [_career(person).total for person in (writer, other, taker)]
    assert [(figures.pieces, figures.characters, figures.photos) for figures in found] == [
        (1, 100, 1),
        (1, 100, 0),
        (1, 0, 1),
    ]


def test_photos_of_a_photo_piece_are_of_whom_it_credits_whatever_the_role():
    person = make.make_reporter("燕北河")
    article = _printed(make.make_page(_issue("2020-05-22")), "图", body="")
    make.credit(article, reporter=person, role="记者")
    for order in range(3):
        make.make_photo(article, order=order)
    assert _career(person).total.photos == 3


def test_a_reporters_years_are_told_apart(client):
    person = make.make_reporter("燕北河")
    for date, pieces in (("2018-05-18", 1), ("2020-05-22", 4)):
        page = make.make_page(_issue(date))
        for order in range(pieces):
            make.credit(_printed(page, f"{date}第{order}篇", body=f"<p>{'字' * 10}</p>"), reporter=person)
    career = _career(person)
    assert [(year, figures.pieces, figures.characters) for year, figures in career.years] == [
        (2020, 4, 40),
        (2018, 1, 10),
    ]
    html = _html(client, "paper:reporter", person.pk)
    assert re.findall(r'<th scope="row">(\d+)</th>.*?width="(\d+)%" height="8"/>', html) == [
        ("2020", "100"),
        ("2018", "25"),
    ]


def test_a_reporter_without_figures_in_a_preview_is_shown_without_them(client):
    person = make.make_reporter("燕北河")
    make.credit(make.make_article("稿库里的稿"), reporter=person)
    client.force_login(make.make_user())
    html = _html(client, "preview:reporter", person.pk)
    assert "稿库里的稿" in html
    assert 'class="figures"' not in html


def test_tags_are_listed_commonest_first_with_how_many_pieces_readers_find(client):
    page = make.make_page(_issue("2020-05-22"))
    for title, tags in (("甲", ["社区", "手艺"]), ("乙", ["社区"]), ("丙", ["防汛"])):
        _printed(page, title).tags.add(*tags)
    withdrawn = _printed(page, "丁")
    withdrawn.tags.add("社区", "撤下的标签")
    make.withdraw(withdrawn)
    make.make_article("稿库里的稿", state="draft").tags.add("社区", "稿库里的标签")
    html = _html(client, "paper:tags")
    text = _text(html)
    assert "社区2篇" in text
    assert "手艺1篇" in text
    assert text.index("社区2") < min(text.index("手艺1"), text.index("防汛1"))
    assert "撤下的标签" not in text
    assert "稿库里的标签" not in text


def test_a_piece_on_two_pages_counts_once_for_its_tag_and_column(client):
    issue = _issue("2020-05-22")
    article = make.make_article(body='<p>上<br class="jump">下</p>', column="防汛")
    article.tags.add("雨")
    for number in (1, 2):
        make.place(article, make.make_page(issue, number), part=number)
    assert "雨1篇" in _text(_html(client, "paper:tags"))
    assert "防汛1篇" in _text(_html(client, "paper:columns"))


def test_corrections_can_be_narrowed_to_the_year_they_were_made_in(client):
    page = make.make_page(_issue("2019-12-27"))
    article = _printed(page, "稿")
    # Half past midnight of New Year in Beijing is still last year in UTC.
    new_year = datetime.datetime(2020, 1, 1, 0, 30, tzinfo=make.BEIJING)
    make.make_correction(article, page, wrong="甲误", made_at=new_year - datetime.timedelta(hours=1))
    make.make_correction(article, page, wrong="乙误", made_at=new_year)
    both = _html(client, "paper:corrections")
    assert "甲误" in both
    assert "乙误" in both
    assert 'href="?year=2019"' in both
    of_2020 = _html(client, "paper:corrections", year=2020)
    assert "2020年更正" in of_2020
    assert "乙误" in of_2020
    assert "甲误" not in of_2020
    for nonsense in ("2018", "伞", "9" * 30):
        _html(client, "paper:corrections", year=nonsense, status=404)


def test_every_page_leads_to_every_way_into_the_archive(client):
    _printed(make.make_page(_issue("2020-05-22", 943)), "稿")
    for address in ("/", "/issues/943/", "/issues/943/1/"):
        html = client.get(address).content.decode()
        foot = html[html.index('class="site-foot"') :]
        for name in ("archive", "columns", "page_names", "reporters", "tags", "corrections", "on_this_day"):
            assert f'href="{reverse(f"paper:{name}")}"' in foot


@pytest.mark.parametrize(
    "address",
    [
        "/issues/",
        "/archive/2020/",
        "/issues/go/",
        "/2020-05-22/",
        "/page-names/",
        "/page-names/?name=要闻",
        "/columns/",
        "/columns/?name=街坊",
        "/reporters/",
        "/reporters/1/",
        "/tags/",
        "/tags/1/",
        "/corrections/",
        "/on-this-day/?date=05-22",
    ],
)
def test_every_page_of_the_archive_says_what_it_is_to_readers_and_machines(client, address):
    _issue("2020-05-22", title="特刊")
    page = make.make_page(_issue("2020-05-22", 943))
    article = _printed(page, "稿", column="街坊")
    article.tags.through.tag_model().objects.create(pk=1, name="社区")
    article.tags.add("社区")
    make.credit(article, reporter=make.make_reporter(pk=1))
    make.make_correction(article, page)
    response = client.get(address)
    assert response.status_code == 200
    html = response.content.decode()
    (title,) = re.findall(r"<title>(.+?) · 新东城报</title>", html)
    assert title.strip()
    (description,) = re.findall(r'<meta name="description" content="([^"]+)">', html)
    assert description.strip()
    ranks = re.findall(r"<h([1-6])", html)
    assert ranks.count("1") == 1
    assert ranks[0] == "1"
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script>", html)
    assert "aria-current" in html


@pytest.mark.parametrize(
    "name", ["archive", "page_names", "columns", "reporters", "tags", "corrections", "on_this_day", "go"]
)
def test_the_archive_of_a_paper_without_issues_is_empty_and_no_error(client, name):
    _html(client, f"paper:{name}")


def test_pieces_of_one_issue_stand_in_print_order_with_its_number(client):
    issue, older = _issue("2020-05-22", 943), _issue("2020-05-15", 942)
    first, second = make.make_page(issue, 1), make.make_page(issue, 2)
    for page, title in (
        (second, "二版稿"),
        (first, "头版头篇"),
        (first, "头版次篇"),
        (make.make_page(older), "上周稿"),
    ):
        _printed(page, title, column="街坊")
    html = _html(client, "paper:columns", name="街坊")
    _in_order(html, "头版头篇", "头版次篇", "二版稿", "上周稿")
    assert "第943期 2版 要闻" in html


def test_the_list_of_reporters_shows_how_many_pieces_are_in_print_and_a_portrait(client):
    page = make.make_page(_issue("2020-05-22"))
    person, other = make.make_reporter("燕北河"), make.make_reporter("程砚禾")
    person.attach(make.picture_file())
    person.save()
    both = _printed(page, "文图")
    make.credit(both, "燕北河", reporter=person)
    make.credit(make.make_photo(both), "燕北河", reporter=person)
    make.credit(make.make_photo(_printed(page, "图")), "燕北河", reporter=person)
    make.credit(_printed(page, "广告", is_advertisement=True), "燕北河", reporter=person)
    make.credit(_printed(page, "草稿", state="draft"), "燕北河", reporter=person)
    make.credit(_printed(page, "又一篇"), "程砚禾", reporter=other)
    html = _html(client, "paper:reporters")
    assert "燕北河2篇" in _text(html)
    assert "程砚禾1篇" in _text(html)
    assert html.count('alt="燕北河"') == 1


def test_figures_above_a_thousand_are_grouped_as_chinese_papers_print_them(client):
    person = make.make_reporter("燕北河")
    article = _printed(make.make_page(_issue("2020-05-22")), "长稿", body=f"<p>{'字' * 26091}</p>")
    make.credit(article, reporter=person)
    assert "文字26,091字" in _figures(client, person)


@pytest.mark.parametrize("address", ["/tags/9/", "/reporters/9/", "/columns/?name=没有", "/archive/1999/"])
def test_what_is_not_there_is_told_without_talk_of_pages_of_print(client, address):
    html = client.get(address).content.decode()
    assert re.search("<title>没有这个页面 · [^<]+</title>", html)
    assert "<h1>没有这个页面</h1>" in html
    assert "版次" not in html

"""What a reader finds on the public pages: the masthead, the page as printed, the issue, the archive, the foot."""

import datetime
import itertools
import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from issues.models import Imprint
from tests import factories as make

pytestmark = pytest.mark.django_db


def _html(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())


def _text(html):
    """What a reader reads, without tags and white space."""
    return re.sub(r"\s", "", re.sub(r"<[^>]+>", "", html))


@pytest.fixture
def issue():
    masthead = make.make_masthead(
        sponsor="中共北京市东城区委宣传部",
        publisher="东城区融媒体中心",
        license="京内资准字0707-L0117",
        slogans="努力打造“文化东城”\n加快建设首善之区",
    )
    return make.make_signed_off_issue(masthead=masthead)


@pytest.fixture
def front(issue):
    return make.make_page(issue)


@pytest.fixture
def second(issue):
    return make.make_page(issue, 2, name="综合新闻")


def test_the_front_page_bears_the_masthead_as_printed(client, front):
    text = _text(_html(client, "/"))
    for fact in (
        "新东城报",
        "NEWDONGCHENGWEEKLY",
        "2020年5月22日",
        "星期五",
        "总第943期",
        "本期4版",
        "中共北京市东城区委宣传部主办",
        "东城区融媒体中心出版",
        "准印证号：京内资准字0707-L0117",
        "www.xdcb.net",
        "努力打造“文化东城”",
        "加快建设首善之区",
    ):
        assert fact in text


def test_the_front_page_is_page_one_of_the_latest_issue(client, front):
    older = make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15))
    make.place(make.make_article("上周的头条"), make.make_page(older))
    make.place(make.make_article("本周的头条"), front)
    html = _html(client, "/")
    assert "本周的头条" in html
    assert "上周的头条" not in html


def test_an_inner_page_has_a_running_head_and_not_the_masthead(client, front, second):
    html = _html(client, reverse("paper:page", args=[943, 2]))
    assert "总第943期" in html
    assert "2版 综合新闻" in html
    assert "准印证号" not in html


def test_the_front_page_of_a_paper_without_issues_says_so(client):
    assert "尚未出报。" in _html(client, "/")


def test_pieces_stand_on_a_page_in_print_order(client, front):
    for order, title in [(2, "第三条"), (0, "第一条"), (1, "第二条")]:
        make.place(make.make_article(title), front, order=order)
    html = _html(client, "/")
    titles = re.findall(r"<h2>.*?(第.条)", html)
    assert titles == ["第一条", "第二条", "第三条"]


def test_a_headline_is_kicker_over_title_over_deck(client, front):
    article = make.make_article(
        "一院一张图 家家有回音", kicker="十二处院子动了工", deck="图贴进门洞，听满七天意见"
    )
    make.place(article, front, prominence="lead")
    html = _html(client, "/")
    piece = html[html.index("<article") :]
    parts = ["十二处院子动了工", "一院一张图", "家家有回音", "图贴进门洞"]
    assert [piece.index(part) for part in parts] == sorted(piece.index(part) for part in parts)
    assert "is-lead" in piece


def test_the_dateline_and_its_credits_open_the_first_paragraph_as_printed(client, front):
    article = make.make_article(dateline="本报讯", body="<p>修伞匠来了。</p><p>他又走了。</p>")
    make.credit(article, "林小禾", "记者", order=0)
    make.credit(article, "柏 青", "通讯员", order=1)
    make.place(article, front)
    assert "本报讯（记者林小禾通讯员柏青）修伞匠来了。他又走了。" in _text(_html(client, "/"))


def test_a_piece_without_a_dateline_has_its_byline_under_the_headline(client, front):
    article = make.make_article(body="<p>修伞匠来了。</p>")
    make.credit(article, "林小禾", "记者")
    make.place(article, front)
    assert "胡同口来了修伞匠记者林小禾修伞匠来了。" in _text(_html(client, "/"))


def test_a_jump_leads_on_and_back_and_each_page_has_its_own_part(client, front, second):
    article = make.make_article("沙袋先到", body='<p>走到院子<br class="jump">门口。</p>')
    make.place(article, front, continued_on=2)
    make.place(article, second, part=2, continued_from=1, headline="雨来之前")
    first = _html(client, "/")
    assert "走到院子" in first
    assert "门口。" not in first
    assert re.search(rf'href="/issues/943/2/#article-{article.pk}">下转2版', first)
    other = _html(client, reverse("paper:page", args=[943, 2]))
    assert "雨来之前" in other
    assert "走到院子" not in other
    assert re.search(rf'href="/issues/943/1/#article-{article.pk}">上接1版', other)
    assert 'class="continued">门口。' in other


def test_a_jump_whose_other_end_is_not_in_yet_is_named_and_not_linked(client, front):
    make.place(make.make_article(), front, continued_on=3)
    html = _html(client, "/")
    assert "下转3版" in html
    assert ">下转3版</a>" not in html


def test_each_photo_of_a_jump_stands_on_the_page_it_was_printed_on(client, front, second):
    article = make.make_article(body='<p>上<br class="jump">下</p>')
    make.make_photo(article, caption="院里的石榴树。")
    make.make_photo(article, caption="门口的沙袋。", part=2)
    make.place(article, front, continued_on=2)
    make.place(article, second, part=2, continued_from=1)
    opening, rest = _html(client, "/"), _html(client, reverse("paper:page", args=[943, 2]))
    assert ("院里的石榴树。" in opening, "门口的沙袋。" in opening) == (True, False)
    assert ("院里的石榴树。" in rest, "门口的沙袋。" in rest) == (False, True)


def test_a_photo_of_a_part_that_stands_nowhere_is_shown_at_the_first_place(client, front):
    article = make.make_article()
    make.make_photo(article, caption="门口的沙袋。", part=2)
    make.place(article, front)
    assert "门口的沙袋。" in _html(client, "/")


def test_a_pointer_leads_to_the_piece_it_names(client, front, second):
    target = make.make_article("图书室亮灯到九点")
    make.place(target, second)
    make.place(make.make_article(), front, see_page=2, see_article=target)
    assert f'<a href="/articles/{target.pk}/">详见2版</a>' in _html(client, "/")


def test_a_pointer_to_a_piece_that_is_not_public_leads_to_its_page(client, front, second):
    target = make.make_article("图书室亮灯到九点")
    make.place(target, second)
    make.withdraw(target)
    make.place(make.make_article(), front, see_page=2, see_article=target)
    assert '<a href="/issues/943/2/">详见2版</a>' in _html(client, "/")


def test_the_guide_leads_inside(client, front, second):
    inside = make.make_article("一碗热汤面的距离")
    make.place(inside, second)
    front.guide.create(title="一碗热汤面", target=2, article=inside)
    front.guide.create(title="街坊来信", target=2, order=1)
    front.guide.create(title="没有的版", target=7, order=2)
    html = _html(client, "/")
    assert "本期导读" in html
    assert f'<a href="/articles/{inside.pk}/">一碗热汤面</a> <b>2版</b>' in html
    assert '<a href="/issues/943/2/">街坊来信</a>' in html
    assert "<li>没有的版 <b>7版</b></li>" in html


def test_the_lead_stands_on_top_though_a_jump_was_printed_before_it(client, front, second):
    article = make.make_article("沙袋先到", body='<p>走到院子<br class="jump">门口。</p>')
    make.place(article, front, continued_on=2)
    make.place(article, second, part=2, continued_from=1, prominence="second")
    make.place(make.make_article("修伞匠来了"), second, order=1, prominence="lead")
    html = _html(client, reverse("paper:page", args=[943, 2]))
    assert re.findall(r"<h2><a [^>]+><span[^>]*>(.+?)</span>", html) == ["修伞匠来了", "沙袋先到"]


def test_the_text_of_a_piece_stands_once_and_in_order_whatever_picture_it_has(client, front):
    article = make.make_article(body="".join(f"<p>第{n}段。{'字' * 80}</p>" for n in range(100, 115)))
    make.make_photo(article)
    make.place(article, front, prominence="lead")
    html = _html(client, "/")
    assert re.findall(r"第(\d+)段", html) == [str(n) for n in range(100, 115)]
    assert html.count("<div") == html.count("</div>")
    assert 'class="under"' in html


def test_a_pages_print_file_is_offered_where_there_is_one(client, front):
    assert "下载本版PDF" not in _html(client, "/")
    make.make_print_file(front)
    html = _html(client, "/")
    assert re.search(rf'<a href="[^"]*/pages/{front.key}\.pdf"[^>]*>下载本版PDF</a>', html)


def test_a_print_file_that_shows_withdrawn_copy_is_offered_to_nobody_but_staff(client, front):
    make.make_print_file(front)
    article = make.make_article()
    make.place(article, front)
    make.withdraw(article)
    assert "下载本版PDF" not in _html(client, "/")
    client.force_login(make.make_user())
    assert "下载本版PDF" in _html(client, reverse("preview:page", args=[943, 1]))


def test_a_page_says_in_its_head_what_it_holds(client, issue):
    page = make.make_page(issue, name="")
    make.place(make.make_article("甲篇"), page)
    make.place(make.make_article("拧紧水龙头", is_advertisement=True), page, order=1)
    make.place(make.make_article("乙篇"), page, order=2)
    html = _html(client, "/")
    assert "<title>1版 · 第943期 · 新东城报</title>" in html
    assert '<meta name="description" content="2020年5月22日 1版：甲篇；乙篇">' in html


def test_a_short_quoted_run_stays_whole_where_a_headline_breaks(client, front):
    make.place(make.make_article("确保全国“两会”“一句很长很长的引语”交通平安"), front)
    html = _html(client, "/")
    assert '确保全国<span class="whole">“两会”</span>“一句很长很长的引语”交通平安' in html


def test_a_deck_breaks_between_its_clauses_and_not_within_a_quoted_run(client, front):
    make.place(make.make_article(deck="图贴进门洞，听满七天；说“好，就这样”"), front)
    deck = re.search(r'<p class="deck">(.+?)</p>', _html(client, "/")).group(1)
    assert deck.split('<span class="part">')[1:] == [
        "图贴进门洞，</span>",
        "听满七天；</span>",
        '说<span class="whole">“好，就这样”</span></span>',
    ]


def test_hours_stay_whole_where_a_line_breaks(client, front):
    make.place(make.make_article(body="<p>每天9:00—12:00，5—6月除外。</p>"), front)
    html = _html(client, "/")
    assert "9:00\u2060—\u206012:00，5—6月" in html


def test_an_advertisement_is_marked(client, front):
    make.place(make.make_article("拧紧水龙头", is_advertisement=True), front)
    make.place(make.make_article("不是广而告之"), front, order=1)
    html = _html(client, "/")
    assert html.count(">广告</p>") == 1
    assert re.search(r">广告</p> <h2><a [^>]+><span[^>]*>拧紧水龙头", html)


def test_a_page_names_who_made_it(client, front):
    front.credits.create(role="责任编辑", name="林叙白")
    front.credits.create(role="校对", name="佘一丁", order=1)
    assert "责任编辑林叙白校对佘一丁" in _text(_html(client, "/"))


def test_a_photo_is_served_in_sizes_with_its_measures_caption_and_credit(client, front):
    article = make.make_article(body="")
    photo = make.make_photo(article, caption="槐树下。", alt="一位老人在修伞")
    make.credit(photo, "燕北河", "记者", order=0)
    make.credit(photo, "温如故", "通讯员", order=1)
    make.place(article, front)
    html = _html(client, "/")
    image = re.search(r"<img [^>]+>", html).group()
    assert 'width="1200" height="800" alt="一位老人在修伞"' in image
    assert f"/media/photos/{photo.key}/320.webp 320w, /media/photos/{photo.key}/640.webp 640w" in image
    assert 'sizes="' in image
    assert "槐树下。记者燕北河通讯员温如故摄" in _text(html)


def test_a_page_s_pictures_wait_for_its_words_and_an_article_s_first_is_fetched_at_once(client, front):
    article = make.make_article()
    for _ in range(3):
        make.make_photo(article)
    make.place(article, front)
    on_page = re.findall(r"<img [^>]+>", _html(client, "/"))
    assert on_page
    assert all('loading="lazy"' in image for image in on_page)
    images = re.findall(r'<img src="/media/photos/[^>]+>', _html(client, article.get_absolute_url()))
    assert ["lazy" in image for image in images] == [False, True, True]
    assert 'fetchpriority="high"' in images[0]


def test_a_photo_without_its_file_shows_its_caption_and_no_hole(client, front):
    article = make.make_article(body="")
    article.photos.create(caption="照片还没有传来。")
    make.place(article, front)
    html = _html(client, "/")
    assert "照片还没有传来。" in html
    assert "<img" not in html


def test_the_issue_lists_its_pages_and_their_pieces_in_print_order(client, front, second):
    for page, order, title in [(second, 1, "丁"), (second, 0, "丙"), (front, 1, "乙"), (front, 0, "甲")]:
        make.place(make.make_article(f"{title}篇"), page, order=order)
    text = _text(_html(client, reverse("paper:issue", args=[943])))
    assert [text.index(f"{title}篇") for title in "甲乙丙丁"] == sorted(
        text.index(f"{t}篇") for t in "甲乙丙丁"
    )
    assert "1版要闻" in text
    assert "2版综合新闻" in text


def test_an_issue_leads_to_the_one_before_and_the_one_after(client, front):
    for number, day in [(942, 15), (944, 29)]:
        make.make_signed_off_issue(number=number, date=datetime.date(2020, 5, day))
    html = _html(client, reverse("paper:issue", args=[943]))
    assert '<a href="/issues/942/" rel="prev">上一期</a>' in html
    assert '<a href="/issues/944/" rel="next">下一期</a>' in html


def test_the_archive_shows_the_covers_of_a_year_and_the_other_years(client, front):
    make.place(make.make_article("一院一张图"), front)
    make.make_signed_off_issue(number=906, date=datetime.date(2019, 8, 16))
    html = _html(client, reverse("paper:archive"))
    assert "一院一张图" in html
    assert 'href="/archive/2019/"' in html
    assert "总第906期" not in html
    assert "总第906期" in _html(client, reverse("paper:archive_year", args=[2019]))


def test_a_covers_picture_stands_under_the_headline_it_belongs_to(client, front):
    lead, other = (
        make.make_article("没有照片的头条", body="<p>头条的正文。</p>"),
        make.make_article("有照片的稿"),
    )
    photo = make.make_photo(other)
    make.place(lead, front, prominence="lead")
    make.place(other, front, order=1)
    html = _html(client, reverse("paper:archive"))
    assert html.index("没有照片的头条") < html.index("有照片的稿") < html.index(photo.key)
    assert "头条的正文" not in html
    own = make.make_photo(lead)
    html = _html(client, reverse("paper:archive"))
    assert html.index("没有照片的头条") < html.index(own.key) < html.index("有照片的稿")
    assert photo.key not in html


def test_a_cover_without_a_picture_shows_its_leads_first_words(client, front):
    make.place(make.make_article(body="<p>头条的正文。</p>"), front, prominence="lead")
    assert "头条的正文" in _html(client, reverse("paper:archive"))


def test_the_foot_shows_what_is_filled_in_and_nothing_else(client):
    Imprint(icp_number="京ICP备00000000号", report_telephone="010-00000000").save()
    html = _html(client, "/")
    assert re.search(r'<a href="https://beian\.miit\.gov\.cn/"[^>]*>京ICP备00000000号</a>', html)
    assert "010-00000000" in html
    assert "许可证" not in html
    assert "公网安备" not in html


def test_an_address_where_nothing_stands_answers_in_the_papers_voice(client, front):
    html = _html(client, "/issues/943/9/", status=404)
    assert "<h1>没有这个页面</h1>" in html
    assert "新东城报" in html


def test_the_page_of_a_fault_stands_alone(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "本报网站出了差错。" in render_to_string("500.html")


@pytest.mark.parametrize("address", ["/", "/issues/943/", "/issues/", "/articles/1/"])
def test_no_page_holds_inline_script_or_style(client, front, address):
    article = make.make_article(pk=1)
    make.make_photo(article)
    make.place(article, front)
    html = _html(client, address)
    of_our_files_or_data = r'( type="module" fetchpriority="low")? src="/static/| type="application/ld\+json"'
    assert not re.search(rf"<script(?!{of_our_files_or_data})|<style|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("address", ["/", "/issues/943/", "/issues/", "/articles/1/", "/none/"])
def test_every_page_has_one_heading_of_the_first_rank_and_skips_none(client, front, address):
    article = make.make_article(pk=1, body="<h3>小标题</h3><p>文字。</p>")
    make.place(article, front, prominence="lead")
    ranks = [int(rank) for rank in re.findall(r"<h([1-6])", client.get(address).content.decode())]
    assert ranks.count(1) == 1
    assert ranks[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(ranks))

"""A paper with every kind of thing that can stand in it, for whoever sets or reads it whole."""

import datetime
from dataclasses import dataclass

from articles.models import Photo
from issues.models import Imprint, Issue
from tests import factories as make

TEXTS = """
<h3>一把伞，三十二根骨</h3>
<p>他说：<strong>“修伞不难，<em>难在耐心</em>。”</strong>见 <a href="https://www.xdcb.net/伞?x=1&amp;y=2">本报网站</a>、
<a href="mailto:news@xdcb.net">来信</a>、<a href="tel:+861012345678">来电</a>、<a href="/corrections/">更正</a>、
<a href="http://a.cn/伞 骨|[1]">有空格的地址</a>、<a href="https://例子.中国/">例子</a>。</p>
<ul><li>竹骨</li><li>油纸<ol><li>桐油</li><li>棉纸</li></ol></li></ul>
<blockquote><p>伞者，散也。</p></blockquote>
<p class="verse">撑着油纸伞，<br>独自彷徨在悠长，<br>悠长又寂寥的雨巷。</p>
<table><caption>修伞价目</caption><thead><tr><th colspan="2">项目</th><th>价</th></tr></thead>
<tbody><tr><td rowspan="2">伞骨</td><td>竹</td><td>5元</td></tr><tr><td>钢</td><td>8元</td></tr></tbody></table>
<p>𠮷野家、㐂寿司、𫠜、〇、A &amp; B &lt; C、WiFi 6、9:00—12:00。</p>
"""
JUMP = '<p>五月的一个早晨，修伞匠把摊子支在<br class="jump">了槐树下。</p><p>邻居们围拢过来。</p>'
LONGEST = "一" * 60 + " " + "长题" * 60


@dataclass(frozen=True)
class Paper:
    """What `make_paper` has made: the issue, its pieces by name, the person who is credited."""

    issue: Issue
    pieces: dict
    person: object


def make_paper(number=943):
    """Return a Paper whose issue bears that number and came out on 22 May 2020."""
    masthead = make.make_masthead(
        supervisor="东城区委宣传部", sponsor="东城区融媒体中心", publisher="新东城报社", license="京内资准字0707-L0117",
        price="赠阅", postal_code="1-23", slogans="“两会”特刊\n读者的报纸",
    )  # fmt: skip
    Imprint.objects.update_or_create(
        pk=1,
        defaults={
            "icp_number": "京ICP备00000000号",
            "police_number": "京公网安备11010100000000号",
            "news_licence": "10120200000",
            "report_telephone": "010-12345678",
            "contact": "news@example.cn",
            "about": "第一段。\n\n第二段 <b>&。",
        },
    )
    issue = make.make_signed_off_issue(
        number=number,
        masthead=masthead,
        page_count=5,
        year_number=19,
        lunar_date="庚子年闰四月三十",
        title="特刊",
    )
    pages = [
        make.make_page(issue, order, name=name, label=label)
        for order, (name, label) in enumerate(
            [("要闻", ""), ("综合新闻", ""), ("社区", "A3"), ("", ""), ("副刊", "")], start=1
        )
    ]
    make.make_print_file(pages[0])
    make.make_print_file(pages[4])
    for page in pages[:3]:
        page.credits.create(role="责任编辑", name="林叙白")
        page.credits.create(role="校对", name="余一丁")
    person = make.make_reporter(bio="跑社区 <二十年> & 更久。")
    person.attach(make.picture_file((400, 500)))
    person.save()
    pieces = _pieces(pages, person)
    areas = {
        pieces["gallery"]: [[0.1, 0.1, 0.5, 0.5], [0.1, 0.5, 0.9, 0.7]],
        pieces["corrected"]: [[0.5, 0.1, 0.9, 0.5]],
    }
    make.make_print_file(pages[2], areas)
    return Paper(issue, pieces, person)


def _pieces(pages, person):
    front, second, third, fourth, _ = pages
    jump = make.make_article(
        "修伞匠 三十二根伞骨",
        column="街坊",
        kicker="“老手艺”，新主顾；一把伞：三代人",
        deck="——槐树下的摊子，摆了四十年",
        dateline="本报讯",
        body=JUMP,
    )
    make.credit(jump, reporter=person)
    make.credit(jump, "柏青", "通讯员", order=1)
    jump.tags.add("手艺", "胡同")
    large = make.make_photo(jump, alt="老人坐在槐树下修伞。", upload=make.picture_file((1600, 1000)))
    make.credit(large, "程砚禾", "摄影")
    make.make_photo(jump, caption="第二处的图。", part=2, order=1, upload=picture("green"))
    make.place(jump, front, order=1, prominence="lead", continued_on=2)
    make.place(jump, second, part=2, order=3, headline="伞骨的事", continued_from=1)

    texts = make.make_article("什么都有的一篇 <&>", body=TEXTS)
    make.credit(texts, "新华社", "")
    texts.tags.add("手艺")
    make.place(texts, second, order=1, prominence="second", see_page=1, see_article=jump)

    gallery = make.make_article("月牙河的一天", body="")
    for order, (caption, alt, colour) in enumerate(
        [("清晨。", "", "blue"), ("", "正午的河面。", "orange"), ("", "", "gray")]
    ):
        make.make_photo(gallery, caption, picture(colour), alt=alt, order=order)
    Photo.objects.create(article=gallery, caption="遗失的一张。", order=9)
    make.place(gallery, third, order=1, prominence="lead")

    advertisement = make.make_article("购伞优惠", is_advertisement=True, body="<p>买一送一。</p>")
    make.place(advertisement, third, order=2, prominence="brief")

    corrected = make.make_article("更正过的一篇", body="<p>伞骨三十二根。</p>", dateline="据新华社电")
    make.place(corrected, third, order=3, see_page=4)
    make.make_correction(corrected, third, note="谨向读者致歉。")
    make.make_correction(corrected, third, place="", wrong="“伞", right="“伞”")

    longest = make.make_article(LONGEST, column="栏目" * 20, kicker="引题" * 50, deck="副题，" * 60)
    make.place(longest, fourth, order=1, prominence="brief", see_page=9)

    odd = make.make_article("有怪字的\x08一篇", body="<p>怪\x08字 &amp;nbsp; ]]&gt;</p>")
    make.place(odd, fourth, order=2)

    withdrawn = make.make_article("撤下的一篇", body="<p>不该再见的字。</p>", kicker="撤下的引题")
    make.make_photo(withdrawn, "撤下的图。", picture("purple"))
    make.place(withdrawn, front, order=2)
    make.withdraw(withdrawn)

    front.guide.create(title="什么都有的一篇", target=2, article=texts)
    front.guide.create(title="没有着落的", target=9)
    return {
        "jump": jump, "texts": texts, "gallery": gallery, "advertisement": advertisement, "corrected": corrected,
        "longest": longest, "odd": odd, "withdrawn": withdrawn,
    }  # fmt: skip


def make_other_issues(paper):
    """Make a double issue, two on one day, one without pages, one of another year that fills a second page of lists."""
    day = datetime.date(2020, 6, 1)
    facts, number = {"masthead": paper.issue.masthead}, paper.issue.number
    double = make.make_signed_off_issue(
        number=number + 1, last_number=number + 2, date=day, title="合刊", **facts
    )
    special = make.make_signed_off_issue(number=None, date=day, title="防汛特刊", **facts)
    make.make_signed_off_issue(number=number - 1, date=datetime.date(2020, 5, 15), **facts)
    old = make.make_signed_off_issue(number=number - 60, date=datetime.date(2019, 5, 22), **facts)
    for issue in (double, special):
        make.place(make.make_article(f"{issue.label}的一篇"), make.make_page(issue))
    page = make.make_page(old, name="要闻")
    for order in range(31):
        piece = make.make_article(f"旧闻第{order + 1}则")
        piece.tags.add("手艺")
        make.credit(piece, reporter=paper.person)
        make.place(piece, page, order=order)
        make.make_correction(piece, page)


def picture(colour):
    """An upload of its own for each colour."""
    return make.picture_file((700, 500), colour)

"""The page as it was printed, as readers get it: its picture, what can be chosen on it, thumbnails."""

import io
import re

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from issues.models import Area, GuideEntry, Page, PrintFile
from tests import factories as make

pytestmark = pytest.mark.django_db

LEFT_HALF, RIGHT_HALF = [0.1, 0.2, 0.45, 0.9], [0.55, 0.2, 0.9, 0.9]


@pytest.fixture
def issue():
    return make.make_signed_off_issue()


@pytest.fixture
def front(issue):
    return make.make_page(issue)


def _print(page, areas=None, **facts):
    """A print file that is known, with areas of pieces on it; its files are not there."""
    made = PrintFile.objects.create(
        page=page, file=f"pages/{page.key}.pdf", **{"width": 1000, "height": 1400, **facts}
    )
    for article, boxes in (areas or {}).items():
        Area.objects.create(print_file=made, article=article, boxes=boxes, confidence=1)
    page.print_file = made
    page.save()
    return made


def _piece(page, title, order=0, **overrides):
    article = make.make_article(title)
    make.place(article, page, order=order, **overrides)
    return article


def _html(address, client=None):
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return response.content.decode()


def _regions(html):
    """The (address, name, outline) of each piece that can be chosen on the picture, in the order of the Tab key."""
    found = re.findall(
        r'<a class="region" href="([^"]+)"[^>]* aria-label="([^"]+)"><title>([^<]+)</title>'
        r'(?:<path class="reach" d="[^"]+"/>)?<path class="outline" vector-effect="non-scaling-stroke" d="([^"]+)"/></a>',
        html,
    )
    assert len(found) == html.count('class="region"')
    assert all(name == title for _, name, title, _ in found)
    return [(address, name, path) for address, name, _, path in found]


def _outline(page, boxes):
    article = _piece(page, "修伞匠")
    _print(page, {article: boxes})
    return _regions(_html("/"))[0][2]


def test_page_with_a_picture_shows_it_sharp_enough_for_a_screen_and_at_once(front):
    _print(front)
    html = _html("/")
    picture = re.search(r'<div class="sheet">\s*<img ([^>]+)>', html).group(1)
    address = f"/media/pages/{front.key}"
    assert f'src="{address}/1280.webp" srcset="{address}/320.webp 320w, {address}/1280.webp 1280w"' in picture
    assert 'width="1000" height="1400"' in picture
    assert 'fetchpriority="high"' in picture
    assert "lazy" not in picture
    assert re.search(r'alt="[^"]*1版 要闻[^"]*"', picture)


def test_page_without_a_picture_is_the_set_page_alone(front):
    _piece(front, "修伞匠")
    _print(front, width=0, height=0)
    html = _html("/")
    parts = ('class="printed', "two-views", "printed.css", "zooming.js", f"media/pages/{front.key}/")
    assert [part for part in parts if part in html] == []


def test_set_text_stands_whole_under_the_picture(front):
    _piece(front, "修伞匠")
    _print(front)
    html = _html("/")
    assert html.index('id="printed"') < html.index('id="text"') < html.index("修伞匠把摊子支在了槐树下")


def test_pieces_are_chosen_on_the_picture_in_print_order_under_their_headlines(front):
    second, first = _piece(front, "印在后面", 2), _piece(front, "印在前面", 1, headline="版面上的题")
    _print(front, {second: [LEFT_HALF], first: [RIGHT_HALF]})
    assert [region[:2] for region in _regions(_html("/"))] == [
        (first.get_absolute_url(), "版面上的题"),
        (second.get_absolute_url(), "印在后面"),
    ]


def test_lead_comes_first_in_the_list_and_on_the_picture_and_a_jump_s_later_part_by_its_prominence(
    issue, front
):
    inside = make.make_page(issue, 2)
    jump = make.make_article("接上版的一篇", body='<p>前半。<br class="jump"></p><p>后半。</p>')
    make.place(jump, front, continued_on=2)
    make.place(jump, inside, part=2, order=0, prominence="second", continued_from=1)
    brief = _piece(inside, "简讯", 1, prominence="brief")
    lead = _piece(inside, "头条", 2, prominence="lead")
    second = _piece(inside, "二条", 3, prominence="second")
    _print(inside, {article: [LEFT_HALF] for article in (jump, brief, lead, second)})
    html = _html("/issues/943/2/")
    expected = [lead, second, jump, brief]
    assert [region[0] for region in _regions(html)] == [article.get_absolute_url() for article in expected]
    titles = html[html.index('class="titles"') : html.index('id="text"')]
    assert re.findall(r'<li data-region="piece-(\d+)"', titles) == [str(article.pk) for article in expected]
    text = html[html.index('id="text"') :]
    assert text.index("头条") < text.index("接上版的一篇") < text.index("简讯") < text.index("二条")


def test_piece_whose_place_is_not_known_is_in_the_list_of_headlines_alone(front):
    known, unknown, absent = (_piece(front, title, n) for n, title in enumerate(("甲篇", "乙篇", "丙篇")))
    printed = _print(front, {known: [LEFT_HALF]})
    Area.objects.create(print_file=printed, article=unknown, whereabouts="unknown", boxes=[RIGHT_HALF])
    Area.objects.create(print_file=printed, article=absent, whereabouts="absent")
    html = _html("/")
    assert [name for _, name, _ in _regions(html)] == ["甲篇"]
    titles = html[html.index('class="titles"') :]
    listed = re.findall(r'<li data-region="piece-\d+"><a href="([^"]+)"', titles)
    assert listed == [article.get_absolute_url() for article in (known, unknown, absent)]


def test_pointer_of_the_guide_is_chosen_on_the_picture_and_leads_to_its_piece(issue, front):
    inside = _piece(make.make_page(issue, 2, label="A2"), "里页的一篇")
    GuideEntry.objects.create(page=front, title="导读里的题", target=2, article=inside)
    printed = _print(front)
    Area.objects.create(print_file=printed, article=inside, is_guide=True, boxes=[LEFT_HALF], confidence=1)
    [(address, name, _)] = _regions(_html("/"))
    assert address == inside.get_absolute_url()
    assert "导读里的题" in name
    assert "A2" in name
    assert 'data-region="guide-' in _html("/")


def test_each_part_of_a_jump_is_chosen_on_its_own_page_under_its_own_headline(issue, front):
    article = make.make_article("修伞匠", body='<p>前半。<br class="jump"></p><p>后半。</p>')
    second = make.make_page(issue, 2)
    make.place(article, front, continued_on=2)
    make.place(article, second, part=2, headline="伞骨的事", continued_from=1)
    _print(front, {article: [LEFT_HALF]})
    _print(second, {article: [RIGHT_HALF]})
    assert [name for _, name, _ in _regions(_html("/issues/943/1/"))] == ["修伞匠"]
    assert [name for _, name, _ in _regions(_html("/issues/943/2/"))] == ["伞骨的事"]


def test_headline_is_shown_as_it_is_written_and_opens_nothing(front):
    title = '“伞”<b>&"'
    article = _piece(front, title)
    GuideEntry.objects.create(page=front, title=title, target=1, article=article)
    printed = _print(front, {article: [LEFT_HALF]})
    Area.objects.create(print_file=printed, article=article, is_guide=True, boxes=[RIGHT_HALF], confidence=1)
    html = _html("/")
    assert "<b>&" not in html
    names = [name for _, name, _ in _regions(html)]
    assert names[0] == "“伞”&lt;b&gt;&amp;&quot;"
    assert names[0] in names[1]


def test_withdrawn_piece_can_be_chosen_no_more_and_nothing_says_where_it_stood(front):
    gone, stays = _piece(front, "撤下的一篇"), _piece(front, "留下的一篇", 1)
    _print(front, {gone: [LEFT_HALF], stays: [RIGHT_HALF]})
    outlines = {name: path for _, name, path in _regions(_html("/"))}
    make.withdraw(gone)
    html = _html("/")
    assert [name for _, name, _ in _regions(html)] == ["留下的一篇"]
    assert outlines["撤下的一篇"] not in html
    assert "撤下的一篇" not in html


def test_picture_on_which_nobody_knows_where_withdrawn_copy_stands_gives_way_to_the_set_page(front):
    gone = _piece(front, "撤下的一篇")
    _piece(front, "留下的一篇", 1)
    _print(front)
    make.withdraw(gone)
    html = _html("/")
    assert "two-views" not in html
    assert "留下的一篇" in html
    assert f"/media/pages/{front.key}/" not in _html("/issues/943/")


def test_picture_is_blanked_where_the_withdrawn_piece_stood_and_nowhere_else(front):
    gone, stays = _piece(front, "撤下的一篇"), _piece(front, "留下的一篇", 1)
    ink = Image.new("RGB", (3200, 4480), "black")
    make.make_print_file(front, {gone: [[0.1, 0.1, 0.4, 0.4]], stays: [[0.6, 0.6, 0.9, 0.9]]}, image=ink)
    make.withdraw(gone)
    answer = Client().get(reverse("media:page_picture", args=[front.key, 320])).getvalue()
    picture = Image.open(io.BytesIO(answer)).convert("L")
    assert [picture.getpixel((x, y)) > 200 for x, y in ((64, 90), (240, 336), (64, 300))] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        ([[0.1, 0.1, 0.5, 0.5]], "M95 135H505V705H95Z"),
        # A headline over two columns, with white between them, of which one is longer: one line around it all.
        (
            [[0.1, 0.1, 0.5, 0.2], [0.1, 0.21, 0.29, 0.5], [0.31, 0.21, 0.5, 0.4]],
            "M95 135H505V565H295V705H95Z",
        ),
        # Feet and sides that are nearly level are level.
        ([[0.1, 0.1, 0.29, 0.5], [0.31, 0.104, 0.5, 0.492]], "M95 135H505V705H95Z"),
        # What stands apart has a line of its own.
        ([[0.1, 0.1, 0.2, 0.2], [0.6, 0.6, 0.7, 0.7]], "M95 135H205V285H95ZM595 835H705V985H595Z"),
        # A piece around another leaves it out.
        (
            [[0.1, 0.1, 0.9, 0.2], [0.1, 0.8, 0.9, 0.9], [0.1, 0.1, 0.2, 0.9], [0.8, 0.1, 0.9, 0.9]],
            "M95 135H905V1265H95ZM205 285V1115H795V285Z",
        ),
        # Two parts that meet in a corner keep their own lines.
        ([[0.1, 0.1, 0.3, 0.3], [0.31, 0.3072, 0.5, 0.5]], "M95 135H305V425H95ZM305 425H505V705H305Z"),
        # The margin ends with the page.
        ([[0, 0, 1, 1]], "M0 0H1000V1400H0Z"),
        ([[0.2, 0.2, 0.4, 0.4], [0.1, 0.1, 0.5, 0.5]], "M95 135H505V705H95Z"),
    ],
)
def test_line_around_a_piece_is_one_that_an_editor_would_draw(front, boxes, expected):
    assert _outline(front, boxes) == expected


def _reaches(page, *boxes):
    """The (left, top, right, bottom) in pixels of where a finger hits each of the pieces, None for its own line."""
    _print(page, {_piece(page, f"第{order}篇", order): [box] for order, box in enumerate(boxes)})
    found = []
    for anchor in re.findall(r'<a class="region".+?</a>', _html("/")):
        path = re.search(r'class="reach" d="M(\d+) (\d+)H(\d+)V(\d+)H\d+Z"', anchor)
        found.append(tuple(map(int, path.groups())) if path else None)
    return found


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        # Large enough: 75 of 1,000 are 24 pixels on the narrowest screen.
        ([[0.1, 0.1, 0.2, 0.16]], [None]),
        ([[0.1, 0.1, 0.5, 0.12]], [(100, 116, 500, 192)]),
        ([[0.5, 0.1, 0.52, 0.5]], [(472, 140, 548, 700)]),
        # Of two lines one under the other each reaches half way, and further where there is room.
        (
            [[0.1, 0.1, 0.5, 0.12], [0.1, 0.13, 0.5, 0.15]],
            [(100, 100, 500, 175), (100, 175, 500, 250)],
        ),
        # Between two others: half the white to a small one, up to the line around a large one.
        (
            [[0.1, 0.1, 0.5, 0.12], [0.1, 0.05, 0.5, 0.09], [0.1, 0.13, 0.5, 0.9]],
            [(100, 133, 500, 177), (100, 58, 500, 133), None],
        ),
        # What stands beside it is in nobody's way upwards, and what touches it gives no room.
        ([[0.1, 0.1, 0.5, 0.12], [0.5, 0.05, 0.9, 0.2]], [(100, 116, 500, 192), None]),
        ([[0.1, 0.1, 0.5, 0.12], [0.1, 0.12, 0.5, 0.2]], [(100, 93, 500, 168), None]),
        # The page ends it.
        ([[0.1, 0, 0.5, 0.02]], [(100, 0, 500, 75)]),
    ],
)
def test_piece_too_small_for_a_finger_reaches_out_and_into_no_other(front, boxes, expected):
    found = _reaches(front, *boxes)
    for reach, wanted in zip(found, expected, strict=True):
        assert (reach is None) == (wanted is None)
        assert reach is None or reach == pytest.approx(wanted, abs=1)


@pytest.mark.parametrize("change", ["area", "picture", "no picture", "withdrawal"])
def test_page_is_sent_again_when_what_of_it_is_printed_has_changed(front, change):
    article, other = _piece(front, "修伞匠"), _piece(front, "槐树", 1)
    printed = _print(front, {article: [LEFT_HALF], other: [RIGHT_HALF]})
    first = Client().get("/")
    assert Client().get("/", headers={"if-none-match": first["ETag"]}).status_code == 304
    if change == "area":
        Area.objects.filter(article=article).update(boxes=[[0.1, 0.1, 0.3, 0.3]])
    elif change == "picture":
        PrintFile.objects.filter(pk=printed.pk).update(height=1500)
    elif change == "no picture":
        Page.objects.update(print_file=None)
    else:
        make.withdraw(other)
    assert Client().get("/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_issue_shows_a_thumbnail_of_each_page_that_has_a_picture(issue, front):
    second = make.make_page(issue, 2)
    _print(front)
    html = _html("/issues/943/")
    assert re.search(
        rf'<a class="thumbnail" href="/issues/943/1/"><img src="/media/pages/{front.key}/320.webp" width="320"'
        r' height="448" alt="[^"]*1版 要闻',
        html,
    )
    assert second.key not in html


ARCHIVES = ["/issues/", "/archive/2020/", "/2020-05-22/"]


def _sheets(html):
    """The (address, picture or what stands in its place) of each page in the archive, in order."""
    found = []
    for address, shown in re.findall(r'<li><a href="(/issues/943/[^"]*)">(.+?)</a></li>', html, re.DOTALL):
        picture = re.match(r'<img src="([^"]+)" [^>]*loading="lazy">$', shown)
        found.append((address, picture.group(1) if picture else re.sub(r"<[^>]+>", "", shown).strip()))
    return found


@pytest.mark.parametrize("address", ARCHIVES)
def test_archive_shows_a_thumbnail_of_each_page_in_order_once_it_is_looked_at(issue, front, address):
    make.make_page(make.make_signed_off_issue(number=None, date=issue.date, title="特刊"))
    fourth, second, third = (make.make_page(issue, number) for number in (4, 2, 3))
    for page in (front, second, third, fourth):
        _print(page)
    assert _sheets(_html(address)) == [
        (f"/issues/943/{number}/", f"/media/pages/{page.key}/320.webp")
        for number, page in enumerate((front, second, third, fourth), 1)
    ]
    assert 'width="320" height="448"' in _html(address)


def test_archive_names_a_page_whose_picture_is_withheld_and_does_not_show_it(issue, front):
    second = make.make_page(issue, 2, name="社区")
    gone = _piece(second, "撤下的一篇")
    for page in (front, second):
        _print(page)
    make.withdraw(gone)
    html = _html("/issues/")
    assert _sheets(html) == [
        ("/issues/943/1/", f"/media/pages/{front.key}/320.webp"),
        ("/issues/943/2/", "2版 社区"),
    ]
    assert second.key not in html


def test_archive_shows_no_page_of_an_issue_that_is_not_out(issue, front):
    hidden = make.make_page(make.make_issue(number=944, date=issue.date))
    _print(front)
    _print(hidden)
    html = _html("/issues/")
    assert "/issues/944/" not in html
    assert hidden.key not in html


def test_archive_draws_a_cover_where_the_front_page_has_no_picture(issue, front):
    _piece(front, "头条")
    second = make.make_page(issue, 2)
    _piece(second, "里页的一篇")
    _print(second)
    html = _html("/issues/")
    cover = html[html.index('class="cover-sheet"') : html.index("/issues/943/2/")]
    assert "头条" in cover
    assert "里页的一篇" not in html
    _print(front)
    assert "cover-sheet" not in _html("/issues/")


def test_preview_shows_the_picture_with_what_is_not_out_and_leads_on_inside_it(client):
    page = make.make_page(make.make_issue())
    make.make_page(page.issue, 2)
    draft = make.make_article("没批的稿", state="draft")
    make.place(draft, page)
    _print(page, {draft: [LEFT_HALF]})
    client.force_login(make.make_user())
    response = client.get("/preview/issues/943/1/")
    assert "no-store" in response["Cache-Control"]
    html = response.content.decode()
    assert [region[:2] for region in _regions(html)] == [(f"/preview/articles/{draft.pk}/", "没批的稿")]
    assert re.search(r'<a href="/preview/issues/943/2/" rel="next">', html)


def test_kept_page_and_its_picture_are_fetched_again_when_the_area_or_what_is_blanked_changes(issue, front):
    gone, stays = _piece(front, "撤下的一篇"), _piece(front, "留下的一篇", 1)
    _print(front, {gone: [LEFT_HALF], stays: [RIGHT_HALF]})
    picture = reverse("media:page_picture", args=[front.key, 1280])

    def marks():
        addresses = Client().get("/issues/943/offline.json").json()["addresses"]
        return addresses["/issues/943/1/"], addresses[picture]

    before = marks()
    Area.objects.filter(article=stays).update(boxes=[[0.5, 0.5, 0.6, 0.6]])
    moved = marks()
    assert (moved[0] != before[0], moved[1] != before[1]) == (True, False)
    make.withdraw(gone)
    assert marks()[1] != moved[1]

"""A shared link shows a picture: the photo, or the headline on the paper's ground."""

import datetime
import functools
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image, ImageChops, ImageDraw, ImageStat

from articles.models import ArticleState, Withdrawal
from issues.outlets.cards import lettering, lines
from tests import factories as make

pytestmark = pytest.mark.django_db

PAPER, INK, VERMILION = (252, 251, 248), (27, 26, 24), (179, 39, 28)


@pytest.fixture(autouse=True)
def _no_card_kept():
    cache.clear()


def _card(address, client=None):
    response = (client or Client()).get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    return Image.open(io.BytesIO(response.content))


def _share(image, colour, box=None):
    """How much of the image, or of a (left, top, right, bottom) of it, is near a colour: from 0 to 1."""
    return ImageStat.Stat(_near(image, colour).crop(box)).mean[0] / 255


def _near(image, colour):
    """A mask of what is near a colour."""
    away = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
    return functools.reduce(ImageChops.lighter, away).point(lambda distance: 255 * (distance < 40))


def _in_print(article, issue=None, **place):
    make.place(article, make.make_page(issue or make.make_signed_off_issue()), **place)
    return article


def _halves(size, left="red", right="blue"):
    """A picture of two colours side by side."""
    image = Image.new("RGB", size, left)
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), right)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=95)
    made.seek(0)
    made.name = "photo.jpeg"
    return made


def _address(article, name="card"):
    return f"/articles/{article.pk}/{name}.jpg"


@pytest.mark.parametrize(("name", "size"), [("card", (1200, 630)), ("square", (400, 400))])
def test_card_of_a_piece_with_a_large_photo_is_the_photo_filling_it(name, size):
    article = _in_print(make.make_article())
    make.make_photo(article, upload=_halves((1600, 1000)))
    card = _card(_address(article, name))
    assert card.size == size
    width, height = size
    assert _share(card, (254, 0, 0), (0, 0, width // 2 - 10, height)) > 0.95
    assert _share(card, (0, 0, 254), (width // 2 + 10, 0, width, height)) > 0.95


def test_card_without_a_photo_has_the_name_the_rule_and_the_headline_on_paper():
    card = _card(_address(_in_print(make.make_article())))
    assert card.size == (1200, 630)
    assert _share(card, PAPER) > 0.75
    assert _share(card, VERMILION, (72, 40, 400, 130)) > 0.1  # the name
    assert _share(card, VERMILION, (80, 132, 1120, 136)) > 0.95  # the rule
    assert _share(card, INK, (72, 170, 1128, 530)) > 0.05  # the headline


@pytest.mark.parametrize("size", [(600, 400), (1200, 1600), (2400, 700)])
def test_photo_that_would_be_enlarged_or_lose_more_than_half_stands_whole_beside_the_headline(size):
    article = _in_print(make.make_article())
    make.make_photo(article, upload=make.picture_file(size, "blue"))
    card = _card(_address(article))
    assert card.size == (1200, 630)
    assert _share(card, PAPER) > 0.4
    assert _share(card, INK, (72, 170, 640, 530)) > 0.05
    left, top, right, bottom = _near(card, (0, 0, 254)).getbbox()
    assert right - left <= size[0]
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.02)


def test_square_is_small_enough_for_wechat_whatever_the_photo_shows():
    article = _in_print(make.make_article())
    noise = Image.effect_noise((900, 900), 120).convert("RGB")
    made = io.BytesIO()
    noise.save(made, "PNG")
    made.name = "noise.png"
    make.make_photo(article, upload=made)
    assert len(Client().get(_address(article, "square")).content) <= 32 * 1024


def test_card_of_an_issue_and_of_a_page_has_the_nameplate_and_what_leads():
    issue = make.make_signed_off_issue()
    page = make.make_page(issue)
    for address in ("/card.jpg", "/issues/943/card.jpg", "/issues/943/1/card.jpg"):
        bare = _card(address)
        assert bare.size == (1200, 630)
        assert _share(bare, VERMILION, (280, 40, 920, 200)) > 0.2
        assert _share(bare, INK, (72, 340, 1128, 610)) == 0
    make.place(make.make_article("简讯", is_advertisement=True), page)
    assert _share(_card("/card.jpg"), INK, (72, 340, 1128, 610)) == 0
    make.place(make.make_article("雨还没来 沙袋先到"), page, order=1)
    for address in ("/card.jpg", "/issues/943/card.jpg", "/issues/943/1/card.jpg"):
        assert _share(_card(address), INK, (72, 340, 1128, 610)) > 0.03
    for address in ("/square.jpg", "/issues/943/square.jpg", "/issues/943/1/square.jpg"):
        assert _card(address).size == (400, 400)


def test_changed_headline_is_on_the_card_at_once_and_an_unchanged_card_is_not_sent_again(client):
    article = _in_print(make.make_article("胡同口来了修伞匠"))
    first = client.get(_address(article))
    assert first["Cache-Control"] == "private, no-cache"
    known = {"if-none-match": first["ETag"]}
    again = client.get(_address(article), headers=known)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    article.title = "胡同口来了两位修伞匠"
    article.save()
    changed = client.get(_address(article), headers=known)
    assert changed.status_code == 200
    assert changed.content != first.content


def test_changed_photo_is_on_the_card_at_once(client):
    article = _in_print(make.make_article())
    photo = make.make_photo(article, upload=make.picture_file((1600, 1000), "red"))
    assert _share(_card(_address(article)), (254, 0, 0)) > 0.95
    photo.attach(make.picture_file((1600, 1000), "blue"))
    photo.save()
    assert _share(_card(_address(article)), (0, 0, 254)) > 0.95


def test_withdrawn_piece_has_no_card_and_leads_no_issue(client):
    issue = make.make_signed_off_issue()
    page = make.make_page(issue)
    article = make.make_article("胡同口来了修伞匠")
    make.place(article, page)
    with_lead = client.get("/issues/943/card.jpg")["ETag"]
    assert client.get(_address(article)).status_code == 200
    Withdrawal.objects.create(article=article, note="本文有误。", withdrawn_by=make.make_user())
    for name in ("card", "square"):
        assert client.get(_address(article, name)).status_code == 410
    assert client.get("/issues/943/card.jpg")["ETag"] != with_lead
    assert _share(_card("/issues/943/card.jpg"), INK, (72, 340, 1128, 610)) == 0


def test_nothing_that_is_not_out_has_a_card_for_staff_either(client):
    later = make.make_signed_off_issue(number=944, publish_at=timezone.now() + datetime.timedelta(hours=1))
    coming = _in_print(make.make_article(), later)
    draft = _in_print(make.make_article(state=ArticleState.DRAFT), make.make_signed_off_issue())
    client.force_login(make.make_user())
    addresses = [_address(coming), _address(draft), "/issues/944/card.jpg", "/issues/944/1/square.jpg"]
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    assert client.get("/card.jpg").status_code == 200


def test_paper_without_an_issue_has_no_card(client):
    assert client.get("/card.jpg").status_code == 404


@pytest.mark.parametrize(
    ("address", "questions"),
    [("/articles/{}/card.jpg", 2), ("/issues/943/card.jpg", 2), ("/issues/943/1/card.jpg", 2)],
)
def test_card_asks_a_constant_number_of_questions(client, address, questions):
    page = make.make_page(make.make_signed_off_issue())
    for order in range(5):
        article = make.make_article(f"第{order}篇")
        make.place(article, page, order=order)
        for _ in range(3):
            make.make_photo(article)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address.format(article.pk)).status_code == 200
    assert len(queries) == questions


def test_headline_with_a_sign_that_no_font_has_gives_way_to_the_nameplate():
    strange = make.make_article("未编码的字\U000f0000")
    assert lettering.can_set(strange.title) is False
    card = _card(_address(_in_print(strange)))
    assert _share(card, VERMILION, (280, 40, 920, 200)) > 0.2
    assert _share(card, INK, (72, 340, 1128, 610)) == 0


@pytest.mark.parametrize("sign", "镕喆垚堃旸龢㙍“”——……《》〈〉、，。！？1Aé·№①")
def test_papers_own_font_has_the_signs_of_names_and_headlines(sign, monkeypatch):
    monkeypatch.setattr(lettering, "_installed", tuple)
    lettering._face_of.cache_clear()
    try:
        assert lettering.can_set(sign) is True
    finally:
        lettering._face_of.cache_clear()


def _set(title, most_lines=3, width=1056):
    return lines.fit(title, lettering.ems, (width, 360), (40, 108), most_lines)[1]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("胡同口来了修伞匠", ["胡同口来了修伞匠"]),
        ("一院一张图 家家有回音", ["一院一张图", "家家有回音"]),
        ("单行半年 胡同口不打结了", ["单行半年", "胡同口不打结了"]),
        (
            "《红楼梦》里的“饮食男女”：一碗热汤面的距离",
            ["《红楼梦》里的", "“饮食男女”：", "一碗热汤面的距离"],
        ),
        ("第3届 China Expo 2020 开幕", ["第3届 China", "Expo 2020 开幕"]),
        ("", []),
    ],
)
def test_headline_breaks_between_its_parts_and_after_its_marks(title, expected):
    assert _set(title) == expected


@pytest.mark.parametrize("width", range(300, 1100, 50))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(width):
    title = "区委书记强调：坚持“以人民为中心”，把好事（实事）办好、办实《条例》施行！“两会”……代表——委员热议"
    for line in _set(title, most_lines=4, width=width):
        assert line[0] not in "，。、；：？！）》”…—"
        assert line[-1] not in "（《“"


def test_headline_too_long_for_the_card_is_cut_with_an_ellipsis():
    set_lines = _set("长" * 200)
    assert len(set_lines) == 3
    assert set_lines[-1].endswith("长……")
    assert all(lettering.width(line, 40) <= 1056 for line in set_lines)

"""The QR code of an article: what a telephone reads in it, and who gets it."""

import re

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image, ImageDraw

from issues.outlets import qr
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    piece = make.make_article()
    make.place(piece, make.make_page(make.make_signed_off_issue()))
    return piece


def _photographed(svg, module=8):
    """What a telephone sees: the drawing as the pixels that an SVG of runs of modules stands for."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])
    picture = Image.new("L", (side * module, side * module), "white")
    draw, x, y = ImageDraw.Draw(picture), 0.0, 0.0
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.search(r'stroke="#000" d="([^"]+)"', svg)[1]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if step == "h":
            box = [x * module, (y - 0.5) * module, (x + values[0]) * module - 1, (y + 0.5) * module - 1]
            draw.rectangle(box, fill="black")
            x += values[0]
        else:
            x, y = (values[0], values[1]) if step == "M" else (x + values[0], y + values[1])
    return picture


def _read(picture):
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def _get(client, article):
    return client.get(reverse("outlets:article_qr", args=[article.pk]))


def test_a_telephone_reads_the_whole_address_of_the_article(client, article):
    response = _get(client, article)
    assert response["Content-Type"] == "image/svg+xml"
    assert _read(_photographed(response.content.decode())) == [f"http://testserver/articles/{article.pk}/"]


def test_it_is_the_papers_own_address_wherever_it_was_asked_for(client, article, settings):
    settings.SITE_ADDRESS = "https://www.xdcb.example"
    drawn = _photographed(_get(client, article).content.decode())
    assert _read(drawn) == [f"https://www.xdcb.example/articles/{article.pk}/"]


def test_it_brings_its_white_ground_and_four_modules_of_quiet_along():
    drawn = _photographed(qr.svg("https://www.xdcb.example/articles/1/"), module=1)
    ink = drawn.point(lambda value: 255 - value).getbbox()
    assert ink == (4, 4, drawn.width - 4, drawn.height - 4)
    assert re.search(r'<path fill="#fff" d="M0 0h\d+v\d+h-\d+z"/>', qr.svg("https://www.xdcb.example/"))


def test_it_still_reads_where_a_stain_covers_a_part_of_it():
    drawn = _photographed(qr.svg("https://www.xdcb.example/articles/1/"))
    side = drawn.width
    ImageDraw.Draw(drawn).rectangle([side * 0.55, side * 0.5, side * 0.75, side * 0.65], fill="black")
    assert _read(drawn) == ["https://www.xdcb.example/articles/1/"]


def test_there_is_none_of_what_is_not_out_and_none_any_more_of_what_is_withdrawn(client, article):
    draft = make.make_article()
    make.place(draft, make.make_page(make.make_issue(944)))
    client.force_login(make.make_user())
    assert _get(client, draft).status_code == 404
    assert _get(client, article)["Cache-Control"] == "private, no-cache"
    make.withdraw(article)
    assert _get(client, article).status_code == 404


def test_a_preview_neither_shares_nor_names_an_address(client):
    draft = make.make_article()
    make.place(draft, make.make_page(make.make_issue()))
    client.force_login(make.make_user())
    html = client.get(reverse("preview:article", args=[draft.pk])).content.decode()
    assert 'class="source"' in html
    assert f"testserver/articles/{draft.pk}/" not in html
    assert "qr.svg" not in html
    assert "<svg" not in html

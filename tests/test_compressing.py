"""What is compressed on its way out: what everyone may read, never what is an account's own."""

import gzip

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def ask(client, address):
    return client.get(address, headers={"accept-encoding": "gzip, br"})


@pytest.fixture
def article():
    article = make.make_article()
    make.make_photo(article)
    make.place(article, make.make_page(make.make_signed_off_issue()))
    return article


def test_a_reader_s_page_comes_compressed_and_says_so(client, article):
    answer = ask(client, article.get_absolute_url())
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert article.title in gzip.decompress(answer.content).decode()


def test_who_can_t_unpack_it_gets_it_as_it_is(client, article):
    answer = client.get(article.get_absolute_url())
    assert "Content-Encoding" not in answer
    assert article.title in answer.content.decode()


def test_the_desk_a_preview_and_a_picture_are_not_compressed(client, article):
    client.force_login(make.make_user())
    photo = article.photos.get()
    for address in (
        "/admin/articles/article/",
        f"/preview/articles/{article.pk}/",
        f"/media/photos/{photo.key}/320.webp",
    ):
        answer = ask(client, address)
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer, address
        answer.getvalue()

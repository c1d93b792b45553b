"""Search results in a browser: what was found is seen to be found, on a phone too."""

import pytest
from django.core.management import call_command

from tests import factories as make
from tests.edition import PARAGRAPH

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# How many lines an excerpt takes, and whether its first mark stands in what is shown of it.
LINES_AND_MARK = """(excerpt) => {
  const box = excerpt.getBoundingClientRect();
  const mark = excerpt.querySelector("mark").getBoundingClientRect();
  return [Math.round(box.height / parseFloat(getComputedStyle(excerpt).lineHeight)), mark.bottom <= box.bottom + 1];
}"""


@pytest.fixture
def piece():
    body = f"<p>{PARAGRAPH * 2}他说，这门手艺传了三代，叫作“钉锔”。</p>"
    piece = make.make_article("胡同口来了修伞匠", column="街坊手艺", body=body)
    make.place(piece, make.make_page(make.make_signed_off_issue()))
    call_command("rebuild_search", verbosity=0)
    return piece


def test_an_excerpt_takes_no_more_than_two_lines_on_a_phone_and_shows_its_hit_in_the_largest_type(
    new_page, piece
):
    page = new_page(390, 844)
    for size in ("normal", "larger"):
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            for words in ("钉锔", "细线", "修伞匠把"):
                page.goto(f"/search/?q={words}")
                page.evaluate(f"reading.choose('size', '{size}')")
                lines, is_seen = page.locator(".excerpt").evaluate(LINES_AND_MARK)
                assert lines <= 2, (size, width, words)
                assert is_seen, (size, width, words)


def test_a_hit_in_the_name_of_a_column_is_told_apart_from_the_rest_of_it(page, piece):
    page.goto("/search/?q=手艺")
    mark = page.locator(".label mark")
    assert mark.inner_text() == "手艺"
    assert mark.evaluate("(mark) => getComputedStyle(mark).textDecorationLine") == "underline"


def test_on_a_phone_no_example_of_the_help_is_broken(new_page, piece):
    page = new_page(390, 844)
    page.goto("/search/")
    for example in ("“…”", "-\u2060词"):
        tops = page.evaluate(
            """(example) => {
              const words = document.createTreeWalker(document.querySelector(".search-help"), NodeFilter.SHOW_TEXT);
              while (words.nextNode()) {
                const at = words.currentNode.data.indexOf(example);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(words.currentNode, at);
                range.setEnd(words.currentNode, at + example.length);
                return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
              }
            }""",
            example,
        )
        assert tops == 1, example

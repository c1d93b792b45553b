"""Where a reader left off, in a browser: a piece and a page open there again, an issue offers to go on."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.edition import make_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# How much of the paragraph of that number is above the window.
ABOVE = """(number) => {
  const { top, height } = document.querySelectorAll(".text > *")[number].getBoundingClientRect();
  return -top / height;
}"""
READ_HALF_OF = """(number) => {
  const { top, height } = document.querySelectorAll(".text > *")[number].getBoundingClientRect();
  scrollBy({ top: top + height / 2, behavior: "instant" });
}"""


@pytest.fixture
def pieces():
    return make_edition(paragraphs=30)


def _read_to(page, piece, number):
    """Open the piece, read on until half of its paragraph of that number is above the window, leave."""
    page.goto(f"/articles/{piece.pk}/")
    page.evaluate(READ_HALF_OF, number)
    page.goto("/corrections/")


def _read_whole(page, piece):
    page.goto(f"/articles/{piece.pk}/")
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    page.goto("/corrections/")


def _offer(page):
    return page.get_by_role("link", name="继续阅读")


def test_a_piece_opens_where_it_was_left_also_on_a_narrower_screen_and_says_so(page, pieces):
    _read_to(page, pieces[0], 12)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"/articles/{pieces[0].pk}/")
    assert page.evaluate(ABOVE, 12) == pytest.approx(0.5, abs=0.05)
    told = page.get_by_text("已回到上次读到的地方")
    assert told.is_visible()
    page.get_by_role("link", name="从头读").click()
    assert page.evaluate("scrollY") < 300
    assert not told.is_visible()


def test_a_piece_read_to_its_end_or_never_begun_opens_at_its_top(page, pieces):
    _read_to(page, pieces[0], 12)
    _read_whole(page, pieces[0])
    for piece in pieces[:2]:
        page.goto(f"/articles/{piece.pk}/")
        assert page.evaluate("scrollY") == 0
        assert not page.get_by_text("已回到上次读到的地方").is_visible()


@pytest.mark.parametrize("front", ["/", "/issues/943/"])
def test_an_issue_offers_to_go_on_in_the_middle_of_a_piece(page, pieces, front):
    page.goto(front)
    page.wait_for_load_state("networkidle")
    assert _offer(page).count() == 0
    _read_to(page, pieces[2], 12)
    page.goto(front)
    expect(_offer(page)).to_have_text("继续阅读：2版《2版第1篇》")
    page.goto("/issues/943/2/")
    page.wait_for_load_state("networkidle")
    assert _offer(page).count() == 0
    page.go_back()
    _offer(page).click()
    page.wait_for_url(f"**/articles/{pieces[2].pk}/")
    assert page.evaluate(ABOVE, 12) == pytest.approx(0.5, abs=0.05)


def _scroll_to_half_of(page, selector, number):
    page.evaluate(
        """([selector, number]) => {
          const { top, height } = document.querySelectorAll(selector)[number].getBoundingClientRect();
          scrollBy({ top: top + height / 2, behavior: "instant" });
        }""",
        [selector, number],
    )
    return page.evaluate("scrollY")


def test_a_page_opens_where_it_was_left_and_the_front_offers_to_go_on_there(new_page, pieces):
    page = new_page(390, 844)
    page.goto("/issues/943/2/")
    left = _scroll_to_half_of(page, ".piece", 1)
    assert left > 900
    page.goto("/corrections/")
    page.goto("/")
    expect(_offer(page)).to_have_text("继续阅读：2版 社区")
    _offer(page).click()
    page.wait_for_url("**/issues/943/2/#go-on")
    assert page.evaluate("scrollY") == pytest.approx(left, abs=2)
    page.goto("/corrections/")
    page.goto("/issues/943/2/")
    assert page.evaluate("scrollY") == pytest.approx(left, abs=2)
    page.get_by_role("link", name="从头读").click()
    assert page.evaluate("scrollY") < 300


@pytest.mark.parametrize(
    ("front", "parts", "words"),
    [
        ("/", ".piece", "继续阅读：1版 要闻"),
        ("/issues/943/", ".spread :is(.spread-lead, li)", "继续阅读：本期"),
    ],
)
def test_a_front_opens_at_its_top_and_offers_its_own_place(new_page, pieces, front, parts, words):
    page = new_page(390, 200)
    page.goto(front)
    left = _scroll_to_half_of(page, parts, 1)
    for _ in range(2):  # passing over it does not lose the place
        page.goto("/corrections/")
        page.goto(front)
        expect(_offer(page)).to_have_text(words)
        assert page.evaluate("scrollY") == 0
    _offer(page).click()
    assert page.evaluate("scrollY") == pytest.approx(left, abs=2)
    assert page.evaluate("location.pathname") == front


def test_after_a_page_read_to_its_end_the_next_is_offered_and_after_the_last_nothing(page, pieces):
    for address, words in (("/issues/943/1/", "继续阅读：2版 社区"), ("/issues/943/2/", None)):
        page.goto(address)
        page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
        page.goto("/corrections/")
        page.goto("/")
        page.wait_for_load_state("networkidle")
        assert _offer(page).all_text_contents() == ([words] if words else [])


def test_on_a_phone_a_long_title_on_offer_is_cut_within_its_marks(new_page, pieces):
    pieces[2].title = "一碗热汤面的距离有多远要问住在这条胡同里的每一个人"
    pieces[2].save()
    page = new_page(390, 844)
    _read_to(page, pieces[2], 12)
    page.goto("/")
    offer = _offer(page)
    expect(offer).to_be_visible()
    seen = offer.evaluate("""(offer) => {
      const [end] = [...offer.childNodes].slice(-1);
      const range = document.createRange();
      range.selectNode(end);
      const { left, right, width } = range.getBoundingClientRect();
      const box = offer.getBoundingClientRect();
      return [end.textContent, left >= box.left && right <= box.right + 1 && width > 8];
    }""")
    assert seen == ["》", True]


def test_after_a_piece_read_to_its_end_it_offers_the_next_over_the_pages_end(page, pieces):
    _read_whole(page, pieces[1])
    page.goto("/")
    expect(_offer(page)).to_have_text("继续阅读：2版《2版第1篇》")


def test_after_the_last_piece_and_in_another_issue_nothing_is_offered(page, pieces):
    make.make_page(make.make_signed_off_issue(number=944, date=make.RELEASE.date(), title="增刊"))
    _read_to(page, pieces[0], 12)
    page.goto("/issues/944/")
    page.wait_for_load_state("networkidle")
    assert _offer(page).count() == 0
    _read_whole(page, pieces[3])
    page.goto("/issues/943/")
    page.wait_for_load_state("networkidle")
    assert _offer(page).count() == 0


def test_a_piece_withdrawn_since_is_not_offered(page, pieces):
    _read_to(page, pieces[2], 12)
    make.withdraw(pieces[2])
    with page.expect_response(f"**/articles/{pieces[2].pk}/") as answer:
        page.goto("/issues/943/")
    assert answer.value.status == 410
    page.wait_for_load_state("networkidle")
    assert _offer(page).count() == 0


def test_the_settings_forget_what_was_read(page, pieces):
    _read_to(page, pieces[0], 12)
    page.goto("/")
    expect(_offer(page)).to_be_visible()
    page.get_by_text("阅读设置").click()
    page.get_by_role("button", name="清除阅读记录").click()
    expect(page.get_by_role("status")).to_have_text("阅读记录已清除")
    assert not _offer(page).is_visible()
    page.goto(f"/articles/{pieces[0].pk}/")
    assert page.evaluate("scrollY") == 0


def test_what_is_forgotten_while_a_piece_is_open_stays_forgotten(page, pieces):
    page.goto(f"/articles/{pieces[0].pk}/")
    page.get_by_text("阅读设置").click()
    page.get_by_role("button", name="清除阅读记录").click()
    page.evaluate(READ_HALF_OF, 12)
    page.goto("/issues/943/2/")
    assert page.evaluate("reading.recall('places')") == []


def test_only_the_latest_five_issues_are_remembered(page):
    for number in range(1, 7):
        [first, *_] = make_edition(number=number)
        page.goto(f"/articles/{first.pk}/")
    page.goto("/corrections/")
    kept = page.evaluate("reading.recall('places').map((place) => place.issue)")
    assert kept == ["6", "5", "4", "3", "2"]


def test_nothing_is_remembered_of_a_preview(page, client, live_server):
    draft = make.make_article(body="<p>还没出。</p>" * 60)
    make.place(draft, make.make_page(make.make_issue()))
    client.force_login(make.make_user())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(f"/preview/articles/{draft.pk}/")
    page.evaluate("scrollBy(0, 900)")
    page.goto("/corrections/")
    assert page.evaluate("reading.recall('places') ?? null") is None

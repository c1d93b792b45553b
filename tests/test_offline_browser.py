"""An issue that was opened is read again without a connection, and nothing stays that readers may not see."""

import datetime
import shutil
import time
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from playwright.sync_api import Error

from articles.models import ArticleState
from issues import reading
from issues.outlets import offline
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What is kept, as one text: the names of the caches, the addresses in them, what stands there.
KEPT = """async () => {
  const said = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      said.push(`${name} → ${new URL(request.url).pathname}`, (await (await cache.match(request))?.text()) ?? "");
    }
  }
  return said.join("\\n");
}"""
WHOLE = """async ({ name, count }) => {
  if (!(await caches.has(name))) return count === 0;
  const cache = await caches.open(name);
  const listing = await cache.match("/offline/listing");
  const addresses = (await cache.keys()).length - 1;
  return Boolean(listing && (await listing.json()).digest) && addresses === count;
}"""
SHOWN = "image => image.decode().then(() => image.naturalWidth > 0)"


def _piece(page, title, words, **overrides):
    article = make.make_article(title, body=f"<p>{words}</p>", **overrides)
    make.place(article, page, order=page.placements.count())
    return article


@pytest.fixture
def issue():
    """Four pages with a piece each; the second's has a picture and is named in the front page's guide."""
    issue = make.make_signed_off_issue()
    pages = [make.make_page(issue, number, name=f"{number}号版") for number in range(1, 5)]
    for page in pages:
        _piece(page, f"第{page.number}版的标题", f"第{page.number}版的正文。")
    pictured = _pictured(issue)
    make.make_photo(pictured, caption="图片的说明。", upload=make.picture_file((700, 400)))
    pages[0].guide.create(title="导读里的话", target=2, article=pictured)
    return issue


def _pictured(issue):
    return issue.pages.get(number=2).placements.first().article


def _until(page, question, *arguments):
    """Ask the page until it says yes."""
    deadline = time.monotonic() + 60
    while not page.evaluate(question, *arguments):
        assert time.monotonic() < deadline, page.evaluate(KEPT)[:3000]
        time.sleep(0.05)


def _open_and_keep(page, address="/", slug="943", count=14):
    """Open an address and wait until its issue is kept, `count` addresses: overview, pages, articles and their codes, picture."""
    page.goto(address)
    _until(page, WHOLE, {"name": f"issue {slug}", "count": count})


def test_opened_issue_is_read_again_without_a_connection(page, issue):
    pictured = _pictured(issue)
    _open_and_keep(page, pictured.get_absolute_url())
    assert page.locator(".offline-line").count() == 0
    page.context.set_offline(True)
    for number in range(1, 5):
        page.goto(f"/issues/943/{number}/")
        assert page.locator(".offline-line").inner_text().startswith("离线阅读：保存于 ")
        assert f"第{number}版的正文。" in page.locator("main").inner_text()
    page.goto("/issues/943/")
    assert "第4版的标题" in page.locator("main").inner_text()
    page.get_by_role("link", name="第2版的标题").click()
    assert "第2版的正文。" in page.locator("main").inner_text()
    assert page.locator(".story img").evaluate(SHOWN)
    page.goto("/")
    assert "第1版的正文。" in page.locator("main").inner_text()
    assert (
        page.locator("main").evaluate("main => getComputedStyle(main).minHeight") != "0px"
    )  # base.css is there


def test_kept_piece_is_shared_by_its_code_and_offers_no_file_that_only_the_network_has(page, issue):
    address = _pictured(issue).get_absolute_url()
    _open_and_keep(page, address)
    page.locator("summary", has_text="分享").click()
    assert page.get_by_role("link", name="保存分享图").is_visible()
    page.context.set_offline(True)
    page.goto(address)
    page.locator("summary", has_text="分享").click()
    assert page.get_by_role("img", name="本文网址的二维码").evaluate(SHOWN)
    assert page.get_by_role("button", name="复制链接").is_visible()
    assert page.get_by_role("link", name="保存分享图").count() == 0
    page.goto("/issues/943/")
    assert page.get_by_role("link", name="EPUB").count() == 0


def test_line_over_a_kept_page_says_when_it_was_kept(page, issue):
    page.clock.set_fixed_time(datetime.datetime(2020, 5, 22, 10, tzinfo=make.BEIJING))
    _open_and_keep(page)
    page.evaluate("""async () => {
      const cache = await caches.open("issue 943"), kept = await cache.match("/issues/943/1/");
      const headers = new Headers(kept.headers);
      headers.set("x-kept-at", "2020-05-22T02:00:00Z");
      await cache.put("/issues/943/1/", new Response(await kept.text(), { headers }));
    }""")
    page.context.set_offline(True)
    page.goto("/issues/943/1/")
    assert page.locator(".offline-line").inner_text() == "离线阅读：保存于 5月22日 10:00"


def test_page_that_is_not_kept_lists_the_issues_that_are(page, issue):
    earlier = make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15))
    _piece(make.make_page(earlier), "上一期的标题", "上一期的正文。")
    _open_and_keep(page)
    _open_and_keep(page, "/issues/942/", "942", 4)
    page.context.set_offline(True)
    for address in ("/issues/", "/corrections/", "/search/?q=%E4%B8%9C", "/articles/999999/"):
        page.goto(address)
        assert page.locator("#not-kept").is_visible()
        assert page.locator("#kept h2").all_inner_texts() == ["第943期", "第942期"]
    page.goto("/offline/")
    assert page.locator("#not-kept").is_hidden()
    page.get_by_role("link", name="第942期").click()
    assert "上一期的正文。" in page.locator("main").inner_text()


def test_withdrawn_piece_leaves_the_device_at_the_next_page_that_is_loaded(page, issue):
    pictured = _pictured(issue)
    key = pictured.photos.get().key
    _open_and_keep(page)
    page.context.set_offline(True)
    page.goto("/issues/943/2/")
    kept = page.evaluate(KEPT)
    for words in ("第2版的标题", "第2版的正文", "图片的说明", "导读里的话", key):
        assert words in kept
    make.withdraw(pictured)
    page.context.set_offline(False)
    _open_and_keep(page, "/corrections/", count=11)
    page.context.set_offline(True)
    kept = page.evaluate(KEPT)
    for words in ("第2版的标题", "第2版的正文", "图片的说明", "导读里的话", key):
        assert words not in kept
    page.goto("/issues/943/3/")
    assert "第3版的正文。" in page.locator("main").inner_text()
    page.goto(pictured.get_absolute_url())
    assert page.locator("#not-kept").is_visible()


def test_withdrawn_piece_leaves_the_device_as_soon_as_the_connection_is_back(page, issue):
    _open_and_keep(page)
    page.context.set_offline(True)
    page.goto("/issues/943/2/")
    make.withdraw(_pictured(issue))
    page.context.set_offline(False)
    _until(page, WHOLE, {"name": "issue 943", "count": 11})
    assert "第2版的正文" not in page.evaluate(KEPT)


def test_withdrawn_piece_leaves_the_device_when_its_own_address_says_so(page, issue):
    pictured = _pictured(issue)
    _open_and_keep(page)
    page.context.route("**/offline/changes.json*", lambda route: route.abort())
    make.withdraw(pictured)
    assert page.goto(pictured.get_absolute_url()).status == 410
    _until(page, "async address => !(await caches.match(address))", pictured.get_absolute_url())


def test_issue_that_is_called_back_leaves_the_device_whole(page, issue):
    _open_and_keep(page)
    issue.publish_at = timezone.now() + datetime.timedelta(days=1)
    issue.save()
    page.goto("/corrections/")
    _until(page, WHOLE, {"name": "issue 943", "count": 0})
    assert "版的" not in page.evaluate(KEPT)


def test_reader_with_a_connection_gets_the_fresh_page_and_only_what_changed_is_fetched_again(page, issue):
    _open_and_keep(page)
    article = issue.pages.get(number=3).placements.get().article
    article.body = "<p>改过的正文。</p>"
    article.save()
    fetched = []
    page.context.on("request", lambda request: request.service_worker and fetched.append(request.url))
    page.goto("/issues/943/3/")
    assert "改过的正文。" in page.locator("main").inner_text()
    assert page.locator(".offline-line").count() == 0
    _until(
        page, f"async () => ({KEPT})().then(kept => kept.includes('改过的') && !kept.includes('第3版的正文'))"
    )
    _until(page, WHOLE, {"name": "issue 943", "count": 14})
    pages = {url.partition("/issues/943/")[2] for url in fetched if "/issues/943/" in url}
    assert pages == {"", "3/", "offline.json"}
    assert {url for url in fetched if "/articles/" in url} == {
        page.url.partition("/issues/")[0] + article.get_absolute_url()
    }


def test_slow_network_gives_way_to_the_kept_page(page, issue, monkeypatch):
    monkeypatch.setattr(offline, "PATIENCE", 200)
    _open_and_keep(page)
    made_up = reading.make_up
    monkeypatch.setattr(reading, "make_up", lambda placements: time.sleep(2) or made_up(placements))
    issue.save()  # the server's own kept answer is out of date
    page.goto("/issues/943/4/")
    assert page.locator(".offline-line").count() == 1
    assert "第4版的正文。" in page.locator("main").inner_text()


def test_reader_who_saves_data_keeps_no_issue_but_loses_what_is_withdrawn(new_page, issue):
    page = new_page()
    _open_and_keep(page)
    page.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    make.withdraw(_pictured(issue))
    earlier = make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15))
    _piece(make.make_page(earlier), "上一期的标题", "上一期的正文。")
    page.goto("/issues/942/")
    _until(page, f"async () => ({KEPT})().then(kept => !kept.includes('第2版'))")
    assert "上一期" not in page.evaluate(KEPT)


def test_only_the_issues_opened_last_are_kept(page, issue, monkeypatch):
    monkeypatch.setattr(offline, "MOST_ISSUES", 2)
    for number, date in ((941, datetime.date(2020, 5, 8)), (942, datetime.date(2020, 5, 15))):
        other = make.make_signed_off_issue(number=number, date=date)
        _piece(make.make_page(other), f"{number}期的标题", f"{number}期的正文。")
    _open_and_keep(page, "/issues/943/")
    _open_and_keep(page, "/issues/941/", "941", 4)
    page.goto("/issues/943/")
    _open_and_keep(page, "/issues/942/", "942", 4)
    _until(page, WHOLE, {"name": "issue 941", "count": 0})
    assert page.evaluate("caches.has('issue 943')")


def test_kept_issues_take_no_more_room_than_they_may(page, issue, monkeypatch):
    monkeypatch.setattr(offline, "MOST_BYTES", 5_000)
    _open_and_keep(page)
    other = make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15))
    _piece(make.make_page(other), "上一期的标题", "上一期的正文。")
    page.goto("/issues/942/")
    _until(page, WHOLE, {"name": "issue 942", "count": 4})
    _until(page, WHOLE, {"name": "issue 943", "count": 0})


def test_new_release_takes_over_without_leaving_a_kept_page_unstyled(page, issue, settings, tmp_path):
    static = tmp_path / "static"
    paper = Path(django_settings.STATICFILES_DIRS[0]) / "paper"
    # As if written now: a browser takes what is old for fresh where, as here, names bear no hash.
    shutil.copytree(paper, static / "paper", copy_function=shutil.copyfile)
    settings.STATICFILES_DIRS = [static]
    _open_and_keep(page)
    furniture = "async () => (await caches.keys()).filter(name => name.startsWith('furniture'))"
    (first,) = page.evaluate(furniture)
    with (static / "paper" / "base.css").open("a") as styles:
        styles.write("main { --release: second; }")
    issue.save()  # a release starts the server anew, which keeps no answers then
    page.reload()
    _until(page, f"async () => ({furniture})().then(names => names.length === 1 && names[0] !== '{first}')")
    _until(page, WHOLE, {"name": "issue 943", "count": 14})
    page.context.set_offline(True)
    page.goto("/issues/943/2/")
    release = "getComputedStyle(document.querySelector('main')).getPropertyValue('--release')"
    assert page.evaluate(release) == "second"


def _log_in(page, client, live_server):
    client.force_login(make.make_user())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])


def test_editor_who_reads_and_previews_leaves_nothing_unpublished_behind(page, client, live_server, issue):
    _log_in(page, client, live_server)
    draft = _piece(issue.pages.get(number=1), "未审的标题", "未审的正文。", state=ArticleState.DRAFT)
    photo = make.make_photo(draft, caption="未审的说明。", upload=make.picture_file((700, 400)))
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    next_issue = make.make_signed_off_issue(tomorrow, number=944, date=datetime.date(2020, 5, 29))
    _piece(make.make_page(next_issue), "下期的标题", "下期的正文。")
    _open_and_keep(page)
    page.goto("/preview/issues/943/1/")
    assert page.locator(f"img[src*='{photo.key}']").evaluate(SHOWN)
    page.goto("/preview/issues/944/")
    page.goto("/admin/")
    _open_and_keep(page, "/issues/943/1/")
    kept = page.evaluate(KEPT)
    for words in ("未审", "下期", photo.key, "→ /preview", "→ /admin"):
        assert words not in kept


def test_desk_and_preview_register_no_worker_and_are_never_answered_by_one(page, client, live_server, issue):
    _log_in(page, client, live_server)
    for address in ("/preview/", "/preview/issues/943/1/", "/admin/", "/shared/ended/"):
        page.goto(address)
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    _open_and_keep(page)
    page.context.set_offline(True)
    for address in ("/preview/issues/943/1/", "/admin/", "/shared/ended/"):
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(address)


def test_full_disk_costs_the_oldest_issue_and_not_the_one_that_is_opened(page, live_server, issue):
    other = make.make_signed_off_issue(number=942, date=datetime.date(2020, 5, 15))
    _piece(make.make_page(other), "上一期的标题", "上一期的正文。")
    _open_and_keep(page)
    used = page.evaluate("navigator.storage.estimate().then(({ usage }) => usage)")
    quota = {"origin": live_server.url, "quotaSize": used + 2_000}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", quota)
    _open_and_keep(page, "/issues/942/", "942", 4)
    _until(page, WHOLE, {"name": "issue 943", "count": 0})

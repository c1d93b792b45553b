"""A published issue opens in Mirador, a viewer that libraries use, on a site of its own."""

import contextlib
import io
import json
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from issues.models import Area
from tests import factories as make
from tests.measure import node_tools

pytestmark = pytest.mark.browser

RED, GREEN = (170, 30, 40), (20, 120, 80)
# The viewer with its side panel open, at the issue whose manifest stands in the address.
PAGE = """<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><title>Mirador</title>
<style>body { margin: 0 } #viewer { position: absolute; inset: 0 }</style>
<div id="viewer"></div>
<script src="mirador.min.js"></script>
<script>
  Mirador.viewer({
    id: "viewer",
    language: "zh-CN",
    window: { sideBarOpen: true, sideBarPanel: "canvas" },
    windows: [{ manifestId: new URLSearchParams(location.search).get("manifest") }],
  });
</script>
</html>"""


# Prints what the rules of IIIF Presentation 3 have against the manifest that is read from the standard input.
STRICT = """
const { presentation3StrictUpgrade } = require("@iiif/parser/strict");
const said = { warnings: [] };
presentation3StrictUpgrade(JSON.parse(require("fs").readFileSync(0, "utf8")), said);
console.log(JSON.stringify(said.warnings));
"""


@pytest.fixture(scope="module")
def packages():
    """The folder of the npm packages; what needs them is skipped where npm can't bring them."""
    try:
        return node_tools.packages()
    except (node_tools.MissingError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no viewer here: {error}")


@pytest.fixture(scope="module")
def viewer(packages, tmp_path_factory):
    """The address of a page with Mirador, as another site serves it."""
    folder = tmp_path_factory.mktemp("viewer")
    (folder / "index.html").write_text(PAGE)
    (folder / "mirador.min.js").symlink_to(packages / "mirador/dist/mirador.min.js")
    with _served(folder) as address:
        yield address


@contextlib.contextmanager
def _served(folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Say nothing of what is asked for."""


@pytest.fixture
def issue(live_server):
    """Two printed pages, one red and one green; a piece on the red one goes around a corner."""
    issue = make.make_signed_off_issue(page_count=2)
    first, second = make.make_page(issue), make.make_page(issue, 2, name="综合新闻")
    lead, corner, inner = (
        make.make_article(title) for title in ("修伞匠来了", "月牙河的一天", "槐树下的摊子")
    )
    make.place(lead, first)
    make.place(corner, first, order=1)
    make.place(inner, second)
    boxes = {lead: [[0.1, 0.1, 0.9, 0.3]], corner: [[0.1, 0.4, 0.4, 0.9], [0.4, 0.6, 0.9, 0.9]]}
    make.make_print_file(first, boxes, Image.new("RGB", (3200, 4472), RED))
    make.make_print_file(second, {inner: [[0.1, 0.1, 0.9, 0.9]]}, Image.new("RGB", (3200, 4472), GREEN))
    return issue


@pytest.fixture
def opened(page, live_server, viewer, issue):
    """The viewer with the issue in it."""
    manifest = live_server.url + reverse("outlets:iiif_manifest", args=[issue.slug])
    page.goto(f"{viewer}?manifest={quote(manifest)}")
    expect(page.get_by_role("heading", name="新东城报 第943期 2020年5月22日")).to_be_visible(timeout=30_000)
    return page


def _wait_for_picture(page, colour):
    """Wait until the middle of the viewer's picture has that colour; a compressed picture has nearly the same."""
    shown = page.locator(".openseadragon-canvas").first
    for _ in range(60):
        with Image.open(io.BytesIO(shown.screenshot())) as image:
            seen = image.convert("RGB").getpixel((image.width // 2, image.height // 2))
        if max(abs(one - other) for one, other in zip(seen, colour, strict=True)) < 12:
            return
        page.wait_for_timeout(500)
    pytest.fail(f"the picture's middle is {seen}, not {colour}")


def _warnings(packages, manifest):
    told = subprocess.run(
        ["node", "-e", STRICT],
        input=manifest,
        cwd=packages.parent,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(told.stdout)


def test_strict_parser_of_the_iiif_community_has_nothing_against_the_manifest(packages, client, issue):
    manifest = client.get(reverse("outlets:iiif_manifest", args=[issue.slug])).json()
    assert _warnings(packages, json.dumps(manifest)) == []
    spoilt = manifest | {"navDate": "22 May 2020", "label": "第943期"}
    assert len(_warnings(packages, json.dumps(spoilt))) >= 2


def test_viewer_shows_the_first_page_and_the_contents_with_their_pieces(opened):
    _wait_for_picture(opened, RED)
    contents = opened.get_by_role("tree")
    for words in ("1版 要闻", "修伞匠来了", "月牙河的一天", "2版 综合新闻"):
        expect(contents.get_by_text(words, exact=True)).to_be_visible()


def test_reader_goes_to_a_piece_on_another_page_by_the_contents(opened):
    _wait_for_picture(opened, RED)
    contents = opened.get_by_role("tree")
    contents.get_by_text("2版 综合新闻", exact=True).click()
    contents.get_by_text("槐树下的摊子", exact=True).click()
    _wait_for_picture(opened, GREEN)


def test_notes_on_the_page_lead_to_the_pieces(opened, live_server):
    opened.get_by_role("tab", name="标注").click()
    for area in Area.objects.filter(print_file__page__number=1).select_related("article"):
        link = opened.get_by_role("link", name=area.article.title)
        expect(link).to_have_attribute("href", live_server.url + area.article.get_absolute_url())

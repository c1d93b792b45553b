"""Measures what each public view makes a browser load: its styles and scripts as they are sent, and whom it asks.

python -m tests.measure.weight

drives Chromium over the sample issue as served in production, one address of each public view of the URL configuration,
and prints for each the compressed bytes of styles and scripts (the service worker among them) and the requests that went
to another host. The last line weighs all styles and scripts of the reading pages together. Exits 1 where a target is
not met, or where a view is reached by no link.
"""

import os
import re
import shutil
import sys
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from tests.conftest import CHROMIUM_OPTIONS
from tests.measure import node_tools, serving

LIMIT = 60_000  # bytes
WORKER = "/service-worker.js"
KINDS = ("stylesheet", "script")
_LINK = re.compile(r'href="(/[^"#]*)"')
# What no link leads to, of the sample issue.
_BY_HAND = ("/2020-05-22/", "/search/?q=%E6%9C%88%E7%89%99%E6%B2%B3", "/issues/go/?to=943")


def views(site):
    """Return {view name: path} of the public views that answer in HTML, and the names of those that nothing led to."""
    found, waiting = {}, [*_BY_HAND, *_without_parameters()]
    while waiting:
        path = waiting.pop(0)
        name = _view_name(path)
        if name is None or name in found:
            continue
        kind, text = _answer(site + path)
        found[name] = path if kind == "text/html" else None
        waiting += _LINK.findall(text) if kind == "text/html" else []
    pages = {name: path for name, path in found.items() if path}
    return pages, sorted(set(_names("paper")) - set(pages))


def _names(namespace):
    from django.urls import get_resolver

    _, inner = get_resolver().namespace_dict[namespace]
    return [f"{namespace}:{name}" for name in inner.reverse_dict if isinstance(name, str)]


def _without_parameters():
    from django.urls import NoReverseMatch, reverse

    for name in ("paper:front", *_names("paper"), *_names("outlets")):
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


def _view_name(path):
    """The name of the public view at the path; None for any other."""
    from django.urls import Resolver404, resolve

    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    return match.view_name if match.namespace in ("paper", "outlets") else None


def _answer(address):
    """Return the media type and the text of what stands at the address."""
    try:
        with urlopen(address) as answer:
            return answer.headers.get_content_type(), answer.read().decode(errors="replace")
    except HTTPError as error:
        return error.headers.get_content_type(), ""


def weight(address):
    """Return how many bytes the answer at the address has as it is sent to a browser, compressed."""
    with urlopen(Request(address, headers={"Accept-Encoding": "br, gzip"})) as answer:
        return len(answer.read())


def loaded(page, address):
    """Open the address; returns {kind: addresses} of the styles and scripts asked for, and all other hosts' addresses."""
    asked = []

    def note(request):
        asked.append(request)

    page.context.on("request", note)
    page.goto(address, wait_until="networkidle")
    page.context.remove_listener("request", note)
    own = urlsplit(address).netloc
    parts = {kind: {request.url for request in asked if request.resource_type == kind} for kind in KINDS}
    parts["script"].add(urljoin(address, WORKER))
    strangers = [request.url for request in asked if urlsplit(request.url).netloc not in ("", own)]
    return parts, strangers


def _print(name, sizes, strangers):
    styles, scripts = sizes
    total = styles + scripts
    is_met = total < LIMIT and not strangers
    figures = "".join(f"{size / 1000:>10.1f}" for size in (styles, scripts, total))
    print(f"{name:24}{figures}{len(strangers):>8}  {'ok' if is_met else 'MISSED'}")
    for address in strangers:
        print(f"{'':24}- {address}")
    return is_met


def _weigh(site, page):
    pages, unreached = views(site)
    print(f"{'kB, compressed':24}{'styles':>10}{'scripts':>10}{'together':>10}{'others':>8}")
    met = [not unreached]
    for name, path in sorted(pages.items()):
        parts, strangers = loaded(page, site + path)
        met.append(_print(name, [sum(map(weight, parts[kind])) for kind in KINDS], strangers))
    met.append(_print("all there is", _all_there_is(site), []))
    for name in unreached:
        print(f"{name}: no link leads there")
    return all(met)


def _all_there_is(site):
    """What the styles and the scripts of all reading pages weigh, whether a page asks for them or not."""
    _, worker = _answer(site + WORKER)
    addresses = set(re.findall(r"/static/paper/[\w./-]+", worker.replace(r"\u002D", "-")))
    kinds = [[address for address in addresses if address.endswith(end)] for end in (".css", ".js")]
    styles, scripts = (sum(weight(site + address) for address in kind) for kind in kinds)
    return styles, scripts + weight(site + WORKER)


def main():
    """Weigh the public views; returns the exit code."""
    node_tools.require("chromium")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xdcb.settings")
    import django
    from playwright.sync_api import sync_playwright

    django.setup()
    with serving.sample_site() as site, sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        met = _weigh(site, browser.new_context().new_page())
        browser.close()
    print(f"targets: styles and scripts of a view under {LIMIT // 1000} kB, no request to another host")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())

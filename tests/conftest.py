"""What every test stands on: settings of a desk's own machine, a place for media, a database, a browser."""

import os
import shutil
import threading
import time

import pytest
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.test import override_settings

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_OPTIONS = [
    # The sandbox does not work for root; the rest keeps Chromium from calling its maker's hosts.
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session", autouse=True)
def _desk_settings():
    """Plain HTTP, static files from their sources, passwords hashed fast."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        SECURE_SSL_REDIRECT=False,
        SESSION_COOKIE_SECURE=False,
        CSRF_COOKIE_SECURE=False,
        STORAGES={**django_settings.STORAGES, "staticfiles": static},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    """A media folder of each test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite's test database is a file, not memory: threads of a server share a memory database's connection."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def _playwright_loop():
    # Playwright's event loop stays in this thread, where Django would then refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(_playwright_loop):
    """The machine's own Chromium; the test is skipped where there is none."""
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None:
        pytest.skip(f"no browser here: none of {', '.join(CHROMIUMS)} is on PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_OPTIONS)
        yield opened
        opened.close()


@pytest.fixture
def _answered(live_server):
    """Wait at the end for what the server still answers: a page's last words come after it is closed.

    The database is emptied next, which deadlocks with a request under way.
    """
    under_way, lock = [0], threading.Lock()

    def started(**_):
        with lock:
            under_way[0] += 1

    def finished(**_):
        with lock:
            under_way[0] -= 1

    request_started.connect(started)
    request_finished.connect(finished)
    yield
    quiet, deadline = 0, time.monotonic() + 30
    while quiet < 10 and time.monotonic() < deadline:
        quiet = 0 if under_way[0] else quiet + 1
        time.sleep(0.02)
    request_started.disconnect(started)
    request_finished.disconnect(finished)
    assert quiet == 10, "the server went on answering for half a minute after the last page was closed"


@pytest.fixture
def new_page(browser, live_server, _answered):
    """A function that opens a page as a person of its own (no cookies shared) on a screen of `width` pixels."""
    contexts = []

    def open_page(width=1440, height=900, **options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **options,
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    """A page of a reader at a desk; `page.set_viewport_size` makes it a phone."""
    return new_page()

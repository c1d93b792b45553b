"""Drives the machine's own Firefox by WebDriver BiDi (w3.org/TR/webdriver-bidi), which every release of it speaks."""

import base64
import contextlib
import itertools
import json
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from websockets.sync.client import connect

FIREFOXES = ("firefox-esr", "firefox")
# It acts as a window that one works in, and asks nothing of its maker's hosts.
PREFERENCES = {
    "focusmanager.testmode": True,
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "intl.accept_languages": "zh-CN",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
_TAB = "\ue004"  # WebDriver's code of the key
_ENTER = "\ue007"


def program():
    """Return the path of a Firefox of this machine, or None."""
    return next(filter(None, map(shutil.which, FIREFOXES)), None)


@contextlib.contextmanager
def started():
    """Start a Firefox without a window and give its one Tab; both end with the block."""
    with tempfile.TemporaryDirectory(prefix="xdcb-firefox-", ignore_cleanup_errors=True) as profile:
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
        ]
        Path(profile, "user.js").write_text("\n".join(lines))
        command = [
            program(),
            "--headless",
            "--no-remote",
            "--profile",
            profile,
            "--remote-debugging-port",
            "0",
        ]
        with subprocess.Popen(
            command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
        ) as process:
            try:
                address = next(filter(None, map(re.compile("ws://[0-9.:]+").search, process.stderr)))[0]
                with connect(f"{address}/session", max_size=None) as socket:
                    yield Tab(socket)
            finally:
                process.terminate()
                process.stderr.read()


class Tab:
    """The one page of a Firefox; `errors` are what its console has said is wrong."""

    def __init__(self, socket):
        self.errors = []
        self._socket, self._numbers = socket, itertools.count(1)
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=["log.entryAdded"])
        # In the page that it starts with the address bar has the focus.
        self._context = self._send("browsingContext.create", type="tab")["context"]

    def size(self, width, height):
        """Make the page's screen so many CSS pixels wide and high."""
        self._of_page("browsingContext.setViewport", viewport={"width": width, "height": height})

    def goto(self, address):
        """Open an address and wait until all of it is there."""
        self._of_page("browsingContext.navigate", url=address, wait="complete")

    def value(self, expression):
        """Return what a JavaScript expression gives, which must be something JSON can say."""
        said = self._send(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self._context},
            awaitPromise=True,
        )
        if said["type"] == "exception":
            raise AssertionError(said["exceptionDetails"]["text"])
        return json.loads(said["result"].get("value", "null"))

    def wait_for(self, expression, seconds=30):
        """Wait until a JavaScript expression is true; raises TimeoutError where it is not after so long."""
        deadline = time.monotonic() + seconds
        while not self.value(f"Boolean({expression})"):
            if time.monotonic() > deadline:
                raise TimeoutError(expression)
            time.sleep(0.05)

    def press(self, keys):
        """Press keys one after the other: "Tab", "Enter", or a sign."""
        codes = [{"Tab": _TAB, "Enter": _ENTER}.get(key, key) for key in keys]
        actions = [{"type": kind, "value": code} for code in codes for kind in ("keyDown", "keyUp")]
        self._of_page("input.performActions", actions=[{"type": "key", "id": "keyboard", "actions": actions}])

    def screenshot(self, path):
        """Write what is seen to `path`, in PNG."""
        Path(path).write_bytes(base64.b64decode(self._of_page("browsingContext.captureScreenshot")["data"]))

    def _of_page(self, method, **parameters):
        return self._send(method, context=self._context, **parameters)

    def _send(self, method, **parameters):
        """Send a command and return its result; what the page says meanwhile is kept."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.errors.append(answer["params"]["text"])
            if answer.get("id") == number:
                if answer["type"] == "error":
                    raise AssertionError(f"{method}: {answer['message']}")
                return answer["result"]

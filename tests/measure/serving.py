"""Serves the sample issue as in production, on an address of this machine, for as long as a measurement needs it."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
PREPARED_BY = (["migrate"], ["load_sample", "--into-empty"], ["collectstatic", "--noinput"])


@contextlib.contextmanager
def sample_site():
    """Give the address of a server of the sample issue, "http://127.0.0.1:PORT"; it leaves nothing behind.

    The database, the media and the collected files are its own; the settings are those of production without TLS.
    """
    with tempfile.TemporaryDirectory(prefix="xdcb-sample-") as folder:
        settings = environment(Path(folder))
        for words in PREPARED_BY:
            command = [sys.executable, "manage.py", *words, "--verbosity=0"]
            subprocess.run(command, cwd=ROOT, env=settings, check=True, stdout=subprocess.DEVNULL)
        with served(settings) as site:
            yield site


def reading_addresses(site):
    """Return {name: address} of what a reader opens most: front page, an inner page, the lead article, a search."""
    with urlopen(site) as answer:
        article = re.search(r'href="(/articles/\d+/)"', answer.read().decode())[1]
    # 月牙河: the sample's river, which several pieces name.
    paths = {"front": "/", "page": "/issues/943/2/", "article": article, "archive": "/issues/"}
    return {name: site + path for name, path in paths.items()} | {
        "search": f"{site}/search/?q=%E6%9C%88%E7%89%99%E6%B2%B3"
    }


def environment(folder):
    """Return the environment of a site in production without TLS, which keeps all that is its own in `folder`."""
    return os.environ | {
        "DEBUG": "0",
        "HTTPS": "0",
        "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "WARNING",
        "SECRET_KEY": "of-a-server-that-ends-with-its-measurement-0123456789",
        "DATABASE_URL": f"sqlite:///{folder / 'sample.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
    }


@contextlib.contextmanager
def served(
    environment, log=None, workers=2, threads=4, application="xdcb.wsgi", python=sys.executable, folder=ROOT
):
    """Give the address of a server of the site with that environment, "http://127.0.0.1:PORT".

    `log` is an open file for what the server says of itself; without one it is shown. Another `application` than the
    project's may be served, by another `python`, from another `folder`. With one thread workers are gunicorn's "sync".
    """
    address = f"127.0.0.1:{free_port()}"
    command = [python, "-m", "gunicorn", application, "--bind", address, "--workers", str(workers)]
    command += ["--threads", str(threads), "--no-control-socket", "--log-level", "warning"]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=log) as server:
        try:
            wait_for(address)
            yield f"http://{address}"
        finally:
            server.terminate()


def free_port():
    """Return a port of this machine that nobody listens at."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


def wait_for(address):
    """Wait until somebody listens at "HOST:PORT"; raises TimeoutError after a minute."""
    host, port = address.split(":")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection((host, int(port))):
            return
        time.sleep(0.1)
    raise TimeoutError(f"no server at {address} after a minute")

"""The same archive in Wagtail (tests/measure/wagtail_peer/), in an environment of its own, made once.

`python -m tests.measure.speed_parts.peer` only makes the environment.
"""

import fcntl
import hashlib
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "wagtail_peer"
APPLICATION = "peer.wsgi"
_LOCK = PROJECT / "requirements.txt"
_ENVIRONMENT = PROJECT / ".venv"
_STAMP = _ENVIRONMENT / ".installed-from"
PYTHON = _ENVIRONMENT / "bin" / "python"


def install():
    """Install what requirements.txt names where it is another than last time."""
    with _LOCK.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two measurements may begin at the same time
        wanted = hashlib.sha256(lock.read()).hexdigest()
        if _STAMP.is_file() and _STAMP.read_text() == wanted:
            return
        print("Installing Wagtail for the measurement; the first time takes a minute.", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", _ENVIRONMENT], check=True)
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", _LOCK], check=True)
        _STAMP.write_text(wanted)


def fill(content, editor, password, environment):
    """Make the archive that paper.py has written into `content` in the empty database of that environment."""
    _manage(environment, "migrate")
    account = ["--editor", editor, "--password", password]
    _manage(environment | {"INDEX_ON_SAVE": "0"}, "fill", str(content), *account)
    _manage(environment, "update_index")


def collect(environment):
    """Collect the static files, which the databases share."""
    _manage(environment, "collectstatic", "--noinput")


def _manage(environment, *words):
    command = [PYTHON, "manage.py", *words, "--verbosity=0"]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    install()

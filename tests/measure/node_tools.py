"""Brings what the measurements need that is no Python: the npm packages of package-lock.json, once.

    from tests.measure import node_tools
    jar = node_tools.packages("java") / "vnu-jar/build/dist/vnu.jar"

`python -m tests.measure.node_tools` only installs them.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LOCK = HERE / "package-lock.json"
INSTALLED = HERE / "node_modules"
_STAMP = INSTALLED / ".installed-from"
DEBIAN = {"node": "nodejs", "npm": "npm", "java": "default-jre-headless", "chromium": "chromium"}


class MissingError(SystemExit):
    """A program is not on this machine; the message names it and what brings it. Not caught, it ends the command."""


def packages(*programs):
    """Return the folder of the installed packages; `programs` (keys of DEBIAN) are what the caller will run them with.

    They are installed anew where the lock file is another than last time, and none of their install scripts runs:
    those fetch browsers and Java from elsewhere. Raises MissingError where a program is not there.
    """
    require(*programs)
    with LOCK.open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two measurements may begin at the same time
        wanted = hashlib.sha256(lock.read()).hexdigest()
        if not _STAMP.is_file() or _STAMP.read_text() != wanted:
            require("node", "npm")
            _install()
            _STAMP.write_text(wanted)
    return INSTALLED


def require(*programs):
    """Raise MissingError where one of `programs` is not on the machine."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        debian = " ".join(DEBIAN[name] for name in missing)
        raise MissingError(f"needed and not found: {', '.join(missing)} (Debian: apt-get install {debian})")


def messages(jar, *arguments):
    """Run a checker, `jar`, and return the messages of the JSON report that it writes; SystemExit without a report."""
    run = subprocess.run(["java", "-jar", jar, *arguments], check=False, capture_output=True, text=True)
    try:
        return json.loads(run.stdout)["messages"]
    except ValueError:
        sys.exit(f"{jar.name} gave no report: {run.stderr or run.stdout}")


def _install():
    print(
        "Installing what tests/measure/package-lock.json names; the first time takes a minute.",
        file=sys.stderr,
    )
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=HERE, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    packages()

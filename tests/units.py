"""Runs xdcb/deploy/xdcb@.service as systemd does, where there is no systemd: its own commands, in its own order."""

import contextlib
import os
import re
import shlex
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.measure.serving import free_port

ROOT = Path(__file__).parents[1]
_UNIT = ROOT / "xdcb/deploy/xdcb@.service"


class Unit:
    """One process of the paper; `environment` is what its EnvironmentFile says, `folder` stands for /run and /srv."""

    def __init__(self, folder, environment):
        self.port = free_port()
        self._folder, self.log = folder, folder / f"{self.port}.log"
        lines = re.findall(r"^(\w+)=(.*)$", _UNIT.read_text(encoding="utf-8"), re.MULTILINE)
        self._said = [(name, self._here(value)) for name, value in lines]
        own = [pair.split("=", 1) for line in self._all("Environment") for pair in line.split()]
        self._environment = {**os.environ, **dict(own), **environment}
        self._process = None

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def start(self):
        """Start it, and wait until it says that it is ready."""
        self.launch()
        self.wait()

    def launch(self):
        """Start it."""
        (self._folder / f"run/xdcb-{self.port}").mkdir(parents=True, exist_ok=True)  # RuntimeDirectory
        (command,) = self._all("ExecStart")
        command = re.sub(r"\$\{(\w+)\}", lambda found: self._environment[found[1]], command)
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                shlex.split(command), cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )

    def wait(self):
        """Wait until it says that it is ready."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(URLError, ConnectionError), urlopen(f"http://{self.address}/readyz"):
                return
            time.sleep(0.1)
        raise TimeoutError(f"no process is ready after a minute: {self.log.read_text()[-2000:]}")

    def stop(self):
        """Stop it as `systemctl stop` does; returns its exit code."""
        for command in self._all("ExecStop"):
            subprocess.run(shlex.split(command), check=True)
        self._process.terminate()
        code = self._process.wait(timeout=90)
        for left in (self._folder / f"run/xdcb-{self.port}").iterdir():
            left.unlink()
        return code

    def end(self):
        """Have it gone, however it fares."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=90)

    def _all(self, name):
        return [value for said, value in self._said if said == name]

    def _here(self, value):
        value = value.replace("%i", str(self.port)).replace("/run/", f"{self._folder}/run/")
        return value.replace("/srv/xdcb/.venv/bin/python", sys.executable)

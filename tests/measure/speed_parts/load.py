"""Asks a server for one address as fast as it answers, by wrk (Debian: apt-get install wrk)."""

import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 8
_REPORT = Path(__file__).with_name("report.lua")


@dataclass(frozen=True)
class Figures:
    """Requests a second; the 99th percentile of their time over its median."""

    rate: float
    spread: float


def require():
    """End the command where wrk is not on the machine."""
    if shutil.which("wrk") is None:
        sys.exit("needed and not found: wrk (Debian: apt-get install wrk)")


def asked(address, seconds):
    """Return the Figures of so many seconds of an address; ends the command where an answer failed."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", _REPORT, address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in said.splitlines() if line.startswith("FIGURES"))
    requests, took, median, late, failed = map(int, line.split()[1:])
    if failed or not requests:
        sys.exit(f"{address}: {failed} of {requests} answers failed")
    return Figures(requests / took * 1e6, late / median)


def median(rounds):
    """Return the Figures that lie in the middle of several."""
    return Figures(*(statistics.median(getattr(one, name) for one in rounds) for name in ("rate", "spread")))

"""Lets a measurement run on SQLite, then on PostgreSQL, each in a process of its own."""

import os
import subprocess
import sys
import tempfile


def on_both_kinds(module, *arguments):
    """Run `python -m module` with `arguments` on an empty database of each kind; returns the greater exit code."""
    again = [sys.executable, "-m", module, *arguments]
    with tempfile.TemporaryDirectory() as folder:
        of_sqlite = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/paper.sqlite3"}
        codes = [subprocess.run(again, env=of_sqlite, check=False).returncode]
    codes.append(subprocess.run([sys.executable, "-m", "tests.postgres", *again], check=False).returncode)
    return max(codes)

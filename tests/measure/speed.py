"""Measures how fast the paper is, beside a bare Django view and beside the same archive in Wagtail, in one run.

python -m tests.measure.speed [--issues N] [--rounds N] [--seconds N] [--database sqlite|postgresql]

On each database: both systems are filled with the sample issue and older copies of it, and served by gunicorn with two
sync workers each; wrk asks with 8 connections, one address after the other, in several rounds; what is printed are
medians. Exits 1 where a target (of the issue that asked for it) is missed. Needs wrk and redis-server.

bare        a view that returns a string as long as our page, without any middleware; and, said apart, with the
            middleware that `django-admin startproject` writes
kept        answers are kept in the process's memory; with Redis: there too
cold        nothing is kept (KEPT_ANSWERS_MB=0)
changing    answers are kept, and a piece is edited every second, so that all of them are made anew each time
Wagtail     as its documentation advises, without a page cache and with Django's, in memory and in Redis
"""

import argparse
import contextlib
import os
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import psycopg2

from tests.measure import serving
from tests.measure.speed_parts import load, peer
from tests.measure.speed_parts.desk import Desk
from tests.measure.speed_parts.paper import WORD, WORD_IN
from tests.postgres import private_server

EDITOR, PASSWORD = "editor", "of-a-server-that-ends-with-its-measurement"
SAVES = 15
KEPT = {"sqlite": 0.85, "postgresql": 0.7}  # of the bare view's requests a second
KEPT_WITH_REDIS, COLD, SEARCH, SPREAD, SAVING, LISTING = 0.5, 4, 10, 3, 0.3, 0.5


@dataclass
class Row:
    """One address that is asked: how it is called, where it is; its figures, a round each; what it is held against."""

    name: str
    address: str
    bare: str = ""
    peer: str = ""
    is_changed: bool = False
    rounds: list = field(default_factory=list)

    @property
    def figures(self):
        return load.median(self.rounds)


class Verdicts:
    """The targets, as they are told."""

    def __init__(self):
        self.all_hold = True

    def told(self, name, value, target, holds):
        self.all_hold &= holds
        print(f"  {'ok ' if holds else 'NO '} {name}: {value:.2f} (target {target})", flush=True)


def main():
    """Measure on both databases; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--issues", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--database", choices=KEPT, action="append")
    asked = parser.parse_args()
    load.require()
    if shutil.which("redis-server") is None:
        sys.exit("needed and not found: redis-server (Debian: apt-get install redis-server)")
    peer.install()
    verdicts = Verdicts()
    with tempfile.TemporaryDirectory(prefix="xdcb-speed-") as folder:
        for database in asked.database or KEPT:
            own = Path(folder) / database
            own.mkdir()
            with _databases(database, own) as (ours, theirs):
                _measured(asked, database, own, ours, theirs, verdicts)
    print("all targets hold" if verdicts.all_hold else "NOT all targets hold")
    return 0 if verdicts.all_hold else 1


@contextlib.contextmanager
def _databases(kind, folder):
    """Give the DATABASE_URLs of an empty database for each of the two systems."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/ours.sqlite3", f"sqlite:///{folder}/theirs.sqlite3"
        return
    with private_server() as ours, private_server() as theirs:
        yield ours, theirs


def _measured(asked, database, folder, ours_url, theirs_url, verdicts):
    ours = serving.environment(folder) | {"DATABASE_URL": ours_url}
    theirs = serving.environment(folder / "theirs") | {
        "DATABASE_URL": theirs_url,
        "DJANGO_SETTINGS_MODULE": "peer.settings",
    }
    began = time.perf_counter()
    _fill(asked.issues, folder, ours, theirs)
    print(f"\n{database}: {asked.issues} issues, filled in {time.perf_counter() - began:.0f} s", flush=True)
    with contextlib.ExitStack() as stack:
        sites = _serve(stack, ours, theirs)
        rows = _rows(sites)
        # What is edited has to be made anew in all rows: those come after.
        for is_changed in (False, True):
            for _ in range(asked.rounds):
                for row in (row for row in rows if row.is_changed == is_changed):
                    _ask(row, asked.seconds, ours_url)
        by_name = {row.name: row for row in rows}
        _print(by_name)
        _judge(database, by_name, verdicts)
        _judge_search(sites, by_name, verdicts)
        _judge_desk(database, sites, verdicts)


def _ask(row, seconds, database):
    with _edits(database) if row.is_changed else contextlib.nullcontext():
        row.rounds.append(load.asked(row.address, seconds))
    time.sleep(0.3)  # what wrk left unanswered is being answered still


def _fill(issues, folder, ours, theirs):
    """Fill both databases. Ours comes first, since what it wrote is what the other is filled with."""
    content = folder / "content.json"
    account = ["--editor", EDITOR, "--password", PASSWORD]
    collected = threading.Thread(target=peer.collect, args=[theirs])
    collected.start()
    command = [sys.executable, "-m", "tests.measure.speed_parts.paper", "--issues", str(issues)]
    subprocess.run([*command, "--content", content, *account], cwd=serving.ROOT, env=ours, check=True)
    peer.fill(content, EDITOR, PASSWORD, theirs)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=serving.ROOT, env=ours, check=True)
    collected.join()


def _serve(stack, ours, theirs):
    """Start all servers, each with two sync workers; returns their addresses by name."""
    redis = stack.enter_context(_redis())
    bare = {"application": "tests.measure.speed_parts.bare"}
    wagtail = {"application": peer.APPLICATION, "python": peer.PYTHON, "cwd": peer.PROJECT}
    servers = {
        "bare": (ours, bare),
        "startproject": (ours | {"STARTPROJECT": "1"}, bare),
        "kept": (ours, {}),
        "kept with Redis": (ours | {"CACHE_URL": f"{redis}/0"}, {}),
        "cold": (ours | {"KEPT_ANSWERS_MB": "0"}, {}),
        "Wagtail": (theirs, wagtail),
        "Wagtail cached": (theirs | {"PAGE_CACHE": "1"}, wagtail),
        "Wagtail cached in Redis": (theirs | {"PAGE_CACHE": "1", "CACHE_URL": f"{redis}/1"}, wagtail),
    }
    return {
        name: stack.enter_context(serving.served(environment, threads=1, **how))
        for name, (environment, how) in servers.items()
    }


@contextlib.contextmanager
def _redis():
    """Give the address of a Redis server, which keeps nothing."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    command = [
        "redis-server",
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--logfile",
        os.devnull,
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            yield f"redis://127.0.0.1:{port}"
        finally:
            server.terminate()


def _rows(sites):
    """Return what is asked, each address warmed: every worker has answered it."""
    ours = _our_paths(sites["cold"])
    theirs = _their_paths(sites["Wagtail"])
    rows = []
    for name, path in ours.items():
        size = len(_warmed(sites["cold"] + path))
        rows.append(Row(f"bare {name}", f"{sites['bare']}/{size}/"))
        same = name if name in theirs else "" if name != "archive" else "index"
        for how in ("kept", "cold", "kept with Redis"):
            against = same and f"Wagtail {same}" if how == "cold" else same and f"Wagtail cached {same}"
            rows.append(Row(f"{how} {name}", sites[how] + path, f"bare {name}", against))
        if name in ("issue", "article"):
            changed = Row(f"changing {name}", sites["kept"] + path, f"bare {name}", f"Wagtail {same}")
            changed.is_changed = True
            rows.append(changed)
    bare_issue = next(row.address for row in rows if row.name == "bare issue")
    rows.append(Row("startproject issue", bare_issue.replace(sites["bare"], sites["startproject"])))
    for name, path in theirs.items():
        rows.append(Row(f"Wagtail {name}", sites["Wagtail"] + path))
        if name != "scan":
            rows.append(Row(f"Wagtail cached {name}", sites["Wagtail cached"] + path))
    rows.append(Row("Wagtail cached in Redis issue", sites["Wagtail cached in Redis"] + theirs["issue"]))
    for row in rows:
        _warmed(row.address)
    return rows


@contextlib.contextmanager
def _edits(database):
    """Have a piece changed every second, past all programs, meanwhile."""
    ended = threading.Event()

    def edit():
        connection = _connected(database)
        while not ended.wait(1):
            connection.cursor().execute(
                "UPDATE articles_article SET internal_note = 'seen' WHERE title = '五月'"
            )
            connection.commit()
        connection.close()

    editing = threading.Thread(target=edit)
    editing.start()
    try:
        yield
    finally:
        ended.set()
        editing.join()


def _connected(database):
    if database.startswith("sqlite"):
        return sqlite3.connect(database.removeprefix("sqlite:///"), timeout=20)
    return psycopg2.connect(database)


def _warmed(address):
    for _ in range(12):
        with urlopen(address) as answer:
            body = answer.read()
    return body


def _our_paths(site):
    with urlopen(site) as answer:
        article = re.search(r'href="(/articles/\d+/)"', answer.read().decode())[1]
    issue = "/issues/943/"
    paths = {"front": "/", "issue": issue, "page": f"{issue}2/", "article": article, "archive": "/issues/"}
    return paths | {"search": f"/search/?q={quote(WORD)}"}


def _their_paths(site):
    paths = {"issue": "/943/", "page": "/943/2/", "article": "/943/1/a1/", "index": "/"}
    word = f"/search/?query={quote(WORD)}"
    return paths | {"search": word, "scan": f"{word}&scan=1"}


def _print(rows):
    print(f"  {'':32}{'requests/s':>11}{'of bare':>9}{'× Wagtail':>11}{'p99/median':>12}")
    for row in rows.values():
        rate, spread = row.figures.rate, row.figures.spread
        of_bare = f"{rate / rows[row.bare].figures.rate:.2f}" if row.bare else ""
        times = f"{rate / rows[row.peer].figures.rate:.2f}" if row.peer else ""
        print(f"  {row.name:32}{rate:11,.0f}{of_bare:>9}{times:>11}{spread:12.1f}", flush=True)


def _judge(database, rows, verdicts):
    """Hold the answers of readers' pages against the bare view, against Wagtail, and against themselves."""
    for row in rows.values():
        how, _, name = row.name.rpartition(" ")
        if how in ("kept", "kept with Redis"):
            share = row.figures.rate / rows[row.bare].figures.rate
            target = KEPT[database] if how == "kept" else KEPT_WITH_REDIS
            verdicts.told(f"{row.name}, of the bare view", share, f"≥ {target}", share >= target)
        if how == "cold" and name in ("issue", "article"):
            times = row.figures.rate / rows[row.peer].figures.rate
            verdicts.told(f"{row.name}, times Wagtail's", times, f"≥ {COLD}", times >= COLD)
        if how in ("kept", "kept with Redis", "cold"):
            spread = row.figures.spread
            verdicts.told(f"{row.name}, p99 over median", spread, f"≤ {SPREAD}", spread <= SPREAD)


def _judge_search(sites, rows, verdicts):
    """Search is held against Wagtail's as it is asked again and again; cold, and against a scan, it is only told."""
    ours = _hits(sites["kept"] + _our_paths(sites["kept"])["search"], r'class="count"[^>]*>\D*(\d+)')
    theirs, scanned = (
        _hits(sites["Wagtail"] + _their_paths(sites["Wagtail"])[name], r"<p>(\d+) 篇")
        for name in ("search", "scan")
    )
    print(f"      {WORD} stands in {WORD_IN} pieces: found {ours}; Wagtail {theirs}, by its scan {scanned}")
    verdicts.told("hits found, of all", ours / WORD_IN, "1", ours == WORD_IN)
    kept, cold = (rows[f"{how} search"].figures.rate for how in ("kept", "cold"))
    plain, cached, scan = (
        rows[f"{how}"].figures.rate for how in ("Wagtail search", "Wagtail cached search", "Wagtail scan")
    )
    print(
        f"      cold: {cold / plain:.2f} × Wagtail's, which finds none; {cold / scan:.2f} × its scan, which finds all"
    )
    print(f"      kept: {kept / cached:.2f} × Wagtail's with its page cache")
    verdicts.told("search, times Wagtail's", kept / plain, f"≥ {SEARCH}", kept / plain >= SEARCH)


def _hits(address, pattern):
    with urlopen(address) as answer:
        found = re.search(pattern, answer.read().decode())
    return int(found[1]) if found else 0


def _judge_desk(database, sites, verdicts):
    """An editor's save of a piece that is out, and the desk's list of articles."""
    ours = Desk(sites["kept"], "/admin/login/", EDITOR, PASSWORD)
    theirs = Desk(sites["Wagtail"], "/admin/login/", EDITOR, PASSWORD)
    piece = _our_paths(sites["kept"])["article"].strip("/").split("/")[1]
    our_list, their_list = "/admin/articles/article/", "/admin/articles/"
    our_form = f"{our_list}{piece}/change/"
    their_form = re.search(r"/admin/pages/\d+/edit/", theirs.page(their_list)[0])[0]
    saves, lists = {"ours": [], "Wagtail": []}, {"ours": [], "Wagtail": []}
    for number in range(SAVES + 1):
        title = f"一院一张图 家家有回音 {number}"
        saves["ours"].append(ours.save(our_form, "title", title, _save="1"))
        saves["Wagtail"].append(
            theirs.save(their_form, "title", title, **{"action-publish": "action-publish"})
        )
        for system, desk, path in (("ours", ours, our_list), ("Wagtail", theirs, their_list)):
            text, seconds = desk.page(path)
            lists[system].append(seconds)
            if number == 0:
                print(
                    f"      {system}: {path} of {text.count('<tr')} rows, {len(text.encode()) / 1e3:.0f} kB"
                )
    saved = [
        _shown(sites["kept"] + _our_paths(sites["kept"])["article"], title),
        title in theirs.page(their_list)[0],
    ]
    if saved != [True, True]:
        sys.exit(f"what was saved is not there (ours, Wagtail): {saved}")
    for name, times, most in (("saving an article", saves, SAVING), ("list of articles", lists, LISTING)):
        mine, other = (statistics.median(times[system][1:]) for system in ("ours", "Wagtail"))
        print(f"      {name}: {mine * 1e3:.0f} ms, Wagtail {other * 1e3:.0f} ms")
        if name != "saving an article" or database == "postgresql":
            verdicts.told(f"{name}, of Wagtail's time", mine / other, f"≤ {most}", mine / other <= most)


def _shown(address, text):
    with urlopen(address) as answer:
        return text in answer.read().decode()


if __name__ == "__main__":
    sys.exit(main())

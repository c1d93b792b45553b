"""Measures what a century of archive costs: every public view, the desk and an import, beside a paper of ten issues.

python -m tests.measure.size   on SQLite and on PostgreSQL; ISSUES=520 for a smaller archive and a quicker run. Prints its
                               figures beside their targets; exits 1 where one is not met.

Two processes, one over each archive, are asked in turn for the same pages; nothing is kept from one answer to the next.
Each row tells the questions to the database and the middle of the times, which are those for which Django and the
database had a processor, so that what else the machine does weighs on them little. Where the answer itself is longer,
because it lists more, the time of each byte is what is compared. Then a server of one process walks through all of it,
and its memory is told.
"""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import quote
from urllib.request import Request, urlopen

from tests.measure import serving
from tests.measure.archive import CENTURY, LAST_NUMBER, TEN
from tests.measure.databases import on_both_kinds

RATIO, MEGABYTES = 1.3, 200
# A difference that nobody could measure by another run, in ms: told, and not held against the view.
TINY = 2
WARM_UP, ROUNDS = 2, 9
WALKED_ARTICLES = 300


def main():
    """Measure on both kinds of database, or on the PostgreSQL that DATABASE_URL names; returns the exit code."""
    if "DATABASE_URL" not in os.environ:
        return on_both_kinds("tests.measure.size")
    issues = int(os.environ.get("ISSUES", CENTURY))
    with tempfile.TemporaryDirectory(prefix="xdcb-size-") as folder:
        few, many = (_environment(Path(folder), name) for name in ("ten", "century"))
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        subprocess.run(collect, cwd=serving.ROOT, env=many, check=True)
        with _archive(few, TEN) as ten, _archive(many, issues) as century:
            print(f"{century.facts['vendor']}: {century.facts['made']}", flush=True)
            verdicts = [_compared(name, ten, century) for name in _rows(ten.facts)]
        verdicts.append(_memory(Path(folder), many, issues, century.facts))
    print(f"targets: as many questions, at most {RATIO} times as long, under {MEGABYTES} MB")
    return 0 if all(verdicts) else 1


def _environment(folder, name):
    """The environment of a site over a database of its own, on the same server."""
    url = os.environ["DATABASE_URL"]
    if url.startswith("sqlite"):
        url = f"sqlite:///{folder / name}.sqlite3"
    else:
        import psycopg2

        with_server = psycopg2.connect(url)
        with_server.autocommit = True
        with_server.cursor().execute(f'CREATE DATABASE "{name}"')
        with_server.close()
        url = f"{url.rpartition('/')[0]}/{name}"
    return serving.environment(folder) | {"DATABASE_URL": url}


class _Archive:
    """A process over one archive, which answers what it is asked (tests/measure/size_worker.py)."""

    def __init__(self, process):
        self._process = process
        self.facts = self._read()

    def ask(self, **asked):
        """Return the answer to one question."""
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return self._read()

    def _read(self):
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the process over an archive has ended; what it said stands above")
        return json.loads(line)


@contextmanager
def _archive(environment, issues):
    command = [sys.executable, "-m", "tests.measure.size_worker", str(issues)]
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, cwd=serving.ROOT, **options) as process:
        yield _Archive(process)
        process.stdin.close()


def _rows(facts):
    """What is compared: {name: address}, with the facts of an archive in braces; what is no address is an action."""
    return {**_public(facts), **_desk(facts), "import of a page": "import"}


def _public(facts):
    number = LAST_NUMBER
    rare, common = quote(facts["rare"]), quote("社区")
    return {
        "front": "/",
        "issue": f"/issues/{number}/",
        "page": f"/issues/{number}/2/",
        "article": "/articles/{article}/",
        "archive": "/issues/",
        "archive of a year": "/archive/2020/",
        "day": "/2020-03-06/",
        "jump to a number": f"/issues/go/?to={number}",
        "page names": "/page-names/",
        "pages of a name": f"/page-names/?name={quote('要闻')}",
        "columns": "/columns/",
        "column": f"/columns/?name={quote('街坊')}",
        "reporters": "/reporters/",
        "reporter of the staff": "/reporters/{reporter}/",
        "reporter now and then": "/reporters/{occasional}/",
        "tags": "/tags/",
        "tag": "/tags/{tag}/",
        "corrections": "/corrections/",
        "on this day": "/on-this-day/?date=03-06",
        "search, empty": "/search/",
        "search, a rare word": f"/search/?q={rare}",
        "search, a common word": f"/search/?q={common}",
        "search, two signs": f"/search/?q={quote('老人')}",
        "search, a phrase": f"/search/?q={quote('社区食堂')}",
        "search, narrowed": f"/search/?q={common}&since=2020-01-01&order=newest",
        "feed, latest": "/feeds/latest.atom",
        "feed, issues": "/feeds/issues.atom",
        "feed, corrections": "/feeds/corrections.atom",
        "feed, tag": "/feeds/tags/{tag}.atom",
        "feed, reporter": "/feeds/reporters/{reporter}.atom",
        "sitemap": "/sitemap.xml",
        "sitemap, lists": "/sitemap-lists-1.xml",
        "sitemap, issues": "/sitemap-issues-1.xml",
        "sitemap, reporters": "/sitemap-reporters-1.xml",
        "sitemap, tags": "/sitemap-tags-1.xml",
        "news sitemap": "/news-sitemap.xml",
        "ninjs": "/articles/{article}.ninjs.json",
        "IIIF": f"/issues/{number}/iiif/manifest.json",
        "EPUB": f"/issues/{number}/issue.epub",
        "offline, issue": f"/issues/{number}/offline.json",
        "offline, changes": "/offline/changes.json",
        "preview of the front": "/preview/",
    }


def _desk(facts):
    article, lists = "/admin/articles/article/", ("photo", "reporter", "watchword", "official")
    found = {
        "board": "/admin/",
        "board, pool searched": f"/admin/?q={quote('社区')}",
        "a writer's own desk": "/admin/ as writer",
        "copy, list": article,
        "copy, page 2": f"{article}?p=2",
        "copy, searched": f"{article}?q={quote(facts['rare'])}",
        "copy, common word": f"{article}?q={quote('社区')}",
        "copy, by number": f"{article}?q=2026-00012",
        "copy, awaiting me": f"{article}?awaiting=me",
        "copy, in the pool": f"{article}?placed=no",
        "copy, of an issue": article + "?issue={issue}",
        "copy, of a page": f"{article}?page=2",
        "copy, of a person": article + "?reporter={reporter}",
        "copy, withdrawn": f"{article}?withdrawn=yes",
        "copy, drafts": f"{article}?state__exact=draft",
        "copy, list of a writer": f"{article} as writer",
        "copy, form": article + "{article}/change/",
        "copy, history": article + "{article}/history/",
        "copy, choosing": f"/admin/autocomplete/?app_label=issues&model_name=placement&field_name=article&term={quote('社区')}",
        "photos, searched": f"/admin/articles/photo/?q={quote(facts['rare'])}",
        "photos, in the pool": "/admin/articles/photo/?where=pool",
        "people, searched": "/admin/articles/reporter/?q=lin",
        "tags, list": "/admin/taggit/tag/",
        "tags, searched": f"/admin/taggit/tag/?q={quote('1')}",
        "issues, searched": "/admin/issues/issue/?q=5200",
        "issues, in preparation": "/admin/issues/issue/?state__exact=preparation",
        "issue, form": "/admin/issues/issue/{issue}/change/",
        "issue, preflight": "/admin/issues/issue/{next}/preflight/",
        "issue, sign-off": "/admin/issues/issue/{next}/sign-off/",
        "issue, printed errors": "/admin/issues/issue/{issue}/errors/",
        "issue, print files": "/admin/issues/issue/{issue}/print-files/",
        "printed errors, overview": "/admin/issues/issue/errors/",
        "figures": "/admin/issues/issue/figures/",
        "coverage": "/admin/issues/issue/coverage/",
        "pages, searched": f"/admin/issues/page/?q={quote('要闻')}",
        "pages, of an issue": "/admin/issues/page/?issue={issue}",
        "page, form": "/admin/issues/page/{page}/change/",
        "page, proofs": "/admin/issues/page/{page}/proofs/",
        "page, areas": "/admin/issues/page/{printed}/areas/",
    }
    found |= {f"{name}s, list": f"/admin/articles/{name}/" for name in lists}
    others = ("issue", "page", "masthead", "correction", "printederror", "cataloguerun")
    return found | {f"{name}s, list": f"/admin/issues/{name}/" for name in others}


def _compared(name, ten, century):
    """Ask both for the same in turn, print the figures; returns whether the targets are met."""
    address = _rows(ten.facts)[name]
    asked = {"address": address}
    answers = {ten: [], century: []}
    for number in range(WARM_UP + ROUNDS):
        for archive, given in answers.items():
            answer = archive.ask(**asked)
            if number >= WARM_UP:
                given.append(answer)
    few, many = answers[ten], answers[century]
    before, now = (median(answer["ms"] for answer in found) for found in (few, many))
    longer = max(1, many[0]["bytes"] / few[0]["bytes"])
    ratio = now / before / longer
    is_tiny = now - before < TINY
    is_met = few[0]["questions"] == many[0]["questions"] and (ratio <= RATIO or is_tiny)
    told = "ok" if is_met else "NO"
    notes = [f"{longer:.1f} times as long an answer"] if longer >= 1.1 else []
    notes += ["tiny"] if is_tiny and ratio > RATIO else []
    notes += [f"status {many[0]['status']}"] if many[0]["status"] not in (200, 302) else []
    print(
        f"  {told} {name:26} {few[0]['questions']:4} {many[0]['questions']:4} questions "
        f"{before:8.1f} {now:8.1f} ms {now / before:6.2f}  {', '.join(notes)}",
        flush=True,
    )
    return is_met


def _memory(folder, environment, issues, facts):
    """Walk through the century as readers and the desk do; tells the memory of the process that answered."""
    paths = [address.format_map(facts) for address in _rows(facts).values() if address.startswith("/")]
    paths += [f"/articles/{facts['article'] - number * 7}/" for number in range(WALKED_ARTICLES)]
    paths += [f"/archive/{year}/" for year in range(2020, 2020 - issues // 53, -1)]
    with (folder / "server.log").open("w") as log, serving.served(environment, log, workers=1) as site:
        for path in paths:
            asked, _, who = path.partition(" as ")
            cookie = {"Cookie": f"sessionid={facts['sessions'][who or 'chief']}"} if _is_staffs(asked) else {}
            try:
                urlopen(Request(site + asked, headers=cookie), timeout=120).read()
            except OSError as error:
                print(f"      {path}: {error}")
        held = max(_held(pid) for pid in _workers(site))
    is_met = held < MEGABYTES
    print(f"  {'ok' if is_met else 'NO'} memory of a worker after {len(paths)} pages: {held:.0f} MB at most")
    return is_met


def _is_staffs(path):
    return path.startswith(("/admin/", "/preview/"))


def _workers(site):
    """The processes whose command line names the address of the server (Linux, proc(5))."""
    address = site.removeprefix("http://").encode()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if address in (entry / "cmdline").read_bytes():
                yield entry.name
        except OSError:
            continue


def _held(pid):
    return int(Path(f"/proc/{pid}/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())

"""Makes an archive in the database that DATABASE_URL names, and answers what tests/measure/size.py asks of it.

python -m tests.measure.size_worker ISSUES   a line of JSON a question on the input, a line of JSON an answer
"""

import json
import logging
import os
import random
import sys
import time
import warnings
from pathlib import Path

# All that PostgreSQL does is done by the one process whose time is taken.
_ALONE = "-c max_parallel_workers_per_gather=0"
# What keeps answers stands aside: each is made anew.
_KEEPING = "issues.caching.middleware.KeptAnswersMiddleware"


def main(issues):
    """Make the archive where there is none yet, then answer until the input ends."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "xdcb.settings", "PGOPTIONS": _ALONE}
    import django
    from django.conf import settings

    settings.MIDDLEWARE.remove(_KEEPING)
    settings.ALLOWED_HOSTS.append("testserver")
    django.setup()
    warnings.filterwarnings("ignore", "No directory at")
    logging.disable(logging.ERROR)
    from django.core.management import call_command
    from django.db import connection

    from issues.models import Issue

    call_command("migrate", verbosity=0)
    made = "an archive that stood there"
    if not Issue.objects.exists():
        made = _make(issues, connection)
    facts = _facts() | {"vendor": connection.vendor, "made": made}
    _say(facts)
    desk = _Desk(connection, facts)
    for line in sys.stdin:
        _say(desk.answer(json.loads(line)["address"]))


def _say(answer):
    print(json.dumps(answer), flush=True)


def _make(issues, connection):
    from tests.measure import archive

    made = archive.make(issues, connection)
    told = ", ".join(
        f"{count:,} {name}" for name, count in sorted(made.counts.items(), key=lambda pair: -pair[1])
    )
    return f"{told}; made in {made.seconds:.0f} s"


def _facts():
    """Return what fills the addresses: ids of things that are the same in each archive."""
    from taggit.models import Tag

    from articles.models import Reporter
    from issues.models import Issue, IssueState, Page, Placement
    from tests.measure import archive

    issue = Issue.objects.get(number=archive.LAST_NUMBER)
    upcoming = Issue.objects.filter(state=IssueState.PREPARATION).order_by("date").first()
    standing = Placement.objects.filter(page__issue=issue, page__number=2, part=1).order_by("order")
    people = list(Reporter.objects.order_by("pk").values_list("pk", flat=True))
    return {
        "article": standing[2].article_id,
        "issue": issue.pk,
        "next": upcoming.pk,
        "page": Page.objects.get(issue=upcoming, number=2).pk,
        "printed": Page.objects.get(issue=issue, number=2).pk,
        "reporter": people[0],
        "occasional": people[archive.STAFF * 5],
        "tag": Tag.objects.order_by("pk").first().pk,
        "rare": _rare(),
        "sessions": {"chief": _session("chief"), "writer": _session("writer")},
    }


def _rare():
    """An invented word that little of the newest copy holds."""
    from articles.models import SearchEntry
    from tests.measure import archive, texts

    newest = "\n".join(SearchEntry.objects.order_by("-pk").values_list("text", flat=True)[:200])
    chance = random.Random(archive.SEED)
    return next(
        word for word in reversed(texts.words(chance)[0]) if len(word) == 2 and newest.count(word) == 1
    )


def _session(username):
    """Sign an account in, a writer with copy of his own; returns the key of the session."""
    from django.contrib.auth.models import User
    from django.test import Client

    from articles.models import Reporter
    from issues import roles
    from tests import factories as make

    user = User.objects.filter(username=username).first()
    if user is None:
        roles.set_up()
        user = make.make_staff(roles.REPORTER, username)
        Reporter.objects.filter(pk=Reporter.objects.order_by("pk").first().pk).update(user=user)
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


class _Desk:
    """Gives answers, with what each cost."""

    def __init__(self, connection, facts):
        from django.test import Client

        self._connection, self._facts, self._clients = connection, facts, {"": Client()}
        for name, key in facts["sessions"].items():
            self._clients[name] = Client()
            self._clients[name].cookies["sessionid"] = key
        self._page, self._backend = _page_text(), None

    def answer(self, address):
        """Return the status, bytes, milliseconds and questions to the database of what is asked for."""
        questions = 0

        def counted(execute, *arguments):
            nonlocal questions
            questions += 1
            return execute(*arguments)

        with self._connection.execute_wrapper(counted):
            started = self._worked()
            status, size = self._imported() if address == "import" else self._got(address)
            took = self._worked() - started
        return {"ms": took * 1000, "questions": questions, "status": status, "bytes": size}

    def _worked(self):
        """The seconds for which this process and, of PostgreSQL, the one that answers it have had a processor.

        What else a machine does weighs on it little (Linux, Documentation/scheduler/sched-stats.rst).
        """
        own = time.process_time()
        if self._connection.vendor != "postgresql":
            return own
        if self._backend is None:
            with self._connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self._backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
        return own + int(self._backend.read_text().split()[0]) / 1e9

    def _got(self, address):
        path, _, who = address.format_map(self._facts).partition(" as ")
        if path.startswith(("/admin/", "/preview/")):
            who = who or "chief"
        response = self._clients[who].get(path)
        content = response.getvalue() if response.streaming else response.content
        return response.status_code, max(1, len(content))

    def _imported(self):
        """Import a page of the sample issue into next week's, and take it back."""
        from django.db import transaction

        from issues.imports.pagetext import read_page
        from issues.imports.save import save_page
        from tests.measure import archive

        with transaction.atomic():
            report = save_page(read_page(self._page), issue_number=str(archive.LAST_NUMBER + 1))
            transaction.set_rollback(True)
        return 200, len(report.created)


def _page_text():
    """The sample's page 2, dated as next week's."""
    from tests.measure import texts

    page = (texts.SAMPLE / "page2.txt").read_text(encoding="utf-8")
    return page.replace("2020年5月22日 星期五", "2020年3月13日 星期五").replace("943", "5201").encode()


if __name__ == "__main__":
    main(int(sys.argv[1]))

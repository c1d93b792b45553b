"""preflight: list what stands against an issue before its sign-off, and what should be looked at."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues.models import Issue
from issues.planning import preflight

BLOCKED, UNKNOWN = 1, 2
MOST_DIGITS = 9  # more is no number that a database takes


class Command(BaseCommand):
    help = "List what blocks an issue and what should be looked at; exits 1 when something blocks."

    def add_arguments(self, parser):
        parser.add_argument("issue", help="number or address of the issue: 943, 2020-05-22")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--warnings-as-errors", action="store_true", help="exit 1 for warnings as well")

    def handle(self, *args, issue, format, warnings_as_errors, **options):
        found = preflight.run(find(issue))
        show = as_json if format == "json" else as_text
        self.stdout.write(show(found))
        if (warnings_as_errors and found) or any(finding.is_blocking for finding in found):
            sys.exit(BLOCKED)


def find(named):
    """Return the issue of that number or address; a CommandError (exit 2) names what there is none of."""
    issues = Issue.objects.select_related("masthead")
    issue = issues.filter(slug=named).first()
    if issue is None and named.isdecimal() and len(named) <= MOST_DIGITS:
        issue = issues.numbered(int(named)).first()
    if issue is None:
        raise CommandError(_("There is no issue “%(name)s”.") % {"name": named}, returncode=UNKNOWN)
    return issue


def as_json(found):
    """The findings as a JSON list of objects."""
    return json.dumps([_facts(finding) for finding in found], ensure_ascii=False, indent=2)


def as_text(found):
    """The findings for people, a line each with its words below, then their count."""
    lines = [line for finding in found for line in _lines(finding)]
    blocking = sum(finding.is_blocking for finding in found)
    counts = (
        ngettext("%(count)s blocks", "%(count)s block", blocking) % {"count": blocking},
        ngettext("%(count)s warning", "%(count)s warnings", len(found) - blocking)
        % {"count": len(found) - blocking},
    )
    return "\n".join([*lines, _(", ").join(counts)])


def _lines(finding):
    severity = _("BLOCKS") if finding.is_blocking else _("warning")
    yield f"{severity} [{finding.rule}] {finding.text}"
    if finding.excerpt:
        yield f"    {finding.excerpt}"


def _facts(finding):
    return {
        "severity": finding.severity,
        "rule": finding.rule,
        "page": finding.page_number,
        "article": finding.article and finding.article.pk,
        "title": finding.title,
        "place": finding.place,
        "message": finding.message,
        "excerpt": finding.excerpt,
    }

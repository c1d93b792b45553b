"""preflight: list what stands against an issue before its sign-off, and what should be looked at."""

import json
import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues.management.named import issue_named
from issues.planning import preflight

BLOCKED = 1


class Command(BaseCommand):
    help = "List what blocks an issue and what should be looked at; exits 1 when something blocks."

    def add_arguments(self, parser):
        parser.add_argument("issue", help="number or address of the issue: 943, 2020-05-22")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--warnings-as-errors", action="store_true", help="exit 1 for warnings as well")

    def handle(self, *args, issue, format, warnings_as_errors, **options):
        found = preflight.run(issue_named(issue))
        show = as_json if format == "json" else as_text
        self.stdout.write(show(found))
        if (warnings_as_errors and found) or any(finding.is_blocking for finding in found):
            sys.exit(BLOCKED)


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

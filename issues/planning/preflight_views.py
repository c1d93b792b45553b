"""The preflight of an issue in the admin: what blocks it and what should be looked at."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from issues.models import Issue
from issues.planning import preflight, signoff
from issues.publication import may_preview


@require_safe
def show(request, pk):
    """Show the findings to who may see everyone's copy."""
    if not may_preview(request.user):
        raise PermissionDenied
    issue = get_object_or_404(Issue, pk=pk)
    found = preflight.before_sign_off(issue)
    context = {
        **admin.site.each_context(request),
        "title": _("Preflight of %(issue)s") % {"issue": issue.label},
        "opts": Issue._meta,
        "issue": issue,
        "blocking": [finding for finding in found if finding.is_blocking],
        "warnings": [finding for finding in found if not finding.is_blocking],
        "release_line": signoff.release_line(issue),
        "may_sign": request.user.has_perm("issues.sign_off_issue"),
    }
    return TemplateResponse(request, "admin/issues/preflight.html", context)

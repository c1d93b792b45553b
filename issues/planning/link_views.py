"""The shared preview: the address that a link leads to, and the desk's making and revoking of links."""

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from issues.models import Issue, PreviewLink
from issues.planning import preview_links
from issues.planning.signoff import beijing_time
from issues.read_only import read_only

MAKE, REVOKE = "issues.add_previewlink", "issues.change_previewlink"


@read_only
@never_cache
def follow(request, token):
    """Lead who holds a link that is in force to the preview of its issue; 410 for any other."""
    link = preview_links.follow(request, token)
    if link is None:
        return render(request, "issues/link_ended.html", status=410)
    return redirect("preview:issue", link.issue.slug)


@require_POST
def make(request, pk):
    """Make a link to the issue for the chosen hours."""
    _require(request, MAKE)
    issue = get_object_or_404(Issue, pk=pk)
    hours = request.POST.get("hours", "")
    if hours not in map(str, preview_links.HOURS):
        messages.error(request, _("Choose for how long the link holds."))
        return _back(issue)
    link = preview_links.make(issue, request.user, int(hours), request.POST.get("note", "").strip()[:100])
    facts = {"note": link.note or "—", "time": beijing_time(link.expires_at)}
    _log(request, issue, _("Preview shared with %(note)s until %(time)s") % facts)
    messages.success(request, _("The link is made. It holds until %(time)s.") % facts)
    return _back(issue)


@require_POST
def revoke(request, pk, link_pk):
    """End a link of the issue at once."""
    _require(request, REVOKE)
    link = get_object_or_404(PreviewLink.objects.select_related("issue"), pk=link_pk, issue=pk)
    if preview_links.revoke(link, request.user):
        _log(request, link.issue, _("Shared preview ended: %(note)s") % {"note": link.note or "—"})
    messages.success(request, _("The link is ended: it opens nothing any more."))
    return _back(link.issue)


def _require(request, permission):
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _log(request, issue, said):
    LogEntry.objects.log_actions(request.user.pk, [issue], CHANGE, said, single_object=True)


def _back(issue):
    return HttpResponseRedirect(reverse("admin:issues_issue_sign_off", args=[issue.pk]) + "#shared")

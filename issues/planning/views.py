"""The sign-off page of an issue in the admin: what stands there, what is against it, and the buttons."""

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Move, Review, Revision
from articles.staff import staff_name
from issues import publication
from issues.admin_copy import LOCK_RULE
from issues.admin_pages import laid_out_pages
from issues.forms import SignOffForm
from issues.models import Issue
from issues.planning import link_views, preview_links, signoff, since

PERMISSION = "issues.sign_off_issue"


def sign_off(request, pk):
    """Show where the issue stands; a POST signs it off, calls it back or reschedules it."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    issue = get_object_or_404(Issue, pk=pk)
    blocked, doubts = ([], []) if issue.is_signed_off else signoff.findings(issue)
    planned = issue.publish_at or issue.default_publish_at()
    # An issue that is signed off without a time has none until somebody sets one.
    proposed = issue.publish_at if issue.is_signed_off else planned
    form = SignOffForm(
        request.POST or None,
        doubts=doubts,
        initial={"publish_at": proposed and timezone.localtime(proposed)},
    )
    looked_at = timezone.now()
    if _is_overtaken(request, issue):
        # What is ticked was ticked of another issue than this: only the time typed stays.
        form.is_valid()
        typed = form.cleaned_data.get("publish_at", planned)
        form = SignOffForm(doubts=doubts, initial={"publish_at": typed and timezone.localtime(typed)})
        messages.error(request, signoff.overtaken())
    elif request.method == "POST" and _moved(request, issue, form):
        return HttpResponseRedirect(request.path)
    context = _context(request, issue, form, blocked, doubts, planned)
    context |= {"looked_at": looked_at.isoformat(), "is_refused": form.is_bound and not form.is_valid()}
    return TemplateResponse(request, "admin/issues/sign_off.html", context)


def _is_overtaken(request, issue):
    """Say whether the issue that is to be signed off is another than the one that was looked at."""
    is_asked = request.POST.get("move") == "sign_off" and not issue.is_signed_off
    return is_asked and request.POST.get("seen") != signoff.fingerprint(issue)


def _moved(request, issue, form):
    """Make the move that was asked for; returns whether it was made."""
    move = request.POST.get("move")
    if move != "call_back" and not form.is_valid():
        return False
    try:
        issue = _move(move, issue, request.user, form)
    except signoff.SignOffError as error:
        messages.error(request, str(error))
        return False
    line = {"issue": issue.label, "line": signoff.release_line(issue)}
    messages.success(request, _("%(issue)s: %(line)s") % line)
    return True


def _move(move, issue, user, form):
    if move == "call_back":
        return signoff.call_back(issue, user)
    if move == "reschedule":
        return signoff.reschedule(issue, user, form.cleaned_data["publish_at"])
    return signoff.sign_off(issue, user, form.cleaned_data["publish_at"], form.cleaned_data["seen"])


def _context(request, issue, form, blocked, doubts, planned):
    return {
        **admin.site.each_context(request),
        "title": _("Sign off %(issue)s") % {"issue": issue.label},
        "opts": Issue._meta,
        "issue": issue,
        "form": form,
        "seen": signoff.fingerprint(issue),
        "changes": since.changes(issue, request.POST.get("looked_at", "")),
        "doubts": doubts,
        "blockers": blocked,
        "pages": laid_out_pages(issue).prefetch_related("proofs"),
        "minor_edits": minor_edits(issue),
        "log": release_log(issue),
        "links": shared_links(request, issue),
        "hours": preview_links.HOURS,
        "release_line": signoff.release_line(issue),
        "is_out": publication.is_published(issue),
        "lock_rule": LOCK_RULE,
        "signed_by": issue.signed_off_by and staff_name(issue.signed_off_by),
        "planned": signoff.beijing_time(planned),
    }


def minor_edits(issue):
    """Return the corrections of typography that were made in the issue's copy since it was approved, oldest first."""
    approved = Review.objects.filter(article=OuterRef("article"), move__in=(Move.FINAL, Move.ADMIT))
    return (
        Revision.objects.filter(
            article__placements__page__issue=issue,
            origin=Revision.Origin.MINOR_EDIT,
            number__gt=Subquery(approved.order_by("-id").values("revision")[:1]),
        )
        .select_related("article", "made_by")
        .defer("piece", "article__body")
        .order_by("made_at")
        .distinct()
    )


def release_log(issue):
    """Return what is logged of the issue itself: sign-offs, changes after release, shared previews; newest first."""
    logged = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Issue), object_id=str(issue.pk)
    )
    return logged.select_related("user").order_by("-action_time", "-id")


def shared_links(request, issue):
    """Return (PreviewLink, whole address, whether it is in force), newest first, for who may make one."""
    if not request.user.has_perm(link_views.MAKE):
        return None
    links = issue.preview_links.select_related("made_by", "revoked_by")
    return [
        (link, request.build_absolute_uri(preview_links.address(link)), preview_links.is_in_force(link))
        for link in links
    ]

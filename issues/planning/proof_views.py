"""The proofs of a page in the admin: what has been read, what has changed since, and the next one."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from issues.models import Page, Proof
from issues.planning import proofs

READ, TAKE_BACK = "issues.add_proof", "issues.delete_proof"


def page_proofs(request, pk):
    """Show the page's proofs; a POST records the next one, or takes the last one back."""
    if not request.user.has_perm("issues.view_proof"):
        raise PermissionDenied
    page = get_object_or_404(Page.objects.select_related("issue"), pk=pk)
    if request.method == "POST":
        _move(request, page)
        return HttpResponseRedirect(request.path)
    read = list(page.proofs.select_related("read_by"))
    number = proofs.next_number(page)
    context = {
        **admin.site.each_context(request),
        "title": _("Proofs of %(page)s") % {"page": page},
        "opts": Page._meta,
        "issue": page.issue,
        "page": page,
        "proofs": read,
        "seen": read[-1].round if read else 0,
        "next": Proof(round=number) if number else None,
        "is_changed": proofs.is_changed(page),
        "changed": proofs.changed_since(page, read[-1]) if read else [],
        "may_read": request.user.has_perm(READ) and not page.issue.is_signed_off,
        "may_take_back": request.user.has_perm(TAKE_BACK) and not page.issue.is_signed_off,
    }
    return TemplateResponse(request, "admin/issues/proofs.html", context)


def _move(request, page):
    is_back, seen = "take_back" in request.POST, _seen(request)
    if not request.user.has_perm(TAKE_BACK if is_back else READ):
        raise PermissionDenied
    try:
        if is_back:
            said = _("%(proof)s was taken back") % {"proof": proofs.take_back(page, seen).get_round_display()}
        else:
            proof = proofs.record(page, request.user, request.POST.get("note", "").strip()[:300], seen)
            said = _("%(proof)s was read") % {"proof": proof.get_round_display()}
    except proofs.ProofError as error:
        messages.error(request, str(error))
        return
    LogEntry.objects.log_actions(request.user.pk, [page], CHANGE, said, single_object=True)
    messages.success(request, f"{page}：{said}")


def _seen(request):
    """Return the number of the last proof that the page has shown; -1, which is none, where it isn't sent."""
    number = request.POST.get("seen", "")
    return int(number) if number.isdecimal() else -1

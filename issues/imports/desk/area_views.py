"""The editor of areas in the admin: where the pieces of a page stand on its picture, drawn or typed by hand."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from issues import areas_by_hand, page_pictures, print_rights
from issues.imports.desk import area_words
from issues.imports.desk.area_forms import LEAST, MOST_BOXES, AreaForm
from issues.models import Page


@never_cache
def page_areas(request, pk):
    """Show the page's picture with its areas; a POST saves those that are changed."""
    if not request.user.has_perm("issues.change_page"):
        raise PermissionDenied
    page = get_object_or_404(Page.objects.select_related("issue", "print_file"), pk=pk)
    if not print_rights.may_change(request.user, page.issue):
        messages.error(request, print_rights.LOCKED)
        return HttpResponseRedirect(reverse("admin:issues_issue_print_files", args=[page.issue_id]))
    if not (page.print_file and page.print_file.width):
        return _send_back(request, page)
    if request.method == "POST":
        return _save(request, page)
    return _show(request, page, [AreaForm(piece) for piece in areas_by_hand.pieces_of(page)])


def _send_back(request, page):
    messages.warning(request, _("%(page)s has no print file yet: upload its PDF first.") % {"page": page})
    return HttpResponseRedirect(reverse("admin:issues_page_change", args=[page.pk]))


def _save(request, page):
    forms = [AreaForm(piece, request.POST) for piece in areas_by_hand.pieces_of(page)]
    changed = [form for form in forms if form.has_changed()]
    if not all(form.is_valid() for form in changed):
        return _show(request, page, _kept(forms))
    marked = {form.piece.key: (form.cleaned_data["place"], form.cleaned_data["boxes"]) for form in changed}
    try:
        said = areas_by_hand.save(page, marked, request.user, _seen(request))
    except areas_by_hand.AreasChangedError:
        return _show_overtaken(request, page)
    messages.success(request, f"{page}：{said}" if said else _("No area was changed."))
    return HttpResponseRedirect(request.path)


def _show_overtaken(request, page):
    page.refresh_from_db(fields=["print_file"])
    if not page.print_file:
        return _send_back(request, page)
    forms = [AreaForm(piece, request.POST) for piece in areas_by_hand.pieces_of(page)]
    theirs = [form.piece for form in forms if form.is_overtaken()]
    return _show(request, page, _kept(forms), {"is_overtaken": True, "theirs": theirs})


def _kept(forms):
    """What was drawn or typed stays, whatever is wrong with it; what was not touched is shown as it stands now."""
    return [form if form.has_changed() else AreaForm(form.piece) for form in forms]


def _seen(request):
    return {request.POST.get(name) for name in ("seen", "over")}


def _show(request, page, forms, conflict=None):
    fingerprint = areas_by_hand.fingerprint(page, [form.piece for form in forms])
    context = {
        **admin.site.each_context(request),
        "title": _("Areas of %(page)s") % {"page": page},
        "opts": Page._meta,
        "issue": page.issue,
        "page": page,
        "forms": forms,
        "broken": [form for form in forms if form.errors],
        "seen": request.POST.get("seen", fingerprint),
        "over": fingerprint,
        "sizes": page_pictures.WIDTHS,
        "facts": {"least": LEAST / 100, "most": MOST_BOXES, "words": area_words.said()},
        **(conflict or {}),
    }
    return TemplateResponse(request, "admin/issues/areas.html", context)

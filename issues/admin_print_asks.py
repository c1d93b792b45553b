"""What is asked before print files are replaced by set pages, or one is taken off its page."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from issues.models import Issue
from issues.set_pages import was_set_here

_NONE = "0"


def ask_what_to_set(request, issue, refusal=""):
    """Show the pages of an issue, each to be ticked; those to which a person has sent a file are not ticked yet."""
    pages = _pages(issue)
    for page in pages:
        page.mark = _mark(page)
        page.is_sent = bool(page.print_file) and not was_set_here(page.print_file)
    context = {"title": _("Set pages anew"), "pages": pages, "refusal": refusal}
    return _asked(request, "admin/issues/print_files_set.html", issue, context)


def ticked(request, issue):
    """Return the pks of the pages that were ticked; None where one of them has another print file than was shown."""
    marks = request.POST.getlist("page")
    found = [page.pk for page in _pages(issue) if _mark(page) in marks]
    return set(found) if len(found) == len(set(marks)) else None


def ask_whether_to_take_off(request, issue):
    """Show the page whose number is in the address, and what goes with its print file."""
    number = request.GET["take_off"]
    page = get_object_or_404(_pages(issue), number=number if number.isdecimal() else 0)
    if page.print_file is None:
        messages.warning(request, _("%(page)s has no print file.") % {"page": page.full_name})
        return HttpResponseRedirect(request.path)
    context = {"title": _("Take the print file off %(page)s") % {"page": page.full_name}, "page": page}
    return _asked(request, "admin/issues/print_files_take_off.html", issue, context)


def _pages(issue):
    return issue.pages.order_by("number").select_related("print_file__sent_by")


def _mark(page):
    """A page with the file that it had when it was shown."""
    return f"{page.pk}-{page.print_file_id or _NONE}"


def _asked(request, template, issue, context):
    context |= {**admin.site.each_context(request), "opts": Issue._meta, "issue": issue}
    response = TemplateResponse(request, template, context)
    add_never_cache_headers(response)
    return response

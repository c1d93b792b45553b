"""The print files of an issue in the admin: sent, set, read page by page, looked through for the pieces."""

from operator import attrgetter

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.html import format_html
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.several_files import SeveralFilesField, SeveralFilesInput, told_as_it_goes
from issues import admin_print_asks, former_prints, page_pictures, print_rights
from issues.areas_to_look_at import to_look_at
from issues.imports.pagepdf.document import MOST_BYTES
from issues.imports.print_files import run, sheets
from issues.imports.print_files.read import look_again
from issues.models import Issue, Page, Placement, PrintFile, Whereabouts
from issues.print_lacking import lacking
from issues.print_withheld import withheld
from issues.set_pages import set_pages, set_these

# Where the page of a run is cut to tell of the pages.
_OUTCOMES = "<!-- outcomes -->"


class PrintFilesForm(forms.Form):
    """PDFs of an issue, sent at once."""

    files = SeveralFilesField(
        label=gettext_lazy("PDF files"),
        widget=SeveralFilesInput({"accept": ".pdf,application/pdf"}),
        help_text=format_lazy(
            gettext_lazy(
                "One PDF of the whole issue, or one for each page; {size} MB each at most. Which page a sheet is, "
                "its text says, else the page number on it, else its name (02版.pdf), else its order. A spread is cut "
                "in two; a page of another issue is refused."
            ),
            size=MOST_BYTES >> 20,
        ),
    )

    page = forms.ModelChoiceField(
        Page.objects.none(),
        label=gettext_lazy("Page"),
        required=False,
        empty_label=gettext_lazy("found out by the system"),
        help_text=gettext_lazy("For a single sheet: taken for this page whatever stands on it."),
    )

    def __init__(self, *args, issue, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self._issue, self._user = issue, user
        self.fields["page"].queryset = issue.pages.order_by("number")
        self.fields["page"].label_from_instance = attrgetter("full_name")

    def clean(self):
        """Set the sheets waiting: what is refused is told at the field, and nothing waits then."""
        if not self.errors:
            sent = [(upload.name, upload.read()) for upload in self.cleaned_data["files"]]
            try:
                sheets.receive(sent, self._issue, self._user, self.cleaned_data["page"])
            except sheets.SheetsError as error:
                self.add_error("files", error.messages)


def print_files(request, pk):
    """Show the print files of an issue's pages, or ask before some go; a POST sends some, sets pages, or changes one."""
    issue = get_object_or_404(Issue.objects.select_related("masthead"), pk=pk)
    if not request.user.has_perm("issues.view_page"):
        raise PermissionDenied
    is_asked = request.method == "POST" or "set_all" in request.GET or "take_off" in request.GET
    if not is_asked:
        return _show(request, issue, PrintFilesForm(issue=issue, user=request.user))
    if not request.user.has_perm("issues.change_page"):
        raise PermissionDenied
    if not print_rights.may_change(request.user, issue):
        messages.error(request, print_rights.LOCKED)
        return HttpResponseRedirect(request.path)
    return _post(request, issue) if request.method == "POST" else _ask(request, issue)


def _ask(request, issue):
    if "set_all" in request.GET:
        return admin_print_asks.ask_what_to_set(request, issue)
    return admin_print_asks.ask_whether_to_take_off(request, issue)


def _post(request, issue):
    for name, deed in _DEEDS.items():
        if name in request.POST:
            return deed(request, issue)
    form = PrintFilesForm(request.POST, request.FILES, issue=issue, user=request.user)
    return _read(request, issue) if form.is_valid() else _show(request, issue, form)


def _show(request, issue, form):
    waiting = Prefetch("print_files", PrintFile.objects.filter(read_at=None), to_attr="waiting")
    read = PrintFile.objects.exclude(read_at=None).order_by("-read_at", "-pk").select_related("sent_by")
    known = Count("areas", filter=Q(areas__whereabouts=Whereabouts.KNOWN))
    pages = list(
        issue.pages.order_by("number")
        .select_related("print_file__sent_by")
        .prefetch_related(waiting, Prefetch("print_files", read.annotate(known=known), to_attr="read"))
    )
    kept_back, doubtful, missing = withheld(issue), to_look_at(issue), lacking(issue)
    standing = set(Placement.objects.filter(page__issue=issue).values_list("page", flat=True))
    for page in pages:
        page.kept_back, page.doubtful = kept_back.get(page.pk), doubtful.get(page.pk)
        page.lacking, page.standing = missing.get(page.pk, []), page.pk in standing
        page.known = next((file.known for file in page.read if file == page.print_file), 0)
        page.former = [file for file in page.read if file != page.print_file]
    may_change = print_rights.may_change(request.user, issue)
    context = _context(request, issue) | {
        "form": form,
        "pages": pages,
        "thumbnail": page_pictures.THUMBNAIL,
        "may_change": may_change,
        "locked": ""
        if may_change or not request.user.has_perm("issues.change_page")
        else print_rights.LOCKED,
        "has_waiting": sheets.waiting(issue).exists(),
        "is_bare": any(page.print_file is None for page in pages),
        "has_some": any(page.print_file for page in pages),
    }
    response = TemplateResponse(request, "admin/issues/print_files.html", context)
    add_never_cache_headers(response)
    return response


def _look_again(request, issue):
    page = get_object_or_404(issue.pages.exclude(print_file=None), number=_number(request, "again"))
    messages.success(request, f"{page.printed_label}　{look_again(page, request.user).line()}")
    return HttpResponseRedirect(request.path)


def _put_back(request, issue):
    former = PrintFile.objects.filter(page__issue=issue).exclude(read_at=None)
    former = get_object_or_404(former.select_related("page"), pk=_number(request, "put_back"))
    return _changed(request, former.page, former_prints.put_back, former)


def _take_off(request, issue):
    files = PrintFile.objects.filter(page__issue=issue).select_related("page")
    print_file = get_object_or_404(files, pk=_number(request, "take_off"))
    return _changed(request, print_file.page, former_prints.take_off, print_file)


def _changed(request, page, change, print_file):
    try:
        said = change(print_file, request.user)
    except former_prints.FormerPrintError as error:
        messages.error(request, f"{page.printed_label}　{error}")
    else:
        messages.success(request, f"{page.printed_label}　{said}")
    return HttpResponseRedirect(request.path)


def _set(request, issue):
    return _run(request, issue, set_pages(issue, request.user), _("Setting the pages …"))


def _set_ticked(request, issue):
    ticked = admin_print_asks.ticked(request, issue)
    if not ticked:
        refusal = (
            _("A page has got another print file since you opened this: look at it again.")
            if ticked is None
            else _("Tick a page first.")
        )
        return admin_print_asks.ask_what_to_set(request, issue, refusal)
    return _run(request, issue, set_these(issue, ticked, request.user), _("Setting the pages …"))


def _read(request, issue):
    return _run(request, issue, run.read_waiting(issue, request.user))


# The buttons of the page by their names; a POST without any of them sends files.
_DEEDS = {
    "again": _look_again,
    "put_back": _put_back,
    "take_off": _take_off,
    "set": _set,
    "set_ticked": _set_ticked,
    "read": _read,
}


def _number(request, name):
    said = request.POST[name]
    return int(said) if said.isdecimal() and len(said) < 10 else 0


def _run(request, issue, outcomes, begun=""):
    # Rendered before anything is done, so that an error in it stops nothing half-way.
    frame = render_to_string("admin/issues/print_files_run.html", _context(request, issue), request)
    return told_as_it_goes(_told(frame, outcomes, begun))


def _told(frame, outcomes, begun):
    """Yield the page: its head, the line `begun`, a line for each print file while the run goes on, its foot."""
    head, foot = frame.split(_OUTCOMES)
    yield head
    if begun:
        yield format_html('<li class="outcome begun">{}</li>\n', begun)
    for outcome in outcomes:
        yield format_html(
            '<li class="outcome"><span class="state {}">{}</span> {} <a href="{}">{}</a></li>\n',
            "out" if outcome.is_read else "failed",
            outcome.page.printed_label,
            outcome.said,
            reverse("admin:issues_page_areas", args=[outcome.page.pk]),
            _("areas of its pieces") if outcome.is_read else "",
        )
    yield foot


def _context(request, issue):
    return {
        **admin.site.each_context(request),
        "title": _("Print files of %(issue)s") % {"issue": issue.label},
        "opts": Issue._meta,
        "issue": issue,
    }

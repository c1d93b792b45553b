"""The print files of an issue in the admin: sent, set, read page by page, looked through for the pieces."""

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
from issues import page_pictures
from issues.imports.pagepdf.document import MOST_BYTES
from issues.imports.print_files import run, sheets
from issues.imports.print_files.read import look_again
from issues.models import Area, Issue, PrintFile, Whereabouts
from issues.set_pages import set_pages

# Where the page of a run is cut to tell of the pages.
_OUTCOMES = "<!-- outcomes -->"
_DOUBTFUL = Area.doubtful("print_file__areas__")


def may_send(user):
    """Say whether `user` may give pages their print files; a signed-off issue takes them too: they are no copy."""
    return user.has_perm("issues.change_page")


class PrintFilesForm(forms.Form):
    """PDFs of an issue, sent at once."""

    files = SeveralFilesField(
        label=gettext_lazy("PDF files"),
        widget=SeveralFilesInput({"accept": ".pdf,application/pdf"}),
        help_text=format_lazy(
            gettext_lazy(
                "One PDF of the whole issue, or one for each page; {size} MB each at most. Which page a sheet is, "
                "its text says, else its name (02版.pdf), else its order. A spread is cut in two."
            ),
            size=MOST_BYTES >> 20,
        ),
    )

    def __init__(self, *args, issue, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self._issue, self._user = issue, user

    def clean_files(self):
        """Set the sheets waiting: what is refused is told at the field, and nothing waits then."""
        uploads = self.cleaned_data["files"]
        try:
            return sheets.receive(
                [(upload.name, upload.read()) for upload in uploads], self._issue, self._user
            )
        except sheets.SheetsError as error:
            raise forms.ValidationError(error.messages) from error


def print_files(request, pk):
    """Show the print files of an issue's pages; a POST sends some, has the pages set, or reads what waits."""
    issue = get_object_or_404(Issue.objects.select_related("masthead"), pk=pk)
    if not request.user.has_perm("issues.view_page"):
        raise PermissionDenied
    if request.method != "POST":
        return _show(request, issue, PrintFilesForm(issue=issue, user=request.user))
    if not may_send(request.user):
        raise PermissionDenied
    if "again" in request.POST:
        return _look_again(request, issue)
    if "set" in request.POST or "set_all" in request.POST:
        return _run(request, issue, set_pages(issue, request.user, "set_all" in request.POST))
    if "read" not in request.POST:
        form = PrintFilesForm(request.POST, request.FILES, issue=issue, user=request.user)
        if not form.is_valid():
            return _show(request, issue, form)
    return _run(request, issue, run.read_waiting(issue, request.user))


def _show(request, issue, form):
    waiting = Prefetch("print_files", PrintFile.objects.filter(read_at=None), to_attr="waiting")
    pages = (
        issue.pages.order_by("number")
        .select_related("print_file__sent_by")
        .prefetch_related(waiting)
        .annotate(
            known=Count("print_file__areas", filter=Q(print_file__areas__whereabouts=Whereabouts.KNOWN)),
            doubtful=Count("print_file__areas", filter=_DOUBTFUL),
        )
    )
    context = _context(request, issue) | {
        "form": form,
        "pages": pages,
        "thumbnail": page_pictures.THUMBNAIL,
        "may_send": may_send(request.user),
        "has_waiting": sheets.waiting(issue).exists(),
        "is_bare": any(page.print_file is None for page in pages),
        "has_some": any(page.print_file for page in pages),
    }
    response = TemplateResponse(request, "admin/issues/print_files.html", context)
    add_never_cache_headers(response)
    return response


def _look_again(request, issue):
    number = request.POST["again"]
    page = get_object_or_404(issue.pages.exclude(print_file=None), number=number if number.isdecimal() else 0)
    messages.success(request, f"{page.printed_label}　{look_again(page, request.user).line()}")
    return HttpResponseRedirect(request.path)


def _run(request, issue, outcomes):
    # Rendered before anything is done, so that an error in it stops nothing half-way.
    frame = render_to_string("admin/issues/print_files_run.html", _context(request, issue), request)
    return told_as_it_goes(_told(frame, outcomes))


def _told(frame, outcomes):
    """Yield the page: its head, a line for each print file while the run goes on, its foot."""
    head, foot = frame.split(_OUTCOMES)
    yield head
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

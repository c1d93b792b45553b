"""The import of a page in the admin, from its text or its PDF: its draft is shown beside the text, corrected, saved."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from issues.imports import save, save_pdf
from issues.imports.desk import kept_files
from issues.imports.desk.forms import DraftForm, ImportForm
from issues.imports.draft import Draft
from issues.imports.pagepdf.document import PdfError
from issues.imports.pagepdf.reading import places_of, read_pdf
from issues.imports.pagetext import PageTextError, read_page
from issues.imports.pagetext.decode import decode
from issues.imports.saving import edition, people
from issues.imports.saving.errors import PageImportError
from issues.models import Issue


@dataclass(frozen=True)
class _Source:
    """What was read: the text with its draft; of a PDF also its bytes, the token that keeps it, and its name."""

    draft: Draft
    text: str
    pdf: bytes | None = None
    token: str = ""
    called: str = ""


def may_import(user):
    """Say whether `user` may import pages: it can make an issue and changes what stands on a page."""
    return user.has_perms(["issues.add_issue", "issues.change_page"])


def import_page(request):
    """Ask for the text or the PDF; show its draft; save it as corrected.

    It is read again at each step: the text travels in the form, the PDF is kept between the two.
    """
    if not may_import(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return _ask(request, ImportForm(initial={"issue": request.GET.get("issue", "")}))
    form = ImportForm(request.POST, request.FILES)
    # A wrong issue number typed beside the draft is put right there, so that no correction is lost.
    if not form.is_valid() and not ("save" in request.POST and list(form.errors) == ["issue"]):
        return _ask(request, form)
    try:
        source = _read(form)
    except (PageTextError, PdfError) as error:
        form.add_error("file" if form.cleaned_data["file"] else "text", _sentence(error))
        return _ask(request, form)
    except kept_files.FileGone:
        messages.error(request, _("The PDF is not kept any more: choose its file again."))
        return _ask(request, ImportForm(initial={"issue": request.POST.get("issue", "")}))
    return _correct(request, form, source) if source else _ask(request, form)


def _read(form):
    """Return the _Source of the form, None where it lacks something. Raises PageTextError, PdfError or FileGone."""
    if form.cleaned_data["kept"]:
        return _kept_pdf(form.cleaned_data["kept"])
    if form.is_pdf:
        return _sent_pdf(form)
    text = _text_of(form)
    return _Source(read_page(text), text)


def _sent_pdf(form):
    """Read the PDF of the form and keep the page that is meant; None where it isn't said which."""
    upload, sheet = form.cleaned_data["file"], form.cleaned_data["sheet"]
    data = upload.read()
    count = len(places_of(data))
    if count > 1 and not sheet:
        form.add_error("sheet", _("The PDF has %(count)s pages: say which one.") % {"count": count})
        return None
    (reading,) = read_pdf(data, sheet or 1)
    token = kept_files.keep(reading.data, "pdf", {"called": upload.name})
    return _Source(reading.draft, reading.text, reading.data, token, upload.name)


def _kept_pdf(token):
    data, facts = kept_files.kept(token)
    (reading,) = read_pdf(data)
    return _Source(reading.draft, reading.text, data, token, facts["called"])


def _text_of(form):
    """Return the text of the form with plain line ends, pasted or from its file. Raises PageTextError."""
    upload = form.cleaned_data["file"]
    text = decode(upload.read()) if upload else form.cleaned_data["text"]
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _sentence(problem):
    message = _(problem.message) % problem.params if problem.params else _(problem.message)
    if not getattr(problem, "line", None):
        return message
    return _("line %(number)s: %(message)s") % {"number": problem.line, "message": message}


def _correct(request, form, source):
    """Show the draft as forms, or save it when it comes back from there."""
    comes_back, draft = "save" in request.POST, source.draft
    draft_form = DraftForm(draft, people.open_choices(draft), request.POST if comes_back else None)
    error = None
    try:
        if "issue" in form.errors:
            raise PageImportError(form.errors["issue"][0], field="issue")
        if comes_back and draft_form.is_valid():
            return _saved(request, form, source, draft_form)
        if not comes_back:
            edition.find_issue(draft, form.cleaned_data["issue"])
    except PageImportError as refused:
        error = refused
    context = {
        "draft_form": draft_form,
        "source": source,
        "issue_number": form["issue"].value() or "",
        "lines": _lines(source.text, draft),
        "problems": [(problem.line, problem.render(_)) for problem in draft.problems],
        "error": error,
        "has_errors": comes_back and not error,
    }
    return _show(request, "admin/issues/import_draft.html", context)


def _lines(text, draft):
    """Return (number, line, whether a problem names it) for each line of the text."""
    doubtful = {problem.line for problem in draft.problems}
    return [(number, line, number in doubtful) for number, line in enumerate(text.split("\n"), 1)]


def _saved(request, form, source, draft_form):
    draft, corrected = source.draft, draft_form.corrected()
    report = save.save_page(
        draft,
        corrected=corrected if corrected != draft else None,
        issue_number=form.cleaned_data["issue"] or None,
        user=request.user,
        choices=draft_form.choices.chosen(),
    )
    said = [save_pdf.attach(source.pdf, source.called, report.page, request.user)] if source.pdf else []
    if source.token:
        kept_files.drop(source.token)
    messages.success(request, _listed([*report.done(), *said]))
    if to_settle := report.to_settle():
        messages.warning(request, _listed(to_settle))
    return HttpResponseRedirect(reverse("admin:issues_page_change", args=[report.page.pk]))


def _listed(lines):
    rows = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html('<ul class="import-report">{}</ul>', rows)


def _ask(request, form):
    return _show(request, "admin/issues/import_text.html", {"form": form})


def _show(request, template, context):
    common = {"title": _("Import a page"), "opts": Issue._meta}
    return TemplateResponse(request, template, admin.site.each_context(request) | common | context)

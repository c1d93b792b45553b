"""The import of a Word document in the admin: its draft is shown beside its text, corrected, and saved as an article."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from issues.imports import save_word
from issues.imports.desk import kept_files
from issues.imports.desk.word_forms import WordDraftForm, WordFileForm
from issues.imports.draft import Draft
from issues.imports.saving import people
from issues.imports.saving.errors import PageImportError
from issues.imports.worddoc import REFUSED, WordDocumentError, read_document


def import_word(desk, request):
    """Ask for the document; show its draft; save it as corrected. `desk` is the articles' ModelAdmin."""
    if not desk.has_add_permission(request):
        raise PermissionDenied
    if "save" in request.POST:
        return _come_back(desk, request)
    form = WordFileForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _ask(desk, request, form)
    return _read(desk, request, form)


def _read(desk, request, form):
    """Show the draft of a document that has just come."""
    data, changes = form.cleaned_data["file"].read(), form.cleaned_data["changes"]
    try:
        draft = read_document(data, changes)
    except WordDocumentError as error:
        form.add_error("file", error.render(_))
        return _ask(desk, request, form)
    facts = {"changes": changes, "called": form.cleaned_data["file"].name}
    return _show_draft(desk, request, draft, facts, kept_files.keep(data, "docx", facts))


def _come_back(desk, request):
    """Save the draft as it stands in the form, or show it again with what is wrong in it."""
    token = request.POST.get("document", "")
    try:
        data, facts = kept_files.kept(token)
        draft = read_document(data, facts["changes"])
    except (kept_files.FileGone, WordDocumentError):
        form = WordFileForm()
        messages.error(request, _("The document is not kept any more: choose its file again."))
        return _ask(desk, request, form)
    return _show_draft(desk, request, draft, facts, token, request.POST)


def _show_draft(desk, request, draft, facts, token, sent=None):
    choices = people.open_choices(Draft(articles=(draft.article,)))
    draft_form, error = WordDraftForm(draft, choices, save_word.note_of(draft), sent), None
    if sent and draft_form.is_valid():
        try:
            return _saved(desk, request, draft, draft_form, token)
        except PageImportError as refused:
            error = refused
    doubtful = {problem.line for problem in draft.problems}
    context = {
        "draft_form": draft_form,
        "draft": draft,
        "token": token,
        "called": facts["called"],
        "is_refused": facts["changes"] == REFUSED,
        "lines": [(number, line, number in doubtful) for number, line in enumerate(draft.lines, 1)],
        "problems": [(problem.line, problem.render(_)) for problem in draft.problems],
        "error": error,
        "has_errors": bool(sent) and not error,
    }
    return _show(desk, request, "admin/articles/import_word_draft.html", context)


def _saved(desk, request, draft, draft_form, token):
    corrected, chosen = draft_form.corrected(), draft_form.choices.chosen()
    note = draft_form.note.cleaned_data["internal_note"]
    article = save_word.save_word(corrected, draft.pictures, note, request.user, chosen)
    kept_files.drop(token)
    desk.log_addition(request, article, [{"added": {}}])
    messages.success(request, _("“%(title)s” is imported as a draft.") % {"title": article.title})
    for choice in people.open_choices(Draft(articles=(corrected,)), chosen):
        messages.warning(request, choice.sentence())
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))


def _ask(desk, request, form):
    return _show(desk, request, "admin/articles/import_word.html", {"form": form})


def _show(desk, request, template, context):
    common = {"title": _("Import a Word document"), "opts": desk.opts}
    return TemplateResponse(request, template, desk.admin_site.each_context(request) | common | context)

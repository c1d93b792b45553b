"""The back catalogue in the admin: files and a reason are sent, and the page tells of each issue as it is released."""

from collections import Counter

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.several_files import SeveralFilesField, SeveralFilesInput, told_as_it_goes
from issues.imports.catalogue import files, run
from issues.models import CatalogueRun

# Where the page is cut to tell of the issues and to count them.
_OUTCOMES, _COUNTS = "<!-- outcomes -->", "<!-- counts -->"
_HELP = format_lazy(
    gettext_lazy(
        "A zip archive with a folder for each issue (943 or 2020-05-22), or text files; {size} MB unpacked at most. "
        "More than 100 files, or names of folders that matter: as a zip. A bigger catalogue goes in by the command "
        "import_catalogue."
    ),
    size=files.MOST_BYTES // 1024 // 1024,
)


class CatalogueForm(forms.Form):
    """The files, why they go out without review, and whether incomplete issues may."""

    files = SeveralFilesField(
        label=gettext_lazy("files"), widget=SeveralFilesInput({"accept": ".zip,.txt"}), help_text=_HELP
    )
    reason = forms.CharField(
        label=gettext_lazy("reason"),
        max_length=300,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=gettext_lazy("Why they go out without review; it is kept with each piece and each issue"),
    )
    is_partial_allowed = forms.BooleanField(
        label=gettext_lazy("Also release issues of which a page is missing"), required=False
    )

    def clean_files(self):
        try:
            return files.of_uploads(self.cleaned_data["files"])
        except files.UnfitUpload as error:
            raise forms.ValidationError(str(error)) from error


def import_catalogue(request):
    """Ask for the files; take them in, telling of each issue as soon as it is done."""
    if not run.may_run(request.user):
        raise PermissionDenied
    form = CatalogueForm(request.POST or None, request.FILES or None, label_suffix="")
    common = {
        **admin.site.each_context(request),
        "title": _("Import the back catalogue"),
        "opts": CatalogueRun._meta,
    }
    if not form.is_valid():
        return TemplateResponse(request, "admin/issues/catalogue_form.html", common | {"form": form})
    # Rendered before anything is done, so that an error in it stops nothing half-way.
    frame = render_to_string("admin/issues/catalogue_run.html", common, request)
    return told_as_it_goes(_told(frame, request, form.cleaned_data))


def _told(frame, request, asked):
    """Yield the page: its head, a line an issue while the run goes on, the counts, its foot."""
    head, rest = frame.split(_OUTCOMES)
    before_counts, foot = rest.split(_COUNTS)
    yield head
    counts = Counter()
    names = _(", ").join(upload.name for upload in request.FILES.getlist("files"))
    for outcome in run.take_in(
        asked["files"], request.user, asked["reason"], names, asked["is_partial_allowed"]
    ):
        counts[outcome.state] += 1
        yield outcome_item(vars(outcome))
    yield before_counts + run.summary(counts) + foot


def outcome_item(outcome):
    """Return one outcome (a dictionary, as a run keeps it) as an item of the list."""
    rows = format_html_join("", "<li>{}</li>", ((message,) for message in outcome["messages"]))
    return format_html(
        '<li class="outcome"><span class="quiet">{}</span> <span class="state {}">{}</span> {}{}</li>\n',
        outcome.get("place", ""),
        outcome["state"],
        run.WORDS[outcome["state"]],
        _linked(outcome),
        format_html("<ul>{}</ul>", rows) if rows else "",
    )


def _linked(outcome):
    """Return the outcome's name, as a link where it is a released issue."""
    if outcome["state"] not in (run.RELEASED, run.UNCHANGED):
        return outcome["name"]
    return format_html('<a href="{}">{}</a>', reverse("paper:issue", args=[outcome["slug"]]), outcome["name"])

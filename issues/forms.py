"""What the edition's desk types in: issues, pages, and the time of release."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues import page_credits
from issues.edition_form import EditionForm
from issues.models import Issue, Masthead, Page, PageCredit, Placement
from issues.planning import next_issue as following


def _due_field(label):
    """Return a field for a moment in Beijing, with its day of the week said beside it."""
    clock = forms.DateTimeInput({"type": "datetime-local", "data-weekday": ""}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(required=False, label=label, widget=clock, help_text=_("Beijing time"))


class IssueForm(EditionForm):
    copy_due_at = _due_field(_("copy is due"))
    reviews_due_at = _due_field(_("reviews are due"))
    proofs_due_at = _due_field(_("proofs are due"))

    class Meta:
        model = Issue
        fields = [
            "number",
            "last_number",
            "year_number",
            "date",
            "title",
            "page_count",
            "lunar_date",
            "masthead",
            "copy_due_at",
            "reviews_due_at",
            "proofs_due_at",
        ]


def next_issue():
    """Return what a new issue begins with: what follows from the last one, its masthead."""
    last = following.last_issue()
    if last is None:
        return {"masthead": Masthead.objects.values_list("pk", flat=True).first()}
    facts = following.following(last)
    facts["masthead"] = facts.pop("masthead_id")
    return facts


class PageCreditsField(forms.CharField):
    """The page credits in one line, as they are printed (page_credits.py)."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("page credits"),
            required=False,
            max_length=300,
            help_text=_("As printed: 责任编辑：某某 美术编辑：某某 校对：某某"),
            **kwargs,
        )

    def validate(self, value):
        super().validate(value)
        try:
            page_credits.parse(value)
        except ValueError as error:
            said = _("“%(words)s” has no role before it. Write 责任编辑：某某 校对：某某.")
            raise forms.ValidationError(said, params={"words": str(error)}) from error


class PageForm(EditionForm):
    """A page with its credits in one line, as they are printed."""

    credit_line = PageCreditsField(widget=forms.TextInput({"class": "vTextField"}))

    class Meta:
        model = Page
        fields = ["issue", "number", "label", "name"]
        labels = {"name": _("name of the page")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["credit_line"] = page_credits.line(self.instance.credits.all())
        self.begin_as_opened()

    def opened_as(self, standing):
        credits = [PageCredit(**credit) for credit in standing["credits"]]
        return super().opened_as(standing) | {"credit_line": page_credits.line(credits)}

    def _save_m2m(self):
        super()._save_m2m()
        if "credit_line" in self.changed_data:
            write_page_credits(self.instance, self.cleaned_data["credit_line"])


class PlacementForm(forms.ModelForm):
    """A piece, or one part of it, set on a page."""

    class Meta:
        model = Placement
        fields = [
            "order",
            "prominence",
            "article",
            "part",
            "headline",
            "continued_on",
            "continued_from",
            "see_page",
            "see_article",
        ]
        help_texts = {
            "part": _("1 for any piece that is whole on its page; of a jump, which part stands here")
        }


def write_page_credits(page, line):
    """Make the page's credits be as the printed `line` says."""
    page.credits.all().delete()
    pairs = enumerate(page_credits.parse(line))
    PageCredit.objects.bulk_create(
        PageCredit(page=page, order=n, role=role, name=name) for n, (role, name) in pairs
    )


class SignOffForm(forms.Form):
    """The moment of release, with a tick where it has passed, and one that doubtful things have been seen."""

    publish_at = forms.DateTimeField(
        required=False,
        label=_("goes out at"),
        widget=forms.DateTimeInput({"type": "datetime-local", "data-weekday": ""}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Left empty, the issue is signed off, and goes out only when a time is set."),
    )
    at_once = forms.BooleanField(
        required=False, label=_("Publish at once: the time has passed, and readers get the issue immediately")
    )
    acknowledged = forms.BooleanField(required=False, label=_("I have seen these"))
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, doubts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["acknowledged"].required = bool(doubts)
        self.fields["acknowledged"].error_messages["required"] = _(
            "Look at what is doubtful and tick that you have seen it."
        )

    def clean(self):
        cleaned = super().clean()
        if _has_passed(cleaned.get("publish_at")) and not cleaned.get("at_once"):
            self.add_error("at_once", _("This time has passed: tick that the issue is to go out at once."))
        return cleaned

    @property
    def asks_at_once(self):
        """Whether the tick is to be shown: the time that stands in the form has passed."""
        return "at_once" in self.errors or _has_passed(self.initial.get("publish_at"))


def _has_passed(moment):
    return bool(moment and moment <= timezone.now())

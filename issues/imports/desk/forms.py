"""The form of a page's draft: what the reader made of the text, for an editor to correct before it is saved.

`DraftForm(draft, ...)` shows a Draft; once it is valid, `corrected()` returns the Draft as it stands in the form.
What nobody has touched goes through as the reader gave it.
"""

import dataclasses
import re

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import bylines
from articles.models import Reporter
from issues import page_credits
from issues.forms import PageCreditsField
from issues.imports.desk.draft_text import blocks_of, body_text, credit_text
from issues.imports.draft import Block, CreditDraft, GuideDraft, PhotoDraft
from issues.imports.pagepdf.reading import is_pdf

_ACROSS = {"class": "across"}
# A full page of a broadsheet holds some 10,000 signs.
_MOST_CHARACTERS = 200_000
_MOST_BYTES = 4 * _MOST_CHARACTERS
_CONTROL = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")
_UNREADABLE = _("The text holds control characters that can't be read: paste it again as plain text.")
_TOO_LONG = _("This is longer than 200,000 characters, and no single page: give one page at a time.")
_GUIDE_ENTRY = re.compile(r"(?P<title>.+?)[\s.…·]*(?P<page>\d+)\s*版?$")


class ImportForm(forms.Form):
    """A page: its text, pasted or in a file, or its PDF; and its issue where the page does not name it."""

    text = forms.CharField(
        label=_("text of the page"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 18}),
        help_text=_("As it is copied from the page-layout program or a PDF"),
        error_messages={"null_characters_not_allowed": _UNREADABLE},
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        widget=forms.FileInput({"accept": ".txt,.pdf,text/plain,application/pdf"}),
        help_text=_("The page's PDF, which then becomes its print file; or its text, in UTF-8 or GB18030"),
    )
    sheet = forms.IntegerField(
        label=_("page of the PDF"),
        required=False,
        min_value=1,
        help_text=_("Only where the PDF has several pages: which of them, counted from 1"),
    )
    issue = forms.RegexField(
        r"\A(\d{1,7}|\d{4}-\d\d-\d\d(-\d+)?)\Z",
        label=_("issue number"),
        required=False,
        error_messages={"invalid": _("Write the running number as digits, such as 943.")},
        help_text=_("Only where the page itself doesn't say which issue it belongs to"),
    )
    # Names the PDF that was read, while its draft is corrected.
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    is_pdf = False  # what was sent as a file

    def clean_text(self):
        text = self.cleaned_data["text"]
        if len(text) > _MOST_CHARACTERS:
            raise forms.ValidationError(_TOO_LONG)
        if _CONTROL.search(text):
            raise forms.ValidationError(_UNREADABLE)
        return text

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload:
            self.is_pdf = is_pdf(upload.read(1024)) or upload.name.lower().endswith(".pdf")
            upload.seek(0)
            if upload.size > _MOST_BYTES and not self.is_pdf:
                raise forms.ValidationError(_TOO_LONG)
        return upload

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        is_pasted, is_sent = bool(cleaned["text"].strip()), bool(cleaned["file"] or cleaned["kept"])
        if is_pasted and is_sent:
            raise forms.ValidationError(_("There are a text and a file: give one of them only."))
        if not is_pasted and not is_sent:
            raise forms.ValidationError(_("Paste the page's text or choose its file."))
        return cleaned


class FactsForm(forms.Form):
    """A form over one record of a draft; `changes()` names what was typed over it."""

    def __init__(self, record, *args, **kwargs):
        self.record = record
        super().__init__(*args, initial=self.facts(record), **kwargs)

    def facts(self, record):
        return {name: getattr(record, name) for name in self.base_fields if hasattr(record, name)}

    def changes(self):
        return {name: self.value(name) for name in self.changed_data if name in self.fields}

    def value(self, name):
        return self.cleaned_data[name]

    def corrected(self):
        return dataclasses.replace(self.record, **self.changes())


class CreditLineMixin:
    """A credit line that must be one, where somebody has typed it."""

    def clean_credits(self):
        line = self.cleaned_data["credits"]
        if line and "credits" in self.changed_data and not bylines.parse_credits(line):
            raise forms.ValidationError(_("Write who did what, with the role: 记者 某某 通讯员 某某."))
        return line

    def value(self, name):
        value = super().value(name)
        return (
            tuple(CreditDraft(*pair) for pair in bylines.parse_credits(value)) if name == "credits" else value
        )

    def facts(self, record):
        return {**super().facts(record), "credits": credit_text(record.credits)}


class MastheadForm(FactsForm):
    name = forms.CharField(label=_("paper"), required=False, max_length=50)
    date = forms.DateField(
        label=_("date"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    issue_number = forms.IntegerField(label=_("running number"), required=False, min_value=1)
    page_count = forms.IntegerField(label=_("number of pages"), required=False, min_value=1)
    name_en = forms.CharField(label=_("English name"), required=False, max_length=100)
    website = forms.CharField(label=_("website"), required=False, max_length=100)
    supervisor = forms.CharField(label=_("supervisor"), required=False, max_length=100)
    sponsor = forms.CharField(label=_("sponsor"), required=False, max_length=100)
    publisher = forms.CharField(label=_("publisher"), required=False, max_length=100)
    license = forms.CharField(label=_("licence number"), required=False, max_length=100)
    year_number = forms.IntegerField(label=_("number in the year"), required=False, min_value=1)
    price = forms.CharField(label=_("price"), required=False, max_length=30)
    postal_code = forms.CharField(label=_("postal issue code"), required=False, max_length=30)
    lunar_date = forms.CharField(label=_("lunar date"), required=False, max_length=50)
    slogans = forms.CharField(
        label=_("slogans"),
        required=False,
        help_text=_("A line each"),
        widget=forms.Textarea({"rows": 2, **_ACROSS}),
    )

    def facts(self, record):
        return {**super().facts(record), "slogans": "\n".join(record.slogans)}

    def value(self, name):
        value = super().value(name)
        return tuple(value.splitlines()) if name == "slogans" else value


class PageFactsForm(FactsForm):
    number = forms.IntegerField(label=_("number"), required=False, min_value=1)
    name = forms.CharField(label=_("name of the page"), required=False, max_length=50)
    credits = PageCreditsField(widget=forms.TextInput(_ACROSS))
    guide = forms.CharField(
        label=_("guide"), required=False, help_text=_("A line each, with its page: 某某标题 3版"),
        widget=forms.Textarea({"rows": 2, **_ACROSS}),
    )  # fmt: skip

    def facts(self, record):
        guide = "\n".join(f"{entry.title} {entry.page or ''}".strip() for entry in record.guide)
        return {**super().facts(record), "credits": page_credits.line(record.credits), "guide": guide}

    def value(self, name):
        value = super().value(name)
        if name == "credits":
            return tuple(CreditDraft(*pair) for pair in page_credits.parse(value))
        return tuple(map(_guide_entry, filter(str.strip, value.splitlines()))) if name == "guide" else value


def _guide_entry(line):
    found = _GUIDE_ENTRY.match(line.strip())
    return GuideDraft(found["title"], int(found["page"])) if found else GuideDraft(line.strip())


class PhotoForm(CreditLineMixin, FactsForm):
    caption = forms.CharField(
        label=_("caption"), required=False, widget=forms.Textarea({"rows": 2, **_ACROSS})
    )
    credits = forms.CharField(
        label=_("credit line"), required=False, max_length=200, widget=forms.TextInput(_ACROSS)
    )


class PieceForm(CreditLineMixin, FactsForm):
    """One piece of the page with its photos; it can be taken out, or joined to the one above."""

    is_removed = forms.BooleanField(label=_("leave out"), required=False)
    joins_above = forms.BooleanField(label=_("join to the piece above"), required=False)
    is_advertisement = forms.BooleanField(label=_("advertisement"), required=False)
    column = forms.CharField(label=_("column"), required=False, max_length=50)
    kicker = forms.CharField(
        label=_("kicker"), required=False, max_length=200, widget=forms.TextInput(_ACROSS)
    )
    title = forms.CharField(
        label=_("title"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "across piece-title"}),
    )
    subtitle = forms.CharField(
        label=_("deck"), required=False, max_length=300, widget=forms.TextInput(_ACROSS)
    )
    dateline = forms.CharField(label=_("dateline"), required=False, max_length=50)
    credits = forms.CharField(
        label=_("credits"), required=False, max_length=300, widget=forms.TextInput({"class": "double"})
    )
    blocks = forms.CharField(
        label=_("body"), required=False, strip=False, widget=forms.Textarea({"rows": 6, **_ACROSS}),
        help_text=_("A paragraph a line; ## before a subhead, > before a line of verse, | between cells of a table"),
    )  # fmt: skip
    continued_on = forms.IntegerField(label=_("continued on page"), required=False, min_value=1)
    continued_from = forms.IntegerField(label=_("continued from page"), required=False, min_value=1)
    see_page = forms.IntegerField(label=_("see page"), required=False, min_value=1)

    photo_form = PhotoForm
    new_photos = (PhotoDraft(),)  # what may be added to the photos that were read

    def __init__(self, record, data=None, prefix=None):
        super().__init__(record, data, prefix=prefix)
        self.photos = [
            self.photo_form(photo, data, prefix=f"{prefix}-photo{n}")
            for n, photo in enumerate((*record.photos, *self.new_photos))
        ]

    def facts(self, record):
        return {**super().facts(record), "blocks": body_text(record.blocks)}

    def value(self, name):
        value = super().value(name)
        return blocks_of(value) if name == "blocks" else value

    def is_valid(self):
        return all([super().is_valid(), *(photo.is_valid() for photo in self.photos)])

    def changes(self):
        own = {
            name: value
            for name, value in super().changes().items()
            if name not in ("is_removed", "joins_above")
        }
        photos = self.corrected_photos()
        return own if photos == self.record.photos else own | {"photos": photos}

    def corrected_photos(self):
        """Return the PhotoDrafts as they stand in the form; one without a word is none."""
        photos = (form.corrected() for form in self.photos)
        return tuple(photo for photo in photos if photo.caption or photo.credits)


class DraftForm:
    """The whole draft as forms: masthead, page, pieces, and who is meant where two people share a name."""

    def __init__(self, draft, choices, data=None):
        self.draft = draft
        self.masthead = MastheadForm(draft.masthead, data, prefix="masthead")
        self.page = PageFactsForm(draft.page, data, prefix="page")
        self.pieces = [PieceForm(piece, data, prefix=f"piece{n}") for n, piece in enumerate(draft.articles)]
        self.choices = ChoicesForm(choices, data)

    def is_valid(self):
        parts = [self.masthead, self.page, *self.pieces, self.choices]
        return all(form.is_valid() for form in parts)

    def corrected(self):
        """Return the Draft as it stands in the form, which is valid."""
        pieces = []
        for form in self.pieces:
            piece = form.corrected()
            if form.cleaned_data["is_removed"]:
                continue
            if form.cleaned_data["joins_above"] and pieces:
                pieces[-1] = joined(pieces[-1], piece)
            else:
                pieces.append(piece)
        return dataclasses.replace(
            self.draft, masthead=self.masthead.corrected(), page=self.page.corrected(), articles=tuple(pieces)
        )


class ChoicesForm(forms.Form):
    """For each name that fits two people: which of them, or none."""

    def __init__(self, choices, *args, **kwargs):
        super().__init__(*args, prefix="person", **kwargs)
        for choice in choices:
            self.fields[choice.name] = forms.ModelChoiceField(
                Reporter.objects.filter(pk__in=[reporter.pk for reporter in choice.reporters]),
                required=False,
                label=choice.name,
                empty_label=_("not linked to anybody"),
            )

    def chosen(self):
        """Return {name: reporter's id or None}."""
        return {name: person and person.pk for name, person in self.cleaned_data.items()}


def joined(above, piece):
    """Return two pieces as one: what stood over the second becomes a subhead, what it holds goes behind the first's."""
    headline = (Block("subhead", piece.title),) if piece.title else ()
    lines = tuple(Block("paragraph", line) for line in (piece.kicker, piece.subtitle) if line)
    new_credits = tuple(credit for credit in piece.credits if credit not in above.credits)
    return dataclasses.replace(
        above,
        blocks=above.blocks + headline + lines + piece.blocks,
        credits=above.credits + new_credits,
        photos=above.photos + piece.photos,
        continued_on=above.continued_on or piece.continued_on,
        see_page=above.see_page or piece.see_page,
    )

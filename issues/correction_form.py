"""What the editor-in-chief types to correct what was printed: the place, the wrong wording and the right."""

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import wording
from articles.models import Article
from issues.models import Correction, ErrorKind
from issues.planning import corrections

# How many places of an ambiguous wording are shown.
_PLACES_SHOWN = 5


class CorrectionForm(forms.ModelForm):
    """A correction of one piece; a new one may put the text right online in the same step."""

    page_number = forms.TypedChoiceField(label=gettext_lazy("page"), coerce=int)
    put_right = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Also put it right in the text online"),
        help_text=gettext_lazy(
            "The wrong wording must stand in the piece exactly once; the change is kept as a minor edit. Take the tick "
            "away where the text online is right already."
        ),
    )

    in_ledger = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("Also enter it in the ledger of printed errors"),
        help_text=gettext_lazy("An error that stands there already is not entered a second time."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("kind"), choices=ErrorKind.choices, initial=ErrorKind.WORD, required=False
    )

    class Meta:
        model = Correction
        fields = ["wrong", "right", "page_number", "place", "note"]
        widgets = {
            "place": forms.TextInput({"class": "vTextField"}),
            "wrong": forms.TextInput({"class": "vTextField", "data-find-in": "piece-text"}),
            "right": forms.TextInput({"class": "vTextField"}),
            "note": forms.Textarea({"class": "vLargeTextField", "rows": 2}),
        }
        help_texts = {
            "place": gettext_lazy(
                "Left empty, it is filled in where the wording is found: 标题, 第2段, 图片说明…"
            ),
            "wrong": gettext_lazy("As printed, with enough of the words around it to be found only once"),
        }

    article_of = None  # the piece: CorrectionAdmin gives each request a form of its own
    found = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.article = self.article_of
        self.places = corrections.places(self.article_of)
        self.fields["page_number"].choices = [
            (place.page.number, place.page.full_name) for place in self.places
        ]
        if self.places:
            self.initial.setdefault("page_number", self.places[0].page.number)
        if self.instance.pk:
            for name in ("put_right", "in_ledger", "kind"):
                self.fields.pop(name, None)
        elif wrong := self.initial.get("wrong"):
            self.initial["put_right"] = len(wording.find(self.article_of, wrong)) == 1

    @property
    def ledger_kind(self):
        """The kind under which the error is to go into the ledger, None where it is not to."""
        return self.cleaned_data.get("kind") if self.cleaned_data.get("in_ledger") else None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("in_ledger") and not cleaned.get("kind"):
            self.add_error("kind", _("Which kind of error is it?"))
        wrong, right = cleaned.get("wrong"), cleaned.get("right")
        if wrong and wrong == right:
            self.add_error("right", _("This is the wrong wording once more."))
        elif wrong and right and not self.instance.pk:
            self._refuse_what_cannot_be_made(wrong, right)
        return cleaned

    def _refuse_what_cannot_be_made(self, wrong, right):
        """Hold the piece until the save is through, so that what is found now is there then."""
        article = Article.objects.select_for_update().get(pk=self.article_of.pk)
        if said := corrections.refusal(article):
            raise forms.ValidationError(said)
        if article.corrections.filter(wrong=wrong, right=right).exists():
            raise forms.ValidationError(_("This correction is made already."))
        if self.cleaned_data.get("put_right"):
            self._find(article, wrong, right)

    def _find(self, article, wrong, right):
        found = wording.find(article, wrong)
        if len(found) != 1:
            self.add_error("wrong", _many(found) if found else _NOT_FOUND)
        elif wording.too_long(found[0], wrong, right):
            self.add_error(
                "right", _("There is no room for this in the field where the wrong wording stands.")
            )
        else:
            self._take(found[0])

    def _take(self, found):
        page = corrections.place_of(found, self.places).page
        if self.cleaned_data.get("page_number") not in (None, page.number):
            said = _("The wording stands on %(page)s.") % {"page": page.printed_label}
            self.add_error("page_number", said)
        self.cleaned_data["place"] = self.cleaned_data.get("place") or found.place
        self.found = found


_NOT_FOUND = gettext_lazy(
    "Not found in the headline, the text or the captions as they stand online. Copy it from the text below, or take "
    "away the tick if the text online is right already."
)


def _many(found):
    """Say where the wording stands, so that the person can tell the places apart."""
    said = _("Found %(count)s times: type more of the words around it.") % {"count": len(found)}
    rows = ((place.place, place.context) for place in found[:_PLACES_SHOWN])
    return format_html("{} {}", said, format_html_join("；", "{} {}", rows))

"""What is typed of an error found in print; its issue decides which pieces and pages are offered."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from issues.models import Page, Placement, PrintedError
from issues.planning import ledger


class PrintedErrorForm(forms.ModelForm):
    """An error in print: where it stands, which kind, the wrong wording and the right."""

    page_number = forms.TypedChoiceField(
        label=gettext_lazy("page"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=gettext_lazy("Left empty, it is the page of the piece"),
    )

    class Meta:
        model = PrintedError
        fields = ["issue", "article", "page_number", "kind", "wrong", "right", "found_by", "note"]
        widgets = {
            "issue": forms.Select({"data-ask-again": ""}),
            **dict.fromkeys(["wrong", "right", "found_by", "note"], forms.TextInput({"class": "vTextField"})),
        }
        help_texts = {
            "article": gettext_lazy("None for an error outside the pieces: masthead, page head, filler")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "issue" not in self.fields:  # who only reads it
            return
        issues = ledger.ledger_issues().latest_first()
        self.fields["issue"].queryset = issues
        asked = self.data.get("issue") or self.initial.get("issue")
        chosen = issues.filter(pk=asked).first() if str(asked or "").isdecimal() else issues.first()
        if chosen and not self.is_bound:
            self.initial["issue"] = chosen.pk
        self.places = _places(chosen)
        self.fields["article"].queryset = Article.objects.filter(placements__page__issue=chosen).distinct()
        self.fields["article"].choices = [("", "—"), *_pieces(self.places)]
        self.fields["page_number"].choices = [("", "—"), *_pages(chosen)]

    def clean(self):
        cleaned = super().clean()
        article, page = cleaned.get("article"), cleaned.get("page_number")
        numbers = [place.page.number for place in self.places if article and place.article_id == article.pk]
        if not page and numbers:
            cleaned["page_number"] = numbers[0]
        elif not page:
            self._miss("page_number", _("On which page?"))
        elif numbers and page not in numbers:
            self._miss("page_number", _("The piece does not stand on this page."))
        if cleaned.get("wrong") and cleaned["wrong"] == cleaned.get("right"):
            self._miss("right", _("This is the wrong wording once more."))
        return cleaned

    def _miss(self, field, said):
        if field not in self.errors:
            self.add_error(field, said)


def _places(issue):
    placed = Placement.objects.filter(page__issue=issue).in_print_order()
    return list(placed.select_related("page", "article").defer("article__body"))


def _pieces(places):
    """Return the choices of a piece, each once, under the page that it begins on."""
    first = {}
    for place in sorted(places, key=lambda place: place.part):
        first.setdefault(place.article_id, place)
    for_page = {}
    for place in places:
        if first[place.article_id] is place:
            for_page.setdefault(f"{place.page.printed_label} {place.page.name}", []).append(
                (place.article_id, place.article.title)
            )
    return list(for_page.items())


def _pages(issue):
    pages = Page.objects.filter(issue=issue).order_by("number")
    return [(page.number, f"{page.printed_label} {page.name}") for page in pages]

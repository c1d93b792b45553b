"""The search box with what narrows it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.search import queries


class SearchForm(forms.Form):
    """What a reader looks for; every field may be left empty."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        strip=True,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "aria-label": _("Words to search for"),
                "placeholder": _("Two characters or more"),
                "id": "search-q",
                "maxlength": queries.LONGEST,
                "autocomplete": "off",
                "enterkeyhint": "search",
            }
        ),
    )
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sheet = forms.IntegerField(label=_("Page"), required=False, min_value=1, max_value=999)
    reporter = forms.CharField(label=_("Reporter"), required=False, max_length=50)
    tag = forms.CharField(label=_("Tag"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All pieces")), ("photos", _("With a photo"))]
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("Best first")), ("newest", _("Newest first")), ("oldest", _("Oldest first"))],
    )

    NARROWING = ("since", "until", "sheet", "reporter", "tag", "kind")

    def clean(self):
        said = super().clean()
        if said.get("since") and said.get("until") and said["since"] > said["until"]:
            self.add_error("until", _("This day is before the first one."))
        return said

    @property
    def narrowed(self):
        """What narrows the search, of the fields that hold something sensible."""
        said = getattr(self, "cleaned_data", {})
        return {name: said[name] for name in self.NARROWING if said.get(name)}

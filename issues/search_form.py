"""The search box with what narrows it."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from issues import search_names, searching

LONGEST_TOLD = 20  # signs of a name that is repeated
_MISTYPED_DAY = {"invalid": _("Write the day as 2020-05-22.")}
_MISTYPED_PAGE = _("Type the number of a page, such as 2.")
_NOT_OFFERED = {"invalid_choice": _("Choose one of the list.")}


class SearchForm(forms.Form):
    """What a reader looks for on a shelf; every field may be left empty."""

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
                "autocomplete": "off",
                "enterkeyhint": "search",
            }
        ),
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages=_MISTYPED_DAY,
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages=_MISTYPED_DAY,
    )
    sheet = forms.IntegerField(
        label=_("Page"),
        required=False,
        min_value=1,
        max_value=999,
        error_messages=dict.fromkeys(["invalid", "min_value", "max_value"], _MISTYPED_PAGE),
    )
    reporter = forms.CharField(label=_("Reporter"), required=False)
    tag = forms.CharField(label=_("Tag"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All pieces")), ("photos", _("With a photo"))],
        error_messages=_NOT_OFFERED,
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("Best first")), ("newest", _("Newest first")), ("oldest", _("Oldest first"))],
        error_messages=_NOT_OFFERED,
    )

    NARROWING = ("since", "until", "sheet", "reporter", "tag", "kind")

    def __init__(self, shelf, *args):
        super().__init__(*args)
        self._shelf = shelf

    def clean_reporter(self):
        said = _("There is no such reporter: %(name)s.")
        return self._known("reporter", search_names.people, said, self._shelf.reporters)

    def clean_tag(self):
        return self._known("tag", search_names.tags, _("There is no such tag: %(name)s."), self._shelf.tags)

    def _known(self, field, spelled, said, known):
        """Return the names that the one in `field` spells; what nothing on the shelf bears is told, with like names of `known`."""
        name = self.cleaned_data[field]
        if not name:
            return []
        meant = spelled(name)
        if not (meant and searching.holds_any(self._shelf, {field: meant})):
            told = [said % {"name": name[:LONGEST_TOLD]}]
            if names := search_names.near(name[:LONGEST_TOLD], known.values_list("name", flat=True)):
                told.append(gettext("Did you mean %(names)s?") % {"names": "、".join(names)})
            raise forms.ValidationError("".join(told))
        return meant

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

    @property
    def is_narrowed(self):
        """Whether a reader has narrowed the search, sensibly or not."""
        return bool(self.narrowed) or any(name in self.errors for name in self.NARROWING)

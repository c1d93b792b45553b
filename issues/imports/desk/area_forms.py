"""The form of a piece's place on a print file: its boxes as percent of the page, one a line."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.areas_by_hand import Place

MOST_BOXES = 20
# In percent of the page's width and height; a line of the guide is 3 mm high, of 545.
LEAST = 0.5
_DIGITS = 3
_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d{1,20})?")


class BoxesField(forms.CharField):
    """Boxes in shares of the page, [[left, top, right, bottom], …]; shown and typed in percent, one box a line."""

    widget = forms.Textarea({"rows": 2, "spellcheck": "false"})

    def prepare_value(self, value):
        if isinstance(value, str):
            return value
        return "\n".join(map(_line, value or ()))

    def to_python(self, value):
        lines = [line.strip() for line in re.split(r"[\r\n;；]+", value or "")]
        return [_box(line) for line in lines if line]

    def validate(self, value):
        super().validate(value)
        if len(value) > MOST_BOXES:
            raise forms.ValidationError(_("A piece has %(most)s boxes at most."), params={"most": MOST_BOXES})
        for box in value:
            _refuse_unfit(box)


class AreaForm(forms.Form):
    """Where a Piece stands; what was sent is changed where it differs from what the form showed when it was opened."""

    place = forms.ChoiceField(label=_("where it stands"), choices=Place.choices, show_hidden_initial=True)
    boxes = BoxesField(
        label=_("boxes: left, top, right, bottom in percent"), required=False, show_hidden_initial=True
    )

    def __init__(self, piece, data=None):
        initial = {"place": piece.place, "boxes": piece.boxes}
        super().__init__(data, prefix=piece.key, initial=initial, label_suffix="")
        self.piece = piece

    def clean(self):
        cleaned = super().clean()
        if "boxes" not in cleaned or "place" not in cleaned:
            return cleaned
        # Boxes that are typed over those of the match are meant.
        if self.changed_data == ["boxes"] and cleaned["boxes"] and cleaned["place"] == Place.AUTO:
            cleaned["place"] = Place.KNOWN
        if cleaned["place"] == Place.KNOWN and not cleaned["boxes"]:
            said = _("There is no box: draw one, or say that the piece is not on the picture.")
            self.add_error("boxes", said)
        return cleaned

    def is_overtaken(self):
        """Say whether the piece has been placed otherwise since the form was opened that has sent this."""
        shown = {name: self.fields[name].prepare_value(value) for name, value in self.initial.items()}
        return any(
            self.data.get(self[name].html_initial_name, "").split() != value.split()
            for name, value in shown.items()
        )


def _line(box):
    return " ".join(f"{share * 100:.{_DIGITS}f}".rstrip("0").rstrip(".") for share in box)


def _box(line):
    """Return the box that a line says, in shares. Raises ValidationError."""
    numbers = re.split(r"[\s,，、%％]+", line.strip("%％ "))
    if len(numbers) != 4 or not all(_NUMBER.fullmatch(number) for number in numbers):
        raise forms.ValidationError(
            _(
                "“%(line)s” is no box: it takes four numbers, left, top, right, bottom, in percent of the page."
            ),
            params={"line": line[:60]},
        )
    return [round(float(number) / 100, _DIGITS + 2) for number in numbers]


def _refuse_unfit(box):
    left, top, right, bottom = box
    said = {"line": _line(box), "least": LEAST}
    if min(box) < 0 or max(box) > 1:
        raise forms.ValidationError(
            _("“%(line)s” reaches over the edge of the page: the numbers go from 0 to 100."), params=said
        )
    if round(min(right - left, bottom - top), _DIGITS + 2) < LEAST / 100:
        message = _(
            "“%(line)s” is too small or turned round: right and bottom are to be at least %(least)s more than left and top."
        )
        raise forms.ValidationError(message, params=said)

"""What the page of contribution figures shows and exports: the choice of months and people, tables, charts."""

import datetime
import re
from dataclasses import dataclass, replace

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access
from articles.bylines import plain_name
from articles.models import Reporter
from issues.planning import charts, contributions
from issues.planning.contributions import Kind
from issues.planning.spreadsheets import Table

MOST_MONTHS = 60
UNLINKED = "unlinked"
# How many bars a chart shows.
_MOST_BARS = 15
MEASURES = {
    "pieces": gettext_lazy("pieces"),
    "characters": gettext_lazy("characters (in full)"),
    "shared": gettext_lazy("characters (shared)"),
    "photos": gettext_lazy("photos"),
    "pages": gettext_lazy("pages appeared on"),
}


class MonthField(forms.Field):
    """A month as a browser sends it, 2020-05; its value is the month's first day."""

    widget = forms.TextInput({"type": "month", "placeholder": "2020-05", "pattern": r"\d{4}-\d{1,2}"})

    def to_python(self, value):
        said = re.fullmatch(r"(\d{4})[-年./](\d{1,2})月?", (value or "").strip())
        if not said:
            raise forms.ValidationError(_("Write year and month, such as 2020-05."))
        try:
            return datetime.date(int(said[1]), int(said[2]), 1)
        except ValueError as error:
            raise forms.ValidationError(_("There is no such month.")) from error

    def prepare_value(self, value):
        return f"{value:%Y-%m}" if isinstance(value, datetime.date) else value


class FiguresForm(forms.Form):
    """From which month to which, who, and whether each month or the whole time has a line."""

    first = MonthField(label=gettext_lazy("from"))
    last = MonthField(label=gettext_lazy("to"))
    kind = forms.ChoiceField(
        label=gettext_lazy("role"), required=False, choices=[("", gettext_lazy("everyone")), *Kind.choices]
    )
    name = forms.CharField(label=gettext_lazy("person's name"), required=False, max_length=50)
    by = forms.ChoiceField(
        label=gettext_lazy("a line for"),
        required=False,
        choices=[("person", gettext_lazy("each person")), ("month", gettext_lazy("each person and month"))],
    )

    def clean(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if not (first and last):
            return
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        if count < 1:
            self.add_error("last", _("The last month is before the first."))
        elif count > MOST_MONTHS:
            self.add_error("last", _("Choose %(count)s months at most.") % {"count": MOST_MONTHS})


@dataclass(frozen=True)
class Choice:
    """A valid FiguresForm: whose contributions of which months; `person` is a Person's key, "" for everyone."""

    first: datetime.date
    last: datetime.date
    kind: str = ""
    name: str = ""
    by: str = "person"
    person: str = ""

    @property
    def span(self):
        """The months in words."""
        first, last = (month_name(month) for month in (self.first, self.last))
        return first if first == last else f"{first}—{last}"


def may_see_all(user):
    """Say whether `user` may see everyone's figures."""
    return user.has_perms([access.SEE_ALL, "issues.view_issue"])


def may_see(user):
    """Say whether `user` may see figures at all: everyone's or one's own."""
    return may_see_all(user) or user.has_perm("articles.view_article")


def own_key(user):
    """Return the Person's key of the reporter whom the account is linked to; one that nobody has without a link."""
    own = Reporter.objects.filter(user=user).values_list("pk", flat=True).first()
    return f"r{own}" if own else UNLINKED


def chosen(choice, at=None):
    """Return the Contributions that a Choice asks for."""
    name = plain_name(choice.name)
    return [
        part
        for part in contributions.contributions(choice.first, choice.last, at)
        if (not choice.person or part.person.key == choice.person)
        and (not choice.kind or part.kind == choice.kind)
        and (not name or name in part.person.name)
    ]


def in_order(rows, sort):
    """Return the Rows in order of a measure, person, kind or month; "-" before it turns the order round."""
    by_name = sorted(rows, key=lambda row: (row.month or datetime.date.min, row.person, row.kind))
    name = sort.removeprefix("-")
    keys = {
        "month": lambda row: row.month or datetime.date.min,
        "person": lambda row: row.person,
        "kind": lambda row: Kind.values.index(row.kind),
    }
    key = keys.get(name) or (lambda row: getattr(row.figures, name))
    return sorted(by_name, key=key, reverse=sort.startswith("-"))


def people_chart(found, measure):
    """Return the Chart of the people with most of a measure over all the time."""
    rows = in_order(contributions.rows(found, by_month=False), f"-{measure}")[:_MOST_BARS]
    bars = [_bar(row.person.name, getattr(row.figures, measure), row.kind) for row in rows]
    return charts.chart(
        _("%(measure)s by person") % {"measure": MEASURES[measure]}, [b for b in bars if b[1]]
    )


def months_chart(found, measure):
    """Return the Chart of a measure month by month."""
    bars = [
        _bar(month_name(month), getattr(figures, measure), "month")
        for month, figures in contributions.months(found)
    ]
    return charts.chart(_("%(measure)s by month") % {"measure": MEASURES[measure]}, bars)


def _bar(label, number, kind):
    return label, number, f"{number:,}", str(kind)


def month_name(month):
    """Return a month as the desk writes it: 2020年5月."""
    return date_format(month, "YEAR_MONTH_FORMAT")


def tables(found):
    """Return the Tables of an export: a line a person, a line a person and month, a line a piece."""
    people = in_order(contributions.rows(found, by_month=False), "person")
    by_month = in_order(contributions.rows(found), "month")
    return [
        Table(_("Summary"), _header(), [*map(_cells, people), _total(found)], totals=1),
        Table(_("By month"), (_("month"), *_header()), [(f"{r.month:%Y-%m}", *_cells(r)) for r in by_month]),
        pieces_table(found),
    ]


def month_table(found):
    """Return the Table of a line a person and month alone."""
    return replace(tables(found)[1], name=_("Contribution figures"))


def pieces_table(found):
    """Return the Table of a line a person and piece: the basis of fees."""
    header = (
        _("date"), _("issue"), _("page"), _("article"), _("person's name"), _("role"), _("as printed"), _("pieces"),
        MEASURES["characters"], MEASURES["shared"], MEASURES["photos"],
    )  # fmt: skip
    rows = [
        (
            part.date, part.issue, page_names(part), part.title, part.person.name, part.kind.label,
            role_words(part), int(part.is_piece), part.characters, part.share, len(part.photos),
        )
        for part in pieces_in_order(found)
    ]  # fmt: skip
    return Table(_("Pieces"), tuple(map(str, header)), rows)


def pieces_in_order(found):
    """Return the contributions person by person, each person's in the order of print."""
    return sorted(found, key=lambda part: (part.person, part.date))


def page_names(part):
    """Return the pages of a contribution: 1版、3版."""
    return "、".join(label for _page, label in part.pages)


def role_words(part):
    """Return the roles of a contribution as they are printed."""
    return "、".join(role for role in part.roles if role)


def _header():
    return (_("person's name"), _("role"), *map(str, MEASURES.values()))


def _cells(row):
    return (row.person.name, row.kind.label, *(getattr(row.figures, measure) for measure in MEASURES))


def _total(found):
    figures = contributions.sum_up(found)
    return (_("Total, each counted once"), "", *(getattr(figures, measure) for measure in MEASURES))

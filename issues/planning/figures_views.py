"""The pages of figures in the admin: contributions by person and month, and how much of the archive is in."""

from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from issues.models import Issue
from issues.planning import charts, contributions, figures, spreadsheets
from issues.planning.coverage import coverage
from issues.planning.figures import MEASURES

_SORTS = {"month", "person", "kind", *MEASURES}


def contribution_figures(request):
    """Show the figures as the form asks for them, everyone's or one person's, or export them."""
    if not figures.may_see(request.user):
        raise PermissionDenied
    span = contributions.usual_span()
    usual = {"first": span[0], "last": span[1], "by": "person"} if span else {}
    form = figures.FiguresForm(_asked(request.GET, usual), label_suffix="")
    if not form.is_valid():
        return _show(request, {"form": form, "has_issues": bool(span)})
    choice = figures.Choice(**form.cleaned_data | {"person": _person(request)})
    found = figures.chosen(choice)
    if wanted := request.GET.get("export"):
        return _export(choice, found, wanted)
    return _show(request, {"form": form, "has_issues": True, **_standing(request, choice, found)})


def _asked(typed, usual):
    """Return what the form is given: what is typed, and the usual months where none is."""
    fields = {name: typed[name] for name in ("kind", "name") if name in typed}
    for name in ("first", "last"):
        fields[name] = typed.get(name) or (f"{usual[name]:%Y-%m}" if usual else "")
    return fields | {"by": typed.get("by") or "person"}


def _person(request):
    """Return the key of the person whose figures are asked for; who may see only his own gets these."""
    return (
        request.GET.get("person", "") if figures.may_see_all(request.user) else figures.own_key(request.user)
    )


def _standing(request, choice, found):
    sort = _sort(request, choice)
    measure = sort.removeprefix("-") if sort.removeprefix("-") in MEASURES else "pieces"
    by_month = choice.by == "month" or bool(choice.person)
    months = figures.months_chart(found, measure)
    shown = [months] if len(months.bars) > 1 else []
    if not choice.person:
        shown.insert(0, figures.people_chart(found, measure))
    return {
        "choice": choice,
        "person": _person_shown(request, choice, found),
        "rows": figures.in_order(contributions.rows(found, by_month), sort),
        "total": contributions.sum_up(found),
        "by_month": by_month,
        "columns": _columns(request, sort, by_month, bool(choice.person)),
        "charts": shown,
        "pieces": figures.pieces_in_order(found) if choice.person else [],
        "exports": _exports(request, choice),
        "link": _query(request, person=None, sort=None),
        "may_see_all": figures.may_see_all(request.user),
        "is_unlinked": choice.person == figures.UNLINKED,
    }


def _person_shown(request, choice, found):
    if not choice.person:
        return ""
    return found[0].person.name if found else _("no contributions")


def _sort(request, choice):
    typed = request.GET.get("sort", "")
    if typed.removeprefix("-") in _SORTS:
        return typed
    return "month" if choice.person or choice.by == "month" else "-pieces"


def _columns(request, sort, by_month, is_person):
    """Return (title, address that sorts by it, its state, whether it holds numbers) for each column."""
    named = {"month": _("month")} if by_month else {}
    named |= {} if is_person else {"person": _("person's name")}
    named |= {"kind": _("role")} | MEASURES
    columns = []
    for name, title in named.items():
        state = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
        largest_first = name in MEASURES and state != "descending"
        turned = f"-{name}" if largest_first or state == "ascending" else name
        columns.append((title, _query(request, sort=turned), state, name in MEASURES))
    return columns


def _exports(request, choice):
    wanted = [("xlsx", _("Export for Excel (xlsx)")), ("csv", _("Figures as CSV"))]
    wanted.append(("pieces", _("Pieces as CSV")))
    return [(_query(request, export=kind, sort=None), label) for kind, label in wanted]


def _query(request, **changes):
    """Return the page's query with `changes`; None takes one out."""
    asked = {name: value for name, value in request.GET.items() if value and name != "export"} | changes
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _export(choice, found, wanted):
    name = _("Contributions %(months)s") % {"months": choice.span}
    if wanted == "xlsx":
        return spreadsheets.download(
            spreadsheets.xlsx(figures.tables(found)), f"{name}.xlsx", spreadsheets.XLSX
        )
    is_pieces = wanted == "pieces"
    table = figures.pieces_table(found) if is_pieces else figures.month_table(found)
    name += _(" pieces") if is_pieces else ""
    return spreadsheets.download(spreadsheets.csv_bytes(table), f"{name}.csv", "text/csv; charset=utf-8")


def _show(request, context):
    common = {"title": _("Contribution figures"), "opts": Issue._meta, "measures": MEASURES}
    return TemplateResponse(
        request, "admin/issues/figures.html", admin.site.each_context(request) | common | context
    )


def archive_coverage(request):
    """Show by year what of the paper is in and what is missing."""
    if not figures.may_see_all(request.user):
        raise PermissionDenied
    years = coverage()
    context = {
        "title": _("Archive coverage"),
        "opts": Issue._meta,
        "years": years,
        "chart": _coverage_chart(years),
    }
    return TemplateResponse(request, "admin/issues/coverage.html", admin.site.each_context(request) | context)


def _coverage_chart(years):
    rows = []
    for year in years:
        said = _("%(count)s issues") % {"count": year.issues}
        if year.missing:
            said = _("%(issues)s, %(missing)s missing") % {"issues": said, "missing": year.missing}
        rows.append((year.year, year.issues, said, "missing" if year.missing else "month"))
    return charts.chart(_("Issues by year"), rows)

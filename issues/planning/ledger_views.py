"""The ledger of printed errors in the admin: one issue's, to be printed, and the issues of a year side by side."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.staff import staff_name
from issues import publication
from issues.admin_copy import correction_link
from issues.models import Correction, ErrorKind, PrintedError
from issues.planning import corrections
from issues.planning import ledger as book
from issues.planning.spreadsheets import Table, csv_bytes, download

VIEW = "issues.view_printederror"


def ledger(request, pk):
    """Show the errors of one issue by kind and page, with the rate; ?export=csv gives the list as a file."""
    issue = get_object_or_404(_issues(request), pk=pk)
    errors = list(issue.printed_errors.select_related("article", "recorded_by").order_by("page_number", "id"))
    if "export" in request.GET:
        return _file(_("Printed errors %(what)s") % {"what": issue.label}, _errors_table(errors))
    accounts = book.accounts([issue])[issue.pk]
    whole = book.total(accounts.values())
    labels = {page.number: page.printed_label for page in issue.pages.all()}
    pages = [(labels.get(number, number), accounts[number]) for number in sorted(accounts.keys() | labels)]
    return _show(
        request,
        "ledger",
        title=_("Printed errors of %(issue)s") % {"issue": issue.label},
        issue=issue,
        whole=whole,
        kinds=[(kind.label, whole.kinds[kind], book.WEIGHTS[kind]) for kind in ErrorKind],
        pages=pages,
        rows=_rows(request.user, issue, errors, labels),
    )


def overview(request):
    """Show the issues of a year (?year=2020, default the latest) with their rates; ?export=csv gives them as a file."""
    years = [day.year for day in _issues(request).dates("date", "year", order="DESC")]
    year = _year(request, years)
    issues = list(_issues(request).filter(date__year=year).latest_first()) if year else []
    accounts = book.accounts(issues)
    rows = [(issue, book.total(accounts[issue.pk].values())) for issue in issues]
    if "export" in request.GET:
        return _file(_("Printed errors %(what)s") % {"what": year}, _issues_table(rows))
    whole = book.total(account for _issue, account in rows)
    return _show(
        request, "ledger_overview", title=_("Rates by issue"), years=years, year=year, rows=rows, whole=whole
    )


def _issues(request):
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    return book.ledger_issues()


def _year(request, years):
    asked = request.GET.get("year", "")
    if not asked:
        return next(iter(years), None)
    if not asked.isdecimal() or int(asked) not in years:
        raise Http404
    return int(asked)


def _show(request, template, **context):
    context |= {"opts": PrintedError._meta, "limit": book.LIMIT}
    context |= {"may_add": request.user.has_perm("issues.add_printederror")}
    return TemplateResponse(
        request, f"admin/issues/{template}.html", admin.site.each_context(request) | context
    )


def _rows(user, issue, errors, labels):
    """Return for each error (page, error, whether the paper has corrected it, where the user corrects it or "")."""
    corrected = list(Correction.objects.filter(issue=issue).values_list("article", "wrong"))
    public = _correctable(user, errors)
    return [
        (
            labels.get(error.page_number, error.page_number),
            error,
            any(
                article == error.article_id and corrections.is_of(wrong, error.wrong)
                for article, wrong in corrected
            ),
            _address(error) if error.article_id in public else "",
        )
        for error in errors
    ]


def _correctable(user, errors):
    """The ids of the pieces that the user may correct: those with readers."""
    if not user.has_perm("issues.add_correction"):
        return set()
    pieces = {error.article_id for error in errors}
    return set(publication.published_articles().filter(pk__in=pieces - {None}).values_list("pk", flat=True))


def _address(error):
    facts = {"page_number": error.page_number, "wrong": error.wrong, "right": error.right}
    return correction_link(error.article_id, **facts)


def _errors_table(errors):
    header = (_("page"), _("article"), _("kind"), _("wrong wording"), _("right wording"), _("found by"), _("note"),
              _("recorded by"))  # fmt: skip
    rows = [
        (
            error.page_number,
            error.article.title if error.article else "",
            error.get_kind_display(),
            error.wrong,
            error.right,
            error.found_by,
            error.note,
            staff_name(error.recorded_by),
        )
        for error in errors
    ]
    return Table(_("printed errors"), tuple(header), rows)


def _issues_table(rows):
    header = (_("issue"), _("date"), _("characters"), _("errors"), *(kind.label for kind in ErrorKind),
              _("errors in 10,000 characters"), _("within the limit"))  # fmt: skip
    told = [(issue.label, issue.date, *_figures(account)) for issue, account in rows]
    whole = book.total(account for _issue, account in rows)
    return Table(_("printed errors"), tuple(map(str, header)), [*told, (_("total"), "", *_figures(whole))], 1)


def _figures(account):
    said = {True: _("yes"), False: _("no"), None: ""}[account.is_within_limit]
    return (
        account.characters,
        account.errors,
        *(account.kinds[kind] for kind in ErrorKind),
        account.rate,
        said,
    )


def _file(name, table):
    return download(csv_bytes(table), f"{name}.csv", "text/csv; charset=utf-8")

"""Finds or makes the issue and the masthead that a page's text belongs to.

A stored fact is never blanked; what contradicts one is an error where it is the date or the number, and is
otherwise reported and left to the editor.
"""

from dataclasses import fields as dataclass_fields

from django.utils.translation import gettext as _

from issues.imports.draft import MastheadDraft
from issues.imports.saving.errors import PageImportError, require_fit
from issues.imports.saving.likeness import bare
from issues.models import Issue, Masthead

_OF_THE_PAPER = (
    "name", "name_en", "website", "supervisor", "sponsor", "publisher", "license", "price", "postal_code", "slogans",
)  # fmt: skip
_OF_THE_ISSUE = ("year_number", "lunar_date", "page_count")
_PRINTED_ON_INNER_PAGES = {"name", "date", "issue_number", "year_number", "lunar_date", "page_count"}


def open_issue(draft, named, notes):
    """Return the issue of a page, its row held until the transaction ends; a front page makes one that isn't there.

    `named` is a number or address that someone has given for it, or None. Appends to `notes` what is left to the
    editor. Raises PageImportError.
    """
    facts, issue = draft.masthead, find_issue(draft, named)
    if issue is None:
        return _new_issue(facts, named, notes)
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    # It may have been signed off or changed before its row was held.
    _refuse_unfit(issue, facts, named)
    number = {} if issue.number else {"number": facts.issue_number}
    _fill(issue, number | _given(facts, _OF_THE_ISSUE), notes)
    paper = _given(facts, _OF_THE_PAPER)
    is_front = page_number(draft) == 1
    _fill(issue.masthead, paper if is_front else {"name": paper.get("name", "")}, notes)
    return issue


def find_issue(draft, named):
    """Return the issue of a page, None for a front page whose issue is still to be made; writes nothing.

    `named` as for `open_issue`. Raises PageImportError where the page can't become part of any issue.
    """
    facts, is_front = draft.masthead, page_number(draft) == 1
    issue = _find(facts, named)
    if issue:
        _refuse_unfit(issue, facts, named)
    elif is_front and _may_be_new(named):
        _refuse_unfit_new(facts, named)
    else:
        _no_issue(facts, named)
    return issue


def page_number(draft):
    """Return the number of the page: a page with a masthead is page 1. Raises PageImportError where nothing says it."""
    if draft.page.number:
        return draft.page.number
    names = {field.name for field in dataclass_fields(MastheadDraft) if not field.name.endswith("_line")}
    if any(getattr(draft.masthead, name) for name in names - _PRINTED_ON_INNER_PAGES):
        return 1
    raise PageImportError(
        _("Nothing says which page this is: it has neither a page line nor a masthead."), field="number"
    )


def _find(facts, named):
    if named:
        named = str(named)
        return (
            Issue.objects.numbered(int(named)).first()
            if named.isdecimal()
            else Issue.objects.filter(slug=named).first()
        )
    if not facts.date:
        raise PageImportError(_("The text bears no date: say which issue it belongs to."), field="date")
    numbered = facts.issue_number and Issue.objects.numbered(facts.issue_number).first()
    return numbered or _on_its_date(facts)


def _on_its_date(facts):
    same_day = list(Issue.objects.on(facts.date))
    if len(same_day) > 1 and not facts.issue_number:
        labels = _(", ").join(issue.label for issue in same_day)
        message = _("%(date)s has several issues (%(issues)s): say which one the page belongs to.")
        raise PageImportError(
            message % {"date": facts.date, "issues": labels}, facts.date_line, "issue_number"
        )
    # A number that no issue of the day bears is a contradiction, unless one of them waits for its number.
    waiting = [issue for issue in same_day if not issue.number and not issue.title]
    return next(iter(waiting if facts.issue_number and waiting else same_day), None)


def _may_be_new(named):
    return not named or str(named).isdecimal()


def _no_issue(facts, named):
    if named:
        raise PageImportError(
            _("There is no issue %(number)s: import its front page first.") % {"number": named}, field="issue"
        )
    message = _(
        "There is no issue of %(date)s: import its front page first, or say which issue the page belongs to."
    )
    raise PageImportError(message % {"date": facts.date}, facts.date_line, "date")


def _refuse_unfit(issue, facts, named):
    if issue.is_signed_off:
        message = _("%(issue)s is signed off: call it back to import its pages.")
        field = "issue" if named else "issue_number" if facts.issue_number else "date"
        raise PageImportError(message % {"issue": issue.label}, field=field)
    _refuse_contradiction(issue, facts)


def _refuse_contradiction(issue, facts):
    if facts.date and facts.date != issue.date:
        message = _("The page bears the date %(given)s, but %(issue)s is of %(date)s.")
        raise PageImportError(
            message % {"given": facts.date, "issue": issue.label, "date": issue.date}, facts.date_line, "date"
        )
    number = facts.issue_number
    if number and issue.number and not issue.number <= number <= (issue.last_number or issue.number):
        message = _("The page bears No. %(given)s, but the issue of %(date)s is %(issue)s.")
        raise PageImportError(
            message % {"given": number, "issue": issue.label, "date": issue.date},
            facts.issue_number_line,
            "issue_number",
        )


def _refuse_unfit_new(facts, named):
    if not facts.date:
        raise PageImportError(_("The text bears no date, and the issue is not there yet."), field="date")
    number = int(named) if named else None
    if number and facts.issue_number and number != facts.issue_number:
        message = _("The page bears No. %(given)s, and not No. %(number)s.")
        raise PageImportError(
            message % {"given": facts.issue_number, "number": number},
            facts.issue_number_line,
            "issue_number",
        )


def _new_issue(facts, named, notes):
    number = int(named) if named else None
    given = {name: value for name, value in _given(facts, _OF_THE_ISSUE).items() if value}
    issue = Issue(number=number or facts.issue_number, date=facts.date, **given)
    require_fit(issue, ("number", *_OF_THE_ISSUE), facts.issue_number_line)
    issue.publish_at = issue.default_publish_at()
    issue.masthead = _masthead(_given(facts, _OF_THE_PAPER), notes)
    issue.save()
    return issue


def _masthead(given, notes):
    """Return the latest stored masthead that `given` doesn't contradict, or a new one that copies the rest of the latest."""
    stored = list(Masthead.objects.order_by("-id"))
    fitting = next((masthead for masthead in stored if not any(_contradicted(masthead, given))), None)
    if fitting:
        _fill(fitting, given, notes)
        return fitting
    if not given["name"] and not stored:
        raise PageImportError(_("The page doesn't bear the paper's name, and no masthead is stored."))
    latest = stored[0] if stored else Masthead()
    masthead = Masthead(**{name: given[name] or getattr(latest, name) for name in _OF_THE_PAPER})
    require_fit(masthead, _OF_THE_PAPER)
    masthead.save()
    return masthead


def _given(facts, names):
    values = {name: getattr(facts, name) for name in names}
    return values | ({"slogans": "\n".join(facts.slogans)} if "slogans" in values else {})


def _contradicted(instance, given):
    """Yield the names of the given facts that differ from stored ones; a part of a stored fact is no contradiction."""
    for name, value in given.items():
        stored = getattr(instance, name)
        if (
            value
            and stored
            and not (bare(str(value)) in bare(str(stored)) if name == "slogans" else _same(value, stored))
        ):
            yield name


def _same(value, stored):
    one, other = (bare(str(fact)).removeprefix("https").removeprefix("http") for fact in (value, stored))
    return one == other


def _fill(instance, given, notes, line=None):
    """Set what is blank to what is given; note what contradicts, and leave it. Saves only what has changed."""
    for name in _contradicted(instance, given):
        label = instance._meta.get_field(name).verbose_name
        message = _("%(what)s: “%(given)s” in the text, “%(stored)s” stands.")
        notes.append(message % {"what": label, "given": given[name], "stored": getattr(instance, name)})
    blank = {name: value for name, value in given.items() if value and not getattr(instance, name)}
    for name, value in blank.items():
        setattr(instance, name, value)
    require_fit(instance, (*blank, *(["number"] if instance._state.adding else [])), line)
    if blank or instance._state.adding:
        instance.save()

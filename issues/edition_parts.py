"""Says an issue, a page or a masthead as it stood (issues/history.py) in labelled parts, ready to be compared."""

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.comparing import Part
from issues import history, page_credits
from issues.models import GuideEntry, Issue, IssueState, Masthead, Page, PageCredit, Placement, Prominence


def parts_of(model, standing):
    """Return the Parts of a snapshot of `model` (Issue, Page or Masthead); a part with nothing in it has no lines."""
    return _READERS[model](standing)


def _issue(standing):
    fields = [name for name in history.ISSUE_FIELDS if name != "masthead_id"]
    times = [_part(Issue, name, _moment(standing.get(name))) for name in history.ISSUE_TIMES]
    return [
        *(_part(Issue, name, standing.get(name)) for name in fields),
        _part(Issue, "date", standing["date"]),
        Part("masthead", _name(Issue, "masthead"), _masthead_lines(standing)),
        Part("pages", _("pages"), tuple(page["page_name"] for page in standing.get("pages", ()))),
        *times,
        Part("release", _("release"), _release_lines(standing["release"])),
    ]


def _masthead_lines(standing):
    return (f"{standing['masthead_name']} #{standing['masthead_id']}",)


def _release_lines(release):
    facts = (
        ("state", IssueState(release["state"]).label),
        ("publish_at", _moment(release["publish_at"])),
        ("signed_off_by", release["signed_off_by"]),
        ("signed_off_at", _moment(release["signed_off_at"])),
    )
    return _facts(Issue, facts)


def _page(standing):
    return [
        *(_part(Page, name, standing.get(name)) for name in history.PAGE_FIELDS),
        Part("credits", str(PageCredit._meta.verbose_name_plural), _one(_credit_line(standing["credits"]))),
        Part("pdf", _name(Page, "print_file"), _one(standing["pdf"].rsplit("/")[-1])),
        *(_placement(placement) for placement in standing["placements"]),
        *(_guide_entry(entry, n) for n, entry in enumerate(standing["guide"], 1)),
    ]


def _credit_line(credits):
    return page_credits.line([PageCredit(**credit) for credit in credits])


def _placement(placement):
    """A piece is known by its article: its title is of no account here."""
    facts = [
        (name, Prominence(placement[name]).label if name == "prominence" else placement[name])
        for name in history.PLACEMENT_FIELDS
        if name != "see_article_id"
    ]
    title = _("“%(title)s”") % {"title": placement["article_title"]}
    see = [_number_line(_name(Placement, "see_article"), placement["see_article_id"])]
    return Part(f"article {placement['article']}", title, (title, *_in_one_line(Placement, facts, see)))


def _guide_entry(entry, number):
    facts = [(name, entry[name]) for name in ("title", "target", "order")]
    see = [_number_line(_name(GuideEntry, "article"), entry["article_id"])]
    label = f"{GuideEntry._meta.verbose_name} {number}"
    return Part(f"guide {number}", label, _in_one_line(GuideEntry, facts, see))


def _masthead(standing):
    return [_part(Masthead, name, standing.get(name)) for name in history.MASTHEAD_FIELDS]


def _facts(model, facts):
    said = _("%(what)s: %(said)s")
    return tuple(
        said % {"what": _name(model, name), "said": fact} for name, fact in facts if fact not in (None, "")
    )


def _in_one_line(model, facts, more):
    return _one("　".join((*_facts(model, facts), *filter(None, more))))


def _number_line(label, number):
    return _("%(what)s: %(said)s") % {"what": label, "said": f"#{number}"} if number else ""


def _part(model, name, value):
    lines = () if value in (None, "") else tuple(str(value).splitlines())
    return Part(name, _name(model, name), lines)


def _name(model, name):
    return str(model._meta.get_field(name).verbose_name)


def _one(line):
    return (line,) if line else ()


def _moment(text):
    """Return a kept moment as the desk writes it, in Beijing time."""
    return date_format(timezone.localtime(parse_datetime(text)), "DATETIME_FORMAT") if text else ""


_READERS = {Issue: _issue, Page: _page, Masthead: _masthead}

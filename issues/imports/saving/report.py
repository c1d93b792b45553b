"""What an import has done, in the words of the desk: noted as it goes, and told when it is done."""

import json
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.bylines import plain_name
from issues.imports.saving.people import Choice
from issues.models import Issue, Page


@dataclass(frozen=True)
class Report:
    """Titles of what was created, updated, left unchanged and returned to the pool; the rest are sentences.

    `kept_fields` names the fields in which only the desk differs from the text; `left` names what both have changed,
    and `problems` what the reader could not place and which jumps have one end.
    """

    issue: Issue
    page: Page
    created: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    kept_fields: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def kept(self):
        return len(self.kept_fields)

    def lines(self):
        """Return the report as lines of text, the counts first."""
        return [*self.done(), *self.to_settle()]

    def done(self):
        """Return the lines on what was done, the counts first."""
        counts = _(
            "%(page)s: %(created)s created, %(updated)s updated, %(unchanged)s unchanged, %(returned)s returned"
        )
        numbers = {name: len(getattr(self, name)) for name in ("created", "updated", "unchanged", "returned")}
        named = [
            *(_("Created: %(title)s") % {"title": title} for title in self.created),
            *(_("Updated: %(title)s") % {"title": title} for title in self.updated),
            *(_("Returned to the pool: %(title)s") % {"title": title} for title in self.returned),
        ]
        names = _("; ").join(self.kept_fields)
        kept = [_("Stays as the desk has edited it: %(fields)s") % {"fields": names}] if names else []
        return [counts % {"page": self.page, **numbers}, *named, *kept]

    def to_settle(self):
        """Return the lines on what an editor has to look at."""
        left = [_("Left to the editor: %(what)s") % {"what": sentence} for sentence in self.left]
        choices = [choice.sentence() for choice in self.choices]
        return [*left, *choices, *self.problems]

    def to_json(self):
        """Return the report as a JSON object, its lists under their own names."""
        lists = {
            name: getattr(self, name)
            for name in ("created", "updated", "unchanged", "returned", "left", "problems")
        }
        choices = [{"name": c.name, "reporters": [r.pk for r in c.reporters]} for c in self.choices]
        facts = {
            "issue": self.issue.slug,
            "page": self.page.number,
            **lists,
            "kept": self.kept,
            "choices": choices,
        }
        return json.dumps(facts, ensure_ascii=False, indent=2)


@dataclass
class Notes:
    """The report while an import is under way: each list grows as `Report`'s field of its name."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unlinked: set[str] = field(default_factory=set)

    def written(self, written):
        """Note what the desk keeps of a piece (pieces.Written), and what it must look at."""
        title = written.article.title
        kept = _("“%(title)s”: %(field)s")
        self.kept += [kept % {"title": title, "field": _field_name(field)} for field in written.kept]
        credits = [line for owner in (written.piece, *written.piece["photos"]) for line in owner["credits"]]
        self.unlinked |= {plain_name(line["name"]) for line in credits if not line["reporter"]}
        message = _("“%(title)s”: the text and the desk have both changed the %(field)s; the desk's stays.")
        self.left += [message % {"title": title, "field": _field_name(clash)} for clash in written.clashes]
        if written.is_reopened:
            self.reopened(title)

    def reopened(self, title):
        """Note that changed copy had passed a review."""
        self.left.append(
            _("“%(title)s” had passed its review and has changed: review it again.") % {"title": title}
        )

    def report(self, page, choices, problems):
        """Return the Report; of the Choices those stay open whose credit is not linked."""
        lists = ("created", "updated", "unchanged", "returned", "left")
        return Report(
            page.issue,
            page,
            **{name: tuple(getattr(self, name)) for name in lists},
            kept_fields=tuple(self.kept),
            choices=tuple(choice for choice in choices if choice.name in self.unlinked),
            problems=(*problems, *self.problems),
        )


def _field_name(field):
    names = {
        "column": _("column"),
        "kicker": _("kicker"),
        "title": _("title"),
        "deck": _("deck"),
        "dateline": _("dateline"),
        "is_advertisement": _("advertisement mark"),
        "body": _("body"),
        "credits": _("credits"),
        "caption": _("caption"),
        "photo": _("place of the photo"),
    }
    of_photo = _("%(field)s of photo %(number)s") % {"field": names[field.name], "number": field.photo}
    return of_photo if field.photo else names[field.name]

"""What the preflight found in an issue, in words for the editor, and in the order of the pages."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from articles.models import Article
from issues.models import Page
from issues.planning.preflight.names import name_of

BLOCK, WARNING = "block", "warning"


@dataclass(frozen=True)
class Mending:
    """The page of the desk on which a finding is mended, where that is neither the form of its page nor of its piece.

    Only who may change the print files of the issue has any use for it.
    """

    address: str
    name: str


@dataclass(frozen=True)
class IssueFinding:
    """One finding: of the whole issue, of a page, or of a piece where it stands.

    `page_number` names a page that may be missing; `position` is the piece's place on its page, -1 for the page itself.
    """

    rule: str
    severity: str
    message: str
    page_number: int | None = None
    page: Page | None = None
    article: Article | None = field(default=None, compare=False)
    title: str = ""
    place: str = ""
    excerpt: str = ""
    position: int = -1
    mending: Mending | None = None

    @property
    def is_blocking(self):
        return self.severity == BLOCK

    @property
    def rule_name(self):
        return name_of(self.rule)

    @property
    def page_label(self):
        """The page as the desk says it, "" for a finding of the whole issue."""
        if self.page:
            return self.page.printed_label
        return _("page %(label)s") % {"label": self.page_number} if self.page_number else ""

    @property
    def text(self):
        """The finding in one line: page, piece, place, and what is wrong."""
        facts = {"page": self.page_label, "title": self.title, "place": self.place, "said": self.message}
        if self.title and self.place:
            return _("%(page)s, “%(title)s”, %(place)s: %(said)s") % facts
        if self.title:
            return _("%(page)s, “%(title)s”: %(said)s") % facts
        return _("%(page)s: %(said)s") % facts if self.page_label else self.message

    @property
    def order(self):
        """What findings are sorted by: page, piece, what blocks first."""
        return (self.page_number or 0, self.position, not self.is_blocking)


def of_issue(rule, severity, message, place=""):
    """Return a finding of the whole issue."""
    return IssueFinding(rule, severity, message, place=place)


def of_page(rule, severity, message, page, **facts):
    """Return a finding of a page."""
    return IssueFinding(rule, severity, message, page.number, page, **facts)


def of_piece(rule, severity, message, placement, **facts):
    """Return a finding of the piece, or the part of one, that stands at `placement`."""
    return IssueFinding(
        rule,
        severity,
        message,
        placement.page.number,
        placement.page,
        placement.article,
        placement.article.title,
        position=placement.position,
        **facts,
    )
